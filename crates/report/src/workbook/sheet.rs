//! A table as a sheet: what a row is, units, headers, rows.

use super::colour::{of_outcomes, pale};
use super::formats::Formats;
use super::{COMPARISON, MOST_ROWS};
use crate::cell::spelled;
use crate::svg::Ink;
use detente_engine::domain::Outcome;
use detente_study::table::{Cell, Column, Pick, SummaryRow, Table, TableRow as _, grouped};
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, ExcelDateTime, Format, Worksheet,
    XlsxError,
};

/// Rows above those of the table: what a row is, units, headers.
pub(super) const HEAD: u32 = 3;
/// Most signs that a cell may hold.
const MOST_SIGNS: usize = 32_000;
/// Columns that can be read on a printed page.
const COLUMNS_PER_PAGE: usize = 18;
/// Rows that are printed; nobody reads thousands on paper, and the sheet has all.
const MOST_PRINTED: usize = 60;
/// Widest column, in signs.
const WIDEST: usize = 44;

/// The name of the sheet of `table`.
pub(super) fn name(table: &Table) -> &'static str {
    if table.name == SummaryRow::NAME { COMPARISON } else { table.name }
}

/// The number of sheet column `place`.
pub(super) fn column_number(place: usize) -> u16 {
    u16::try_from(place).expect("tables have few columns")
}

/// The number of the sheet row that holds row `place` of a table; tables with a sheet are short.
pub(super) fn row_number(place: usize) -> u32 {
    HEAD + u32::try_from(place).expect("tables with a sheet have few rows")
}

/// Writes `table`; `part` says what rows it leaves out.
pub(super) fn table(
    sheet: &mut Worksheet,
    table: &Table,
    formats: &Formats,
    foot: &str,
    part: Option<String>,
) -> Result<(), XlsxError> {
    head(sheet, table, formats, part)?;
    for (nth, row) in table.rows.iter().enumerate() {
        for (place, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            write(sheet, (row_number(nth), column_number(place)), cell, column, formats)?;
        }
    }
    finish(sheet, table, foot)
}

/// Writes what the columns of `table` are, and that it is too long for a sheet.
pub(super) fn left_to_file(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    head(sheet, table, formats, None)?;
    let rows = grouped(table.rows.len() as u64);
    let note = match table.rows.len() > MOST_ROWS {
        true => format!("{rows} rows, more than the {MOST_ROWS} that a sheet takes: see {}.csv", table.name),
        false => {
            format!("{rows} rows of {} columns, more than a sheet takes: see {}.csv", table.columns.len(), table.name)
        }
    };
    sheet.write_string_with_format(HEAD, 0, note, &formats.soft)?;
    Ok(())
}

fn head(sheet: &mut Worksheet, table: &Table, formats: &Formats, part: Option<String>) -> Result<(), XlsxError> {
    sheet.set_name(name(table))?;
    let part = part.map_or(String::new(), |part| format!(" {part}"));
    sheet.write_string_with_format(0, 0, format!("{}{part}", table.description), &formats.title)?;
    for (place, column) in table.columns.iter().enumerate() {
        let at = column_number(place);
        sheet.write_string_with_format(1, at, in_words(column), &formats.words)?;
        sheet.write_string_with_format(2, at, column.name.as_ref(), &formats.head)?;
        sheet.set_column_width(at, width(table, place))?;
    }
    Ok(())
}

/// Panes, filter, and how it prints.
fn finish(sheet: &mut Worksheet, table: &Table, foot: &str) -> Result<(), XlsxError> {
    let last = HEAD + u32::try_from(table.rows.len()).expect("few rows").max(1) - 1;
    sheet.autofilter(HEAD - 1, 0, last, column_number(table.columns.len() - 1))?;
    sheet.set_freeze_panes(HEAD, 1)?;
    sheet.set_repeat_rows(HEAD - 1, HEAD - 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(column_number(table.columns.len().div_ceil(COLUMNS_PER_PAGE)), 0);
    let mut printed = String::new();
    if table.rows.len() > MOST_PRINTED {
        let rows = HEAD + u32::try_from(MOST_PRINTED).expect("few") - 1;
        sheet.set_print_area(0, 0, rows, column_number(table.columns.len() - 1))?;
        printed = format!("&CPrinted: the first {MOST_PRINTED} of {} rows", grouped(table.rows.len() as u64));
    }
    sheet.set_footer(format!("&L{foot}{printed}&R&A, page &P of &N"));
    Ok(())
}

/// Writes one cell; an undefined one stays empty.
fn write(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    column: &Column,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(words) => text(sheet, (row, at), words, formats)?,
        Cell::Count(count) => {
            sheet.write_number_with_format(row, at, *count as f64, &formats.count)?;
        }
        Cell::Number(number) | Cell::Tidy(number) | Cell::Exact(number) => {
            sheet.write_number_with_format(row, at, *number, formats.number(column.kind, cell))?;
        }
        Cell::Date(date) => {
            let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
            match ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day) {
                Ok(date) => sheet.write_datetime_with_format(row, at, &date, &formats.date)?,
                // Spreadsheets know no days before 1900.
                Err(_) => sheet.write_string_with_format(row, at, date.to_string(), &formats.text)?,
            };
        }
    }
    Ok(())
}

/// Writes `words` as text; what a spreadsheet could take for a formula when the cell is edited is
/// marked as text for good.
pub(super) fn text(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    words: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let format = if spelled(&Cell::from(words)) == words { &formats.text } else { &formats.quoted };
    if words.chars().count() > MOST_SIGNS {
        let start: String = words.chars().take(MOST_SIGNS).chain(['…']).collect();
        sheet.write_string_with_format(row, at, start, format)?;
    } else {
        sheet.write_string_with_format(row, at, words, format)?;
    }
    Ok(())
}

/// Wide enough for the header and for most cells.
fn width(table: &Table, place: usize) -> f64 {
    let cells = table.rows.iter().take(MOST_ROWS).map(|row| spelled(&row[place]).chars().count()).max();
    let widest = cells.unwrap_or(0).max(table.columns[place].name.chars().count() + 3);
    widest.clamp(8, WIDEST) as f64 + 1.0
}

/// A column in words, with its unit: what stands above its name.
fn in_words(column: &Column) -> String {
    let words: Vec<&str> = column.name.split('_').map(spelled_out).collect();
    let (words, unit) = (words.join(" "), column.unit.as_ref());
    // Words that are the name itself are not said twice, and a unit that the words say already is not said again. Without the former
    // a questionnaire saved from its sheet would have two headers.
    if words == column.name {
        unit.to_owned()
    } else if unit.is_empty() || words.split(' ').any(|word| word == unit) {
        words
    } else {
        format!("{words} ({})", unit.replace("usd_bn", "billion US dollars"))
    }
}

/// A part of a name of a column in words.
fn spelled_out(part: &str) -> &str {
    match part {
        "lo" => "(lower end)",
        "hi" => "(upper end)",
        "p05" => "(5 % end)",
        "p25" => "(25 %)",
        "p50" => "(median)",
        "p75" => "(75 %)",
        "p95" => "(95 % end)",
        "sd" => "standard deviation",
        "usd" => "US dollars",
        "bn" => "billion",
        own => own,
    }
}

/// What leads the eye in the comparison: bars behind the shares of outcomes, and a ground of colour
/// where the channel changes confrontation beyond chance.
pub(super) fn compare(sheet: &mut Worksheet, summary: &Table) -> Result<(), XlsxError> {
    let place = |pick: Pick<SummaryRow>| column_number(pick.places(summary)[0]);
    let (first, last) = (HEAD, HEAD + u32::try_from(summary.rows.len()).expect("few rows").max(1) - 1);
    for (outcome, colour) in Outcome::ALL.iter().zip(of_outcomes().map(pale)) {
        let at = place(SummaryRow::of_outcome(*outcome).alone());
        let bar = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 1)
            .set_fill_color(Color::RGB(colour))
            .set_solid_fill(true);
        sheet.add_conditional_format(first, at, last, at, &bar)?;
    }
    let difference = SummaryRow::confrontation_difference;
    let [low, high] = [difference.low(), difference.high()]
        .map(|end| format!("${}{}", rust_xlsxwriter::column_number_to_name(place(end)), first + 1));
    let [better, worse] = [Ink::Better, Ink::Worse].map(|ink| pale(ink.number()));
    for (rule, colour) in [(format!("={high}<0"), better), (format!("={low}>0"), worse)] {
        let ground = Format::new().set_background_color(Color::RGB(colour));
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(ground);
        let at = place(difference.alone());
        sheet.add_conditional_format(first, at, last, at + 2, &rule)?;
    }
    Ok(())
}
