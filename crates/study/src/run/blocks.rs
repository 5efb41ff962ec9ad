//! Blocks of trials over the threads of a pool.

use detente_engine::batch::BatchSimulator;
use detente_engine::plan::Plan;
use detente_engine::random::{LANES, RandomBlocks};
use detente_engine::tally::Tally;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Trials in a block, the unit of work and of progress. Part of the results version.
pub const BLOCK_TRIALS: u64 = 1024;

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        let first = block.saturating_mul(BLOCK_TRIALS).min(self.trials);
        first..first.saturating_add(BLOCK_TRIALS).min(self.trials)
    }

    /// How many trials lie in `blocks`.
    #[must_use]
    pub fn trials_of(&self, blocks: Range<u64>) -> u64 {
        self.block(blocks.end).start - self.block(blocks.start).start
    }
}

/// How simulating is watched and led, from whichever thread asks.
#[derive(Clone, Copy)]
pub struct RunControl<'a> {
    /// Whether to begin no further block. Asked before each.
    pub pause: &'a (dyn Fn() -> bool + Sync),
    /// Whether to give up even the blocks under way, and with them all that was simulated since the last pause. Asked
    /// after every few trials.
    pub give_up: &'a (dyn Fn() -> bool + Sync),
    /// Told the number of trials of every block that is done.
    pub finished: &'a (dyn Fn(u64) + Sync),
}

impl RunControl<'_> {
    /// Nobody watches.
    pub const UNWATCHED: Self = Self { pause: &|| false, give_up: &|| false, finished: &|_| () };
}

impl<'a> RunControl<'a> {
    /// Simulates to the end.
    #[must_use]
    pub fn uninterrupted(finished: &'a (dyn Fn(u64) + Sync)) -> Self {
        Self { pause: &|| false, give_up: &|| false, finished }
    }

    /// Simulates to the end, or gives up with nothing: for what is written whole or not at all, so that who asks for an end is
    /// not kept waiting.
    #[must_use]
    pub fn all_or_nothing(give_up: &'a (dyn Fn() -> bool + Sync), finished: &'a (dyn Fn(u64) + Sync)) -> Self {
        Self { pause: give_up, give_up, finished }
    }
}

/// What came of the blocks from the first one asked for up to one at which simulating paused.
#[derive(Debug)]
pub struct Stretch {
    /// All trials of these blocks.
    pub tally: Tally,
    /// The first block that was not simulated; the end of those asked for, where nothing paused.
    pub next: u64,
}

/// Simulates all trials of `spec` on the current thread pool. `finished` is told the number of trials of
/// every block that is done, from whichever thread did it.
#[must_use]
pub fn trials(plan: &Plan, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> Tally {
    let empty = Tally::new(plan, plan.largest_frozen());
    leg(plan, &empty, spec, 0..spec.blocks(), RunControl::uninterrupted(finished)).tally
}

/// Simulates `blocks` of `spec` as [`trials`] does, until `control` pauses. Blocks are begun in order, and those begun are
/// ended, so what was simulated are the first ones; nothing was, where they gave up. What is counted is what `empty` counts, of which
/// the trials have no say.
#[must_use]
pub fn leg(plan: &Plan, empty: &Tally, spec: Spec, blocks: Range<u64>, control: RunControl<'_>) -> Stretch {
    let keys = plan.purposes.keys(spec.seed);
    let next = AtomicU64::new(blocks.start);
    let empty = empty.emptied(plan, plan.largest_frozen());
    let tallies: Vec<Option<Tally>> = rayon::broadcast(|_| {
        let mut random = RandomBlocks::new(&keys);
        let mut simulator = BatchSimulator::new(plan);
        let mut tally = empty.clone();
        while !(control.pause)() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= blocks.end {
                break;
            }
            let block = spec.block(number);
            let trials = block.end - block.start;
            for group in groups(block) {
                if (control.give_up)() {
                    return None;
                }
                simulator.simulate(&mut random, group, &mut tally);
            }
            (control.finished)(trials);
        }
        Some(tally)
    });
    let mut whole = empty;
    if tallies.iter().any(Option::is_none) {
        return Stretch { tally: whole, next: blocks.start };
    }
    tallies.iter().flatten().for_each(|tally| whole.merge(tally));
    Stretch { tally: whole, next: next.into_inner().min(blocks.end) }
}

/// The trials between which simulating can be given up, in order: those that share what was computed of their words.
pub(super) fn groups(block: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let end = block.end;
    block.step_by(LANES).map(move |first| first..(first + LANES as u64).min(end))
}
