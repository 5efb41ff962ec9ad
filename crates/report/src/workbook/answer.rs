//! The first sheet: the answer in words, and the few figures that it stands on.

use super::formats::Formats;
use super::sheet::text;
use crate::analysis::{Analysis, findings};
use crate::estimate::Estimate;
use crate::model::{Report, ScenarioReport};
use crate::words::{self, CAVEAT};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Its name.
const ANSWER: &str = "answer";
/// Widths of its columns, in signs.
const WIDTHS: [f64; 6] = [62.0, 12.0, 12.0, 12.0, 16.0, 16.0];
/// Height of a row with a title, points.
const TALL: f64 = 66.0;
/// Height of a row with a paragraph, points.
const PARAGRAPH: f64 = 34.0;

/// A sheet that is written from above.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    row: u32,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet, formats: &'a Formats) -> Result<Self, XlsxError> {
        sheet.set_name(ANSWER)?;
        sheet.set_screen_gridlines(false);
        sheet.set_print_fit_to_pages(1, 0);
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        Ok(Self { sheet, formats, row: 0 })
    }

    /// A title over all columns.
    fn title(&mut self, words: &str) -> Result<(), XlsxError> {
        self.over_all(words, true)
    }

    /// A paragraph over all columns.
    fn paragraph(&mut self, words: &str) -> Result<(), XlsxError> {
        self.over_all(words, false)
    }

    fn over_all(&mut self, words: &str, is_title: bool) -> Result<(), XlsxError> {
        let format = if is_title { &self.formats.finding } else { &self.formats.prose };
        self.sheet.merge_range(self.row, 0, self.row, 5, words, format)?;
        self.sheet.set_row_height(self.row, if is_title { TALL } else { PARAGRAPH })?;
        self.row += 1;
        Ok(())
    }

    /// Headers of figures.
    fn heads(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        self.row += 1;
        for (column, head) in (0..).zip(heads) {
            let format = if column == 0 { &self.formats.words } else { &self.formats.words_right };
            self.sheet.write_string_with_format(self.row, column, *head, format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A label with shares.
    fn shares(&mut self, label: &str, shares: &[Option<f64>]) -> Result<(), XlsxError> {
        text(self.sheet, (self.row, 0), label, self.formats)?;
        for (column, share) in (1..).zip(shares) {
            if let Some(share) = share {
                self.sheet.write_number_with_format(self.row, column, *share, self.formats.share())?;
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// The answer of one scenario, or a line for each of several.
pub(super) fn of_scenarios(sheet: &mut Worksheet, report: &Report<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, formats)?;
    match (report.scenarios.as_slice(), &report.overview) {
        ([only], None) => single(&mut page, only)?,
        (_, Some(overview)) => {
            page.title(&overview.title)?;
            page.paragraph(&overview.bound(report.scenarios.len()))?;
            page.paragraph(CAVEAT)?;
            several(&mut page, report)?;
        }
        _ => {
            let (chance, assumptions) = words::sure_of_all(report);
            page.title(&words::of_all(report))?;
            page.paragraph(&format!("How sure? Chance: {chance} Assumptions: {assumptions}"))?;
            page.paragraph(CAVEAT)?;
            several(&mut page, report)?;
        }
    }
    let Some(plans) = Analysis::of_plans(report) else { return Ok(()) };
    page.row += 1;
    opening(&mut page, &plans)?;
    found(&mut page, &plans)
}

fn single(page: &mut Page<'_>, scenario: &ScenarioReport) -> Result<(), XlsxError> {
    let answer = &scenario.answer;
    page.title(&answer.title)?;
    page.paragraph(&answer.figures.join(" "))?;
    page.paragraph(&format!("How sure? Chance: {} Assumptions: {}", answer.chance, answer.assumptions))?;
    page.paragraph(&answer.caveat)?;
    page.heads(&["how it ends", "share of trials", "chance, from", "to", "if assumptions differ, from", "to"])?;
    for share in &scenario.outcomes {
        let Estimate { value, low, high } = share.share;
        let [from, to] = share.assumed.map_or([None; 2], |assumed| assumed.map(Some));
        let label = format!("{}: {}", share.outcome.word(), words::gist(share.outcome));
        page.shares(&label, &[Some(value), Some(low), Some(high), from, to])?;
    }
    if !scenario.confrontation.is_empty() {
        page.heads(&["confrontation within", "with channel", "without", "difference", "chance, from", "to"])?;
    }
    for horizon in &scenario.confrontation {
        let Estimate { value, low, high } = horizon.difference;
        let figures = [horizon.with.value, horizon.without.value, value, low, high].map(Some);
        page.shares(&words::span(horizon.weeks), &figures)?;
    }
    page.row += 1;
    scenario.decides.iter().chain(&scenario.trouble).try_for_each(|sentence| page.paragraph(sentence))
}

fn several(page: &mut Page<'_>, report: &Report<'_>) -> Result<(), XlsxError> {
    page.heads(&["scenario", "scaling", "stalling", "overtaken", "collapse", "confrontation, with less without"])?;
    for scenario in &report.scenarios {
        let shares = scenario.outcomes.iter().map(|share| Some(share.share.value));
        let change = scenario.confrontation.last().map(|horizon| horizon.difference.value);
        page.shares(&scenario.title, &shares.chain([change]).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// The answer of an analysis: its opening, then a line for each thing that was found.
pub(super) fn of_analysis(sheet: &mut Worksheet, analysis: &Analysis<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let mut page = Page::new(sheet, formats)?;
    opening(&mut page, analysis)?;
    page.paragraph(CAVEAT)?;
    found(&mut page, analysis)
}

/// What stands above all findings of an analysis: the first sentence as a title.
fn opening(page: &mut Page<'_>, analysis: &Analysis<'_>) -> Result<(), XlsxError> {
    let opening = analysis.opening();
    let heading = analysis.tables.question().heading();
    page.title(opening.first().map_or(heading, String::as_str))?;
    opening.iter().skip(1).try_for_each(|sentence| page.paragraph(sentence))
}

/// A line for each thing that was found.
fn found(page: &mut Page<'_>, analysis: &Analysis<'_>) -> Result<(), XlsxError> {
    for finding in findings(analysis) {
        page.row += 1;
        page.paragraph(&format!("{}. {}", finding.heading, finding.caption()))?;
        finding.listed.iter().try_for_each(|sentence| page.paragraph(sentence))?;
    }
    Ok(())
}
