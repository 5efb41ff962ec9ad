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

/// A column written down as name, kind, unit, meaning.
pub(crate) type Spec = (&'static str, Kind, &'static str, &'static str);

/// The first column of every table.
pub(crate) const SCENARIO: Spec = ("scenario", Kind::Text, "", "Stem of the scenario's file.");
/// The number of trials behind a row of shares.
pub(crate) const TRIALS: Spec = ("trials", Kind::Count, "trials", "Trials simulated.");

/// The columns that `specs` write down.
pub(crate) fn columns(specs: &[Spec]) -> Vec<Column> {
    let column = |(name, kind, unit, description): &Spec| Column {
        name: Cow::Borrowed(name),
        kind: *kind,
        unit: Cow::Borrowed(unit),
        description: Cow::Borrowed(description),
    };
    specs.iter().map(column).collect()
}
