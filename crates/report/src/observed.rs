//! What was observed and what it teaches, read from the tables `observed` and `learned`.

use super::view::{Row, View};
use detente_study::table::Table;
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
pub(super) fn kept(tables: &[Table], scenario: &str) -> Option<u64> {
    View::find(tables, "observed", scenario)?.rows().last().map(|row| row.count("kept"))
}

impl Observed {
    /// What the tables say of `scenario`; none where nothing was observed.
    pub(super) fn read(tables: &[Table], scenario: &str) -> Option<Self> {
        let entries: Vec<Entry> = View::find(tables, "observed", scenario)?.rows().map(|row| entry(&row)).collect();
        let learned = View::find(tables, "learned", scenario)?;
        let mut seen: Vec<(f64, Taught)> = learned.rows().filter_map(|row| taught(&row)).collect();
        seen.sort_by(|one, other| other.0.total_cmp(&one.0));
        let taught = seen.into_iter().map(|(_, own)| own).collect();
        (!entries.is_empty()).then_some(Self { entries, can_teach: learned.rows().next().is_some(), taught })
    }
}

fn entry(row: &Row<'_>) -> Entry {
    Entry { date: row.date("date"), words: row.text("observed").to_owned(), share: row.number("share") }
}

/// What is taught of a value with how far it has moved, where that is further than chance would move it.
fn taught(row: &Row<'_>) -> Option<(f64, Taught)> {
    let (distance, chance) = row.number("distance").zip(row.number("chance"))?;
    let ends = |time: &str| ["p05", "p95"].map(|end| row.number(&format!("{time}_{end}")));
    let own = Taught { key: row.text("key").to_owned(), before: ends("prior"), after: ends("posterior") };
    (distance > chance).then_some((distance, own))
}
