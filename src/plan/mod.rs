//! The compiled plan.

mod model;

pub use model::{
    BodyPlan, ObjectorPlan, PartyPlan, Plan, RungInstance, RungPlan, SignOffPlan, SpoilerPlan, UncertainPlan, WorldKeys,
};
