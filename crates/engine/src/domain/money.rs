//! Money as whole dollars, so that the ledger balances to the last unit.

use std::ops::{Add, AddAssign, Sub, SubAssign};

/// An amount of money in whole US dollars. Integer, so that sums are exact and conservation can be
/// tested with `==`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub i64);

/// Dollars in the unit that scenario files and tables use, one billion US dollars.
const DOLLARS_PER_BILLION: f64 = 1e9;

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The amount nearest to `billions` of US dollars.
    #[must_use]
    pub fn from_usd_bn(billions: f64) -> Self {
        Self((billions * DOLLARS_PER_BILLION).round() as i64)
    }

    /// The amount in billions of US dollars.
    #[must_use]
    pub fn usd_bn(self) -> f64 {
        self.0 as f64 / DOLLARS_PER_BILLION
    }

    /// `share` (0..1) of this amount, which must not be negative, rounded down to a whole dollar.
    #[inline]
    #[must_use]
    pub fn share(self, share: f64) -> Self {
        debug_assert!(self.0 >= 0 && share >= 0.0, "rounding towards zero is rounding down");
        Self((self.0 as f64 * share) as i64)
    }

    /// This amount as a share of `whole`; 0 where `whole` is nothing.
    #[must_use]
    pub fn over(self, whole: Self) -> f64 {
        if whole.0 == 0 { 0.0 } else { self.0 as f64 / whole.0 as f64 }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_down_to_a_whole_dollar() {
        assert_eq!(Money(10).share(0.39), Money(3));
        assert_eq!(Money(0).share(0.9), Money::ZERO);
    }

    #[test]
    fn billions_survive_the_round_trip() {
        assert_eq!(Money::from_usd_bn(0.55).0, 550_000_000);
        assert!((Money::from_usd_bn(7.977).usd_bn() - 7.977).abs() < 1e-12);
    }
}
