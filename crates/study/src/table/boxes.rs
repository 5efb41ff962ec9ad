//! `boxes.csv`: under which assumptions an outcome prevails.

use super::{Exact, Ranged, table};
use crate::design::{BoxReport, Restriction, Side};

const OVER_WORLDS: &str = "Lower end of its 95 % interval (Student's, over the worlds inside).";

table! {
    /// A row is a bound of a box of inputs in which an outcome is frequent; an outcome without rows has no such box.
    pub struct BoxRow: "boxes" {
        /// What is explained: an outcome, or confrontation with the channel by the end.
        outcome: String,
        /// The uncertain value that the box restricts.
        input: String,
        /// at_least or at_most.
        side: Side,
        /// The last value of the input inside the box.
        bound: Exact ["see parameters"],
        /// How often it happens over all worlds counted.
        share: Option<f64> ["share"],
        /// How often it happens inside the box.
        density: Ranged ["share", OVER_WORLDS],
        /// Part of all that happens which happens inside the box.
        coverage: Option<f64> ["share"],
        /// Part of all worlds counted that lies inside the box.
        mass: Option<f64> ["share"],
        /// Worlds counted; none of them had a part in the search.
        worlds: u64 ["worlds"],
        /// How likely as many hits inside would be, did this bound not matter.
        chance: Option<f64> ["probability"],
        /// Part of twenty searches, each in half of the worlds that searched, that bound the same side of the input.
        found_again: Option<f64> ["share"],
    }
}

/// The rows of what was `found` for the `outcome` of a scenario called `stem`, whose uncertain values are `keys`.
pub(super) fn box_rows(stem: &str, outcome: &str, found: &BoxReport, keys: &[&str]) -> Vec<BoxRow> {
    let row = |bound: &Restriction| BoxRow {
        scenario: stem.to_owned(),
        outcome: outcome.to_owned(),
        input: keys[bound.input].to_owned(),
        side: bound.side,
        bound: Exact(bound.bound),
        share: found.share.into(),
        density: Ranged::new(found.density.into(), found.interval),
        coverage: found.coverage().into(),
        mass: found.mass().into(),
        worlds: found.points,
        chance: bound.chance.into(),
        found_again: bound.found_again.into(),
    };
    found.restrictions.iter().map(row).collect()
}
