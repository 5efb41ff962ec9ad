//! Shares that grow over the weeks.

use super::canvas::{Anchor, Area, Canvas, MARGIN, PLAIN, SOFT, Stroke, breadth};
use super::palette::Ink;
use crate::model::{ScenarioReport, Week};
use crate::words;
use detente_engine::domain::Outcome;
use detente_study::table::share_percent;
use jiff::ToSpan;
use jiff::civil::Date;

/// Distance between the labels of two curves, at least.
const LABEL_GAP: f64 = 17.0;
/// Room to the right of a plot without labels: half of the last label of its weeks.
const LEAST_GUTTER: f64 = 26.0;
/// Upper ends that a scale of shares may have, each with its step.
const SCALES: [(f64, f64); 7] =
    [(0.05, 0.01), (0.1, 0.02), (0.2, 0.05), (0.4, 0.1), (0.6, 0.2), (0.8, 0.2), (1.0, 0.2)];
/// Steps that a scale of weeks may have.
const WEEK_STEPS: [f64; 11] = [1.0, 2.0, 4.0, 13.0, 26.0, 52.0, 104.0, 260.0, 520.0, 1040.0, 2600.0];

/// Curves over one scale of weeks.
#[derive(Clone, Debug)]
pub(super) struct Curves {
    curves: Vec<Curve>,
    weeks: f64,
    start: Option<Date>,
}

/// One curve, its points from left to right.
#[derive(Clone, Debug)]
struct Curve {
    label: &'static str,
    stroke: Stroke,
    points: Vec<(f64, f64)>,
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

/// When each outcome is decided.
pub(super) fn decided(report: &ScenarioReport) -> Curves {
    let curve = |outcome: &Outcome| {
        let dash = ["", "9 4", "2 3", ""][outcome.index()];
        let width = if *outcome == Outcome::Collapse { 3.0 } else { 2.5 };
        curve(report, outcome.word(), Stroke { ink: Ink::Outcome(*outcome), width, dash }, |week| {
            Some(week.decided[outcome.index()])
        })
    };
    curves(report, Outcome::ALL.iter().map(curve).collect())
}

/// Confrontation with and without the channel.
pub(super) fn confrontation(report: &ScenarioReport) -> Curves {
    let without = Stroke { ink: Ink::Without, width: 2.5, dash: "6 4" };
    let with = curve(report, "with channel", Stroke::full(Ink::With, 2.5), |week| Some(week.with));
    curves(report, vec![curve(report, "without", without, |week| week.without), with])
}

/// What the parties believe of each other.
pub(super) fn trust(report: &ScenarioReport) -> Curves {
    let target = Stroke { ink: Ink::Without, width: 2.5, dash: "6 4" };
    let sender = curve(report, "sender's", Stroke::full(Ink::With, 2.5), |week| Some(week.trust?[0]));
    curves(report, vec![curve(report, "target's", target, |week| Some(week.trust?[1])), sender])
}

fn curves(report: &ScenarioReport, curves: Vec<Curve>) -> Curves {
    let last = report.weeks.last().map_or(0.0, |week| week.week);
    Curves { curves, weeks: report.horizon_weeks.max(last).max(1.0), start: report.start }
}

fn curve(report: &ScenarioReport, label: &'static str, stroke: Stroke, share: impl Fn(&Week) -> Option<f64>) -> Curve {
    let points = report.weeks.iter().filter_map(|week| Some((week.week, share(week)?))).collect();
    Curve { label, stroke, points }
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
    let highest = curves.curves.iter().flat_map(|curve| &curve.points).map(|point| point.1).fold(0.0, f64::max);
    let (top, step) = SCALES.into_iter().find(|(top, _)| *top >= highest).unwrap_or((1.0, 0.2));
    let left = MARGIN + breadth("100 %", SOFT) + 4.0;
    let height = if canvas.room() > 500.0 { 280.0 } else { 220.0 };
    let area = Area { x: left, y: canvas.y + 10.0, width: canvas.width - MARGIN - gutter - left, height };
    let plot = Plot { area, weeks: curves.weeks, top };
    share_scale(canvas, &plot, step);
    week_scale(canvas, &plot, curves.start);
    for curve in &curves.curves {
        let points: Vec<(f64, f64)> = curve.points.iter().map(|point| plot.at(*point)).collect();
        canvas.line(curve.stroke, &points);
    }
    if gutter > LEAST_GUTTER {
        labels(canvas, &plot, &curves.curves);
    } else {
        key(canvas, &curves.curves);
    }
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
    let ticks = |step: f64| plot.weeks / step;
    let most = plot.area.width / breadth("Mar 2026  ", SOFT);
    let step = WEEK_STEPS.into_iter().find(|step| ticks(*step) <= most).unwrap_or(plot.weeks);
    let foot = plot.area.y + plot.area.height;
    for tick in 0..=ticks(step).floor() as u32 {
        let week = f64::from(tick) * step;
        let x = plot.at((week, 0.0)).0;
        canvas.line(Stroke::full(Ink::Soft, 1.0), &[(x, foot), (x, foot + 4.0)]);
        let label = if tick == 0 { "week 0".to_owned() } else { format!("{week:.0}") };
        canvas.text(x, foot + 18.0, Anchor::Middle, SOFT, &label);
        let days = ((7.0 * week).round() as i64).days();
        if let Some(date) = start.and_then(|start| start.checked_add(days).ok()) {
            canvas.text(x, foot + 34.0, Anchor::Middle, SOFT, &date.strftime("%b %Y").to_string());
        }
    }
    canvas.y = foot + if start.is_some() { 40.0 } else { 24.0 };
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
    fn labels_that_would_touch_are_pushed_apart_and_stay_in_the_plot() {
        let heights = apart(&[100.0, 101.0, 290.0, 299.0], 300.0);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= LABEL_GAP));
        assert!(heights.iter().all(|height| *height <= 300.0));
        assert_eq!(apart(&[10.0, 200.0], 300.0), [10.0, 200.0]);
    }
}
