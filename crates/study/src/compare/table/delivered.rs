//! `delivered.csv`: how much of its ladder each plan carries out.

use crate::compare::Delivered;
use crate::table::{Ranged, table};

const NORMAL: &str = "Lower end of its 95 % interval from chance alone (normal).";

table! {
    /// A row is a plan: how many rungs of its ladder come into force. A plan may collapse less because it does less.
    pub struct DeliveredRow: "delivered" {
        /// Rungs of its ladder, with tranches and repeats one by one.
        rungs: u64 ["rungs"],
        /// How many of them came into force in a trial, in any of its weeks: the mean.
        delivered_mean: Ranged ["rungs", NORMAL],
    }
}

/// The rows of the plans called `stems`.
#[must_use]
pub fn delivered_rows(stems: &[&str], found: &[Delivered]) -> Vec<DeliveredRow> {
    let row = |(stem, it): (&&str, &Delivered)| DeliveredRow {
        scenario: (*stem).to_owned(),
        rungs: it.rungs as u64,
        delivered_mean: Ranged::new(it.mean.into(), it.interval),
    };
    stems.iter().zip(found).map(row).collect()
}
