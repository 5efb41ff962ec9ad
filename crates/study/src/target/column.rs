//! The columns of a file of targets.

use crate::sheet::Holds;
use detente_engine::domain::words;
use serde::Serialize;

words! {
    /// A column of a file of targets.
    Column {
        Figure = "figure", "What of the model it is set beside, or `none` where the model has nothing of the kind.";
        Value = "value", "The figure counted.";
        Source = "source", "The data, named as their authors name them.";
        Discrepancy = "discrepancy", "How far the model may miss, as one standard deviation in the unit of the figure.";
        Low = "low", "Lower end of the 95 % interval of the count.";
        High = "high", "Upper end of it.";
        Sd = "sd", "Standard deviation of the count, in place of an interval.";
        Id = "id", "Id.";
        Measured = "measured", "What is measured, in words.";
        N = "n", "Of how many it was counted.";
        Rule = "rule", "What was counted as what.";
        Compares = "compares", "How it stands to the figure: yes, at_most, at_least or no.";
        Note = "note", "Why it is no more than a bound, or nothing at all.";
        Explained = "explained", "Why the model is off.";
        DiscrepancyWhy = "discrepancy_why", "Why the discrepancy is as large.";
        HeldOut = "held_out", "Whether it has no part in a calibration and is only looked at: yes or no.";
    }
}

impl Column {
    /// Columns without which nothing can be read.
    pub(super) const REQUIRED: [Self; 4] = [Self::Figure, Self::Value, Self::Source, Self::Discrepancy];
}

/// What the column called `name` holds.
pub(super) fn holds(name: &str) -> Holds {
    match Column::from_word(name) {
        Some(Column::Value | Column::Discrepancy | Column::Low | Column::High | Column::Sd) => Holds::Numbers,
        Some(Column::Figure | Column::Compares | Column::HeldOut) => Holds::Words,
        _ => Holds::Text,
    }
}
