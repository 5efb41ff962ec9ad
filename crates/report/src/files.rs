//! The files that a report adds to a results folder.

use super::analysis::{self, Analysis, findings};
use super::model::Report;
use super::{brief, html, svg, workbook};

/// Folder of the charts within the results folder.
pub const CHARTS: &str = "charts";
const PAGE: &str = "report.html";
const BRIEF: &str = "brief.md";
const WORKBOOK: &str = "workbook.xlsx";

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportFile {
    /// Path within the results folder.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// The workbook could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It cannot hold what is shown.
    #[error("the workbook cannot be made")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The library that writes workbooks does not work before 1970.
    #[error(
        "the clock of this machine stands before 1970, when no workbook can be made: set the clock, or do without a report \
         (the tables need no clock)"
    )]
    Clock,
}

/// Whether a report can be made here and now: to be asked before anything is simulated for it.
///
/// # Errors
///
/// Where the clock of the machine stands before 1970.
pub fn possible() -> Result<(), WriteError> {
    if workbook::is_past_1970() { Ok(()) } else { Err(WriteError::Clock) }
}

/// Whether the file at `path` of a results folder is one of a report.
#[must_use]
pub fn is_of_report(path: &str) -> bool {
    [PAGE, BRIEF, WORKBOOK].contains(&path) || path.split_once('/').is_some_and(|(folder, _)| folder == CHARTS)
}

/// Everything that `report` shows, as files.
///
/// # Errors
///
/// Where the workbook cannot hold it, or [`possible`] says no.
pub fn files(report: &Report<'_>) -> Result<Vec<ReportFile>, WriteError> {
    possible()?;
    let files = [text(PAGE, html::page(report)), text(BRIEF, brief::brief(report))];
    let workbook = ReportFile { path: WORKBOOK.to_owned(), bytes: workbook::workbook(report)? };
    let charts = svg::charts(report);
    let of_plans = Analysis::of_plans(report).map_or_else(Vec::new, |plans| drawn_of(&plans));
    Ok(files.into_iter().chain([workbook]).chain(charts.iter().map(drawn)).chain(of_plans).collect())
}

/// Everything that is shown of `analysis`, as files.
pub(super) fn of_analysis(analysis: &Analysis<'_>) -> Result<Vec<ReportFile>, WriteError> {
    possible()?;
    let files = [text(PAGE, html::analysis_page(analysis)), text(BRIEF, analysis::brief(analysis))];
    let workbook = ReportFile { path: WORKBOOK.to_owned(), bytes: workbook::of_analysis(analysis)? };
    Ok(files.into_iter().chain([workbook]).chain(drawn_of(analysis)).collect())
}

/// The charts of everything that an analysis found.
fn drawn_of(analysis: &Analysis<'_>) -> Vec<ReportFile> {
    let findings = findings(analysis);
    svg::of_findings(analysis, &findings).iter().flatten().map(drawn).collect()
}

fn text(path: &str, text: String) -> ReportFile {
    ReportFile { path: path.to_owned(), bytes: text.into_bytes() }
}

fn drawn(chart: &svg::Chart<'_>) -> ReportFile {
    text(&format!("{CHARTS}/{}.svg", chart.name), chart.drawn(svg::WIDE))
}
