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

/// Bits of 2^(i/64), each the double nearest to it.
#[rustfmt::skip]
static ROOTS: [u64; PIECES] = [
    0x3ff0_0000_0000_0000, 0x3ff0_2c9a_3e77_8061, 0x3ff0_59b0_d315_8574,
    0x3ff0_8745_1875_9bc8, 0x3ff0_b558_6cf9_890f, 0x3ff0_e3ec_32d3_d1a2,
    0x3ff1_1301_d012_5b51, 0x3ff1_429a_aea9_2de0, 0x3ff1_72b8_3c7d_517b,
    0x3ff1_a35b_eb6f_cb75, 0x3ff1_d487_3168_b9aa, 0x3ff2_063b_8862_8cd6,
    0x3ff2_387a_6e75_6238, 0x3ff2_6b45_65e2_7cdd, 0x3ff2_9e9d_f51f_dee1,
    0x3ff2_d285_a6e4_030b, 0x3ff3_06fe_0a31_b715, 0x3ff3_3c08_b264_16ff,
    0x3ff3_71a7_373a_a9cb, 0x3ff3_a7db_34e5_9ff7, 0x3ff3_dea6_4c12_3422,
    0x3ff4_160a_21f7_2e2a, 0x3ff4_4e08_6061_892d, 0x3ff4_86a2_b5c1_3cd0,
    0x3ff4_bfda_d536_2a27, 0x3ff4_f9b2_769d_2ca7, 0x3ff5_342b_569d_4f82,
    0x3ff5_6f47_36b5_27da, 0x3ff5_ab07_dd48_5429, 0x3ff5_e76f_15ad_2148,
    0x3ff6_247e_b03a_5585, 0x3ff6_6238_8255_2225, 0x3ff6_a09e_667f_3bcd,
    0x3ff6_dfb2_3c65_1a2f, 0x3ff7_1f75_e8ec_5f74, 0x3ff7_5feb_5642_67c9,
    0x3ff7_a114_73eb_0187, 0x3ff7_e2f3_36cf_4e62, 0x3ff8_2589_994c_ce13,
    0x3ff8_68d9_9b44_92ed, 0x3ff8_ace5_422a_a0db, 0x3ff8_f1ae_9915_7736,
    0x3ff9_3737_b0cd_c5e5, 0x3ff9_7d82_9fde_4e50, 0x3ff9_c491_82a3_f090,
    0x3ffa_0c66_7b5d_e565, 0x3ffa_5503_b23e_255d, 0x3ffa_9e6b_5579_fdbf,
    0x3ffa_e89f_995a_d3ad, 0x3ffb_33a2_b84f_15fb, 0x3ffb_7f76_f2fb_5e47,
    0x3ffb_cc1e_904b_c1d2, 0x3ffc_199b_dd85_529c, 0x3ffc_67f1_2e57_d14b,
    0x3ffc_b720_dcef_9069, 0x3ffd_072d_4a07_897c, 0x3ffd_5818_dcfb_a487,
    0x3ffd_a9e6_03db_3285, 0x3ffd_fc97_337b_9b5f, 0x3ffe_502e_e78b_3ff6,
    0x3ffe_a4af_a2a4_90da, 0x3ffe_fa1b_ee61_5a27, 0x3fff_5076_5b6e_4540,
    0x3fff_a7c1_819e_90d8,
];

/// e to the power of `z`: a table of powers of two and a short polynomial, a few multiplications, no
/// branch, relative error below 1e-13 for arguments from -60 to 60.
///
/// Arguments outside are taken as -60 or 60; NaN stays NaN. The split into `ln 2 / 64` is the one of
/// P. T. P. Tang, ACM Transactions on Mathematical Software 15 (1989), 144–157.
///
/// ```
/// assert!((detente_engine::math::exp(1.0) / 2.718281828459045 - 1.0).abs() < 1e-13);
/// ```
#[inline(always)]
#[must_use]
pub fn exp(z: f64) -> f64 {
    const PER_PIECE: f64 = LOG2_E * PIECES as f64;
    const HIGH: f64 = LN_2_HIGH / PIECES as f64;
    const LOW: f64 = LN_2_LOW / PIECES as f64;
    let z = z.clamp(-LIMIT, LIMIT);
    let shifted = z * PER_PIECE + ROUNDER;
    let whole = shifted - ROUNDER;
    let index = shifted.to_bits();
    let r = (z - whole * HIGH) - whole * LOW;
    let growth = r + r * r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0)));
    let power = f64::from_bits(scaled_root(index));
    power + power * growth
}

/// Bits of 2^(index/64), for an index in two's complement.
#[inline(always)]
fn scaled_root(index: u64) -> u64 {
    const EXPONENT_AT: u32 = 52;
    let root = ROOTS[index as usize % PIECES];
    let exponent = (index & !(PIECES as u64 - 1)) << (EXPONENT_AT - PIECES_LOG2);
    root.wrapping_add(exponent)
}

/// The two parts make up ln 2.
const _: () = assert!(LN_2_HIGH + LN_2_LOW == LN_2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_error_stays_below_one_part_in_ten_to_the_thirteen() {
        let error = |step: i32| {
            let z = f64::from(step) / 1999.3;
            (exp(z) / libm::exp(z) - 1.0).abs()
        };
        let worst = (-119_957..=119_957).map(error).fold(0.0, f64::max);
        assert!(worst < 1e-13, "{worst:e}");
    }

    #[test]
    fn arguments_are_held_at_sixty() {
        assert_eq!(exp(1e300).to_bits(), exp(60.0).to_bits());
        assert_eq!(exp(f64::NEG_INFINITY).to_bits(), exp(-60.0).to_bits());
        assert!(exp(f64::NAN).is_nan());
    }

    #[test]
    fn the_table_holds_the_nearest_doubles() {
        for (piece, root) in ROOTS.iter().enumerate() {
            assert_eq!(*root, libm::exp2(piece as f64 / PIECES as f64).to_bits(), "{piece}");
        }
    }

    #[test]
    fn zero_gives_one_and_sums_become_products() {
        assert_eq!(exp(0.0).to_bits(), 1.0_f64.to_bits());
        for step in -290..290 {
            let z = f64::from(step) / 10.0;
            assert!((exp(z) * exp(z) / exp(2.0 * z) - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn values_stay_as_they_are() {
        let bits = [-60.0, -1.0, 0.3, 7.25, 60.0].map(|z| exp(z).to_bits());
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
