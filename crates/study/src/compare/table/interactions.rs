//! `interactions.csv`: what two removals do together.

use super::AT_ONCE;
use crate::compare::{Factor, Interaction};
use crate::table::{Ranged, table};

table! {
    /// A row is two of the strongest factors taken out together, the strongest interaction first.
    pub struct InteractionRow: "interactions" {
        /// Taken out: one thing.
        first: String,
        /// Taken out: another.
        second: String,
        /// Trials that collapse with everything in place.
        collapses: u64 ["trials"],
        /// Share of these that end better without the first.
        better_without_first: Option<f64> ["share"],
        /// The same without the second.
        better_without_second: Option<f64> ["share"],
        /// The same without both.
        better_without_both: Option<f64> ["share"],
        /// Without both, less without each: below zero where one removal does what the other does, above where it takes both.
        interaction: Ranged ["share", AT_ONCE],
    }
}

/// The rows of the scenario `stem`; `combined` are the factors that were tried two by two.
#[must_use]
pub fn interaction_rows(stem: &str, combined: &[&Factor], pairs: &[Interaction]) -> Vec<InteractionRow> {
    let row = |it: &Interaction| {
        let ([first, second], [one, other, both]) = (it.pair.map(|at| combined[at].id.clone()), it.better);
        InteractionRow {
            scenario: stem.to_owned(),
            first,
            second,
            collapses: it.collapses,
            better_without_first: one.into(),
            better_without_second: other.into(),
            better_without_both: both.into(),
            interaction: Ranged::new(it.interaction.into(), it.interval),
        }
    };
    pairs.iter().map(row).collect()
}
