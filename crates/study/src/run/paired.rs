//! The same trials of several plans, side by side.
//!
//! Trial K of every plan lives through the same luck wherever the plans share ids, so what differs between the records of
//! one trial is due to what differs between the plans.

use super::blocks::{Reins, Spec, groups};
use super::given_worlds::GivenWorlds;
use detente_engine::luck::Tape;
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, Player, TrialRecord, Unobserved};
use rayon::prelude::*;
use std::ops::Range;

/// Blocks whose totals are held in memory at once, per thread of the pool.
const BLOCKS_PER_THREAD: u64 = 4;

/// Plays every trial of `spec` under each of `plans`. `add` is shown the records of one trial, in the order of the
/// plans, and adds them to the total of their block, which begins as `empty()`. The totals of the blocks are
/// merged in the order of the blocks, whatever the threads: also a total that is no sum of integers comes out the
/// same. `finished` is told the number of trials played of every block that is done, from whichever thread did it.
#[must_use]
pub fn paired_trials<T: Send>(
    plans: &[&Plan],
    demand: Demand,
    spec: Spec,
    finished: &(dyn Fn(u64) + Sync),
    empty: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
    merge: impl Fn(&mut T, &T),
) -> T {
    paired_trials_until(plans, demand, spec, Reins::loose(finished), empty, add, merge)
        .expect("loose reins never give up")
}

/// The same; none where `reins` give up, which they are asked after every few trials.
#[must_use]
pub fn paired_trials_until<T: Send>(
    plans: &[&Plan],
    demand: Demand,
    spec: Spec,
    reins: Reins<'_>,
    empty: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
    merge: impl Fn(&mut T, &T),
) -> Option<T> {
    let table = PairedTable::new(plans, demand, spec.seed, None);
    let mut whole = empty();
    let add = |total: &mut T, _: u64, records: &[&TrialRecord]| add(total, records);
    table.play(spec, 0..spec.blocks(), reins, &empty, add, |total| merge(&mut whole, &total)).then_some(whole)
}

/// Several plans, ready to be played side by side, as often as is asked.
pub struct PairedTable<'a> {
    plans: &'a [&'a Plan],
    demand: Demand,
    keys: Vec<Vec<[u32; 8]>>,
    worlds: Option<&'a GivenWorlds>,
}

impl<'a> PairedTable<'a> {
    /// A table for `plans` under `seed`, of whose trials no more is asked than `demand`; where `worlds` are given, trials are played in those in place of worlds of their own.
    #[must_use]
    pub fn new(plans: &'a [&'a Plan], demand: Demand, seed: u64, worlds: Option<&'a GivenWorlds>) -> Self {
        let keys = plans.iter().map(|plan| plan.purposes.keys(seed)).collect();
        Self { plans, demand, keys, worlds }
    }

    /// Plays `blocks` of `spec` on the current thread pool. `add` is shown the number and the records of one trial and adds them
    /// to the total of their block; `take` is handed the totals in the order of the blocks. False where `reins` gave up, which
    /// they are asked after every few trials.
    pub fn play<T: Send>(
        &self,
        spec: Spec,
        blocks: Range<u64>,
        reins: Reins<'_>,
        empty: &(impl Fn() -> T + Sync),
        add: impl Fn(&mut T, u64, &[&TrialRecord]) + Sync,
        mut take: impl FnMut(T),
    ) -> bool {
        let play_block = |block: u64| {
            let seats = self.plans.iter().zip(&self.keys);
            let mut seats: Vec<Seat<'_>> =
                seats.map(|(plan, keys)| Seat::new(plan, self.demand, keys, self.worlds)).collect();
            let mut total = empty();
            let trials = spec.block(block);
            for group in groups(trials.clone()) {
                if (reins.give_up)() {
                    return None;
                }
                for trial in group {
                    let records: Vec<&TrialRecord> = seats.iter_mut().map(|seat| seat.play(trial)).collect();
                    add(&mut total, trial, &records);
                }
            }
            (reins.finished)((trials.end - trials.start) * self.plans.len() as u64);
            Some(total)
        };
        let group = BLOCKS_PER_THREAD * rayon::current_num_threads() as u64;
        for first in blocks.clone().step_by(group as usize) {
            let numbers: Vec<u64> = (first..(first + group).min(blocks.end)).collect();
            let totals: Option<Vec<T>> = numbers.into_par_iter().map(play_block).collect();
            let Some(totals) = totals else { return false };
            totals.into_iter().for_each(&mut take);
        }
        true
    }
}

/// Where one plan is played.
struct Seat<'p> {
    player: Player<'p>,
    tape: Tape<'p>,
    /// The worlds, and by purpose which input of theirs it draws.
    worlds: Option<(&'p GivenWorlds, Vec<Option<usize>>)>,
}

impl<'p> Seat<'p> {
    fn new(plan: &'p Plan, demand: Demand, keys: &'p [[u32; 8]], worlds: Option<&'p GivenWorlds>) -> Self {
        let worlds = worlds.map(|worlds| (worlds, GivenWorlds::inputs(plan)));
        Self { player: Player::asked(plan, demand), tape: Tape::new(keys), worlds }
    }

    fn play(&mut self, trial: u64) -> &TrialRecord {
        self.tape.turn_to(trial);
        match &self.worlds {
            None => self.player.play(&mut self.tape, &mut Unobserved),
            Some((worlds, inputs)) => {
                self.player.play(&mut worlds.words(&mut self.tape, inputs, trial), &mut Unobserved)
            }
        }
    }
}
