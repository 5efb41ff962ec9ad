//! What was observed and what it teaches, read from the tables `observed` and `learned`.

use detente_study::table::{Exact, LearnedRow, ObservedRow, RunTables, of_scenario};
use jiff::civil::Date;

/// What was observed in one scenario. All its figures are about the trials that went so.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// The entries, in order of their days.
    pub entries: Vec<Entry>,
    /// Whether the file leaves anything uncertain, of which something could be learned.
    pub can_teach: bool,
    /// The uncertain values of which the news teach more than chance would, that of which they teach most first.
    pub taught: Vec<Taught>,
}

/// Something that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The day by which it was.
    pub date: Option<Date>,
    /// What it was.
    pub words: String,
    /// Share of the trials simulated in which it went so, whatever the other entries say.
    pub share: Option<f64>,
}

/// What the news teach of one uncertain value.
#[derive(Clone, Debug, PartialEq)]
pub struct Taught {
    /// Its key.
    pub key: String,
    /// From the 5 to the 95 % quantile as the file gives them.
    pub before: [Option<f64>; 2],
    /// The same in the trials kept.
    pub after: [Option<f64>; 2],
}

/// How many trials of `scenario` went as was observed; none where nothing was.
pub(super) fn kept(tables: &RunTables, scenario: &str) -> Option<u64> {
    of_scenario(&tables.observed, scenario).last().map(|row| row.kept)
}

impl Observed {
    /// What the tables say of `scenario`; none where nothing was observed.
    pub(super) fn read(tables: &RunTables, scenario: &str) -> Option<Self> {
        let entries: Vec<Entry> = of_scenario(&tables.observed, scenario).iter().map(entry).collect();
        let learned = of_scenario(&tables.learned, scenario);
        let mut seen: Vec<(f64, Taught)> = learned.iter().filter_map(taught).collect();
        seen.sort_by(|one, other| other.0.total_cmp(&one.0));
        let taught = seen.into_iter().map(|(_, own)| own).collect();
        (!entries.is_empty()).then_some(Self { entries, can_teach: !learned.is_empty(), taught })
    }
}

fn entry(row: &ObservedRow) -> Entry {
    Entry { date: row.date, words: row.observed.clone(), share: row.share }
}

/// What is taught of a value with how far it has moved, where that is further than chance would move it.
fn taught(row: &LearnedRow) -> Option<(f64, Taught)> {
    let (distance, chance) = row.distance.zip(row.chance)?;
    let ends = |low: Option<Exact>, high: Option<Exact>| [low, high].map(|end| end.map(|end| end.0));
    let (before, after) = (ends(row.prior_p05, row.prior_p95), ends(row.posterior_p05, row.posterior_p95));
    (distance > chance).then(|| (distance, Taught { key: row.key.clone(), before, after }))
}
