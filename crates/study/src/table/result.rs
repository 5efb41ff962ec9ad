//! What tables are made from.

use super::baseline::difference as confrontation_difference;
use super::interval::share;
use crate::design::Explained;
use crate::figure::HistoryTally;
use crate::scenario::Scenario;
use detente_engine::domain::Outcome;
use detente_engine::exact::Exact;
use detente_engine::observe::MEASURES;
use detente_engine::plan::Plan;
use detente_engine::statistics::{Interval, OverWorlds, true_spread, true_variance, variance_between};
use detente_engine::tally::{HorizonCounts, Tally, TallyRecord, WorldTally};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// Standard deviation of the share over worlds below which it is not asked where the spread comes from: chance in the pass over worlds
/// leaves about as much.
const SMALLEST_SPREAD: f64 = 0.01;

/// Whether all trials asked for were simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// All of them.
    Complete,
    /// The run was stopped before.
    Interrupted,
}

impl Status {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Complete, Self::Interrupted];

    /// The spelling used in tables and in the manifest.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Interrupted => "interrupted",
        }
    }
}

/// One scenario and what was counted.
#[derive(Clone, Copy, Debug)]
pub struct ScenarioResult<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its plan.
    pub plan: &'a Plan,
    /// The tally of its trials.
    pub tally: &'a Tally,
    /// The exact answer, where the scenario is finite.
    pub exact: Option<&'a Exact>,
    /// Its worlds, where it has uncertain values and all trials were simulated.
    pub worlds: Option<&'a WorldTally>,
    /// What histories of its first trials leave, where they were followed.
    pub histories: Option<&'a HistoryTally>,
    /// Whether all trials were simulated.
    pub status: Status,
}

impl<'a> ScenarioResult<'a> {
    /// The `scenario` column.
    pub(super) fn stem(&self) -> &'a str {
        &self.scenario.stem
    }

    /// Whether something was observed, so that only some trials count.
    #[must_use]
    pub fn has_news(&self) -> bool {
        self.record().news.is_some()
    }

    /// Whether trials were counted by where their inputs lie.
    #[must_use]
    pub fn has_inputs(&self) -> bool {
        self.record().inputs.is_some()
    }

    /// By [`detente_engine::observe::MEASURES`], what the assumptions explain; nothing where inputs were not counted.
    #[must_use]
    pub fn explained(&self) -> [Option<Explained>; MEASURES.len()] {
        let record = self.record();
        let Some(inputs) = &record.inputs else { return Default::default() };
        Explained::of(inputs, &record.by_world, self.worlds)
    }

    /// The counts.
    pub(super) fn record(&self) -> &'a TallyRecord {
        self.tally.record()
    }

    /// The horizons at which trials are compared with those without the channel; none where they stop with it.
    pub(super) fn compared_horizons(&self) -> &'a [HorizonCounts] {
        let counts = &self.record().confrontation;
        if counts.counterfactual { &counts.horizons } else { &[] }
    }

    /// How the difference in confrontation between the arms by the horizon at this place hangs on what is not known; none where worlds
    /// were not simulated with both arms.
    #[must_use]
    pub fn channel_over_worlds(&self, horizon: usize) -> Option<OverWorlds> {
        let [centre, ..] = confrontation_difference(self.compared_horizons().get(horizon)?);
        OverWorlds::of(&self.worlds?.arms(horizon), centre?)
    }

    /// Between which values the share of `outcome` lies in nine worlds in ten.
    #[must_use]
    pub fn assumed(&self, outcome: Outcome) -> Option<Interval> {
        // The run has seen many more worlds than the pass: its share is the better centre.
        let (count, trials) = (self.record().outcome(outcome), self.record().trials);
        true_spread(self.worlds?.of(outcome), share(count, trials))
    }

    /// The part of the variance of the share of `outcome` over worlds that goes with what no file states, 0 to 1; none where nothing
    /// is drawn so, there was no pass over worlds, or it saw no spread beyond chance.
    #[must_use]
    pub fn unstated_part(&self, outcome: Outcome) -> Option<f64> {
        let by_world = &self.record().by_world;
        let groups = by_world.iter().map(|world| (world.of(outcome.index()), world.trials()));
        let (between, all) = (variance_between(groups)?, true_variance(self.worlds?.of(outcome))?);
        (all > SMALLEST_SPREAD * SMALLEST_SPREAD).then(|| (between / all).clamp(0.0, 1.0))
    }

    /// The day on which `step` ends (the day begun, where it ends within one).
    pub(super) fn date(&self, step: u32) -> Option<Date> {
        let days: Span = ((f64::from(step) * self.plan.step_days + 1e-9) as i64).days();
        self.scenario.start.and_then(|start| start.checked_add(days).ok())
    }
}
