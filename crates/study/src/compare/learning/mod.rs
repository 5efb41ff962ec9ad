//! What it is worth to learn something before a plan is chosen: the expected value of partial perfect information (J. Brennan and
//! others, Medical Decision Making 27 (2007), 448-470), by regression (M. Strong, J. E. Oakley and A. Brennan, Medical Decision Making 34
//! (2014), 311-326).
//!
//! ```text
//! trials under all plans ──add──> LearningTally ──worth_knowing──> what inputs are worth
//!                                               ──worth_watching─> what indicators are worth
//! ```
//!
//! Trials fall into cells by what is learned: where an input lies, or what an observer reads. In each cell the difference between a plan
//! and the base has a mean. Their means over all cells say which plan is best if nothing is learned. Where something is learned first,
//! the best plan of its cell is chosen: what that brings on average is what learning is worth.
//!
//! An input can be learned at any time. An indicator is read while the channel runs, and then it is too late for a choice between plans
//! that went apart before: see [`Indicators`].

mod cell;
mod fit;
mod indicators;
mod inputs;
mod tally;
#[cfg(test)]
mod tests;
mod worth;

pub use inputs::Stated;
pub(super) use tally::LearningTally;
pub use worth::{WorthKnowing, WorthWatching};

use super::figure::Figures;
use crate::run::PairedTrial;
use detente_engine::plan::Plan;
use indicators::Indicators;
use inputs::Inputs;

/// What may be learned before one of several plans is chosen.
#[derive(Clone, Debug)]
pub(super) struct Learning {
    inputs: Inputs,
    indicators: Indicators,
    /// Plans beside the base.
    others: usize,
}

/// Something that may be learned, by one of the lists of cells into which trials fall.
#[derive(Clone, Debug)]
struct Lesson {
    /// Which list.
    list: usize,
    /// By cell: where in its distribution an input lies there; none where each cell is by itself.
    places: Option<Vec<f64>>,
    /// In so many cells, the first ones, the choice between the plans is still open.
    open: usize,
}

impl Learning {
    /// Of `plans`.
    pub(super) fn new(plans: &[&Plan]) -> Self {
        Self { inputs: Inputs::new(plans), indicators: Indicators::new(plans), others: plans.len() - 1 }
    }

    /// How many cells each list has: those of inputs come first.
    fn lists(&self) -> impl Iterator<Item = usize> {
        self.inputs.cells().chain(self.indicators.cells())
    }

    /// No trials yet.
    pub(super) fn tally(&self) -> LearningTally {
        LearningTally::new(self.lists(), self.others)
    }

    /// Takes a trial, simulated under every plan and watched under the first, of which `figures` are read.
    pub(super) fn add(&self, tally: &mut LearningTally, trial: &PairedTrial<'_, '_>, figures: &[Figures]) {
        let simulated = trial.simulated;
        let quantiles = |plan: usize, place: usize| simulated[plan].quantiles()[place];
        let drawn = |plan: usize| *simulated[plan].drawn().last().expect("a world is drawn");
        let inputs = self.inputs.cells_of(quantiles, drawn);
        let read = self.indicators.cells_of(simulated[0].record(), trial.watch);
        let happened = figures.iter().zip(simulated).map(|(figures, simulated)| figures.happened(simulated.record()));
        tally.take(trial.number, inputs.chain(read), happened);
    }

    /// What it is worth to learn each input, by objective, most worth first.
    pub(super) fn worth_knowing(&self, tally: &LearningTally) -> Vec<WorthKnowing> {
        worth::of_inputs(&self.inputs, tally)
    }

    /// What it is worth to read each indicator, by objective, most worth first.
    pub(super) fn worth_watching(&self, tally: &LearningTally) -> Vec<WorthWatching> {
        worth::of_indicators(&self.indicators, self.inputs.cells().count(), tally)
    }
}
