//! What many scenarios look like together, read from the summary: from the least to the most of each measure, and along
//! every key that a sweep varies.
//!
//! Every mark is a cell of `summary.csv`: the middle of several scenarios is that of the middle one, never a mean.

mod along;
mod keys;

pub(super) use along::{Along, Axis, Panel, Strip};

use super::bound::{End, MOST_SHOWN, Measure, ends};
use detente_study::table::{RunTables, SummaryRow, Varied, grouped, points, share_percent};

/// What is shown of all scenarios together.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many scenarios there are.
    pub(super) all: usize,
    /// The measures in which they differ, each with the scenarios that have the least and the most of it.
    pub(super) ends: Vec<(Measure, [End; 2])>,
    /// The pictures: the scenarios by rank, then along the keys.
    pub(super) pictures: Vec<Along>,
    /// What is said of keys of which there is no picture.
    pub(super) left_out: Option<String>,
}

/// What the pictures need of a scenario: each measure with the ends of its interval.
#[derive(Clone, Debug)]
struct Point {
    measures: Vec<Option<[f64; 3]>>,
}

impl Overview {
    /// What the summary among `tables` says, of scenarios that differ in what is `varied`.
    pub(super) fn read(tables: &RunTables, varied: Option<&Varied>) -> Self {
        let summary = &tables.summary;
        let point = |row: &SummaryRow| Point { measures: Measure::all().map(|measure| measure.of(row)).collect() };
        let points: Vec<Point> = summary.iter().map(point).collect();
        let keys = keys::read(summary, varied, &tables.parameters);
        let (along, left_out) = keys::pictures(&keys, &points);
        let pictures = [along::ranks(&points)].into_iter().chain(along).collect();
        Self { all: summary.len(), ends: ends(summary), pictures, left_out }
    }

    /// How many scenarios are shown in full, how many not, and where those are.
    pub(super) fn bound(&self, shown: usize) -> String {
        let [all, rest] = [self.all, self.all - shown].map(|number| grouped(number as u64));
        let are = if shown == 1 { "is" } else { "are" };
        format!(
            "{shown} of {all} scenarios {are} shown in full: those with the lowest and the highest figures. A report shows each \
             scenario in full only up to {MOST_SHOWN} of them. The other {rest} are in the charts of all scenarios and, with every \
             figure, in the CSV tables beside this report."
        )
    }
}

/// A figure of a measure in words.
pub(super) fn figure(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Outcome(_) => share_percent(value),
        Measure::Change => format!("{} points", points(value)),
    }
}
