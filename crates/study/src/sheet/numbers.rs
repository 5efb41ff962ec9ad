//! Which decimal mark the numbers of a table have, and which of them could be read in two ways: those are refused, not guessed.
//!
//! Between cells a comma leaves the point as the only decimal mark: who writes decimal commas parts cells with semicolons or tabs.
//! In such files other numbers have to say which mark it is: `0,25`, `1,25` and `12,5000` can only have a decimal comma, whereas
//! `1,500` and `1.500` are one and a half or fifteen hundred as long as no other number tells.

use super::decimal::{self, Number};
use super::holds::{Columns, Holds};
use super::model::Sheet;
use crate::scenario::{Diagnostic, Fault, MOST_FAULTS};

/// What `sheet` shows of its decimal mark, and whether commas part its cells.
struct Marks {
    /// The decimal mark; none where no number tells.
    decimal: Option<char>,
    /// The mark with which a decimal is proposed.
    proposed: char,
    /// Whether commas stand between the cells.
    parted_by_commas: bool,
    /// Whether numbers within lists and distributions show that they have decimal points.
    points_in_lists: bool,
}

/// Gives the numbers of `sheet`, whose cells `delimiter` parts, decimal points. What cannot be told is a fault. `own` says what the
/// columns hold, where they are not keys.
pub(super) fn settle(sheet: &mut Sheet, delimiter: u8, own: Option<fn(&str) -> Holds>) -> Vec<Fault> {
    let columns = Columns::of(&sheet.header, own);
    for row in &mut sheet.rows {
        let holds = columns.in_row(row);
        let plain = row.cells.iter_mut().zip(holds).filter(|(_, holds)| *holds != Holds::Text);
        plain.for_each(|(cell, _)| cell.text = decimal::plain(&cell.text));
    }
    let marks = Marks::of(sheet, &columns, delimiter);
    let mut faults = Vec::new();
    let written = sheet.column("distribution").filter(|_| columns.key.is_some());
    for row in &sheet.rows {
        for (at, (cell, _)) in
            row.cells.iter().zip(columns.in_row(row)).enumerate().filter(|(_, (_, it))| *it == Holds::Numbers)
        {
            // What is written as in a scenario file has the points of the language.
            let is_language = Some(at) == written;
            if let Some(diagnostic) = marks.diagnostic(&cell.text, is_language).filter(|_| faults.len() < MOST_FAULTS) {
                faults.push(sheet.fault(cell, diagnostic.found(&cell.text)));
            }
        }
    }
    if marks.decimal == Some(',') {
        for row in &mut sheet.rows {
            let holds = columns.in_row(row);
            let numbers = row.cells.iter_mut().zip(holds).filter(|(_, holds)| *holds == Holds::Numbers);
            numbers.for_each(|(cell, _)| cell.text = decimal::with_points(&cell.text));
        }
    }
    faults
}

impl Marks {
    /// The decimal mark is what most of the numbers have that can have one only, the comma where there are as many: the few that
    /// have the other one are the slips.
    fn of(sheet: &Sheet, columns: &Columns, delimiter: u8) -> Self {
        let (mut commas, mut points, mut open_points, mut points_in_lists) = (0_usize, 0_usize, 0_usize, false);
        for row in &sheet.rows {
            let numbers = row.cells.iter().zip(columns.in_row(row)).filter(|(_, holds)| *holds == Holds::Numbers);
            for (cell, _) in numbers {
                if decimal::is_list(&cell.text) {
                    points_in_lists |= decimal::in_list(&cell.text).contains(&Number::Decimal('.'));
                    continue;
                }
                for number in decimal::parts(&cell.text) {
                    match number {
                        Number::Decimal(',') | Number::Grouped { decimal: ',', .. } => commas += 1,
                        Number::Decimal(_) | Number::Grouped { decimal: '.', .. } => points += 1,
                        Number::Open('.', ..) => open_points += 1,
                        _ => {}
                    }
                }
            }
        }
        let parted_by_commas = delimiter == b',';
        let decimal = match (commas, points) {
            _ if parted_by_commas => Some('.'),
            (0, 0) => None,
            (commas, points) if commas < points => Some('.'),
            _ => Some(','),
        };
        let proposed = decimal.unwrap_or(if open_points > 0 { '.' } else { ',' });
        Self { decimal, proposed, parted_by_commas, points_in_lists }
    }

    /// What is wrong with a cell; `is_language` says that decimal points are expected whatever the file has.
    fn diagnostic(&self, text: &str, is_language: bool) -> Option<Diagnostic> {
        if decimal::is_list(text) {
            let is_open = self.decimal != Some('.') && !self.points_in_lists && !is_language;
            let open = decimal::in_list(text).into_iter().find(|number| matches!(number, Number::Open('.', ..)));
            return open
                .filter(|_| is_open)
                .map(|open| Diagnostic::new("", open.readings()).help(open.help('.', true)));
        }
        let parts = decimal::parts(text);
        parts.iter().find_map(|number| self.of_number(text, number, is_language, parts.len() > 1))
    }

    fn of_number(&self, text: &str, number: &Number, is_language: bool, is_range: bool) -> Option<Diagnostic> {
        match (number, self.decimal) {
            (Number::Grouped { separator, .. }, _) => {
                let between = match separator {
                    '.' => "points",
                    ',' => "commas",
                    ' ' => "spaces",
                    _ => "apostrophes",
                };
                let diagnostic = Diagnostic::new("", format!("{between} between the thousands"));
                Some(diagnostic.help(number.help(self.proposed, false)))
            }
            (Number::Open('.', ..), _) if is_language => None,
            (Number::Open(..), None) => {
                Some(Diagnostic::new("", number.readings()).help(number.help(self.proposed, true)))
            }
            (Number::Open('.', ..), Some(',')) => Some(point_among_commas(is_range, number)),
            (Number::Open(',', ..), Some('.')) => {
                Some(Diagnostic::new("", number.readings()).help(number.help('.', false)))
            }
            // A range with points may stand among decimal commas: it is text to a spreadsheet, and nothing else can be meant.
            (Number::Decimal('.'), Some(',')) if !is_range => Some(point_among_commas(false, number)),
            (Number::Decimal(','), Some('.')) if !self.parted_by_commas => {
                let help = format!("the other numbers of this file have points: write {}", decimal::with_points(text));
                Some(Diagnostic::new("", "a decimal comma among decimal points").help(help))
            }
            _ => None,
        }
    }
}

/// What is wrong with a point in a file that has decimal commas.
fn point_among_commas(is_range: bool, number: &Number) -> Diagnostic {
    if is_range {
        return Diagnostic::new("", number.readings()).help(number.help(',', false));
    }
    let way = match number {
        Number::Open(..) => format!("{}, ", number.help(',', false)),
        _ => String::new(),
    };
    let help = format!(
        "with decimal commas elsewhere, it may mean thousands: {way}write it with a comma, or all numbers with points"
    );
    Diagnostic::new("", "a decimal point among decimal commas").help(help)
}
