//! `fates.csv`: what became of the channel, against confrontation.

use super::interval::{WILSON, ranged_share};
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Tidy, table};
use detente_engine::domain::{Confronted, Fate};
use detente_engine::tally::HorizonCounts;

table! {
    /// A row is a fate of the channel with a kind of confrontation, by a horizon of a scenario; scenarios whose trials stop with
    /// the channel have none.
    pub struct FateRow: "fates" {
        /// What came by the end of this week counts.
        horizon_weeks: Tidy ["weeks"],
        /// What had become of the channel by then, or by confrontation if that came before: never_began, open, dormant, completed
        /// or left.
        fate: Fate,
        /// Confrontation with the channel by then, against the same random numbers without one: none, averted, later, same_week,
        /// earlier or only_with_channel.
        confrontation: Confronted,
        /// Trials that went so.
        count: u64 ["trials"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// count / trials; the thirty shares of a horizon sum to one.
        share: Ranged ["share", WILSON],
    }
}

impl OfRun for FateRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        result.compared_horizons().iter().flat_map(|horizon| rows(result, horizon)).collect()
    }
}

fn rows(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> Vec<FateRow> {
    let (weeks, trials) = (result.plan.weeks(horizon.step), horizon.trials());
    let row = |fate: Fate, confrontation: Confronted| {
        let count = horizon.fates[fate.index()][confrontation.index()];
        FateRow {
            scenario: result.stem().to_owned(),
            horizon_weeks: Tidy(weeks),
            fate,
            confrontation,
            count,
            trials,
            share: ranged_share(count, trials),
        }
    };
    let of_fate = |fate: &Fate| Confronted::ALL.iter().map(|confronted| row(*fate, *confronted)).collect::<Vec<_>>();
    Fate::ALL.iter().flat_map(of_fate).collect()
}
