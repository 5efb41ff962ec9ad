//! `timeline.csv`: how shares and states develop over the weeks.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::share;
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Outcome;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("week", Kind::Real, "weeks", "Weeks since the start (days/7)."),
    ("date", Kind::Date, "", "The day, where the scenario has a start date."),
    TRIALS,
    ("scaling", Kind::Share, "share", "Trials whose outcome was scaling and had been decided by the week."),
    ("stalling", Kind::Share, "share", "The same for stalling."),
    ("overtaken", Kind::Share, "share", "The same for overtaken."),
    ("collapse", Kind::Share, "share", "The same for collapse."),
    ("undecided", Kind::Share, "share", "Trials not decided by the week; sums to one with the four outcomes."),
    ("confrontation", Kind::Share, "share", "Trials with confrontation by the week, with the channel."),
    (
        "confrontation_no_channel",
        Kind::Share,
        "share",
        "The same in the no-channel trials; empty where none are simulated.",
    ),
    (
        "trials_before_confrontation",
        Kind::Count,
        "trials",
        "Trials that reached the week without confrontation: those over which the means of this row go.",
    ),
    ("tension_mean", Kind::Real, "tension", "Mean tension over these trials."),
    ("trust_sender_mean", Kind::Share, "share", "Mean of what the sender believes of the target, over these trials."),
    ("trust_target_mean", Kind::Share, "share", "Mean of what the target believes of the sender, over these trials."),
    ("rungs_in_force_mean", Kind::Real, "rungs", "Mean number of rungs in force by the record, over these trials."),
    ("structural_honoured_share", Kind::Share, "share", "Share of these trials with a structural rung honoured."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "timeline",
        description: "A row is a reporting week of a scenario, shares cumulative from the start.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let steps = result.plan.report_steps();
    steps.iter().enumerate().map(|(index, step)| [shares(result, *step), means(result, index)].concat()).collect()
}

fn shares(result: &ScenarioResult<'_>, step: u32) -> Vec<Cell> {
    let record = result.record();
    let trials = record.trials;
    let decided = |outcome: &Outcome| record.decided[outcome.index()].up_to(step as usize);
    let undecided = trials - Outcome::ALL.iter().map(decided).sum::<u64>();
    let with = record.confrontation.with.up_to(step as usize);
    let without = record.confrontation.counterfactual.then(|| record.confrontation.without.up_to(step as usize));
    let mut row = row![result.stem(), Cell::Tidy(result.plan.weeks(step)), result.date(step), trials];
    row.extend(Outcome::ALL.iter().map(|outcome| Cell::from(share(decided(outcome), trials))));
    row.extend(row![share(undecided, trials), share(with, trials), without.and_then(|without| share(without, trials))]);
    row
}

fn means(result: &ScenarioResult<'_>, index: usize) -> Vec<Cell> {
    let sums = &result.record().timeline[index];
    row![
        sums.alive,
        sums.tension.mean(sums.alive),
        sums.trust_sender.mean(sums.alive),
        sums.trust_target.mean(sums.alive),
        share(sums.in_force, sums.alive),
        share(sums.structural_honoured, sums.alive),
    ]
}
