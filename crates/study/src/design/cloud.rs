//! Points of a study with what happened at each, limits on their inputs, and what lies within.

use detente_engine::domain::words;
use serde::Serialize;

/// Points with their inputs, and how often it happened at each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cloud<'a> {
    /// By input, then by point.
    pub columns: &'a [Vec<f64>],
    /// By point: the share of its trials.
    pub shares: &'a [f64],
}

/// The values of one input that a box holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

words! {
    /// A side of an input.
    Side {
        AtLeast = "at_least", "Only values from the bound up.";
        AtMost = "at_most", "Only values up to the bound.";
    }
}

/// Points, and the sums of their shares and of the squares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) points: u64,
    pub(super) sum: f64,
    squares: f64,
}

impl Counted {
    pub(super) fn of(cloud: Cloud<'_>, members: &[u32]) -> Self {
        let shares = members.iter().map(|point| cloud.shares[*point as usize]);
        let (sum, squares) = shares.fold((0.0, 0.0), |(sum, squares), share| (sum + share, squares + share * share));
        Self { points: members.len() as u64, sum, squares }
    }

    /// Those of these points that are not among `others`, which are.
    pub(super) fn less(self, others: Self) -> Self {
        let (sum, squares) = (self.sum - others.sum, self.squares - others.squares);
        Self { points: self.points - others.points, sum, squares }
    }

    pub(super) fn mean(self) -> f64 {
        self.sum / self.points as f64
    }

    /// Variance with the divisor n - 1.
    pub(super) fn variance(self) -> f64 {
        let about = self.squares - self.sum * self.mean();
        (about / (self.points as f64 - 1.0)).max(0.0)
    }
}

impl Limits {
    pub(super) const NONE: Self = Self { low: None, high: None };

    pub(super) fn hold(&self, value: f64) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }

    pub(super) fn bounds(self) -> impl Iterator<Item = (Side, f64)> {
        [(Side::AtLeast, self.low), (Side::AtMost, self.high)]
            .into_iter()
            .filter_map(|(side, bound)| bound.map(|bound| (side, bound)))
    }

    pub(super) fn without(mut self, side: Side) -> Self {
        *(if side == Side::AtLeast { &mut self.low } else { &mut self.high }) = None;
        self
    }
}

impl Cloud<'_> {
    /// How many inputs there are.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.columns.len()
    }

    /// What of `members` lies within `limits`.
    pub(super) fn inside(&self, limits: &[Limits], members: &[u32]) -> Counted {
        let holds = |point: &&u32| {
            limits.iter().zip(self.columns).all(|(limits, column)| limits.hold(column[**point as usize]))
        };
        let inside: Vec<u32> = members.iter().filter(holds).copied().collect();
        Counted::of(*self, &inside)
    }
}
