//! `interactions.csv`: what two removals do together.

use super::ends;
use crate::compare::{Factor, Interaction};
use crate::table::{Kind, SCENARIO, Spec, Table, columns, row};

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("first", Kind::Text, "", "Taken out: one thing."),
    ("second", Kind::Text, "", "Taken out: another."),
    ("collapses", Kind::Count, "trials", "Trials that collapse with everything in place."),
    ("better_without_first", Kind::Share, "share", "Share of these that end better without the first."),
    ("better_without_second", Kind::Share, "share", "The same without the second."),
    ("better_without_both", Kind::Share, "share", "The same without both."),
    (
        "interaction",
        Kind::Share,
        "share",
        "Without both, less without each: below zero where one removal does what the other does, above where it takes both.",
    ),
    (
        "interaction_lo",
        Kind::Share,
        "share",
        "Lower end of its interval from chance alone: normal, from the values of single trials, all rows at once with 95 % (Bonferroni).",
    ),
    ("interaction_hi", Kind::Share, "share", "Upper end of the same interval."),
];

/// The table of the scenario `stem`; `combined` are the factors that were tried two by two.
#[must_use]
pub fn interactions_table(stem: &str, combined: &[&Factor], pairs: &[Interaction]) -> Table {
    let row = |it: &Interaction| {
        let [first, second] = it.pair.map(|at| combined[at].id.as_str());
        let ([low, high], [one, other, both]) = (ends(it.interval), it.better);
        row![stem, first, second, it.collapses, one, other, both, it.interaction, low, high]
    };
    Table {
        name: "interactions",
        description: "A row is two of the strongest factors taken out together, the strongest interaction first.",
        columns: columns(COLUMNS),
        rows: pairs.iter().map(row).collect(),
    }
}
