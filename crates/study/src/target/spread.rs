//! How sure a count is of itself.

use crate::figure::Scale;
use detente_engine::statistics::Interval;

/// How many standard deviations lie between the middle and an end of a 95 % interval of the normal distribution.
const REACH: f64 = 1.959_964;

/// What is said of the chance in a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// A 95 % interval.
    Interval(Interval),
    /// A standard deviation, in the unit of the figure.
    Sd(f64),
}

impl Spread {
    /// The standard deviation on `scale`, for a target of `value`: of an interval its width there over that of the normal
    /// distribution; of a standard deviation what it comes to by the delta method.
    #[must_use]
    pub fn sd(self, scale: Scale, value: f64) -> f64 {
        match self {
            Self::Interval(Interval { low, high }) => {
                (scale.transformed(high) - scale.transformed(low)) / (2.0 * REACH)
            }
            Self::Sd(sd) => sd * scale.slope(value),
        }
    }

    /// The 95 % interval, for a target of `value` on `scale`.
    #[must_use]
    pub fn interval(self, scale: Scale, value: f64) -> Interval {
        match self {
            Self::Interval(interval) => interval,
            Self::Sd(_) => {
                let (middle, reach) = (scale.transformed(value), REACH * self.sd(scale, value));
                Interval { low: scale.back(middle - reach), high: scale.back(middle + reach) }
            }
        }
    }
}
