//! `keys.csv`: which assumption makes the difference.

use super::AT_ONCE;
use crate::compare::{Figure, KeyEffect};
use crate::table::{Ranged, table};

table! {
    /// A row is a headline figure and a key in which two files differ: how much of the difference it makes.
    pub struct KeyRow: "keys" {
        /// The scenario that it is compared with.
        base: String,
        /// What share it is, as in differences.csv.
        figure: Figure,
        /// The key in which the files differ (several, joined by +, where they make sense only together); (together) for what the
        /// keys do only jointly.
        key: String,
        /// Its value in the base; empty where it is left at its default.
        base_value: String,
        /// Its value in the scenario.
        value: String,
        /// How far the figure moves when this key alone is changed in the base.
        changed_in_base: Option<f64> ["share"],
        /// How far it moves when this key is changed last, all others being as in the scenario.
        changed_last: Option<f64> ["share"],
        /// Mean of the two; the effects of a figure sum to the whole difference of the files.
        effect: Ranged ["share", AT_ONCE],
    }
}

/// What is said of a key, or of several that make sense only together.
pub(super) type Spelled<'a> = (&'a str, &'a str, &'a str);

/// The rows of `scenario` against `base`; `keys` are names and values in base and scenario.
#[must_use]
pub fn key_rows(scenario: &str, base: &str, keys: &[Spelled<'_>], effects: &[KeyEffect]) -> Vec<KeyRow> {
    let row = |it: &KeyEffect| {
        let (key, base_value, value) = it.key.map_or(("(together)", "", ""), |at| keys[at]);
        KeyRow {
            scenario: scenario.to_owned(),
            base: base.to_owned(),
            figure: it.figure,
            key: key.to_owned(),
            base_value: base_value.to_owned(),
            value: value.to_owned(),
            changed_in_base: it.ways.map(|ways| ways[0]),
            changed_last: it.ways.map(|ways| ways[1]),
            effect: Ranged::new(it.effect.into(), it.interval),
        }
    };
    effects.iter().map(row).collect()
}
