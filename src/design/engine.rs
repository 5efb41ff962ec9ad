//! The engine as a function of the unit cube: one coordinate for each uncertain value, the trial's number for luck.

use super::{Evaluate, Watch};
use crate::domain::Outcome;
use crate::luck::{LANES, Purpose, Tape, Words};
use crate::plan::Plan;
use crate::trial::{Players, TrialRecord};
use rayon::prelude::*;

/// What is measured of a trial, each 1 where it happened and 0 where not: the four outcomes, then confrontation.
pub const MEASURES: [&str; 5] = ["scaling", "stalling", "postponed", "collapse", "confrontation"];

/// The low words of a draw whose high word a design gives.
const MIDDLE: u32 = 1 << 31;

/// Trials that a thread plays in one go.
const CHUNK: u64 = 1024;

/// Plays trials whose uncertain values are given, in the order of `Plan::uncertain`, in place of drawn.
pub struct Engine<'p> {
    players: Players<'p, LANES>,
    tape: Tape<'p>,
    /// By purpose: the input that it draws.
    inputs: Vec<Option<usize>>,
}

impl<'p> Engine<'p> {
    /// The engine for `plan`, whose purposes have the `keys`.
    #[must_use]
    pub fn new(plan: &'p Plan, keys: &'p [[u32; 8]]) -> Self {
        let mut inputs = vec![None; keys.len()];
        for (input, uncertain) in plan.uncertain.iter().enumerate() {
            inputs[uncertain.draw.index()] = Some(input);
        }
        Self { players: Players::new(plan), tape: Tape::new(keys), inputs }
    }
}

impl Evaluate for Engine<'_> {
    fn evaluate(&mut self, words: &[&[u32]], first_trial: u64, outputs: &mut Vec<f64>) {
        self.tape.turn_to(first_trial);
        let mut given = Given { tape: &mut self.tape, inputs: &self.inputs, words };
        for record in self.players.play(&mut given, words.len()) {
            outputs.extend(measure(record).map(|happened| f64::from(u8::from(happened))));
        }
    }
}

/// The first `trials` as they are drawn: the values of every input, and by measure whether it happened. `None` where the watch gave up.
pub(super) fn sample(plan: &Plan, seed: u64, trials: u64, watch: Watch<'_>) -> Option<Sample> {
    let keys = plan.purposes.keys(seed);
    let play = |chunk: u64| {
        let (mut players, mut tape) = (Players::<LANES>::new(plan), Tape::new(&keys));
        let mut rows: Vec<(Vec<f64>, [bool; MEASURES.len()])> = Vec::new();
        let trials = chunk * CHUNK..((chunk + 1) * CHUNK).min(trials);
        for first in trials.clone().step_by(LANES) {
            if (watch.give_up)() {
                return None;
            }
            tape.turn_to(first);
            let number = (trials.end - first).min(LANES as u64) as usize;
            players.play(&mut tape, number);
            rows.extend(players.last().take(number).map(|(record, drawn)| (drawn.to_vec(), measure(record))));
        }
        (watch.finished)(trials.end - trials.start);
        Some(rows)
    };
    let chunks: Option<Vec<_>> = (0..trials.div_ceil(CHUNK)).into_par_iter().map(play).collect();
    let rows: Vec<_> = chunks?.into_iter().flatten().collect();
    let column = |input: usize| rows.iter().map(|(drawn, _)| drawn[input]).collect();
    Some(Sample {
        columns: (0..plan.uncertain.len()).map(column).collect(),
        hits: std::array::from_fn(|at| rows.iter().map(|(_, happened)| happened[at]).collect()),
    })
}

/// Trials with the values drawn for them.
pub(super) struct Sample {
    /// By input, then by trial.
    pub(super) columns: Vec<Vec<f64>>,
    /// By measure, then by trial.
    pub(super) hits: [Vec<bool>; MEASURES.len()],
}

/// What happened, in the order of [`MEASURES`].
pub(super) fn measure(record: &TrialRecord) -> [bool; MEASURES.len()] {
    let mut happened = [record.confrontation_step.is_some(); MEASURES.len()];
    happened.iter_mut().zip(Outcome::ALL).for_each(|(happened, outcome)| *happened = record.outcome == *outcome);
    happened
}

/// The words of trials, but those of the inputs as a design gives them.
struct Given<'a, 'k> {
    tape: &'a mut Tape<'k>,
    inputs: &'a [Option<usize>],
    words: &'a [&'a [u32]],
}

impl Words<LANES> for Given<'_, '_> {
    fn word(&mut self, lane: usize, purpose: Purpose, index: u64) -> u32 {
        match self.inputs[purpose.index()] {
            Some(input) if index == 0 => self.words[lane][input],
            Some(_) => MIDDLE,
            None => Words::<LANES>::word(self.tape, lane, purpose, index),
        }
    }

    fn row(&mut self, purpose: Purpose, index: u64) -> [u32; LANES] {
        self.tape.row(purpose, index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_the_outcomes_in_their_order_and_confrontation() {
        let words: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.word()).chain(["confrontation"]).collect();
        assert_eq!(words, MEASURES);
    }
}
