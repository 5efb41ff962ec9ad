//! What the inputs of a scenario imply, beside what is documented of the world: the calibration card of `check`.
//!
//! Nothing here says that a scenario is right. A value far from what is documented may be meant; the card only makes
//! sure that it is.

mod base_rate;
mod card;
mod departure;
mod implied;

pub use base_rate::{BaseRate, Measure, base_rates};
pub use card::{CARD_TRIALS, Card, Judgement, Line, card};
pub use departure::{Departure, Departures, MOST_TOLD, Unstated, departures};
