//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// The share of the standard normal distribution below `x`.
#[must_use]
pub fn normal_cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The density of the standard normal distribution at `x`.
#[must_use]
pub fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// The value below which a share `p` of the standard normal distribution lies, to about one part
/// in 10^15: infinite at 0 and 1, NaN outside.
///
/// Rational approximations of M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37
/// (1988), 477–484: one for the middle 85 %, two for the tails in the square root of `-ln p`.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let off_centre = p - 0.5;
    if off_centre.abs() <= 0.425 {
        return off_centre * MIDDLE.at(0.180_625 - off_centre * off_centre);
    }
    let tail = if off_centre < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return off_centre * f64::INFINITY;
    }
    let depth = (-libm::log(tail)).sqrt();
    let size = if depth <= 5.0 { TAIL.at(depth - 1.6) } else { FAR_TAIL.at(depth - 5.0) };
    if off_centre < 0.0 { -size } else { size }
}

/// A ratio of two polynomials of degree seven, coefficients from the constant upwards.
struct Ratio {
    above: [f64; 8],
    below: [f64; 8],
}

impl Ratio {
    fn at(&self, r: f64) -> f64 {
        polynomial(&self.above, r) / polynomial(&self.below, r)
    }
}

fn polynomial(coefficients: &[f64; 8], r: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * r + coefficient)
}

#[expect(clippy::excessive_precision, reason = "digits as published")]
const MIDDLE: Ratio = Ratio {
    above: [
        3.387_132_872_796_366_608_0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    below: [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
};

#[expect(clippy::excessive_precision, reason = "digits as published")]
const TAIL: Ratio = Ratio {
    above: [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_90,
        5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    below: [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_40,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
};

#[expect(clippy::excessive_precision, reason = "digits as published")]
const FAR_TAIL: Ratio = Ratio {
    above: [
        6.657_904_643_501_103_777_20,
        5.463_784_911_164_114_369_90,
        1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    below: [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of the doubles nearest to these decimals, from 40-digit arithmetic.
    const QUANTILES: [(f64, f64); 8] = [
        (0.05, -1.644_853_626_951_472_7),
        (0.025, -1.959_963_984_540_054_2),
        (0.25, -0.674_489_750_196_081_7),
        (0.001, -3.090_232_306_167_813_5),
        (1e-10, -6.361_340_902_404_057),
        (1e-20, -9.262_340_089_798_407),
        (1e-300, -37.047_096_299_361_2),
        (0.975, 1.959_963_984_540_053_8),
    ];

    #[test]
    fn quantiles_agree_with_multiple_precision() {
        for (p, x) in QUANTILES {
            assert!((normal_quantile(p) / x - 1.0).abs() < 1e-15, "{p}: {:e}", normal_quantile(p));
        }
    }

    #[test]
    fn cumulative_agrees_with_multiple_precision() {
        let known = [
            (-30.0, 4.906_713_927_148_187e-198),
            (-8.0, 6.220_960_574_271_784e-16),
            (-1.0, 0.158_655_253_931_457_05),
            (0.3, 0.617_911_422_188_952_6),
            (2.5, 0.993_790_334_674_224),
        ];
        for (x, p) in known {
            assert!((normal_cumulative(x) / p - 1.0).abs() < 1e-13, "{x}: {:e}", normal_cumulative(x));
        }
    }

    #[test]
    fn cumulative_undoes_quantile() {
        for step in 1..2000 {
            let p = f64::from(step) / 2000.0;
            assert!((normal_cumulative(normal_quantile(p)) / p - 1.0).abs() < 1e-14, "{p}");
        }
    }

    #[test]
    fn quantile_rises_across_the_seams() {
        for seam in [0.075, 0.925, 1.388_794_386_496_402_7e-11] {
            let around = [seam * (1.0 - 1e-12), seam, seam * (1.0 + 1e-12)].map(normal_quantile);
            assert!(around[0] < around[1] && around[1] < around[2], "{seam}");
        }
    }

    #[test]
    fn quantile_ends_are_infinite_and_outside_is_nothing() {
        assert!(normal_quantile(0.0) == f64::NEG_INFINITY);
        assert!(normal_quantile(1.0) == f64::INFINITY);
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(1.1).is_nan() && normal_quantile(f64::NAN).is_nan());
    }
}
