//! Whether a party agrees to a rung: the word of its government for that rung stands against the acceptance rule, at an offer
//! and at every renewal. So a party changes its mind only where its belief, the pressure on it or its government has changed, or
//! where a channel that lay dormant resumes and the rung next to come is weighed anew.

use crate::domain::Role;
use crate::random::{Chance, Words};
use crate::trial::event::Observer;
use crate::trial::site::Site;
use crate::trial::step::Step;

/// Instances of a declared rung that one government's words make room for.
const INSTANCES_PER_GOVERNMENT: u64 = 4096;
/// Governments that the words of one weighing make room for.
const GOVERNMENTS_PER_WEIGHING: u64 = 65_536;

/// Whether a party that gives at `site` agrees to it now. `opened` is how likely it was to, where it agreed before the opening and
/// its word is known to have been under that.
pub(in crate::trial) fn stands(
    step: &mut Step<'_, impl Words, impl Observer>,
    role: Role,
    site: Site<'_>,
    opened: Option<f64>,
) -> bool {
    let Some(conduct) = step.conduct(site.index, role.index()) else { return true };
    let chance = match (conduct.acceptance, opened) {
        (Some(_), Some(_)) => Chance::CERTAIN,
        (Some(given), None) => given,
        (None, _) => Chance::of((probability(step, role, site) / opened.unwrap_or(1.0)).min(1.0)),
    };
    let weighed = u64::from(step.state.channel.weighed_anew[site.index]);
    let government = GOVERNMENTS_PER_WEIGHING * weighed + step.state.party[role.index()].government;
    let place = government * INSTANCES_PER_GOVERNMENT + u64::from(site.instance.instance);
    step.happens(chance, site.declared.acceptance, 2 * place + role.index() as u64)
}

/// How likely a party that gives at `site` is to agree to it, where that is not given outright (then 1).
pub(in crate::trial) fn probability(step: &Step<'_, impl Words, impl Observer>, role: Role, site: Site<'_>) -> f64 {
    match step.conduct(site.index, role.index()) {
        Some(conduct) if conduct.acceptance.is_none() => {
            conduct.terms.probability(step.state.party[role.index()].trust(), pressure(step, role))
        }
        _ => 1.0,
    }
}

/// P: the target's falls with the money released by the record.
pub(in crate::trial) fn pressure(step: &Step<'_, impl Words, impl Observer>, role: Role) -> f64 {
    let (state, world) = (&*step.state, step.world);
    let first = world.party[role.index()].numbers.pressure;
    match role {
        Role::Sender => first,
        Role::Target if world.frozen.0 == 0 => first,
        Role::Target => first - world.relief_lowers_pressure * state.released / world.frozen.0 as f64,
    }
}
