//! `keys.csv`: which assumption makes the difference.

use super::{BASE, ends};
use crate::compare::KeyEffect;
use crate::table::{Kind, SCENARIO, Spec, Table, columns, row};

const COLUMNS: &[Spec] = &[
    SCENARIO,
    BASE,
    ("figure", Kind::Text, "", "What share it is, as in differences.csv."),
    (
        "key",
        Kind::Text,
        "",
        "The key in which the files differ (several, joined by +, where they make sense only together); (together) for what the keys do only jointly.",
    ),
    ("base_value", Kind::Text, "", "Its value in the base; empty where it is left at its default."),
    ("value", Kind::Text, "", "Its value in the scenario."),
    ("changed_in_base", Kind::Share, "share", "How far the figure moves when this key alone is changed in the base."),
    (
        "changed_last",
        Kind::Share,
        "share",
        "How far it moves when this key is changed last, all others being as in the scenario.",
    ),
    (
        "effect",
        Kind::Share,
        "share",
        "Mean of the two; the effects of a figure sum to the whole difference of the files.",
    ),
    (
        "effect_lo",
        Kind::Share,
        "share",
        "Lower end of its interval from chance alone: normal, from the values of single trials, all rows at once with 95 % (Bonferroni).",
    ),
    ("effect_hi", Kind::Share, "share", "Upper end of the same interval."),
];

/// What is said of a key, or of several that make sense only together.
pub(super) type Spelled<'a> = (&'a str, &'a str, &'a str);

/// The table of `scenario` against `base`; `keys` are names and values in base and scenario.
#[must_use]
pub fn keys_table(scenario: &str, base: &str, keys: &[Spelled<'_>], effects: &[KeyEffect]) -> Table {
    let row = |it: &KeyEffect| {
        let (key, base_value, value) = it.key.map_or(("(together)", "", ""), |at| keys[at]);
        let ([low, high], ways) = (ends(it.interval), it.ways);
        let [first, last] = [ways.map(|ways| ways[0]), ways.map(|ways| ways[1])];
        row![scenario, base, it.figure.word(), key, base_value, value, first, last, it.effect, low, high]
    };
    Table {
        name: "keys",
        description: "A row is a headline figure and a key in which two files differ: how much of the difference it makes.",
        columns: columns(COLUMNS),
        rows: effects.iter().map(row).collect(),
    }
}
