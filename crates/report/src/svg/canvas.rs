//! Marks on a ground, written as SVG.

use super::palette::Ink;
use crate::cell::printable;
use std::fmt::Write as _;

/// Room at every side.
pub(super) const MARGIN: f64 = 12.0;
/// Size of ordinary letters.
pub(super) const LETTER: f64 = 13.0;
/// Size of the letters of a foot.
const SMALL: f64 = 11.0;
/// Mean width of a letter as a part of its size, on the wide side for common faces.
const BREADTH: f64 = 0.6;

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// At its first letter.
    Start,
    /// At its middle.
    Middle,
    /// At its last letter.
    End,
}

/// How letters look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    /// Their size.
    pub(super) size: f64,
    /// Whether they are bold.
    pub(super) bold: bool,
    /// Their colour.
    pub(super) ink: Ink,
}

/// Ordinary letters.
pub(super) const PLAIN: Face = Face { size: LETTER, bold: false, ink: Ink::Text };
/// Letters that lead.
pub(super) const BOLD: Face = Face { size: LETTER, bold: true, ink: Ink::Text };
/// Letters that stay behind.
pub(super) const SOFT: Face = Face { size: LETTER, bold: false, ink: Ink::Soft };
/// Letters of a foot.
pub(super) const FOOT: Face = Face { size: SMALL, bold: false, ink: Ink::Soft };
/// Letters of a title.
pub(super) const TITLE: Face = Face { size: 17.0, bold: true, ink: Ink::Text };

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// Left edge.
    pub(super) x: f64,
    /// Upper edge.
    pub(super) y: f64,
    /// Width.
    pub(super) width: f64,
    /// Height.
    pub(super) height: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    /// Its colour.
    pub(super) ink: Ink,
    /// Its width.
    pub(super) width: f64,
    /// Lengths of dash and gap, such as `6 4`; empty for a full line.
    pub(super) dash: &'static str,
}

impl Stroke {
    /// A full line.
    pub(super) fn full(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: "" }
    }
}

/// A drawing that grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    /// Width of the whole.
    pub(super) width: f64,
    /// Where the next thing begins.
    pub(super) y: f64,
    marks: String,
}

impl Canvas {
    /// An empty one.
    pub(super) fn new(width: f64) -> Self {
        Self { width, y: MARGIN, marks: String::new() }
    }

    /// Width between the margins.
    pub(super) fn room(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    /// A text held at `x`, its base line at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, face: Face, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if face.bold { " font-weight=\"600\"" } else { "" };
        let (class, colour) = (face.ink.class(), face.ink.light());
        let (x, y, size, text) = (number(x), number(y), number(face.size), escaped(text));
        self.put(format_args!(
            "<text class=\"f-{class}\" fill=\"{colour}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{bold}{anchor}>{text}</text>"
        ));
    }

    /// Two texts one after the other, held together at `x`.
    pub(super) fn pair(&mut self, x: f64, y: f64, anchor: Anchor, first: (Face, &str), second: (Face, &str)) {
        let anchor = if anchor == Anchor::End { " text-anchor=\"end\"" } else { "" };
        let part = |(face, text): (Face, &str), gap: &str| {
            let bold = if face.bold { " font-weight=\"600\"" } else { "" };
            let (class, colour, text) = (face.ink.class(), face.ink.light(), escaped(text));
            format!("<tspan class=\"f-{class}\" fill=\"{colour}\"{bold}{gap}>{text}</tspan>")
        };
        let (x, y, size) = (number(x), number(y), number(first.0.size));
        let (first, second) = (part(first, ""), part(second, " dx=\"10\""));
        self.put(format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}>{first}{second}</text>"));
    }

    /// A text over as many lines as it needs, from the left margin; moves down.
    pub(super) fn paragraph(&mut self, face: Face, text: &str) {
        for line in wrapped(text, self.room(), face) {
            self.y += 1.35 * face.size;
            self.text(MARGIN, self.y - 0.3 * face.size, Anchor::Start, face, &line);
        }
    }

    /// A filled rectangle.
    pub(super) fn bar(&mut self, ink: Ink, area: Area) {
        let (class, colour) = (ink.class(), ink.light());
        let [x, y, width, height] = [area.x, area.y, area.width.max(0.0), area.height].map(number);
        self.put(format_args!(
            "<rect class=\"f-{class}\" fill=\"{colour}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        ));
    }

    /// A filled circle around `middle`.
    pub(super) fn dot(&mut self, ink: Ink, middle: (f64, f64), radius: f64) {
        let (class, colour) = (ink.class(), ink.light());
        let [x, y, radius] = [middle.0, middle.1, radius].map(number);
        self.put(format_args!("<circle class=\"f-{class}\" fill=\"{colour}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"));
    }

    /// A filled shape with four corners through which what lies behind can be seen.
    pub(super) fn band(&mut self, ink: Ink, corners: [(f64, f64); 4]) {
        let (class, colour) = (ink.class(), ink.light());
        let [above_left, above_right, below_right, below_left] = corners;
        let middle = f64::midpoint(above_left.1, below_left.1);
        let curve = |to: (f64, f64), from_x: f64| {
            format!(
                "C{} {} {} {} {} {}",
                number(from_x),
                number(middle),
                number(to.0),
                number(middle),
                number(to.0),
                number(to.1)
            )
        };
        let path = format!(
            "M{} {}H{}{}H{}{}Z",
            number(above_left.0),
            number(above_left.1),
            number(above_right.0),
            curve(below_right, above_right.0),
            number(below_left.0),
            curve(above_left, below_left.0),
        );
        self.put(format_args!("<path class=\"f-{class}\" fill=\"{colour}\" fill-opacity=\"0.45\" d=\"{path}\"/>"));
    }

    /// A filled shape with these `corners` through which what lies behind can be seen.
    pub(super) fn shape(&mut self, ink: Ink, opacity: f64, corners: &[(f64, f64)]) {
        let (class, colour, opacity, corners) = (ink.class(), ink.light(), number(opacity), joined(corners));
        self.put(format_args!(
            "<polygon class=\"f-{class}\" fill=\"{colour}\" fill-opacity=\"{opacity}\" points=\"{corners}\"/>"
        ));
    }

    /// A line through `points`.
    pub(super) fn line(&mut self, stroke: Stroke, points: &[(f64, f64)]) {
        let (class, colour, width) = (stroke.ink.class(), stroke.ink.light(), number(stroke.width));
        let dash =
            if stroke.dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", stroke.dash) };
        let points = joined(points);
        self.put(format_args!(
            "<polyline class=\"s-{class}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash} points=\"{points}\"/>"
        ));
    }

    fn put(&mut self, mark: std::fmt::Arguments<'_>) {
        writeln!(self.marks, "{mark}").expect("writing to a string cannot fail");
    }

    /// The whole as one element. `id` must be unique where several stand in one page.
    pub(super) fn finish(self, id: &str, title: &str, description: &str) -> String {
        let (width, height) = (number(self.width), number(self.y + MARGIN));
        let (title, description) = (escaped(title), escaped(description));
        let (class, colour) = (Ink::Paper.class(), Ink::Paper.light());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Helvetica, Arial, sans-serif\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n\
             <rect class=\"f-{class}\" fill=\"{colour}\" width=\"{width}\" height=\"{height}\"/>\n{}</svg>\n",
            self.marks
        )
    }
}

/// Points one after the other.
fn joined(points: &[(f64, f64)]) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
    points.join(" ")
}

/// At most two decimals, none where they are zeros.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// How wide `text` is at most, nearly.
pub(super) fn breadth(text: &str, face: Face) -> f64 {
    let bold = if face.bold { 1.12 } else { 1.0 };
    text.chars().count() as f64 * face.size * BREADTH * bold
}

/// `text` cut to what fits into `room`, the cut marked.
pub(super) fn fitted(text: &str, room: f64, face: Face) -> String {
    if breadth(text, face) <= room {
        return text.to_owned();
    }
    let letters = (room / breadth("m", face)).max(2.0) as usize;
    text.chars().take(letters - 1).chain(['…']).collect()
}

/// `text` in lines that fit into `room`, broken at its spaces but not at those that do not break; a word that is longer than a
/// line is cut.
pub(super) fn wrapped(text: &str, room: f64, face: Face) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_ascii_whitespace() {
        match lines.last_mut() {
            Some(line) if breadth(line, face) + breadth(word, face) + breadth(" ", face) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fitted(word, room, face)),
        }
    }
    lines
}

/// `text` as it may stand in SVG and HTML, between tags or in quotes: no markup, no control characters.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(printable(letter)),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup_or_break_the_file() {
        assert_eq!(escaped("<script>a&b\"'\t\u{0}\u{ffff}"), "&lt;script&gt;a&amp;b&quot;&#39;  \u{fffd}");
    }

    #[test]
    fn lines_are_broken_between_words_and_long_words_cut() {
        let room = breadth("twelve signs", PLAIN);
        assert_eq!(wrapped("one two three four", room, PLAIN), ["one two", "three four"]);
        assert_eq!(wrapped("averyveryverylongword", room, PLAIN), ["averyveryve…"]);
        assert_eq!(wrapped("as much as 25\u{a0}%", room, PLAIN), ["as much as", "25\u{a0}%"]);
        assert!(wrapped("", room, PLAIN).is_empty());
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.126, -0.001, 12.5].map(number), ["1", "0.13", "0", "12.5"]);
    }
}
