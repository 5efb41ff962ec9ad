//! The same trials of several plans, side by side.
//!
//! Trial K of every plan lives through the same random numbers wherever the plans share ids, so what differs between the records of
//! one trial is due to what differs between the plans.

use super::blocks::{RunControl, Spec, groups};
use super::given_worlds::GivenWorlds;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::{Demand, TrialRecord, TrialSimulator, Unobserved};
use rayon::prelude::*;
use std::ops::Range;

/// Blocks whose totals are held in memory at once, per thread of the pool.
const BLOCKS_PER_THREAD: u64 = 4;

/// Simulates every trial of `spec` under each of `plans`. `add` is shown the records of one trial, in the order of the
/// plans, and adds them to the total of their block, which begins as `empty()`. The totals of the blocks are
/// merged in the order of the blocks, whatever the threads: also a total that is no sum of integers comes out the
/// same. `finished` is told the number of trials simulated of every block that is done, from whichever thread did it.
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
    paired_trials_until(plans, demand, spec, RunControl::uninterrupted(finished), empty, add, merge)
        .expect("loose control never give up")
}

/// The same; none where `control` gives up, which they are asked after every few trials.
#[must_use]
pub fn paired_trials_until<T: Send>(
    plans: &[&Plan],
    demand: Demand,
    spec: Spec,
    control: RunControl<'_>,
    empty: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
    merge: impl Fn(&mut T, &T),
) -> Option<T> {
    let table = PairedTable::new(plans, demand, spec.seed, None);
    let mut whole = empty();
    let add = |total: &mut T, _: u64, trial: &[&TrialSimulator<'_>]| {
        let records: Vec<&TrialRecord> = trial.iter().map(|simulator| simulator.record()).collect();
        add(total, &records);
    };
    table.simulate(spec, 0..spec.blocks(), control, &empty, add, |total| merge(&mut whole, &total)).then_some(whole)
}

/// Several plans, ready to be simulated side by side, as often as is asked.
pub struct PairedTable<'a> {
    plans: &'a [&'a Plan],
    /// Of the first plan, and of the others.
    demands: [Demand; 2],
    /// In which trials of the first plan the others are simulated too.
    is_asked: fn(&TrialRecord) -> bool,
    keys: Vec<Vec<[u32; 8]>>,
    worlds: Option<&'a GivenWorlds>,
}

impl<'a> PairedTable<'a> {
    /// A table for `plans` under `seed`, of whose trials no more is asked than `demand`; where `worlds` are given, trials are simulated in those in place of worlds of their own.
    #[must_use]
    pub fn new(plans: &'a [&'a Plan], demand: Demand, seed: u64, worlds: Option<&'a GivenWorlds>) -> Self {
        let keys = plans.iter().map(|plan| plan.purposes.keys(seed)).collect();
        Self { plans, demands: [demand; 2], is_asked: |_| true, keys, worlds }
    }

    /// The same, but of the trials of all plans after the first no more is asked than `demand`, and nothing at all where the trial of
    /// the first is not one of those that are asked about: then `add` is shown that of the first alone.
    #[must_use]
    pub fn asking_of_others(self, demand: Demand, is_asked: fn(&TrialRecord) -> bool) -> Self {
        Self { demands: [self.demands[0], demand], is_asked, ..self }
    }

    /// Simulates `blocks` of `spec` on the current thread pool. `add` is shown the number of one trial and, by plan, who simulated it, and
    /// adds it to the total of its block; `take` is handed the totals in the order of the blocks. False where `control` gave up, which
    /// they are asked after every few trials.
    pub fn simulate<T: Send>(
        &self,
        spec: Spec,
        blocks: Range<u64>,
        control: RunControl<'_>,
        empty: &(impl Fn() -> T + Sync),
        add: impl Fn(&mut T, u64, &[&TrialSimulator<'_>]) + Sync,
        mut take: impl FnMut(T),
    ) -> bool {
        let simulate_block = |block: u64| {
            let demands = self.demands[..1].iter().chain(std::iter::repeat(&self.demands[1]));
            let simulators = self.plans.iter().zip(&self.keys).zip(demands);
            let mut simulators: Vec<PairedSimulator<'_>> = simulators
                .map(|((plan, keys), demand)| PairedSimulator::new(plan, *demand, keys, self.worlds))
                .collect();
            let mut total = empty();
            let trials = spec.block(block);
            for group in groups(trials.clone()) {
                if (control.give_up)() {
                    return None;
                }
                for trial in group {
                    let Some((first, others)) = simulators.split_first_mut() else { continue };
                    let mut simulated = Vec::with_capacity(1 + others.len());
                    simulated.push(first.simulate(trial));
                    if (self.is_asked)(simulated[0].record()) {
                        simulated.extend(others.iter_mut().map(|other| other.simulate(trial)));
                    }
                    add(&mut total, trial, &simulated);
                }
            }
            (control.finished)((trials.end - trials.start) * self.plans.len() as u64);
            Some(total)
        };
        let group = BLOCKS_PER_THREAD * rayon::current_num_threads() as u64;
        for first in blocks.clone().step_by(group as usize) {
            let numbers: Vec<u64> = (first..(first + group).min(blocks.end)).collect();
            let totals: Option<Vec<T>> = numbers.into_par_iter().map(simulate_block).collect();
            let Some(totals) = totals else { return false };
            totals.into_iter().for_each(&mut take);
        }
        true
    }
}

/// Where one plan is simulated.
struct PairedSimulator<'p> {
    simulator: TrialSimulator<'p>,
    random: RandomBlocks<'p>,
    /// The worlds, and by purpose which input of theirs it draws.
    worlds: Option<(&'p GivenWorlds, Vec<Option<usize>>)>,
}

impl<'p> PairedSimulator<'p> {
    fn new(plan: &'p Plan, demand: Demand, keys: &'p [[u32; 8]], worlds: Option<&'p GivenWorlds>) -> Self {
        let worlds = worlds.map(|worlds| (worlds, GivenWorlds::inputs(plan)));
        Self { simulator: TrialSimulator::asked(plan, demand), random: RandomBlocks::new(keys), worlds }
    }

    fn simulate(&mut self, trial: u64) -> &TrialSimulator<'p> {
        self.random.turn_to(trial);
        match &self.worlds {
            None => self.simulator.simulate(&mut self.random, &mut Unobserved),
            Some((worlds, inputs)) => {
                self.simulator.simulate(&mut worlds.words(&mut self.random, inputs, trial), &mut Unobserved)
            }
        };
        &self.simulator
    }
}
