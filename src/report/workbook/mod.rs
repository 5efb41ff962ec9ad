//! `workbook.xlsx`: the comparison of all scenarios, native charts, a sheet per table, what each
//! column means, and where the figures come from.
//!
//! Cells hold the figures of the tables in full; only their display is rounded. Text is written as
//! text, never as a formula. A table of more than [`MOST_ROWS`] rows is left to its CSV file, and so
//! are rows of single trials; a note says so.

mod about;
mod charts;
mod formats;
mod sheet;

use super::model::Report;
use formats::Formats;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Rows up to which a table has a sheet.
pub(super) const MOST_ROWS: usize = 20_000;
/// Name of the first sheet, which holds the table `summary`.
pub(super) const COMPARISON: &str = "comparison";

/// The workbook as bytes: the same for the same report, for its date of creation is fixed.
pub(super) fn workbook(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title("detente: how the channel ends")
        .set_comment(super::words::CAVEAT)
        .set_author(format!("detente {}", report.provenance.version))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    let formats = Formats::new();
    let foot = format!("detente {}, seed {}", report.provenance.version, report.provenance.seed);
    for (nth, table) in report.tables.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet::table(sheet, table, &formats, &foot)?;
        if nth == 0 {
            sheet::compare(sheet, table)?;
            charts::sheet(workbook.add_worksheet(), report, &formats)?;
        }
    }
    about::columns(workbook.add_worksheet(), report, &formats)?;
    about::about(workbook.add_worksheet(), report, &formats)?;
    workbook.save_to_buffer()
}
