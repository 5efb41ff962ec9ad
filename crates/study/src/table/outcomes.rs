//! `outcomes.csv`: four rows a scenario.

use super::interval::{WILSON, ranged_share, share};
use super::run_tables::{OfRun, Written};
use super::{Exact, Ranged, ScenarioResult, table};
use detente_engine::domain::Outcome;

table! {
    /// A row is an outcome of a scenario; the four shares of a scenario sum to one.
    pub struct OutcomeRow: "outcomes" {
        /// How the trial ended: scaling, stalling, overtaken or collapse.
        outcome: Outcome,
        /// Trials that ended so.
        count: u64 ["trials"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// count / trials.
        share: Ranged ["share", WILSON],
        /// The share added up over all that can happen instead of simulated, to twelve decimals; empty where the scenario is not
        /// finite.
        share_exact: Option<Exact> ["share"],
        /// Where the share itself lies in nine worlds of ten, if the uncertain values were known: the 5 % end, chance taken out.
        /// The share itself at both ends: no spread beyond chance was seen (less than about two points cannot be). Empty where
        /// nothing is uncertain.
        assumed_p05: Option<f64> ["share"],
        /// The same at the 95 % end.
        assumed_p95: Option<f64> ["share"],
        /// Part of the variance of the share over worlds that goes with what no file states; the rest goes with what the file leaves
        /// uncertain. Empty where nothing is drawn so, or no spread beyond chance was seen.
        assumed_unstated: Option<f64> ["share"],
        /// The share if trials were judged at the end of week 26, after six months; empty where they are shorter.
        share_26_weeks: Option<f64> ["share"],
        /// The same after twelve months.
        share_52_weeks: Option<f64> ["share"],
        /// The same after two years.
        share_104_weeks: Option<f64> ["share"],
        /// The same after five years.
        share_260_weeks: Option<f64> ["share"],
    }
}

impl OfRun for OutcomeRow {
    const WRITTEN: Written = Written::Always;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        Outcome::ALL.iter().map(|outcome| row(result, *outcome)).collect()
    }
}

fn row(result: &ScenarioResult<'_>, outcome: Outcome) -> OutcomeRow {
    let (count, trials) = (result.record().outcome(outcome), result.record().trials);
    let assumed = result.assumed(outcome);
    let [half_year, year, two_years, five_years] = MONTHS.map(|(_, weeks)| share_by(result, outcome, weeks));
    OutcomeRow {
        scenario: result.stem().to_owned(),
        outcome,
        count,
        trials,
        share: ranged_share(count, trials),
        share_exact: result.exact.map(|exact| Exact(to_twelve_decimals(exact.outcome(outcome)))),
        assumed_p05: assumed.map(|assumed| assumed.low),
        assumed_p95: assumed.map(|assumed| assumed.high),
        assumed_unstated: result.unstated_part(outcome),
        share_26_weeks: half_year,
        share_52_weeks: year,
        share_104_weeks: two_years,
        share_260_weeks: five_years,
    }
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
