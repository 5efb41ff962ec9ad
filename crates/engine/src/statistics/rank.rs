//! Intervals for medians and other quantiles from the sample in order.

use super::Confidence;
use super::binomial_rank::lower_rank;

/// The ranks (from 1, smallest first) of the two values of a sample of `n` that hold the population's
/// median between them with at least the given confidence.
///
/// See [`quantile_interval_ranks`]. Six values are the fewest that 95 % can be had from.
#[must_use]
pub fn median_interval_ranks(n: u64, confidence: Confidence) -> Option<(u64, u64)> {
    quantile_interval_ranks(n, 0.5, confidence)
}

/// The ranks (from 1, smallest first) of the two values of a sample of `n` that hold the population's
/// quantile of share `q` between them with at least the given confidence, whatever the distribution.
///
/// The number of values below the quantile is binomial, so the interval misses on the left when
/// fewer than the lower rank, on the right when at least the upper rank lie below; each is allowed
/// half of what the confidence leaves (W. J. Conover, Practical Nonparametric Statistics, section 3.2).
/// With ties the coverage only grows.
///
/// Exact up to 10 000 values; beyond, ranks may lie up to four further out than needed, which keeps
/// the confidence. `None` where the sample is too small to reach the confidence, or `q` is not
/// strictly between 0 and 1.
///
/// ```
/// use detente_engine::statistics::{Confidence, median_interval_ranks};
///
/// assert_eq!(median_interval_ranks(100, Confidence::NINETY_FIVE), Some((40, 61)));
/// ```
#[must_use]
pub fn quantile_interval_ranks(n: u64, q: f64, confidence: Confidence) -> Option<(u64, u64)> {
    let has_quantile = n > 0 && 0.0 < q && q < 1.0;
    if !has_quantile {
        return None;
    }
    let lower = lower_rank(n, q, confidence.tail());
    // Counted from the largest value down, the upper rank is the lower rank of the other share.
    let from_top = lower_rank(n, 1.0 - q, confidence.tail());
    (lower > 0 && from_top > 0).then(|| (lower, n + 1 - from_top))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn median_ranks(n: u64) -> Option<(u64, u64)> {
        median_interval_ranks(n, Confidence::NINETY_FIVE)
    }

    /// Probability that from `lower` to `upper - 1` of `n` values lie below the quantile.
    fn coverage(n: u64, q: f64, (lower, upper): (u64, u64)) -> f64 {
        let log_chance = |k: u64| {
            let (n, k) = (n as f64, k as f64);
            libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0)
                + k * libm::log(q)
                + (n - k) * libm::log(1.0 - q)
        };
        (lower..upper).map(|k| libm::exp(log_chance(k))).sum()
    }

    #[test]
    fn median_ranks_are_those_of_the_sign_test_tables() {
        let known = [(6, (1, 6)), (10, (2, 9)), (15, (4, 12)), (20, (6, 15)), (25, (8, 18)), (100, (40, 61))];
        for (n, ranks) in known {
            assert_eq!(median_ranks(n), Some(ranks), "{n}");
        }
        assert_eq!(median_ranks(5), None);
        assert_eq!(median_ranks(0), None);
    }

    #[test]
    fn ranks_hold_the_level_and_one_rank_less_on_either_side_would_not() {
        for n in 1..200 {
            for q in [0.05, 0.25, 0.5, 0.8] {
                let Some((lower, upper)) = quantile_interval_ranks(n, q, Confidence::NINETY_FIVE) else { continue };
                assert!(coverage(n, q, (lower, upper)) >= 0.95, "{n} {q}");
                assert!(coverage(n, q, (0, lower + 1)) > 0.025 && coverage(n, q, (upper - 1, n + 1)) > 0.025);
            }
        }
    }

    #[test]
    fn a_billion_values_are_no_trouble() {
        let (lower, upper) = median_ranks(1_000_000_000).expect("enough values");
        assert_eq!(lower + upper, 1_000_000_001);
        // 1.96 standard deviations of 15811 on each side.
        assert!((499_969_005..=499_969_010).contains(&lower), "{lower}");
    }

    #[test]
    fn shares_outside_have_no_quantile() {
        for q in [0.0, 1.0, f64::NAN] {
            assert_eq!(quantile_interval_ranks(100, q, Confidence::NINETY_FIVE), None);
        }
    }
}
