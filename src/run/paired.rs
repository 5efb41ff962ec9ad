//! The same trials of several plans, side by side.
//!
//! Trial K of every plan lives through the same luck wherever the plans share ids, so what differs between the records of
//! one trial is due to what differs between the plans.

use super::blocks::{Reins, Spec, groups};
use crate::luck::{LANES, Tape};
use crate::plan::Plan;
use crate::trial::{Players, TrialRecord};
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
    paired_trials_until(plans, spec, Reins::loose(finished), empty, add, merge).expect("loose reins never give up")
}

/// The same; none where `reins` give up, which they are asked after every few trials.
#[must_use]
pub fn paired_trials_until<T: Send>(
    plans: &[&Plan],
    spec: Spec,
    reins: Reins<'_>,
    empty: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
    merge: impl Fn(&mut T, &T),
) -> Option<T> {
    let keys: Vec<_> = plans.iter().map(|plan| plan.purposes.keys(spec.seed)).collect();
    let play_block = |block: u64| {
        let seats = plans.iter().zip(&keys).map(|(plan, keys)| (Players::<LANES>::new(plan), Tape::new(keys)));
        let mut seats: Vec<_> = seats.collect();
        let mut total = empty();
        let trials = spec.block(block);
        for group in groups(trials.clone()) {
            if (reins.give_up)() {
                return None;
            }
            let number = (group.end - group.start) as usize;
            let played = seats.iter_mut().map(|(players, tape)| {
                tape.turn_to(group.start);
                players.play(tape, number)
            });
            let played: Vec<&[TrialRecord]> = played.collect();
            for position in 0..number {
                let records: Vec<&TrialRecord> = played.iter().map(|records| &records[position]).collect();
                add(&mut total, &records);
            }
        }
        (reins.finished)((trials.end - trials.start) * plans.len() as u64);
        Some(total)
    };
    let mut whole = empty();
    let group = BLOCKS_PER_THREAD * rayon::current_num_threads() as u64;
    for first in (0..spec.blocks()).step_by(group as usize) {
        let blocks: Vec<u64> = (first..(first + group).min(spec.blocks())).collect();
        let totals: Option<Vec<T>> = blocks.into_par_iter().map(play_block).collect();
        totals?.iter().for_each(|total| merge(&mut whole, total));
    }
    Some(whole)
}
