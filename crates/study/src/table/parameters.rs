//! `parameters.csv`: every value behind the results, with its meaning and where it came from.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::{Cell, ScenarioResult, Table, value_cell};
use crate::scenario::ParameterRow;

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("key", Kind::Text, "", "The dotted key in the scenario file."),
    ("question", Kind::Text, "", "The question that the value answers, in words."),
    ("value", Kind::Text, "", "The value in full precision; empty where it is uncertain."),
    ("low", Kind::Real, "see unit", "5 % quantile of an uncertain value."),
    ("best", Kind::Real, "see unit", "Median of an uncertain value."),
    ("high", Kind::Real, "see unit", "95 % quantile of an uncertain value."),
    ("distribution", Kind::Text, "", "An uncertain value as written in the file."),
    ("unit", Kind::Text, "", "Unit of the value; empty for words."),
    ("range", Kind::Text, "", "What is allowed."),
    ("basis", Kind::Text, "", "What the value rests on: documented, press, judgement, or default."),
    ("source", Kind::Text, "", "The source."),
    ("origin", Kind::Text, "", "Where the value was set: a file, the default, or the command line."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "parameters",
        description: "A row is a value of a scenario. The table doubles as a questionnaire to be filled in and read back.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows<'a>(result: &ScenarioResult<'a>) -> impl Iterator<Item = Vec<Cell>> + use<'a> {
    let stem = result.stem();
    result.scenario.parameters.iter().map(move |parameter| row(stem, parameter))
}

fn row(stem: &str, parameter: &ParameterRow) -> Vec<Cell> {
    row![
        stem,
        parameter.key.as_str(),
        &parameter.question,
        value_cell(&parameter.key, &parameter.value),
        Cell::exact(parameter.low),
        Cell::exact(parameter.best),
        Cell::exact(parameter.high),
        parameter.distribution.as_str(),
        &parameter.unit,
        &parameter.range,
        &parameter.basis,
        &parameter.source,
        &parameter.origin,
    ]
}
