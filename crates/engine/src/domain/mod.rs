//! The nouns that every other module speaks in: the two roles, what a concession is made of, the
//! status of a channel, the outcomes and their causes, and money.
//!
//! Nothing here computes; a type is defined once, documented once, and carries the spelling that
//! scenario files, tables and documentation share.

mod basis;
mod money;
mod news;
mod outcome;
mod setting;

pub use basis::Basis;
pub use money::Money;
pub use news::{ActorKind, NewsEvent};
pub use outcome::{Cause, ChannelEnd, Confronted, Dormancy, Fate, Outcome, StopReason};
pub use setting::words;
pub use setting::{
    Defaults, FirstMover, IncidentResponse, Instrument, Judge, LegalForm, Policy, Role, Snapback, Stakes, Until,
};
