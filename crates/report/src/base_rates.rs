//! What a scenario does, beside what was counted of real crises and agreements.

use super::model::Estimate;
use super::read::estimate;
use detente_study::table::{BaseRateRow, Verdict};

/// A base rate that a figure of the scenario is set beside.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedRate {
    /// What was counted.
    pub measured: String,
    /// The figure of the scenario, a share.
    pub here: Estimate,
    /// What was counted, with the interval of the count.
    pub counted: Estimate,
    /// Of how many.
    pub n: String,
    /// How the figure stands to that interval.
    pub verdict: Verdict,
    /// The data.
    pub source: String,
}

/// The base rates of a scenario that has these rows: those of which it has a figure.
pub(super) fn read(rows: &[BaseRateRow]) -> Vec<CountedRate> {
    let counted = |row: &BaseRateRow| {
        Some(CountedRate {
            measured: row.measured.to_string(),
            here: estimate(row.share)?,
            counted: estimate(row.counted_share)?,
            n: row.counted_n.to_string(),
            verdict: row.verdict?,
            source: row.source.to_string(),
        })
    };
    rows.iter().filter_map(counted).collect()
}
