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
