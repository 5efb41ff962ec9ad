//! What is measured of a trial: one vocabulary for claims, comparisons, sensitivity and whoever else asks for a number.
//!
//! An [`Observable`] has a word, a unit, a grid and a meaning, and says what a trial must be simulated for to have it
//! ([`Observable::demand`]). Bound to a plan ([`Observable::bind`]) it is read from the record of a trial.

mod bound;
mod counts;
mod observable;

use crate::domain::Outcome;

pub use bound::BoundObservable;
pub use counts::{PartyCount, RungCount};
pub use observable::{Arm, Observable};

/// What is asked of a scenario's assumptions: the four outcomes in the order of their positions, then confrontation with the channel.
pub const MEASURES: [Observable; 5] = [
    Observable::Outcome(Outcome::ALL[0]),
    Observable::Outcome(Outcome::ALL[1]),
    Observable::Outcome(Outcome::ALL[2]),
    Observable::Outcome(Outcome::ALL[3]),
    Observable::Confrontation(Arm::Channel, None),
];
