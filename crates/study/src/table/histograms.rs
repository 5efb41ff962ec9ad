//! `histograms.csv`: how the values of each quantity are spread over all trials.

use super::interval::share;
use super::run_tables::OfRun;
use super::{Cell, CellValue, Kind, ScenarioResult, Text, table};
use detente_engine::trial::Quantity;

table! {
    /// A row is a bin of a quantity of a scenario, over all trials; empty bins are left out.
    pub struct HistogramRow: "histograms" {
        /// What is measured in each trial; under `quantities` stands what each is.
        quantity: Quantity,
        /// Unit of the bin's ends.
        unit: Text,
        /// Lower end of the bin; the first bin of a grid also takes all below, and bins of counts and weeks are single values.
        bin_low: BinEnd ["see unit"],
        /// Upper end of the bin; the last bin of a grid also takes all above.
        bin_high: BinEnd ["see unit"],
        /// Trials with a value in the bin.
        count: u64 ["trials"],
        /// The same as a share of the trials in which the quantity is defined.
        share: Option<f64> ["share"],
    }
}

/// The end of a bin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BinEnd {
    /// Of a bin that holds a single value, which is mostly whole.
    Single(f64),
    /// Of a bin of a grid.
    OfGrid(f64),
}

impl CellValue for BinEnd {
    fn kind(unit: &str) -> Kind {
        Kind::of_real(unit)
    }

    fn cell(&self) -> Cell {
        match self {
            Self::Single(end) => Cell::Tidy(*end),
            Self::OfGrid(end) => Cell::from(*end),
        }
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Tidy(end) => Some(Self::Single(*end)),
            other => f64::of_cell(other).map(Self::OfGrid),
        }
    }
}

impl OfRun for HistogramRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        Quantity::ALL.iter().flat_map(|quantity| rows(result, *quantity)).collect()
    }
}

fn rows(result: &ScenarioResult<'_>, quantity: Quantity) -> Vec<HistogramRow> {
    let spread = result.record().of_all(quantity);
    let (axis, total) = (result.tally.axis(quantity), spread.histogram.total());
    let row = |(bin, count): (usize, u64)| {
        let (low, high) = axis.bounds(bin);
        let [bin_low, bin_high] =
            [low, high].map(|end| if axis.exact() { BinEnd::Single(end) } else { BinEnd::OfGrid(end) });
        let (scenario, unit, share) = (result.stem().to_owned(), quantity.unit().into(), share(count, total));
        HistogramRow { scenario, quantity, unit, bin_low, bin_high, count, share }
    };
    spread.histogram.filled().map(row).collect()
}
