//! Results folders and what is handed over of them: CSV files, charts, a page, a brief, a workbook.
//!
//! Everything shown is read from the rows of the published tables, so that no figure can differ
//! between a chart, the page, the brief, the workbook and the CSV files. [`Report`] holds what is
//! shown as plain structs; each writer spells it in its own way; no clock is read.
//!
//! A report is bounded: of more than [`MOST_SHOWN`] scenarios it shows those at the ends in full, all in the pictures of all
//! together (`overview/`), and says so.
//!
//! Percentages in sentences and charts are rounded as on the screen of `run`; the tables of page
//! and workbook hold the figures as the CSV files do.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod advice;
mod analysis;
mod answer;
mod as_run;
mod base_rates;
mod bound;
mod brief;
mod cell;
mod compared;
mod estimate;
mod files;
mod folder;
mod html;
mod model;
mod names;
mod observed;
mod one_file;
mod overview;
pub mod page;
pub mod platform;
mod point;
mod read;
mod read_back;
mod restore;
pub mod results;
pub mod shards;
pub mod sound;
mod svg;
mod watch;
mod words;
mod workbook;
mod write;

pub use advice::{THREADS, advice};
pub use analysis::{AnalysisKind, AnalysisTables};
pub use as_run::{AllAsRun, AsRun};
pub use bound::{MOST_SHOWN, shown_in_full};
pub use estimate::Estimate;
pub use files::{CHARTS, ReportFile, WriteError, files, is_of_report, possible};
pub use folder::{FolderError, Source, Tables, made_again, open};
pub use model::{
    Answer, Body, CauseShare, Change, CountedRate, Horizon, Judged, OutcomeShare, Provenance, Report, Rung,
    ScenarioProvenance, ScenarioReport, Trust, Value, Week,
};
pub use observed::{Entry, Observed, Taught};
pub use overview::Overview;
pub use watch::{Indicator, Watch};
pub use write::{TrialFiles, WriteResultsError, Written, write};
