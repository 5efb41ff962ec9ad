//! Which step is to be looked at next: the first in which more may happen than goes on in every step.
//!
//! Between events tension only decays, so the chance of an incident and of confrontation in the coming weeks is bounded by what it
//! is now. The words of these weeks are held against the bound; only a week whose word lies within it is simulated, by the same rules
//! as if every week were.

use super::event::Observer;
use super::mechanism::{closing, confrontation, dormancy, governments, incidents, ladder, reneging, spoilers};
use super::step::Step;
use crate::math::lesser;
use crate::random::Words;

/// How steps are gone through. No number depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Steps in which nothing can happen are passed.
    Passing,
    /// Every step is simulated, so that every word that it may hang on is asked for in its turn.
    EveryStep,
}

/// The next step that is to be simulated; one beyond the horizon where none is.
pub(super) fn next(step: &mut Step<'_, impl Words, impl Observer>, pace: Pace) -> u32 {
    let coming = step.clock.step + 1;
    if pace == Pace::EveryStep {
        return coming;
    }
    let mut next = step.plan.steps + 1;
    if step.state.has_stakes() {
        let at_home = lesser(step.state.channel.next_renewal, governments::due(step));
        let on_ladder = lesser(ladder::due(step), closing::due(step));
        let due = step.clock.step_of(lesser(at_home, on_ladder), step.plan);
        let due = due.min(ladder::next_offer(step)).min(dormancy::due(step.state));
        // A round that is known to end as the last did is passed, but not left out of a step that is simulated.
        step.clock.next_due = due.min(ladder::next_round(step));
        next = next.min(due);
        if next <= coming {
            return coming;
        }
        next = reneging::next(step, coming, next);
        next = spoilers::next(step, coming, next);
    }
    next = incidents::next(step, coming, next);
    confrontation::next(step, coming, next)
}
