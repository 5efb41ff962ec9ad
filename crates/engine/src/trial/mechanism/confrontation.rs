//! Confrontation, which ends an arm: the same words with the channel and without.

use crate::math::exp;
use crate::random::{Chance, Span, Words, strikes};
use crate::rule::{LARGEST_EXPONENT, confrontation};
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// What rounding may add to a hazard between the step in which it was bounded and that in which it is worked out, and more.
const ROUNDING: f64 = 1.0 + 1e-9;
/// How much higher a bound on the logarithm of the hazard is taken than it is, so that it holds for some time.
const MARGIN: f64 = 1.0;

/// Confrontation may end the arm in this step.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if !step.state.arm.alive || !can_come(step) {
        return;
    }
    let [z, mediated] = exponents(step);
    if step.state.confrontation_scan.rules_out(step.clock.step, z + mediated) {
        return;
    }
    let word = step.word(step.plan.world.confrontation, u64::from(step.clock.step));
    let comes = match step.world.confrontation_pin {
        Some(pin) => pin.occurs(word),
        None => strikes(word, step.world.confrontation * held(z) * held(mediated)),
    };
    if comes {
        step.state.arm.confrontation_step = Some(step.clock.step);
        step.observe(step.clock.end, Event::Confrontation);
        step.end();
    }
}

/// The first step from `from` on, before `to`, in which confrontation may come unless anything else changes.
pub(in crate::trial) fn next(step: &mut Step<'_, impl Words, impl Observer>, from: u32, to: u32) -> u32 {
    if !can_come(step) {
        return to;
    }
    let (pin, at_rest) = (step.world.confrontation_pin, step.world.confrontation);
    let z = if pin.is_some() { 0.0 } else { largest_exponent(step, to) };
    // Beyond the largest exponent, what is held is less; there every word is one.
    let exponential = |z: f64| if z > LARGEST_EXPONENT { f64::INFINITY } else { held(z) };
    let words_within = |z: f64| pin.map_or_else(|| Span::under(at_rest * exponential(z) * ROUNDING), Span::of);
    let purpose = step.plan.world.confrontation;
    step.state.confrontation_scan.next(step.words, purpose, (from, to), (z, MARGIN), words_within)
}

/// A bound on the logarithm of the hazard, over what it is at rest, in the steps before `to`.
fn largest_exponent(step: &Step<'_, impl Words, impl Observer>, to: u32) -> f64 {
    let (state, world) = (&*step.state, step.world);
    let last = if world.instability_growth > 0.0 { to } else { step.clock.step };
    let months = step.clock.middle_of(last);
    // All that is usable may be diverted meanwhile.
    let diverted = if state.ledger.has_unspent() {
        (state.ledger.diverted + state.ledger.usable).over(world.frozen).max(state.diverted_share)
    } else {
        state.diverted_share
    };
    // The influence lies between what it is and nothing, and mediation is linear in it.
    let now = mediation(step, state.mediator);
    let mediated = if state.open() { now } else { now.max(mediation(step, 0.0)) };
    let (growth, weight) = (world.instability_growth, world.diversion_weight);
    let latent = confrontation::instability(growth, months, weight, diverted, state.channel.relief);
    state.arm.tension + latent + mediated
}

/// The logarithm of the hazard, over what it is at rest: what tension and the latent dispute add, and what the mediator does;
/// 0 where the chance is pinned.
fn exponents(step: &Step<'_, impl Words, impl Observer>) -> [f64; 2] {
    if step.world.confrontation_pin.is_some() {
        return [0.0; 2];
    }
    let (state, world) = (&*step.state, step.world);
    let (months, weight) = (step.clock.middle_of(step.clock.step), world.diversion_weight);
    let growth = world.instability_growth;
    let latent = confrontation::instability(growth, months, weight, state.diverted_share, state.channel.relief);
    [state.arm.tension + latent, mediation(step, state.mediator)]
}

/// What the mediator adds to the logarithm of the hazard at this influence.
fn mediation(step: &Step<'_, impl Words, impl Observer>, influence: f64) -> f64 {
    let channel = &step.state.channel;
    let leaves_penalty = channel.ever_in_force && channel.structural_honoured == 0;
    let artificial = if leaves_penalty { step.world.artificial_incentive } else { 0.0 };
    confrontation::mediation(step.world.mediator_calming, artificial, influence, Some(1.0))
}

/// The exponential of what is held to the largest exponent.
fn held(z: f64) -> f64 {
    exp(z.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT))
}

/// Whether confrontation can come at all.
fn can_come(step: &Step<'_, impl Words, impl Observer>) -> bool {
    match step.world.confrontation_pin {
        Some(pin) => pin != Chance::default(),
        None => step.world.confrontation > 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;

    #[test]
    fn tension_brings_confrontation_on_a_word_on_which_it_would_not_come() {
        let sets = ["escalation.confrontation_per_month=0.1", "mediator.calming=0"];
        let mut rig = Rig::new(&sets, &[("world/confrontation", 0.05)]);
        rig.at(1).act(act);
        assert!(rig.state.arm.alive && rig.events().is_empty());
        assert_eq!(rig.act(|step| next(step, 2, 50)), 2, "within the margin of the bound");
        rig.state.arm.tension = 1.0;
        rig.at(2).act(act);
        assert_eq!((rig.state.arm.alive, rig.state.arm.confrontation_step), (false, Some(2)));
        assert_eq!(rig.events(), [Event::Confrontation]);
    }

    #[test]
    fn where_no_word_lies_within_the_bound_nothing_is_due() {
        let sets = ["escalation.confrontation_per_month=0.1"];
        assert_eq!(Rig::new(&sets, &[("world/confrontation", 0.5)]).act(|step| next(step, 1, 50)), 50);
    }
}
