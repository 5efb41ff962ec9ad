//! Outcomes world by world: what a pass over many worlds leaves.

use crate::domain::Outcome;

/// By outcome, in how many worlds it came so many times. Integers only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldTally {
    plays: u64,
    /// By [`Outcome`], worlds by the number of plays that ended so, from 0 to `plays`.
    counts: [Vec<u64>; 4],
}

impl WorldTally {
    /// No worlds yet, each to be played `plays` times.
    #[must_use]
    pub fn new(plays: u64) -> Self {
        Self { plays, counts: std::array::from_fn(|_| vec![0; plays as usize + 1]) }
    }

    /// Takes one world, in which the outcomes came so many times.
    pub fn add(&mut self, outcomes: [u64; 4]) {
        debug_assert_eq!(outcomes.iter().sum::<u64>(), self.plays, "every play has an outcome");
        self.counts.iter_mut().zip(outcomes).for_each(|(counts, count)| counts[count as usize] += 1);
    }

    /// Plays of each world.
    #[must_use]
    pub fn plays(&self) -> u64 {
        self.plays
    }

    /// Number of worlds.
    #[must_use]
    pub fn worlds(&self) -> u64 {
        self.counts[0].iter().sum()
    }

    /// Worlds by the number of their plays that ended in `outcome`, from 0 to all.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> &[u64] {
        &self.counts[outcome.index()]
    }
}
