//! The order of a step, in one place.

use super::event::{Observer, Phase};
use super::mechanism::{
    closing, confrontation, decay, dispute, dormancy, governments, incidents, ladder, mediator, reneging, renewal,
    spoilers, taking_back,
};
use super::moment::Moment;
use super::schedule::{self, Pace};
use super::step::Step;
use crate::random::Words;

/// The opening of the arm with the channel.
pub(super) fn open(step: &mut Step<'_, impl Words, impl Observer>) {
    governments::open(step);
    ladder::open(step);
    note(step);
}

/// All steps of an arm, from the opening on.
pub(super) fn run(step: &mut Step<'_, impl Words, impl Observer>, pace: Pace) {
    while step.clock.step < step.last && step.state.arm.alive {
        let next = schedule::next(step, pace).min(step.last + 1);
        pass(step, next - 1);
        if step.clock.step < step.last {
            step.clock.advance(step.plan, 1);
            simulate(step);
            note(step);
        }
    }
}

/// One step, in the order of section 3.2 of `docs/model.md`.
fn simulate(step: &mut Step<'_, impl Words, impl Observer>) {
    step.enter(Phase::Channel);
    let has_stakes = step.state.has_stakes();
    let is_due = has_stakes && step.clock.next_due <= step.clock.step;
    if is_due {
        dormancy::act(step);
        renewal::act(step);
        governments::act(step);
    }
    mediator::advance(step, 1);
    if has_stakes {
        reneging::act(step);
    }
    if is_due {
        ladder::act(step);
    }
    if has_stakes {
        step.end_if_broken();
        spoilers::act(step);
    }
    step.enter(Phase::Incidents);
    incidents::act(step);
    step.enter(Phase::Disputes);
    dispute::act(step);
    step.enter(Phase::Confrontation);
    decay::advance(step, 1);
    confrontation::act(step);
    step.enter(Phase::Closing);
    closing::act(step);
}

/// The steps up to `last`, in which nothing happens but what happens in every step.
fn pass(step: &mut Step<'_, impl Words, impl Observer>, last: u32) {
    let is_weekly = spoilers::are_about(step) || dispute::is_open(step) || taking_back::melts(step);
    while step.clock.step < last {
        let next_mark = step.marks.first().map_or(u32::MAX, |mark| mark.step);
        let steps = last.min(next_mark).min(ladder::next_round(step)) - step.clock.step;
        if is_weekly {
            for _ in 0..steps {
                step.clock.advance(step.plan, 1);
                mediator::advance(step, 1);
                reneging::advance(step, 1);
                spoilers::advance(step);
                dispute::advance(step);
                decay::advance(step, 1);
            }
        } else {
            step.clock.advance(step.plan, steps);
            mediator::advance(step, steps);
            reneging::advance(step, steps);
            decay::advance(step, steps);
        }
        ladder::pass(step);
        note(step);
    }
}

/// What is noted at the end of a step: observers read the trial at landmarks, and the timeline has a row where one is due.
#[inline]
fn note(step: &mut Step<'_, impl Words, impl Observer>) {
    let Some((mark, later)) = step.marks.split_first().filter(|(mark, _)| mark.step == step.clock.step) else { return };
    step.marks = later;
    if !step.state.arm.alive {
        return;
    }
    if mark.is_landmark {
        step.read();
    }
    if mark.is_horizon {
        step.record.counts.push(step.state.counts(step.plan.judge));
    }
    if mark.is_reported {
        let state = &*step.state;
        step.moments.push(Moment {
            tension: state.arm.tension,
            trust_sender: state.party[0].trust(),
            trust_target: state.party[1].trust(),
            in_force: state.channel.in_force as u32,
            structural_honoured: state.channel.structural_honoured > 0,
        });
    }
}
