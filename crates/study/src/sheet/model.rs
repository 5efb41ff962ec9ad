//! A table with the places of its cells.

use super::decimal;
use crate::scenario::{self, Diagnostic, Fault};
use std::ops::Range;
use std::sync::Arc;

/// A row of the questionnaire as it is written.
pub(super) use crate::table::ParameterRow as Asked;

/// The columns of a questionnaire in which a value can stand.
pub(super) const VALUES: [&str; 5] =
    [Asked::value.name(), Asked::low.name(), Asked::best.name(), Asked::high.name(), Asked::distribution.name()];

/// A table with a header, as a spreadsheet wrote it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The file as it was named.
    pub name: String,
    /// Its text, with LF at the end of lines and without byte order mark.
    pub text: Arc<str>,
    /// The cells of the header.
    pub header: Vec<Cell>,
    /// The number of its row as the spreadsheet counts.
    pub header_row: usize,
    /// The rows that hold anything, each with as many cells as the header.
    pub rows: Vec<Row>,
    /// Whether the file was taken for Windows-1252, as its bytes are not UTF-8.
    pub is_windows_1252: bool,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number as the spreadsheet counts.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says, without white space around it: numbers with a decimal point, text as it is written.
    pub text: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Where a table begins.
pub(super) struct Head {
    /// The byte at which its header begins.
    pub(super) start: usize,
    /// The number of the header's row.
    pub(super) row: usize,
    /// What stands between its cells.
    pub(super) delimiter: u8,
}

impl Sheet {
    /// The position of the column `name`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.text == name)
    }

    /// `faults`, those that lie in a cell with its row and column.
    #[must_use]
    pub fn located(&self, mut faults: Vec<Fault>) -> Vec<Fault> {
        for fault in faults.iter_mut().filter(|fault| fault.file == self.name) {
            let Some((row, column)) = fault.span.as_ref().and_then(|span| self.place(span)) else { continue };
            fault.message = format!("{}, in row {row}, column {}", fault.message, letters(column));
            let text = self.row(row).map_or("", |row| row.cells[column].text.as_str());
            if fault.message.starts_with("not a date") {
                if is_spelled_day(text) {
                    fault.help += "; format the column as text, or the spreadsheet may spell it so again";
                }
                fault.help += "; leave the cell empty to keep the date of the file";
                fault.help = fault.help.trim_start_matches("; ").to_owned();
            } else if decimal::is_date(text) {
                fault.help =
                    "the spreadsheet has made a date of it: format the column as text, and write the value again"
                        .into();
            }
        }
        faults
    }

    /// A diagnostic about `cell`.
    pub(crate) fn fault(&self, cell: &Cell, diagnostic: Diagnostic) -> Fault {
        diagnostic.at(&self.name, &self.text, Some(cell.span.clone()))
    }

    fn row(&self, number: usize) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some(&self.rows[at])
    }

    /// Row and column (from 0) of the cell at `span`.
    fn place(&self, span: &Range<usize>) -> Option<(usize, usize)> {
        let within =
            |cells: &[Cell]| cells.iter().position(|cell| cell.span.start == span.start && cell.span.end >= span.end);
        let header = within(&self.header).map(|column| (self.header_row, column));
        header.or_else(|| {
            // The last row that does not begin after it.
            let next = self.rows.partition_point(|row| row.cells[0].span.start <= span.start);
            let row = &self.rows[next.checked_sub(1)?];
            Some((row.number, within(&row.cells)?))
        })
    }
}

/// The letters by which a spreadsheet calls the column at position `column`.
pub(super) fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// Whether `text` is a day as people or spreadsheets spell it elsewhere.
fn is_spelled_day(text: &str) -> bool {
    decimal::is_date(text) || scenario::day_help(text).is_some()
}
