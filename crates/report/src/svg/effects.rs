//! Bars from zero, one below the other, each with its label and figure above it: tornados, differences, parts.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, Stroke, breadth, fitted};
use super::palette::Ink;
use crate::analysis::Effect;

/// Height of a bar.
const HEIGHT: f64 = 12.0;
/// Half the height of the cap of an interval.
const CAP: f64 = 4.0;
/// The key.
const KEY: &str = "Bars start at the upright line, which is zero. Bracket: 95 % interval from chance. Grey: cannot be told from zero.";

/// The scale of all bars.
#[derive(Clone, Copy, Debug)]
struct Scale {
    low: f64,
    high: f64,
    area: Area,
}

impl Scale {
    /// From the smallest to the largest of what is drawn, zero among it.
    fn new(effects: &[Effect], area: Area) -> Self {
        let ends = |pick: fn(&Effect) -> f64| effects.iter().map(pick);
        let low = ends(|effect| effect.length.low.min(effect.length.value)).fold(0.0, f64::min);
        let high = ends(|effect| effect.length.high.max(effect.length.value)).fold(0.0, f64::max);
        Self { low, high: if high > low { high } else { low + 1.0 }, area }
    }

    fn at(&self, length: f64) -> f64 {
        self.area.x + self.area.width * (length - self.low) / (self.high - self.low)
    }
}

/// The bars and their key.
pub(super) fn draw(canvas: &mut Canvas, effects: &[Effect]) {
    let scale = Scale::new(effects, Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT });
    for effect in effects {
        head(canvas, effect);
        bar(canvas, &scale, effect);
        canvas.y += HEIGHT + 12.0;
    }
    canvas.paragraph(FOOT, KEY);
}

/// Label and figure on one line, or on two where there is no room for the whole label.
fn head(canvas: &mut Canvas, effect: &Effect) {
    canvas.y += 1.2 * LETTER;
    let (figure, interval) = (effect.figure(), effect.interval());
    let room = canvas.room() - 14.0;
    let beside = breadth(&effect.label, BOLD) + breadth(&figure, BOLD);
    if beside + breadth(&interval, SOFT) + 10.0 <= room {
        let right = canvas.width - MARGIN;
        canvas.text(MARGIN, canvas.y - 3.0, Anchor::Start, BOLD, &effect.label);
        canvas.pair(right, canvas.y - 3.0, Anchor::End, (BOLD, &figure), (SOFT, &interval));
    } else {
        let face = if breadth(&effect.label, BOLD) <= canvas.room() { BOLD } else { PLAIN };
        canvas.text(MARGIN, canvas.y - 3.0, Anchor::Start, face, &fitted(&effect.label, canvas.room(), face));
        canvas.y += 1.3 * LETTER;
        canvas.pair(MARGIN, canvas.y - 3.0, Anchor::Start, (BOLD, &figure), (SOFT, &interval));
    }
    canvas.y += 5.0;
}

fn bar(canvas: &mut Canvas, scale: &Scale, effect: &Effect) {
    let area = Area { y: canvas.y, ..scale.area };
    let (zero, end) = (scale.at(0.0), scale.at(effect.length.value));
    canvas.bar(Ink::Track, area);
    let ink = if effect.is_told_apart() { Ink::With } else { Ink::Without };
    canvas.bar(ink, Area { x: zero.min(end), width: (end - zero).abs(), ..area });
    canvas.line(Stroke::full(Ink::Text, 1.5), &[(zero, area.y - 3.0), (zero, area.y + HEIGHT + 3.0)]);
    let [low, high] = [effect.length.low, effect.length.high].map(|length| scale.at(length));
    let middle = area.y + HEIGHT / 2.0;
    for stroke in [Stroke::full(Ink::Paper, 3.5), Stroke::full(Ink::Text, 1.5)] {
        canvas.line(stroke, &[(low, middle), (high, middle)]);
        [low, high].iter().for_each(|x| canvas.line(stroke, &[(*x, middle - CAP), (*x, middle + CAP)]));
    }
}

/// The bars in words.
pub(super) fn alternative(effects: &[Effect]) -> String {
    let words = |effect: &Effect| format!("{} {} ({})", effect.label, effect.figure(), effect.interval());
    let all: Vec<String> = effects.iter().map(words).collect();
    format!("Bars from zero: {}.", all.join("; "))
}
