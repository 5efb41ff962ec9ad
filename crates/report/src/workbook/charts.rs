//! The sheet of native charts, drawn by the spreadsheet from the cells of the other sheets.

use super::MOST_ROWS;
use super::chart_parts::{
    CHARTS, Cells, LENGTHS_AT, SIZE, STRIDE, fill, from_the_top, lengths_bars, series_name, share_axis, titled,
};
use super::colour::{arms, of_outcomes};
use super::formats::Formats;
use super::sheet::text;
use super::together;
use crate::model::{Report, Rung, ScenarioReport};
use crate::svg::Ink;
use crate::words;
use detente_engine::domain::Outcome;
use detente_study::table::{CauseRow, OutcomeRow, Pick, RunRow, RungRow, SummaryRow, TimelineRow, share_percent};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartErrorBars, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartPoint, ChartRange, ChartType, Color, Worksheet, XlsxError,
};

/// Scenarios that have charts of their own.
pub(super) const MOST_CHARTED: usize = 12;
/// Sheet columns beside those, with what the points of a sweep, the causes and the rungs are called.
const POINTS_AT: u16 = 28;
const CAUSES_AT: u16 = 30;
const RUNGS_AT: u16 = 32;

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
        let causes = cells::<CauseRow>(report, scenario)
            .map(|cells| cells.rows(report).iter().map(|row| row.cause.spaced()).collect::<Vec<_>>());
        let called: Vec<String> = scenario.rungs.iter().map(Rung::called).collect();
        let words = Words {
            causes: column(sheet, (row + 1, CAUSES_AT), &causes.unwrap_or_default(), formats)?,
            rungs: column(sheet, (row + 1, RUNGS_AT), &called, formats)?,
        };
        let charts = of_scenario(report, scenario, &bars, &words);
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

/// What causes and rungs are called, for the labels of their bars: their tables have ids.
struct Words {
    causes: ChartRange,
    rungs: ChartRange,
}

/// Writes `words` one below the other, beside the charts; gives where they stand.
fn column(
    sheet: &mut Worksheet,
    (first, at): (u32, u16),
    words: &[String],
    formats: &Formats,
) -> Result<ChartRange, XlsxError> {
    for (row, word) in (first..).zip(words) {
        text(sheet, (row, at), word, formats)?;
    }
    let last = first + u32::try_from(words.len()).expect("few words").max(1) - 1;
    Ok(ChartRange::new_from_range(CHARTS, first, at, last, at))
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
        let line = ChartLine::new().set_color(colour).set_width(width).clone();
        lengths_bars(CHARTS, (row + 1, last), [column, column + 1], &line)
    };
    let (thick, thin) = (Color::RGB(Ink::Text.number()), Color::RGB(Ink::Soft.number()));
    Ok(Bars {
        labels: ChartRange::new_from_range(CHARTS, row + 1, LENGTHS_AT, last, LENGTHS_AT),
        chance: bars(LENGTHS_AT + 1, thick, if uncertain { 3.0 } else { 1.25 }),
        assumed: uncertain.then(|| bars(LENGTHS_AT + 3, thin, 1.25)),
    })
}

/// The rows of a scenario, where it has any and they stand in a sheet.
fn cells<'a, R: RunRow>(report: &'a Report<'_>, scenario: &ScenarioReport) -> Option<Cells<'a, R>> {
    Cells::new(report, Some(&scenario.simulated.scenario)).filter(|cells| cells.table().rows.len() <= MOST_ROWS)
}

/// A chart of the rows of a scenario, in its size.
fn made<R: RunRow>(
    report: &Report<'_>,
    scenario: &ScenarioReport,
    draw: impl Fn(&Cells<'_, R>) -> Chart,
) -> Option<Chart> {
    cells(report, scenario).map(|cells| {
        let mut chart = draw(&cells);
        chart.set_width(SIZE.0).set_height(SIZE.1);
        chart
    })
}

fn of_scenario(report: &Report<'_>, scenario: &ScenarioReport, bars: &Bars, words: &Words) -> Vec<Chart> {
    let counterfactuals = scenario.weeks.iter().any(|week| week.without.is_some());
    let weeks = scenario.horizon_weeks;
    let trusts = words::trust(scenario).is_some();
    let met = scenario.rungs.iter().any(|rung| rung.trust.iter().any(Option::is_some));
    let charts = [
        made(report, scenario, |cells| outcomes(cells, bars)),
        made(report, scenario, |cells| causes(cells, &words.causes)),
        made(report, scenario, |cells| decided(cells, weeks)),
        if counterfactuals { made(report, scenario, |cells| confrontation(cells, weeks)) } else { None },
        made(report, scenario, |cells| rungs(cells, &words.rungs)),
        if met { made(report, scenario, |cells| trust_by_rung(cells, &words.rungs, &scenario.parties)) } else { None },
        if trusts { made(report, scenario, |cells| trust(cells, weeks, &scenario.parties)) } else { None },
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
    let labels: Vec<String> = report.scenarios.iter().map(|scenario| words::label(&scenario.simulated)).collect();
    column(sheet, (first, POINTS_AT), &labels, formats).map(Some)
}

fn comparison(report: &Report<'_>, labels: Option<&ChartRange>) -> Chart {
    let all = Cells::<SummaryRow>::new(report, None).expect("several scenarios");
    let mut chart = titled(ChartType::Bar, "Shares of trials by outcome");
    for (outcome, colour) in Outcome::ALL.iter().zip(of_outcomes()) {
        let series = chart.add_series();
        match labels {
            Some(labels) => series.set_categories(labels),
            None => series.set_categories(all.of(SummaryRow::scenario.alone())),
        };
        series.set_values(all.of(SummaryRow::of_outcome(*outcome).alone()));
        series.set_name(outcome.word()).set_format(&mut fill(colour)).set_gap(40);
    }
    chart.x_axis().set_max(1);
    from_the_top(&mut chart);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}

fn outcomes(cells: &Cells<'_, OutcomeRow>, bars: &Bars) -> Chart {
    let title = match bars.assumed {
        Some(_) => "How it ends: shares of trials; thick: chance (95 %), thin: if assumptions differ (90 %)",
        None => "How it ends: shares of trials, with chance (95 %)",
    };
    let mut chart = titled(ChartType::Bar, title);
    let points: Vec<ChartPoint> = of_outcomes().map(|colour| ChartPoint::new().set_format(&mut fill(colour))).into();
    let series = chart.add_series();
    series.set_categories(&bars.labels).set_values(cells.of(OutcomeRow::share.alone())).set_name("share");
    series.set_points(&points).set_gap(50);
    series.set_x_error_bars(&bars.chance).set_overlap(100);
    if let Some(assumed) = &bars.assumed {
        // A series can carry one kind of error bars: a second one, not to be seen, lies on the first.
        let mut unseen = ChartFormat::new();
        unseen.set_no_fill().set_no_border();
        let series = chart.add_series();
        series.set_categories(&bars.labels).set_values(cells.of(OutcomeRow::share.alone())).set_name("assumptions");
        series.set_format(&mut unseen).set_x_error_bars(assumed).set_gap(50).set_overlap(100);
    }
    chart.x_axis().set_max(1);
    from_the_top(&mut chart);
    chart.legend().set_hidden();
    chart
}

fn causes(cells: &Cells<'_, CauseRow>, called: &ChartRange) -> Chart {
    let mut chart = titled(ChartType::Bar, "Why it ends so: shares of trials by cause");
    let series = chart.add_series();
    series.set_categories(called).set_values(cells.of(CauseRow::share.alone())).set_name("share");
    series.set_format(&mut fill(arms()[0])).set_data_label(&percent_labels()).set_gap(30);
    from_the_top(&mut chart);
    chart.legend().set_hidden();
    chart
}

/// A curve over the weeks: its column, label, colour and dashes.
type Curve<'a> = (Pick<TimelineRow>, &'a str, u32, ChartLineDashType);

fn over_weeks(title: &str, cells: &Cells<'_, TimelineRow>, weeks: f64, curves: &[Curve<'_>]) -> Chart {
    let mut chart = titled(ChartType::ScatterStraight, title);
    for (column, label, colour, dash) in curves {
        let series = chart.add_series();
        series.set_categories(cells.of(TimelineRow::week.alone())).set_values(cells.of(*column)).set_name(*label);
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

fn decided(cells: &Cells<'_, TimelineRow>, weeks: f64) -> Chart {
    let dashes =
        [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot, ChartLineDashType::Solid];
    let curves: Vec<Curve<'_>> = Outcome::ALL
        .iter()
        .map(|outcome| {
            let (at, column) = (outcome.index(), TimelineRow::of_outcome(*outcome).alone());
            (column, outcome.word(), of_outcomes()[at], dashes[at])
        })
        .collect();
    over_weeks("When its outcome is decided: share of trials by week", cells, weeks, &curves)
}

fn confrontation(cells: &Cells<'_, TimelineRow>, weeks: f64) -> Chart {
    let curves = [
        (TimelineRow::confrontation.alone(), "with channel", arms()[0], ChartLineDashType::Solid),
        (TimelineRow::confrontation_no_channel.alone(), "without", arms()[1], ChartLineDashType::Dash),
    ];
    over_weeks("Confrontation with and without the channel", cells, weeks, &curves)
}

fn trust(cells: &Cells<'_, TimelineRow>, weeks: f64, parties: &[String; 2]) -> Chart {
    let [sender, target] = parties.each_ref().map(|name| series_name(name));
    let labels = [format!("{sender} in {target}"), format!("{target} in {sender}")];
    let curves = [
        (TimelineRow::trust_sender_mean.alone(), labels[0].as_str(), arms()[0], ChartLineDashType::Solid),
        (TimelineRow::trust_target_mean.alone(), labels[1].as_str(), arms()[1], ChartLineDashType::Dash),
    ];
    over_weeks("Trust in each other, while there is no confrontation", cells, weeks, &curves)
}

/// Bars grow upwards from the first rung, as a ladder does.
fn rungs(cells: &Cells<'_, RungRow>, called: &ChartRange) -> Chart {
    let stages = [
        (RungRow::in_force_share.alone(), "in force at the end", arms()[0]),
        (RungRow::delivered_share.alone(), "in force at some time", Ink::Before.number()),
    ];
    bars_by_rung("How far the ladder is climbed: shares of trials by rung", (cells, called), &stages)
}

/// Trust needed against trust earned, the first rung at the foot.
fn trust_by_rung(cells: &Cells<'_, RungRow>, called: &ChartRange, parties: &[String; 2]) -> Chart {
    let [sender, target] = parties.each_ref().map(|name| series_name(name));
    let series = [
        (RungRow::trust_target_needed_mean.alone(), format!("{target}: needed"), Ink::Soft.number()),
        (RungRow::trust_target_earned_mean.alone(), format!("{target}: earned"), arms()[1]),
        (RungRow::trust_sender_needed_mean.alone(), format!("{sender}: needed"), Ink::Before.number()),
        (RungRow::trust_sender_earned_mean.alone(), format!("{sender}: earned"), arms()[0]),
    ];
    let series: Vec<_> = series.iter().map(|(column, label, colour)| (*column, label.as_str(), *colour)).collect();
    bars_by_rung("Trust at each rung when it is first offered: needed against earned", (cells, called), &series)
}

/// Bars for every rung, one for each of `columns`, from the first rung upwards: a column of shares, its label, its colour.
fn bars_by_rung(
    title: &str,
    (cells, called): (&Cells<'_, RungRow>, &ChartRange),
    columns: &[(Pick<RungRow>, &str, u32)],
) -> Chart {
    let mut chart = titled(ChartType::Bar, title);
    for (column, label, colour) in columns.iter().copied() {
        let series = chart.add_series();
        series.set_categories(called).set_values(cells.of(column)).set_name(label);
        series.set_format(&mut fill(colour)).set_gap(40);
    }
    chart.x_axis().set_max(1);
    share_axis(chart.x_axis());
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart
}
