//! How much a report shows in full: every scenario of a small batch, of a large one those at the ends.
//!
//! A page, a set of charts and a sheet for each of thousands of scenarios would be read by nobody and fill a disk. Beyond
//! [`MOST_SHOWN`] scenarios those are shown in full that have the least or the most of something; all appear in the
//! pictures of all scenarios together, and with every figure in the CSV files.

use detente_engine::domain::Outcome;
use detente_study::table::SummaryRow;
use std::collections::BTreeMap;

/// Scenarios up to which a report shows each in full, with its own section, charts and rows.
pub const MOST_SHOWN: usize = 24;

/// How many scenarios a report shows each in full: of a sweep not more than one, for what the values do is seen along them.
pub(super) fn most_shown(swept: bool) -> usize {
    if swept { 1 } else { MOST_SHOWN }
}

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
    pub(super) fn of(self, row: &SummaryRow) -> Option<[f64; 3]> {
        match self {
            Self::Outcome(outcome) => row.share(outcome).whole(),
            Self::Change => row.confrontation_difference.whole(),
        }
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
pub(super) fn ends(summary: &[SummaryRow]) -> Vec<(Measure, [End; 2])> {
    let ends = |measure: Measure| {
        let values = summary.iter().filter_map(|row| Some((row.scenario.as_str(), measure.of(row)?[0])));
        let values: Vec<(&str, f64)> = values.collect();
        let least = values.iter().copied().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
        let most = values.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let end = |(scenario, value): (&str, f64)| End { scenario: scenario.to_owned(), value };
        (least.1 < most.1).then(|| (measure, [end(least), end(most)]))
    };
    Measure::all().filter_map(ends).collect()
}

/// The scenarios that a report of these shows in full, by their stems, each with why it does; none where it shows all. Of a sweep
/// these are the two points between which one figure, that which moves most, lies furthest apart.
#[must_use]
pub fn shown_in_full(summary: &[SummaryRow], swept: bool) -> Option<BTreeMap<String, Vec<String>>> {
    if summary.len() <= most_shown(swept) {
        return None;
    }
    let mut ends = ends(summary);
    if swept {
        let apart = |own: &(Measure, [End; 2])| own.1[1].value - own.1[0].value;
        let further = |best: (Measure, [End; 2]), next| if apart(&next) > apart(&best) { next } else { best };
        ends = ends.into_iter().reduce(further).into_iter().collect();
    }
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (measure, ends) in ends {
        for (end, word) in ends.into_iter().zip(["lowest", "highest"]) {
            shown.entry(end.scenario).or_default().push(format!("the {word} {}", measure.words()));
        }
    }
    if let Some(first) = summary.first().filter(|_| shown.is_empty()) {
        let why = "the same shares as all others, of which it is the first".to_owned();
        shown.insert(first.scenario.clone(), vec![why]);
    }
    Some(shown)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use detente_study::table::{Cell, Column, Kind, Ranged, TableRow as _};

    /// A summary of scenarios with these shares of collapse; the rest scales.
    pub(crate) fn summary(collapse: &[f64]) -> Vec<SummaryRow> {
        let row = |(number, collapse): (usize, &f64)| {
            let [scaling, collapse] = [1.0 - collapse, *collapse].map(share);
            let cell = |column: &Column| match column.kind {
                Kind::Count => Cell::Count(0),
                Kind::Text if column.name == SummaryRow::status.name() => Cell::from("complete"),
                Kind::Real | Kind::Share | Kind::Text | Kind::Date => Cell::Empty,
            };
            let cells: Vec<Cell> = SummaryRow::columns().iter().map(cell).collect();
            let blank = SummaryRow::of_cells(&cells).expect("a row");
            let scenario = format!("s{number:03}");
            let (stalling, overtaken) = (share(0.0), share(0.0));
            SummaryRow {
                scenario,
                scaling_share: scaling,
                stalling_share: stalling,
                overtaken_share: overtaken,
                collapse_share: collapse,
                ..blank
            }
        };
        collapse.iter().enumerate().map(row).collect()
    }

    fn share(share: f64) -> Ranged {
        [share, share - 0.05, share + 0.05].map(Some).into()
    }

    #[test]
    fn of_many_scenarios_those_at_the_ends_are_shown_the_first_of_several() {
        let mut collapse = [0.5; 30];
        (collapse[7], collapse[9], collapse[11], collapse[12]) = (0.9, 0.9, 0.1, 0.1);
        let shown = shown_in_full(&summary(&collapse), false).expect("too many to show all");
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["s007", "s011"]);
        assert_eq!(shown["s007"], ["the lowest share of scaling", "the highest share of collapse"]);
    }

    #[test]
    fn of_a_sweep_two_points_are_shown_however_few_there_are() {
        let shown = shown_in_full(&summary(&[0.5, 0.2, 0.9, 0.4]), true).expect("more than one");
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["s001", "s002"]);
        assert_eq!(shown_in_full(&summary(&[0.5]), true), None);
    }

    #[test]
    fn as_many_as_the_bound_are_all_shown_and_of_equals_the_first() {
        assert_eq!(shown_in_full(&summary(&[0.5; MOST_SHOWN]), false), None);
        let shown = shown_in_full(&summary(&[0.5; MOST_SHOWN + 1]), false).expect("too many to show all");
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["s000"]);
    }
}
