//! The equations of the model, one file per mechanism.
//!
//! Every function is pure: numbers in, numbers out. None draws, none knows of steps or of the state
//! of a trial; `docs/model.md` gives the same equations in the same order.

pub mod acceptance;
pub mod belief;
pub mod compliance;
pub mod confrontation;
pub mod credibility;
pub mod ledger;
pub mod sign_off;
pub mod stake;
pub mod tension;

/// Largest size of a log-odds or of an exponent: beyond it probabilities are 0 or 1 for all purposes.
pub const LARGEST_EXPONENT: f64 = 40.0;

/// `Lam(z) = 1 / (1 + exp(-z))`, the logistic curve, with the exponent held to +-40.
#[must_use]
pub fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-z.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT)))
}

/// `ln(p / (1 - p))`, the log-odds of `p`.
#[must_use]
pub fn log_odds(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}
