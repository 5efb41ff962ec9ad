//! From log-odds to probability and back.

use super::fast_exp::exp;

/// Log-odds beyond which [`logistic`] stays as it is: the probability is then within 5e-18 of 0 or 1.
const LIMIT: f64 = 40.0;

/// The probability whose log-odds are `z`, with `z` held within ±40: relative error below 2e-13.
///
/// From about 37 on the result is 1 exactly, as the gap to 1 is no longer representable.
#[inline(always)]
#[must_use]
pub fn logistic(z: f64) -> f64 {
    let odds = exp(-z.clamp(-LIMIT, LIMIT).abs());
    (if z < 0.0 { odds } else { 1.0 }) / (1.0 + odds)
}

/// The probability whose log-odds are `z`, and its complement: both to full relative precision,
/// also where one of them is tiny. `z` is not limited.
#[must_use]
pub fn logistic_tails(z: f64) -> (f64, f64) {
    let odds = libm::exp(-z.abs());
    let (small, large) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
    if z < 0.0 { (small, large) } else { (large, small) }
}

/// The log-odds of probability `p`: infinite at 0 and 1, NaN outside.
#[must_use]
pub fn logit(p: f64) -> f64 {
    if (0.25..=0.75).contains(&p) {
        // Near one half the two logarithms would cancel; 2p - 1 is exact.
        libm::log1p(2.0 * (p - 0.5) / (1.0 - p))
    } else {
        libm::log(p) - libm::log1p(-p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logistic_undoes_logit() {
        for step in 1..1000 {
            let p = f64::from(step) / 1000.0;
            assert!((logistic(logit(p)) / p - 1.0).abs() < 2e-13, "{p}");
        }
        assert!((logit(0.5 + 1e-10) / 4e-10 - 1.0).abs() < 1e-6);
        assert!(logit(0.0) == f64::NEG_INFINITY);
        assert!(logit(1.0) == f64::INFINITY);
        assert!(logit(1.5).is_nan());
    }

    #[test]
    fn logistic_is_held_at_forty() {
        assert_eq!(logistic(-1e9).to_bits(), logistic(-40.0).to_bits());
        assert_eq!(logistic(1e9).to_bits(), 1.0_f64.to_bits());
        assert!(logistic(-1e9) > 0.0);
        assert!(logistic(f64::NAN).is_nan());
    }

    #[test]
    fn tails_add_up_to_one_and_swap_with_the_sign() {
        for step in -500..=500 {
            let z = f64::from(step) / 10.0;
            let (lower, upper) = logistic_tails(z);
            assert!((lower + upper - 1.0).abs() < 1e-15);
            assert_eq!(logistic_tails(-z).1.to_bits(), lower.to_bits());
        }
    }

    #[test]
    fn logistic_values_stay_as_they_are() {
        assert_eq!([1.0, -3.0].map(|z| logistic(z).to_bits()), [4_604_760_009_829_884_596, 4_586_995_609_668_441_158]);
    }
}
