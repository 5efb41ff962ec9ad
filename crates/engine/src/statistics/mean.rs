//! The interval for a mean.

use super::{Confidence, Interval};

/// Student's interval for the mean of a population: `mean ± t · sd / √n`, with `t` for `n - 1`
/// degrees of freedom.
///
/// `sd` is the standard deviation of the sample with divisor `n - 1`. The interval is exact for normal
/// data; otherwise it leans on the central limit theorem and deserves trust from a few dozen trials
/// on, or several hundred where the data are very skewed. `None` for fewer than two trials, and
/// where mean or deviation is not a finite number.
#[must_use]
pub fn mean_interval(mean: f64, sd: f64, n: u64, confidence: Confidence) -> Option<Interval> {
    let usable = n >= 2 && mean.is_finite() && sd >= 0.0 && sd.is_finite();
    usable.then(|| {
        let half_width = confidence.student((n - 1) as f64) * sd / (n as f64).sqrt();
        Interval { low: mean - half_width, high: mean + half_width }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_data_on_sleep_are_reproduced() {
        // Student, Biometrika 6 (1908), 1-25: extra hours of sleep of ten patients.
        let gains = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4_f64];
        let squares: f64 = gains.iter().map(|gain| (gain - 1.58) * (gain - 1.58)).sum();
        let found = mean_interval(1.58, (squares / 9.0).sqrt(), 10, Confidence::NINETY_FIVE).expect("ten trials");
        assert!((found.low - 0.700_114_2).abs() < 5e-8 && (found.high - 2.459_885_8).abs() < 5e-8, "{found:?}");
    }

    #[test]
    fn large_samples_use_the_normal() {
        let found = mean_interval(0.0, 1.0, 1_000_000_000, Confidence::NINETY_FIVE).expect("trials");
        assert!((found.high * 1e9_f64.sqrt() - 1.959_963_987).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn one_trial_says_nothing() {
        assert_eq!(mean_interval(1.0, 0.0, 1, Confidence::NINETY_FIVE), None);
        assert_eq!(mean_interval(1.0, f64::NAN, 10, Confidence::NINETY_FIVE), None);
        let constant = mean_interval(1.0, 0.0, 2, Confidence::NINETY_FIVE).expect("two trials");
        assert!(constant.width() == 0.0);
    }
}
