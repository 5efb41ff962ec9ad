//! Many trials with a row for each that counts, in order of their numbers.

use super::blocks::{RunControl, Spec, Stretch, groups};
use crate::table::{Cell, trial_row};
use detente_engine::batch::BatchSimulator;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::tally::Tally;
use rayon::prelude::*;

/// Blocks whose rows are held in memory at once, per thread of the pool.
const BLOCKS_PER_THREAD: u64 = 2;

/// Simulates all trials of `spec`, or as many blocks as it takes until `control` pauses, and hands the row of each to
/// `write`, in order.
///
/// # Errors
/// The first error of `write`; nothing is simulated after it.
pub fn trials_with_rows<E>(
    plan: &Plan,
    stem: &str,
    spec: Spec,
    control: RunControl<'_>,
    mut write: impl FnMut(&[Cell]) -> Result<(), E>,
) -> Result<Stretch, E> {
    let keys = plan.purposes.keys(spec.seed);
    let empty = Tally::with_inputs(plan, plan.largest_frozen());
    let mut whole = empty.clone();
    let group = BLOCKS_PER_THREAD * rayon::current_num_threads() as u64;
    let mut next = 0;
    while next < spec.blocks() && !(control.pause)() {
        let end = (next + group).min(spec.blocks());
        let blocks: Vec<u64> = (next..end).collect();
        let simulated: Option<Vec<(Tally, Vec<Vec<Cell>>)>> = blocks
            .into_par_iter()
            .map(|block| {
                let mut random = RandomBlocks::new(&keys);
                let mut simulator = BatchSimulator::new(plan);
                let mut tally = empty.clone();
                let mut rows = Vec::new();
                for group in groups(spec.block(block)) {
                    if (control.give_up)() {
                        return None;
                    }
                    simulator.simulate_and_keep(&mut random, group, &mut tally, |trial, record, drawn| {
                        rows.push(trial_row(stem, plan, record, trial, drawn));
                    });
                }
                (control.finished)(spec.trials_of(block..block + 1));
                Some((tally, rows))
            })
            .collect();
        let Some(simulated) = simulated else { break };
        next = end;
        for (tally, rows) in &simulated {
            whole.merge(tally);
            rows.iter().try_for_each(|row| write(row))?;
        }
    }
    Ok(Stretch { tally: whole, next })
}
