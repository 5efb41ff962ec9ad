//! One trial: its state, its step, and the record it leaves.

mod quantity;
mod record;

pub use quantity::{Grid, LeverageMeasure, Quantity};
pub use record::{BodyEvents, Moment, PartyEvents, RungEvents, TrialRecord};
