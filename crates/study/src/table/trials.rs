//! `trials/<scenario>.csv`: one row a trial, written as the trials are simulated. What follows its fixed columns depends on the
//! scenario.

use super::{Cell, Column, Kind, TableRow, Text, Tidy, table};
use detente_engine::domain::{Cause, ChannelEnd, Outcome, StopReason};
use detente_engine::plan::Plan;
use detente_engine::trial::{Grid, Quantity, TrialRecord};
use std::borrow::Cow;

table! {
    /// A row is a trial of the scenario, with the values drawn for it.
    pub struct TrialRow: "trials" {
        /// Number of the trial; `trace` tells it by this number.
        trial: u64,
        /// How it ended: scaling, stalling, overtaken or collapse.
        outcome: Outcome,
        /// Why it ended so.
        cause: Cause,
        /// Week by whose end the outcome was decided.
        decided_week: Tidy ["weeks"],
        /// What became of the channel.
        channel_end: ChannelEnd,
        /// Week in which the channel completed, broke, or became dormant for as long as the trial lasted.
        channel_end_week: Option<Tidy> ["weeks"],
        /// Week of confrontation with the channel.
        confrontation_week: Option<Tidy> ["weeks"],
        /// Week of confrontation in the no-channel trials.
        confrontation_week_no_channel: Option<Tidy> ["weeks"],
        /// The rung next to come when the ladder stopped; empty where none was left.
        stopped_at: Option<Text>,
        /// Why the ladder stopped there.
        stop_reason: Option<StopReason>,
        /// The body or the party that it was laid to, where there is one.
        stopped_by: Option<Text>,
    }
}

/// The columns of a trial table of `plan`: the ending, every quantity, then the uncertain values drawn.
#[must_use]
pub fn trial_columns(plan: &Plan) -> Vec<Column> {
    let quantity = |quantity: &Quantity| Column {
        name: Cow::Borrowed(quantity.word()),
        kind: Kind::of_real(quantity.unit()),
        unit: Cow::Borrowed(quantity.unit()),
        description: Cow::Borrowed(quantity.meaning()),
    };
    let drawn = |key: &str| Column {
        name: Cow::Owned(key.to_owned()),
        kind: Kind::Real,
        unit: Cow::Borrowed("see parameters"),
        description: Cow::Borrowed("The value drawn for this trial, in full precision."),
    };
    let mut all = TrialRow::columns();
    all.extend(Quantity::ALL.iter().map(quantity));
    all.extend(plan.uncertain.iter().map(|uncertain| drawn(&uncertain.key)));
    all
}

/// The row of trial number `trial` of the scenario `stem`; `drawn` are its uncertain values in plan order.
#[must_use]
pub fn trial_row(stem: &str, plan: &Plan, record: &TrialRecord, trial: u64, drawn: &[f64]) -> Vec<Cell> {
    let week = |step: Option<u32>| step.map(|step| Tidy(plan.weeks(step)));
    let stopped = record.stopped_at.map(|rung| plan.ladder[rung].label.clone().into());
    let row = TrialRow {
        scenario: stem.to_owned(),
        trial,
        outcome: record.outcome,
        cause: record.cause,
        decided_week: Tidy(plan.weeks(record.decided_step)),
        channel_end: record.channel_end,
        channel_end_week: week(record.channel_end_step),
        confrontation_week: week(record.confrontation_step),
        confrontation_week_no_channel: week(record.counterfactual_confrontation_step),
        stop_reason: record.stopped_at.map(|_| record.stop_reason),
        stopped_at: stopped,
        stopped_by: stopped_by(plan, record).map(|id| id.to_owned().into()),
    };
    let mut cells = row.cells();
    cells.extend(Quantity::ALL.iter().zip(&record.quantities).map(|(quantity, value)| measured(*quantity, *value)));
    cells.extend(drawn.iter().map(|value| Cell::exact(Some(*value))));
    cells
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
