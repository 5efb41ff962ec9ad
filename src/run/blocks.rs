//! Blocks of trials over the threads of a pool.

use crate::luck::{LANES, Tape};
use crate::plan::Plan;
use crate::tally::Tally;
use crate::trial::Players;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Trials in a block, the unit of work and of progress. Part of the results version.
pub const BLOCK_TRIALS: u64 = 1024;

/// What to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Seed of all draws.
    pub seed: u64,
    /// Number of trials, numbered from 0.
    pub trials: u64,
}

impl Spec {
    /// How many blocks there are.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.trials.div_ceil(BLOCK_TRIALS)
    }

    /// The trials of one block.
    #[must_use]
    pub fn block(&self, block: u64) -> Range<u64> {
        let first = block * BLOCK_TRIALS;
        first..(first + BLOCK_TRIALS).min(self.trials)
    }
}

/// Plays all trials of `spec` on the current thread pool. `finished` is told the number of trials of
/// every block that is done, from whichever thread did it.
#[must_use]
pub fn trials(plan: &Plan, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> Tally {
    let keys = plan.purposes.keys(spec.seed);
    let next = AtomicU64::new(0);
    let frozen = plan.largest_frozen();
    let tallies = rayon::broadcast(|_| {
        let mut tape = Tape::new(&keys);
        let mut players = Players::<LANES>::new(plan);
        let mut tally = Tally::new(plan, frozen);
        loop {
            let block = spec.block(next.fetch_add(1, Ordering::Relaxed));
            if block.is_empty() {
                return tally;
            }
            let trials = block.end - block.start;
            for group in groups(block) {
                tape.turn_to(group.start);
                players.play(&mut tape, (group.end - group.start) as usize).iter().for_each(|trial| tally.add(trial));
            }
            finished(trials);
        }
    });
    let mut whole = Tally::new(plan, frozen);
    for tally in &tallies {
        whole.merge(tally);
    }
    whole
}

/// The trials that are played side by side, in order.
pub(super) fn groups(block: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = block.end;
    block.step_by(LANES).map(move |first| first..(first + LANES as u64).min(end))
}
