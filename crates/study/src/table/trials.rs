//! `trials/<scenario>.csv`: one row a trial, written as the trials are simulated.

use super::Cell;
use super::column::{Column, Kind, SCENARIO, Spec, columns};
use detente_engine::plan::Plan;
use detente_engine::trial::{Grid, Quantity, TrialRecord};
use std::borrow::Cow;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("trial", Kind::Count, "", "Number of the trial; `trace` tells it by this number."),
    ("outcome", Kind::Text, "", "How it ended: scaling, stalling, overtaken or collapse."),
    ("cause", Kind::Text, "", "Why it ended so."),
    ("decided_week", Kind::Real, "weeks", "Week by whose end the outcome was decided."),
    ("channel_end", Kind::Text, "", "What became of the channel."),
    (
        "channel_end_week",
        Kind::Real,
        "weeks",
        "Week in which the channel completed, broke, or became dormant for as long as the trial lasted.",
    ),
    ("confrontation_week", Kind::Real, "weeks", "Week of confrontation with the channel."),
    ("confrontation_week_no_channel", Kind::Real, "weeks", "Week of confrontation in the no-channel trials."),
    ("stopped_at", Kind::Text, "", "The rung next to come when the ladder stopped; empty where none was left."),
    ("stop_reason", Kind::Text, "", "Why the ladder stopped there."),
    ("stopped_by", Kind::Text, "", "The body or the party that it was laid to, where there is one."),
];

/// The columns of a trial table of `plan`: the ending, every quantity, then the uncertain values drawn.
#[must_use]
pub fn trial_columns(plan: &Plan) -> Vec<Column> {
    let quantity = |quantity: &Quantity| Column {
        name: Cow::Borrowed(quantity.word()),
        kind: if quantity.unit() == "share" { Kind::Share } else { Kind::Real },
        unit: Cow::Borrowed(quantity.unit()),
        description: Cow::Borrowed(quantity.meaning()),
    };
    let drawn = |key: &str| Column {
        name: Cow::Owned(key.to_owned()),
        kind: Kind::Real,
        unit: Cow::Borrowed("see parameters"),
        description: Cow::Borrowed("The value drawn for this trial, in full precision."),
    };
    let mut all = columns(COLUMNS);
    all.extend(Quantity::ALL.iter().map(quantity));
    all.extend(plan.uncertain.iter().map(|uncertain| drawn(&uncertain.key)));
    all
}

/// The row of trial number `trial` of the scenario `stem`; `drawn` are its uncertain values in plan order.
#[must_use]
pub fn trial_row(stem: &str, plan: &Plan, record: &TrialRecord, trial: u64, drawn: &[f64]) -> Vec<Cell> {
    let week = |step: Option<u32>| Cell::tidy(step.map(|step| plan.weeks(step)));
    let stopped = record.stopped_at.map(|rung| plan.ladder[rung].label.as_str());
    let mut row = row![
        stem,
        trial,
        record.outcome.word(),
        record.cause.word(),
        week(Some(record.decided_step)),
        record.channel_end.word(),
        week(record.channel_end_step),
        week(record.confrontation_step),
        week(record.counterfactual_confrontation_step),
        stopped,
        stopped.map(|_| record.stop_reason.word()),
        stopped_by(plan, record),
    ];
    row.extend(Quantity::ALL.iter().zip(&record.quantities).map(|(quantity, value)| measured(*quantity, *value)));
    row.extend(drawn.iter().map(|value| Cell::exact(Some(*value))));
    row
}

fn stopped_by<'a>(plan: &'a Plan, record: &TrialRecord) -> Option<&'a str> {
    let body = record.stopped_by_body.map(|body| plan.bodies[body].id.as_str());
    body.or_else(|| record.stopped_by_party.map(|party| plan.parties[party].id.as_str()))
}

fn measured(quantity: Quantity, value: f64) -> Cell {
    match quantity.grid() {
        Grid::Count | Grid::Steps => Cell::tidy(Some(value)),
        Grid::Share | Grid::Range { .. } | Grid::Funds => Cell::from(value),
    }
}
