//! What is measured of trials, to be set beside something that was counted or asked for.
//!
//! ```text
//! text ──parse──> Figure ──simulate──> FigureCounts ──estimates──> RateEstimate
//! ```
//!
//! A [`Figure`] is a named one, such as the share of channels that a party has left within a year of their beginning; the mean of an
//! observable, or its mean over the trials in which another happened; or two means set against each other. Every trial is
//! simulated for no more than the figures need.

mod counts;
mod estimate;
#[expect(clippy::module_inception, reason = "the type has a file of its own")]
mod figure;
mod figure_counts;
mod fit;
mod history_tally;
mod life_table;
mod named;
mod parse;
mod plans;
mod rate_estimate;
mod scale;
mod simulate;
mod sums;
#[cfg(test)]
mod tests;
mod unit;
mod watch;

pub use counts::{Counts, WINDOWS};
pub use estimate::{Counted, estimate};
pub use figure::{Figure, MeanOver};
pub use figure_counts::FigureCounts;
pub use history_tally::{HistoryTally, HistoryTallyError};
pub use life_table::LifeTable;
pub use named::{FigureSource, NamedFigure};
pub use parse::FigureError;
pub use plans::{FigurePlans, prolonged, without_ladder};
pub use rate_estimate::RateEstimate;
pub use scale::Scale;
pub use simulate::{FigureSimulator, simulate};
pub use unit::Unit;
pub use watch::{History, TrialWatch};
