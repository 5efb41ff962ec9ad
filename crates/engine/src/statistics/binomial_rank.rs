//! Where the tails of a binomial distribution end.

use crate::math::{beta_cumulative, normal_quantile};

/// Up to this many trials the tails are summed exactly.
const EXACT_TRIALS: u64 = 10_000;
/// Below this variance they are so for any number.
const EXACT_VARIANCE: f64 = 1000.0;

/// The largest `k` such that fewer than `k` successes in `n` trials of probability `q` have
/// probability at most `tail`.
///
/// Exact by the incomplete beta function for up to 10 000 trials, and for any number with a variance
/// below 1000. Beyond: the normal approximation with its correction for skewness, moved two
/// successes down, so that it errs on the safe side.
pub(super) fn lower_rank(n: u64, q: f64, tail: f64) -> u64 {
    let variance = n as f64 * q * (1.0 - q);
    if n <= EXACT_TRIALS || variance < EXACT_VARIANCE {
        exact_lower_rank(n, q, tail)
    } else {
        approximate_lower_rank(n, q, tail)
    }
}

fn exact_lower_rank(n: u64, q: f64, tail: f64) -> u64 {
    let (mut holds, mut fails) = (0, n + 1);
    while fails - holds > 1 {
        let middle = holds + (fails - holds) / 2;
        if share_below(middle, n, q) <= tail {
            holds = middle;
        } else {
            fails = middle;
        }
    }
    holds
}

/// The probability of fewer than `k` successes, for `k` from 1 to `n`.
fn share_below(k: u64, n: u64, q: f64) -> f64 {
    beta_cumulative(1.0 - q, (n - k + 1) as f64, k as f64)
}

fn approximate_lower_rank(n: u64, q: f64, tail: f64) -> u64 {
    let mean = n as f64 * q;
    let z = normal_quantile(tail);
    let skewness_shift = (z * z - 1.0) * (1.0 - 2.0 * q) / 6.0;
    let quantile = mean + z * (mean * (1.0 - q)).sqrt() + skewness_shift;
    (quantile.floor() - 2.0).max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_tails_are_those_of_the_coin() {
        // One head or none in ten throws: 11/1024; two or fewer: 56/1024.
        assert_eq!(lower_rank(10, 0.5, 11.0 / 1024.0 + 1e-12), 2);
        assert_eq!(lower_rank(10, 0.5, 11.0 / 1024.0 - 1e-12), 1);
        assert_eq!(lower_rank(10, 0.5, 56.0 / 1024.0 + 1e-12), 3);
        assert_eq!(lower_rank(5, 0.5, 0.025), 0);
    }

    #[test]
    fn approximation_is_on_the_safe_side_by_at_most_four() {
        for n in [10_001, 54_321, 1_000_000] {
            for q in [0.05, 0.25, 0.5, 0.9] {
                for tail in [0.0005, 0.025, 0.1, 0.25] {
                    let (exact, found) = (exact_lower_rank(n, q, tail), approximate_lower_rank(n, q, tail));
                    assert!(found <= exact && exact <= found + 4, "{n} {q} {tail}: {found} for {exact}");
                }
            }
        }
    }
}
