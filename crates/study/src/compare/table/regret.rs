//! `regret.csv`: what each plan gives away by not being the best one in every world.

use crate::compare::{Figure, Regret};
use crate::table::table;

table! {
    /// A row is a plan under an objective: how often it is the best, and what it gives away where it is not. No rows where nothing
    /// is uncertain.
    pub struct RegretRow: "regret" {
        /// What counts: scaling as often, collapse and confrontation as seldom as can be.
        objective: Figure,
        /// Worlds in which all plans of the comparison were simulated.
        worlds: u64 ["worlds"],
        /// Share of the worlds in which it is the best of the plans, chance taken out; worlds in which several are the best are shared
        /// between these.
        best_share: f64 ["share"],
        /// The share of trials by which it misses what the best plan of the world reaches: the mean over the worlds, chance taken out.
        regret: f64 ["share"],
        /// The same over the tenth of the worlds in which it misses most.
        regret_worst_tenth: f64 ["share"],
    }
}

/// The rows of `regrets`, whose plans have the names `stems`.
#[must_use]
pub fn regret_rows(stems: &[&str], regrets: &[Regret]) -> Vec<RegretRow> {
    let row = |regret: &Regret| RegretRow {
        scenario: stems[regret.plan].to_owned(),
        objective: regret.objective,
        worlds: regret.worlds,
        best_share: regret.best,
        regret: regret.mean,
        regret_worst_tenth: regret.worst_tenth,
    };
    regrets.iter().map(row).collect()
}
