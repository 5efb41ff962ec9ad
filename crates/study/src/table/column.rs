//! What a column holds, in which unit, and what it means.

use std::borrow::Cow;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, ids or free text.
    Text,
    /// Whole numbers.
    Count,
    /// Shares, 0..1 (differences of shares -1..1).
    Share,
    /// Other real numbers.
    Real,
    /// Days.
    Date,
}

impl Kind {
    /// What real numbers of `unit` are: parts of something, and probabilities, are shares.
    #[must_use]
    pub fn of_real(unit: &str) -> Self {
        if unit.starts_with("share") || unit == "probability" { Self::Share } else { Self::Real }
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header.
    pub name: Cow<'static, str>,
    /// What its cells are.
    pub kind: Kind,
    /// Unit; empty for words and dates, and where another column names it.
    pub unit: Cow<'static, str>,
    /// What it means, one or two sentences.
    pub description: Cow<'static, str>,
}
