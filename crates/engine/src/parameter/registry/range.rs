//! The range of values that a number may take.

use std::fmt;

/// An interval, each end of which belongs to it or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether the ends themselves are excluded.
    pub open: bool,
}

impl Range {
    /// Probabilities and shares.
    pub const SHARE: Self = Self::closed(0.0, 1.0);

    /// All values from `low` to `high`, both included.
    #[must_use]
    pub const fn closed(low: f64, high: f64) -> Self {
        Self { low, high, open: false }
    }

    /// All values between `low` and `high`, both excluded.
    #[must_use]
    pub const fn open(low: f64, high: f64) -> Self {
        Self { low, high, open: true }
    }

    /// Whether `value` lies in the range. NaN never does.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        if self.open { self.low < value && value < self.high } else { self.low <= value && value <= self.high }
    }

    /// Whether an interval of possible values fits. An end that it shares with an open range is let
    /// pass: a continuous distribution takes that value with probability 0.
    #[must_use]
    pub fn holds_support(&self, low: f64, high: f64) -> bool {
        self.low <= low && high <= self.high
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.open {
            write!(f, "above {} and below {}", self.low, self.high)
        } else {
            write!(f, "{} to {}", self.low, self.high)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_range_excludes_its_ends_and_no_range_holds_nan() {
        assert!(Range::SHARE.contains(1.0));
        assert!(!Range::open(0.0, 1.0).contains(1.0));
        assert!(!Range::SHARE.contains(f64::NAN));
        assert_eq!(Range::open(0.0, 1.0).to_string(), "above 0 and below 1");
    }
}
