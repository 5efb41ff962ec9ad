//! How sure an interval is to be.

use crate::math::{normal_quantile, student_quantile};

/// The share of samples whose interval is meant to hold the true value; 95 % unless said otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence {
    level: f64,
}

impl Confidence {
    /// 95 %, the level of all published tables.
    pub const NINETY_FIVE: Self = Self { level: 0.95 };

    /// The given level; `None` unless it lies strictly between 0 and 1.
    #[must_use]
    pub fn new(level: f64) -> Option<Self> {
        let in_range = 0.0 < level && level < 1.0;
        in_range.then_some(Self { level })
    }

    /// The level of each of `number` intervals that hold all at once with 95 % (Bonferroni).
    #[must_use]
    pub fn at_once(number: usize) -> Self {
        Self { level: 1.0 - 0.05 / number.max(1) as f64 }
    }

    /// The level as a share.
    #[must_use]
    pub fn level(self) -> f64 {
        self.level
    }

    /// The share of samples that may miss on each side.
    #[must_use]
    pub fn tail(self) -> f64 {
        0.5 * (1.0 - self.level)
    }

    /// Standard deviations on each side of a normal estimate: 1.96 for 95 %.
    #[must_use]
    pub fn normal(self) -> f64 {
        normal_quantile(1.0 - self.tail())
    }

    /// The same where the standard deviation was estimated with so many degrees of freedom.
    #[must_use]
    pub fn student(self, freedom: f64) -> f64 {
        student_quantile(self.level, freedom)
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self::NINETY_FIVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_five_percent_is_one_point_nine_six() {
        assert!((Confidence::default().normal() - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((Confidence::default().student(10.0) - 2.228_138_851_986_274).abs() < 1e-12);
    }

    #[test]
    fn levels_outside_are_refused() {
        for level in [0.0, 1.0, -0.1, f64::NAN] {
            assert_eq!(Confidence::new(level), None);
        }
        assert_eq!(Confidence::new(0.95), Some(Confidence::NINETY_FIVE));
        assert_eq!(Confidence::new(0.8).map(Confidence::level), Some(0.8));
    }
}
