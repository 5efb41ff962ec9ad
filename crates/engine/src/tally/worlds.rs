//! Outcomes and confrontation world by world: what a pass over many worlds leaves.

use super::measures::MeasureCounts;
use super::shape::ShapeError;
use crate::domain::Outcome;
use crate::observe::MEASURES;
use crate::statistics::PairedCounts;
use serde::{Deserialize, Serialize};

/// By measure, in how many worlds it came so many times. Integers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Counted")]
pub struct WorldTally {
    trials: u64,
    /// By [`MEASURES`], worlds by the number of trials in which it came, from none to all.
    counts: [Vec<u64>; MEASURES.len()],
    /// By horizon, then by world: trials with confrontation by then in both arms, only with the channel, only without. Empty where the
    /// arm without a channel was not simulated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    channel: Vec<Vec<[u64; 3]>>,
}

/// What is read, before it is known to add up.
#[derive(Deserialize)]
struct Counted {
    trials: u64,
    counts: [Vec<u64>; MEASURES.len()],
    #[serde(default)]
    channel: Vec<Vec<[u64; 3]>>,
}

impl TryFrom<Counted> for WorldTally {
    type Error = ShapeError;

    fn try_from(read: Counted) -> Result<Self, ShapeError> {
        let worlds = read.counts.each_ref().map(|counts| {
            let sum = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
            sum.filter(|_| counts.len() as u64 == read.trials.saturating_add(1))
        });
        let own = |world: &[u64; 3]| world.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        let is_possible = |horizon: &Vec<[u64; 3]>| {
            Some(horizon.len() as u64) == worlds[0]
                && horizon.iter().all(|world| own(world).is_some_and(|sum| sum <= read.trials))
        };
        let adds_up = worlds[0].is_some() && worlds.iter().all(|sum| *sum == worlds[0]);
        if !adds_up || !read.channel.iter().all(is_possible) {
            return Err(ShapeError("worlds"));
        }
        Ok(Self { trials: read.trials, counts: read.counts, channel: read.channel })
    }
}

impl WorldTally {
    /// No worlds yet, each of so many trials.
    #[must_use]
    pub fn new(trials: u64) -> Self {
        Self { trials, counts: std::array::from_fn(|_| vec![0; trials as usize + 1]), channel: Vec::new() }
    }

    /// Takes one world, whose trials went so.
    pub fn add(&mut self, measures: MeasureCounts) {
        debug_assert_eq!(measures.trials(), self.trials, "every trial has an outcome");
        self.counts.iter_mut().zip(measures.all()).for_each(|(counts, count)| counts[count as usize] += 1);
    }

    /// Takes the arms of one world, the last that was added: by horizon, confrontation with the channel (first) and without it (second).
    pub fn add_arms(&mut self, horizons: &[PairedCounts]) {
        self.channel.resize_with(horizons.len(), Vec::new);
        for (worlds, counts) in self.channel.iter_mut().zip(horizons) {
            debug_assert_eq!(counts.trials(), self.trials, "every trial has both arms");
            worlds.push([counts.both, counts.only_first, counts.only_second]);
        }
    }

    /// By world, confrontation by the horizon at this place with the channel (first) and without it (second); nothing where the arm
    /// without a channel was not simulated.
    #[must_use]
    pub fn arms(&self, horizon: usize) -> Vec<PairedCounts> {
        let worlds = self.channel.get(horizon).map_or(&[][..], Vec::as_slice);
        let counts = |[both, only_first, only_second]: &[u64; 3]| PairedCounts {
            both: *both,
            only_first: *only_first,
            only_second: *only_second,
            neither: self.trials - both - only_first - only_second,
        };
        worlds.iter().map(counts).collect()
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
