//! The same trials of several plans, side by side.
//!
//! Trial K of every plan lives through the same random numbers wherever the plans share ids, so what differs between the records of
//! one trial is due to what differs between the plans.

use super::blocks::{RunControl, Spec, groups};
use super::given_worlds::GivenWorlds;
use detente_engine::divergence::{Divergence, DivergenceWatch};
use detente_engine::plan::Plan;
use detente_engine::random::{RandomBlocks, SharedKeys, Words};
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
    let add = |total: &mut T, trial: &PairedTrial<'_, '_>| add(total, &trial.records());
    table.simulate(spec, 0..spec.blocks(), control, &empty, add, |total| merge(&mut whole, &total)).then_some(whole)
}

/// One trial, simulated under several plans.
#[derive(Debug)]
pub struct PairedTrial<'a, 'p> {
    /// Its number.
    pub number: u64,
    /// By plan, who simulated it: one whose trial stands for that of the plan, where the two cannot have parted.
    pub simulated: &'a [&'a TrialSimulator<'p>],
    /// What can have made the trial of the first plan part from that of another, where somebody watches.
    pub watch: Option<&'a DivergenceWatch>,
}

impl<'a> PairedTrial<'a, '_> {
    /// By plan, how it went.
    #[must_use]
    pub fn records(&self) -> Vec<&'a TrialRecord> {
        self.simulated.iter().map(|simulator| simulator.record()).collect()
    }
}

/// A plan whose trials are those of another, but where they can have parted.
#[derive(Clone, Debug)]
pub struct Kin {
    /// The position of the other among the plans, before its own.
    pub of: usize,
    /// What can make a trial of the other part from its own.
    pub divergences: Vec<Divergence>,
}

/// Several plans, ready to be simulated side by side, as often as is asked.
pub struct PairedTable<'a> {
    plans: &'a [&'a Plan],
    /// Of the first plan, and of the others.
    demands: [Demand; 2],
    /// In which trials of the first plan the others are simulated too.
    is_asked: fn(&TrialRecord) -> bool,
    /// By plan, those before it whose trials may be its own.
    kin: Vec<Vec<Kin>>,
    /// Whether the trials of the first plan are watched in any case.
    is_watched: bool,
    keys: SharedKeys,
    worlds: Option<&'a GivenWorlds>,
}

impl<'a> PairedTable<'a> {
    /// A table for `plans` under `seed`, of whose trials no more is asked than `demand`; where `worlds` are given, trials are simulated in those in place of worlds of their own.
    #[must_use]
    pub fn new(plans: &'a [&'a Plan], demand: Demand, seed: u64, worlds: Option<&'a GivenWorlds>) -> Self {
        let keys = SharedKeys::new(plans.iter().map(|plan| &plan.purposes), seed);
        Self {
            plans,
            demands: [demand; 2],
            is_asked: |_| true,
            kin: vec![Vec::new(); plans.len()],
            is_watched: false,
            keys,
            worlds,
        }
    }

    /// The same, but of the trials of all plans after the first no more is asked than `demand`, and nothing at all where the trial of
    /// the first is not one of those that are asked about: then `add` is shown that of the first alone.
    #[must_use]
    pub fn asking_of_others(self, demand: Demand, is_asked: fn(&TrialRecord) -> bool) -> Self {
        Self { demands: [self.demands[0], demand], is_asked, ..self }
    }

    /// The same, but a trial is simulated only where it can have parted from those of its kin, given by plan; elsewhere that of its kin
    /// stands for it.
    #[must_use]
    pub fn sparing(self, kin: Vec<Vec<Kin>>) -> Self {
        debug_assert!(kin.iter().enumerate().all(|(at, kin)| kin.iter().all(|kin| kin.of < at)), "kin come before");
        Self { kin, ..self }
    }

    /// The same, but the trials of the first plan are watched for what can make them part from those of the others.
    #[must_use]
    pub fn watching(self) -> Self {
        Self { is_watched: true, ..self }
    }

    /// Simulates `blocks` of `spec` on the current thread pool. `add` is shown one trial and adds it to the total of its block; `take` is handed the totals in the order of the blocks. False where `control` gave up, which
    /// they are asked after every few trials.
    pub fn simulate<T: Send>(
        &self,
        spec: Spec,
        blocks: Range<u64>,
        control: RunControl<'_>,
        empty: &(impl Fn() -> T + Sync),
        add: impl Fn(&mut T, &PairedTrial<'_, '_>) + Sync,
        mut take: impl FnMut(T),
    ) -> bool {
        let (watches, layouts) = (self.watches(), self.layouts());
        let simulate_block = |block: u64| {
            let demands = self.demands[..1].iter().chain(std::iter::repeat(&self.demands[1]));
            let simulators = self.plans.iter().zip(demands).zip(&watches).enumerate();
            let mut simulators: Vec<PairedSimulator<'_>> = simulators
                .map(|(at, ((plan, demand), watch))| PairedSimulator {
                    simulator: TrialSimulator::asked(plan, *demand),
                    at,
                    worlds: self.worlds.map(|worlds| (worlds, GivenWorlds::inputs(plan))),
                    watch: watch.clone(),
                })
                .collect();
            let mut blocks = self.keys.blocks();
            let mut total = empty();
            let trials = spec.block(block);
            let mut stands: Vec<usize> = Vec::with_capacity(simulators.len());
            for group in groups(trials.clone()) {
                if (control.give_up)() {
                    return None;
                }
                for trial in group {
                    stands.clear();
                    blocks.turn_to(trial);
                    for (at, kin) in self.kin.iter().enumerate() {
                        let same = kin.iter().map(|kin| (stands[kin.of], kin));
                        // Divergences go by the positions of the plan that they are of.
                        let same = same.filter(|(trial, kin)| layouts[*trial] == layouts[kin.of]);
                        let mut same = same.filter(|(trial, kin)| !simulators[*trial].has_parted(&kin.divergences));
                        stands.push(same.next().map_or(at, |(trial, _)| trial));
                        if stands[at] == at {
                            simulators[at].simulate(trial, &self.keys, &mut blocks);
                        }
                        if at == 0 && !(self.is_asked)(simulators[0].simulator.record()) {
                            break;
                        }
                    }
                    let simulated: Vec<&TrialSimulator<'_>> =
                        stands.iter().map(|at| &simulators[*at].simulator).collect();
                    let watch = simulators[0].watch.as_ref();
                    add(&mut total, &PairedTrial { number: trial, simulated: &simulated, watch });
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

    /// By plan, the first plan with the same rungs and objectors at the same positions.
    fn layouts(&self) -> Vec<usize> {
        let is_same = |one: &Plan, other: &Plan| {
            let [rungs, others_rungs] = [one, other].map(|plan| plan.rungs.iter().map(|rung| &rung.id));
            let [objectors, others_objectors] = [one, other].map(|plan| plan.objectors.iter().map(|own| &own.id));
            rungs.eq(others_rungs) && objectors.eq(others_objectors)
        };
        let first = |plan: &&Plan| self.plans.iter().position(|other| is_same(other, plan));
        self.plans.iter().map(|plan| first(plan).unwrap_or_default()).collect()
    }

    /// By plan, who watches its trials: those of every plan that has kin, and of the first where that is asked for.
    fn watches(&self) -> Vec<Option<DivergenceWatch>> {
        let ends_where_broken = self.demands[1] == Demand::Outcome;
        let has_kin = |at: usize| self.kin.iter().flatten().any(|kin| kin.of == at);
        let watch = |(at, plan): (usize, &&Plan)| {
            // A trial also stands for those that the kin of its kin would have had.
            let is_watched = at == 0 && self.is_watched;
            (is_watched || has_kin(at) || !self.kin[at].is_empty())
                .then(|| DivergenceWatch::new(plan, ends_where_broken))
        };
        self.plans.iter().enumerate().map(watch).collect()
    }
}

/// Where one plan is simulated.
struct PairedSimulator<'p> {
    simulator: TrialSimulator<'p>,
    /// Which of the plans.
    at: usize,
    /// The worlds, and by purpose which input of theirs it draws.
    worlds: Option<(&'p GivenWorlds, Vec<Option<usize>>)>,
    watch: Option<DivergenceWatch>,
}

impl PairedSimulator<'_> {
    /// Simulates `trial`, to which `blocks` are turned.
    fn simulate(&mut self, trial: u64, keys: &SharedKeys, blocks: &mut RandomBlocks<'_>) {
        let mut words = keys.words(self.at, blocks);
        let (simulator, watch) = (&mut self.simulator, self.watch.as_mut());
        match &self.worlds {
            None => simulate(simulator, watch, &mut words),
            Some((worlds, inputs)) => simulate(simulator, watch, &mut worlds.words(words, inputs, trial)),
        }
    }

    /// Whether the trial last simulated can have parted from that of a plan; also where nobody watched.
    fn has_parted(&self, divergences: &[Divergence]) -> bool {
        self.watch.as_ref().is_none_or(|watch| watch.has_parted(divergences))
    }
}

/// Simulates a trial on `words`, and watches it where somebody does.
fn simulate(simulator: &mut TrialSimulator<'_>, watch: Option<&mut DivergenceWatch>, words: &mut impl Words) {
    match watch {
        None => simulator.simulate(words, &mut Unobserved),
        Some(watch) => simulator.simulate(words, watch.begun()),
    };
}
