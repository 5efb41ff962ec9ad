//! Which step is to be looked at next: the first in which more may happen than goes on in every step.
//!
//! Between events tension only decays, so the chance of an incident and of confrontation in the coming weeks is bounded by what it
//! is now. The words of these weeks are held against the bound; only a week whose word lies within it is played, by the same rules
//! as if every week were.

use super::event::Observer;
use super::mechanism::{closing, confrontation, governments, incidents, ladder, reneging, spoilers};
use super::step::Step;
use crate::luck::{Purpose, Span, Words};
use crate::math::lesser;

/// How steps are gone through. No number depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Steps in which nothing can happen are passed.
    Passing,
    /// Every step is played, so that every word that it may hang on is asked for in its turn.
    EveryStep,
}

/// The next step that is to be played; one beyond the horizon where none is.
pub(super) fn next(step: &mut Step<'_, impl Words, impl Observer>, pace: Pace) -> u32 {
    let coming = step.clock.step + 1;
    if pace == Pace::EveryStep {
        return coming;
    }
    let mut next = step.plan.steps + 1;
    if step.state.has_stakes() {
        let at_home = lesser(step.state.channel.next_renewal, governments::due(step.state));
        let on_ladder = lesser(ladder::due(step), closing::due(step));
        let due = step.clock.step_of(lesser(at_home, on_ladder), step.plan).min(ladder::next_offer(step));
        step.clock.next_due = due;
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

/// How far the words of a purpose have been held against a bound on what they may bring. The bound holds on while it is not
/// exceeded, so that no word need be looked at twice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan {
    bound: f64,
    /// No word of the coming steps before this one lies within the bound.
    to: u32,
    /// Whether that of this one does.
    is_hit: bool,
}

/// Steps whose words are looked at together.
const STRETCH: u32 = 16;

impl Scan {
    /// Nothing has been looked at.
    pub(super) const NONE: Self = Self { bound: f64::NEG_INFINITY, to: 0, is_hit: false };

    /// Whether the word of `step` surely brings nothing under a bound of `bound`.
    #[inline]
    pub(super) fn rules_out(&self, step: u32, bound: f64) -> bool {
        bound <= self.bound && step < self.to
    }

    /// The first step from `from` on, before `to`, whose word of `purpose` may bring what has a bound of `bound` now; `to` where
    /// there is none. `words_within` says which words lie within a bound, for which one `margin` higher is taken.
    #[inline]
    pub(super) fn next(
        &mut self,
        words: &mut impl Words,
        purpose: Purpose,
        (from, to): (u32, u32),
        (bound, margin): (f64, f64),
        words_within: impl Fn(f64) -> Option<Span>,
    ) -> u32 {
        let holds = bound <= self.bound && from <= self.to;
        if holds && (self.is_hit || self.to >= to) {
            return to.min(self.to);
        }
        let start = if holds { self.to } else { from };
        self.bound = if holds { self.bound } else { bound + margin };
        let end = (to.max(start + 1) - 1) / STRETCH * STRETCH + STRETCH;
        let found = words_within(self.bound).map_or(end, |span| {
            let found = words.first_in(purpose, span, u64::from(start), u64::from(end));
            found as u32
        });
        (self.to, self.is_hit) = (found, found < end);
        to.min(found)
    }
}
