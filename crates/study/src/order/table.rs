//! `orders.csv`, `best.csv` and `search.csv`.

use super::race::{Finish, Standing};
use super::seek::{Found, Runner, SearchSpec};
use super::space::Space;
use super::stage::Method;
use crate::table::{Ranged, Table, Text, Written, table, worded};

worded!(Finish, Method, Standing);

const AT_ALL_LOOKS: &str = "Lower end of its interval from chance alone: empirical Bernstein on paired differences, at a level at which all pairs of plans hold at all looks at once with the confidence in search.csv.";
const WILSON_OR_MEAN: &str =
    "Lower end of its 95 % interval from chance alone: Wilson for a share of all trials, else that of a mean.";
const NEWCOMBE_OR_MEAN: &str = "Lower end of its 95 % interval from chance alone: Newcombe's method 10 for shares of all trials, else that of a mean.";

table! {
    /// A row is a plan that was tried, the best first.
    pub struct OrderRow: "orders" {
        /// Number of the plan; 1 is the ladder as written.
        plan: u64,
        /// The rungs in their order.
        order: String,
        /// Who delivers first, by rung; empty where that is not varied.
        first_movers: String,
        /// Into how many tranches a rung is cut; empty where that is not varied.
        tranches: String,
        /// best (of the plans tried), not_told_apart (from the best), or worse (than another plan tried).
        status: Standing,
        /// The plan by which this one was found worse, and dropped out; else empty.
        worse_than: Option<u64>,
        /// Trials of the race that it was simulated in: the first ones, the same for all plans.
        trials: u64 ["trials"],
        /// What is sought, in these trials: a share, or a mean of weights. The best of many looks better than it is: best.csv
        /// estimates it again.
        value: Option<f64>,
        /// Its value less that of the best, trial by trial on the same random numbers.
        difference: Ranged ["", AT_ALL_LOOKS],
        /// Worlds in which the best and those nearest to it that are not told apart were set side by side: what follows is over these. Empty
        /// for all other plans, and where nothing is uncertain or no share of all trials is sought.
        worlds: Option<u64> ["worlds"],
        /// Share of the worlds in which it is the best of these plans, chance taken out.
        best_share: Option<f64> ["share"],
        /// The share of trials by which it misses what the best of these plans reaches in each world: the mean over the worlds, chance
        /// taken out.
        regret: Option<f64> ["share"],
        /// The same over the tenth of the worlds in which it misses most.
        regret_worst_tenth: Option<f64> ["share"],
    }
}

table! {
    /// A row is the ladder as written, or the best of the plans tried, estimated again on fresh trials.
    pub struct BestRow: "best" {
        /// Number of the plan; 1 is the ladder as written.
        plan: u64,
        /// as_written, or best (of the plans tried).
        role: Text,
        /// The rungs in their order.
        order: String,
        /// Who delivers first, by rung; empty where that is not varied.
        first_movers: String,
        /// Into how many tranches a rung is cut; empty where that is not varied.
        tranches: String,
        /// Fresh trials: none of them had a part in choosing the plan.
        trials: u64 ["trials"],
        /// What is sought: a share, or a mean of weights.
        value: Ranged ["", WILSON_OR_MEAN],
        /// Its value less that of the ladder as written, trial by trial on the same random numbers.
        gain: Ranged ["", NEWCOMBE_OR_MEAN],
        /// Worlds in which both were simulated as well: what follows is over these. Empty for the ladder as written, and where nothing is
        /// uncertain or no share of all trials is sought.
        worlds: Option<u64> ["worlds"],
        /// Share of the worlds in which the gain is above zero, chance taken out.
        higher_share: Option<f64> ["share"],
        /// Where the gain lies in nine worlds of ten, chance taken out: the 5 % end. More trials do not narrow that.
        assumed_p05: Option<f64> ["share"],
        /// The same at the 95 % end.
        assumed_p95: Option<f64> ["share"],
    }
}

table! {
    /// A row is a search for the best plan: what was sought, among how many, how surely, at what cost.
    pub struct SearchRow: "search" {
        /// What is sought: an outcome (most scaling, least of any other), or weights.
        objective: String,
        /// The part of the worlds that counts, for each plan those in which it does worst; empty where all trials count.
        risk: Option<f64> ["share"],
        /// Plans that what is varied makes possible; many where they cannot be counted.
        possible: Written ["plans"],
        /// Plans that took part in the race.
        tried: u64 ["plans"],
        /// Plans left out because they say the same as another.
        same: u64 ["plans"],
        /// all, or insertion_and_exchange (a local search chose the plans).
        method: Method,
        /// The indifference zone: values closer than this count as equally good.
        delta: f64,
        /// With at least this probability the best is less than delta below the best of the plans tried, unless the trials ran
        /// out.
        confidence: f64 ["probability"],
        /// alone (every other plan is worse), within_delta (none of those left is better by delta or more), or out_of_trials.
        finish: Finish,
        /// Looks taken at the race.
        looks: u64,
        /// Trials by which a search found its way, or the worst worlds were found.
        looked_trials: u64 ["trials"],
        /// Trials of the race, all plans together.
        race_trials: u64 ["trials"],
        /// What the race would have taken, had no plan dropped out.
        equal_trials: u64 ["trials"],
    }
}

/// The tables of what was found for the scenario `stem`.
#[must_use]
pub fn order_tables(stem: &str, space: &Space, search: &SearchSpec, found: &Found) -> Vec<Table> {
    let orders: Vec<OrderRow> = found.ranking.iter().map(|plan| order_row(stem, space, found, *plan)).collect();
    vec![
        Table::of(&orders),
        Table::of(&[0, 1].map(|at| best_row(stem, space, found, at))),
        Table::of(&[search_row(stem, space, search, found)]),
    ]
}

/// Order, first movers and tranches of a plan.
fn what(space: &Space, runner: &Runner) -> [String; 3] {
    let choices = |key| {
        let values = runner.arrangement.values(space, key).map(|(rung, value)| format!("{rung}={value}"));
        values.collect::<Vec<_>>().join(" ")
    };
    [runner.arrangement.rungs(space).join(" "), choices("first_mover"), choices("tranches")]
}

fn number(plan: usize) -> u64 {
    plan as u64 + 1
}

fn order_row(stem: &str, space: &Space, found: &Found, plan: usize) -> OrderRow {
    let runner = &found.runners[plan];
    let [order, first_movers, tranches] = what(space, runner);
    let regret = found.regrets.iter().find(|regret| regret.plan == plan);
    OrderRow {
        scenario: stem.to_owned(),
        plan: number(plan),
        order,
        first_movers,
        tranches,
        status: found.raced.status(plan),
        worse_than: found.raced.beaten_by[plan].map(number),
        trials: runner.trials,
        value: runner.value.into(),
        difference: Ranged::new(runner.difference.into(), runner.interval.into()),
        worlds: regret.map(|regret| regret.worlds),
        best_share: regret.map(|regret| regret.best),
        regret: regret.map(|regret| regret.mean),
        regret_worst_tenth: regret.map(|regret| regret.worst_tenth),
    }
}

fn best_row(stem: &str, space: &Space, found: &Found, at: usize) -> BestRow {
    let plan = [0, found.raced.best][at];
    let fresh = &found.fresh[at];
    let [order, first_movers, tranches] = what(space, &found.runners[plan]);
    let over = found.over_worlds.filter(|_| at == 1);
    BestRow {
        scenario: stem.to_owned(),
        plan: number(plan),
        role: ["as_written", "best"][at].into(),
        order,
        first_movers,
        tranches,
        trials: fresh.trials,
        value: Ranged::new(fresh.value.into(), fresh.interval),
        gain: Ranged::new(fresh.gain.into(), fresh.gain_interval),
        worlds: over.map(|over| over.worlds),
        higher_share: over.map(|over| over.higher),
        assumed_p05: over.map(|over| over.interval.low),
        assumed_p95: over.map(|over| over.interval.high),
    }
}

fn search_row(stem: &str, space: &Space, search: &SearchSpec, found: &Found) -> SearchRow {
    let possible = space.possible().map_or_else(|| "many".to_owned(), |possible| possible.to_string());
    let raced = &found.raced;
    SearchRow {
        scenario: stem.to_owned(),
        objective: search.objective.word(),
        risk: search.risk,
        possible: Written::of(&possible),
        tried: found.runners.len() as u64,
        same: found.same as u64,
        method: found.method,
        delta: search.rule.delta,
        confidence: search.rule.confidence,
        finish: raced.finish,
        looks: raced.looks,
        looked_trials: found.looked,
        race_trials: raced.all_trials(),
        equal_trials: raced.equal_trials(),
    }
}
