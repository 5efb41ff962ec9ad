//! Spoilers attack what is under way; attacks and their absence teach.

use crate::plan::MONTH_DAYS;
use crate::random::{Span, Words, poisson};
use crate::rule::{belief, tension};
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// What rounding may add to the time under way between steps, and more.
const ROUNDING: f64 = 1.0 + 1e-9;

/// Attacks on what has been under way in this step.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if step.state.arm.alive {
        meet(step, |step, spoiler, mean| {
            let purpose = step.plan.spoilers[spoiler].attack;
            if mean > 0.0 { poisson(step.word(purpose, u64::from(step.clock.step)), mean) } else { 0 }
        });
    }
}

/// A step without attacks, from which the parties learn as well.
pub(in crate::trial) fn advance(step: &mut Step<'_, impl Words, impl Observer>) {
    meet(step, |_, _, _| 0);
}

/// As many attacks of each spoiler as `count` says for the mean of the step.
fn meet<W: Words, O: Observer>(
    step: &mut Step<'_, W, O>,
    mut count: impl FnMut(&mut Step<'_, W, O>, usize, f64) -> u32,
) {
    let exposure = exposure(step);
    if exposure <= 0.0 {
        return;
    }
    for spoiler in 0..step.plan.spoilers.len() {
        let expected = expected(step, spoiler, exposure);
        let mean = mean(step, spoiler, expected);
        let count = count(step, spoiler, mean);
        learn(step, spoiler, count, expected);
        if count > 0 {
            step.state.arm.tension += f64::from(count) * tension::ATTACK_SEVERITY * step.world.jump;
            step.record.attacks[spoiler] += count;
            step.observe(step.clock.end, Event::Attacked { spoiler, count });
        }
    }
}

/// Whether anything is under way that they may attack.
pub(in crate::trial) fn are_about(step: &Step<'_, impl Words, impl Observer>) -> bool {
    step.state.channel.under_way_since.is_some() && !step.plan.spoilers.is_empty()
}

/// The first step from `from` on, before `to`, in which an attack may come unless anything else changes: objections only decay
/// until then.
pub(in crate::trial) fn next(step: &mut Step<'_, impl Words, impl Observer>, from: u32, to: u32) -> u32 {
    if !are_about(step) {
        return to;
    }
    let exposure = step.world.ladder[step.state.channel.in_force].stake * step.world.step_months * ROUNDING;
    let mut to = to;
    for spoiler in 0..step.plan.spoilers.len() {
        let expected = expected(step, spoiler, exposure);
        let mean = mean(step, spoiler, expected);
        let purpose = step.plan.spoilers[spoiler].attack;
        if let Some(span) = Span::of_count(mean) {
            to = step.words.first_in(purpose, span, u64::from(from), u64::from(to)) as u32;
        }
    }
    to
}

/// The rung under way has been checked or is void on `day`: spoilers have no more to attack.
pub(in crate::trial) fn leave(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, day: f64) {
    let since = step.state.channel.under_way_since.take();
    if let Some(since) = since.filter(|_| !step.plan.spoilers.is_empty()) {
        expose(step, rung, since, day);
    }
}

/// The rung was under way from `since`, or from the start of this step, to `day`.
fn expose(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, since: f64, day: f64) {
    let months = (day - since.max(step.clock.start)) / MONTH_DAYS;
    step.state.channel.exposure += step.world.ladder[rung].stake * months;
}

/// Stake times months under way in this step.
fn exposure(step: &mut Step<'_, impl Words, impl Observer>) -> f64 {
    if are_about(step) {
        let since = step.state.channel.under_way_since.unwrap_or(step.clock.end);
        expose(step, step.state.channel.in_force, since, step.clock.end);
        // What is under way counts from the end of this step on.
        step.state.channel.under_way_since = Some(step.clock.end);
    }
    std::mem::take(&mut step.state.channel.exposure)
}

/// The mean number of attacks that a camp would let pass, on what is under way for `exposure`.
fn expected(step: &mut Step<'_, impl Words, impl Observer>, spoiler: usize, exposure: f64) -> f64 {
    let (now, decay) = (step.clock.step, step.world.decay);
    let objections: f64 = step.state.objection.iter_mut().map(|weight| weight.now(now, decay)).sum();
    step.world.attack_rate[spoiler] * (exposure * (1.0 + objections))
}

/// The mean number of attacks that come, of those `expected`: a trustworthy camp holds some back.
fn mean(step: &Step<'_, impl Words, impl Observer>, spoiler: usize, expected: f64) -> f64 {
    let camp = step.plan.spoilers[spoiler].camp.index();
    let control = step.world.party[camp].numbers.spoiler_control;
    if step.state.party[camp].trustworthy { (1.0 - control) * expected } else { expected }
}

/// What the other party reads from `count` attacks of those `expected`.
fn learn(step: &mut Step<'_, impl Words, impl Observer>, spoiler: usize, count: u32, expected: f64) {
    let camp = step.plan.spoilers[spoiler].camp.index();
    let control = step.world.party[camp].numbers.spoiler_control;
    step.learn(1 - camp, belief::attacks(count, control, expected));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;

    const MILITIA: &str = "spoiler.militia={camp=\"second\", attacks_per_month=0.5}";

    #[test]
    fn what_is_under_way_is_attacked_on_a_high_word_and_nothing_else_is() {
        let mut rig = Rig::new(&[MILITIA], &[("spoiler/militia/attack", 0.99)]);
        rig.at(1).act(act);
        assert_eq!(rig.events(), [], "nothing is under way");
        rig.state.channel.under_way_since = Some(7.0);
        rig.at(2).act(act);
        assert!(matches!(rig.events()[..], [Event::Attacked { spoiler: 0, count: 1.. }]));
        assert!(rig.state.arm.tension > 0.0 && rig.state.party[0].belief < rig.world.party[0].first_belief);
    }

    #[test]
    fn the_next_attack_is_where_a_word_says_so_and_quiet_weeks_teach_as_a_step_does() {
        let rigs = [0.99, 0.5].map(|uniform| {
            let mut rig = Rig::new(&[MILITIA], &[("spoiler/militia/attack", uniform)]);
            rig.state.channel.under_way_since = Some(0.0);
            (rig.act(|step| next(step, 1, 50)), rig)
        });
        assert_eq!(rigs.each_ref().map(|(next, _)| *next), [1, 50]);
        let [_, (_, mut quiet)] = rigs;
        quiet.at(1).act(advance);
        let taught = quiet.state.party[0].belief;
        quiet.state.party[0].believe(quiet.world.party[0].first_belief);
        (quiet.state.channel.exposure, quiet.state.channel.under_way_since) = (0.0, Some(0.0));
        quiet.act(act);
        assert_eq!(quiet.state.party[0].belief.to_bits(), taught.to_bits());
        assert!(taught > quiet.world.party[0].first_belief);
    }
}
