//! Confrontation in scenarios where it depends on the calendar alone.

use super::refusal::NotFinite;
use crate::parameter::given;
use crate::plan::{Plan, World};
use crate::rule::{LARGEST_EXPONENT, confrontation};

/// The key of the factor on the hazard.
pub(super) const DANGER: &str = "escalation.danger";

/// Probability of confrontation in each step, first step first.
pub(super) fn by_step(plan: &Plan, world: &World) -> Vec<f64> {
    let pinned = given(plan.numbers.escalation.confrontation_per_step);
    let chance = |step: u32| {
        let months = (f64::from(step) - 0.5) * world.step_months;
        let growth = confrontation::instability(world.instability_growth, months, 0.0, 0.0, 0.0);
        let hazard_index = libm::exp(growth.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT));
        pinned.unwrap_or_else(|| -libm::expm1(-world.confrontation * hazard_index))
    };
    (1..=plan.steps).map(chance).collect()
}

/// Checks that confrontation depends on nothing but the calendar.
///
/// # Errors
/// What else it depends on.
pub(super) fn check(plan: &Plan, world: &World) -> Result<(), NotFinite> {
    if world.confrontation_pin.is_some() || world.confrontation <= 0.0 {
        return Ok(());
    }
    if let Some((key, why)) = feedback(plan, world) {
        return Err(NotFinite::key(key, why, "set it to 0, or give `escalation.confrontation_per_step` outright"));
    }
    if plan.uncertain.iter().any(|value| value.key == DANGER) {
        let why = "is uncertain unless the file says otherwise";
        return Err(NotFinite::key(DANGER, why, "give it one value, such as 1"));
    }
    Ok(())
}

/// What makes the hazard of confrontation depend on more than the calendar.
fn feedback(plan: &Plan, world: &World) -> Option<(String, &'static str)> {
    if world.incidents > 0.0 {
        let why = "lets tension move the hazard of confrontation";
        return Some(("escalation.incidents_per_month".to_owned(), why));
    }
    if plan.ladder.is_empty() {
        return None;
    }
    if let Some(spoiler) = world.attack_rate.iter().position(|rate| *rate > 0.0) {
        let key = format!("spoiler.{}.attacks_per_month", plan.spoilers[spoiler].id);
        return Some((key, "lets tension move the hazard of confrontation"));
    }
    let mediated = "makes the hazard of confrontation hang on the channel";
    if world.mediator_calming != 0.0 {
        return Some(("mediator.calming".to_owned(), mediated));
    }
    if world.artificial_incentive != 0.0 {
        return Some(("mediator.artificial_incentive".to_owned(), mediated));
    }
    if let Some(rung) = world.ladder.iter().position(|terms| terms.relief != 0.0) {
        let key = format!("rung.{}.relief", plan.rungs[plan.ladder[rung].rung].id);
        return Some((key, mediated));
    }
    let moves_money = world.ladder.iter().any(|terms| terms.side.iter().flatten().any(|side| side.money.0 > 0));
    if moves_money && world.diversion_weight != 0.0 && world.diverted_share > 0.0 {
        return Some(("money.diversion_feeds_instability".to_owned(), mediated));
    }
    None
}
