//! The colours, each once for light and once for dark.
//!
//! The light ones differ in lightness as well as in hue, so that they can be told apart in greyscale
//! and by colour-blind readers; no chart relies on colour without a label beside it.

use detente_engine::domain::Outcome;
use std::fmt::Write as _;

/// What a mark is drawn with. A chart alone shows the light colours; the page turns them dark where
/// the reader prefers that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// What is read first.
    Text,
    /// What is read second.
    Soft,
    /// Lines of a grid.
    Grid,
    /// The full length that a bar could have.
    Track,
    /// The ground.
    Paper,
    /// Text on a light mark.
    OnLight,
    /// Text on a dark mark.
    OnDark,
    /// An outcome.
    Outcome(Outcome),
    /// The world with the channel.
    With,
    /// The world without.
    Without,
    /// A difference for the better: less confrontation, less collapse, more scaling.
    Better,
    /// A difference for the worse. It differs from the better one in lightness too.
    Worse,
    /// What was held before anything was counted, or in force at some time.
    Before,
}

/// Everything with a colour of its own.
const INKS: [Ink; 16] = [
    Ink::Text,
    Ink::Soft,
    Ink::Grid,
    Ink::Track,
    Ink::Paper,
    Ink::OnLight,
    Ink::OnDark,
    Ink::Outcome(Outcome::Scaling),
    Ink::Outcome(Outcome::Stalling),
    Ink::Outcome(Outcome::Overtaken),
    Ink::Outcome(Outcome::Collapse),
    Ink::With,
    Ink::Without,
    Ink::Better,
    Ink::Worse,
    Ink::Before,
];

impl Ink {
    /// Name of its class in the page's style.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Soft => "soft",
            Self::Grid => "grid",
            Self::Track => "track",
            Self::Paper => "paper",
            Self::OnLight => "on-light",
            Self::OnDark => "on-dark",
            Self::Outcome(outcome) => outcome.word(),
            Self::With => "with",
            Self::Without => "without",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Before => "before",
        }
    }

    /// Its colour on a light and on a dark ground.
    fn colours(self) -> [&'static str; 2] {
        match self {
            Self::Text => ["#1c1e21", "#e8eaed"],
            Self::Soft => ["#565b63", "#a9b0b8"],
            Self::Grid => ["#d5d9de", "#3d434b"],
            Self::Track => ["#eceef1", "#2a2e34"],
            Self::Paper => ["#ffffff", "#16181b"],
            Self::OnLight => ["#10161c", "#10161c"],
            Self::OnDark => ["#ffffff", "#10161c"],
            Self::Outcome(Outcome::Scaling) => ["#2f8fd0", "#5ab0ea"],
            Self::Outcome(Outcome::Stalling) => ["#836400", "#f2d573"],
            Self::Outcome(Outcome::Overtaken) => ["#933200", "#e07a35"],
            Self::Outcome(Outcome::Collapse) => ["#4b2150", "#a274b0"],
            Self::With => ["#1d5fa8", "#6db3f2"],
            Self::Without => ["#7d838c", "#8a919a"],
            Self::Better => ["#2b8cbe", "#7cc4f0"],
            Self::Worse => ["#a5300f", "#e0672f"],
            Self::Before => ["#6288b4", "#5f83ad"],
        }
    }

    /// The colour of a chart alone.
    pub(crate) fn light(self) -> &'static str {
        self.colours()[0]
    }

    /// The same as a number, for the charts of a workbook.
    pub(crate) fn number(self) -> u32 {
        u32::from_str_radix(&self.light()[1..], 16).expect("a colour in hexadecimal")
    }
}

/// The rules that turn the charts of a page dark.
pub(crate) fn dark_rules() -> String {
    let mut text = String::new();
    for ink in INKS {
        let (class, [_, dark]) = (ink.class(), ink.colours());
        let _ = writeln!(text, "svg .f-{class}{{fill:{dark}}}svg .s-{class}{{stroke:{dark}}}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of a colour `#rrggbb` (Web Content Accessibility Guidelines 2.1).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Least contrast of text and of what must be seen of a chart (Web Content Accessibility Guidelines 2.2, 1.4.3 and 1.4.11).
    const OF_TEXT: f64 = 4.5;
    const OF_GRAPHICS: f64 = 3.0;

    #[test]
    fn text_can_be_read_on_its_ground_in_light_and_dark() {
        for mode in [0, 1] {
            for ground in [Ink::Paper, Ink::Track] {
                for text in [Ink::Text, Ink::Soft] {
                    let seen = contrast(text.colours()[mode], ground.colours()[mode]);
                    assert!(seen >= OF_TEXT, "{text:?} on {ground:?}: {seen:.2}");
                }
            }
            for outcome in Outcome::ALL {
                let (ground, text) = (Ink::Outcome(*outcome), super::super::parts::on(*outcome));
                let seen = contrast(text.colours()[mode], ground.colours()[mode]);
                assert!(seen >= OF_TEXT, "{text:?} on {ground:?}: {seen:.2}");
            }
        }
    }

    /// Tracks and lines of a grid only help: nothing is told by them alone.
    #[test]
    fn every_mark_can_be_seen_on_paper_and_on_its_track_in_light_and_dark() {
        let helps = [Ink::Grid, Ink::Track, Ink::Paper, Ink::OnLight, Ink::OnDark];
        for ink in INKS.into_iter().filter(|ink| !helps.contains(ink)) {
            for (mode, ground) in [0, 1].into_iter().flat_map(|mode| [(mode, Ink::Paper), (mode, Ink::Track)]) {
                let seen = contrast(ink.colours()[mode], ground.colours()[mode]);
                assert!(seen >= OF_GRAPHICS, "{ink:?} on {ground:?}, mode {mode}: {seen:.2}");
            }
        }
    }

    #[test]
    fn what_is_told_apart_by_colour_differs_in_lightness_too() {
        let outcomes: Vec<Ink> = Outcome::ALL.iter().map(|outcome| Ink::Outcome(*outcome)).collect();
        let families = [outcomes, vec![Ink::Better, Ink::Worse], vec![Ink::With, Ink::Without]];
        for (family, (mode, least)) in families.iter().flat_map(|family| [(family, (0, 1.4)), (family, (1, 1.2))]) {
            for (index, one) in family.iter().enumerate() {
                for other in &family[index + 1..] {
                    let seen = contrast(one.colours()[mode], other.colours()[mode]);
                    assert!(seen >= least, "{one:?} and {other:?}, mode {mode}: {seen:.2}");
                }
            }
        }
    }
}
