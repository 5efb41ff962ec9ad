//! What happens in a step, one mechanism a file. A mechanism sees the trial through [`Step`](super::step::Step), changes its own
//! part of the state and those of named neighbours, tells its events, and says when it is next due; its equations are in
//! [`crate::rule`]. What it does in every step, whether anything else happens or not, is a function of its own, so that steps
//! that are passed and steps that are simulated go through the same code.

pub(super) mod closing;
pub(super) mod confrontation;
pub(super) mod consent;
pub(super) mod decay;
pub(super) mod dispute;
pub(super) mod dormancy;
pub(super) mod duties;
pub(super) mod governments;
pub(super) mod incidents;
pub(super) mod ladder;
pub(super) mod lapse;
pub(super) mod mediator;
pub(super) mod reneging;
pub(super) mod renewal;
pub(super) mod reversal;
pub(super) mod spoilers;
pub(super) mod taking_back;
