//! Bars from zero, one below the other, each with its label and figure above it: tornados, differences, parts.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, SOFT, Stroke, breadth, wrapped};
use super::palette::Ink;
use crate::analysis::Effect;

/// Height of a bar.
const HEIGHT: f64 = 12.0;
/// Lines of a label; what is longer is cut.
const MOST_LINES: usize = 3;
/// Lines of a question: two of them may differ at their ends alone.
const MOST_LINES_ASKED: usize = 6;
/// Half the height of the cap of an interval.
const CAP: f64 = 4.0;
/// The key.
const KEY: &str = "Bars start at the upright line, which is zero; all pictures of this page have the same scale. Bracket: 95 % interval from chance. Grey: cannot be told from zero.";
/// What is added where it is known which way is better.
const SIDES: &str = "Blue: for the better, red: for the worse, dark blue: neither by itself.";
/// The least that a scale of differences reaches, so that small ones look small.
const LEAST: f64 = 0.01;

/// The ends of the scale of all pictures of an analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach {
    low: f64,
    high: f64,
}

impl Reach {
    /// From the smallest to the largest of what is drawn, zero among it: of parts up to the largest, of differences as far to either
    /// side.
    pub(super) fn of<'a>(effects: impl Iterator<Item = &'a Effect>) -> Self {
        let (mut low, mut high, mut signed) = (0.0_f64, 0.0_f64, false);
        for Effect { length, signed: own, .. } in effects {
            low = low.min(length.low).min(length.value);
            high = high.max(length.high).max(length.value);
            signed |= *own;
        }
        if signed {
            let end = LEAST.max(high).max(-low);
            return Self { low: -end, high: end };
        }
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }
}

/// The scale of all bars.
#[derive(Clone, Copy, Debug)]
struct Scale {
    reach: Reach,
    area: Area,
}

impl Scale {
    fn at(&self, length: f64) -> f64 {
        let Reach { low, high } = self.reach;
        self.area.x + self.area.width * (length - low) / (high - low)
    }
}

/// The bars and their key.
pub(super) fn draw(canvas: &mut Canvas, effects: &[Effect], reach: Reach) {
    let scale = Scale { reach, area: Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT } };
    for effect in effects {
        head(canvas, effect);
        bar(canvas, &scale, effect);
        canvas.y += HEIGHT + 12.0;
    }
    let sides = if effects.iter().any(|effect| effect.wanted.is_some()) { SIDES } else { "" };
    canvas.paragraph(FOOT, format!("{KEY} {sides}").trim_end());
}

/// Its colour: what it does for the better or the worse, where that can be told.
fn ink(effect: &Effect) -> Ink {
    match (effect.is_told_apart(), effect.wanted) {
        (false, _) => Ink::Without,
        (true, None) => Ink::With,
        (true, Some(wanted)) if (effect.length.value > 0.0) == wanted => Ink::Better,
        (true, Some(_)) => Ink::Worse,
    }
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
        let mut lines = wrapped(&effect.label, canvas.room(), BOLD);
        let most = if effect.key.is_empty() { MOST_LINES } else { MOST_LINES_ASKED };
        if lines.len() > most {
            lines.truncate(most);
            lines[most - 1].push_str(" …");
        }
        for line in &lines {
            canvas.text(MARGIN, canvas.y - 3.0, Anchor::Start, BOLD, line);
            canvas.y += 1.3 * LETTER;
        }
        canvas.pair(MARGIN, canvas.y - 3.0, Anchor::Start, (BOLD, &figure), (SOFT, &interval));
    }
    canvas.y += 5.0;
}

fn bar(canvas: &mut Canvas, scale: &Scale, effect: &Effect) {
    let area = Area { y: canvas.y, ..scale.area };
    let (zero, end) = (scale.at(0.0), scale.at(effect.length.value));
    canvas.bar(Ink::Track, area);
    canvas.bar(ink(effect), Area { x: zero.min(end), width: (end - zero).abs(), ..area });
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
    let words = |effect: &Effect| format!("{} {} ({})", effect.told(), effect.figure(), effect.interval());
    let all: Vec<String> = effects.iter().map(words).collect();
    format!("Bars from zero: {}.", all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimate::Estimate;

    fn effect(value: f64, wanted: Option<bool>) -> Effect {
        let length = Estimate { value, low: value - 0.001, high: value + 0.001 };
        Effect { label: String::new(), length, signed: true, wanted, key: String::new() }
    }

    #[test]
    fn small_differences_look_small_and_zero_lies_in_the_middle() {
        assert_eq!(Reach::of([effect(0.001, None)].iter()), Reach { low: -0.01, high: 0.01 });
        assert_eq!(Reach::of([effect(0.049, None), effect(-0.01, None)].iter()), Reach { low: -0.05, high: 0.05 });
    }

    #[test]
    fn better_and_worse_hang_on_what_is_wanted() {
        let inks = [(0.1, Some(true)), (0.1, Some(false)), (-0.1, Some(false)), (0.1, None), (0.0, Some(true))];
        let inks = inks.map(|(value, wanted)| ink(&effect(value, wanted)));
        assert_eq!(inks, [Ink::Better, Ink::Worse, Ink::Better, Ink::With, Ink::Without]);
    }
}
