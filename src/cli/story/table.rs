//! The story as CSV: events, draws and the resulting row in the order in which they came.

use super::{Event, Step, Story, party, trial_row};
use crate::cli::Failure;
use detente_engine::plan::{Plan, WEEK_DAYS};
use detente_report::results::{Dialect, write_table};
use detente_study::scenario::Scenario;
use detente_study::table::{Cell, Column, Kind, Table, trial_columns};
use std::borrow::Cow;

/// Name, kind, description.
const COLUMNS: [(&str, Kind, &str); 9] = [
    ("scenario", Kind::Text, "The scenario."),
    ("trial", Kind::Count, "Number of the trial."),
    ("row", Kind::Text, "event, draw, or result (a cell of the trial's row in trials/)."),
    ("week", Kind::Real, "Week of the event."),
    ("what", Kind::Text, "The event; or the purpose of the draw; or the column of the result."),
    ("rung", Kind::Text, "The rung concerned."),
    ("actor", Kind::Text, "Who acts, or is meant."),
    ("index", Kind::Count, "Position of the draw within its purpose."),
    ("value", Kind::Text, "What the event or result says; for a draw its uniform in full precision."),
];

/// The story as CSV text.
pub(in crate::cli) fn csv(scenario: &Scenario, plan: &Plan, story: &Story) -> Result<String, Failure> {
    let line = |cells: [Cell; 7]| {
        let mut row = vec![Cell::from(scenario.stem.as_str()), Cell::from(story.trial)];
        row.extend(cells);
        row
    };
    let mut rows: Vec<Vec<Cell>> = story.steps.iter().map(|step| line(step_cells(plan, step))).collect();
    let results = trial_row(&scenario.stem, plan, &story.record, story.trial, &story.drawn);
    for (column, cell) in trial_columns(plan).iter().zip(results).skip(2) {
        rows.push(line([
            "result".into(),
            Cell::Empty,
            Cell::from(column.name.as_ref()),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            cell,
        ]));
    }
    let table = Table { name: "story", description: "One trial.", columns: COLUMNS.map(column).to_vec(), rows };
    let mut bytes = Vec::new();
    write_table(&table, Dialect::Standard, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn column((name, kind, description): (&'static str, Kind, &'static str)) -> Column {
    Column { name: Cow::Borrowed(name), kind, unit: Cow::Borrowed(""), description: Cow::Borrowed(description) }
}

fn step_cells(plan: &Plan, step: &Step) -> [Cell; 7] {
    match step {
        Step::Drew(draw) => [
            "draw".into(),
            Cell::Empty,
            Cell::from(draw.purpose.as_str()),
            Cell::Empty,
            Cell::Empty,
            Cell::from(draw.index),
            Cell::exact(Some(draw.uniform)),
        ],
        Step::Happened { day, event } => {
            let (what, rung, actor, value) = event_cells(plan, event);
            [
                "event".into(),
                Cell::exact(Some(day / WEEK_DAYS)),
                Cell::from(what),
                rung.map_or(Cell::Empty, |rung| Cell::from(plan.ladder[rung].label.as_str())),
                actor.map_or(Cell::Empty, Cell::from),
                Cell::Empty,
                value,
            ]
        }
    }
}

type EventCells<'a> = (&'static str, Option<usize>, Option<&'a str>, Cell);

fn event_cells<'a>(plan: &'a Plan, event: &Event) -> EventCells<'a> {
    let who = |role: usize| Some(party(plan, role));
    let none = Cell::Empty;
    match *event {
        Event::Started { trustworthy } => ("started", None, None, Cell::from(types(trustworthy))),
        Event::Offered { rung, .. } => ("offered", Some(rung), None, none),
        Event::Refused { rung, party } => ("refused", Some(rung), who(party), none),
        Event::Accepted { rung } => ("accepted", Some(rung), None, none),
        Event::Objected { rung, objector } => ("objected", Some(rung), Some(&plan.objectors[objector].id), none),
        Event::Approved { rung, body } => ("approved", Some(rung), Some(&plan.bodies[body].id), none),
        Event::Vetoed { rung, body } => ("vetoed", Some(rung), Some(&plan.bodies[body].id), none),
        Event::Signed { rung } => ("signed", Some(rung), None, none),
        Event::Announced { rung, party, over_claim } => {
            ("announced", Some(rung), who(party), Cell::exact(Some(over_claim)))
        }
        Event::Delivered { rung, party, complied } => {
            ("delivered", Some(rung), who(party), Cell::from(if complied { "complied" } else { "breached" }))
        }
        Event::Clean { rung, party } => ("clean", Some(rung), who(party), none),
        Event::Alarm { rung, party, forgiven } => {
            ("alarm", Some(rung), who(party), Cell::from(if forgiven { "forgiven" } else { "not_forgiven" }))
        }
        Event::InForce { rung, honoured } => {
            ("in_force", Some(rung), None, Cell::from(if honoured { "honoured" } else { "not_honoured" }))
        }
        Event::Voided { rung } => ("voided", Some(rung), None, none),
        Event::DisputeOpened { number } => ("dispute_opened", None, None, Cell::from(u64::from(number))),
        Event::Cured { party } => ("cured", None, who(party), none),
        Event::DisputeEnded => ("dispute_ended", None, None, none),
        Event::Reversed { rung } => ("reversed", Some(rung), None, none),
        Event::Renewed { rung } => ("renewed", Some(rung), None, none),
        Event::NotRenewed { rung, party } => ("not_renewed", Some(rung), who(party), none),
        Event::Turnover { party, leaves, .. } => {
            ("turnover", None, who(party), Cell::from(if leaves { "leaves" } else { "stays" }))
        }
        Event::Reneged { rung, party } => ("reneged", Some(rung), who(party), none),
        Event::Attacked { spoiler, count } => {
            ("attacked", None, Some(&plan.spoilers[spoiler].id), Cell::from(u64::from(count)))
        }
        Event::Incident { severity, laid_to, ignored } => {
            ("incident", None, laid_to.and_then(who), Cell::from(incident(severity, ignored)))
        }
        Event::Completed => ("completed", None, None, none),
        Event::Dormant { why } => ("dormant", None, None, Cell::from(why.word())),
        Event::Resumed => ("resumed", None, None, none),
        Event::Broke { cause } => ("broke", None, None, Cell::from(cause.word())),
        Event::Confrontation => ("confrontation", None, None, none),
        Event::TwinConfrontation => ("confrontation_no_channel", None, None, none),
    }
}

fn types(trustworthy: [bool; 2]) -> &'static str {
    match trustworthy {
        [true, true] => "both_trustworthy",
        [true, false] => "sender_trustworthy",
        [false, true] => "target_trustworthy",
        [false, false] => "both_exploiters",
    }
}

fn incident(severity: u32, ignored: bool) -> &'static str {
    match (severity, ignored) {
        (1, _) => "severity_1",
        (2, _) => "severity_2",
        (_, false) => "severity_3",
        (_, true) => "severity_3_ignored",
    }
}
