//! Keys before and after, one below the other, each on its own scale: what was open before is as wide in every row.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, Stroke, breadth, fitted};
use super::legend::{self, Entry, SAMPLE};
use super::palette::Ink;
use super::targets::{before, median};
use crate::analysis::{KeyMark, short, spread};
use crate::estimate::Estimate;

/// Keys of which the rows fit on a printed page.
pub(super) const ON_A_PAGE: usize = 12;
/// Height of a row of marks.
const HEIGHT: f64 = 14.0;

const LEGEND: [Entry; 2] = [
    (
        |canvas, x, y| before(canvas, y, [x, x + SAMPLE / 2.0, x + SAMPLE]),
        "before: median, 5 % to 95 % (the ends are written below)",
    ),
    (
        |canvas, x, y| after(canvas, y, [x, x + 0.3 * SAMPLE, x + SAMPLE / 2.0, x + 0.7 * SAMPLE, x + SAMPLE]),
        "after: line from 5 % to 95 %, bar from 25 % to 75 %, upright at the median",
    ),
];

/// From parts of what was open before, 0 to 1, to places; the same for all keys.
#[derive(Clone, Copy, Debug)]
struct Scale {
    low: f64,
    high: f64,
    width: f64,
}

impl Scale {
    /// With room for what lies beyond the ends of before.
    fn new(canvas: &Canvas, keys: &[KeyMark]) -> Self {
        let parts = |pick: fn(&Estimate) -> f64| keys.iter().map(move |key| part(key, pick(&key.after)));
        let low = parts(|after| after.low).fold(0.0, f64::min);
        let high = parts(|after| after.high).fold(1.0, f64::max);
        Self { low, high, width: canvas.room() }
    }

    fn at(&self, key: &KeyMark, value: f64) -> f64 {
        MARGIN + self.width * (part(key, value) - self.low) / (self.high - self.low)
    }
}

/// Where `value` lies between the ends of before.
fn part(key: &KeyMark, value: f64) -> f64 {
    let open = key.before.high - key.before.low;
    if open > 0.0 { (value - key.before.low) / open } else { 0.5 }
}

/// The key to the marks, then a row for each of `keys`, on a scale on which `all` have room.
pub(super) fn draw(canvas: &mut Canvas, keys: &[KeyMark], all: &[KeyMark]) {
    legend::draw(canvas, &LEGEND);
    let scale = Scale::new(canvas, all);
    for key in keys {
        head(canvas, key);
        marks(canvas, &scale, key);
    }
}

/// Name and bits on one line, or the name alone where there is no room for both, then what is known after.
fn head(canvas: &mut Canvas, key: &KeyMark) {
    canvas.y += 10.0 + 1.2 * LETTER;
    let (bits, after) = (key.bits(), format!("after {}", spread(&key.after)));
    let beside = breadth(&key.label, BOLD) + breadth(&bits, SOFT) + 14.0 <= canvas.room();
    let face = if breadth(&key.label, BOLD) <= canvas.room() { BOLD } else { PLAIN };
    canvas.text(MARGIN, canvas.y - 3.0, Anchor::Start, face, &fitted(&key.label, canvas.room(), face));
    if beside {
        canvas.text(canvas.width - MARGIN, canvas.y - 3.0, Anchor::End, SOFT, &bits);
        canvas.paragraph(SOFT, &after);
    } else {
        canvas.paragraph(SOFT, &format!("{bits}: {after}"));
    }
    canvas.y += 3.0;
}

fn marks(canvas: &mut Canvas, scale: &Scale, key: &KeyMark) {
    let top = canvas.y;
    canvas.bar(Ink::Track, Area { x: MARGIN, y: top, width: scale.width, height: HEIGHT });
    let [low, middle, high] = [key.before.low, key.before.value, key.before.high].map(|value| scale.at(key, value));
    before(canvas, top + 1.0, [low, middle, high]);
    let [first, third] = key.quartiles;
    let places = [key.after.low, first, key.after.value, third, key.after.high].map(|value| scale.at(key, value));
    after(canvas, top + 1.0, places);
    canvas.y = top + HEIGHT;
    let [left, centre, right] = [key.before.low, key.before.value, key.before.high].map(short);
    canvas.text(low, canvas.y + 11.0, Anchor::Start, FOOT, &left);
    canvas.text(high, canvas.y + 11.0, Anchor::End, FOOT, &right);
    let half = breadth(&centre, FOOT) / 2.0;
    if middle - half > low + breadth(&left, FOOT) + 6.0 && middle + half < high - breadth(&right, FOOT) - 6.0 {
        canvas.text(middle, canvas.y + 11.0, Anchor::Middle, FOOT, &centre);
    }
    canvas.y += 14.0;
}

/// A thin line with a strong bar over its middle half and an upright at its median.
fn after(canvas: &mut Canvas, y: f64, [low, first, middle, third, high]: [f64; 5]) {
    canvas.line(Stroke::full(Ink::With, 2.0), &[(low, y + 6.0), (high, y + 6.0)]);
    canvas.bar(Ink::With, Area { x: first, y: y + 3.0, width: (third - first).max(1.5), height: 6.0 });
    median(canvas, y + 6.0, middle);
}

/// The keys in words.
pub(super) fn alternative(keys: &[KeyMark]) -> String {
    let all: Vec<String> = keys.iter().map(|key| format!("{} {}", key.label, key.figures())).collect();
    format!("Keys before and after, medians with 5 % to 95 %. {}.", all.join("; "))
}
