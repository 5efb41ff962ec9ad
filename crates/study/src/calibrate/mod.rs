//! What facts leave open: worlds, each a choice of every value that nobody wrote down, weighted by how well they meet targets.
//!
//! ```text
//! Scenario ──FreeKeys──> quantiles ──plan_at──> Plan ──figure::simulate──> estimates ─┐
//! Target ──Goal───────────────────────────────────────────────────────────────────────┴─waves──> Waves ──weigh──> worlds, tables
//! ```
//!
//! Points are given as normal scores, one a free key, which are independent and standard normal before anything is known. The first
//! wave is drawn from there. Each further wave is drawn from a [`Region`]: a normal distribution fitted to the points so far, which
//! are weighted by how near they come to the goals, at a tolerance that shrinks from wave to wave to that of the goals themselves. A
//! region differs from what was known before in a few directions only, those in which the figures change, of which there are no
//! more than goals a wave. In the end every point of every wave counts, weighted by prior times likelihood over the mixture of all regions
//! (adaptive multiple importance sampling: J.-M. Cornuet, J.-M. Marin, A. Mira and C. P. Robert, Scandinavian Journal of
//! Statistics 39 (2012), 798-812; the tolerance as in sequential Monte Carlo: P. Del Moral, A. Doucet and A. Jasra, Journal of the
//! Royal Statistical Society B 68 (2006), 411-436; the directions: T. Cui and others, Inverse Problems 30 (2014), 114015).

mod free;
mod goal;
mod point;
mod region;
mod study;
mod table;
mod waves;
mod weigh;

pub use free::{FreeKeys, FreeKeysError};
pub use goal::{Goal, Side, Told};
pub use point::{Point, Wave};
pub use region::Region;
pub use study::{Calibration, CalibrationPlan, KeepWaves, NotCalibrated, ToldWaves, calibrate};
pub use table::{
    FitRow, FitStatus, LITTLE_LEARNED, MISSED, PosteriorRow, RULED_OUT, TargetPairRow, WaveRow, by_information,
    calibration_tables, fit_rows, pair_rows, posterior_rows, wave_rows,
};
pub use waves::{Sizes, Waves, waves};
pub use weigh::{Weights, effective, systematic};
