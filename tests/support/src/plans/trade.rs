//! A small trade: one rung, nothing structural.

use super::crisis;
use detente_study::scenario::Scenario;

/// The crisis with its first rung alone.
pub fn trade() -> Scenario {
    Scenario { stem: "trade".to_owned(), order: vec![0], ..crisis() }
}
