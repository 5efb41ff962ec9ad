//! How much a report shows in full: every scenario of a small batch, of a large one those at the ends.
//!
//! A page, a set of charts and a sheet for each of thousands of scenarios would be read by nobody and fill a disk. Beyond
//! [`MOST_SHOWN`] scenarios those are shown in full that have the least or the most of something; all appear in the
//! pictures of all scenarios together, and with every figure in the CSV files.

use super::view::{Row, rows_of};
use detente_engine::domain::Outcome;
use detente_study::table::Table;
use std::collections::BTreeMap;

/// Scenarios up to which a report shows each in full, with its own section, charts and rows.
pub const MOST_SHOWN: usize = 24;

/// Something by which scenarios are compared: a share of the summary with the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Share of trials that end so.
    Outcome(Outcome),
    /// Confrontation by the end, with the channel less without.
    Change,
}

impl Measure {
    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Outcome::ALL.iter().copied().map(Self::Outcome).chain([Self::Change])
    }

    /// What it is, as in "the highest share of scaling".
    pub(super) fn words(self) -> String {
        match self {
            Self::Outcome(outcome) => format!("share of {}", outcome.word()),
            Self::Change => "difference in confrontation".to_owned(),
        }
    }

    /// The figure and the ends of its interval in a row of the summary, where all are defined.
    pub(super) fn of(self, row: &Row<'_>) -> Option<[f64; 3]> {
        let columns = match self {
            Self::Outcome(outcome) => ["share", "lo", "hi"].map(|end| format!("{}_{end}", outcome.word())),
            Self::Change => ["", "_lo", "_hi"].map(|end| format!("confrontation_difference{end}")),
        };
        let [value, low, high] = columns.map(|column| row.number(&column));
        Some([value?, low?, high?])
    }
}

/// A scenario at an end of a measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct End {
    /// Its stem.
    pub(super) scenario: String,
    /// The figure there.
    pub(super) value: f64,
}

/// A measure with the scenarios that have the least and the most of it; the first of several. There are none where all
/// have as much.
pub(super) fn ends(summary: &Table) -> Vec<(Measure, [End; 2])> {
    let rows = rows_of(summary);
    let ends = |measure: Measure| {
        let values = rows.iter().filter_map(|row| Some((row.text("scenario"), measure.of(row)?[0])));
        let values: Vec<(&str, f64)> = values.collect();
        let least = values.iter().copied().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
        let most = values.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let end = |(scenario, value): (&str, f64)| End { scenario: scenario.to_owned(), value };
        (least.1 < most.1).then(|| (measure, [end(least), end(most)]))
    };
    Measure::all().filter_map(ends).collect()
}

/// The scenarios that a report of these shows in full, by their stems, each with why it does; none where it shows all.
#[must_use]
pub fn shown_in_full(summary: &Table) -> Option<BTreeMap<String, Vec<String>>> {
    if summary.rows.len() <= MOST_SHOWN {
        return None;
    }
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (measure, ends) in ends(summary) {
        for (end, word) in ends.into_iter().zip(["lowest", "highest"]) {
            shown.entry(end.scenario).or_default().push(format!("the {word} {}", measure.words()));
        }
    }
    if let Some(first) = rows_of(summary).first().filter(|_| shown.is_empty()) {
        let why = "the same shares as all others, of which it is the first".to_owned();
        shown.insert(first.text("scenario").to_owned(), vec![why]);
    }
    Some(shown)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use detente_study::table::{Cell, Column, Kind};

    /// A summary of scenarios with these shares of collapse; the rest scales.
    pub(crate) fn summary(collapse: &[f64]) -> Table {
        let outcomes = Outcome::ALL
            .iter()
            .flat_map(|outcome| ["share", "lo", "hi"].map(|end| format!("{}_{end}", outcome.word())));
        let changes = ["", "_lo", "_hi"].map(|end| format!("confrontation_difference{end}"));
        let names = ["scenario".to_owned()].into_iter().chain(outcomes).chain(changes);
        let column = |name: String| {
            let kind = if name == "scenario" { Kind::Text } else { Kind::Share };
            Column { name: name.into(), kind, unit: "".into(), description: "".into() }
        };
        let row = |(number, collapse): (usize, &f64)| {
            let share = |share: f64| [share, share - 0.05, share + 0.05].map(Cell::Number);
            let shares = [1.0 - collapse, 0.0, 0.0, *collapse].into_iter().flat_map(share);
            let name = Cell::from(format!("s{number:03}").as_str());
            [name].into_iter().chain(shares).chain([Cell::Empty, Cell::Empty, Cell::Empty]).collect()
        };
        let rows = collapse.iter().enumerate().map(row).collect();
        Table { name: "summary", description: "", columns: names.map(column).collect(), rows }
    }

    #[test]
    fn of_many_scenarios_those_at_the_ends_are_shown_the_first_of_several() {
        let mut collapse = [0.5; 30];
        (collapse[7], collapse[9], collapse[11], collapse[12]) = (0.9, 0.9, 0.1, 0.1);
        let shown = shown_in_full(&summary(&collapse)).expect("too many to show all");
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["s007", "s011"]);
        assert_eq!(shown["s007"], ["the lowest share of scaling", "the highest share of collapse"]);
    }

    #[test]
    fn as_many_as_the_bound_are_all_shown_and_of_equals_the_first() {
        assert_eq!(shown_in_full(&summary(&[0.5; MOST_SHOWN])), None);
        let shown = shown_in_full(&summary(&[0.5; MOST_SHOWN + 1])).expect("too many to show all");
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["s000"]);
    }
}
