//! `quantities.csv`: every quantity over all trials and over those of each outcome.

use super::interval::{mean, median_ranks};
use super::run_tables::OfRun;
use super::{Cell, CellValue, Kind, Ranged, ScenarioResult, Text, table};
use detente_engine::domain::Outcome;
use detente_engine::tally::{Axis, Moments, Spread};
use detente_engine::trial::Quantity;

const IN_UNIT: &str = "see unit";
const MEAN_LO: &str = "Lower end of the 95 % interval of the mean from chance alone.";
const MEDIAN_LO: &str = "Lower end of the 95 % interval of the median, from ranks.";

table! {
    /// A row is a quantity over all trials of a scenario, or over those of one outcome.
    pub struct QuantityRow: "quantities" {
        /// The trials meant: all, or those of one outcome.
        population: Population,
        /// What is measured in each trial.
        quantity: Quantity,
        /// Unit of the figures in this row.
        unit: Text,
        /// Trials of the population in which the quantity is defined.
        trials: u64 ["trials"],
        /// Mean over these trials.
        mean: Ranged [IN_UNIT, MEAN_LO],
        /// Median, to the nearest point of the quantity's grid (see histograms); empty where it lies beyond the grid.
        median: Ranged [IN_UNIT, MEDIAN_LO],
        /// Sample standard deviation over trials (divisor n-1).
        sd: Option<f64> [IN_UNIT],
        /// 5 % quantile, to the nearest grid point; empty beyond the grid.
        p05: Option<f64> [IN_UNIT],
        /// 25 % quantile, to the nearest grid point; empty beyond the grid.
        p25: Option<f64> [IN_UNIT],
        /// 75 % quantile, to the nearest grid point; empty beyond the grid.
        p75: Option<f64> [IN_UNIT],
        /// 95 % quantile, to the nearest grid point; empty beyond the grid.
        p95: Option<f64> [IN_UNIT],
        /// Smallest value.
        min: Option<f64> [IN_UNIT],
        /// Largest value.
        max: Option<f64> [IN_UNIT],
    }
}

/// The trials over which a quantity is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// All of them.
    All,
    /// Those of one outcome.
    Of(Outcome),
}

/// How all trials are spelled.
const ALL: &str = "all";

impl CellValue for Population {
    fn kind(_: &str) -> Kind {
        Kind::Text
    }

    fn cell(&self) -> Cell {
        match self {
            Self::All => Cell::word(ALL),
            Self::Of(outcome) => outcome.cell(),
        }
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        if *cell == Cell::word(ALL) { Some(Self::All) } else { Outcome::of_cell(cell).map(Self::Of) }
    }
}

impl OfRun for QuantityRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let record = result.record();
        let all = |quantity: &Quantity| row(result, Population::All, *quantity, &record.of_all(*quantity));
        let by_outcome = Outcome::ALL.iter().flat_map(|outcome| {
            let spread = |quantity: &Quantity| record.of_outcome(*quantity, *outcome);
            Quantity::ALL.iter().map(move |own| row(result, Population::Of(*outcome), *own, spread(own)))
        });
        Quantity::ALL.iter().map(all).chain(by_outcome).collect()
    }
}

fn row(result: &ScenarioResult<'_>, population: Population, quantity: Quantity, spread: &Spread) -> QuantityRow {
    let axis = result.tally.axis(quantity);
    let moments = spread.moments(axis);
    let [low, high] = median_interval(spread, axis, &moments);
    let quantile = |share: f64| quantile(spread, axis, &moments, share);
    QuantityRow {
        scenario: result.stem().to_owned(),
        population,
        quantity,
        unit: quantity.unit().into(),
        trials: moments.count(),
        mean: mean(&moments),
        median: Ranged { value: quantile(0.5), low, high },
        sd: moments.sd(),
        p05: quantile(0.05),
        p25: quantile(0.25),
        p75: quantile(0.75),
        p95: quantile(0.95),
        min: moments.min(),
        max: moments.max(),
    }
}

/// The `share` quantile.
fn quantile(spread: &Spread, axis: &Axis, moments: &Moments, share: f64) -> Option<f64> {
    spread.histogram.quantile(share).and_then(|bin| value_of(bin, axis, moments))
}

/// The median, as the table gives it.
pub(super) fn median(spread: &Spread, axis: &Axis) -> Option<f64> {
    quantile(spread, axis, &spread.moments(axis), 0.5)
}

fn median_interval(spread: &Spread, axis: &Axis, moments: &Moments) -> [Option<f64>; 2] {
    let Some((low, high)) = median_ranks(moments.count()) else { return [None; 2] };
    [low, high].map(|rank| spread.histogram.ranked(rank).and_then(|bin| value_of(bin, axis, moments)))
}

/// The value that a rank in `bin` has: its grid point, but never beyond the smallest and the largest
/// value. Unknown in a bin at an end of the grid that also took values from beyond.
fn value_of(bin: usize, axis: &Axis, moments: &Moments) -> Option<f64> {
    let (min, max) = (moments.min()?, moments.max()?);
    axis.holds(bin, min, max).then(|| axis.point(bin).clamp(min, max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::domain::Money;
    use detente_engine::trial::Grid;

    #[test]
    fn a_quantile_beyond_the_grid_is_undefined_rather_than_too_small() {
        let axis = Axis::bounded(Grid::Share, Money::ZERO).expect("no steps");
        let mut spread = Spread::new(axis.bins());
        [0.2, 0.4, 7.0].iter().for_each(|value| spread.add(&axis, *value));
        let moments = spread.moments(&axis);
        assert_eq!(quantile(&spread, &axis, &moments, 0.95), None);
        assert_eq!(median(&spread, &axis), Some(0.4));
    }
}
