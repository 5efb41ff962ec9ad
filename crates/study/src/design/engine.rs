//! The engine as a function of the unit cube: one coordinate for each uncertain value, the trial's number for chance.

use super::{Evaluate, SobolPoints};
use crate::run::RunControl;
use detente_engine::domain::Outcome;
use detente_engine::observe::{Arm, BoundObservable, Observable};
use detente_engine::plan::Plan;
use detente_engine::random::{LANES, MIDDLE, Purpose, RandomBlocks, Span, Words, uniform_wide};
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use rayon::prelude::*;
use std::iter::repeat_n;

/// What is measured of a trial: the four outcomes, then confrontation.
pub const MEASURES: [Observable; 5] = [
    Observable::Outcome(Outcome::Scaling),
    Observable::Outcome(Outcome::Stalling),
    Observable::Outcome(Outcome::Overtaken),
    Observable::Outcome(Outcome::Collapse),
    Observable::Confrontation(Arm::Channel, None),
];

/// Points that a thread simulates in one go: a multiple of the lanes, so that trials stay with their neighbours.
const CHUNK: u32 = 64;

/// Simulates trials whose uncertain values are given, in the order of `Plan::uncertain`, in place of drawn.
pub struct Engine<'p> {
    simulator: TrialSimulator<'p>,
    random: RandomBlocks<'p>,
    /// By purpose: the input that it draws.
    inputs: Vec<Option<usize>>,
    /// In the order of [`MEASURES`].
    measures: [BoundObservable; MEASURES.len()],
}

impl<'p> Engine<'p> {
    /// The engine for `plan`, whose purposes have the `keys`.
    #[must_use]
    pub fn new(plan: &'p Plan, keys: &'p [[u32; 8]]) -> Self {
        let mut inputs = vec![None; keys.len()];
        for (input, uncertain) in plan.uncertain.iter().enumerate() {
            inputs[uncertain.draw.index()] = Some(input);
        }
        let measures = MEASURES.map(|measure| measure.bind(plan));
        Self {
            simulator: TrialSimulator::asked(plan, Demand::of(MEASURES)),
            random: RandomBlocks::new(keys),
            inputs,
            measures,
        }
    }
}

impl Evaluate for Engine<'_> {
    fn evaluate(&mut self, words: &[&[u32]], first_trial: u64, outputs: &mut Vec<f64>) {
        for (words, trial) in words.iter().zip(first_trial..) {
            self.random.turn_to(trial);
            let mut given = DesignWords { random: &mut self.random, inputs: &self.inputs, words };
            let record = self.simulator.simulate(&mut given, &mut Unobserved);
            outputs.extend(self.measures.iter().map(|measure| measure.value(record)));
        }
    }
}

/// Points spread evenly over what the inputs may be, each simulated `trials_per_point` times: the values of every input, and by measure the
/// share of trials in which it happened. `None` where `control` gave up.
pub(super) fn sample(
    plan: &Plan,
    seed: u64,
    points: u32,
    trials_per_point: u32,
    control: RunControl<'_>,
) -> Option<Sample> {
    let keys = plan.purposes.keys(seed);
    let design = SobolPoints::scrambled(plan.uncertain.len(), seed, "boxes").expect("not too many inputs");
    let simulate = |chunk: u32| {
        let mut engine = Engine::new(plan, &keys);
        let numbers = chunk * CHUNK..((chunk + 1) * CHUNK).min(points);
        let words: Vec<Vec<u32>> = numbers.clone().map(|number| row(&design, number, plan.uncertain.len())).collect();
        let rows: Vec<&[u32]> =
            words.iter().flat_map(|row| repeat_n(row.as_slice(), trials_per_point as usize)).collect();
        let first = u64::from(numbers.start) * u64::from(trials_per_point);
        let mut outputs = Vec::with_capacity(rows.len() * MEASURES.len());
        for (rows, trial) in rows.chunks(LANES).zip((first..).step_by(LANES)) {
            if (control.give_up)() {
                return None;
            }
            engine.evaluate(rows, trial, &mut outputs);
        }
        (control.finished)(rows.len() as u64);
        Some((words, outputs))
    };
    let chunks: Option<Vec<_>> = (0..points.div_ceil(CHUNK)).into_par_iter().map(simulate).collect();
    let (words, outputs): (Vec<_>, Vec<_>) = chunks?.into_iter().unzip();
    let (words, outputs) = (words.concat(), outputs.concat());
    let value = |input: usize, word: u32| plan.uncertain[input].distribution.quantile(uniform_wide(word, MIDDLE));
    let column = |input: usize| words.iter().map(|row| value(input, row[input])).collect();
    let share = |at: usize, trials: &[f64]| {
        trials.iter().skip(at).step_by(MEASURES.len()).sum::<f64>() / f64::from(trials_per_point)
    };
    let shares =
        |at| outputs.chunks(MEASURES.len() * trials_per_point as usize).map(|trials| share(at, trials)).collect();
    Some(Sample { columns: (0..plan.uncertain.len()).map(column).collect(), shares: std::array::from_fn(shares) })
}

fn row(design: &SobolPoints, number: u32, inputs: usize) -> Vec<u32> {
    (0..inputs).map(|input| design.word(number, input)).collect()
}

/// Points with the shares of their trials.
pub(super) struct Sample {
    /// By input, then by point.
    pub(super) columns: Vec<Vec<f64>>,
    /// By measure, then by point.
    pub(super) shares: [Vec<f64>; MEASURES.len()],
}

/// The words of a trial, but those of the inputs as a design gives them.
struct DesignWords<'a, 'k> {
    random: &'a mut RandomBlocks<'k>,
    inputs: &'a [Option<usize>],
    words: &'a [u32],
}

impl Words for DesignWords<'_, '_> {
    fn word(&mut self, purpose: Purpose, index: u64) -> u32 {
        match self.inputs[purpose.index()] {
            Some(input) if index == 0 => self.words[input],
            Some(_) => MIDDLE,
            None => self.random.word(purpose, index),
        }
    }

    fn first_in(&mut self, purpose: Purpose, span: Span, from: u64, to: u64) -> u64 {
        self.random.first_in(purpose, span, from, to)
    }
}
