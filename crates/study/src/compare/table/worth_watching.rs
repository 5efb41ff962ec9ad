//! `worth_watching.csv`: what it is worth to keep the choice open and to read an indicator before a plan is chosen.

use crate::compare::{Figure, WorthWatching};
use crate::table::{Ranged, Tidy, table};
use detente_engine::trial::Indicator;

const AT_ONCE: &str = "Lower end of its interval from chance alone: the jackknife over twenty parts of the trials, all rows of an objective at once with 95 % (Bonferroni).";

table! {
    /// A row is an indicator at a landmark under an objective, most worth first: what is gained by choosing only once it is read. Plans
    /// go alike for as long as nothing has happened by which they can differ: until then any of them can still be followed. No
    /// rows where the plans differ from the opening on.
    pub struct WorthWatchingRow: "worth_watching" {
        /// What counts: scaling as often, collapse and confrontation as seldom as can be.
        objective: Figure,
        /// Week at whose end the indicator is read.
        landmark_week: Tidy ["weeks"],
        /// What is read, as an observer of the channel could; the glossary says what each is.
        indicator: Indicator,
        /// Share of trials in which all plans still go alike then.
        alike_share: Option<f64> ["share"],
        /// The share of all trials that is gained on average by choosing only then, without reading anything, over choosing at the opening
        /// the plan that is best as things stand.
        waiting: Ranged ["share", AT_ONCE],
        /// The share of all trials that is gained on average besides by reading it before choosing.
        gain: Ranged ["share", AT_ONCE],
        /// Share of all trials in which another plan would be chosen once it is read.
        changes_share: Ranged ["share", AT_ONCE],
    }
}

/// The rows of `found`, about the choice between `base` and others.
#[must_use]
pub fn worth_watching_rows(base: &str, found: &[WorthWatching]) -> Vec<WorthWatchingRow> {
    let row = |it: &WorthWatching| WorthWatchingRow {
        scenario: base.to_owned(),
        objective: it.objective,
        landmark_week: Tidy(it.week),
        indicator: it.indicator,
        alike_share: Some(it.alike),
        waiting: Ranged::new(it.waiting.into(), it.waiting_interval.into()),
        gain: Ranged::new(it.gain.into(), it.gain_interval.into()),
        changes_share: Ranged::new(it.changes.into(), it.changes_interval.into()),
    };
    found.iter().map(row).collect()
}
