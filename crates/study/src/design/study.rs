//! All that `sensitivity` finds out about one plan.

use super::boxes::{BoxReport, find_box};
use super::cloud::Cloud;
use super::explained::Explained;
use crate::run::{PairedTable, PairedTrial, RunControl, Spec, WorldSizes, paired_worlds};
use detente_engine::observe::MEASURES;
use detente_engine::plan::Plan;
use detente_engine::tally::{InputCounts, MeasureCounts, WorldTally};
use detente_engine::trial::{Demand, TrialRecord, TrialSimulator};
use rayon::prelude::*;

/// Trials of each world in which boxes are looked for: few, so that there are many worlds.
const TRIALS_PER_WORLD: u64 = 16;
/// Trials for which there is a world.
const TRIALS_BESIDE: u64 = 24;
/// Fewest worlds: half of them look for boxes, the other half count.
const FEWEST_WORLDS: u64 = 256;
/// Most worlds.
const MOST_WORLDS: u64 = 8_192;

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// By [`MEASURES`], what the assumptions explain; none where a measure never varied.
    pub explained: [Option<Explained>; MEASURES.len()],
    /// By [`MEASURES`], where it happens most; none where it happens too seldom, or too rarely does not.
    pub boxes: Vec<Option<BoxReport>>,
}

impl Sensitivity {
    /// The fewest trials of which anything is told, and the most.
    pub const TRIALS: [u64; 2] = [1_000, 1 << 32];

    /// The worlds that are simulated beside so many trials.
    #[must_use]
    pub fn worlds(trials: u64) -> WorldSizes {
        let worlds = (trials / TRIALS_BESIDE).clamp(FEWEST_WORLDS, MOST_WORLDS);
        WorldSizes { worlds, trials: TRIALS_PER_WORLD }
    }
}

/// How trials went, by what was assumed in them.
struct Assumed {
    inputs: InputCounts,
    by_world: Vec<MeasureCounts>,
}

impl Assumed {
    fn new(plan: &Plan) -> Self {
        let inputs = InputCounts::new(plan).expect("it has uncertain values, and nothing was observed");
        Self { inputs, by_world: vec![MeasureCounts::default(); plan.worlds()] }
    }

    fn add(&mut self, simulator: &TrialSimulator<'_>) {
        self.inputs.add(simulator.record(), simulator.quantiles());
        MeasureCounts::add_to_world(&mut self.by_world, simulator.record(), simulator.drawn());
    }

    fn merge(&mut self, other: &Self) {
        self.inputs.merge(&other.inputs);
        self.by_world.iter_mut().zip(&other.by_world).for_each(|(own, other)| own.merge(other));
    }
}

/// Studies `plan`, which must have uncertain values and no news, on the current thread pool: the trials of `spec`, which are those of a run,
/// and worlds beside them. None where `control` gave up.
#[must_use]
pub fn sensitivity(plan: &Plan, spec: Spec, control: RunControl<'_>) -> Option<Sensitivity> {
    let demand = Demand::of(MEASURES);
    let (plans, empty) = ([plan], || Assumed::new(plan));
    let mut assumed = empty();
    let add = |total: &mut Assumed, trial: &PairedTrial<'_, '_>| total.add(trial.simulated[0]);
    let table = PairedTable::new(&plans, demand, spec.seed, None);
    if !table.simulate(spec, 0..spec.blocks(), control, &empty, add, |total| assumed.merge(&total)) {
        return None;
    }
    let sizes = Sensitivity::worlds(spec.trials);
    let begin = |drawn: &[f64]| (drawn.to_vec(), MeasureCounts::default());
    let add = |world: &mut (Vec<f64>, MeasureCounts), records: &[&TrialRecord]| world.1.add(records[0]);
    let worlds = paired_worlds(&plans, demand, spec.seed, sizes, control, begin, add)?;
    let mut tally = WorldTally::new(sizes.trials);
    worlds.iter().for_each(|(_, counts)| tally.add(*counts));
    // The number of a world, the last input, has no low and no high end.
    let columns: Vec<Vec<f64>> =
        (0..plan.inputs()).map(|input| worlds.iter().map(|(drawn, _)| drawn[input]).collect()).collect();
    let find = |measure: usize| {
        let shares: Vec<f64> =
            worlds.iter().map(|(_, counts)| counts.of(measure) as f64 / sizes.trials as f64).collect();
        find_box(Cloud { columns: &columns, shares: &shares }, spec.seed)
    };
    Some(Sensitivity {
        explained: Explained::of(&assumed.inputs, &assumed.by_world, Some(&tally)),
        boxes: (0..MEASURES.len()).into_par_iter().map(find).collect(),
    })
}
