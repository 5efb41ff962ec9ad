//! What `sensitivity`, `compare` and `calibrate` found, as it is handed over: the same kinds of files as for trials.
//!
//! An analysis keeps no records; its tables are read from its CSV files, which must be as the manifest says.

mod bars;
mod brief;
mod calibration;
mod finding;
mod findings;
mod kind;
mod learning;
mod order;
mod plans;
pub(super) mod read;

pub(super) use brief::{brief, of_plans};
pub(super) use calibration::{short, spread};
pub(super) use finding::{Dots, Effect, Finding, Flow, KeyMark, Picture, TargetMark};
pub(super) use findings::findings;
pub use kind::AnalysisKind;
pub use read::AnalysisTables;
use read::Rows;

use super::as_run::AllAsRun;
use super::model::{Provenance, Report};
use super::page::Embedded;

/// An analysis to be handed over.
#[derive(Clone, Debug)]
pub(super) struct Analysis<'a> {
    /// What it was made from.
    pub(super) provenance: &'a Provenance,
    /// Its tables.
    pub(super) tables: &'a AnalysisTables,
    /// A page that simulates the scenarios that it asks about.
    pub(super) page: Option<Embedded>,
    /// What the names of its charts begin with: nothing in a report of its own.
    pub(super) charts: &'static str,
}

impl<'a> Analysis<'a> {
    /// What `tables` say, made from what `provenance` says, of the scenarios `as_run`.
    pub(super) fn of(provenance: &'a Provenance, tables: &'a AnalysisTables, as_run: &AllAsRun) -> Self {
        Self { provenance, tables, page: Embedded::of(as_run, provenance.seed), charts: "" }
    }

    /// The comparison of plans that is a part of `report`, which has the page; none where nothing was compared. Its charts stand in a folder
    /// of their own: no scenario can have a chart of the same name.
    pub(super) fn of_plans(report: &'a Report<'_>) -> Option<Self> {
        report.compared.map(|tables| Self { provenance: &report.provenance, tables, page: None, charts: "plans/" })
    }

    /// What stands above all findings, a sentence each, the one that leads first; nothing where each finding leads by itself.
    pub(super) fn opening(&self) -> Vec<String> {
        match &self.tables.rows {
            Rows::Calibration(rows) => calibration::opening(rows),
            Rows::Plans { differences, delivered, .. } => plans::opening(differences, delivered, &self.tables.names),
            Rows::Without { attribution } => {
                findings::leading(&findings::without(attribution, &self.tables.names), &["without_collapse"])
            }
            Rows::Keys { keys } => findings::leading(
                &findings::of_keys(keys, &self.tables.names),
                &["keys_confrontation", "keys_collapse"],
            ),
            Rows::Order { best, search, .. } => order::opening(best, search, &self.tables.names),
            Rows::Sensitivity { indices } => findings::decisive(indices, &self.tables.names),
        }
    }
}
