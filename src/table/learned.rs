//! `learned.csv`: what the news teach about what was uncertain. Written where something was observed.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::{Cell, ScenarioResult, Table};
use crate::tally::LearningGrid;

/// Kolmogorov's distance, times the root of the number of trials, which chance alone exceeds once in twenty.
const CHANCE: f64 = 1.358;

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
        "What the distance exceeds in 1 of 20 runs where the news teach nothing (Kolmogorov: 1.358 / sqrt(kept)).",
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
    /// What chance exceeds once in twenty.
    pub chance: Option<f64>,
}

/// What the news teach, in the order of the keys; nothing where nothing was observed.
#[must_use]
pub fn learned<'a>(result: &ScenarioResult<'a>) -> Vec<Learned<'a>> {
    let record = result.record();
    let Some(counts) = &record.news else { return Vec::new() };
    let one = |(value, drawn): (&'a crate::plan::UncertainPlan, &crate::tally::Histogram)| {
        let (prior, grid) = (&value.distribution, LearningGrid::new(&value.distribution));
        Learned {
            key: value.key.as_str(),
            prior: [0.05, 0.5, 0.95].map(|level| Some(prior.quantile(level))),
            posterior: [0.05, 0.5, 0.95].map(|level| grid.quantile(prior, drawn, level)),
            distance: grid.distance(drawn),
            chance: (record.trials > 0).then(|| (CHANCE / (record.trials as f64).sqrt()).min(1.0)),
        }
    };
    result.plan.uncertain.iter().zip(&counts.drawn).map(one).collect()
}
