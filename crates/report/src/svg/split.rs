//! Split bars: a table in which every column is a small picture of its own, with one zero and one scale for all shares, and one
//! for all differences. What cannot be compared in stacked bars can be compared down each column.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, Face, LETTER, MARGIN, PLAIN, SOFT, Stroke, fitted, wrapped};
use super::palette::Ink;
use crate::cell::points;
use crate::estimate::Estimate;
use detente_engine::domain::Outcome;
use detente_study::table::share_percent;

/// Height of a bar.
const HEIGHT: f64 = 9.0;
/// Half the height of the cap of an interval.
const CAP: f64 = 3.0;
/// Room between two columns.
const GAP: f64 = 10.0;
/// Width from which on labels stand beside the bars.
const BROAD: f64 = 600.0;
/// Part of the width that labels beside the bars take.
const LABELS: f64 = 0.3;
/// Shares and differences below these ends of a scale are drawn on it; there is no shorter one.
const ENDS: [f64; 6] = [0.05, 0.1, 0.25, 0.5, 0.75, 1.0];

/// A table of small bars.
#[derive(Clone, Debug)]
pub(super) struct Split {
    /// What the columns are, the same for all rows.
    pub(super) columns: Vec<Column>,
    /// The rows, from above.
    pub(super) rows: Vec<Row>,
    /// What must be known to read it.
    pub(super) key: String,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Column {
    /// The share of an outcome, from 0.
    Outcome(Outcome),
    /// Confrontation with the channel less without: less is for the better.
    Change,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) enum Row {
    /// Words above the rows that follow.
    Group(String),
    /// Figures.
    Figures {
        /// Whose.
        label: String,
        /// Whether others are read against it.
        leads: bool,
        /// By column; none where undefined. Both ends of an interval are the figure itself where none is known.
        cells: Vec<Option<Estimate>>,
    },
}

impl Column {
    /// The four outcomes.
    pub(super) fn outcomes() -> Vec<Self> {
        Outcome::ALL.iter().copied().map(Self::Outcome).collect()
    }

    fn word(self) -> &'static str {
        match self {
            Self::Outcome(outcome) => outcome.word(),
            Self::Change => "change*",
        }
    }

    fn figure(self, value: f64) -> String {
        match self {
            Self::Outcome(_) => share_percent(value),
            Self::Change => points(value),
        }
    }
}

/// How far the scale of a kind of column reaches.
#[derive(Clone, Copy, Debug)]
struct Scales {
    share: f64,
    change: f64,
}

impl Scales {
    fn of(split: &Split) -> Self {
        let reach = |wanted: bool| {
            let cells = split
                .rows
                .iter()
                .filter_map(|row| if let Row::Figures { cells, .. } = row { Some(cells) } else { None });
            let ends = cells.flat_map(|cells| cells.iter().zip(&split.columns));
            let own = ends.filter(|(_, column)| (**column == Column::Change) == wanted).filter_map(|(cell, _)| *cell);
            let most = own.map(|cell| cell.low.abs().max(cell.high.abs())).fold(0.0, f64::max);
            ENDS.into_iter().find(|end| *end >= most).unwrap_or(1.0)
        };
        Self { share: reach(false), change: reach(true) }
    }
}

/// Heads and rows.
pub(super) fn draw(canvas: &mut Canvas, split: &Split) {
    let broad = canvas.width >= BROAD;
    let labels = if broad { LABELS * canvas.room() } else { 0.0 };
    let number = split.columns.len() as f64;
    let width = (canvas.room() - labels - GAP * (number - 1.0)) / number;
    let column = |at: usize| MARGIN + labels + at as f64 * (width + GAP);
    let scales = Scales::of(split);
    canvas.y += 1.2 * LETTER;
    let face = if broad { BOLD } else { Face { bold: true, ..FOOT } };
    for (at, head) in split.columns.iter().enumerate() {
        canvas.text(column(at), canvas.y, Anchor::Start, Face { ink: Ink::Text, ..face }, head.word());
    }
    canvas.y += 6.0;
    canvas.line(Stroke::full(Ink::Soft, 1.0), &[(MARGIN, canvas.y), (canvas.width - MARGIN, canvas.y)]);
    for row in &split.rows {
        match row {
            Row::Group(words) => {
                canvas.y += 8.0;
                canvas.paragraph(BOLD, words);
            }
            Row::Figures { label, leads, cells } => {
                let top = canvas.y + 8.0;
                let foot = label_of(canvas, label, if *leads { BOLD } else { PLAIN }, labels, top);
                let top = if broad { top } else { foot };
                for (at, (head, cell)) in split.columns.iter().zip(cells).enumerate() {
                    let area = Area { x: column(at), y: top + 1.35 * LETTER, width, height: HEIGHT };
                    figure(canvas, *head, *cell, area, scales, *leads);
                }
                canvas.y = foot.max(top + 1.35 * LETTER + HEIGHT) + 3.0;
            }
        }
    }
    canvas.y += 6.0;
    let scale = format!("Every column of shares is drawn from 0 to {:.0} %.", 100.0 * scales.share);
    let change = match split.columns.contains(&Column::Change) {
        true => format!(
            " *Confrontation by the end, with the channel less without, in points: drawn from -{0:.0} to +{0:.0}: to the left (blue) is less of it, to the right (red) more; grey cannot be told from none.",
            100.0 * scales.change
        ),
        false => String::new(),
    };
    canvas.paragraph(FOOT, &format!("{scale}{change} {}", split.key));
}

/// Writes a label beside the bars, or above them where there is no room; gives where it ends.
fn label_of(canvas: &mut Canvas, label: &str, face: Face, labels: f64, top: f64) -> f64 {
    let room = if labels > 0.0 { labels - GAP } else { canvas.room() };
    let mut lines = wrapped(label, room, face);
    if lines.len() > 2 {
        lines.truncate(2);
        lines[1] = fitted(&format!("{} ……", lines[1]), room, face).replace("……", "…");
    }
    let mut y = top;
    for line in &lines {
        y += 1.25 * face.size;
        canvas.text(MARGIN, y - 3.0, Anchor::Start, face, line);
    }
    y
}

/// The figure of a cell above its bar, with the interval over its end.
fn figure(canvas: &mut Canvas, head: Column, cell: Option<Estimate>, area: Area, scales: Scales, leads: bool) {
    let base = area.y - 4.0;
    let Some(cell) = cell else {
        canvas.text(area.x, base, Anchor::Start, SOFT, "none");
        return;
    };
    canvas.text(area.x, base, Anchor::Start, if leads { BOLD } else { PLAIN }, &head.figure(cell.value));
    canvas.bar(Ink::Track, area);
    let (at, zero, ink): (Box<dyn Fn(f64) -> f64>, f64, Ink) = match head {
        Column::Outcome(outcome) => {
            (Box::new(|share| area.x + area.width * share / scales.share), area.x, Ink::Outcome(outcome))
        }
        Column::Change => {
            let middle = area.x + area.width / 2.0;
            let ink = match cell {
                Estimate { high, .. } if high < 0.0 => Ink::Better,
                Estimate { low, .. } if low > 0.0 => Ink::Worse,
                _ => Ink::Without,
            };
            (Box::new(move |change| middle + area.width / 2.0 * change / scales.change), middle, ink)
        }
    };
    let end = at(cell.value);
    canvas.bar(ink, Area { x: zero.min(end), width: (end - zero).abs(), ..area });
    if head == Column::Change {
        canvas.line(Stroke::full(Ink::Soft, 1.5), &[(zero, area.y - 2.0), (zero, area.y + HEIGHT + 2.0)]);
    }
    if cell.low < cell.high {
        let (ends, y) = ([cell.low, cell.high].map(at), area.y + HEIGHT / 2.0);
        for stroke in [Stroke::full(Ink::Paper, 3.0), Stroke::full(Ink::Text, 1.2)] {
            canvas.line(stroke, &[(ends[0], y), (ends[1], y)]);
            ends.iter().for_each(|x| canvas.line(stroke, &[(*x, y - CAP), (*x, y + CAP)]));
        }
    }
}

/// The figures in words.
pub(super) fn alternative(split: &Split) -> String {
    let words = |row: &Row| match row {
        Row::Group(words) => format!("{words}:"),
        Row::Figures { label, cells, .. } => {
            let figures = split.columns.iter().zip(cells).filter_map(|(column, cell)| Some((column, (*cell)?)));
            let figures: Vec<String> = figures
                .map(|(column, cell)| {
                    let word = if *column == Column::Change { "confrontation" } else { column.word() };
                    let unit = if *column == Column::Change { " points" } else { "" };
                    format!("{word} {}{unit}", column.figure(cell.value))
                })
                .collect();
            format!("{label}: {}.", figures.join(", "))
        }
    };
    let all: Vec<String> = split.rows.iter().map(words).collect();
    format!("Small bars. {}", all.join(" "))
}
