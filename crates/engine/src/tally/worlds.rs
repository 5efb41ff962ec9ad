//! Outcomes and confrontation world by world: what a pass over many worlds leaves.

use super::measures::MeasureCounts;
use super::record::ShapeError;
use crate::domain::Outcome;
use crate::observe::MEASURES;
use serde::{Deserialize, Serialize};

/// By measure, in how many worlds it came so many times. Integers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counted")]
pub struct WorldTally {
    trials: u64,
    /// By [`MEASURES`], worlds by the number of trials in which it came, from none to all.
    counts: [Vec<u64>; MEASURES.len()],
}

/// What is read, before it is known to add up.
#[derive(Deserialize)]
struct Counted {
    trials: u64,
    counts: [Vec<u64>; MEASURES.len()],
}

impl TryFrom<Counted> for WorldTally {
    type Error = ShapeError;

    fn try_from(read: Counted) -> Result<Self, ShapeError> {
        let worlds = read.counts.each_ref().map(|counts| {
            let sum = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
            sum.filter(|_| counts.len() as u64 == read.trials.saturating_add(1))
        });
        let adds_up = worlds[0].is_some() && worlds.iter().all(|sum| *sum == worlds[0]);
        if adds_up { Ok(Self { trials: read.trials, counts: read.counts }) } else { Err(ShapeError("worlds")) }
    }
}

impl WorldTally {
    /// No worlds yet, each of so many trials.
    #[must_use]
    pub fn new(trials: u64) -> Self {
        Self { trials, counts: std::array::from_fn(|_| vec![0; trials as usize + 1]) }
    }

    /// Takes one world, whose trials went so.
    pub fn add(&mut self, measures: MeasureCounts) {
        debug_assert_eq!(measures.trials(), self.trials, "every trial has an outcome");
        self.counts.iter_mut().zip(measures.all()).for_each(|(counts, count)| counts[count as usize] += 1);
    }

    /// Trials of each world.
    #[must_use]
    pub fn trials_per_world(&self) -> u64 {
        self.trials
    }

    /// Number of worlds.
    #[must_use]
    pub fn worlds(&self) -> u64 {
        self.counts[0].iter().sum()
    }

    /// Worlds by the number of their trials that ended in `outcome`, from 0 to all.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> &[u64] {
        &self.counts[outcome.index()]
    }

    /// By [`MEASURES`], the same.
    #[must_use]
    pub fn measures(&self) -> &[Vec<u64>; MEASURES.len()] {
        &self.counts
    }
}
