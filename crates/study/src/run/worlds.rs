//! Many worlds, each simulated many times: how far the shares hang on what is not known.
//!
//! World W has the uncertain values that trial W draws. It is simulated on trials of its own, far beyond those of any run,
//! so that the chance of two worlds is independent.

use super::blocks::RunControl;
use detente_engine::observe::MEASURES;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::statistics::PairedCounts;
use detente_engine::tally::{MeasureCounts, WorldTally};
use detente_engine::trial::{Demand, TrialRecord, TrialSimulator, Unobserved};
use rayon::prelude::*;

/// Trials of each world. The best number is near `p (1 - p)` over the variance of the true shares, where chance and what is not
/// known weigh alike: 128 is that for shares that differ from world to world by a standard deviation of 3 to 4 points.
const TRIALS_PER_WORLD: u64 = 128;
/// Fewest worlds: with these a 5 % end is the third lowest of all.
const FEWEST_WORLDS: u64 = 64;
/// Most worlds.
const MOST_WORLDS: u64 = 1024;
/// The first trial that trials of worlds have.
const FIRST_TRIAL: u64 = 1 << 40;

/// How many worlds are simulated how many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldSizes {
    /// Worlds.
    pub worlds: u64,
    /// Trials of each.
    pub trials: u64,
}

impl WorldSizes {
    /// The sizes beside a run of `trials` under each of `plans`: about as many trials in all, within limits. None where no plan has
    /// uncertain values, so that there is one world, nor under news, which fit some worlds better than others.
    #[must_use]
    pub fn beside(plans: &[&Plan], trials: u64) -> Option<Self> {
        let worlds = (trials / TRIALS_PER_WORLD).clamp(FEWEST_WORLDS, MOST_WORLDS);
        let is_uncertain = plans.iter().any(|plan| !plan.uncertain.is_empty());
        let is_observed = plans.iter().any(|plan| !plan.news.is_empty());
        (is_uncertain && !is_observed).then_some(Self { worlds, trials: TRIALS_PER_WORLD })
    }

    /// Trials in all.
    #[must_use]
    pub fn trials(self) -> u64 {
        self.worlds * self.trials
    }
}

/// Simulates the worlds of `plan` under `seed`; none where `control` pauses before all are done.
#[must_use]
pub fn worlds(plan: &Plan, seed: u64, sizes: WorldSizes, control: RunControl<'_>) -> Option<WorldTally> {
    let (demand, horizons) = match plan.simulates_counterfactual() {
        true => (Demand::Everything, plan.horizons.as_slice()),
        false => (Demand::of(MEASURES), &[][..]),
    };
    let empty = |_: &[f64]| (MeasureCounts::default(), vec![PairedCounts::default(); horizons.len()]);
    let add = |(measures, arms): &mut (MeasureCounts, Vec<PairedCounts>), records: &[&TrialRecord]| {
        measures.add(records[0]);
        for (counts, horizon) in arms.iter_mut().zip(horizons) {
            let by = |step: Option<u32>| step.is_some_and(|step| step <= *horizon);
            counts.add(by(records[0].confrontation_step), by(records[0].counterfactual_confrontation_step));
        }
    };
    let simulated = paired_worlds(&[plan], demand, seed, sizes, control, empty, add)?;
    let mut tally = WorldTally::new(sizes.trials);
    for (measures, arms) in simulated {
        tally.add(measures);
        tally.add_arms(&arms);
    }
    Some(tally)
}

/// Simulates the worlds of `plans` under `seed`, each trial under every plan on the same random numbers: by world, what `add` made of
/// the records of its trials, which are in the order of the plans; none where `control` pauses before all are done. `empty` is told the
/// uncertain values of the first plan in that world. Plans share the uncertain values that they have in common.
#[must_use]
pub fn paired_worlds<T: Send>(
    plans: &[&Plan],
    demand: Demand,
    seed: u64,
    sizes: WorldSizes,
    control: RunControl<'_>,
    empty: impl Fn(&[f64]) -> T + Sync,
    add: impl Fn(&mut T, &[&TrialRecord]) + Sync,
) -> Option<Vec<T>> {
    let keys: Vec<Vec<[u32; 8]>> = plans.iter().map(|plan| plan.purposes.keys(seed)).collect();
    let simulate = |world: u64| {
        if (control.pause)() {
            return None;
        }
        let mut random: Vec<RandomBlocks<'_>> = keys.iter().map(|keys| RandomBlocks::new(keys)).collect();
        let drawn: Vec<Vec<f64>> =
            plans.iter().zip(&mut random).map(|(plan, random)| drawn_by(plan, random, world)).collect();
        let fixed: Vec<Plan> = plans.iter().zip(&drawn).map(|(plan, drawn)| plan.in_world(drawn)).collect();
        let mut simulators: Vec<TrialSimulator<'_>> =
            fixed.iter().map(|plan| TrialSimulator::asked(plan, demand)).collect();
        let mut total = empty(&drawn[0]);
        let first = FIRST_TRIAL + world * sizes.trials;
        for trial in first..first + sizes.trials {
            let of_plan = |(simulator, random): (&'_ mut TrialSimulator<'_>, &mut RandomBlocks<'_>)| {
                random.turn_to(trial);
                simulator.simulate(random, &mut Unobserved);
            };
            simulators.iter_mut().zip(&mut random).for_each(of_plan);
            let records: Vec<&TrialRecord> = simulators.iter().map(TrialSimulator::record).collect();
            add(&mut total, &records);
        }
        (control.finished)(sizes.trials * plans.len() as u64);
        Some(total)
    };
    (0..sizes.worlds).into_par_iter().map(simulate).collect()
}

/// The uncertain values of `plan` that trial `world` draws.
fn drawn_by(plan: &Plan, random: &mut RandomBlocks<'_>, world: u64) -> Vec<f64> {
    random.turn_to(world);
    let mut simulator = TrialSimulator::asked(plan, Demand::Outcome);
    simulator.simulate(random, &mut Unobserved);
    simulator.drawn().to_vec()
}
