//! The outcomes of all scenarios side by side, as split bars.

use super::split::{Column, Row, Split};
use crate::model::{Report, ScenarioReport};
use crate::words;

/// A row for each scenario: its four outcomes and what the channel changes.
pub(super) fn split(report: &Report<'_>) -> Split {
    let mut columns = Column::outcomes();
    let compared = report.scenarios.iter().any(|scenario| !scenario.confrontation.is_empty());
    columns.extend(compared.then_some(Column::Change));
    let row = |scenario: &ScenarioReport| {
        let shares = scenario.outcomes.iter().map(|share| Some(share.share));
        let change = compared.then(|| scenario.confrontation.last().map(|horizon| horizon.difference));
        Row::Figures { label: label(scenario), leads: false, cells: shares.chain(change).collect() }
    };
    let counterfactuals = words::counterfactuals(report).map_or(String::new(), |words| format!(" {words}"));
    let key = format!("Bracket: chance (95 %).{counterfactuals}");
    Split { columns, rows: report.scenarios.iter().map(row).collect(), key }
}

/// What people call a scenario: of a point of a sweep its values, else its title.
fn label(scenario: &ScenarioReport) -> String {
    let name = scenario.simulated.point.as_ref().unwrap_or(&scenario.title);
    if name.is_empty() { scenario.simulated.scenario.replace('_', " ") } else { name.clone() }
}
