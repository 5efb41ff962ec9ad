//! A base rate as its file gives it.

use super::figure::Figure;
use detente_engine::statistics::Interval;
use std::sync::Arc;

/// The base rates of a file.
#[derive(Clone, Debug)]
pub struct TargetList {
    /// Its text, for digests.
    pub text: Arc<str>,
    /// In the order of the file.
    pub targets: Vec<Target>,
}

/// How a base rate stands to the figure that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compares {
    /// Both are of the same thing.
    Yes,
    /// The model's figure can be no higher, if it is right.
    AtMost,
    /// The model's figure can be no lower, if it is right.
    AtLeast,
    /// The model has nothing of the kind.
    No,
}

impl Compares {
    /// Every word of the column.
    pub const ALL: [Self; 4] = [Self::Yes, Self::AtMost, Self::AtLeast, Self::No];

    /// What it is called in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::No => "no",
        }
    }
}

/// Something counted of the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Id.
    pub id: String,
    /// What is measured, in words that fit in front of a number.
    pub measured: String,
    /// What of the model it is set beside; nothing where it does not compare.
    pub figure: Option<Figure>,
    /// The figure counted.
    pub value: f64,
    /// Its 95 % interval, or what the counting rule gives in place of one.
    pub interval: Interval,
    /// Of how many it was counted.
    pub n: String,
    /// What was counted as what.
    pub rule: String,
    /// The data, named as their authors name them.
    pub source: String,
    /// How it stands to the figure.
    pub compares: Compares,
    /// Why it is no more than a bound, or nothing at all; empty where it compares.
    pub note: String,
    /// Why the model is off, written by hand; empty while nobody has.
    pub explained: String,
}
