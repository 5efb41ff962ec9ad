//! How far a mean can lie from its expectation, whatever the distribution.

/// A bound that the expectation of independent numbers exceeds their mean by more than with probability at most `error`:
/// `sqrt(2 v l / n) + 7 r l / (3 (n - 1))` with `l = ln(2 / error)`, for `n` numbers with sample variance `v` (divisor
/// `n - 1`) that lie in an interval of length `range`. The same bound holds on the other side.
///
/// A. Maurer and M. Pontil, Empirical Bernstein bounds and sample variance penalization (COLT 2009), theorem 4, scaled from
/// [0, 1]. It holds for every `n`, not only in the long run. Infinite for fewer than two numbers.
#[must_use]
pub fn bernstein_bound(variance: f64, range: f64, n: u64, error: f64) -> f64 {
    if n < 2 {
        return f64::INFINITY;
    }
    let (n, log) = (n as f64, libm::log(2.0 / error));
    (2.0 * variance * log / n).sqrt() + 7.0 * range * log / (3.0 * (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn it_is_the_published_formula() {
        // ln(2 / .02) = 4.605170185988092; sqrt(2 * .25 * that / 100) = .15174; 7 * 2 * that / 297 = .21708.
        let found = bernstein_bound(0.25, 2.0, 100, 0.02);
        let log = 4.605_170_185_988_092_f64;
        assert!((found - ((0.005 * log).sqrt() + 14.0 * log / 297.0)).abs() < 1e-12, "{found}");
        assert_eq!(bernstein_bound(0.25, 2.0, 1, 0.02), f64::INFINITY);
    }

    /// 20,000 samples of 60 throws of a coin with probability .1, bound at 10 %: the expectation may be missed in 2,000 of
    /// them; more than 2,132 have probability under 1e-3 at exactly 10 %. A bound without its second term misses more.
    #[test]
    fn it_is_exceeded_no_more_often_than_it_says() {
        let (mut missed, mut missed_by_half) = (0, 0);
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        for _ in 0..20_000 {
            let hits = (0..60).filter(|_| f64::from(generator.next_u32()) < 0.1 * 4_294_967_296.0).count() as f64;
            let (mean, variance) = (hits / 60.0, hits * (60.0 - hits) / (60.0 * 59.0));
            missed += u64::from(0.1 - mean > bernstein_bound(variance, 1.0, 60, 0.1));
            missed_by_half += u64::from(0.1 - mean > bernstein_bound(variance, 0.0, 60, 0.1));
        }
        assert!(missed <= 2_132 && missed_by_half > 0, "{missed} {missed_by_half}");
    }
}
