//! The part of a standard normal distribution between two ends.

use crate::math::{normal_cumulative, normal_density, normal_quantile};

/// Least share of the distribution that must lie between the ends.
const LEAST_SHARE: f64 = 1e-12;

/// A standard normal variable that is known to lie between two ends, either of which may be
/// infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormalSlice {
    low: f64,
    high: f64,
    /// Share of the whole distribution below the lower end.
    below: f64,
    /// Share above the upper end.
    above: f64,
    /// Share between the ends.
    between: f64,
}

impl NormalSlice {
    /// The slice from `low` to `high`; `None` unless at least 10^-12 of the distribution lies there.
    pub(super) fn new(low: f64, high: f64) -> Option<Self> {
        let between = share_between(low, high);
        let holds_enough = between >= LEAST_SHARE;
        holds_enough.then(|| Self {
            low,
            high,
            below: normal_cumulative(low),
            above: normal_cumulative(-high),
            between,
        })
    }

    /// The value below which a share `u` of the slice lies, worked out from the nearer tail.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        let lower_tail = self.below + u * self.between;
        let z = if lower_tail < 0.5 {
            normal_quantile(lower_tail)
        } else {
            -normal_quantile(self.above + (1.0 - u) * self.between)
        };
        z.clamp(self.low, self.high)
    }

    /// The share of the slice below `z`.
    pub(super) fn cumulative(&self, z: f64) -> f64 {
        let z = z.clamp(self.low, self.high);
        (share_between(self.low, z) / self.between).min(1.0)
    }

    /// The mean of the slice.
    pub(super) fn mean(&self) -> f64 {
        ((normal_density(self.low) - normal_density(self.high)) / self.between).clamp(self.low, self.high)
    }

    /// The mean of `e^(rate * z)` over the slice.
    pub(super) fn mean_exponential(&self, rate: f64) -> f64 {
        libm::exp(0.5 * rate * rate) * share_between(self.low - rate, self.high - rate) / self.between
    }
}

/// The share of the standard normal distribution between two ends, without cancellation where both
/// lie in one tail.
fn share_between(low: f64, high: f64) -> f64 {
    if low > 0.0 {
        normal_cumulative(-low) - normal_cumulative(-high)
    } else {
        normal_cumulative(high) - normal_cumulative(low)
    }
}
