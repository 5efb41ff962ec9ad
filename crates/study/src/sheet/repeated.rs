//! Keys that stand in two rows of a questionnaire, in whatever spelling.

use super::model::{Row, Sheet};
use crate::scenario::{Diagnostic, Fault, MOST_FAULTS, Scenario};
use std::collections::{BTreeMap, BTreeSet};

/// A fault for each parameter that two of `rows`, with their keys in the column at `key`, are about, whatever the spelling of the
/// key: one of the two answers would be lost. It lies with the second of them.
pub(super) fn repeated(sheet: &Sheet, scenario: &Scenario, key: usize, rows: &[&Row]) -> Vec<Fault> {
    let known: BTreeSet<&str> = scenario.parameters.iter().map(|row| row.key.as_str()).collect();
    // By parameter: its first row, and whether a second was found.
    let mut first: BTreeMap<String, (&Row, bool)> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows.iter().copied().filter(|row| !row.cells[key].text.is_empty()) {
        let cell = &row.cells[key];
        let is_row = known.contains(cell.text.as_str());
        let meant = if is_row { vec![cell.text.clone()] } else { scenario.rows_meant(&cell.text) };
        let Some(name) = meant.iter().find(|name| first.contains_key(*name)) else {
            first.extend(meant.into_iter().map(|name| (name, (row, false))));
            continue;
        };
        let (above, is_told) = first.get_mut(name).expect("just seen");
        if std::mem::replace(is_told, true) {
            continue;
        }
        let other = &above.cells[key].text;
        let spelled = if *other == cell.text { String::new() } else { format!(" as {other}") };
        let diagnostic = Diagnostic::new(&cell.text, format!("also in row {}{spelled}", above.number));
        faults.push(sheet.fault(cell, diagnostic.help("one key, one answer: take one of the two rows out")));
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    faults
}
