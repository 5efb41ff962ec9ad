//! Wilson's interval for a proportion.

use super::{Confidence, Interval};

/// The interval of E. B. Wilson (Journal of the American Statistical Association 22 (1927),
/// 209–212) for the probability behind `successes` in `trials`: all probabilities from which the
/// observed share is at most `z` of their own standard errors away.
///
/// With `s` successes and `f` failures among `n`:
/// `(s + z²/2 ± z √(s f / n + z²/4)) / (n + z²)`. The lower end is exactly 0 without successes, the
/// upper end exactly 1 without failures. `None` without trials.
///
/// # Panics
/// If there are more successes than trials.
#[must_use]
pub fn wilson(successes: u64, trials: u64, confidence: Confidence) -> Option<Interval> {
    assert!(successes <= trials, "no more successes than trials");
    if trials == 0 {
        return None;
    }
    let failures = trials - successes;
    let (s, f, n) = (successes as f64, failures as f64, trials as f64);
    let z = confidence.normal();
    let square = z * z;
    let centre = s + 0.5 * square;
    let half_width = z * (s * f / n + 0.25 * square).sqrt();
    let low = if successes == 0 { 0.0 } else { (centre - half_width) / (n + square) };
    let high = if failures == 0 { 1.0 } else { (centre + half_width) / (n + square) };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
    const NEWCOMBE_TABLE_I: [(u64, u64, f64, f64); 4] =
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)];

    #[test]
    fn newcombe_table_i_is_reproduced() {
        for (successes, trials, low, high) in NEWCOMBE_TABLE_I {
            let found = wilson(successes, trials, Confidence::NINETY_FIVE).expect("trials");
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn ends_are_exact_without_successes_or_failures() {
        for trials in [1, 10, 1_000_000_000] {
            let none = wilson(0, trials, Confidence::NINETY_FIVE).expect("trials");
            let all = wilson(trials, trials, Confidence::NINETY_FIVE).expect("trials");
            assert_eq!((none.low.to_bits(), all.high.to_bits()), (0.0_f64.to_bits(), 1.0_f64.to_bits()));
            assert!((none.high + all.low - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn exchanging_success_and_failure_mirrors_the_interval() {
        for successes in 0..=40 {
            let one = wilson(successes, 40, Confidence::NINETY_FIVE).expect("trials");
            let other = wilson(40 - successes, 40, Confidence::NINETY_FIVE).expect("trials");
            assert!((one.low + other.high - 1.0).abs() < 1e-15);
            assert!(one.contains(successes as f64 / 40.0));
        }
    }

    #[test]
    fn no_trials_give_no_interval() {
        assert_eq!(wilson(0, 0, Confidence::NINETY_FIVE), None);
    }
}
