//! `worth_knowing.csv`: what it is worth to learn an input before a plan is chosen.

use super::JACKKNIFE;
use crate::compare::{Figure, Stated, WorthKnowing};
use crate::table::{Ranged, table};

table! {
    /// A row is an input under an objective, most worth first: what is gained by learning it before one of the plans is chosen. No
    /// rows where nothing is uncertain.
    pub struct WorthKnowingRow: "worth_knowing" {
        /// What counts: scaling as often, collapse and confrontation as seldom as can be.
        objective: Figure,
        /// Dotted key of an uncertain value, or of a key that no file states; `worlds` for all of these together.
        input: String,
        /// stated: a file gives a range; unstated: no file says anything of it.
        stated: Stated,
        /// The share of trials that is gained on average, over choosing the plan that is best as things stand.
        gain: Ranged ["share", JACKKNIFE],
        /// Share of the worlds in which another plan would be chosen once it is known.
        changes_share: Ranged ["share", JACKKNIFE],
    }
}

/// The rows of `found`, about the choice between `base` and others.
#[must_use]
pub fn worth_knowing_rows(base: &str, found: &[WorthKnowing]) -> Vec<WorthKnowingRow> {
    let row = |it: &WorthKnowing| WorthKnowingRow {
        scenario: base.to_owned(),
        objective: it.objective,
        input: it.input.clone(),
        stated: it.stated,
        gain: Ranged::new(it.gain.into(), it.gain_interval.into()),
        changes_share: Ranged::new(it.changes.into(), it.changes_interval.into()),
    };
    found.iter().map(row).collect()
}
