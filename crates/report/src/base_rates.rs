//! What a scenario does, beside what was counted of real crises and agreements.

use super::estimate::Estimate;
use super::model::CountedRate;
use detente_study::table::BaseRateRow;

/// The base rates of a scenario that has these rows: those of which it has a figure.
pub(super) fn read(rows: &[BaseRateRow]) -> Vec<CountedRate> {
    let counted = |row: &BaseRateRow| {
        Some(CountedRate {
            measured: row.measured.to_string(),
            here: Estimate::of(row.share)?,
            counted: Estimate::of(row.counted_share)?,
            n: row.counted_n.to_string(),
            verdict: row.verdict?,
            source: row.source.to_string(),
        })
    };
    rows.iter().filter_map(counted).collect()
}
