//! What many scenarios look like together, read from the summary: from the least to the most of each measure, and along
//! every key that a sweep varies.
//!
//! Every mark is a cell of `summary.csv`: the middle of several scenarios is that of the middle one, never a mean.

mod along;
mod keys;

pub(super) use along::{Along, Axis, Panel, Strip};

use super::bound::{End, Measure, ends, most_shown};
use crate::cell::points;
use detente_engine::domain::Outcome;
use detente_study::table::{RunTables, SummaryRow, Varied, grouped, share_percent};

/// What is shown of all scenarios together.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What was found, as a title.
    pub(super) title: String,
    /// Half the length of the widest interval of a share.
    widest: f64,
    /// How many scenarios there are.
    pub(super) all: usize,
    /// Up to how many a report shows each in full.
    most: usize,
    /// Where the figures of the others stand.
    elsewhere: &'static str,
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
        let keys = keys::read(tables, varied);
        let (along, left_out) = keys::pictures(&keys, &points);
        // What a sweep varies says more than a rank does, and the key that moves most says it first.
        let ranks = along::ranks(&points);
        let mut pictures = along;
        let moves = |picture: &Along| picture.panels.iter().map(keys::movement).fold(0.0, f64::max);
        pictures.sort_by(|one, other| moves(other).total_cmp(&moves(one)));
        pictures.push(ranks);
        let (all, ends, most) = (summary.len(), ends(summary), most_shown(varied.is_some()));
        let title = pictures.first().and_then(Along::found).unwrap_or_else(|| title(&ends, all));
        let elsewhere = match tables.extent.lean {
            false => ", with every figure, in the CSV tables beside this report",
            true => " in the CSV tables beside this report; for more of one, run its file in inputs/",
        };
        Self { title, widest: widest(summary), all, most, elsewhere, ends, pictures, left_out }
    }

    /// How far chance and assumptions may have moved the figures.
    pub(super) fn sure(&self) -> [String; 2] {
        [
            format!("no share of a scenario is more than {:.1} points off, with 95 % each.", 100.0 * self.widest),
            "every share averages over what the files leave uncertain; how far that moves it was not worked out."
                .to_owned(),
        ]
    }

    /// How many scenarios are shown in full, how many not, and where those are.
    pub(super) fn bound(&self, shown: usize) -> String {
        let [all, rest] = [self.all, self.all - shown].map(|number| grouped(number as u64));
        let are = if shown == 1 { "is" } else { "are" };
        let Self { most, elsewhere, .. } = self;
        let bound = match most {
            1 => "Of a sweep it is enough to see what its values do.".to_owned(),
            _ => format!("A report shows each scenario in full only up to {most} of them."),
        };
        format!(
            "{shown} of {all} scenarios {are} shown in full: those with the lowest and the highest figures. {bound} The other {rest} are in the charts of all scenarios and{elsewhere}."
        )
    }
}

/// Half the length of the widest interval of the share of an outcome.
fn widest(summary: &[SummaryRow]) -> f64 {
    let shares = summary.iter().flat_map(|row| Outcome::ALL.iter().filter_map(|outcome| row.share(*outcome).whole()));
    shares.map(|[_, low, high]| (high - low) / 2.0).fold(0.0, f64::max)
}

/// The measure in which the scenarios lie furthest apart, as a title.
fn title(ends: &[(Measure, [End; 2])], all: usize) -> String {
    let apart = |own: &(Measure, [End; 2])| own.1[1].value - own.1[0].value;
    let most = ends.iter().reduce(|best, next| if apart(next) > apart(best) { next } else { best });
    let all = grouped(all as u64);
    most.map_or(format!("All {all} scenarios have the same shares"), |(measure, [low, high])| {
        let [low, high] = [low, high].map(|end| figure(*measure, end.value));
        format!("Over {all} scenarios the {} goes from {low} to {high}", measure.words())
    })
}

/// A figure of a measure in words.
pub(super) fn figure(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Outcome(_) => share_percent(value),
        Measure::Change => format!("{} points", points(value)),
    }
}
