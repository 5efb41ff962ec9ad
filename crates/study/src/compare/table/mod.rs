//! The tables of comparisons, one file each.

mod attribution;
mod differences;
mod interactions;
mod keys;

pub use attribution::{attribution, attribution_causes};
pub use differences::{differences_table, flows};
pub use interactions::interactions_table;
pub use keys::keys_table;

use crate::table::{Cell, Kind, Spec};
use detente_engine::statistics::Interval;

/// The scenario that the others are compared with.
const BASE: Spec = ("base", Kind::Text, "", "The scenario that it is compared with.");

/// The ends of an interval.
fn ends(interval: Option<Interval>) -> [Cell; 2] {
    [interval.map(|interval| interval.low), interval.map(|interval| interval.high)].map(Cell::from)
}
