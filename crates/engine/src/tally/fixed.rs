//! Real numbers as integers, so that sums do not depend on their order.
//!
//! A number is held in units of 2^-24 (6e-8) and kept within +-2^19 (524 288), so that its integer
//! has at most 43 bits and its square at most 86. A sum of 2^41 squares (two million million trials)
//! then stays below 2^127, the end of `i128`.

use crate::math::{greater, lesser, nearest};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::ops::{Add, AddAssign};

/// Units in 1.
pub(super) const SCALE: f64 = 16_777_216.0;
/// Largest magnitude that is told apart; what lies beyond counts as this.
const LIMIT: f64 = 524_288.0;

/// `value` in units of 2^-24, to the nearest unit. Undefined values are the caller's to leave out;
/// NaN counts as the upper limit.
#[inline]
#[must_use]
pub fn to_fixed(value: f64) -> i64 {
    // NaN is not less than the limit, and takes it.
    nearest(greater(lesser(value, LIMIT), -LIMIT) * SCALE)
}

/// The number that `fixed` units stand for.
#[must_use]
pub fn from_fixed(fixed: i64) -> f64 {
    fixed as f64 / SCALE
}

/// A wide integer sum. Written as a decimal string, because many readers of JSON hold numbers in 53 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wide(pub i128);

impl Wide {
    /// The mean of `count` numbers whose fixed-point sum this is; `None` for no numbers.
    #[must_use]
    pub fn mean(self, count: u64) -> Option<f64> {
        if count == 0 { None } else { Some(self.0 as f64 / SCALE / count as f64) }
    }

    /// Sum of squared deviations from the mean, in whole units squared, for `count` integers with
    /// sum `sum` and sum of squares `self`. Exact but for the last conversion: the deviations are
    /// taken from the whole part m of the mean, with remainder r = sum - n*m, as
    /// `squares - m*(sum + r) - r*r/n`, so that nothing cancels.
    pub(super) fn deviations(self, sum: Self, count: u64) -> f64 {
        if count == 0 {
            return 0.0;
        }
        let number = i128::from(count);
        let (whole, rest) = (sum.0.div_euclid(number), sum.0.rem_euclid(number));
        let around_whole = self.0 - whole * (sum.0 + rest);
        (around_whole as f64 - rest as f64 * (rest as f64 / count as f64)).max(0.0)
    }
}

impl Add for Wide {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Wide {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl AddAssign<i64> for Wide {
    fn add_assign(&mut self, other: i64) {
        self.0 += i128::from(other);
    }
}

impl Serialize for Wide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Wide {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| de::Error::custom(format!("not a whole number: {text:?}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_to_the_nearest_unit_and_symmetric() {
        assert_eq!(to_fixed(0.3 / SCALE), 0);
        assert_eq!(to_fixed(0.7 / SCALE), 1);
        assert_eq!(to_fixed(-0.7 / SCALE), -1);
        assert_eq!(to_fixed(2.0), 2 * 16_777_216);
        assert_eq!(to_fixed(f64::INFINITY), to_fixed(LIMIT));
        assert_eq!(to_fixed(f64::NEG_INFINITY), -to_fixed(LIMIT));
        assert_eq!(to_fixed(LIMIT), 524_288 * 16_777_216);
    }

    #[test]
    fn the_largest_sum_of_squares_fits() {
        let largest = i128::from(to_fixed(1e300));
        assert!((largest * largest).checked_mul(1_000_000_000_000).is_some());
        let trials = 1_000_000_000_000;
        let (sum, squares) = (Wide(largest * i128::from(trials)), Wide(largest * largest * i128::from(trials)));
        assert_eq!(squares.deviations(sum, trials).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn deviations_do_not_cancel_far_from_zero() {
        let values = [1_000_000_000_001_i128, 1_000_000_000_002, 1_000_000_000_006];
        let sum = Wide(values.iter().sum());
        let squares = Wide(values.iter().map(|value| value * value).sum());
        assert!((squares.deviations(sum, 3) - 14.0).abs() < 1e-9);
    }
}
