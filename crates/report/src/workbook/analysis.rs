//! The native charts of an analysis. They are drawn from cells beside them, for the tables are not sorted as the charts
//! are; those cells hold the figures of the tables.

use super::chart_parts::{
    LENGTHS_AT, SIZE, STRIDE, difference_axis, fill, from_the_top, lengths_bars, share_axis, titled,
};
use super::colour::{arms, of_outcomes};
use super::formats::Formats;
use super::sheet::text;
use crate::analysis::{Analysis, Effect, Finding, Flow, KeyMark, Picture, TargetMark, findings};
use crate::estimate::Estimate;
use crate::svg::Ink;
use detente_engine::domain::Outcome;
use detente_study::figure::Unit;
use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartLegendPosition, ChartLine, ChartType, Color, Worksheet,
    XlsxError,
};

/// Height of a bar in a chart, pixels.
const BAR: u32 = 30;
/// Rows on a printed page as wide as a chart.
const PAGE: u32 = 75;
/// Height of a sheet row, pixels.
const ROW: u32 = 20;

/// Name, colour and figures of a series of the chart of targets.
type Series = (&'static str, u32, fn(&TargetMark) -> Option<Estimate>);

/// Writes the sheet, which has its name.
pub(super) fn sheet(sheet: &mut Worksheet, analysis: &Analysis<'_>, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_print_fit_to_pages(1, 0);
    let (mut row, mut page, mut breaks) = (0, 0, Vec::new());
    for finding in findings(analysis) {
        let Some(picture) = &finding.picture else { continue };
        let Some((chart, height)) = chart(sheet, row + 2, (&finding, picture), formats)? else { continue };
        text(sheet, (row, 0), &finding.heading, formats)?;
        text(sheet, (row + 1, 0), &finding.caption(), formats)?;
        sheet.insert_chart(row + 2, 0, &chart)?;
        let next = row + 4 + STRIDE.0.max(height.div_ceil(ROW));
        // A page that this chart would not fit on ends before it.
        if next - page > PAGE && row > page {
            breaks.push(row);
            page = row;
        }
        row = next;
    }
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row, LENGTHS_AT - 2)?;
    Ok(())
}

/// A chart, its cells written from `row` on, and its height in pixels; none of dots, every one of which stands in a sheet of its own.
fn chart(
    sheet: &mut Worksheet,
    row: u32,
    (finding, picture): (&Finding, &Picture),
    formats: &Formats,
) -> Result<Option<(Chart, u32)>, XlsxError> {
    Ok(Some(match picture {
        Picture::Effects(effects) => {
            let height = SIZE.1.max(90 + BAR * u32::try_from(effects.len()).expect("few bars"));
            let mut chart = bars(sheet, row, effects, &finding.heading, formats)?;
            chart.set_width(2 * SIZE.0).set_height(height);
            (chart, height)
        }
        Picture::Flows(flows) => {
            let mut chart = stacks(sheet, row, flows, &finding.heading, formats)?;
            chart.set_width(2 * SIZE.0).set_height(SIZE.1);
            (chart, SIZE.1)
        }
        Picture::Dots(_) => return Ok(None),
        Picture::Targets(targets) => targets_chart(sheet, row, targets, &finding.heading, formats)?,
        Picture::Keys(keys) => keys_chart(sheet, row, keys, &finding.heading, formats)?,
    }))
}

/// Of each target that is a share, what was counted beside the medians of the worlds, with their brackets.
fn targets_chart(
    sheet: &mut Worksheet,
    row: u32,
    targets: &[TargetMark],
    title: &str,
    formats: &Formats,
) -> Result<(Chart, u32), XlsxError> {
    let here = sheet.name();
    let shares: Vec<&TargetMark> = targets.iter().filter(|target| target.unit == Unit::Share).collect();
    let height = tall(3 * shares.len());
    let last = row + u32::try_from(shares.len()).expect("few targets");
    let mut chart = titled(ChartType::Bar, &format!("{title}: shares"));
    for (target, at) in shares.iter().zip(row + 1..) {
        text(sheet, (at, LENGTHS_AT), &target.id.replace('_', " "), formats)?;
    }
    let line = ChartLine::new().set_color(Color::RGB(Ink::Text.number())).set_width(1.0).clone();
    let series: [Series; 3] = [
        ("target", Ink::Text.number(), |target| Some(target.target)),
        ("before", Ink::Before.number(), |target| target.before),
        ("after", arms()[0], |target| target.after),
    ];
    for ((name, colour, of), column) in series.into_iter().zip((LENGTHS_AT + 1..).step_by(3)) {
        for (head, at) in [name, "down", "up"].into_iter().zip(column..) {
            sheet.write_string_with_format(row, at, head, &formats.soft)?;
        }
        for (target, at) in shares.iter().zip(row + 1..) {
            let Some(Estimate { value, low, high }) = of(target) else { continue };
            for (number, column) in [value, value - low, high - value].into_iter().zip(column..) {
                sheet.write_number_with_format(at, column, number, &formats.length)?;
            }
        }
        let cells = |column: u16| (here.as_str(), row + 1, column, last, column);
        let series = chart.add_series();
        series.set_categories(cells(LENGTHS_AT)).set_values(cells(column)).set_name(name);
        series.set_format(&mut fill(colour)).set_gap(60);
        series.set_x_error_bars(&lengths_bars(&here, (row + 1, last), [column + 1, column + 2], &line));
    }
    from_the_top(&mut chart);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(2 * SIZE.0).set_height(height);
    Ok((chart, height))
}

/// Bits learned of each key.
fn keys_chart(
    sheet: &mut Worksheet,
    row: u32,
    keys: &[KeyMark],
    title: &str,
    formats: &Formats,
) -> Result<(Chart, u32), XlsxError> {
    let here = sheet.name();
    sheet.write_string_with_format(row, LENGTHS_AT + 1, "bits", &formats.soft)?;
    for (key, at) in keys.iter().zip(row + 1..) {
        text(sheet, (at, LENGTHS_AT), &key.label, formats)?;
        sheet.write_number_with_format(at, LENGTHS_AT + 1, key.information(), &formats.length)?;
    }
    let last = row + u32::try_from(keys.len()).expect("few keys");
    let cells = |column: u16| (here.as_str(), row + 1, column, last, column);
    let mut chart = titled(ChartType::Bar, &format!("{title}: bits"));
    let series = chart.add_series();
    series.set_categories(cells(LENGTHS_AT)).set_values(cells(LENGTHS_AT + 1)).set_name("bits");
    series.set_format(&mut fill(arms()[0])).set_gap(40);
    difference_axis(chart.x_axis().set_min(0), "0.0");
    chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max);
    chart.legend().set_hidden();
    let height = tall(keys.len());
    chart.set_width(2 * SIZE.0).set_height(height);
    Ok((chart, height))
}

/// The height of a chart of so many bars, pixels.
fn tall(bars: usize) -> u32 {
    SIZE.1.max(90 + BAR / 2 * u32::try_from(bars).expect("few bars"))
}

fn bars(
    sheet: &mut Worksheet,
    row: u32,
    effects: &[Effect],
    title: &str,
    formats: &Formats,
) -> Result<Chart, XlsxError> {
    let here = sheet.name();
    for (at, head) in (LENGTHS_AT..).zip(["", "length", "chance, down", "chance, up", "key"]) {
        sheet.write_string_with_format(row, at, head, &formats.soft)?;
    }
    for (at, effect) in (row + 1..).zip(effects) {
        let length = effect.length;
        text(sheet, (at, LENGTHS_AT), &effect.label, formats)?;
        let numbers = [length.value, length.value - length.low, length.high - length.value];
        for (column, number) in (LENGTHS_AT + 1..).zip(numbers) {
            sheet.write_number_with_format(at, column, number, &formats.length)?;
        }
        text(sheet, (at, LENGTHS_AT + 4), &effect.key, formats)?;
    }
    let last = row + u32::try_from(effects.len()).expect("few bars");
    let cells = |column: u16| (here.as_str(), row + 1, column, last, column);
    let mut chart = titled(ChartType::Bar, title);
    let line = ChartLine::new().set_color(Color::RGB(Ink::Text.number())).set_width(1.25).clone();
    let series = chart.add_series();
    series.set_categories(cells(LENGTHS_AT)).set_values(cells(LENGTHS_AT + 1)).set_name("length");
    series.set_format(&mut fill(arms()[0])).set_gap(40);
    series.set_x_error_bars(&lengths_bars(&here, (row + 1, last), [LENGTHS_AT + 2, LENGTHS_AT + 3], &line));
    if effects.iter().any(|effect| effect.signed) {
        difference_axis(chart.x_axis(), "0.0%");
    } else {
        share_axis(chart.x_axis());
    }
    chart.y_axis().set_reverse().set_label_position(ChartAxisLabelPosition::Low);
    chart.x_axis().set_label_position(ChartAxisLabelPosition::High);
    chart.legend().set_hidden();
    Ok(chart)
}

/// A bar for every end of the base, made up of the ends of the same trials under the other plan.
fn stacks(sheet: &mut Worksheet, row: u32, flows: &[Flow], title: &str, formats: &Formats) -> Result<Chart, XlsxError> {
    let here = sheet.name();
    let mut chart = titled(ChartType::BarStacked, &format!("{title}: a bar is an end of the base"));
    for (from, at) in Outcome::ALL.iter().zip(row + 1..) {
        sheet.write_string_with_format(at, LENGTHS_AT, from.word(), &formats.soft)?;
    }
    for ((to, column), colour) in Outcome::ALL.iter().zip(LENGTHS_AT + 1..).zip(of_outcomes()) {
        sheet.write_string_with_format(row, column, format!("to {}", to.word()), &formats.soft)?;
        for (from, at) in Outcome::ALL.iter().zip(row + 1..) {
            let share = flows.iter().find(|flow| flow.from == *from && flow.to == *to).map_or(0.0, |flow| flow.share);
            sheet.write_number_with_format(at, column, share, &formats.length)?;
        }
        let series = chart.add_series();
        series.set_categories((here.as_str(), row + 1, LENGTHS_AT, row + 4, LENGTHS_AT));
        series.set_values((here.as_str(), row + 1, column, row + 4, column)).set_name(&format!("to {}", to.word()));
        series.set_format(&mut fill(colour)).set_gap(40);
    }
    from_the_top(&mut chart);
    chart.y_axis().set_crossing(ChartAxisCrossing::Max);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    Ok(chart)
}
