//! Intervals for the figures of published tables.
//!
//! Every function says which formula it is, where it is from, and what it gives for samples too small
//! to say anything: `None`, which a table shows as an empty cell.

mod bernstein;
mod binomial_rank;
mod confidence;
mod discrimination;
mod holm;
mod information;
mod interval;
mod mean;
mod paired;
mod precision;
mod rank;
mod ratio;
mod ratio_of_parts;
mod skill;
mod spread;
mod sum_of_squares;
mod true_differences;
mod weighted;
mod wilson;

pub use bernstein::bernstein_bound;
pub use confidence::Confidence;
pub use discrimination::discrimination;
pub use holm::holm;
pub use information::information;
pub use interval::Interval;
pub use mean::mean_interval;
pub use paired::{PairedCounts, paired_difference};
pub use precision::Precision;
pub use rank::{median_interval_ranks, quantile_interval_ranks};
pub use ratio::RatioSums;
pub use ratio_of_parts::part_of;
pub use skill::brier_skill;
pub use spread::{kept, true_spread, true_variance, true_variance_interval, variance_between};
pub use sum_of_squares::sum_of_squares;
pub use true_differences::{OverWorlds, true_differences};
pub use weighted::Weighted;
pub use wilson::wilson;
