//! Number, sum, sum of squares, smallest and largest, all integers.

use super::fixed::{SCALE, Wide, from_fixed, to_fixed};
use serde::{Deserialize, Serialize};

/// Moments of a set of numbers in fixed point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    sum: Wide,
    squares: Wide,
    min: i64,
    max: i64,
}

impl Default for Moments {
    fn default() -> Self {
        Self { count: 0, sum: Wide(0), squares: Wide(0), min: i64::MAX, max: i64::MIN }
    }
}

impl Moments {
    /// Takes one number; the caller leaves out what is undefined (NaN).
    #[inline]
    pub fn add(&mut self, value: f64) {
        let fixed = to_fixed(value);
        self.count += 1;
        self.sum += fixed;
        self.squares.0 += i128::from(fixed) * i128::from(fixed);
        self.min = self.min.min(fixed);
        self.max = self.max.max(fixed);
    }

    /// Takes the whole number `value` as often as `times`, which must not be 0.
    pub(super) fn add_whole(&mut self, value: u32, times: u64) {
        let fixed = to_fixed(f64::from(value));
        let (wide, number) = (i128::from(fixed), i128::from(times));
        self.merge(&Self {
            count: times,
            sum: Wide(wide * number),
            squares: Wide(wide * wide * number),
            min: fixed,
            max: fixed,
        });
    }

    /// Takes all the numbers of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// Whether some numbers can have these bounds; what is read from a file may say anything.
    pub(super) fn is_possible(&self) -> bool {
        if self.count == 0 { *self == Self::default() } else { self.min <= self.max }
    }

    /// How many numbers.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean; `None` for no numbers.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.sum.mean(self.count)
    }

    /// Sample standard deviation (divisor n-1); `None` for fewer than two numbers.
    #[must_use]
    pub fn sd(&self) -> Option<f64> {
        if self.count < 2 {
            return None;
        }
        let variance = self.squares.deviations(self.sum, self.count) / (self.count - 1) as f64;
        Some(variance.sqrt() / SCALE)
    }

    /// The smallest number.
    #[must_use]
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then(|| from_fixed(self.min))
    }

    /// The largest number.
    #[must_use]
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then(|| from_fixed(self.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Moments {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        moments
    }

    #[test]
    fn moments_agree_with_the_definitions() {
        let moments = of(&[1.0, 2.0, 6.0]);
        assert_eq!(moments.mean(), Some(3.0));
        assert_eq!(moments.sd(), Some(7.0_f64.sqrt()));
        assert_eq!((moments.min(), moments.max()), (Some(1.0), Some(6.0)));
    }

    #[test]
    fn too_few_numbers_leave_figures_undefined() {
        assert_eq!((of(&[]).mean(), of(&[]).min(), of(&[]).max()), (None, None, None));
        assert_eq!(of(&[3.0]).sd(), None);
    }

    #[test]
    fn order_and_grouping_change_nothing() {
        let mut parts = of(&[0.1, -7.3]);
        parts.merge(&of(&[1e3 / 3.0]));
        assert_eq!(parts, of(&[1e3 / 3.0, 0.1, -7.3]));
    }
}
