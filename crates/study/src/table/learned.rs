//! `learned.csv`: what the news teach about what was uncertain. Written where something was observed.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::{Cell, ScenarioResult, Table};
use detente_engine::math::twelve_digits;
use detente_engine::tally::LearningGrid;

/// In how many of all runs whose news teach nothing a distance may exceed what is said to be chance.
const CHANCE: f64 = 0.05;
/// The quantiles that are set side by side.
const LEVELS: [f64; 3] = [0.05, 0.5, 0.95];

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("key", Kind::Text, "", "The uncertain value."),
    ("prior_p05", Kind::Real, "see parameters", "Its 5 % quantile as the file gives it."),
    ("prior_p50", Kind::Real, "see parameters", "Its median as the file gives it."),
    ("prior_p95", Kind::Real, "see parameters", "Its 95 % quantile as the file gives it."),
    ("posterior_p05", Kind::Real, "see parameters", "The 5 % quantile of the values drawn in the trials kept."),
    ("posterior_p50", Kind::Real, "see parameters", "The median of the same."),
    ("posterior_p95", Kind::Real, "see parameters", "The 95 % quantile of the same."),
    (
        "distance",
        Kind::Share,
        "share",
        "Largest difference between the two distributions, over all values, in the share that lies below: 0 where the news teach nothing.",
    ),
    (
        "chance",
        Kind::Share,
        "share",
        "What chance alone leaves the distances of all m uncertain values below, in 19 of 20 runs whose news teach nothing: sqrt(ln(40 m) / (2 kept)).",
    ),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "learned",
        description: "A row is an uncertain value: what the file says of it, and what the trials that go as was observed had drawn.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let row = |one: &Learned<'_>| {
        let ends = one.prior.into_iter().chain(one.posterior).map(Cell::exact);
        let head = row![result.stem(), one.key];
        head.into_iter().chain(ends).chain(row![one.distance, one.chance]).collect()
    };
    learned(result).iter().map(row).collect::<Vec<Vec<Cell>>>()
}

/// What the news teach about one uncertain value.
#[derive(Clone, Debug)]
pub struct Learned<'a> {
    /// Its key.
    pub key: &'a str,
    /// 5 %, 50 % and 95 % quantiles as the file gives them.
    pub prior: [Option<f64>; 3],
    /// The same of what the trials kept had drawn.
    pub posterior: [Option<f64>; 3],
    /// Largest difference between the two distributions.
    pub distance: Option<f64>,
    /// What the largest of all distances exceeds by chance once in twenty (Massart's bound, over all uncertain values).
    pub chance: Option<f64>,
}

/// What the news teach, in the order of the keys; nothing where nothing was observed.
#[must_use]
pub fn learned<'a>(result: &ScenarioResult<'a>) -> Vec<Learned<'a>> {
    let record = result.record();
    let Some(counts) = &record.news else { return Vec::new() };
    let values = result.plan.uncertain.len() as f64;
    let chance = |kept: u64| (libm::log(2.0 * values / CHANCE) / (2.0 * kept as f64)).sqrt().min(1.0);
    let one = |(value, drawn): (&'a detente_engine::plan::UncertainPlan, &detente_engine::tally::Histogram)| {
        let (prior, grid) = (&value.distribution, LearningGrid::new(&value.distribution));
        Learned {
            key: value.key.as_str(),
            prior: LEVELS.map(|level| Some(twelve_digits(prior.quantile(level)))),
            posterior: LEVELS.map(|level| grid.quantile(prior, drawn, level).map(twelve_digits)),
            distance: grid.distance(prior, drawn),
            chance: (record.trials > 0).then(|| chance(record.trials)),
        }
    };
    result.plan.uncertain.iter().zip(&counts.drawn).map(one).collect()
}
