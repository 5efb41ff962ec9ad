//! `orders.csv`, `best.csv` and `search.csv`.

use super::seek::{Found, Runner, SearchSpec};
use super::space::Space;
use crate::table::{Cell, Kind, SCENARIO, Spec, Table, columns, row};

const PLAN: Spec = ("plan", Kind::Count, "", "Number of the plan; 1 is the ladder as written.");
const ORDER: Spec = ("order", Kind::Text, "", "The rungs in their order.");
const FIRST_MOVERS: Spec =
    ("first_movers", Kind::Text, "", "Who delivers first, by rung; empty where that is not varied.");
const TRANCHES: Spec =
    ("tranches", Kind::Text, "", "Into how many tranches a rung is cut; empty where that is not varied.");

const ORDERS: &[Spec] = &[
    SCENARIO,
    PLAN,
    ORDER,
    FIRST_MOVERS,
    TRANCHES,
    (
        "status",
        Kind::Text,
        "",
        "best (of the plans tried), not_told_apart (from the best), or worse (than another plan tried).",
    ),
    ("worse_than", Kind::Count, "", "The plan by which this one was found worse, and dropped out; else empty."),
    (
        "trials",
        Kind::Count,
        "trials",
        "Trials of the race that it was simulated in: the first ones, the same for all plans.",
    ),
    (
        "value",
        Kind::Real,
        "",
        "What is sought, in these trials: a share, or a mean of weights. The best of many looks better than it is: best.csv estimates it again.",
    ),
    ("difference", Kind::Real, "", "Its value less that of the best, trial by trial on the same random numbers."),
    (
        "difference_lo",
        Kind::Real,
        "",
        "Lower end of its interval from chance alone: empirical Bernstein on paired differences, at a level at which all pairs of plans hold at all looks at once with the confidence in search.csv.",
    ),
    ("difference_hi", Kind::Real, "", "Upper end of the same interval."),
];

const BEST: &[Spec] = &[
    SCENARIO,
    PLAN,
    ("role", Kind::Text, "", "as_written, or best (of the plans tried)."),
    ORDER,
    FIRST_MOVERS,
    TRANCHES,
    ("trials", Kind::Count, "trials", "Fresh trials: none of them had a part in choosing the plan."),
    ("value", Kind::Real, "", "What is sought: a share, or a mean of weights."),
    (
        "value_lo",
        Kind::Real,
        "",
        "Lower end of its 95 % interval from chance alone: Wilson for a share of all trials, else that of a mean.",
    ),
    ("value_hi", Kind::Real, "", "Upper end of the same interval."),
    (
        "gain",
        Kind::Real,
        "",
        "Its value less that of the ladder as written, trial by trial on the same random numbers.",
    ),
    (
        "gain_lo",
        Kind::Real,
        "",
        "Lower end of its 95 % interval from chance alone: Newcombe's method 10 for shares of all trials, else that of a mean.",
    ),
    ("gain_hi", Kind::Real, "", "Upper end of the same interval."),
];

const SEARCH: &[Spec] = &[
    SCENARIO,
    ("objective", Kind::Text, "", "What is sought: an outcome (most scaling, least of any other), or weights."),
    (
        "risk",
        Kind::Share,
        "share",
        "The part of the worlds that counts, for each plan those in which it does worst; empty where all trials count.",
    ),
    ("possible", Kind::Text, "plans", "Plans that what is varied makes possible; many where they cannot be counted."),
    ("tried", Kind::Count, "plans", "Plans that took part in the race."),
    ("same", Kind::Count, "plans", "Plans left out because they say the same as another."),
    ("method", Kind::Text, "", "all, or insertion_and_exchange (a local search chose the plans)."),
    ("delta", Kind::Real, "", "The indifference zone: values closer than this count as equally good."),
    (
        "confidence",
        Kind::Share,
        "probability",
        "With at least this probability the best is less than delta below the best of the plans tried, unless the trials ran out.",
    ),
    (
        "finish",
        Kind::Text,
        "",
        "alone (every other plan is worse), within_delta (none of those left is better by delta or more), or out_of_trials.",
    ),
    ("looks", Kind::Count, "", "Looks taken at the race."),
    ("looked_trials", Kind::Count, "trials", "Trials by which a search found its way, or the worst worlds were found."),
    ("race_trials", Kind::Count, "trials", "Trials of the race, all plans together."),
    ("equal_trials", Kind::Count, "trials", "What the race would have taken, had no plan dropped out."),
];

/// The tables of what was found for the scenario `stem`.
#[must_use]
pub fn order_tables(stem: &str, space: &Space, search: &SearchSpec, found: &Found) -> Vec<Table> {
    vec![
        Table {
            name: "orders",
            description: "A row is a plan that was tried, the best first.",
            columns: columns(ORDERS),
            rows: found.ranking.iter().map(|plan| order_row(stem, space, found, *plan)).collect(),
        },
        Table {
            name: "best",
            description: "A row is the ladder as written, or the best of the plans tried, estimated again on fresh trials.",
            columns: columns(BEST),
            rows: (0..2).map(|at| best_row(stem, space, found, at)).collect(),
        },
        Table {
            name: "search",
            description: "A row is a search for the best plan: what was sought, among how many, how surely, at what cost.",
            columns: columns(SEARCH),
            rows: vec![search_row(stem, space, search, found)],
        },
    ]
}

/// Order, first movers and tranches of a plan.
fn what(space: &Space, runner: &Runner) -> [Cell; 3] {
    let dials = |key| {
        let values = runner.arrangement.values(space, key).map(|(rung, value)| format!("{rung}={value}"));
        Cell::from(values.collect::<Vec<_>>().join(" ").as_str())
    };
    let order = runner.arrangement.rungs(space).join(" ");
    [Cell::from(order.as_str()), dials("first_mover"), dials("tranches")]
}

fn number(plan: usize) -> u64 {
    plan as u64 + 1
}

fn order_row(stem: &str, space: &Space, found: &Found, plan: usize) -> Vec<Cell> {
    let runner = &found.runners[plan];
    let worse_than = found.raced.beaten_by[plan].map(number);
    let status = found.raced.status(plan).word();
    let (low, high) = (runner.interval.low, runner.interval.high);
    let head = row![stem, number(plan)];
    let tail = row![status, worse_than, runner.trials, runner.value, runner.difference, low, high];
    [head, what(space, runner).to_vec(), tail].concat()
}

fn best_row(stem: &str, space: &Space, found: &Found, at: usize) -> Vec<Cell> {
    let plan = [0, found.raced.best][at];
    let (fresh, role) = (&found.fresh[at], ["as_written", "best"][at]);
    let ends = |interval: Option<detente_engine::statistics::Interval>| {
        [interval.map(|interval| interval.low), interval.map(|interval| interval.high)]
    };
    let ([low, high], [gain_low, gain_high]) = (ends(fresh.interval), ends(fresh.gain_interval));
    let head = row![stem, number(plan), role];
    let tail = row![fresh.trials, fresh.value, low, high, fresh.gain, gain_low, gain_high];
    [head, what(space, &found.runners[plan]).to_vec(), tail].concat()
}

fn search_row(stem: &str, space: &Space, search: &SearchSpec, found: &Found) -> Vec<Cell> {
    let possible = space.possible().map_or_else(|| "many".to_owned(), |possible| possible.to_string());
    let raced = &found.raced;
    row![
        stem,
        search.objective.word().as_str(),
        search.risk,
        Cell::number_or_text(&possible),
        found.runners.len() as u64,
        found.same as u64,
        found.method.word(),
        search.rule.delta,
        search.rule.confidence,
        raced.finish.word(),
        raced.looks,
        found.looked,
        raced.all_trials(),
        raced.equal_trials()
    ]
}
