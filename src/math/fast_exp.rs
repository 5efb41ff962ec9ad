//! The exponential function for the inner loop.

use std::f64::consts::{LN_2, LOG2_E};

/// Pieces per factor of two: a power of two.
const PIECES: usize = 64;
const PIECES_LOG2: u32 = PIECES.trailing_zeros();
/// Arguments are held within plus and minus this.
const LIMIT: f64 = 60.0;
/// Added to and taken from a double of moderate size, this leaves the nearest whole number, which
/// then also stands in the low bits of the sum.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// High part of ln 2 with 21 low bits zero, so that small multiples of it are exact.
const LN_2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
/// What the high part lacks to ln 2.
#[expect(clippy::excessive_precision, reason = "digits as published")]
const LN_2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;

/// The exponential by a table of powers of two and a short polynomial: a few multiplications, no
/// branch, relative error below 1e-13 for arguments from -60 to 60.
///
/// Arguments outside are taken as -60 or 60; NaN stays NaN. The split into `ln 2 / 64` is the one of
/// P. T. P. Tang, ACM Transactions on Mathematical Software 15 (1989), 144–157.
///
/// ```
/// let exp = detente::math::FastExp::new();
/// assert!((exp.exp(1.0) / 2.718281828459045 - 1.0).abs() < 1e-13);
/// ```
#[derive(Clone, Debug)]
pub struct FastExp {
    /// Bits of 2^(i/64).
    roots: [u64; PIECES],
}

impl FastExp {
    /// Computes the table.
    #[must_use]
    pub fn new() -> Self {
        let root = |piece: usize| libm::exp2(piece as f64 / PIECES as f64).to_bits();
        Self { roots: std::array::from_fn(root) }
    }

    /// e to the power of `z`.
    #[inline]
    #[must_use]
    pub fn exp(&self, z: f64) -> f64 {
        const PER_PIECE: f64 = LOG2_E * PIECES as f64;
        const HIGH: f64 = LN_2_HIGH / PIECES as f64;
        const LOW: f64 = LN_2_LOW / PIECES as f64;
        let z = z.clamp(-LIMIT, LIMIT);
        let shifted = z * PER_PIECE + ROUNDER;
        let whole = shifted - ROUNDER;
        let index = shifted.to_bits();
        let r = (z - whole * HIGH) - whole * LOW;
        let growth = r + r * r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0)));
        let power = f64::from_bits(self.scaled_root(index));
        power + power * growth
    }

    /// Bits of 2^(index/64), for an index in two's complement.
    #[inline]
    fn scaled_root(&self, index: u64) -> u64 {
        const EXPONENT_AT: u32 = 52;
        let root = self.roots[index as usize % PIECES];
        let exponent = (index & !(PIECES as u64 - 1)) << (EXPONENT_AT - PIECES_LOG2);
        root.wrapping_add(exponent)
    }
}

impl Default for FastExp {
    fn default() -> Self {
        Self::new()
    }
}

/// The two parts make up ln 2.
const _: () = assert!(LN_2_HIGH + LN_2_LOW == LN_2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_error_stays_below_one_part_in_ten_to_the_thirteen() {
        let exp = FastExp::new();
        let error = |step: i32| {
            let z = f64::from(step) / 1999.3;
            (exp.exp(z) / libm::exp(z) - 1.0).abs()
        };
        let worst = (-119_957..=119_957).map(error).fold(0.0, f64::max);
        assert!(worst < 1e-13, "{worst:e}");
    }

    #[test]
    fn arguments_are_held_at_sixty() {
        let exp = FastExp::new();
        assert_eq!(exp.exp(1e300).to_bits(), exp.exp(60.0).to_bits());
        assert_eq!(exp.exp(f64::NEG_INFINITY).to_bits(), exp.exp(-60.0).to_bits());
        assert!(exp.exp(f64::NAN).is_nan());
    }

    #[test]
    fn zero_gives_one_and_sums_become_products() {
        let exp = FastExp::new();
        assert_eq!(exp.exp(0.0).to_bits(), 1.0_f64.to_bits());
        for step in -290..290 {
            let z = f64::from(step) / 10.0;
            assert!((exp.exp(z) * exp.exp(z) / exp.exp(2.0 * z) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn values_stay_as_they_are() {
        let exp = FastExp::new();
        let bits = [-60.0, -1.0, 0.3, 7.25, 60.0].map(|z| exp.exp(z).to_bits());
        let expected: [u64; 5] = [
            4_216_968_048_946_010_202,
            4_600_298_746_774_613_849,
            4_608_758_042_795_449_000,
            4_653_907_726_061_267_071,
            4_996_635_745_017_216_102,
        ];
        assert_eq!(bits, expected);
    }
}
