//! Designs of experiments, and what is learned from them.
//!
//! Designs come first: points in the unit cube ([`SobolPoints`], [`latin_hypercube`]), and the points of a sweep ([`Axis`],
//! [`Points`]). Then analyses of a function of the unit cube and of chance ([`Evaluate`]): which input matters ([`screen`],
//! [`indices`]), and where in the cube something happens ([`find_box`]). The engine is one such function ([`Engine`]); tests
//! use others, whose answers are known.
//!
//! Everything is drawn by address from the seed, so a design is the same for any number of threads.

mod axis;
mod boxes;
mod cloud;
mod engine;
mod indices;
mod latin;
mod morris;
mod peel;
mod points;
mod sobol;
mod study;

pub use axis::{Axis, AxisError, Levels};
pub use boxes::{BoxReport, Restriction, find_box};
pub use cloud::{Cloud, Side};
pub use engine::{Engine, MEASURES};
pub use indices::{IndexEstimate, IndexPlan, Indices, indices};
pub use latin::{latin_hypercube, stratified};
pub use morris::{Effect, ScreenPlan, screen};
pub use points::{Design, MOST_POINTS, Points, PointsError, points};
pub use sobol::{MOST_DIMENSIONS, SobolPoints};
pub use study::{Sensitivity, Sizes, sensitivity};

/// A function of points in the unit cube and of chance, as one thread evaluates it.
pub trait Evaluate {
    /// Evaluates neighbouring points: `words[row][input]` stands for the coordinate `(w + 1/2) / 2^32`, and row `i` lives
    /// through the random numbers of trial `first_trial + i`, where `first_trial` is a multiple of [`detente_engine::random::LANES`] and there
    /// are at most that many rows. All outputs of a row after each other, the rows in order, are appended to `outputs`.
    fn evaluate(&mut self, words: &[&[u32]], first_trial: u64, outputs: &mut Vec<f64>);
}

impl<F: FnMut(&[u32], u64) -> Vec<f64>> Evaluate for F {
    fn evaluate(&mut self, words: &[&[u32]], first_trial: u64, outputs: &mut Vec<f64>) {
        for (row, trial) in words.iter().zip(first_trial..) {
            outputs.extend(self(row, trial));
        }
    }
}
