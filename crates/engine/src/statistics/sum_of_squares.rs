//! A sum of squared means, seen through estimates that carry chance.

use super::{Confidence, Interval};
use crate::math::normal_cumulative;

/// Halvings of the range in which an end is looked for: more than a number has digits.
const HALVINGS: usize = 60;

/// The sum of the squares of means, of which the estimates have squares that sum to `seen`. `chance` is what chance adds to that sum on
/// average, and `noise` the variance of the estimates in the direction of the means: so the sum is without bias `seen - chance`, and
/// `seen / noise` follows about a noncentral chi-squared law with `chance / noise` degrees of freedom, from which the interval follows.
///
/// The upper end is at least the one for a sum as large as chance alone makes it on average, so that chance which falls small proves
/// nothing. An estimate below 0 stands for a sum too small to be told from 0, and is then the lower end.
#[must_use]
pub fn sum_of_squares(seen: f64, chance: f64, noise: f64, confidence: Confidence) -> (f64, Interval) {
    let value = seen - chance;
    if noise <= 0.0 {
        return (value, Interval { low: value, high: value });
    }
    let (statistic, freedom, tail) = (seen / noise, chance / noise, confidence.tail());
    let low = noncentrality(statistic, freedom, 1.0 - tail) * noise;
    let high = noncentrality(statistic.max(freedom), freedom, tail) * noise;
    (value, Interval { low: low.min(value), high: high.max(value) })
}

/// The noncentrality at which a chi-squared variable is at most `statistic` with the given `probability`; 0 where it is less likely
/// even without one.
fn noncentrality(statistic: f64, freedom: f64, probability: f64) -> f64 {
    let excess = |lambda: f64| cumulative(statistic, freedom, lambda) - probability;
    if excess(0.0) <= 0.0 {
        return 0.0;
    }
    let (mut below, mut above) = (0.0, 1.0 + statistic);
    while excess(above) > 0.0 {
        above *= 2.0;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (below + above);
        *(if excess(middle) > 0.0 { &mut below } else { &mut above }) = middle;
    }
    0.5 * (below + above)
}

/// How likely a noncentral chi-squared variable is at most `statistic`, by the normal approximation of M. Sankaran (Biometrika 50 (1963),
/// 199-204).
fn cumulative(statistic: f64, freedom: f64, lambda: f64) -> f64 {
    let (one, two, three) = (freedom + lambda, freedom + 2.0 * lambda, freedom + 3.0 * lambda);
    let h = 1.0 - 2.0 * one * three / (3.0 * two * two);
    let p = two / (one * one);
    let m = (h - 1.0) * (1.0 - 3.0 * h);
    let mean = 1.0 + h * p * (h - 1.0 - 0.5 * (2.0 - h) * m * p);
    let deviation = h * (2.0 * p).sqrt() * (1.0 + 0.5 * m * p);
    normal_cumulative((libm::pow(statistic / one, h) - mean) / deviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against values of the law itself (series of central laws, 12 digits).
    #[test]
    fn the_approximation_is_within_two_thousandths() {
        let exact = [
            (7.814_727_903_251_179, 3.0, 0.0, 0.95),
            (10.0, 3.0, 5.0, 0.706_648_647_8),
            (40.0, 8.0, 30.0, 0.599_054_910_8),
            (900.0, 780.0, 100.0, 0.679_023_487),
        ];
        for (statistic, freedom, lambda, known) in exact {
            let found = cumulative(statistic, freedom, lambda);
            assert!((found - known).abs() < 0.002, "{found} for {known}");
        }
    }

    #[test]
    fn without_noise_the_sum_is_what_is_seen_and_small_chance_proves_nothing() {
        let level = Confidence::NINETY_FIVE;
        assert_eq!(sum_of_squares(2.0, 0.0, 0.0, level), (2.0, Interval { low: 2.0, high: 2.0 }));
        let (value, small) = sum_of_squares(0.1, 8.0, 1.0, level);
        assert!(value < 0.0 && small.low == value && small.high > 5.0, "{small:?}");
    }
}
