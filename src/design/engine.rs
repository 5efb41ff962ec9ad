//! The engine as a function of the unit cube: one coordinate for each uncertain value, the trial's number for luck.

use super::Evaluate;
use crate::domain::Outcome;
use crate::luck::{LANES, Purpose, Tape, Words};
use crate::plan::Plan;
use crate::trial::{Players, TrialRecord};

/// What is measured of a trial, each 1 where it happened and 0 where not: the four outcomes, then confrontation.
pub const MEASURES: [&str; 5] = ["scaling", "stalling", "postponed", "collapse", "confrontation"];

/// The low words of a draw whose high word a design gives.
const MIDDLE: u32 = 1 << 31;

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
