//! One trial: its state, its steps, and the record it leaves.
//!
//! [`TrialSimulator::simulate`] is the whole interface. `phases.rs` lists the phases of a step in their order, as `docs/model.md` does;
//! each is a mechanism with a file of its own in `mechanism/`, which takes its equations from [`crate::rule`].
//! Steps in which nothing can happen but what happens in every step are carried through without being looked at
//! (`schedule.rs`); no number depends on it.

mod cleared;
mod clock;
mod demand;
mod ending;
mod event;
mod fading;
mod indicator;
mod mark;
mod mechanism;
mod moment;
mod phases;
mod quantity;
mod reading;
mod record;
#[cfg(test)]
mod rig;
mod scan;
mod schedule;
mod simulator;
mod site;
mod state;
mod step;
mod totals;

pub use demand::Demand;
pub use event::{Event, Observer, Phase, Unobserved};
pub use indicator::{Indicator, Reading, Scale, UNDEFINED};
pub use moment::Moment;
pub use quantity::{Grid, LeverageMeasure, Quantity};
pub use record::{BodyEvents, PartyEvents, RungEvents, TrialRecord, TrustMet};
pub use schedule::Pace;
pub use simulator::TrialSimulator;
