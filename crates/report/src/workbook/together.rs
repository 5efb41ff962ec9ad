//! The native charts of all scenarios, where these are too many to show each: the shares along each key that is varied.

use super::chart_parts::{Cells, SIZE, STRIDE, share_axis, titled};
use super::colour::of_outcomes;
use super::fits;
use super::formats::Formats;
use crate::model::Report;
use crate::overview::{Axis, Overview};
use detente_engine::domain::Outcome;
use detente_study::table::SummaryRow;
use rust_xlsxwriter::{
    ChartFormat, ChartLegendPosition, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType, Color, Worksheet,
    XlsxError,
};

/// Writes them; gives the row after them.
pub(super) fn charts(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    overview: &Overview,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let summary = report.summary();
    let numbers = overview.pictures.iter().filter(|picture| matches!(picture.axis, Axis::Numbers(_)));
    // What is varied stands behind the scenario.
    let along: Vec<(&str, usize)> =
        numbers.filter_map(|picture| Some((picture.about.as_str(), 1 + picture.key?))).collect();
    if along.is_empty() || !fits(report, summary) {
        return Ok(0);
    }
    sheet.write_string_with_format(0, 0, "All scenarios", &formats.title)?;
    let all = Cells::<SummaryRow>::new(report, None).expect("many scenarios");
    for (nth, (about, place)) in along.iter().enumerate() {
        let mut chart = titled(ChartType::Scatter, &format!("Shares of trials along {about}: a mark is a scenario"));
        for (outcome, colour) in Outcome::ALL.iter().zip(of_outcomes()) {
            let mut marker = ChartMarker::new();
            let mut fill = ChartFormat::new();
            fill.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(colour))).set_no_border();
            marker.set_type(ChartMarkerType::Circle).set_size(4).set_format(&mut fill);
            let series = chart.add_series();
            series.set_categories(all.at(*place)).set_values(all.of(SummaryRow::of_outcome(*outcome).alone()));
            series.set_name(outcome.word()).set_marker(&marker);
        }
        chart.x_axis().set_name(*about).set_major_gridlines(false);
        chart.y_axis().set_max(1);
        share_axis(chart.y_axis());
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_width(SIZE.0).set_height(SIZE.1);
        let (line, side) = (row_of(nth), u16::from(nth % 2 == 1));
        sheet.insert_chart(1 + line * STRIDE.0, side * STRIDE.1, &chart)?;
    }
    Ok(2 + row_of(along.len() + 1) * STRIDE.0)
}

/// The line of charts in which chart `nth` stands.
fn row_of(nth: usize) -> u32 {
    u32::try_from(nth / 2).expect("few keys")
}
