//! The beta distribution.
//!
//! Everything is worked out for `y`, the log-odds of `x`, because there both tails have full
//! precision and the logarithm of the cumulative share is a concave function of `y`, on which
//! Newton's method cannot go astray.

use super::{logistic_tails, logit, normal_quantile};
use std::f64::consts::PI;

/// Terms of the continued fraction that are tried at most; shapes up to 10^6 need a few thousand.
const MOST_TERMS: u32 = 100_000;
/// Newton steps that are tried at most; usual are four to eight.
const MOST_STEPS: u32 = 200;

/// The share of the beta distribution with shapes `a` and `b` (both positive) below `x`: the
/// regularised incomplete beta function. 0 below and 1 above the unit interval.
///
/// Relative error below 1e-13 for shapes of the size of data, 1e-12 for shapes from 0.001 to 1000,
/// 1e-10 up to 10^6.
#[must_use]
pub fn beta_cumulative(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    libm::exp(LogOddsBeta::new(a, b).log_lower_tail(logit(x)).0)
}

/// The value below which a share `p` of the beta distribution with shapes `a` and `b` (both
/// positive) lies: 0 and 1 at the ends, NaN for `p` outside.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p * (1.0 - p) == 0.0 {
        return p;
    }
    logistic_tails(beta_quantile_log_odds(p, a, b)).0
}

/// The log-odds of [`beta_quantile`], for 0 < `p` < 1.
pub(super) fn beta_quantile_log_odds(p: f64, a: f64, b: f64) -> f64 {
    if p <= 0.5 { LogOddsBeta::new(a, b).lower_quantile(p) } else { -LogOddsBeta::new(b, a).lower_quantile(1.0 - p) }
}

/// The distribution of the log-odds of a beta variable.
pub(super) struct LogOddsBeta {
    a: f64,
    b: f64,
    /// The mean of the beta variable and its complement.
    mean: (f64, f64),
    /// Where the density of the log-odds is highest: the log-odds of the mean.
    peak: f64,
    /// Logarithm of the density there.
    log_peak_density: f64,
}

impl LogOddsBeta {
    pub(super) fn new(a: f64, b: f64) -> Self {
        let mean = (a / (a + b), b / (a + b));
        let log_peak_density =
            0.5 * libm::log(a * mean.1 / (2.0 * PI)) + stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b);
        Self { a, b, mean, peak: libm::log(a / b), log_peak_density }
    }

    /// Logarithm of the density of the log-odds at `y`: `x^a (1-x)^b / B(a,b)`.
    pub(super) fn log_density(&self, y: f64) -> f64 {
        self.log_peak_density + self.fall_from_peak(y)
    }

    /// `a ln(x / mean) + b ln((1-x) / (1-mean))`, near the peak in a form where the large parts of
    /// the two terms, which cancel, do not appear.
    fn fall_from_peak(&self, y: f64) -> f64 {
        let Self { a, b, mean, peak, .. } = *self;
        let off_peak = y - peak;
        if off_peak.abs() > 0.5 {
            a * (libm::log1p(b / a) - log_one_plus_odds(-y)) + b * (libm::log1p(a / b) - log_one_plus_odds(y))
        } else if a <= b {
            a * off_peak - (a + b) * libm::log1p(mean.0 * libm::expm1(off_peak))
        } else {
            -b * off_peak - (a + b) * libm::log1p(mean.1 * libm::expm1(-off_peak))
        }
    }

    /// Slope of [`Self::log_density`] at `y`.
    pub(super) fn log_density_slope(&self, y: f64) -> f64 {
        let (x, rest) = logistic_tails(y);
        self.a * rest - self.b * x
    }

    /// Logarithm of the share below `y`, and its slope.
    fn log_lower_tail(&self, y: f64) -> (f64, f64) {
        let (x, rest) = logistic_tails(y);
        let log_density = self.log_density(y);
        if x * (self.a + self.b + 2.0) <= self.a + 1.0 {
            let ratio = tail_to_density(x, self.a, self.b);
            (log_density + libm::log(ratio), 1.0 / ratio)
        } else {
            let density = libm::exp(log_density);
            let below = 1.0 - density * tail_to_density(rest, self.b, self.a);
            (libm::log(below), density / below)
        }
    }

    /// The log-odds below which a share `p` (at most one half) lies.
    ///
    /// As the share below `y` is at most `e^(a y) / (a B)`, the solution is never below `floor`.
    /// Newton's method on a concave function steps at most once past the solution, to its left,
    /// and then climbs.
    fn lower_quantile(&self, p: f64) -> f64 {
        let target = libm::log(p);
        let minus_log_beta =
            self.log_peak_density + self.a * libm::log1p(self.b / self.a) + self.b * libm::log1p(self.a / self.b);
        let floor = (target + libm::log(self.a) - minus_log_beta) / self.a;
        let spread = (1.0 / self.a + 1.0 / self.b).sqrt();
        let mut y = floor.max(self.peak + spread * normal_quantile(p));
        for _ in 0..MOST_STEPS {
            let (log_share, slope) = self.log_lower_tail(y);
            let missing = target - log_share;
            y = (y + missing / slope).max(floor);
            // The error is squared by each step, so this one has brought it below rounding.
            if missing.abs() <= 1e-9 {
                break;
            }
        }
        y
    }
}

/// The share below `x` divided by the density of the log-odds there, for `x` up to about the mean:
/// `1/a` times the continued fraction of the incomplete beta function (NIST Handbook of
/// Mathematical Functions, 8.17.22), evaluated from the front as Lentz proposed.
fn tail_to_density(x: f64, a: f64, b: f64) -> f64 {
    let total = a + b;
    let mut forward = 1.0;
    let mut backward = 1.0 / (1.0 - total * x / (a + 1.0));
    let mut fraction = backward;
    for term in 1..MOST_TERMS {
        let m = f64::from(term);
        let end = a + 2.0 * m;
        let even = m * (b - m) * x / ((end - 1.0) * end);
        let odd = -(a + m) * (total + m) * x / (end * (end + 1.0));
        backward = 1.0 / (1.0 + even * backward);
        forward = 1.0 + even / forward;
        fraction *= forward * backward;
        backward = 1.0 / (1.0 + odd * backward);
        forward = 1.0 + odd / forward;
        let factor = forward * backward;
        fraction *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction / a
}

/// `ln(1 + e^y)`: minus the logarithm of the complement of the probability with log-odds `y`.
fn log_one_plus_odds(y: f64) -> f64 {
    let tail = libm::log1p(libm::exp(-y.abs()));
    if y > 0.0 { y + tail } else { tail }
}

/// What Stirling's formula `(a - 1/2) ln a - a + ln(2 pi) / 2` lacks to `ln Gamma(a)`.
fn stirling_rest(a: f64) -> f64 {
    if a < 15.0 {
        return libm::lgamma(a) - ((a - 0.5) * libm::log(a) - a + 0.5 * libm::log(2.0 * PI));
    }
    let square = 1.0 / (a * a);
    let series = [691.0 / 360_360.0, 1.0 / 1188.0, 1.0 / 1680.0, 1.0 / 1260.0, 1.0 / 360.0, 1.0 / 12.0];
    // The signs alternate; the last coefficient is positive.
    series.iter().fold(0.0, |sum, coefficient| coefficient - sum * square) / a
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: [f64; 9] = [0.001, 0.1, 0.5, 1.0, 1.7, 5.0, 40.0, 1000.0, 1e6];

    #[test]
    fn cumulative_agrees_with_multiple_precision() {
        let known = [
            (0.3, 2.0, 5.0, 0.579_825),
            (0.9, 0.5, 0.5, 0.795_167_235_300_866_6),
            (1e-8, 0.1, 3.0, 0.183_055_163_396_431_02),
            (0.55, 1000.0, 900.0, 0.980_827_903_814_916_7),
            (0.51, 50.0, 50.0, 0.579_072_236_112_941_2),
            (0.999, 30.0, 0.2, 0.463_892_810_186_550_06),
        ];
        for (x, a, b, share) in known {
            let found = beta_cumulative(x, a, b);
            assert!((found / share - 1.0).abs() < 5e-14, "{x} {a} {b}: {found:e}");
        }
    }

    #[test]
    fn quantiles_agree_with_multiple_precision() {
        let known = [
            (0.05, 2.0, 5.0, 0.062_849_891_708_354_38),
            (0.5, 2.0, 4.0, 0.313_810_170_455_697_4),
            (0.975, 0.5, 0.5, 0.998_458_666_866_564),
            (1e-12, 0.1, 3.0, 2.366_901_351_944_941e-121),
            (0.3, 400.0, 300.0, 0.561_666_984_481_027_3),
            (0.999_999, 5.0, 1.5, 0.999_976_927_143_961_6),
        ];
        for (p, a, b, x) in known {
            let found = beta_quantile(p, a, b);
            assert!((found / x - 1.0).abs() < 1e-13, "{p} {a} {b}: {found:e}");
        }
    }

    #[test]
    fn share_below_a_quantile_is_the_share_asked_for() {
        for a in SHAPES {
            for b in SHAPES {
                for p in [1e-17, 1e-6, 0.01, 0.3, 0.5] {
                    let y = beta_quantile_log_odds(p, a, b);
                    let found = libm::exp(LogOddsBeta::new(a, b).log_lower_tail(y).0);
                    let allowed = if a + b < 1e4 { 1e-12 } else { 1e-10 };
                    assert!((found / p - 1.0).abs() < allowed, "{p} {a} {b}: {found:e}");
                }
            }
        }
    }

    #[test]
    fn exchanging_the_shapes_mirrors_the_distribution() {
        for a in SHAPES {
            for b in SHAPES {
                let sum = beta_cumulative(0.375, a, b) + beta_cumulative(0.625, b, a);
                assert!((sum - 1.0).abs() < 1e-12, "{a} {b}: {sum}");
            }
        }
    }

    #[test]
    fn flat_and_power_shapes_have_their_closed_forms() {
        for step in 1..100 {
            let x = f64::from(step) / 100.0;
            assert!((beta_cumulative(x, 1.0, 1.0) / x - 1.0).abs() < 1e-14);
            assert!((beta_cumulative(x, 3.0, 1.0) / (x * x * x) - 1.0).abs() < 1e-13);
            assert!((beta_quantile(x * x, 2.0, 1.0) / x - 1.0).abs() < 1e-13);
        }
        assert_eq!([0.0, 1.0].map(|p| beta_quantile(p, 2.0, 3.0).to_bits()), [0.0_f64, 1.0].map(f64::to_bits));
        assert!(beta_quantile(1.5, 2.0, 3.0).is_nan());
    }
}
