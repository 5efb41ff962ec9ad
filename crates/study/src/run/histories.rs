//! Histories of some trials, followed beyond the horizon: for base rates that are counted from a moment of each trial on.
//!
//! The trials are the first of the run, so that up to its horizon they are the ones that its tables are about.

use super::blocks::RunControl;
use crate::figure::{Counts, Figure, FigurePlans, FigureSimulator, HistoryTally, NamedFigure, prolonged};
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use rayon::prelude::*;

/// Most trials: with these a share near one half has an interval of three points.
const MOST_TRIALS: u64 = 4096;
/// Fewest trials of a plan in fine steps.
const FEWEST_TRIALS: u64 = 256;
/// Steps that the pass may take, all trials together, beyond the fewest: it takes no longer for fine steps.
const MOST_STEPS: u64 = 1 << 22;
/// Trials that one thread follows in one go.
const CHUNK: u64 = 128;
/// The horizon without which nobody is followed, weeks: base rates are of five years, and the author of a shorter scenario has said
/// nothing of them.
const FIVE_YEARS: f64 = 260.0;
/// What is counted: the figures of base rates that the tally of a run does not have.
const FIGURES: [NamedFigure; 3] = [NamedFigure::EverInForce, NamedFigure::Left(260), NamedFigure::Structural(260)];

/// How many trials of `plan` are followed beside a run of `trials`; none under news, which fit some histories better than others, nor where
/// the horizon lies before five years.
#[must_use]
pub fn history_trials(plan: &Plan, trials: u64) -> Option<u64> {
    let is_asked = plan.news.is_empty() && plan.weeks(plan.steps) + 1e-9 >= FIVE_YEARS;
    let steps = u64::from(prolonged(plan).steps.max(1));
    is_asked.then(|| (MOST_STEPS / steps).clamp(FEWEST_TRIALS, MOST_TRIALS).min(trials))
}

/// Follows the first `trials` of `plan` under `seed`; none where `control` pauses before all are done.
#[must_use]
pub fn histories(plan: &Plan, seed: u64, trials: u64, control: RunControl<'_>) -> Option<HistoryTally> {
    let plan = prolonged(plan);
    let figures = FIGURES.map(Figure::Named);
    let plans = FigurePlans::new(&plan, &figures);
    let keys = plan.purposes.keys(seed);
    let follow = |chunk: u64| {
        if (control.pause)() {
            return None;
        }
        let (first, end) = (chunk * CHUNK, ((chunk + 1) * CHUNK).min(trials));
        let (mut random, mut simulator) = (RandomBlocks::new(&keys), FigureSimulator::new(&plans, &figures));
        for trial in first..end {
            random.turn_to(trial);
            simulator.simulate(&mut random);
        }
        (control.finished)(end - first);
        simulator.counts().channel.clone()
    };
    let all = (0..trials.div_ceil(CHUNK)).into_par_iter().map(follow);
    let merged = |one: Counts, other: Counts| Some(one.merged(&other));
    let counts = all.try_reduce(|| Counts::new(&plan), merged)?;
    Some(HistoryTally::of(&counts))
}
