//! The same axis once for every measure: many scenarios in a few small pictures side by side.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, SOFT, Stroke, breadth, fitted};
use super::palette::Ink;
use crate::bound::Measure;
use crate::cell::significant;
use crate::overview::{Along, Axis, Panel, Strip, figure};

/// Height of a plot.
const HEIGHT: f64 = 110.0;
/// Room between two panels side by side.
const GAP: f64 = 18.0;
/// Places up to which each is marked on the line.
const MOST_MARKED: usize = 24;
/// How much lies in front of what is behind the pale and the dark band.
const PALE: f64 = 0.3;
const DARK: f64 = 0.75;
/// Steps that a scale may have, times a power of ten.
const STEPS: [f64; 3] = [1.0, 2.0, 5.0];

/// A scale from one end to the other, with a tick at every multiple of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// From `low` to `high`, with at most `most` ticks.
    fn new(low: f64, high: f64, most: f64) -> Self {
        let least = (high - low) / most;
        let power = libm::pow(10.0, libm::log10(least).floor());
        let step = STEPS.into_iter().map(|step| step * power).find(|step| *step >= least).unwrap_or(10.0 * power);
        Self { low, high, step }
    }

    /// The same, its ends moved out to ticks.
    fn whole(self) -> Self {
        let [low, high] = [(self.low / self.step).floor(), (self.high / self.step).ceil()].map(|end| end * self.step);
        Self { low, high, ..self }
    }

    fn part(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + use<> {
        let (step, first) = (self.step, (self.low / self.step - 1e-9).ceil() as i64);
        let last = (self.high / self.step + 1e-9).floor() as i64;
        (first..=last).map(move |tick| tick as f64 * step)
    }
}

/// A plot within the canvas.
#[derive(Clone, Copy, Debug)]
struct Plot {
    area: Area,
    across: Scale,
    up: Scale,
}

impl Plot {
    fn x(&self, value: f64) -> f64 {
        self.area.x + self.area.width * self.across.part(value)
    }

    fn y(&self, value: f64) -> f64 {
        self.area.y + self.area.height * (1.0 - self.up.part(value))
    }
}

/// The panels, three in a row where there is room, and how they are to be read.
pub(super) fn draw(canvas: &mut Canvas, along: &Along) {
    let in_a_row = if canvas.room() > 650.0 { 3 } else { 1 };
    let width = (canvas.room() - GAP * (in_a_row - 1) as f64) / in_a_row as f64;
    let shares = shares(&along.panels);
    for row in along.panels.chunks(in_a_row) {
        let top = canvas.y;
        for (nth, panel) in row.iter().enumerate() {
            canvas.y = top;
            one(
                canvas,
                along,
                panel,
                shares,
                Area { x: MARGIN + nth as f64 * (width + GAP), y: top, width, height: HEIGHT },
            );
        }
    }
    canvas.paragraph(FOOT, &along.reading);
    if let Axis::Words(words) = &along.axis {
        let words: Vec<String> = words.iter().zip(1..).map(|(word, number)| format!("{number}: {word}")).collect();
        canvas.paragraph(FOOT, &format!("{} is {}.", along.about, words.join("; ")));
    }
}

/// The scale of all shares, from zero, so that outcomes can be compared.
fn shares(panels: &[Panel]) -> Scale {
    let outcomes = panels.iter().filter(|panel| panel.measure != Measure::Change);
    let highest = outcomes.flat_map(|panel| &panel.strips).map(|strip| strip.outer[1]).fold(0.01, f64::max);
    Scale::new(0.0, highest.min(1.0), 5.0).whole()
}

/// The scale of differences, zero among it.
fn differences(panel: &Panel) -> Scale {
    let ends = || panel.strips.iter().flat_map(|strip| strip.outer);
    let (low, high) = (ends().fold(0.0, f64::min), ends().fold(0.0, f64::max));
    Scale::new(low.min(-0.001), high.max(0.001), 5.0).whole()
}

fn one(canvas: &mut Canvas, along: &Along, panel: &Panel, shares: Scale, area: Area) {
    let (name, unit, up, ink) = match panel.measure {
        Measure::Outcome(outcome) => (outcome.word(), "share of trials", shares, Ink::Outcome(outcome)),
        Measure::Change => ("confrontation", "with less without, points", differences(panel), Ink::With),
    };
    let base = area.y + 1.3 * LETTER;
    canvas.pair(area.x, base, Anchor::Start, (BOLD, name), (SOFT, unit));
    let gutter = breadth("-100 %", SOFT);
    let plot = Area { x: area.x + gutter, y: base + 10.0, width: area.width - gutter - 14.0, height: area.height };
    let most = (plot.width / breadth("0.0000 ", SOFT)).max(2.0);
    let across = match &along.axis {
        Axis::Numbers([low, high]) => Scale::new(*low, *high, most),
        Axis::Words(words) => Scale { low: 0.5, high: words.len() as f64 + 0.5, step: 1.0 },
        Axis::Ranks(number) => Scale::new(1.0, *number as f64, most),
    };
    let plot = Plot { area: plot, across, up };
    scales(canvas, &plot, panel.measure);
    if matches!(along.axis, Axis::Words(_)) {
        apart(canvas, &plot, ink, &panel.strips);
    } else {
        bands(canvas, &plot, ink, &panel.strips);
    }
    let foot = plot.area.y + plot.area.height + 34.0;
    let about = fitted(&along.about, plot.area.width + gutter, SOFT);
    canvas.text(plot.area.x + plot.area.width, foot, Anchor::End, SOFT, &about);
    canvas.y = foot + 12.0;
}

fn scales(canvas: &mut Canvas, plot: &Plot, measure: Measure) {
    let Area { x, y, width, height } = plot.area;
    for tick in plot.up.ticks() {
        let at = plot.y(tick);
        let is_zero = tick == 0.0 && measure == Measure::Change;
        let stroke = if is_zero { Stroke::full(Ink::Soft, 1.5) } else { Stroke::full(Ink::Grid, 1.0) };
        canvas.line(stroke, &[(x, at), (x + width, at)]);
        let number = significant(100.0 * tick, 3);
        let label = if measure == Measure::Change { number } else { format!("{number} %") };
        canvas.text(x - 6.0, at + 4.0, Anchor::End, SOFT, &label);
    }
    for tick in with_ends(&plot.across, width) {
        let at = plot.x(tick);
        canvas.line(Stroke::full(Ink::Soft, 1.0), &[(at, y + height), (at, y + height + 4.0)]);
        canvas.text(at, y + height + 17.0, Anchor::Middle, SOFT, &significant(tick, 4));
    }
}

/// The ticks below a plot of so many pixels, and the ends of its scale; a tick on which an end would lie gives way.
fn with_ends(across: &Scale, width: f64) -> Vec<f64> {
    let apart = |one: f64, other: f64| width * (across.part(one) - across.part(other)).abs();
    let room = breadth("0.000", SOFT);
    // Words stand at whole numbers alone.
    if across.low.fract() != 0.0 && across.step == 1.0 {
        return across.ticks().collect();
    }
    let ends = [across.low, across.high];
    let between = across.ticks().filter(|tick| ends.iter().all(|end| apart(*tick, *end) >= room));
    let mut all: Vec<f64> = between.chain(ends).collect();
    all.sort_by(f64::total_cmp);
    all
}

/// Along numbers: bands, and a line through the middle.
fn bands(canvas: &mut Canvas, plot: &Plot, ink: Ink, strips: &[Strip]) {
    let between = |ends: &dyn Fn(&Strip) -> [f64; 2]| {
        let side = |end: usize| strips.iter().map(move |strip| (plot.x(strip.at), plot.y(ends(strip)[end])));
        side(1).chain(side(0).rev()).collect::<Vec<_>>()
    };
    canvas.shape(ink, PALE, &between(&|strip| strip.outer));
    if strips.iter().any(|strip| strip.inner.is_some()) {
        canvas.shape(ink, DARK, &between(&|strip| strip.inner.unwrap_or([strip.middle; 2])));
    }
    let middles: Vec<(f64, f64)> = strips.iter().map(|strip| (plot.x(strip.at), plot.y(strip.middle))).collect();
    canvas.line(Stroke::full(Ink::Text, 1.75), &middles);
    if strips.len() <= MOST_MARKED {
        let mark = |(x, y): &(f64, f64)| Area { x: x - 2.0, y: y - 2.0, width: 4.0, height: 4.0 };
        middles.iter().for_each(|middle| canvas.bar(Ink::Text, mark(middle)));
    }
}

/// Along words, between which nothing lies: a bar for each.
fn apart(canvas: &mut Canvas, plot: &Plot, ink: Ink, strips: &[Strip]) {
    let half = (plot.x(1.3) - plot.x(1.0)).min(14.0);
    for strip in strips {
        let x = plot.x(strip.at);
        let corners = |[low, high]: [f64; 2], half: f64| {
            let [low, high] = [low, high].map(|end| plot.y(end));
            [(x - half, low), (x + half, low), (x + half, high), (x - half, high)]
        };
        canvas.shape(ink, PALE, &corners(strip.outer, half));
        if let Some(inner) = strip.inner {
            canvas.shape(ink, DARK, &corners(inner, half));
        }
        let middle = plot.y(strip.middle);
        canvas.line(Stroke::full(Ink::Text, 2.5), &[(x - half, middle), (x + half, middle)]);
    }
}

/// The panels in words.
pub(super) fn alternative(along: &Along) -> String {
    let place = |at: f64| match &along.axis {
        Axis::Words(words) => words.get(at as usize - 1).cloned().unwrap_or_default(),
        Axis::Numbers(_) | Axis::Ranks(_) => significant(at, 4),
    };
    let words = |panel: &Panel| {
        let (first, last) = (panel.strips.first()?, panel.strips.last()?);
        let ends = panel.strips.iter().flat_map(|strip| strip.outer);
        let (low, high) =
            ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
        let [first_figure, last_figure, low, high] =
            [first.middle, last.middle, low, high].map(|value| figure(panel.measure, value));
        Some(format!(
            "{}: line from {first_figure} at {} to {last_figure} at {}, band within {low} and {high}",
            panel.measure.words(),
            place(first.at),
            place(last.at)
        ))
    };
    let all: Vec<String> = along.panels.iter().filter_map(words).collect();
    format!("Small pictures along {}. {}. {}", along.about, all.join("; "), along.reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_scale_are_written_and_ticks_give_way_to_them() {
        assert_eq!(with_ends(&Scale { low: 0.0, high: 0.8, step: 0.5 }, 160.0), [0.0, 0.5, 0.8]);
        assert_eq!(with_ends(&Scale { low: 6.0, high: 60.0, step: 50.0 }, 160.0), [6.0, 60.0]);
        assert_eq!(with_ends(&Scale { low: 0.5, high: 2.5, step: 1.0 }, 160.0), [1.0, 2.0]);
    }

    #[test]
    fn scales_have_few_round_ticks_and_hold_what_is_drawn() {
        let scale = Scale::new(0.0, 0.57, 5.0).whole();
        assert!(scale.low == 0.0 && (scale.high - 0.6).abs() < 1e-9, "{scale:?}");
        assert_eq!(scale.ticks().count(), 4);
        let scale = Scale::new(-0.031, 0.002, 5.0).whole();
        assert!(scale.low <= -0.031 && scale.high >= 0.002);
        assert_eq!(
            Scale::new(1.0, 10_000.0, 6.0).ticks().collect::<Vec<_>>(),
            [2000.0, 4000.0, 6000.0, 8000.0, 10_000.0]
        );
    }
}
