//! Designs of experiments, and what is learned from them.
//!
//! Designs come first: points in the unit cube ([`SobolPoints`], [`latin_hypercube`]), and the points of a sweep ([`Axis`],
//! [`Points`]). Then what is learned from trials in which all inputs vary at once: how much each explains of how trials differ
//! ([`Seen::indices`], [`Explained`]), and under which assumptions something happens ([`find_box`]).
//!
//! Everything is drawn by address from the seed, so a design is the same for any number of threads.

mod axis;
mod boxes;
mod cloud;
mod explained;
mod indices;
mod latin;
mod peel;
mod points;
mod sobol;
mod study;

pub use axis::{Axis, AxisError, Levels};
pub use boxes::{BoxReport, Restriction, find_box};
pub use cloud::{Cloud, Side};
pub use explained::Explained;
pub use indices::{DEGREES, Indices, InputIndex, PairIndex, Part, Seen};
pub use latin::{latin_hypercube, stratified};
pub use points::{Design, MOST_POINTS, Points, PointsError, points};
pub use sobol::{MOST_DIMENSIONS, SobolPoints};
pub use study::{Sensitivity, sensitivity};
