//! The same trials of several plans, side by side.
//!
//! Trial K of every plan lives through the same luck wherever the plans share ids, so what differs between the records of
//! one trial is due to what differs between the plans.

use super::blocks::Spec;
use crate::luck::Tape;
use crate::plan::Plan;
use crate::trial::{Player, TrialRecord, Unobserved};
use rayon::prelude::*;

/// Blocks whose totals are held in memory at once, per thread of the pool.
const BLOCKS_PER_THREAD: u64 = 4;

/// Plays every trial of `spec` under each of `plans`. `add` is shown the records of one trial, in the order of the
/// plans, and adds them to the total of their block, which begins as `empty()`. The totals of the blocks are
/// merged in the order of the blocks, whatever the threads: also a total that is no sum of integers comes out the
/// same. `finished` is told the number of trials played of every block that is done, from whichever thread did it.
#[must_use]
pub fn paired_trials<T: Send>(
    plans: &[&Plan],
    spec: Spec,
    finished: &(dyn Fn(u64) + Sync),
    empty: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
    merge: impl Fn(&mut T, &T),
) -> T {
    let keys: Vec<_> = plans.iter().map(|plan| plan.purposes.keys(spec.seed)).collect();
    let play_block = |block: u64| {
        let seats = plans.iter().zip(&keys).map(|(plan, keys)| (Player::new(plan), Tape::new(keys)));
        let mut seats: Vec<_> = seats.collect();
        let mut total = empty();
        for trial in spec.block(block) {
            let played = seats.iter_mut().map(|(player, tape)| {
                tape.turn_to(trial);
                player.play(tape, &mut Unobserved)
            });
            add(&mut total, &played.collect::<Vec<&TrialRecord>>());
        }
        let trials = spec.block(block);
        finished((trials.end - trials.start) * plans.len() as u64);
        total
    };
    let mut whole = empty();
    let group = BLOCKS_PER_THREAD * rayon::current_num_threads() as u64;
    for first in (0..spec.blocks()).step_by(group as usize) {
        let blocks: Vec<u64> = (first..(first + group).min(spec.blocks())).collect();
        let totals: Vec<T> = blocks.into_par_iter().map(play_block).collect();
        totals.iter().for_each(|total| merge(&mut whole, total));
    }
    whole
}
