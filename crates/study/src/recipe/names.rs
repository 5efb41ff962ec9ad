//! Names of the scenarios in a folder.

use std::collections::BTreeSet;

/// Most names in a sentence.
const MOST_NAMES: usize = 6;

/// Stems of scenarios, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// These stems.
    pub fn of<'a>(stems: impl IntoIterator<Item = &'a str>) -> Self {
        Self(stems.into_iter().map(str::to_owned).collect())
    }

    /// Whether all of them are among `others`.
    #[must_use]
    pub fn is_within(&self, others: &Self) -> bool {
        self.0.is_subset(&others.0)
    }

    /// Each, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The first of them and how many more there are, as in "a, b and 3 more".
    #[must_use]
    pub fn listed(&self) -> String {
        listed(self.iter())
    }
}

/// The first of `names`, and how many more there are.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(MOST_NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
