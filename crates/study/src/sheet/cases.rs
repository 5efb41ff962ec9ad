//! A table of cases: columns are keys, a row is a case.

use super::holds::{Holds, LABEL, under};
use super::model::{Row, Sheet};
use crate::design::MOST_POINTS;
use crate::scenario::{Diagnostic, Fault, Overlay, OverlayValue};
use detente_engine::parameter::registry;
use std::path::Path;

/// The cases of a table.
#[derive(Clone, Debug)]
pub struct Cases {
    /// The names of the columns.
    pub keys: Vec<String>,
    /// What each case lays over the scenario.
    pub overlays: Vec<Overlay>,
    /// The cells of each case, in the order of the columns; empty where the scenario's own value stands.
    pub rows: Vec<Vec<String>>,
    /// The number of the row in which each case stands.
    pub numbers: Vec<usize>,
}

/// The cases in `sheet`. An empty cell leaves the scenario's own value; a column `case` names the cases.
///
/// # Errors
///
/// Where there are no rows or too many, or a column has no key.
pub fn cases(sheet: &Sheet) -> Result<Cases, Vec<Fault>> {
    let unnamed = sheet.header.iter().filter(|cell| cell.text.is_empty());
    let faults: Vec<Fault> =
        unnamed.map(|cell| sheet.fault(cell, Diagnostic::new("", "a column without a key"))).collect();
    let misnamed = sheet.header.iter().filter(|cell| is_label_otherwise(&cell.text));
    let misnamed = misnamed.map(|cell| {
        let diagnostic = Diagnostic::new(cell.text.as_str(), "no key, and not the column of names");
        sheet.fault(cell, diagnostic.help(format!("a column that names the cases is called `{LABEL}`")))
    });
    let faults: Vec<Fault> = faults.into_iter().chain(misnamed).collect();
    if !faults.is_empty() {
        return Err(sheet.located(faults));
    }
    if sheet.rows.is_empty() || sheet.header.iter().all(|cell| cell.text == LABEL) {
        let diagnostic =
            Diagnostic::new("", "holds no case").help("the first row names keys, each further row is a case");
        return Err(vec![diagnostic.at(&sheet.name, &sheet.text, None)]);
    }
    if sheet.rows.len() > MOST_POINTS {
        let diagnostic = Diagnostic::new("", format!("holds {} cases; {MOST_POINTS} are possible", sheet.rows.len()));
        return Err(vec![diagnostic.help("cut the table into several").at(&sheet.name, &sheet.text, None)]);
    }
    Ok(Cases {
        keys: sheet.header.iter().map(|cell| cell.text.clone()).collect(),
        overlays: sheet.rows.iter().map(|row| overlay(sheet, row)).collect(),
        rows: sheet.rows.iter().map(|row| written(sheet, row)).collect(),
        numbers: sheet.rows.iter().map(|row| row.number).collect(),
    })
}

/// Whether a column so called is meant to name the cases, and is not called so.
fn is_label_otherwise(head: &str) -> bool {
    head != LABEL && [LABEL, "cases", "name", "id", "label", "scenario"].contains(&head.to_lowercase().as_str())
}

/// The cells of `row`, as the scenario language writes them; labels and other text as they stand there.
fn written(sheet: &Sheet, row: &Row) -> Vec<String> {
    sheet.header.iter().zip(&row.cells).map(|(key, cell)| as_written(&key.text, &cell.text)).collect()
}

fn overlay(sheet: &Sheet, row: &Row) -> Overlay {
    let given = sheet.header.iter().zip(&row.cells).filter(|(key, cell)| key.text != LABEL && !cell.text.is_empty());
    let value = given.map(|(key, cell)| OverlayValue {
        key: key.text.clone(),
        key_span: key.span.clone(),
        value: as_written(&key.text, &cell.text),
        span: cell.span.clone(),
        basis: None,
        basis_span: None,
        source: None,
    });
    Overlay { name: sheet.name.clone(), origin: origin(&sheet.name), text: sheet.text.clone(), values: value.collect() }
}

/// How `parameters.csv` names the file.
pub(super) fn origin(name: &str) -> String {
    Path::new(name).file_name().map_or_else(|| name.to_owned(), |file| file.to_string_lossy().into_owned())
}

/// A cell under the dotted key `key` as the scenario language writes it: spreadsheets write true and false in capitals and in
/// their own tongue. Text is meant as it stands there.
pub(super) fn as_written(key: &str, cell: &str) -> String {
    match registry::of_key(key) {
        Some(entry) if entry.holds_ids() => ids_as_written(cell),
        _ if under(key) == Holds::Text => cell.to_owned(),
        _ => flag_as_written(cell),
    }
}

/// A list of ids as the scenario language writes it. `parameters.csv` lists them with spaces between them; people write commas too.
fn ids_as_written(cell: &str) -> String {
    if cell.is_empty() || cell.starts_with('[') {
        return cell.to_owned();
    }
    let ids = cell.split([' ', ',', ';']).filter(|id| !id.is_empty());
    let ids: Vec<String> = ids.map(|id| format!("\"{}\"", id.trim_matches('"'))).collect();
    format!("[{}]", ids.join(", "))
}

/// `cell` as the scenario language writes it, where it may be true or false.
pub(super) fn flag_as_written(cell: &str) -> String {
    match cell.to_lowercase().as_str() {
        "true" | "wahr" | "vrai" | "verdadero" | "vero" => "true".to_owned(),
        "false" | "falsch" | "faux" | "falso" => "false".to_owned(),
        _ => cell.to_owned(),
    }
}
