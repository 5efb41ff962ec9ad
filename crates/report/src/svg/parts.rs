//! The four outcomes as parts of one bar, and the key to their colours.

use super::canvas::{Anchor, Area, Canvas, Face, MARGIN, PLAIN, SOFT, breadth};
use super::palette::Ink;
use detente_engine::domain::Outcome;
use detente_study::table::share_percent;

/// Draws the key to the colours, in as many lines as it needs; gives where the last line ends. The canvas stays at that line.
pub(super) fn key(canvas: &mut Canvas) -> f64 {
    let mut x = MARGIN;
    canvas.y += 4.0;
    for outcome in Outcome::ALL {
        let width = 18.0 + breadth(outcome.word(), SOFT) + 14.0;
        if x + width > canvas.width {
            (x, canvas.y) = (MARGIN, canvas.y + 20.0);
        }
        canvas.bar(Ink::Outcome(*outcome), Area { x, y: canvas.y, width: 12.0, height: 12.0 });
        canvas.text(x + 18.0, canvas.y + 11.0, Anchor::Start, SOFT, outcome.word());
        x += width;
    }
    x
}

/// Draws `shares` side by side in `area`, each with its figure where there is room for it; the figures stand `baseline` below
/// the top.
pub(super) fn draw(canvas: &mut Canvas, area: &Area, baseline: f64, shares: impl Iterator<Item = (Outcome, f64)>) {
    let mut x = area.x;
    for (outcome, share) in shares {
        let width = area.width * share;
        canvas.bar(Ink::Outcome(outcome), Area { x, width, ..*area });
        let (label, face) = (share_percent(share), Face { ink: on(outcome), ..PLAIN });
        if breadth(&label, face) + 6.0 < width {
            canvas.text(x + width / 2.0, area.y + baseline, Anchor::Middle, face, &label);
        }
        x += width;
    }
}

/// The ink of text on the mark of an outcome.
pub(super) fn on(outcome: Outcome) -> Ink {
    match outcome {
        Outcome::Scaling => Ink::OnLight,
        Outcome::Stalling | Outcome::Overtaken | Outcome::Collapse => Ink::OnDark,
    }
}
