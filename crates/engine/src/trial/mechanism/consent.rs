//! Whether a party agrees to a rung: the word of its government for that rung stands against the acceptance rule, at an offer
//! and at every renewal. So a party changes its mind only where its belief, the pressure on it or its government has changed, or
//! where a channel that lay dormant resumes and the rung next to come is weighed anew.

use crate::domain::Role;
use crate::math::logit;
use crate::random::{Chance, Words, largest_without};
use crate::trial::event::Observer;
use crate::trial::site::Site;
use crate::trial::step::Step;

/// Instances of a declared rung that one government's words make room for.
const INSTANCES_PER_GOVERNMENT: u64 = 4096;
/// Governments that the words of one weighing make room for.
const GOVERNMENTS_PER_WEIGHING: u64 = 65_536;

/// What rounding may add to the log-odds of acceptance, and more.
const ROUNDING: f64 = 1e-9;

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
    step.happens(chance, site.declared.acceptance, word_index(step, role, site))
}

/// Where the word stands on which a party agrees at `site` or not.
fn word_index(step: &Step<'_, impl Words, impl Observer>, role: Role, site: Site<'_>) -> u64 {
    let weighed = u64::from(step.state.channel.weighed_anew[site.index]);
    let government = GOVERNMENTS_PER_WEIGHING * weighed + step.state.party[role.index()].government;
    let place = government * INSTANCES_PER_GOVERNMENT + u64::from(site.instance.instance);
    2 * place + role.index() as u64
}

/// The beliefs (log-odds) from which to which a party that has answered an offer at `site` surely answers it in the same way again,
/// while the pressure on it and its government are the same.
pub(in crate::trial) fn beliefs_of(
    step: &mut Step<'_, impl Words, impl Observer>,
    role: Role,
    site: Site<'_>,
    accepts: bool,
) -> [f64; 2] {
    let conduct = step.conduct(site.index, role.index()).filter(|conduct| conduct.acceptance.is_none());
    let Some(terms) = conduct.map(|conduct| &conduct.terms) else { return [f64::NEG_INFINITY, f64::INFINITY] };
    if !terms.rises_with_trust() {
        return [f64::INFINITY, f64::NEG_INFINITY];
    }
    let word = step.word(site.declared.acceptance, word_index(step, role, site));
    let (likely, pressure) = (logit(largest_without(word)), pressure(step, role));
    if accepts {
        [logit(terms.trust_for(likely + ROUNDING, pressure)), f64::INFINITY]
    } else {
        [f64::NEG_INFINITY, logit(terms.trust_for(likely - ROUNDING, pressure))]
    }
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
