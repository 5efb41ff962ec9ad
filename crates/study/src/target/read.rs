//! From a file to its targets: columns known, every row sound, no two of one thing, all faults at once.

use super::column::{Column, holds};
use super::compares::Compares;
use super::list::TargetList;
use super::row::RowReader;
use super::target::Target;
use crate::figure::Figure;
use crate::scenario::{Diagnostic, Fault, MOST_FAULTS, ScenarioFaults, suggestion};
use crate::sheet::Sheet;
use std::path::Path;

/// Reads and checks the targets in `path`.
///
/// # Errors
///
/// Everything that is wrong with the file, with row and column.
pub fn read(path: &Path) -> Result<TargetList, ScenarioFaults> {
    Sheet::read_holding(path, holds).and_then(list).map_err(ScenarioFaults::new)
}

/// Reads and checks the targets in `bytes`, which messages call `name`.
///
/// # Errors
///
/// As [`read`].
pub fn read_text(name: &str, bytes: &[u8]) -> Result<TargetList, ScenarioFaults> {
    Sheet::of_bytes_holding(name, bytes, holds).and_then(list).map_err(ScenarioFaults::new)
}

fn list(sheet: Sheet) -> Result<TargetList, Vec<Fault>> {
    let mut faults = unknown_columns(&sheet);
    let missing = missing_columns(&sheet);
    let has_rows = missing.is_empty();
    faults.extend(missing);
    if sheet.rows.is_empty() {
        let help = "the first row names the columns, each further row is a target";
        faults.push(whole(&sheet, Diagnostic::new("", "holds no target").help(help)));
    }
    let mut targets: Vec<Target> = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate().filter(|_| has_rows) {
        let mut reader = RowReader::new(&sheet, row);
        let target = reader.target(at + 1);
        let id = reader.place(Column::Id).or(reader.place(Column::Figure));
        faults.extend(reader.into_faults());
        if let (Some(first), Some(cell)) = (targets.iter().position(|other| other.id == target.id), id) {
            let diagnostic =
                Diagnostic::new("id", format!("also the id of the target in row {}", sheet.rows[first].number));
            let help = "give each an id of its own; where there is none, T1, T2 and so on by row";
            faults.push(sheet.fault(cell, diagnostic.found(&target.id).help(help)));
        }
        faults.extend(repeated(&sheet, &targets, &target));
        targets.push(target);
        if faults.len() >= MOST_FAULTS {
            break;
        }
    }
    if faults.is_empty() {
        Ok(TargetList { name: sheet.name.clone(), text: sheet.text.clone(), targets, sheet })
    } else {
        Err(sheet.located(faults))
    }
}

fn whole(sheet: &Sheet, diagnostic: Diagnostic) -> Fault {
    diagnostic.at(&sheet.name, &sheet.text, None)
}

fn unknown_columns(sheet: &Sheet) -> Vec<Fault> {
    let unknown = sheet.header.iter().filter(|cell| Column::from_word(&cell.text).is_none());
    let fault = |cell: &crate::sheet::Cell| {
        if cell.text.is_empty() {
            return sheet.fault(cell, Diagnostic::new("", "a column without a name").help("name it, or take it out"));
        }
        let help = suggestion(&cell.text, Column::ALL.iter().map(|column| column.word()), "columns");
        sheet.fault(cell, Diagnostic::new("", "no such column").found(&cell.text).help(help))
    };
    unknown.map(fault).collect()
}

fn missing_columns(sheet: &Sheet) -> Vec<Fault> {
    let has = |column: Column| sheet.column(column.word()).is_some();
    let mut missing: Vec<(String, &str)> = Column::REQUIRED
        .into_iter()
        .filter(|column| !has(*column))
        .map(|column| (format!("has no column `{}`", column.word()), column.meaning()))
        .collect();
    match [has(Column::Low), has(Column::High), has(Column::Sd)] {
        [true, true, _] | [false, false, true] => {}
        [false, false, false] => {
            missing.push(("has neither the columns `low` and `high` nor `sd`".to_owned(), "The chance of the count."));
        }
        [true, false, _] => missing.push(("has no column `high` beside `low`".to_owned(), Column::High.meaning())),
        [false, true, _] => missing.push(("has no column `low` beside `high`".to_owned(), Column::Low.meaning())),
    }
    let found = sheet.header.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(", ");
    let fault = |(message, meaning): (String, &str)| {
        let help = format!("add it to the first row: {}", lower(meaning));
        whole(sheet, Diagnostic::new("", message).found(format!("columns {found}")).help(help))
    };
    missing.into_iter().map(fault).collect()
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A fault where another target before `target` is of the same figure and both are equals: it would count twice, or be met by
/// neither.
fn repeated(sheet: &Sheet, before: &[Target], target: &Target) -> Option<Fault> {
    let figure = target.figure.as_ref().filter(|_| target.compares == Compares::Yes)?;
    let is_equal = |other: &&Target| other.compares == Compares::Yes && other.figure.as_ref() == Some(figure);
    let first = before.iter().find(is_equal)?;
    let diagnostic =
        Diagnostic::new("figure", format!("also the figure of `{}`: which of the two is meant?", first.id));
    let help =
        "keep one, and put what another count says into its `discrepancy`; or let one be `no` in the column `compares`";
    let diagnostic = diagnostic.found(Figure::word(figure)).help(help);
    Some(diagnostic.at(&sheet.name, &sheet.text, Some(target.place.clone())))
}
