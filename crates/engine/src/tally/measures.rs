//! How trials went, in the fewest numbers that anything is told from: outcomes and confrontation.

use crate::observe::MEASURES;
use crate::trial::TrialRecord;
use serde::{Deserialize, Serialize};

/// Position of confrontation in [`MEASURES`]; before it stand the outcomes.
const CONFRONTATION: usize = MEASURES.len() - 1;

/// By [`MEASURES`], trials in which it came. Integers only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MeasureCounts([u64; MEASURES.len()]);

impl MeasureCounts {
    /// The positions of what came in `trial`.
    pub(super) fn came(trial: &TrialRecord) -> impl Iterator<Item = usize> {
        std::iter::once(trial.outcome.index()).chain(trial.confrontation_step.is_some().then_some(CONFRONTATION))
    }

    /// Takes a trial.
    pub fn add(&mut self, trial: &TrialRecord) {
        Self::came(trial).for_each(|measure| self.0[measure] += 1);
    }

    /// Takes a trial into the counts of its world, which is the last of the values `drawn`; `worlds` is empty where nothing is drawn from
    /// worlds.
    pub fn add_to_world(worlds: &mut [Self], trial: &TrialRecord, drawn: &[f64]) {
        if let (Some(world), false) = (drawn.last(), worlds.is_empty()) {
            worlds[*world as usize].add(trial);
        }
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own += other);
    }

    /// All trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.0[..CONFRONTATION].iter().sum()
    }

    /// The same; none where the sum is no number, as only a forged record has it.
    pub(super) fn checked_trials(&self) -> Option<u64> {
        self.0[..CONFRONTATION].iter().try_fold(0_u64, |sum, own| sum.checked_add(*own))
    }

    /// Whether no more trials saw confrontation than there are.
    pub(super) fn is_possible(&self) -> bool {
        self.checked_trials().is_some_and(|trials| self.0[CONFRONTATION] <= trials)
    }

    /// Trials in which `measure`, a position in [`MEASURES`], came.
    #[must_use]
    pub fn of(&self, measure: usize) -> u64 {
        self.0[measure]
    }

    /// By [`MEASURES`].
    #[must_use]
    pub fn all(&self) -> [u64; MEASURES.len()] {
        self.0
    }
}
