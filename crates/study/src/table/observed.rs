//! `observed.csv`: what was observed, and how many trials went so. Written where something was.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::interval::share;
use super::{Cell, ScenarioResult, Table};

/// Fewest trials that may stand for what was observed; with fewer, nothing is said.
pub const FEWEST_KEPT: u64 = 200;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("entry", Kind::Text, "", "Id of the entry: news_1, news_2 and so on in a list."),
    ("date", Kind::Date, "date", "The day by which it was observed."),
    ("week", Kind::Real, "weeks", "Week at whose end it counts: that of the step in which the day falls."),
    ("observed", Kind::Text, "", "What was observed; `not:` before it where it had not happened."),
    ("simulated", Kind::Count, "trials", "Trials simulated."),
    ("count", Kind::Count, "trials", "Of them, those in which it went so, whatever the other entries say."),
    ("share", Kind::Share, "share", "count / simulated."),
    (
        "kept",
        Kind::Count,
        "trials",
        "Trials in which it went so in this entry and in all rows above; in the last row those that every other table describes.",
    ),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "observed",
        description: "A row is something that was observed. All other tables describe the trials kept in the last row of a scenario.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let Some(counts) = &result.record().news else { return Vec::new() };
    let row = |(entry, news): (usize, &crate::scenario::News)| {
        let count = counts.alone[entry];
        row![
            result.stem(),
            news.id.as_str(),
            Some(news.date),
            Cell::Tidy(result.plan.weeks(news.by_step)),
            news.words.as_str(),
            counts.simulated,
            count,
            share(count, counts.simulated),
            counts.so_far[entry],
        ]
    };
    result.scenario.news.iter().enumerate().map(row).collect()
}
