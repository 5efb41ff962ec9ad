//! Quantile dot plots: a difference over the worlds as fifty dots, each an equally likely world, on one scale with one zero for all
//! figures. Better and worse lie on the two sides of the zero line, in colours that differ in lightness too.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, SOFT, Stroke};
use super::palette::Ink;
use crate::analysis::Dots;
use crate::cell::points;

/// Diameter of a dot, pixels.
const DOT: f64 = 7.0;
/// Height that the tallest column of dots takes at most.
const TALLEST: f64 = 96.0;
/// Ends that a scale may have, either way.
const ENDS: [f64; 8] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0];
/// Width from which on the halves of the scale are written.
const BROAD: f64 = 500.0;
/// The key.
const KEY: &str = "Fifty dots for each figure, each an equally likely world: a draw of all that the files leave uncertain, chance taken out. Blue: better than the base; red: worse; one grey dot: no world can be told from another. Values beyond the ends of the scale, if any, lie on them.";

/// Every figure, one below the other.
pub(super) fn draw(canvas: &mut Canvas, all: &[Dots]) {
    let most = all.iter().flat_map(|dots| &dots.values).map(|value| value.abs()).fold(0.0, f64::max);
    let end = ENDS.into_iter().find(|end| *end >= most).unwrap_or(1.0);
    let (left, width) = (MARGIN + DOT, canvas.room() - 2.0 * DOT);
    let at = |value: f64| left + width * (value.clamp(-end, end) + end) / (2.0 * end);
    for dots in all {
        canvas.y += 10.0;
        canvas.paragraph(BOLD, &dots.label);
        canvas.paragraph(SOFT, &dots.words());
        // Where no world can be told from another, one dot says where all are.
        let values = if dots.are_spread() { dots.values.as_slice() } else { dots.values.get(..1).unwrap_or_default() };
        let stacks = stacked(&values.iter().map(|value| at(*value)).collect::<Vec<_>>());
        let tallest = stacks.iter().map(|(_, level)| level + 1).max().unwrap_or(1) as f64;
        let step = DOT.min(TALLEST / tallest);
        let base = canvas.y + 8.0 + step * tallest;
        canvas.line(Stroke::full(Ink::Grid, 1.0), &[(MARGIN, base), (canvas.width - MARGIN, base)]);
        canvas.line(Stroke::full(Ink::Text, 1.5), &[(at(0.0), canvas.y + 4.0), (at(0.0), base + 4.0)]);
        for (value, (x, level)) in values.iter().zip(stacks) {
            let ink = match *value {
                _ if !dots.are_spread() => Ink::Without,
                0.0 => Ink::Without,
                value if (value > 0.0) == dots.wanted => Ink::Better,
                _ => Ink::Worse,
            };
            canvas.dot(ink, (x, base - step * (level as f64 + 0.5)), DOT / 2.0 - 0.4);
        }
        canvas.y = base + 4.0;
        sides(canvas, dots.wanted);
    }
    axis(canvas, end, &at);
    canvas.y += 6.0;
    canvas.paragraph(FOOT, KEY);
}

/// Which side is better.
fn sides(canvas: &mut Canvas, wanted: bool) {
    canvas.y += LETTER;
    let words = if wanted { ["worse", "better"] } else { ["better", "worse"] };
    canvas.text(MARGIN, canvas.y, Anchor::Start, FOOT, &format!("\u{2190} {}", words[0]));
    canvas.text(canvas.width - MARGIN, canvas.y, Anchor::End, FOOT, &format!("{} \u{2192}", words[1]));
    canvas.y += 4.0;
}

/// The scale that all have in common.
fn axis(canvas: &mut Canvas, end: f64, at: &dyn Fn(f64) -> f64) {
    canvas.y += 8.0;
    canvas.bar(Ink::Soft, Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: 1.0 });
    let all: [f64; 5] = [-1.0, -0.5, 0.0, 0.5, 1.0];
    let parts = all.into_iter().filter(|part| canvas.width >= BROAD || part.fract() == 0.0);
    for part in parts.collect::<Vec<_>>() {
        let anchor = match part {
            -1.0 => Anchor::Start,
            1.0 => Anchor::End,
            _ => Anchor::Middle,
        };
        let unit = if part == 1.0 { " points" } else { "" };
        canvas.text(at(part * end), canvas.y + 15.0, anchor, SOFT, &format!("{}{unit}", points(part * end)));
    }
    canvas.y += 20.0;
}

/// Places of dots, ascending, gathered into columns as wide as a dot, each with its level from 0 up.
fn stacked(places: &[f64]) -> Vec<(f64, usize)> {
    let mut stacks: Vec<(f64, usize)> = Vec::new();
    for x in places {
        let column = (x / DOT).round() * DOT;
        let level = stacks.iter().filter(|(other, _)| (other - column).abs() < DOT / 2.0).count();
        stacks.push((column, level));
    }
    stacks
}

/// The dots in words.
pub(super) fn alternative(all: &[Dots]) -> String {
    let words = |dots: &Dots| {
        let ends = dots.values.first().zip(dots.values.last());
        let ends =
            ends.map_or(String::new(), |(low, high)| format!(", from {} to {} points", points(*low), points(*high)));
        format!("{} {}{ends}", dots.label, dots.words())
    };
    let all: Vec<String> = all.iter().map(words).collect();
    format!("Dots for equally likely worlds: {}.", all.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_dots_lie_on_each_other() {
        let places: Vec<f64> = (0..50).map(|dot| f64::from(dot) * 1.3).collect();
        let mut stacks: Vec<(i64, usize)> = stacked(&places).iter().map(|(x, level)| (*x as i64, *level)).collect();
        stacks.sort_unstable();
        stacks.dedup();
        assert_eq!(stacks.len(), 50);
    }

    #[test]
    fn the_figure_beside_the_dots_is_that_of_the_table() {
        let dots = |values| Dots { label: String::new(), values, wanted: true, better: 0.247 };
        assert_eq!(dots(vec![-0.2, -0.1, 0.0, 0.1]).words(), "better in 25 of 100 worlds");
        let alike = dots(vec![-0.001; 50]);
        assert!(alike.words().contains("no more than chance"), "the mean in every world tells nothing of worlds");
    }
}
