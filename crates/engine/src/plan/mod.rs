//! The compiled plan: names become positions, draws get their purposes, and the numbers of a world
//! become the constants that its trials read.

mod compile;
mod fixed;
mod model;
mod world;

pub use model::{
    BodyPlan, HORIZON_WEEKS, LANDMARK_WEEKS, NewsPlan, ObjectorPlan, PartyPlan, Plan, RungInstance, RungPlan,
    SignOffPlan, SpoilerPlan, TurnoverPlan, UncertainPlan, WorldPurposes,
};
pub use world::{Conduct, CureRates, InstanceTerms, MONTH_DAYS, PartyTerms, SideTerms, SignOffTerms, WEEK_DAYS, World};
