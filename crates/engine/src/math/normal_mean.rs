//! Means of smooth functions of a standard normal variable.

use super::normal_density;

/// Standard deviations on each side that the sum covers; 2e-33 of the normal lies beyond.
const REACH: u32 = 12;
/// Points per standard deviation.
const DENSITY: u32 = 64;

/// The mean of `function(Z)` for a standard normal `Z`, by the trapezoidal rule.
///
/// For functions that are smooth on the whole line the rule converges faster than any power of the
/// step; bounded functions such as the logistic of `m + s Z` are exact to rounding up to `s` = 80.
#[must_use]
pub fn normal_mean_of(function: impl Fn(f64) -> f64) -> f64 {
    let step = 1.0 / f64::from(DENSITY);
    let pairs = (1..=REACH * DENSITY).map(|point| {
        let z = f64::from(point) * step;
        normal_density(z) * (function(z) + function(-z))
    });
    step * (normal_density(0.0) * function(0.0) + pairs.sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::logistic;

    #[test]
    fn moments_of_the_normal_are_found() {
        assert!((normal_mean_of(|_| 1.0) - 1.0).abs() < 1e-14);
        assert!((normal_mean_of(|z| z * z) - 1.0).abs() < 1e-14);
        assert!((normal_mean_of(libm::exp) / libm::exp(0.5) - 1.0).abs() < 1e-14);
    }

    #[test]
    fn mean_of_a_logistic_is_one_half_by_symmetry_however_steep() {
        for spread in [0.1, 1.0, 10.0, 80.0] {
            assert!((normal_mean_of(|z| logistic(spread * z)) - 0.5).abs() < 1e-12, "{spread}");
        }
    }
}
