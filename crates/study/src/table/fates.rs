//! `fates.csv`: what became of the channel, against confrontation.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::{Confronted, Fate};
use detente_engine::tally::HorizonCounts;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("horizon_weeks", Kind::Real, "weeks", "What came by the end of this week counts."),
    (
        "fate",
        Kind::Text,
        "",
        "What had become of the channel by then, or by confrontation if that came before: never_began, open, dormant, completed or left.",
    ),
    (
        "confrontation",
        Kind::Text,
        "",
        "Confrontation with the channel by then, against the same random numbers without one: none, averted, later, same_week, earlier or only_with_channel.",
    ),
    ("count", Kind::Count, "trials", "Trials that went so."),
    TRIALS,
    ("share", Kind::Share, "share", "count / trials; the thirty shares of a horizon sum to one."),
    ("share_lo", Kind::Share, "share", "Lower end of the 95 % interval of the share from chance alone (Wilson)."),
    ("share_hi", Kind::Share, "share", "Upper end of the same interval."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "fates",
        description: "A row is a fate of the channel with a kind of confrontation, by a horizon of a scenario; scenarios whose trials stop with the channel have none.",
        columns: columns(COLUMNS),
        rows: results.iter().filter(|result| result.record().confrontation.counterfactual).flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let of_horizon = |horizon: &HorizonCounts| {
        let (weeks, trials) = (result.plan.weeks(horizon.step), horizon.trials());
        let row = |fate: &Fate, confronted: &Confronted| {
            let count = horizon.fates[fate.index()][confronted.index()];
            let [low, high] = share_interval(count, trials);
            let cells = row![result.stem(), Cell::Tidy(weeks), fate.word(), confronted.word(), count, trials];
            [cells, row![share(count, trials), low, high]].concat()
        };
        let of_fate = |fate| Confronted::ALL.iter().map(move |confronted| row(fate, confronted));
        Fate::ALL.iter().flat_map(of_fate).collect::<Vec<_>>()
    };
    result.record().confrontation.horizons.iter().flat_map(of_horizon).collect()
}
