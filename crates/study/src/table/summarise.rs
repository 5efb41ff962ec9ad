//! From tallies to tables.

use super::interval::share;
use super::{
    Table, actors, baseline, causes, fates, histograms, indicators, learned, leverage, observed, outcomes, parameters,
    quantities, rungs, summary, timeline, watch,
};
use crate::scenario::Scenario;
use detente_engine::domain::Outcome;
use detente_engine::exact::Exact;
use detente_engine::plan::Plan;
use detente_engine::statistics::{Interval, true_spread};
use detente_engine::tally::{Tally, TallyRecord, WorldTally};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

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

    /// The counts.
    pub(super) fn record(&self) -> &'a TallyRecord {
        self.tally.record()
    }

    /// Between which values the share of `outcome` lies in nine worlds in ten.
    #[must_use]
    pub fn assumed(&self, outcome: Outcome) -> Option<Interval> {
        // The run has seen many more worlds than the pass: its share is the better centre.
        let (count, trials) = (self.record().outcome(outcome), self.record().trials);
        true_spread(self.worlds?.of(outcome), share(count, trials))
    }

    /// The day on which `step` ends (the day begun, where it ends within one).
    pub(super) fn date(&self, step: u32) -> Option<Date> {
        let days: Span = ((f64::from(step) * self.plan.step_days + 1e-9) as i64).days();
        self.scenario.start.and_then(|start| start.checked_add(days).ok())
    }
}

/// All published tables of a batch, scenarios stacked in order of their stems. Those about news are among them only where
/// something was observed.
#[must_use]
pub fn summarise(results: &[ScenarioResult<'_>]) -> Vec<Table> {
    summarise_part(results, results.iter().any(ScenarioResult::has_news))
}

/// The rows that some scenarios of a batch have in its tables, those about news among them where any scenario of the batch
/// has `news`.
#[must_use]
pub fn summarise_part(results: &[ScenarioResult<'_>], news: bool) -> Vec<Table> {
    let mut sorted = results.to_vec();
    sorted.sort_by_key(ScenarioResult::stem);
    let tables = [
        summary::table,
        outcomes::table,
        causes::table,
        timeline::table,
        quantities::table,
        histograms::table,
        rungs::table,
        actors::table,
        baseline::table,
        fates::table,
        leverage::table,
        indicators::table,
        watch::table,
        parameters::table,
    ];
    let of_news = [observed::table, learned::table];
    tables.iter().chain(of_news.iter().filter(|_| news)).map(|table| table(&sorted)).collect()
}
