//! `experts.csv` and `pooled_keys.csv`.

use super::pool::{Pool, PooledKey};
use crate::table::{Table, table};
use detente_engine::statistics::Weighted;

/// Who speaks where all do.
const ALL: &str = "pool";

table! {
    /// A row is an expert, with what his answers weigh in the pool.
    pub struct ExpertRow: "experts" {
        /// The expert, by the name of his file.
        expert: String,
        /// Keys that he answered otherwise than the scenario.
        answered: u64 ["keys"],
        /// Seed questions by which he was scored; empty where nobody was.
        seeds: Option<u64> ["questions"],
        /// Calibration score: the probability of known answers at least as far from his quantiles, were these right.
        calibration: Option<f64>,
        /// Information score: how much narrower his quantiles are than the range of all, mean over the seeds.
        information: Option<f64> ["nats"],
        /// Share of the pool that is his.
        weight: f64 ["share"],
    }
}

table! {
    /// A row is a pooled key with what one expert, or the whole pool, takes to be possible.
    pub struct PooledKeyRow: "pooled_keys" {
        /// The dotted key.
        key: String,
        /// Unit of the key.
        unit: String,
        /// The expert; pool for all of them by weight.
        expert: String,
        /// Whether he answered it: yes or no. Who did not has what the scenario says.
        answered: String,
        /// 5 % quantile.
        p05: f64,
        /// Median.
        p50: f64,
        /// 95 % quantile.
        p95: f64,
        /// Of the pool: how far the medians of the experts with weight lie apart, as a part of the usual range of the key.
        apart: Option<f64>,
    }
}

/// The tables of a pool about the scenario `stem`.
#[must_use]
pub fn pool_tables(stem: &str, pool: &Pool) -> Vec<Table> {
    vec![Table::of(&expert_rows(stem, pool)), Table::of(&pooled_key_rows(stem, pool))]
}

/// The rows of the experts, in order of their names.
#[must_use]
pub fn expert_rows(stem: &str, pool: &Pool) -> Vec<ExpertRow> {
    let row = |(at, expert): (usize, &super::PooledExpert)| ExpertRow {
        scenario: stem.to_owned(),
        expert: expert.name.clone(),
        answered: pool.keys.iter().filter(|key| key.answered[at]).count() as u64,
        seeds: expert.scores.map(|_| pool.seeds as u64),
        calibration: expert.scores.map(|scores| scores.calibration),
        information: expert.scores.map(|scores| scores.information),
        weight: expert.weight,
    };
    pool.experts.iter().enumerate().map(row).collect()
}

/// The rows of the pooled keys, each with every expert and the pool.
#[must_use]
pub fn pooled_key_rows(stem: &str, pool: &Pool) -> Vec<PooledKeyRow> {
    pool.keys.iter().flat_map(|key| rows_of(stem, pool, key)).collect()
}

fn rows_of(stem: &str, pool: &Pool, key: &PooledKey) -> Vec<PooledKeyRow> {
    let row = |expert: &str, answered: bool, [p05, p50, p95]: [f64; 3]| PooledKeyRow {
        scenario: stem.to_owned(),
        key: key.key.clone(),
        unit: key.unit.clone(),
        expert: expert.to_owned(),
        answered: if answered { "yes" } else { "no" }.to_owned(),
        p05,
        p50,
        p95,
        apart: None,
    };
    let own = |values: &[f64]| Weighted::new(values.iter().map(|value| (*value, 1.0))).summary();
    let mut rows: Vec<PooledKeyRow> = pool
        .experts
        .iter()
        .enumerate()
        .map(|(at, expert)| row(&expert.name, key.answered[at], own(&key.values[at])))
        .collect();
    let weighed = pool
        .experts
        .iter()
        .zip(&key.values)
        .flat_map(|(expert, values)| values.iter().map(|value| (*value, expert.weight)));
    let all = Weighted::new(weighed).summary();
    let medians = || pool.experts.iter().zip(&rows).filter(|(expert, _)| expert.weight > 0.0).map(|(_, row)| row.p50);
    let apart = medians().fold(f64::NEG_INFINITY, f64::max) - medians().fold(f64::INFINITY, f64::min);
    let pooled = row(ALL, key.answered.contains(&true), all);
    rows.push(PooledKeyRow { apart: Some(apart / (key.usual.1 - key.usual.0)), ..pooled });
    rows
}
