//! How far a scenario is from what it would be if nobody had stated this or that: the stated numbers that move its most frequent
//! outcome most.
//!
//! Each number that the file states is left out alone, so that it stands where the registry or the built-in scenario has it, and all
//! else is as it was. A few trials of each, on the same random numbers, choose those that seem to move most; others, which had no
//! part in that, say by how much.

use crate::scenario::{CheckedFile, ParameterRow, StatedNumber, left_out, stated_numbers};
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::statistics::{Confidence, Interval, PairedCounts, paired_difference};
use detente_engine::tally::most_frequent;
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use rayon::prelude::*;
use std::ops::Range;

/// Departures that are told.
pub const MOST_TOLD: usize = 3;
/// Trials in which each number is looked at, where steps and numbers allow it.
const LOOKED_AT: u64 = 1024;
/// Trials on which what is told is estimated, in the same way.
const TOLD: u64 = 4096;
/// Fewest trials of either.
const FEWEST: u64 = 64;
/// Steps that looking may take, all numbers and trials together, beyond the fewest.
const MOST_STEPS: u64 = 1 << 25;
/// The first trial that is looked at: those before it say by how much.
const FIRST_LOOKED_AT: u64 = 1 << 41;
/// Always the same, so that a card changes only with the file.
const SEED: u64 = 1;
/// What only says how long is looked, and in what steps.
const NO_INPUTS: [&str; 2] = ["horizon_weeks", "run."];

/// What a number is where nobody states it.
#[derive(Clone, Debug, PartialEq)]
pub enum Unstated {
    /// This, as it would be written.
    Value(String),
    /// Unknown: drawn anew for every world, with nine in ten between these ends.
    Unknown([f64; 2]),
}

/// A stated number, and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Departure {
    /// Its dotted key.
    pub key: String,
    /// As it is written.
    pub value: String,
    /// What it is where nobody states it.
    pub unstated: Unstated,
    /// Share of the outcome as it is stated, less that without it.
    pub change: f64,
    /// Its 95 % interval, of the same trials with and without.
    pub interval: Interval,
}

/// What moves the most frequent outcome of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Departures {
    /// The outcome.
    pub outcome: Outcome,
    /// At most [`MOST_TOLD`], the largest change first; none whose interval holds zero.
    pub told: Vec<Departure>,
    /// How many stated numbers are otherwise than they would be.
    pub number: usize,
    /// Trials from which those told are estimated.
    pub trials: u64,
}

/// A scenario without one of its numbers.
struct Without {
    number: StatedNumber,
    unstated: Unstated,
    plan: Plan,
}

/// The departures of `file`, before any news; `None` where no number is stated otherwise than it would be.
#[must_use]
pub fn departures(file: &CheckedFile) -> Option<Departures> {
    let plan = bare(&file.scenario)?;
    let numbers = stated_numbers(file);
    let without: Vec<Without> = numbers.into_par_iter().filter_map(|number| without(file, number)).collect();
    let of_all = MOST_STEPS / (u64::from(plan.steps.max(1)) * (without.len() as u64).max(1));
    let looked = FIRST_LOOKED_AT..FIRST_LOOKED_AT + of_all.clamp(FEWEST, LOOKED_AT);
    let trials = (MOST_STEPS / u64::from(plan.steps.max(1))).clamp(FEWEST, TOLD);
    let base = outcomes(&plan, looked.clone());
    let count = |outcome: Outcome| base.iter().filter(|other| **other == outcome).count() as u64;
    let (outcome, _) = most_frequent(Outcome::ALL.iter().map(|outcome| (*outcome, count(*outcome))))?;
    let moved = |one: &Without| changed(&base, &outcomes(&one.plan, looked.clone()), outcome).difference();
    let moved: Vec<f64> = without.par_iter().map(|one| moved(one).unwrap_or(0.0)).collect();
    let mut order: Vec<usize> = (0..without.len()).collect();
    order.sort_by(|one, other| moved[*other].abs().total_cmp(&moved[*one].abs()));
    order.truncate(MOST_TOLD);
    let base = outcomes(&plan, 0..trials);
    let told = |at: &usize| told(&without[*at], &base, outcome);
    let mut told: Vec<Departure> = order.par_iter().filter_map(told).collect();
    told.sort_by(|one, other| other.change.abs().total_cmp(&one.change.abs()));
    (!without.is_empty()).then_some(Departures { outcome, told, number: without.len(), trials })
}

fn told(without: &Without, base: &[Outcome], outcome: Outcome) -> Option<Departure> {
    let counts = changed(base, &outcomes(&without.plan, 0..base.len() as u64), outcome);
    let interval = paired_difference(counts, Confidence::NINETY_FIVE).filter(|interval| !interval.contains(0.0))?;
    Some(Departure {
        key: without.number.key.clone(),
        value: without.number.value.clone(),
        unstated: without.unstated.clone(),
        change: counts.difference()?,
        interval,
    })
}

/// `file` without `number`; `None` where that cannot be left out, or where nothing is otherwise then.
fn without(file: &CheckedFile, number: StatedNumber) -> Option<Without> {
    if NO_INPUTS.iter().any(|other| number.key.starts_with(other)) {
        return None;
    }
    let other = left_out(file, &number).ok()?;
    let own = file.scenario.parameters.iter().filter(|row| row.given_by == number.key);
    let mut unstated = None;
    for row in own {
        // Where the row is gone, more was taken out than a number.
        let after = other.scenario.parameters.iter().find(|other| other.key == row.key)?;
        if (&row.value, &row.distribution) != (&after.value, &after.distribution) {
            unstated.get_or_insert_with(|| unstated_in(after));
        }
    }
    Some(Without { number, unstated: unstated?, plan: bare(&other.scenario)? })
}

/// What `row` says of a number that nobody states.
fn unstated_in(row: &ParameterRow) -> Unstated {
    match (row.low, row.high) {
        (Some(low), Some(high)) => Unstated::Unknown([low, high]),
        _ => Unstated::Value(row.value.clone()),
    }
}

/// The plan of a scenario, without what was observed.
fn bare(scenario: &detente_engine::scenario::Scenario) -> Option<Plan> {
    let plan = Plan::compile(scenario).ok()?;
    Some(Plan { news: Vec::new(), ..plan })
}

/// How each of `trials` ends.
fn outcomes(plan: &Plan, trials: Range<u64>) -> Vec<Outcome> {
    let keys = plan.purposes.keys(SEED);
    let mut random = RandomBlocks::new(&keys);
    let mut simulator = TrialSimulator::asked(plan, Demand::Outcome);
    let simulate = |trial: u64| {
        random.turn_to(trial);
        simulator.simulate(&mut random, &mut Unobserved).outcome
    };
    trials.map(simulate).collect()
}

/// In how many of the same trials `outcome` came, with the number and without.
fn changed(with: &[Outcome], without: &[Outcome], outcome: Outcome) -> PairedCounts {
    let mut counts = PairedCounts::default();
    for (with, without) in with.iter().zip(without) {
        counts.add(*with == outcome, *without == outcome);
    }
    counts
}
