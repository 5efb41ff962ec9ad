//! The compiled plan: names become positions, draws get their purposes, and the numbers of a world
//! become the constants that its trials read.

mod compile;
mod fixed;
mod model;
mod money;
mod rung_terms;
mod uncertain;
mod world;

pub use model::{
    BodyPlan, HORIZON_WEEKS, LANDMARK_WEEKS, MONTH_DAYS, NewsPlan, ObjectorPlan, PartyPlan, Plan, RungInstance,
    RungPlan, SignOffPlan, SpoilerPlan, TurnoverPlan, WEEK_DAYS, WorldPurposes,
};
pub use rung_terms::{Conduct, InstanceTerms, SideTerms};
pub use uncertain::{Effect, UncertainPlan, WORLDS, WorldNumber, WorldPlan};
pub use world::{CureRates, PartyTerms, SignOffTerms, World};
