//! The words that stand in the cells of a table, for the dictionary that lies beside the results.

use super::{IndicatorRow, LeverageRow, QuantityRow, TableRow as _};
use detente_engine::trial::{Indicator, LeverageMeasure, Quantity};

/// A word that stands in cells, with its unit and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As the cells spell it.
    pub word: &'static str,
    /// Unit of the figures beside it; empty where it has none.
    pub unit: &'static str,
    /// In one sentence.
    pub meaning: &'static str,
}

/// The column of table `table` whose words need explaining, and the words; `None` where its columns say all.
///
/// ```
/// let (column, terms) = detente_study::table::lexicon("quantities").expect("its words need explaining");
/// assert_eq!((column, terms[0].word), ("quantity", "end_weeks"));
/// assert!(detente_study::table::lexicon("outcomes").is_none());
/// ```
#[must_use]
pub fn lexicon(table: &str) -> Option<(&'static str, Vec<Term>)> {
    match table {
        QuantityRow::NAME => {
            let term = |it: &Quantity| Term { word: it.word(), unit: it.unit(), meaning: it.meaning() };
            Some((QuantityRow::quantity.name(), Quantity::ALL.iter().map(term).collect()))
        }
        LeverageRow::NAME => {
            let term = |it: &LeverageMeasure| Term { word: it.word(), unit: it.unit(), meaning: it.meaning() };
            Some((LeverageRow::measure.name(), LeverageMeasure::ALL.iter().map(term).collect()))
        }
        IndicatorRow::NAME => {
            let term = |it: &Indicator| Term { word: it.word(), unit: "", meaning: it.meaning() };
            Some((IndicatorRow::indicator.name(), Indicator::ALL.iter().map(term).collect()))
        }
        _ => None,
    }
}
