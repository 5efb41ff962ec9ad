//! A normal distribution on the link scale of an allowed range: what "a to b" means.

use crate::math::{logistic_tails, normal_cumulative, normal_mean_of, normal_quantile};
use std::fmt;

/// How an allowed range is stretched over the whole line.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    /// No ends: as it is.
    Identity,
    /// A lower end only: logarithm of the distance from it.
    AboveLow,
    /// An upper end only: minus the logarithm of the distance from it.
    BelowHigh,
    /// Two ends: log-odds of the position between them.
    Between,
}

/// A variable inside an allowed range that is normal on the range's link scale and has two given
/// values as 5 % and 95 % quantiles.
///
/// The link is the log-odds of the position in a range with two ends, the logarithm of the distance
/// from the end in a range with one, and the value itself in a range without.
#[derive(Clone, Copy, PartialEq)]
pub struct LinkedNormal {
    link: Link,
    low: f64,
    high: f64,
    centre: f64,
    spread: f64,
}

/// Mean and standard deviation on the scale of the link, which the range decides.
impl fmt::Debug for LinkedNormal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "normal({}, {}) within {} and {}", self.centre, self.spread, self.low, self.high)
    }
}

impl LinkedNormal {
    /// The variable with quantiles `from` and `to`, where `low < from < to < high`.
    pub(super) fn new(from: f64, to: f64, low: f64, high: f64) -> Self {
        let link = match (low > f64::NEG_INFINITY, high < f64::INFINITY) {
            (false, false) => Link::Identity,
            (true, false) => Link::AboveLow,
            (false, true) => Link::BelowHigh,
            (true, true) => Link::Between,
        };
        let unscaled = Self { link, low, high, centre: 0.0, spread: 1.0 };
        let (start, end) = (unscaled.to_link(from), unscaled.to_link(to));
        Self { centre: 0.5 * (start + end), spread: 0.5 * (end - start) / normal_quantile(0.95), ..unscaled }
    }

    /// The value below which a share `u` lies; always strictly inside the range.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        self.at_normal(normal_quantile(u))
    }

    /// The share below `x`, for `x` strictly inside the range.
    pub(super) fn cumulative(&self, x: f64) -> f64 {
        normal_cumulative((self.to_link(x) - self.centre) / self.spread)
    }

    /// The mean: in closed form, or in a range with two ends by the trapezoidal rule, exact to about
    /// 1e-14 of the range.
    pub(super) fn mean(&self) -> f64 {
        let half_variance = 0.5 * self.spread * self.spread;
        match self.link {
            Link::Identity => self.centre,
            Link::AboveLow => self.low + libm::exp(self.centre + half_variance),
            Link::BelowHigh => self.high - libm::exp(half_variance - self.centre),
            Link::Between => normal_mean_of(|z| self.at_normal(z)),
        }
    }

    fn to_link(self, x: f64) -> f64 {
        match self.link {
            Link::Identity => x,
            Link::AboveLow => libm::log(x - self.low),
            Link::BelowHigh => -libm::log(self.high - x),
            Link::Between => libm::log((x - self.low) / (self.high - x)),
        }
    }

    fn at_normal(&self, z: f64) -> f64 {
        let y = self.centre + self.spread * z;
        let x = match self.link {
            Link::Identity => y,
            Link::AboveLow => self.low + libm::exp(y),
            Link::BelowHigh => self.high - libm::exp(-y),
            Link::Between => self.position(y),
        };
        // Rounding may reach an end that the distribution does not.
        x.max(self.low.next_up()).min(self.high.next_down())
    }

    /// The value whose position has log-odds `y`, measured from the nearer end.
    fn position(&self, y: f64) -> f64 {
        let width = self.high - self.low;
        let (share, rest) = logistic_tails(y);
        if y < 0.0 { self.low + width * share } else { self.high - width * rest }
    }
}
