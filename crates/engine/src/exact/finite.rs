//! Which plans have a finite answer: nothing that decides the outcome may feed back or take a random time.
//!
//! What cannot reach the outcome is not asked about: beliefs, credibility, money and attacks do not matter
//! where acceptance, approval and confrontation are given outright.

use super::hazard;
use super::refusal::NotFinite;
use crate::domain::{IncidentResponse, Role};
use crate::parameter::{OpeningNumbers, given};
use crate::plan::{Conduct, Effect, Plan, World};
use crate::random::Chance;

/// Checks `plan` in its only world.
///
/// # Errors
/// The first thing found that makes the answer endless.
pub(super) fn check(plan: &Plan, world: &World) -> Result<(), NotFinite> {
    if let Some(news) = plan.news.first() {
        let key = format!("observed.{}", news.id);
        return Err(NotFinite::key(key, "keeps only some of the trials", "leave the news out"));
    }
    if plan.in_force > 0 || plan.numbers.opening != OpeningNumbers::default() {
        return Err(NotFinite::key("opening", "begins after the channel did", "leave it out"));
    }
    // Danger is uncertain unless the file says otherwise, and scales nothing but the hazard.
    if let Some(value) = plan.uncertain.iter().find(|value| value.key != hazard::DANGER) {
        let what_to_do = match value.effect {
            Effect::Numbers(_) => "give it one value",
            Effect::World(_) => "say defaults = \"fixed\", and name no worlds",
        };
        return Err(NotFinite::key(value.key.as_str(), "is uncertain", what_to_do));
    }
    if !plan.ladder.is_empty() {
        Role::ALL.iter().try_for_each(|role| party(plan, world, *role))?;
        (0..plan.ladder.len()).try_for_each(|index| rung(plan, world, index))?;
        incidents(plan, world)?;
    }
    hazard::check(plan, world)
}

fn party(plan: &Plan, world: &World, role: Role) -> Result<(), NotFinite> {
    let terms = &world.party[role.index()];
    let key = |key: &str| format!("party.{}.{key}", plan.parties[role.index()].id);
    if let Some(dated) = plan.turnovers[role.index()].first() {
        let key = format!("turnover.{}", dated.id);
        return Err(NotFinite::key(
            key,
            "may change a government, and with it what the parties believe",
            "leave it out",
        ));
    }
    if terms.turnover_days.is_finite() {
        let why = "lets governments change on random days";
        return Err(NotFinite::key(key("turnover_per_month"), why, "set it to 0"));
    }
    if conducts(plan, world, role).any(|own| own.renege > 0.0) {
        let why = "lets a party renege on a threshold of its own";
        return Err(NotFinite::key(key("renege_per_month"), why, "set it to 0"));
    }
    let unpinned = given(terms.numbers.cure).is_none() && world.cure_rates(plan, role, 0).trustworthy > 0.0;
    if unpinned && may_have_to_cure(plan, world, role) {
        let why = "is not given, so that a cure takes a random time";
        return Err(NotFinite::key(key("cure"), why, "give it outright, 0 to 1"));
    }
    Ok(())
}

/// How a party conducts itself on the rungs on which it gives.
fn conducts<'a>(plan: &'a Plan, world: &'a World, role: Role) -> impl Iterator<Item = &'a Conduct> {
    (0..world.ladder.len()).filter_map(move |index| world.conduct(plan, index, role.index()))
}

/// Whether an alarm about the party can open a dispute that does not end the channel at once.
fn may_have_to_cure(plan: &Plan, world: &World, role: Role) -> bool {
    let forgiven = world.party[role.other().index()].numbers.forgiveness >= 1.0;
    let exits = world.disputes_before_exit <= 1.0 || world.tries_per_rung <= 1.0;
    let alarm = |own: &Conduct| {
        let [breach, honest] = own.alarm.map(|chance| chance > Chance::default());
        let complies = own.comply_exploiter.min(own.comply_trustworthy);
        honest || (breach && complies < 1.0)
    };
    !forgiven && !exits && conducts(plan, world, role).any(alarm)
}

fn rung(plan: &Plan, world: &World, index: usize) -> Result<(), NotFinite> {
    let declared = &plan.rungs[plan.ladder[index].rung];
    let (terms, numbers) = (&world.ladder[index], &plan.numbers.rung[plan.ladder[index].rung]);
    let key = |key: &str| format!("rung.{}.{key}", declared.id);
    if terms.implementation_days > 0.0 {
        let why = "makes delivery take a random time";
        return Err(NotFinite::key(key("implementation_weeks"), why, "set it to 0"));
    }
    for role in Role::ALL.iter().filter(|role| terms.side[role.index()].is_some()) {
        let acceptance = given(numbers.concession[role.index()].acceptance);
        if acceptance.is_none() {
            let key = key(&format!("{}.acceptance", plan.parties[role.index()].id));
            return Err(NotFinite::key(key, "is not given, so that it hangs on trust", "give it outright, 0 to 1"));
        }
    }
    declared.sign_offs.iter().try_for_each(|part| body(plan, world, part.body))
}

fn body(plan: &Plan, world: &World, body: usize) -> Result<(), NotFinite> {
    let key = |key: &str| format!("body.{}.{key}", plan.bodies[body].id);
    if world.body[body].review_days > 0.0 {
        return Err(NotFinite::key(key("review_weeks"), "makes reviews take a random time", "set it to 0"));
    }
    let weights = &world.sign_off;
    let hears = &plan.bodies[body].hears;
    let heard = hears.iter().any(|&objector| plan.numbers.objector[objector].propensity > 0.0);
    let moves = weights.credibility_weight != 0.0
        || weights.capital_weight != 0.0
        || (weights.objection_weight != 0.0 && heard);
    if given(plan.numbers.body[body].approval).is_none() && moves {
        let why = "is not given, so that it hangs on credibility, capital and objections";
        return Err(NotFinite::key(key("approval"), why, "give it outright, 0 to 1"));
    }
    Ok(())
}

/// Incidents matter to the ladder where a serious one can open a dispute.
fn incidents(plan: &Plan, world: &World) -> Result<(), NotFinite> {
    let kept_apart = plan.parties.iter().all(|party| party.incident_response == IncidentResponse::RingFence);
    let laid = world.attribution > Chance::default();
    if world.incidents > 0.0 && laid && !kept_apart {
        let why = "lets incidents breed and open disputes";
        let remedy = "set it to 0, or both parties' `incident_response` to \"ring_fence\"";
        return Err(NotFinite::key("escalation.incidents_per_month", why, remedy));
    }
    Ok(())
}
