//! `workbook.xlsx`: the comparison of all scenarios, native charts, a sheet per table, what each
//! column means, and where the figures come from.
//!
//! Cells hold the figures of the tables in full; only their display is rounded. Text is written as
//! text, never as a formula. A table of more than [`MOST_ROWS`] rows is left to its CSV file, and so
//! are rows of single trials; a note says so. Of too many scenarios to show each, the comparison has all and the other
//! sheets those that are shown in full, and say so.

mod about;
mod analysis;
mod answer;
mod chart_parts;
mod charts;
mod colour;
mod formats;
mod sheet;
mod together;

use super::analysis::Analysis;
use super::model::{Provenance, Report};
use chart_parts::CHARTS;
use detente_study::table::{SummaryRow, Table, TableRow as _, grouped};
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Rows up to which a table has a sheet.
pub(super) const MOST_ROWS: usize = 20_000;
/// Cells up to which the comparison of too many scenarios to show each has a sheet: more would take too much memory.
const MOST_CELLS: usize = 500_000;
/// Name of the sheet with the charts of the plans that were compared, beside that with the charts of their runs.
const PLAN_CHARTS: &str = "plan_charts";
/// Name of the sheet that holds the table `summary`.
pub(super) const COMPARISON: &str = "comparison";

/// The workbook as bytes: the same for the same report, for its date of creation is fixed.
pub(super) fn workbook(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let (mut workbook, formats) = (begun(&report.provenance, "how the channel ends")?, Formats::new());
    let foot = foot(&report.provenance);
    answer::of_scenarios(workbook.add_worksheet(), report, &formats)?;
    for (nth, table) in report.printed.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        if !fits(report, table) {
            sheet::left_to_file(sheet, table, &formats)?;
        } else {
            sheet::table(sheet, table, &formats, &foot, part_of(report, table))?;
        }
        if nth == 0 {
            if fits(report, table) {
                sheet::compare(sheet, table)?;
            }
            charts::sheet(workbook.add_worksheet(), report, &formats)?;
        }
    }
    let (mut tables, mut lines): (Vec<&Table>, _) = (report.printed.iter().collect(), about::of_simulates(report));
    if let Some(plans) = Analysis::of_plans(report) {
        sheets_of(&mut workbook, &plans, PLAN_CHARTS, &formats)?;
        tables.extend(plans.tables.printed());
        lines.extend(about::reading(plans.tables.question()));
    }
    ended(workbook, &tables, &report.provenance, &lines, &formats)
}

/// Whether `table` has a sheet.
fn fits(report: &Report<'_>, table: &Table) -> bool {
    let cells = table.rows.len() * table.columns.len();
    table.rows.len() <= MOST_ROWS && (report.overview.is_none() || cells <= MOST_CELLS)
}

/// What a sheet says of the rows that it leaves out; nothing where it has those of all scenarios.
fn part_of(report: &Report<'_>, table: &Table) -> Option<String> {
    let overview = report.overview.as_ref().filter(|_| table.name != SummaryRow::NAME)?;
    let [shown, all] = [report.scenarios.len(), overview.all].map(|number| grouped(number as u64));
    Some(format!("Here only the {shown} of {all} scenarios that are shown in full; all rows: {}.csv.", table.name))
}

/// The workbook of an analysis.
pub(super) fn of_analysis(analysis: &Analysis<'_>) -> Result<Vec<u8>, XlsxError> {
    let (mut workbook, formats) = (begun(analysis.provenance, analysis.tables.question().heading())?, Formats::new());
    answer::of_analysis(workbook.add_worksheet(), analysis, &formats)?;
    sheets_of(&mut workbook, analysis, CHARTS, &formats)?;
    let lines = about::of_analysis(analysis.tables.question());
    let tables: Vec<&Table> = analysis.tables.printed().iter().collect();
    ended(workbook, &tables, analysis.provenance, &lines, &formats)
}

/// The sheets of the tables of an analysis, with its charts, in a sheet called `charts`, after the first.
fn sheets_of(
    workbook: &mut Workbook,
    analysis: &Analysis<'_>,
    charts: &str,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let foot = foot(analysis.provenance);
    for (nth, table) in analysis.tables.printed().iter().enumerate() {
        let sheet = workbook.add_worksheet();
        if table.rows.len() > MOST_ROWS {
            sheet::left_to_file(sheet, table, formats)?;
        } else {
            sheet::table(sheet, table, formats, &foot, None)?;
        }
        if nth == 0 {
            analysis::sheet(workbook.add_worksheet().set_name(charts)?, analysis, formats)?;
        }
    }
    Ok(())
}

/// Whether the clock stands where the library can read it: a new workbook asks it for a date of creation, with no way to keep
/// it from that, and panics before 1970. What it is told is replaced by a fixed date, so no byte depends on it.
#[allow(clippy::disallowed_types, reason = "asked only whether a workbook can be made at all; no result depends on it")]
pub(super) fn is_past_1970() -> bool {
    std::time::SystemTime::now() >= std::time::SystemTime::UNIX_EPOCH
}

fn begun(provenance: &Provenance, title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(format!("detente: {title}"))
        .set_comment(super::words::CAVEAT)
        .set_author(format!("detente {}", provenance.version))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    Ok(workbook)
}

fn foot(provenance: &Provenance) -> String {
    format!("detente {}, seed {}", provenance.version, provenance.seed)
}

/// With the sheets that explain, as bytes.
fn ended(
    mut workbook: Workbook,
    tables: &[&Table],
    provenance: &Provenance,
    lines: &[String],
    formats: &Formats,
) -> Result<Vec<u8>, XlsxError> {
    about::columns(workbook.add_worksheet(), tables, formats)?;
    about::about(workbook.add_worksheet(), provenance, lines, formats)?;
    workbook.save_to_buffer()
}
