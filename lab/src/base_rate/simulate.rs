//! The built-in scenario, simulated and watched.

use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::TrialSimulator;
use detente_study::figure::{Counted, Counts, Figure, NamedFigure, RateEstimate, TrialWatch, estimate};
use detente_study::run::Spec;
use detente_study::scenario::{self, ScenarioFaults};
use rayon::prelude::*;

/// The built-in scenario, and the same without a ladder.
#[derive(Clone, Debug)]
pub struct BuiltIn {
    /// Both as text, for digests.
    pub flattened: String,
    /// The plan.
    pub plan: Plan,
    /// The plan without a ladder, over five years.
    pub no_ladder: Plan,
}

impl BuiltIn {
    /// The scenario as it is built in, but for the `KEY=VALUE`s in `changes`.
    ///
    /// # Errors
    ///
    /// What is wrong with the changes.
    pub fn read(changes: &[String]) -> Result<Self, ScenarioFaults> {
        // So long that five years can be seen after the first coming into force as well. What is counted from the start is counted up to
        // week 260, and is the same as with that horizon.
        let (text, plan) = compiled(changes, &["horizon_weeks=520"])?;
        let (bare, no_ladder) = compiled(changes, &["horizon_weeks=260", "ladder.order=[]"])?;
        Ok(Self { flattened: format!("{text}\n{bare}"), plan, no_ladder })
    }
}

fn compiled(changes: &[String], sets: &[&str]) -> Result<(String, Plan), ScenarioFaults> {
    let fixed = std::iter::once("defaults=fixed".to_owned());
    let sets: Vec<String> =
        fixed.chain(changes.iter().cloned()).chain(sets.iter().map(|set| (*set).to_owned())).collect();
    let checked = scenario::read_text("built_in", "", &sets)?;
    let plan = Plan::compile(&checked.scenario).expect("the ids of the built-in scenario do not collide");
    Ok((checked.flattened, plan))
}

/// What the trials came to.
#[derive(Clone, Debug)]
pub struct SimulatedBuiltIn {
    /// The plan, for what it says outright.
    pub plan: Plan,
    /// Of the scenario.
    pub channel: Counts,
    /// Of the scenario without a ladder.
    pub no_ladder: Counts,
}

impl SimulatedBuiltIn {
    /// What the trials say of `figure`; `None` where nothing happened that it could be told from, or it has no name.
    #[must_use]
    pub fn estimate(&self, figure: &Figure) -> Option<RateEstimate> {
        let Figure::Named(named) = figure else { return None };
        self.named(*named)
    }

    fn named(&self, figure: NamedFigure) -> Option<RateEstimate> {
        let counted = Counted { plan: &self.plan, channel: Some(&self.channel), no_ladder: Some(&self.no_ladder) };
        estimate(figure, &counted)
    }
}

/// Simulates all trials of `spec`, once with the ladder and once without. `finished` is told of every block that is done.
#[must_use]
pub fn simulate(built_in: &BuiltIn, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> SimulatedBuiltIn {
    let channel = counts(&built_in.plan, spec, finished);
    SimulatedBuiltIn { plan: built_in.plan.clone(), channel, no_ladder: counts(&built_in.no_ladder, spec, finished) }
}

fn counts(plan: &Plan, spec: Spec, finished: &(dyn Fn(u64) + Sync)) -> Counts {
    let keys = plan.purposes.keys(spec.seed);
    let block = |number: u64| {
        let (mut random, mut simulator, mut watch) =
            (RandomBlocks::new(&keys), TrialSimulator::new(plan), TrialWatch::new(plan));
        let mut counts = Counts::new(plan);
        for trial in spec.block(number) {
            random.turn_to(trial);
            watch.clear();
            let record = simulator.simulate(&mut random, &mut watch);
            counts.add(plan, record, watch.history());
        }
        finished(counts.trials);
        counts
    };
    let empty = || Counts::new(plan);
    (0..spec.blocks()).into_par_iter().map(block).reduce(empty, |one, other| one.merged(&other))
}
