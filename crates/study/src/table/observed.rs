//! `observed.csv`: what was observed, and how many trials went so. Written where something was.

use super::interval::share;
use super::run_tables::{OfRun, Written};
use super::{ScenarioResult, Tidy, table};
use crate::scenario::News;
use jiff::civil::Date;

/// Fewest trials that may stand for what was observed; with fewer, nothing is said.
pub const FEWEST_KEPT: u64 = 200;

table! {
    /// A row is something that was observed. All other tables describe the trials kept in the last row of a scenario.
    pub struct ObservedRow: "observed" {
        /// Id of the entry: news_1, news_2 and so on in a list.
        entry: String,
        /// The day by which it was observed.
        date: Option<Date> ["date"],
        /// Week at whose end it counts: that of the step in which the day falls.
        week: Tidy ["weeks"],
        /// What was observed; `not:` before it where it had not happened.
        observed: String,
        /// Trials simulated. Where trials were followed from entry to entry: as many as it would have taken by themselves, estimated.
        simulated: u64 ["trials"],
        /// Of them, those in which it went so, whatever the other entries say.
        count: u64 ["trials"],
        /// count / simulated.
        share: Option<f64> ["share"],
        /// Trials in which it went so in this entry and in all rows above; in the last row those that every other table
        /// describes.
        kept: u64 ["trials"],
    }
}

impl OfRun for ObservedRow {
    const WRITTEN: Written = Written::WithNews;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let Some(counts) = &result.record().news else { return Vec::new() };
        let row = |(entry, news): (usize, &News)| Self {
            scenario: result.stem().to_owned(),
            entry: news.id.clone(),
            date: Some(news.date),
            week: Tidy(result.plan.weeks(news.by_step)),
            observed: news.words.clone(),
            simulated: counts.simulated,
            count: counts.alone[entry],
            share: share(counts.alone[entry], counts.simulated),
            kept: counts.so_far[entry],
        };
        result.scenario.news.iter().enumerate().map(row).collect()
    }
}
