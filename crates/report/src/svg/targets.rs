//! Targets, one below the other: what was counted, what the worlds say before and after, and what they say without it.
//! Shares lie on one axis; everything else lies on a scale of its own, whose ends are written below it.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, MARGIN, SOFT, Stroke};
use super::legend::{self, Entry, SAMPLE};
use super::palette::Ink;
use crate::analysis::TargetMark;
use crate::estimate::Estimate;
use detente_study::calibrate::FitStatus;
use detente_study::figure::Unit;
use detente_study::target::Compares;

/// Targets of which the strips fit on a printed page.
pub(super) const ON_A_PAGE: usize = 8;
/// Height of the lane of the target, of that of the worlds, and of that of the worlds without it.
const LANES: [f64; 3] = [12.0, 14.0, 9.0];
/// Half the height of a cap.
const CAP: f64 = 4.0;
/// Steps of the axis of shares, which all pictures of targets have in common.
const STEPS: u32 = 5;

const LEGEND: [Entry; 5] = [
    (
        |canvas, x, y| counted(canvas, y + 6.0, Compares::Yes, [x, x + SAMPLE / 2.0, x + SAMPLE]),
        "target, one standard deviation to both sides",
    ),
    (
        |canvas, x, y| counted(canvas, y + 6.0, Compares::AtMost, [x, x + 0.6 * SAMPLE, x + SAMPLE]),
        "a bound: the arrow points to where it holds",
    ),
    (|canvas, x, y| before(canvas, y, [x, x + SAMPLE / 2.0, x + SAMPLE]), "before: median, 5 % to 95 % of worlds"),
    (|canvas, x, y| after(canvas, y, [x, x + SAMPLE / 2.0, x + SAMPLE]), "after: the same, weighted by all targets"),
    (
        |canvas, x, y| left_out(canvas, y + 6.0, [x, x + SAMPLE / 2.0, x + SAMPLE]),
        "left out: weighted by all other targets",
    ),
];

/// From figures to places.
#[derive(Clone, Copy, Debug)]
struct Scale {
    low: f64,
    high: f64,
    left: f64,
    width: f64,
}

impl Scale {
    /// Wide enough for all marks of `targets`; from zero where no figure lies below it.
    fn new(canvas: &Canvas, targets: &[&TargetMark]) -> Self {
        let all = || {
            targets.iter().flat_map(|target| drawn(target)).flat_map(|spread| [spread.low, spread.value, spread.high])
        };
        let (low, high) = (all().fold(0.0, f64::min), all().fold(0.0, f64::max));
        Self { low, high: if high > low { high } else { low + 1.0 }, left: MARGIN, width: canvas.room() }
    }

    fn at(&self, figure: f64) -> f64 {
        self.left + self.width * (figure - self.low) / (self.high - self.low)
    }

    fn of(&self, spread: &Estimate) -> [f64; 3] {
        [spread.low, spread.value, spread.high].map(|figure| self.at(figure))
    }
}

/// Everything that is drawn of a target.
fn drawn(target: &TargetMark) -> impl Iterator<Item = Estimate> {
    [Some(target.target), target.before, target.after, target.left_out].into_iter().flatten()
}

/// The key, then a strip for each target.
pub(super) fn draw(canvas: &mut Canvas, targets: &[TargetMark]) {
    legend::draw(canvas, &LEGEND);
    let (shares, others): (Vec<&TargetMark>, Vec<&TargetMark>) =
        targets.iter().partition(|target| target.unit == Unit::Share);
    if !shares.is_empty() {
        let scale = Scale { low: 0.0, high: 1.0, left: MARGIN, width: canvas.room() };
        for target in &shares {
            strip(canvas, target, &scale, true);
            axis(canvas, &scale);
        }
    }
    for target in others {
        let scale = Scale::new(canvas, &[target]);
        strip(canvas, target, &scale, false);
        let ends = [scale.low, scale.high].map(|end| target.unit.written(end).trim_end().to_owned());
        canvas.text(MARGIN, canvas.y + 11.0, Anchor::Start, FOOT, &ends[0]);
        canvas.text(canvas.width - MARGIN, canvas.y + 11.0, Anchor::End, FOOT, &ends[1]);
        canvas.y += 18.0;
    }
}

/// The words of a target and its lanes.
fn strip(canvas: &mut Canvas, target: &TargetMark, scale: &Scale, grid: bool) {
    canvas.y += 10.0;
    canvas.paragraph(BOLD, &target.label());
    let face = if target.status == FitStatus::Met { SOFT } else { BOLD };
    canvas.paragraph(face, &unbroken(&target.figures()));
    canvas.y += 4.0;
    let top = canvas.y;
    let height: f64 = LANES.iter().sum();
    canvas.bar(Ink::Track, Area { x: scale.left, y: top, width: scale.width, height });
    if grid {
        steps(scale).for_each(|(_, x)| canvas.line(Stroke::full(Ink::Grid, 1.0), &[(x, top), (x, top + height)]));
    }
    let value = scale.at(target.target.value);
    canvas.line(Stroke { ink: Ink::Soft, width: 1.0, dash: "2 2" }, &[(value, top), (value, top + height)]);
    if let Some(spread) = &target.before {
        before(canvas, top + LANES[0] + 1.0, scale.of(spread));
    }
    if let Some(spread) = &target.after {
        after(canvas, top + LANES[0] + 1.0, scale.of(spread));
    }
    if let Some(spread) = &target.left_out {
        left_out(canvas, top + LANES[0] + LANES[1] + LANES[2] / 2.0, scale.of(spread));
    }
    counted(canvas, top + LANES[0] / 2.0, target.compares, scale.of(&target.target));
    canvas.y = top + height;
}

/// `words` with spaces before per cent signs at which no line is broken.
fn unbroken(words: &str) -> String {
    words.replace(" %", "\u{a0}%")
}

/// The steps of the axis of shares, with their places.
fn steps(scale: &Scale) -> impl Iterator<Item = (f64, f64)> {
    let scale = *scale;
    (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS)).map(move |share| (share, scale.at(share)))
}

/// The steps of the axis in words, below the lanes.
fn axis(canvas: &mut Canvas, scale: &Scale) {
    for (nth, (share, x)) in (0..).zip(steps(scale)) {
        let anchor = match nth {
            0 => Anchor::Start,
            STEPS => Anchor::End,
            _ => Anchor::Middle,
        };
        let unit = if nth == STEPS { " %" } else { "" };
        canvas.text(x, canvas.y + 11.0, anchor, FOOT, &format!("{:.0}{unit}", 100.0 * share));
    }
    canvas.y += 18.0;
}

/// A target around the height `y`: a bracket, or of a bound an upright with an arrow to the side on which it holds and the
/// standard deviation on the other.
fn counted(canvas: &mut Canvas, y: f64, compares: Compares, [low, value, high]: [f64; 3]) {
    let stroke = Stroke::full(Ink::Text, 1.5);
    let cap = |canvas: &mut Canvas, x: f64| canvas.line(stroke, &[(x, y - CAP), (x, y + CAP)]);
    let (end, side) = match compares {
        Compares::AtMost => (high, -1.0),
        Compares::AtLeast => (low, 1.0),
        Compares::Yes | Compares::No => {
            canvas.line(stroke, &[(low, y), (high, y)]);
            [low, high].into_iter().for_each(|x| cap(canvas, x));
            canvas.shape(Ink::Text, 1.0, &[(value - 4.5, y), (value, y - 4.5), (value + 4.5, y), (value, y + 4.5)]);
            return;
        }
    };
    canvas.line(Stroke { dash: "3 2", ..stroke }, &[(value, y), (end, y)]);
    cap(canvas, end);
    canvas.line(Stroke::full(Ink::Text, 2.5), &[(value, y - 5.0), (value, y + 5.0)]);
    let tip = value + 12.0 * side;
    canvas.line(stroke, &[(value, y), (tip, y)]);
    canvas.shape(Ink::Text, 1.0, &[(tip, y - 3.5), (tip + 5.0 * side, y), (tip, y + 3.5)]);
}

/// A pale bar with its median, ten high from `y` on.
pub(super) fn before(canvas: &mut Canvas, y: f64, [low, middle, high]: [f64; 3]) {
    canvas.bar(Ink::Before, Area { x: low, y: y + 1.0, width: (high - low).max(1.5), height: 10.0 });
    canvas.line(Stroke::full(Ink::Soft, 2.0), &[(middle, y), (middle, y + 12.0)]);
}

/// A strong bar with its median, in the middle of the pale one.
fn after(canvas: &mut Canvas, y: f64, [low, middle, high]: [f64; 3]) {
    canvas.bar(Ink::With, Area { x: low, y: y + 3.5, width: (high - low).max(1.5), height: 5.0 });
    median(canvas, y + 6.0, middle);
}

/// A median on a strong bar, so that it can be seen on all grounds.
pub(super) fn median(canvas: &mut Canvas, y: f64, x: f64) {
    canvas.line(Stroke::full(Ink::Paper, 5.0), &[(x, y - 6.0), (x, y + 6.0)]);
    canvas.line(Stroke::full(Ink::With, 2.5), &[(x, y - 6.0), (x, y + 6.0)]);
}

/// A thin line with a hollow mark at its median.
fn left_out(canvas: &mut Canvas, y: f64, [low, middle, high]: [f64; 3]) {
    canvas.line(Stroke::full(Ink::Soft, 1.0), &[(low, y), (high, y)]);
    let corners = [(middle - 3.5, y), (middle, y - 3.5), (middle + 3.5, y), (middle, y + 3.5)];
    canvas.shape(Ink::Paper, 1.0, &corners);
    let [first, ..] = corners;
    canvas.line(Stroke::full(Ink::Text, 1.2), &[corners.as_slice(), &[first]].concat());
}

/// The targets in words.
pub(super) fn alternative(targets: &[TargetMark]) -> String {
    let words = |target: &TargetMark| {
        let foretold = target.foretold().map_or(String::new(), |words| format!(", left out {words}"));
        format!("{}: {}{foretold}", target.label(), target.figures())
    };
    let all: Vec<String> = targets.iter().map(words).collect();
    format!("Targets with what the worlds say of them. {}.", all.join("; "))
}
