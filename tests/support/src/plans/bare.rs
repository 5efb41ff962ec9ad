//! No channel at all: a ladder without rungs.

use super::crisis;
use detente_study::scenario::Scenario;

/// The crisis without anything to offer.
pub fn bare() -> Scenario {
    Scenario { stem: "bare".to_owned(), order: Vec::new(), ..crisis() }
}
