//! `outcomes.csv`: four rows a scenario.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Outcome;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("outcome", Kind::Text, "", "How the trial ended: scaling, stalling, overtaken or collapse."),
    ("count", Kind::Count, "trials", "Trials that ended so."),
    TRIALS,
    ("share", Kind::Share, "share", "count / trials."),
    ("share_lo", Kind::Share, "share", "Lower end of the 95 % interval of the share from chance alone (Wilson)."),
    ("share_hi", Kind::Share, "share", "Upper end of the same interval."),
    (
        "share_exact",
        Kind::Share,
        "share",
        "The share added up over all that can happen instead of simulated, to twelve decimals; empty where the scenario is not finite.",
    ),
    (
        "assumed_p05",
        Kind::Share,
        "share",
        "Where the share itself lies in nine worlds of ten, if the uncertain values were known: the 5 % end, chance taken out. The share itself at both ends: no spread beyond chance was seen (less than about two points cannot be). Empty where nothing is uncertain.",
    ),
    ("assumed_p95", Kind::Share, "share", "The same at the 95 % end."),
    (
        "share_26_weeks",
        Kind::Share,
        "share",
        "The share if trials were judged at the end of week 26, after six months; empty where they are shorter.",
    ),
    ("share_52_weeks", Kind::Share, "share", "The same after twelve months."),
    ("share_104_weeks", Kind::Share, "share", "The same after two years."),
    ("share_260_weeks", Kind::Share, "share", "The same after five years."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "outcomes",
        description: "A row is an outcome of a scenario; the four shares of a scenario sum to one.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let (record, trials) = (result.record(), result.record().trials);
    let row = |outcome: &Outcome| {
        let count = record.outcome(*outcome);
        let [low, high] = share_interval(count, trials);
        let estimate = row![result.stem(), outcome.word(), count, trials, share(count, trials), low, high];
        let exact = result.exact.map(|exact| to_twelve_decimals(exact.outcome(*outcome)));
        let assumed = result.assumed(*outcome);
        let (low, high) = (assumed.map(|assumed| assumed.low), assumed.map(|assumed| assumed.high));
        let early = MONTHS.map(|(_, weeks)| share_by(result, *outcome, weeks).into());
        [estimate, row![Cell::exact(exact), low, high], early.to_vec()].concat()
    };
    Outcome::ALL.iter().map(row).collect()
}

/// Months after which trials are summed up, with the weeks that they take for.
pub const MONTHS: [(u32, f64); 4] = [(6, 26.0), (12, 52.0), (24, 104.0), (60, 260.0)];

/// The share of `outcome` if trials were judged at the end of week `weeks`; `None` where they do not last so long.
#[must_use]
pub fn share_by(result: &ScenarioResult<'_>, outcome: Outcome, weeks: f64) -> Option<f64> {
    share(result.record().by_horizon[result.plan.horizon_at(weeks)?][outcome.index()], result.record().trials)
}

/// What the solver vouches for; the digits after are rounding.
fn to_twelve_decimals(share: f64) -> f64 {
    (share * 1e12).round() / 1e12
}
