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
    /// A stage in the life of a rung, 0 to 3.
    Stage(usize),
}

/// Everything with a colour of its own.
const INKS: [Ink; 17] = [
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
    Ink::Stage(0),
    Ink::Stage(1),
    Ink::Stage(2),
    Ink::Stage(3),
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
            Self::Stage(stage) => ["reached", "signed", "delivered", "at-end"][stage],
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
            Self::Outcome(Outcome::Scaling) => ["#4aa3df", "#5ab0ea"],
            Self::Outcome(Outcome::Stalling) => ["#f0c94f", "#f2d573"],
            Self::Outcome(Outcome::Overtaken) => ["#c4541a", "#e5813c"],
            Self::Outcome(Outcome::Collapse) => ["#4b2150", "#b48cc0"],
            Self::With => ["#1d5fa8", "#6db3f2"],
            Self::Without => ["#868c95", "#b4bac2"],
            Self::Stage(stage) => {
                [["#d6e4f3", "#2b3d52"], ["#9bbfe4", "#3d6a98"], ["#4784c4", "#6aa8e2"], ["#163c69", "#d6e8fb"]][stage]
            }
        }
    }

    /// The colour of a chart alone.
    pub(super) fn light(self) -> &'static str {
        self.colours()[0]
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

    #[test]
    fn text_can_be_read_on_its_ground_in_light_and_dark() {
        for mode in [0, 1] {
            for ground in [Ink::Paper, Ink::Track] {
                for text in [Ink::Text, Ink::Soft] {
                    assert!(contrast(text.colours()[mode], ground.colours()[mode]) >= 4.5, "{text:?} on {ground:?}");
                }
            }
            for outcome in Outcome::ALL {
                let (ground, text) = (Ink::Outcome(*outcome), super::super::parts::on(*outcome));
                assert!(contrast(text.colours()[mode], ground.colours()[mode]) >= 4.5, "{text:?} on {ground:?}");
            }
        }
    }

    #[test]
    fn outcomes_and_stages_differ_in_lightness_for_print_in_grey() {
        let outcomes: Vec<Ink> = Outcome::ALL.iter().map(|outcome| Ink::Outcome(*outcome)).collect();
        let stages: Vec<Ink> = (0..4).map(Ink::Stage).collect();
        for family in [outcomes, stages] {
            for (index, one) in family.iter().enumerate() {
                for other in &family[index + 1..] {
                    assert!(contrast(one.light(), other.light()) >= 1.4, "{one:?} and {other:?}");
                }
            }
        }
    }
}
