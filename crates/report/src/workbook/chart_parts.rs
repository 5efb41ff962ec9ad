//! What all native charts are made of: sizes, colours, ranges of cells, titles, axes.

use super::sheet::{column_number, name, row_number};
use crate::model::Report;
use detente_study::table::{Pick, RunRow, Table};
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat, ChartLine,
    ChartRange, ChartSolidFill, ChartType, Color,
};
use std::marker::PhantomData;
use std::ops::Range;

/// Name of the sheet.
pub(super) const CHARTS: &str = "charts";
/// Size of a chart, pixels.
pub(super) const SIZE: (u32, u32) = (620, 340);
/// Sheet rows and columns from one chart to the next.
pub(super) const STRIDE: (u32, u16) = (18, 10);
/// The name of a series from `words` that people wrote. What looks like a formula or a place in a sheet is taken for one, so the
/// signs that make it look so give way.
pub(super) fn series_name(words: &str) -> String {
    words.replace(['!', '='], " ").trim().to_owned()
}

/// Colour of the lines of the grid.
const GRID: u32 = 0xD5_D9_DE;
/// Sheet column beside the charts from which on the lengths of intervals stand, which error bars are drawn from.
pub(super) const LENGTHS_AT: u16 = 22;

/// Error bars whose lengths, down and up, stand in two columns of the `sheet` of charts.
pub(super) fn lengths_bars(sheet: &str, rows: (u32, u32), [down, up]: [u16; 2], line: &ChartLine) -> ChartErrorBars {
    let range = |column| ChartRange::new_from_range(sheet, rows.0, column, rows.1, column);
    let (mut bars, mut format) = (ChartErrorBars::new(), ChartFormat::new());
    format.set_line(line);
    bars.set_format(&mut format).set_type(ChartErrorBarsType::Custom(range(up), range(down)));
    bars
}

/// A column of some rows in a sheet: its name, then the first and the last cell by row and column.
pub(super) type Span = (&'static str, u32, u16, u32, u16);

/// Some rows of `R`, as a range of the sheet of their table.
#[derive(Clone, Debug)]
pub(super) struct Cells<'a, R> {
    table: &'a Table,
    rows: Range<usize>,
    of: PhantomData<fn() -> R>,
}

impl<'a, R: RunRow> Cells<'a, R> {
    /// The rows of `scenario`, or all of them; none where there are none.
    pub(super) fn new(report: &'a Report<'_>, scenario: Option<&str>) -> Option<Self> {
        let (table, rows) = (report.printed::<R>()?, R::rows(report.tables));
        let is_meant = |row: &R| scenario.is_none_or(|scenario| row.stem() == scenario);
        let first = rows.iter().position(is_meant)?;
        let number = rows[first..].iter().take_while(|row| is_meant(row)).count();
        Some(Self { table, rows: first..first + number, of: PhantomData })
    }

    /// The table.
    pub(super) fn table(&self) -> &'a Table {
        self.table
    }

    /// The rows themselves, of the tables of `report`.
    pub(super) fn rows<'b>(&self, report: &'b Report<'_>) -> &'b [R] {
        &R::rows(report.tables)[self.rows.clone()]
    }

    /// The column `pick` of these rows.
    pub(super) fn of(&self, pick: Pick<R>) -> Span {
        self.at(pick.places(self.table)[0])
    }

    /// The column at `place` of these rows.
    pub(super) fn at(&self, place: usize) -> Span {
        let at = column_number(place);
        (name(self.table), row_number(self.rows.start), at, row_number(self.rows.end - 1), at)
    }
}

/// A chart of `kind` under a `title`, which is also what is read out.
pub(super) fn titled(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    chart.title().set_name(&series_name(title)).set_font(ChartFont::new().set_size(12).set_bold());
    chart.set_alt_text(title);
    chart
}

/// Filled with `colour`.
pub(super) fn fill(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour)));
    format
}

/// Shares from zero along the foot of a bar chart, its first bar at the top.
pub(super) fn from_the_top(chart: &mut Chart) {
    share_axis(chart.x_axis());
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
}

/// Of shares, from zero.
pub(super) fn share_axis(axis: &mut ChartAxis) {
    difference_axis(axis.set_min(0), "0%");
}

/// Of differences of shares, which may lie on both sides of zero.
pub(super) fn difference_axis(axis: &mut ChartAxis, format: &str) {
    axis.set_num_format(format);
    axis.set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(GRID)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_looks_like_a_formula_or_a_place_in_a_sheet() {
        for words in ["=1+1", "+cmd|' /C calc'!A0", "North"] {
            let name = series_name(words);
            assert!(!name.starts_with('=') && !name.contains('!'), "{name}");
        }
        assert_eq!(series_name("North in South"), "North in South");
    }
}
