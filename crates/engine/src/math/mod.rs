//! Functions of real numbers that give the same bits on every machine.
//!
//! All of it is `+ - * /`, square roots, and the software functions of the `libm` crate: the
//! functions of the standard library are left to the platform and differ in their last bits.

mod beta;
mod beta_curve;
mod digits;
mod fast_exp;
mod logistic;
mod nearest;
mod normal;
mod normal_mean;
mod orderless;
mod per;
mod student;

pub use beta::{beta_cumulative, beta_quantile};
pub use beta_curve::BetaCurve;
pub use digits::twelve_digits;
pub use fast_exp::exp;
pub use logistic::{logistic, logistic_tails, logit};
pub use nearest::{greater, lesser, nearest};
pub use normal::{normal_cumulative, normal_density, normal_quantile};
pub use normal_mean::normal_mean_of;
pub use orderless::OrderlessSum;
pub use per::per;
pub use student::student_quantile;
