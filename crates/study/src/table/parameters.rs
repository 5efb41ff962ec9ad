//! `parameters.csv`: every value behind the results, with its meaning and where it came from.

use super::run_tables::OfRun;
use super::{Exact, ScenarioResult, Text, Written, table, value_of};
use crate::scenario::ParameterRow as Parameter;
use detente_engine::domain::Basis;

table! {
    /// A row is a value of a scenario. The table doubles as a questionnaire to be filled in and read back.
    pub struct ParameterRow: "parameters" {
        /// The dotted key in the scenario file.
        key: String,
        /// The question that the value answers, in words.
        question: Text,
        /// The value in full precision; empty where it is uncertain.
        value: Written,
        /// 5 % quantile of an uncertain value.
        low: Option<Exact> ["see unit"],
        /// Median of an uncertain value.
        best: Option<Exact> ["see unit"],
        /// 95 % quantile of an uncertain value.
        high: Option<Exact> ["see unit"],
        /// An uncertain value as written in the file.
        distribution: String,
        /// Unit of the value; empty for words.
        unit: Text,
        /// What is allowed.
        range: Text,
        /// What the value rests on: documented, press, judgement, template, or default.
        basis: Basis,
        /// The source.
        source: Text,
        /// Where the value was set: a file, the default, or the command line.
        origin: Text,
    }
}

impl OfRun for ParameterRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        result.scenario.parameters.iter().map(|parameter| row(result.stem(), parameter)).collect()
    }
}

fn row(stem: &str, parameter: &Parameter) -> ParameterRow {
    ParameterRow {
        scenario: stem.to_owned(),
        key: parameter.key.clone(),
        question: parameter.question.clone(),
        value: value_of(&parameter.key, &parameter.value),
        low: parameter.low.map(Exact),
        best: parameter.best.map(Exact),
        high: parameter.high.map(Exact),
        distribution: parameter.distribution.clone(),
        unit: parameter.unit.clone(),
        range: parameter.range.clone(),
        basis: parameter.basis,
        source: parameter.source.clone(),
        origin: parameter.origin.clone(),
    }
}
