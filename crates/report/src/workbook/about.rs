//! The sheets that explain: what each column means, and where the figures come from.

use super::MOST_ROWS;
use super::charts::MOST_CHARTED;
use super::formats::Formats;
use super::sheet::{name, text};
use crate::analysis::AnalysisKind;
use crate::bound::MOST_SHOWN;
use crate::model::{Provenance, Report};
use crate::words::{self, CAVEAT};
use detente_study::table::Table;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What is said of every workbook.
const FULL: &str =
    "Cells hold the figures of the CSV files in full; only their display is rounded. An empty cell is undefined.";

/// What each column means.
pub(super) fn columns(sheet: &mut Worksheet, tables: &[&Table], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    for (at, (head, width)) in
        [("sheet", 14.0), ("column", 32.0), ("unit", 12.0), ("meaning", 100.0)].iter().enumerate()
    {
        let at = super::sheet::column_number(at);
        sheet.write_string_with_format(0, at, *head, &formats.head)?;
        sheet.set_column_width(at, *width)?;
    }
    let mut row = 0;
    for table in tables {
        for column in &table.columns {
            row += 1;
            sheet.write_string_with_format(row, 0, name(table), &formats.text)?;
            sheet.write_string_with_format(row, 1, column.name.as_ref(), &formats.text)?;
            sheet.write_string_with_format(row, 2, column.unit.as_ref(), &formats.text)?;
            sheet.write_string_with_format(row, 3, column.description.as_ref(), &formats.prose)?;
        }
    }
    sheet.autofilter(0, 0, row, 3)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// How the sheets of trials are to be read.
pub(super) fn of_simulates(report: &Report<'_>) -> Vec<String> {
    let always = vec![
        "Intervals (_lo, _hi) are 95 % and cover chance alone: more trials narrow them. What a file leaves uncertain is averaged over; assumed_p05 to assumed_p95 is where a share lies in nine worlds of ten, and more trials do not narrow that.".to_owned(),
        FULL.to_owned(),
        "In the comparison, a blue ground means less confrontation with the channel, beyond chance; an orange one more.".to_owned(),
        format!("Tables of more than {MOST_ROWS} rows, and rows of single trials (trials/), are left to their CSV files."),
    ];
    let charted = format!("The first {MOST_CHARTED} scenarios have charts of their own.");
    let charted = report.overview.is_none().then_some(charted);
    let bound = report.overview.as_ref().map(|overview| overview.bound(report.scenarios.len()));
    bound.into_iter().chain(of_news(report)).chain(always).chain(charted).collect()
}

/// What all figures are about, where something was observed.
fn of_news(report: &Report<'_>) -> Vec<String> {
    if report.scenarios.iter().all(|scenario| scenario.observed.is_none()) {
        return Vec::new();
    }
    let about = match report.scenarios.as_slice() {
        [only] if report.overview.is_none() => words::observed(&only.simulated),
        _ => Some("Where something was observed, all figures are about the trials that went so; the list below says how many those are.".to_owned()),
    };
    let sheets =
        "Sheet observed has what was observed, and in how many trials it went so; sheet learned what that teaches."
            .to_owned();
    let uncertain = report.scenarios.iter().filter_map(|scenario| scenario.observed.as_ref()).any(|own| own.can_teach);
    let no_worlds = uncertain.then(|| words::NO_WORLDS.to_owned());
    about.into_iter().chain([sheets]).chain(no_worlds).chain(words::counterfactuals(report)).collect()
}

/// How the sheets that answer `question` are to be read, and what is said of every workbook.
pub(super) fn of_analysis(question: AnalysisKind) -> Vec<String> {
    reading(question).chain([FULL.to_owned()]).collect()
}

/// How the sheets that answer `question` are to be read.
pub(super) fn reading(question: AnalysisKind) -> impl Iterator<Item = String> {
    question.reading().iter().map(|sentence| (*sentence).to_owned())
}

/// Where the figures come from and what they cannot say.
pub(super) fn about(
    sheet: &mut Worksheet,
    provenance: &Provenance,
    lines: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name("about")?;
    sheet.set_print_fit_to_pages(1, 0);
    for (at, width) in [26.0, 14.0, 14.0, 70.0, 20.0].into_iter().enumerate() {
        sheet.set_column_width(super::sheet::column_number(at), width)?;
    }
    let made = format!(
        "detente {}, results version {}, seed {}",
        provenance.version, provenance.results_version, provenance.seed
    );
    let mut row = 0;
    for line in [&made, CAVEAT].into_iter().chain(lines.iter().map(String::as_str)) {
        sheet.write_string_with_format(row, 0, line, if row < 2 { &formats.title } else { &formats.text })?;
        row += 1;
    }
    row += 1;
    if provenance.scenarios.len() > MOST_SHOWN {
        let line = "manifest.json has the trials, the status and the SHA-256 of the input of every scenario.";
        sheet.write_string_with_format(row, 0, line, &formats.text)?;
        return Ok(());
    }
    let heads = ["scenario", "trials", "status", "SHA-256 of the input", "trials as observed"];
    let of_news = provenance.scenarios.iter().any(|simulated| simulated.kept.is_some());
    for (at, head) in heads.into_iter().take(if of_news { 5 } else { 4 }).enumerate() {
        sheet.write_string_with_format(row, super::sheet::column_number(at), head, &formats.head)?;
    }
    for simulated in &provenance.scenarios {
        row += 1;
        text(sheet, (row, 0), &simulated.scenario, formats)?;
        sheet.write_number_with_format(row, 1, simulated.trials as f64, &formats.count)?;
        sheet.write_string_with_format(row, 2, simulated.status.word(), &formats.text)?;
        sheet.write_string_with_format(row, 3, simulated.input.as_str(), &formats.text)?;
        if let Some(kept) = simulated.kept {
            sheet.write_number_with_format(row, 4, kept as f64, &formats.count)?;
        }
    }
    Ok(())
}
