//! The next rung is offered, and accepted or not.

use super::sign_off;
use crate::domain::{Role, StopReason};
use crate::luck::{Chance, Words};
use crate::trial::event::{Event, Observer};
use crate::trial::record::TrustMet;
use crate::trial::site::Site;
use crate::trial::state::Stage;
use crate::trial::step::Step;

/// Instances of a declared rung that one government's acceptance draws make room for.
const INSTANCES_PER_GOVERNMENT: u64 = 4096;

/// A round: the next rung is offered.
pub(super) fn act(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    let rung = site.index;
    step.record.rungs[rung].offered += 1;
    if site.declared.structural {
        step.state.tallies.structural_offered_day = Some(day);
    }
    let belief = [step.state.party[0].belief, step.state.party[1].belief];
    step.observe(day, Event::Offered { rung, belief });
    let accepts = [accepts(step, Role::Sender, site), accepts(step, Role::Target, site)];
    if accepts == [true; 2] {
        accepted(step, site, day);
    } else {
        refused(step, rung, accepts, day);
    }
}

/// Every giver has accepted: an attempt begins, objectors may register, and the bodies take up their reviews.
fn accepted(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    step.record.rungs[site.index].accepted += 1;
    step.observe(day, Event::Accepted { rung: site.index });
    let attempts = &mut step.state.channel.attempts[site.instance.rung];
    *attempts += 1;
    step.state.channel.attempt = *attempts - 1;
    step.state.channel.accepted_day = day;
    step.stopped(StopReason::InProgress, None, None);
    sign_off::object(step, site, day);
    sign_off::begin(step, site, day);
}

fn refused(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, accepts: [bool; 2], day: f64) {
    for party in (0..2).filter(|&party| !accepts[party]) {
        step.record.parties[party].refusals += 1;
        step.observe(day, Event::Refused { rung, party });
    }
    step.stopped(StopReason::NotAccepted, None, Some(usize::from(accepts[0])));
    step.state.channel.stage = Stage::Idle { ready: day };
}

/// Whether a party accepts: its luck for this rung and government against the acceptance rule.
/// A party that only receives always accepts.
fn accepts(step: &mut Step<'_, impl Words, impl Observer>, role: Role, site: Site<'_>) -> bool {
    let party = role.index();
    let Some(conduct) = step.conduct(site.index, party) else { return true };
    let chance = match conduct.acceptance {
        Some(pinned) => pinned,
        None => {
            let (trust, pressure) = (step.state.party[party].trust(), pressure(step, role));
            let events = &mut step.record.rungs[site.index];
            if events.offered == 1 {
                let needed = conduct.terms.trust_needed(pressure);
                events.trust[party] = Some(TrustMet { needed, earned: trust });
            }
            Chance::of(conduct.terms.probability(trust, pressure))
        }
    };
    let government = step.state.party[party].government;
    let place = government * INSTANCES_PER_GOVERNMENT + u64::from(site.instance.instance);
    step.happens(chance, site.declared.acceptance, 2 * place + party as u64)
}

/// P: the target's falls with the money released by the record.
fn pressure(step: &Step<'_, impl Words, impl Observer>, role: Role) -> f64 {
    let (state, world) = (&*step.state, step.world);
    let first = world.party[role.index()].numbers.pressure;
    match role {
        Role::Sender => first,
        Role::Target if world.frozen.0 == 0 => first,
        Role::Target => first - world.relief_lowers_pressure * state.released / world.frozen.0 as f64,
    }
}
