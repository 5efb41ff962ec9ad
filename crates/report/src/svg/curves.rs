//! Shares that grow over the weeks.

use super::canvas::{Anchor, Area, Canvas, FOOT, MARGIN, PLAIN, SOFT, Stroke, breadth};
use super::palette::Ink;
use crate::estimate::Estimate;
use crate::model::{Horizon, ScenarioReport, Week};
use crate::words;
use detente_study::table::share_percent;
use jiff::civil::Date;

/// Distance between the labels of two curves, at least.
const LABEL_GAP: f64 = 17.0;
/// Room to the right of a plot without labels: half of the last label of its weeks.
const LEAST_GUTTER: f64 = 26.0;
/// Upper ends that a scale of shares may have, each with its step.
const SCALES: [(f64, f64); 9] =
    [(0.05, 0.01), (0.1, 0.02), (0.2, 0.05), (0.3, 0.1), (0.4, 0.1), (0.5, 0.1), (0.6, 0.2), (0.8, 0.2), (1.0, 0.2)];
/// Steps that a scale of weeks may have.
const WEEK_STEPS: [f64; 13] = [1.0, 2.0, 4.0, 13.0, 26.0, 52.0, 104.0, 130.0, 260.0, 520.0, 1040.0, 1300.0, 2600.0];

/// Curves over one scale of weeks.
#[derive(Clone, Debug)]
pub(super) struct Curves {
    curves: Vec<Curve>,
    weeks: f64,
    start: Option<Date>,
    /// What is said of their intervals.
    key: &'static str,
}

/// One curve, its points from left to right.
#[derive(Clone, Debug)]
struct Curve {
    label: String,
    stroke: Stroke,
    points: Vec<(f64, f64)>,
    /// Weeks at which the interval from chance is known, with its ends.
    intervals: Vec<(f64, [f64; 2])>,
}

/// The plot within the canvas.
#[derive(Clone, Copy, Debug)]
struct Plot {
    area: Area,
    weeks: f64,
    top: f64,
}

impl Plot {
    fn at(&self, (week, share): (f64, f64)) -> (f64, f64) {
        let Area { x, y, width, height } = self.area;
        (x + width * week / self.weeks, y + height * (1.0 - share / self.top))
    }
}

/// Confrontation with and without the channel, with the intervals that are known by horizon.
pub(super) fn confrontation(report: &ScenarioReport) -> Curves {
    let stroke = Stroke { ink: Ink::Without, width: 2.5, dash: "6 4" };
    let intervals = |arm: fn(&Horizon) -> Estimate| -> Vec<(f64, [f64; 2])> {
        let ends = |Estimate { low, high, .. }: Estimate| [low, high];
        report.confrontation.iter().map(|horizon| (horizon.weeks, ends(arm(horizon)))).collect()
    };
    let mut without = curve(report, "without channel", stroke, |week| week.without);
    without.intervals = intervals(|horizon| horizon.without);
    let mut with = curve(report, "with channel", Stroke::full(Ink::With, 3.0), |week| Some(week.with));
    with.intervals = intervals(|horizon| horizon.with);
    Curves { key: "Bracket: chance (95 %), where it is worked out.", ..curves(report, vec![without, with]) }
}

/// What the parties believe of each other.
pub(super) fn trust(report: &ScenarioReport) -> Curves {
    let stroke = Stroke { ink: Ink::Without, width: 2.5, dash: "6 4" };
    let [one, other] = &report.parties;
    let sender = curve(report, &format!("{one} in {other}"), Stroke::full(Ink::With, 2.5), |week| Some(week.trust?[0]));
    let target = curve(report, &format!("{other} in {one}"), stroke, |week| Some(week.trust?[1]));
    Curves {
        key: "Means over the trials without confrontation so far; the tables have no interval for them.",
        ..curves(report, vec![target, sender])
    }
}

fn curves(report: &ScenarioReport, curves: Vec<Curve>) -> Curves {
    let last = report.weeks.last().map_or(0.0, |week| week.week);
    Curves { curves, weeks: report.horizon_weeks.max(last).max(1.0), start: report.start, key: "" }
}

fn curve(report: &ScenarioReport, label: &str, stroke: Stroke, share: impl Fn(&Week) -> Option<f64>) -> Curve {
    let points = report.weeks.iter().filter_map(|week| Some((week.week, share(week)?))).collect();
    Curve { label: label.to_owned(), stroke, points, intervals: Vec::new() }
}

impl Curve {
    fn end(&self) -> f64 {
        self.points.last().map_or(0.0, |point| point.1)
    }

    fn label(&self) -> String {
        format!("{} {}", self.label, share_percent(self.end()))
    }
}

/// The plot, its scales, the curves, and their labels at their ends.
pub(super) fn draw(canvas: &mut Canvas, curves: &Curves) {
    let gutter = gutter(canvas, &curves.curves);
    let highest = curves
        .curves
        .iter()
        .flat_map(|curve| &curve.points)
        .map(|point| point.1)
        .chain(curves.curves.iter().flat_map(|curve| &curve.intervals).map(|interval| interval.1[1]))
        .fold(0.0, f64::max);
    let (top, step) = SCALES.into_iter().find(|(top, _)| *top >= highest).unwrap_or((1.0, 0.2));
    let left = MARGIN + breadth("100 %", SOFT) + 4.0;
    let height = if canvas.room() > 500.0 { 165.0 } else { 180.0 };
    let area = Area { x: left, y: canvas.y + 10.0, width: canvas.width - MARGIN - gutter - left, height };
    let plot = Plot { area, weeks: curves.weeks, top };
    share_scale(canvas, &plot, step);
    week_scale(canvas, &plot, curves.start);
    for curve in &curves.curves {
        let points: Vec<(f64, f64)> = curve.points.iter().map(|point| plot.at(*point)).collect();
        canvas.line(curve.stroke, &points);
        curve.intervals.iter().for_each(|interval| upright(canvas, &plot, *interval, curve.stroke.ink));
    }
    if gutter > LEAST_GUTTER {
        labels(canvas, &plot, &curves.curves);
    } else {
        key(canvas, &curves.curves);
    }
    if !curves.key.is_empty() {
        canvas.y += 4.0;
        canvas.paragraph(FOOT, curves.key);
    }
}

/// An interval as an upright bracket over its curve.
fn upright(canvas: &mut Canvas, plot: &Plot, (week, ends): (f64, [f64; 2]), ink: Ink) {
    let [(x, low), (_, high)] = ends.map(|share| plot.at((week, share)));
    canvas.line(Stroke::full(ink, 2.0), &[(x, low), (x, high)]);
    [low, high].into_iter().for_each(|y| canvas.line(Stroke::full(ink, 2.0), &[(x - 4.0, y), (x + 4.0, y)]));
}

/// Room for labels to the right of the plot; where they would take too much of it, they go below.
fn gutter(canvas: &Canvas, curves: &[Curve]) -> f64 {
    let labels = curves.iter().map(|curve| breadth(&curve.label(), PLAIN)).fold(0.0, f64::max) + 22.0;
    if labels < 0.35 * canvas.room() { labels } else { LEAST_GUTTER }
}

/// The curves with their names and ends, one below the other, the highest first.
fn key(canvas: &mut Canvas, curves: &[Curve]) {
    let mut sorted: Vec<&Curve> = curves.iter().collect();
    sorted.sort_by(|one, other| other.end().total_cmp(&one.end()));
    canvas.y += 6.0;
    for curve in sorted {
        canvas.y += LABEL_GAP + 2.0;
        canvas.line(curve.stroke, &[(MARGIN, canvas.y - 4.0), (MARGIN + 28.0, canvas.y - 4.0)]);
        canvas.text(MARGIN + 36.0, canvas.y, Anchor::Start, PLAIN, &curve.label());
    }
    canvas.y += 4.0;
}

fn share_scale(canvas: &mut Canvas, plot: &Plot, step: f64) {
    let right = plot.area.x + plot.area.width;
    for tick in 0..=(plot.top / step).round() as u32 {
        let share = f64::from(tick) * step;
        let y = plot.at((0.0, share)).1;
        canvas.line(Stroke::full(Ink::Grid, 1.0), &[(plot.area.x, y), (right, y)]);
        canvas.text(plot.area.x - 6.0, y + 4.0, Anchor::End, SOFT, &format!("{:.0} %", 100.0 * share));
    }
}

/// Weeks below the plot, with the day below each where the scenario has a start.
fn week_scale(canvas: &mut Canvas, plot: &Plot, start: Option<Date>) {
    let most = plot.area.width / breadth("Mar 2026  ", SOFT);
    let foot = plot.area.y + plot.area.height;
    for week in weeks(plot.weeks, most) {
        let x = plot.at((week, 0.0)).0;
        canvas.line(Stroke::full(Ink::Soft, 1.0), &[(x, foot), (x, foot + 4.0)]);
        let label = if week == 0.0 { "week 0".to_owned() } else { crate::cell::significant(week, 4) };
        canvas.text(x, foot + 18.0, Anchor::Middle, SOFT, &label);
        if let Some(day) = start.and_then(|start| words::month(start, week)) {
            canvas.text(x, foot + 34.0, Anchor::Middle, SOFT, &day);
        }
    }
    canvas.y = foot + if start.is_some() { 40.0 } else { 24.0 };
}

/// The weeks that are written below a plot of so many, at most so many steps apart: from the first to the last, which always is
/// among them.
fn weeks(all: f64, most: f64) -> Vec<f64> {
    let fits = |step: &&f64| all / **step <= most.max(1.0);
    let even = WEEK_STEPS.iter().filter(fits).find(|step| (all / **step).fract() == 0.0);
    let step = even.or_else(|| WEEK_STEPS.iter().find(fits)).copied().unwrap_or(all);
    let whole = (all / step).floor() as u32;
    let mut weeks: Vec<f64> = (0..=whole).map(|tick| f64::from(tick) * step).collect();
    // Where the last step falls short of the end, the end takes the place of one that is too near.
    if weeks.last().is_some_and(|last| *last < all) {
        if all - f64::from(whole) * step < 0.8 * step && weeks.len() > 1 {
            weeks.pop();
        }
        weeks.push(all);
    }
    weeks
}

/// A label at the end of each curve, pushed apart where they would touch.
fn labels(canvas: &mut Canvas, plot: &Plot, curves: &[Curve]) {
    let mut ends: Vec<(f64, &Curve)> = curves.iter().map(|curve| (plot.at((0.0, curve.end())).1, curve)).collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let heights = apart(&ends.iter().map(|end| end.0).collect::<Vec<_>>(), plot.area.y + plot.area.height);
    let right = plot.area.x + plot.area.width;
    for ((end, curve), height) in ends.into_iter().zip(heights) {
        let last = curve.points.last().map_or(right, |point| plot.at(*point).0);
        canvas
            .line(Stroke { width: 1.5, ..curve.stroke }, &[(last, end), (right + 8.0, height), (right + 16.0, height)]);
        canvas.text(right + 20.0, height + 4.0, Anchor::Start, PLAIN, &curve.label());
    }
}

/// `wanted`, ascending, moved so that no two are closer than [`LABEL_GAP`] and none below `lowest`.
fn apart(wanted: &[f64], lowest: f64) -> Vec<f64> {
    let mut heights = wanted.to_vec();
    let mut floor = lowest;
    for height in heights.iter_mut().rev() {
        *height = height.min(floor);
        floor = *height - LABEL_GAP;
    }
    heights
}

/// Where the curves end, in words.
pub(super) fn alternative(curves: &Curves) -> String {
    let words = |curve: &Curve| {
        let half = curve.points.iter().find(|point| point.1 >= curve.end() / 2.0 && curve.end() > 0.0);
        let half = half.map_or(String::new(), |point| format!(", half of it by week {:.0}", point.0));
        format!("{} reaches {}{half}", curve.label, share_percent(curve.end()))
    };
    let all: Vec<String> = curves.curves.iter().map(words).collect();
    let span = curves.start.map_or(String::new(), |start| format!(" from {}", words::day(start)));
    format!("Curves over {:.0} weeks{span}: {}.", curves.weeks, all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_week_is_always_written_and_labels_have_room() {
        assert_eq!(weeks(260.0, 8.0), [0.0, 52.0, 104.0, 156.0, 208.0, 260.0]);
        assert_eq!(weeks(260.0, 3.2), [0.0, 130.0, 260.0]);
        assert_eq!(weeks(60.0, 6.0), [0.0, 13.0, 26.0, 39.0, 60.0]);
        for (all, most) in [(1.0, 3.0), (7.0, 2.0), (26.0, 5.0), (157.0, 4.0), (5200.0, 3.0), (3.0, 0.5)] {
            let own = weeks(all, most);
            assert!(own[0] == 0.0 && own[own.len() - 1].to_bits() == all.to_bits(), "{own:?}");
            assert!(own.len() as f64 <= most.max(1.0) + 2.0, "{own:?}");
        }
    }

    #[test]
    fn labels_that_would_touch_are_pushed_apart_and_stay_in_the_plot() {
        let heights = apart(&[100.0, 101.0, 290.0, 299.0], 300.0);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= LABEL_GAP));
        assert!(heights.iter().all(|height| *height <= 300.0));
        assert_eq!(apart(&[10.0, 200.0], 300.0), [10.0, 200.0]);
    }
}
