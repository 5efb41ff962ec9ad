//! `quantities.csv`: every quantity over all trials and over those of each outcome.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::interval::{mean, median_ranks};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Outcome;
use detente_engine::tally::{Axis, Moments, Spread};
use detente_engine::trial::Quantity;

const IN_UNIT: &str = "see unit";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("population", Kind::Text, "", "The trials meant: all, or those of one outcome."),
    ("quantity", Kind::Text, "", "What is measured in each trial."),
    ("unit", Kind::Text, "", "Unit of the figures in this row."),
    ("trials", Kind::Count, "trials", "Trials of the population in which the quantity is defined."),
    ("mean", Kind::Real, IN_UNIT, "Mean over these trials."),
    ("mean_lo", Kind::Real, IN_UNIT, "Lower end of the 95 % interval of the mean from chance alone."),
    ("mean_hi", Kind::Real, IN_UNIT, "Upper end of the same interval."),
    (
        "median",
        Kind::Real,
        IN_UNIT,
        "Median, to the nearest point of the quantity's grid (see histograms); empty where it lies beyond the grid.",
    ),
    ("median_lo", Kind::Real, IN_UNIT, "Lower end of the 95 % interval of the median, from ranks."),
    ("median_hi", Kind::Real, IN_UNIT, "Upper end of the same interval."),
    ("sd", Kind::Real, IN_UNIT, "Sample standard deviation over trials (divisor n-1)."),
    ("p05", Kind::Real, IN_UNIT, "5 % quantile, to the nearest grid point; empty beyond the grid."),
    ("p25", Kind::Real, IN_UNIT, "25 % quantile, to the nearest grid point; empty beyond the grid."),
    ("p75", Kind::Real, IN_UNIT, "75 % quantile, to the nearest grid point; empty beyond the grid."),
    ("p95", Kind::Real, IN_UNIT, "95 % quantile, to the nearest grid point; empty beyond the grid."),
    ("min", Kind::Real, IN_UNIT, "Smallest value."),
    ("max", Kind::Real, IN_UNIT, "Largest value."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "quantities",
        description: "A row is a quantity over all trials of a scenario, or over those of one outcome.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let record = result.record();
    let all = Quantity::ALL.iter().map(|quantity| row(result, "all", *quantity, &record.of_all(*quantity)));
    let by_outcome = Outcome::ALL.iter().flat_map(|outcome| {
        let row = |quantity: &Quantity| row(result, outcome.word(), *quantity, record.of_outcome(*quantity, *outcome));
        Quantity::ALL.iter().map(row)
    });
    all.chain(by_outcome).collect()
}

fn row(result: &ScenarioResult<'_>, population: &'static str, quantity: Quantity, spread: &Spread) -> Vec<Cell> {
    let axis = result.tally.axis(quantity);
    let moments = spread.moments(axis);
    let [mean, mean_low, mean_high] = mean(&moments);
    let [median_low, median_high] = median_interval(spread, axis, &moments);
    let quantile = |share: f64| quantile(spread, axis, &moments, share);
    row![
        result.stem(),
        Cell::word(population),
        Cell::word(quantity.word()),
        Cell::word(quantity.unit()),
        moments.count(),
        mean,
        mean_low,
        mean_high,
        quantile(0.5),
        median_low,
        median_high,
        moments.sd(),
        quantile(0.05),
        quantile(0.25),
        quantile(0.75),
        quantile(0.95),
        moments.min(),
        moments.max(),
    ]
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
