//! `histograms.csv`: how the values of each quantity are spread over all trials.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::interval::share;
use super::{Cell, ScenarioResult, Table};
use detente_engine::trial::Quantity;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("quantity", Kind::Text, "", "What is measured in each trial; under `quantities` stands what each is."),
    ("unit", Kind::Text, "", "Unit of the bin's ends."),
    (
        "bin_low",
        Kind::Real,
        "see unit",
        "Lower end of the bin; the first bin of a grid also takes all below, and bins of counts and weeks are single values.",
    ),
    ("bin_high", Kind::Real, "see unit", "Upper end of the bin; the last bin of a grid also takes all above."),
    ("count", Kind::Count, "trials", "Trials with a value in the bin."),
    ("share", Kind::Share, "share", "The same as a share of the trials in which the quantity is defined."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "histograms",
        description: "A row is a bin of a quantity of a scenario, over all trials; empty bins are left out.",
        columns: columns(COLUMNS),
        rows: results
            .iter()
            .flat_map(|result| Quantity::ALL.iter().flat_map(|quantity| rows(result, *quantity)))
            .collect(),
    }
}

fn rows(result: &ScenarioResult<'_>, quantity: Quantity) -> Vec<Vec<Cell>> {
    let spread = result.record().of_all(quantity);
    let (axis, total) = (result.tally.axis(quantity), spread.histogram.total());
    let row = |(bin, count): (usize, u64)| {
        let (low, high) = axis.bounds(bin);
        let [low, high] = [low, high].map(|end| if axis.exact() { Cell::Tidy(end) } else { Cell::from(end) });
        row![result.stem(), quantity.word(), quantity.unit(), low, high, count, share(count, total)]
    };
    spread.histogram.filled().map(row).collect()
}
