//! One trial: its state, its steps, and the record it leaves.
//!
//! [`Player::play`] is the whole interface. `play.rs` shows the order of a step; each mechanism has
//! a file of its own and takes its equations from [`crate::rule`].

mod agenda;
mod attempt;
mod carry;
mod clock;
mod dispute;
mod ending;
mod escalation;
mod event;
mod group;
mod home;
mod immediate;
mod in_force;
mod indicator;
mod ladder;
mod lanes;
mod play;
mod players;
mod quantity;
mod reading;
mod record;
mod state;
mod timeline;
mod totals;

pub use event::{Event, Observer, Unobserved};
pub use indicator::{Indicator, Reading, Scale, UNDEFINED};
pub use lanes::Lanes;
pub use players::{Player, Players};
pub use quantity::{Grid, LeverageMeasure, Quantity};
pub use record::{BodyEvents, PartyEvents, RungEvents, TrialRecord, TrustMet};
pub use timeline::{Moment, Moments, Timeline};
