//! What is known of the words of coming steps.

use crate::random::{Purpose, Span, Words};

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
