//! The sheet of native charts, drawn by the spreadsheet from the cells of the other sheets.

use super::MOST_ROWS;
use super::chart_parts::{
    ARMS, CHARTS, Cells, LENGTHS_AT, OUTCOMES, SIZE, STRIDE, fill, from_the_top, lengths_bars, share_axis, titled,
};
use super::formats::Formats;
use super::sheet::text;
use super::together;
use crate::model::{Report, ScenarioReport};
use crate::view::View;
use crate::words;
use detente_engine::domain::Outcome;
use detente_study::table::share_percent;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartErrorBars, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartPoint, ChartRange, ChartType, Color, Worksheet, XlsxError,
};

/// Scenarios that have charts of their own.
pub(super) const MOST_CHARTED: usize = 12;
/// Colours of the stages of a rung.
const STAGES: [u32; 4] = [0xD6_E4_F3, 0x9B_BF_E4, 0x47_84_C4, 0x16_3C_69];

/// Sheet column beside those, with what the points of a sweep are called.
const POINTS_AT: u16 = 28;

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, report: &Report<'_>, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(CHARTS)?;
    sheet.set_print_fit_to_pages(1, 0);
    let (mut row, mut breaks) = (0, Vec::new());
    if let Some(overview) = &report.overview {
        row = together::charts(sheet, report, overview, formats)?;
    } else if report.scenarios.len() > 1 {
        sheet.write_string_with_format(row, 0, "All scenarios", &formats.title)?;
        let height = SIZE.1.max(60 + 34 * u32::try_from(report.scenarios.len()).unwrap_or(u32::MAX).min(60));
        let labels = label_points(sheet, row + 1, report, formats)?;
        let mut chart = comparison(report, labels.as_ref());
        chart.set_width(2 * SIZE.0).set_height(height);
        sheet.insert_chart(row + 1, 0, &chart)?;
        row += 3 + height.div_ceil(20);
    }
    for scenario in report.scenarios.iter().take(MOST_CHARTED) {
        breaks.extend((row > 0).then_some(row));
        text(sheet, (row, 0), &scenario.title, formats)?;
        let bars = error_bars(sheet, row + 1, scenario, formats)?;
        let charts = of_scenario(report, scenario, &bars);
        for (nth, chart) in charts.iter().enumerate() {
            let (line, side) = (nth as u32 / 2, u16::from(nth % 2 == 1));
            sheet.insert_chart(row + 1 + line * STRIDE.0, side * STRIDE.1, chart)?;
        }
        row += 2 + (charts.len() as u32).div_ceil(2) * STRIDE.0;
    }
    sheet.set_page_breaks(&breaks)?;
    sheet.set_print_area(0, 0, row, LENGTHS_AT - 2)?;
    Ok(())
}

/// The error bars of the outcomes: chance, and where the file leaves something uncertain also the assumptions.
struct Bars {
    labels: ChartRange,
    chance: ChartErrorBars,
    assumed: Option<ChartErrorBars>,
}

/// Writes how far the intervals of the outcomes reach beyond the shares, beside the charts, for their error bars.
fn error_bars(
    sheet: &mut Worksheet,
    row: u32,
    scenario: &ScenarioReport,
    formats: &Formats,
) -> Result<Bars, XlsxError> {
    let heads = ["outcome", "chance, down", "chance, up", "assumptions, down", "assumptions, up"];
    let uncertain = scenario.outcomes.iter().all(|own| own.assumed.is_some());
    for (at, head) in (LENGTHS_AT..).zip(&heads[..if uncertain { 5 } else { 3 }]) {
        sheet.write_string_with_format(row, at, *head, &formats.soft)?;
    }
    for (at, own) in (row + 1..).zip(&scenario.outcomes) {
        let share = own.share;
        // The figure stands with the name, for a label at the end of a bar would lie on its intervals.
        let label = format!("{} {}", own.outcome.word(), share_percent(share.value));
        sheet.write_string_with_format(at, LENGTHS_AT, label, &formats.soft)?;
        let chance = [share.low, share.high];
        for (column, [low, high]) in
            (LENGTHS_AT + 1..).step_by(2).zip([Some(chance), own.assumed].into_iter().flatten())
        {
            // The share of all trials may lie outside of the assumptions' interval where both are narrow.
            let lengths = [share.value - low, high - share.value].map(|length| length.max(0.0));
            sheet.write_number_with_format(at, column, lengths[0], &formats.length)?;
            sheet.write_number_with_format(at, column + 1, lengths[1], &formats.length)?;
        }
    }
    let last = row + u32::try_from(scenario.outcomes.len()).expect("few outcomes");
    let bars = |column, colour, width| {
        lengths_bars((row + 1, last), [column, column + 1], ChartLine::new().set_color(colour).set_width(width))
    };
    let (thick, thin) = (Color::RGB(0x1C_1E_21), Color::RGB(0x56_5B_63));
    Ok(Bars {
        labels: ChartRange::new_from_range(CHARTS, row + 1, LENGTHS_AT, last, LENGTHS_AT),
        chance: bars(LENGTHS_AT + 1, thick, if uncertain { 3.0 } else { 1.25 }),
        assumed: uncertain.then(|| bars(LENGTHS_AT + 3, thin, 1.25)),
    })
}

/// The rows of a scenario, where it has any and they stand in a sheet.
fn cells<'a>(report: &Report<'a>, table: &str, scenario: &ScenarioReport) -> Option<Cells<'a>> {
    let view = View::of(report.tables, table, &scenario.simulated.scenario);
    (!view.rows.is_empty() && view.table.rows.len() <= MOST_ROWS).then_some(Cells(view))
}

fn of_scenario(report: &Report<'_>, scenario: &ScenarioReport, bars: &Bars) -> Vec<Chart> {
    let made = |table: &str, draw: &dyn Fn(&Cells<'_>) -> Chart| {
        cells(report, table, scenario).map(|cells| {
            let mut chart = draw(&cells);
            chart.set_width(SIZE.0).set_height(SIZE.1);
            chart
        })
    };
    let counterfactuals = scenario.weeks.iter().any(|week| week.without.is_some());
    let weeks = scenario.horizon_weeks;
    let trusts = scenario.weeks.iter().any(|week| week.trust.is_some());
    let met = scenario.rungs.iter().any(|rung| rung.trust.iter().any(Option::is_some));
    let charts = [
        made("outcomes", &|cells| outcomes(cells, bars)),
        made("causes", &causes),
        made("timeline", &|cells| decided(cells, weeks)),
        if counterfactuals { made("timeline", &|cells| confrontation(cells, weeks)) } else { None },
        made("rungs", &rungs),
        if met { made("rungs", &trust_by_rung) } else { None },
        if trusts { made("timeline", &|cells| trust(cells, weeks)) } else { None },
    ];
    charts.into_iter().flatten().collect()
}

fn percent_labels() -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format("0.0%");
    label
}

/// Writes what the points of a sweep are called beside the charts, for the labels of their bars; nothing of other scenarios,
/// which have a column of names.
fn label_points(
    sheet: &mut Worksheet,
    first: u32,
    report: &Report<'_>,
    formats: &Formats,
) -> Result<Option<ChartRange>, XlsxError> {
    if report.provenance.varied.is_none() {
        return Ok(None);
    }
    for (at, scenario) in (first..).zip(&report.scenarios) {
        text(sheet, (at, POINTS_AT), &words::label(&scenario.simulated), formats)?;
    }
    let last = first + u32::try_from(report.scenarios.len()).expect("few points").max(1) - 1;
    Ok(Some(ChartRange::new_from_range(CHARTS, first, POINTS_AT, last, POINTS_AT)))
}

fn comparison(report: &Report<'_>, labels: Option<&ChartRange>) -> Chart {
    let table = crate::view::table(report.tables, "summary");
    let all = Cells(View { table, rows: 0..table.rows.len() });
    let mut chart = titled(ChartType::BarStacked, "Shares of trials by outcome");
    for (outcome, colour) in Outcome::ALL.iter().zip(OUTCOMES) {
        let series = chart.add_series();
        match labels {
            Some(labels) => series.set_categories(labels),
            None => series.set_categories(all.of("scenario")),
        };
        series.set_values(all.of(&format!("{}_share", outcome.word())));
        series.set_name(outcome.word()).set_format(&mut fill(colour)).set_gap(40);
    }
    chart.x_axis().set_max(1);
    from_the_top(&mut chart);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}

fn outcomes(cells: &Cells<'_>, bars: &Bars) -> Chart {
    let title = match bars.assumed {
        Some(_) => "How it ends: shares of trials; thick: chance (95 %), thin: if assumptions differ (90 %)",
        None => "How it ends: shares of trials, with chance (95 %)",
    };
    let mut chart = titled(ChartType::Bar, title);
    let points: Vec<ChartPoint> = OUTCOMES.map(|colour| ChartPoint::new().set_format(&mut fill(colour))).into();
    let series = chart.add_series();
    series.set_categories(&bars.labels).set_values(cells.of("share")).set_name("share");
    series.set_points(&points).set_gap(50);
    series.set_x_error_bars(&bars.chance).set_overlap(100);
    if let Some(assumed) = &bars.assumed {
        // A series can carry one kind of error bars: a second one, not to be seen, lies on the first.
        let mut unseen = ChartFormat::new();
        unseen.set_no_fill().set_no_border();
        let series = chart.add_series();
        series.set_categories(&bars.labels).set_values(cells.of("share")).set_name("assumptions");
        series.set_format(&mut unseen).set_x_error_bars(assumed).set_gap(50).set_overlap(100);
    }
    chart.x_axis().set_max(1);
    from_the_top(&mut chart);
    chart.legend().set_hidden();
    chart
}

fn causes(cells: &Cells<'_>) -> Chart {
    let mut chart = titled(ChartType::Bar, "Why it ends so: shares of trials by cause");
    let series = chart.add_series();
    series.set_categories(cells.of("cause")).set_values(cells.of("share")).set_name("share");
    series.set_format(&mut fill(ARMS[0])).set_data_label(&percent_labels()).set_gap(30);
    from_the_top(&mut chart);
    chart.legend().set_hidden();
    chart
}

fn over_weeks(title: &str, cells: &Cells<'_>, weeks: f64, curves: &[(&str, &str, u32, ChartLineDashType)]) -> Chart {
    let mut chart = titled(ChartType::ScatterStraight, title);
    for (column, label, colour, dash) in curves {
        let series = chart.add_series();
        series.set_categories(cells.of("week")).set_values(cells.of(column)).set_name(*label);
        let mut line = ChartFormat::new();
        line.set_line(ChartLine::new().set_color(Color::RGB(*colour)).set_width(2.25).set_dash_type(*dash));
        series.set_format(&mut line).set_marker(ChartMarker::new().set_none());
    }
    if weeks >= 104.0 {
        chart.x_axis().set_major_unit(52);
    }
    chart.x_axis().set_name("weeks").set_min(0).set_max(weeks).set_major_gridlines(false);
    share_axis(chart.y_axis());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}

fn decided(cells: &Cells<'_>, weeks: f64) -> Chart {
    let dashes =
        [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot, ChartLineDashType::Solid];
    let curves: Vec<(&str, &str, u32, ChartLineDashType)> = Outcome::ALL
        .iter()
        .map(|outcome| (outcome.word(), outcome.word(), OUTCOMES[outcome.index()], dashes[outcome.index()]))
        .collect();
    over_weeks("When its outcome is decided: share of trials by week", cells, weeks, &curves)
}

fn confrontation(cells: &Cells<'_>, weeks: f64) -> Chart {
    let curves = [
        ("confrontation", "with channel", ARMS[0], ChartLineDashType::Solid),
        ("confrontation_no_channel", "without", ARMS[1], ChartLineDashType::Dash),
    ];
    over_weeks("Confrontation with and without the channel", cells, weeks, &curves)
}

fn trust(cells: &Cells<'_>, weeks: f64) -> Chart {
    let curves = [
        ("trust_sender_mean", "the sender's", ARMS[0], ChartLineDashType::Solid),
        ("trust_target_mean", "the target's", ARMS[1], ChartLineDashType::Dash),
    ];
    over_weeks("Trust in each other, while there is no confrontation", cells, weeks, &curves)
}

/// Bars grow upwards from the first rung, as a ladder does.
fn rungs(cells: &Cells<'_>) -> Chart {
    let mut chart = titled(ChartType::Bar, "How far the ladder is climbed: shares of trials by rung");
    let stages = [
        ("in_force_share", "in force at the end", STAGES[3]),
        ("delivered_share", "in force at some time", STAGES[2]),
        ("signed_share", "signed", STAGES[1]),
        ("reached_share", "reached", STAGES[0]),
    ];
    for (column, label, colour) in stages {
        let series = chart.add_series();
        series.set_categories(cells.of("rung")).set_values(cells.of(column)).set_name(label);
        series.set_format(&mut fill(colour)).set_gap(40);
    }
    chart.x_axis().set_max(1);
    share_axis(chart.x_axis());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}

/// Trust needed against trust earned, the first rung at the foot.
fn trust_by_rung(cells: &Cells<'_>) -> Chart {
    let mut chart = titled(ChartType::Bar, "Trust at each rung when it is first offered: needed against earned");
    let series = [
        ("trust_target_needed_mean", "target: needed", 0xD5_D9_DE),
        ("trust_target_earned_mean", "target: earned", ARMS[1]),
        ("trust_sender_needed_mean", "sender: needed", STAGES[1]),
        ("trust_sender_earned_mean", "sender: earned", ARMS[0]),
    ];
    for (column, label, colour) in series {
        let series = chart.add_series();
        series.set_categories(cells.of("rung")).set_values(cells.of(column)).set_name(label);
        series.set_format(&mut fill(colour)).set_gap(40);
    }
    chart.x_axis().set_max(1);
    share_axis(chart.x_axis());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}
