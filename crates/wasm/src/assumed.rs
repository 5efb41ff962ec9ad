//! How much hangs on what is not known: many sets of assumptions, each simulated many times.

use crate::case::Prepared;
use crate::counting::Sums;
use detente_engine::tally::{Tally, WorldTally};
use detente_study::compare::{Figure, OverWorlds, world_pairs};
use detente_study::run::{self, RunControl, WorldSizes};
use detente_study::table::confrontation_difference;
use serde::{Deserialize, Serialize};

/// What assumptions do to shares and to differences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumed {
    /// Worlds of the base; none where nothing is uncertain, or something was observed.
    pub base: Option<WorldTally>,
    /// Worlds of what was changed.
    pub changed: Option<WorldTally>,
    /// Differences over worlds, by figure in their documented order; empty where nothing was changed.
    pub over: Vec<OverAssumed>,
    /// Confrontation by the end with the channel less that without, over the worlds of what is shown: what was changed, where anything was.
    pub channel: Option<OverAssumed>,
}

/// A difference over worlds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverAssumed {
    /// Worlds.
    pub worlds: u64,
    /// Share of the worlds in which the figure is higher after the change, chance taken out.
    pub higher: f64,
    /// The difference, as a share of trials: in nine worlds of ten it is at least this.
    pub low: f64,
    /// And at most this.
    pub high: f64,
}

/// Simulates the worlds beside as many trials as `sums` has, as `detente run` and `detente compare` do.
pub(crate) fn assumed(base: &Prepared, changed: Option<&Prepared>, seed: u64, sums: &Sums) -> Assumed {
    let trials = sums.base.record().simulated();
    let worlds = |case: &Prepared| {
        let sizes = WorldSizes::beside(&[&case.plan], trials)?;
        run::worlds(&case.plan, seed, sizes, RunControl::UNWATCHED)
    };
    let (of_base, of_changed) = (worlds(base), changed.and_then(worlds));
    let shown = if changed.is_some() {
        of_changed.as_ref().zip(sums.changed.as_ref())
    } else {
        of_base.as_ref().zip(Some(&sums.base))
    };
    let channel = shown.and_then(|(worlds, tally)| channel(worlds, tally));
    Assumed { base: of_base, changed: of_changed, over: over(base, changed, seed, sums), channel }
}

fn channel(worlds: &WorldTally, tally: &Tally) -> Option<OverAssumed> {
    let horizons = &tally.record().confrontation.horizons;
    let centre = confrontation_difference(horizons.last()?)[0]?;
    OverWorlds::of(&worlds.arms(horizons.len() - 1), centre).map(OverAssumed::of)
}

impl OverAssumed {
    fn of(over: OverWorlds) -> Self {
        let (low, high) = (over.interval.low, over.interval.high);
        Self { worlds: over.worlds, higher: over.higher, low, high }
    }
}

fn over(base: &Prepared, changed: Option<&Prepared>, seed: u64, sums: &Sums) -> Vec<OverAssumed> {
    let (Some(changed), Some(pairs)) = (changed, &sums.pairs) else { return Vec::new() };
    let plans = [&base.plan, &changed.plan];
    let Ok(Some(worlds)) = world_pairs(&plans, seed, pairs.trials(), RunControl::UNWATCHED) else { return Vec::new() };
    let over = |figure: &Figure| Some(OverAssumed::of(worlds.over(0, *figure, pairs.figure(*figure).difference()?)));
    Figure::ALL.iter().filter_map(over).collect()
}
