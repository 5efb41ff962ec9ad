//! Objections, reviews, votes: who must sign, signs or vetoes.

use super::delivery;
use crate::domain::StopReason;
use crate::random::{Chance, Words};
use crate::rule::sign_off;
use crate::trial::event::{Event, Observer};
use crate::trial::site::Site;
use crate::trial::state::Stage;
use crate::trial::step::Step;

/// Objectors register, or do not.
pub(super) fn object(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    let rung = site.index;
    for (objector, purpose) in site.declared.objections.iter().enumerate() {
        let chance = step.world.objection(site.instance.rung, objector);
        if step.happens(chance, *purpose, step.state.channel.attempt) {
            let weight = &mut step.state.objection[objector];
            let before = weight.now(step.clock.step, step.world.decay);
            weight.set(step.clock.step, sign_off::objection_registered(before));
            step.record.objections[objector] += 1;
            step.observe(day, Event::Objected { rung, objector });
        }
    }
}

/// Every body that must sign takes up its review. Where none takes time, they end one after the other, until one vetoes.
pub(super) fn begin(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    if !site.terms.reviewed_at_once {
        step.state.channel.stage = Stage::Review;
        queue(step, site, day);
        return conclude(step, site);
    }
    for place in 0..site.declared.sign_offs.len() {
        if !review(step, site, place, day) {
            return;
        }
    }
    delivery::sign(step, site, day);
}

/// The reviews that end by the deadline, in order of time, until one ends in a veto. When none is
/// left, all have signed.
pub(super) fn conclude(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>) {
    let mut day = step.state.channel.accepted_day;
    while let Some(next) = step.state.channel.reviews.next() {
        if next.day > super::lapse::deadline(step) {
            return;
        }
        day = next.day;
        step.state.channel.reviews.conclude();
        if !review(step, site, next.place, day) {
            return;
        }
    }
    delivery::sign(step, site, day);
}

/// The reviews, in the order in which they end.
fn queue(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    step.state.channel.reviews.clear();
    for (place, part) in site.declared.sign_offs.iter().enumerate() {
        let mean = step.world.body[part.body].review_days;
        let length = step.waiting_time(mean, part.review, step.state.channel.attempt);
        step.state.channel.reviews.enter(day + length, place);
    }
}

/// A body concludes its review, and approves or not. The first veto ends all reviews of the attempt.
fn review(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, place: usize, day: f64) -> bool {
    let (rung, part) = (site.index, &site.declared.sign_offs[place]);
    let body = part.body;
    let chance = match step.world.body[body].approval {
        Some(pinned) => pinned,
        None => Chance::of(approval(step, site, body)),
    };
    let approves = votes(step, site, place, chance);
    let events = &mut step.record.bodies[body];
    events.reviews += 1;
    events.review_days += day - step.state.channel.accepted_day;
    if approves {
        step.observe(day, Event::Approved { rung, body });
    } else {
        events.vetoes += 1;
        step.observe(day, Event::Vetoed { rung, body });
        step.stopped(StopReason::Vetoed, Some(body), None);
        step.state.channel.stage = Stage::Idle { ready: day + step.world.body[body].veto_wait_days };
    }
    approves
}

/// Whether a body approves with this chance: as the others of its party do, or on its own.
fn votes(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, place: usize, chance: Chance) -> bool {
    let part = &site.declared.sign_offs[place];
    let (attempt, party) = (step.state.channel.attempt, step.plan.bodies[part.body].role.index());
    if chance.is_open() && step.happens(step.world.party[party].unity, part.unity, attempt) {
        step.happens(chance, site.declared.party_vote, 2 * attempt + party as u64)
    } else {
        step.happens(chance, part.vote, attempt)
    }
}

/// How likely a body is to sign.
fn approval(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, body: usize) -> f64 {
    let plan = &step.plan.bodies[body];
    let (now, decay) = (step.clock.step, step.world.decay);
    let party = &mut step.state.party[plan.role.index()];
    let file = sign_off::File {
        leaning: step.world.body[body].leaning,
        ambiguity: step.world.ambiguity,
        contention: site.terms.contention,
        objections: plan.hears.iter().map(|&objector| step.state.objection[objector].now(now, decay)).sum(),
        credibility: party.promises.credibility(),
        capital: party.capital.now(now, decay),
    };
    sign_off::probability(&step.world.sign_off, &file)
}
