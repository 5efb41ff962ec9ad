//! What the marks of a picture mean: a sample of each, with its words beside it.

use super::canvas::{Anchor, Canvas, FOOT, MARGIN, wrapped};

/// Width of a sample.
pub(super) const SAMPLE: f64 = 30.0;

/// Room between a sample and its words.
const GAP: f64 = 8.0;
/// From one line of words to the next.
const LINE: f64 = 15.0;

/// A kind of mark: how a sample is drawn, from its upper left corner on, and what it means.
pub(super) type Entry = (fn(&mut Canvas, f64, f64), &'static str);

/// Width from which on two samples stand beside each other.
const BROAD: f64 = 600.0;

/// Draws `entries`, two beside each other where there is room, each on as many lines as its words need; moves down.
pub(super) fn draw(canvas: &mut Canvas, entries: &[Entry]) {
    let columns = if canvas.width >= BROAD { 2 } else { 1 };
    let column = canvas.room() / columns as f64;
    for row in entries.chunks(columns) {
        let mut lines = 1;
        for ((sample, words), nth) in row.iter().zip(0..) {
            let x = MARGIN + column * f64::from(nth);
            sample(canvas, x, canvas.y);
            let wrapped = wrapped(words, column - SAMPLE - 2.0 * GAP, FOOT);
            lines = lines.max(wrapped.len());
            for (line, below) in wrapped.iter().zip(0..) {
                canvas.text(x + SAMPLE + GAP, canvas.y + 10.0 + LINE * f64::from(below), Anchor::Start, FOOT, line);
            }
        }
        canvas.y += LINE * lines as f64 + 4.0;
    }
}
