//! Whether a body signs: a logit of what is in the text, who objects, and how the government stands.

use crate::math::logistic;
use crate::parameter::SignOffNumbers;

/// What a body has before it.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// sigma: its own leaning.
    pub leaning: f64,
    /// a: ambiguity of the terms.
    pub ambiguity: f64,
    /// Largest contention among the rung's concessions.
    pub contention: f64,
    /// Sum of the objections it hears.
    pub objections: f64,
    /// C of its own party.
    pub credibility: f64,
    /// W of its own government.
    pub capital: f64,
}

/// Probability of approval:
/// `Lam(s0 + sigma + beta_a a - beta_k kappa - beta_O O + beta_C (2C - 1) + beta_W W)`.
#[inline]
#[must_use]
pub fn probability(weights: &SignOffNumbers, file: &File) -> f64 {
    logistic(
        weights.intercept + file.leaning + weights.ambiguity_weight * file.ambiguity
            - weights.contention_weight * file.contention
            - weights.objection_weight * file.objections
            + weights.credibility_weight * (2.0 * file.credibility - 1.0)
            + weights.capital_weight * file.capital,
    )
}

/// Largest weight of one objector: two objections that have not yet faded.
const LARGEST_OBJECTION: f64 = 2.0;

/// An objector's weight after it registers once more.
#[inline]
#[must_use]
pub fn objection_registered(weight: f64) -> f64 {
    (weight + 1.0).min(LARGEST_OBJECTION)
}

/// Probability that an objector registers on the acceptance of a rung: `1 - exp(-eta * salience)`.
#[must_use]
pub fn objection_probability(propensity: f64, salience: f64) -> f64 {
    -libm::expm1(-propensity * salience)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objections_cost_and_credibility_and_ambiguity_buy_approval() {
        let weights = SignOffNumbers {
            intercept: 3.0,
            ambiguity_weight: 0.5,
            contention_weight: 2.0,
            objection_weight: 1.0,
            credibility_weight: 1.0,
            capital_weight: 0.2,
        };
        let file =
            File { leaning: 0.0, ambiguity: 0.3, contention: 0.3, objections: 0.0, credibility: 0.5, capital: 0.0 };
        let base = probability(&weights, &file);
        assert!((base - logistic(2.55)).abs() < 1e-15);
        assert!(probability(&weights, &File { objections: 1.0, ..file }) < base);
        assert!(probability(&weights, &File { credibility: 0.8, ..file }) > base);
        assert!(probability(&weights, &File { ambiguity: 0.6, ..file }) > base);
        assert!(probability(&weights, &File { capital: 1.0, ..file }) > base);
    }

    #[test]
    fn an_objector_weighs_at_most_two() {
        assert_eq!(objection_registered(objection_registered(objection_registered(0.0))), 2.0);
        assert_eq!(objection_probability(1.0, 0.0), 0.0);
    }
}
