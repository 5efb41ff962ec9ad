//! `learned.csv`: what the news teach about what was uncertain. Written where something was observed.

use super::run_tables::{OfRun, Written};
use super::{Exact, ScenarioResult, table};
use detente_engine::math::twelve_digits;
use detente_engine::tally::LearningGrid;

/// In how many of all runs whose news teach nothing a distance may exceed what is said to be chance.
const CHANCE: f64 = 0.05;
/// The quantiles that are set side by side.
const LEVELS: [f64; 3] = [0.05, 0.5, 0.95];

table! {
    /// A row is an uncertain value: what the file says of it, and what the trials that go as was observed had drawn.
    pub struct LearnedRow: "learned" {
        /// The uncertain value.
        key: String,
        /// Its 5 % quantile as the file gives it.
        prior_p05: Option<Exact> ["see parameters"],
        /// Its median as the file gives it.
        prior_p50: Option<Exact> ["see parameters"],
        /// Its 95 % quantile as the file gives it.
        prior_p95: Option<Exact> ["see parameters"],
        /// The 5 % quantile of the values drawn in the trials kept.
        posterior_p05: Option<Exact> ["see parameters"],
        /// The median of the same.
        posterior_p50: Option<Exact> ["see parameters"],
        /// The 95 % quantile of the same.
        posterior_p95: Option<Exact> ["see parameters"],
        /// Largest difference between the two distributions, over all values, in the share that lies below: 0 where the news
        /// teach nothing.
        distance: Option<f64> ["share"],
        /// What chance alone leaves the distances of all m uncertain values below, in 19 of 20 runs whose news teach nothing:
        /// sqrt(ln(40 m) / (2 kept)).
        chance: Option<f64> ["share"],
    }
}

impl OfRun for LearnedRow {
    const WRITTEN: Written = Written::WithNews;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        learned(result).iter().map(|one| row(result.stem(), one)).collect()
    }
}

fn row(stem: &str, one: &Learned<'_>) -> LearnedRow {
    let [prior_p05, prior_p50, prior_p95] = one.prior.map(|end| end.map(Exact));
    let [posterior_p05, posterior_p50, posterior_p95] = one.posterior.map(|end| end.map(Exact));
    LearnedRow {
        scenario: stem.to_owned(),
        key: one.key.to_owned(),
        prior_p05,
        prior_p50,
        prior_p95,
        posterior_p05,
        posterior_p50,
        posterior_p95,
        distance: one.distance,
        chance: one.chance,
    }
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
