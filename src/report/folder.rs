//! A results folder read back: verified through its manifest, its tables made again from its records, those of an
//! analysis read from its CSV files.

use super::analysis::{self, Analysis, Question};
use super::files::{self, ReportFile, WriteError};
use super::model::{Provenance, Report};
use crate::exact::{self, Exact};
use crate::export::{
    Dialect, ExportError, Fault, Inspection, LINE_ENDS, Manifest, ScenarioFacts, inspect, sha256, write_table,
};
use crate::plan::Plan;
use crate::scenario::{self, CheckedFile};
use crate::table::{ScenarioResult, Status, Table, summarise};
use crate::tally::{Tally, WorldTally};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// The published tables.
    pub tables: Vec<Table>,
    /// What they were made from.
    pub provenance: Provenance,
    /// What they answer; none where they are the results of plays.
    pub question: Option<Question>,
}

impl Source {
    /// Everything that a report shows of it, as files.
    ///
    /// # Errors
    ///
    /// Where the workbook cannot hold it.
    pub fn files(&self) -> Result<Vec<ReportFile>, WriteError> {
        match self.question {
            None => files::files(&Report::new(&self.tables, self.provenance.clone())),
            Some(question) => {
                files::of_analysis(&Analysis { question, provenance: &self.provenance, tables: &self.tables })
            }
        }
    }
}

/// No report can be made of a folder.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is nothing at the place named.
    #[error("there is no folder {}; `detente run` writes results, and `detente report` then names their folder", path.display())]
    Absent {
        /// What was named.
        path: PathBuf,
    },
    /// It is no results folder.
    #[error(
        "{} is not a results folder of this version of detente: its manifest.json is missing or cannot be read; name a folder that `detente run` wrote, such as results/doha_2026",
        path.display()
    )]
    NoResults {
        /// What was named.
        path: PathBuf,
    },
    /// A file is not as the manifest says.
    #[error(
        "{} is not as detente wrote it: {file} {}; a report would not be that of the run. Put the file back as it was, or run the scenarios again",
        path.display(), fault_in_words(*fault)
    )]
    Edited {
        /// The folder.
        path: PathBuf,
        /// The first file that differs, relative to it.
        file: String,
        /// How it differs.
        fault: Fault,
    },
    /// Files differ from what was written only in how their lines end.
    #[error("{}: {LINE_ENDS}, or run the scenarios again", path.display())]
    LineEnds {
        /// The folder.
        path: PathBuf,
    },
    /// It is one of several shards, which have no tables.
    #[error(
        "{} is shard {shard} of a run and has no tables; put all shards together with `detente merge`, then report on what it writes",
        path.display()
    )]
    Shard {
        /// The folder.
        path: PathBuf,
        /// Which shard, as `I/N`.
        shard: String,
    },
    /// It holds a search for the best order, of which there is no report.
    #[error(
        "{} holds a search for the best order, of which there is no report; its tables are CSV files, and a plan that it found can be played with `detente run` and reported on",
        path.display()
    )]
    Search {
        /// The folder.
        path: PathBuf,
    },
    /// The tables made from the records are not those in the folder.
    #[error(
        "{} cannot be read back by this version: {what}; it was written by detente {version} (results version {results_version}). Use that version, or run the scenarios again",
        path.display()
    )]
    OtherVersion {
        /// The folder.
        path: PathBuf,
        /// What does not fit.
        what: String,
        /// The version that wrote the folder.
        version: String,
        /// Its results version.
        results_version: u32,
    },
    /// The folder cannot be read.
    #[error(transparent)]
    Export(#[from] ExportError),
}

fn fault_in_words(fault: Fault) -> &'static str {
    match fault {
        Fault::Missing => "is missing",
        Fault::Changed => "was changed",
        Fault::LineEnds => "has other line ends",
        Fault::Foreign => "is not listed in its manifest",
    }
}

/// A scenario as it was run, with what was counted.
struct Restored {
    file: CheckedFile,
    plan: Plan,
    tally: Tally,
    exact: Option<Exact>,
    worlds: Option<WorldTally>,
    status: Status,
}

/// Reads the results folder `folder`. Every file must be as its manifest says. Of plays, every table made
/// again from `records/` and `inputs/` must be, to the byte, the one that stands in the folder; of an analysis,
/// every table read must be spelled as this version spells it.
///
/// # Errors
///
/// Where there is no results folder, a file was changed, or another version wrote it.
pub fn open(folder: &Path) -> Result<Source, FolderError> {
    if !folder.exists() {
        return Err(FolderError::Absent { path: folder.to_owned() });
    }
    let inspection = inspect(folder).map_err(|error| match error {
        ExportError::NoManifest { path } => FolderError::NoResults { path },
        other => FolderError::Export(other),
    })?;
    if inspection.differs_only_in_line_ends() {
        return Err(FolderError::LineEnds { path: folder.to_owned() });
    }
    let Inspection { manifest, discrepancies } = inspection;
    if let Some(first) = discrepancies.into_iter().next() {
        return Err(FolderError::Edited { path: folder.to_owned(), file: first.path, fault: first.fault });
    }
    let other_version = |what: String| FolderError::OtherVersion {
        path: folder.to_owned(),
        what,
        version: manifest.facts.version.clone(),
        results_version: manifest.facts.results_version,
    };
    if let Some(shard) = &manifest.facts.settings.shard {
        return Err(FolderError::Shard { path: folder.to_owned(), shard: shard.clone() });
    }
    if manifest.facts.settings.order.is_some() {
        return Err(FolderError::Search { path: folder.to_owned() });
    }
    let question = Question::of_facts(&manifest.facts);
    if let Some(question) = question.map_err(|word| other_version(format!("the question {word} is not known")))? {
        let tables = analysis::tables(folder, &manifest, question).map_err(other_version)?;
        return Ok(Source { tables, provenance: provenance(&manifest), question: Some(question) });
    }
    let read = |path: &str| manifest.text(folder, path).map_err(|error| error.to_string());
    let source = made_again(&manifest, &read).map_err(other_version)?;
    agree(&source.tables, &manifest).map_err(other_version)?;
    Ok(source)
}

/// Where the figures of the folder that `manifest` describes come from.
fn provenance(manifest: &Manifest) -> Provenance {
    let digest = |stem: &str| manifest.digest(&format!("inputs/{stem}.toml")).unwrap_or_default().to_owned();
    Provenance::new(&manifest.facts, digest)
}

/// The tables of the folder of plays that `manifest` describes, made again from its inputs and records, whose texts `read`
/// gives by their paths within the folder.
///
/// # Errors
///
/// Where a text is missing, cannot be read, or is not that of the run that the manifest describes.
pub fn made_again(manifest: &Manifest, read: &dyn Fn(&str) -> Result<String, String>) -> Result<Source, String> {
    if !manifest.facts.agree() {
        return Err("what manifest.json says of the run does not fit together".to_owned());
    }
    let played = manifest.facts.scenarios.iter().filter(|facts| facts.trials_done > 0);
    let restored: Vec<Restored> = played.map(|facts| restore(facts, manifest, read)).collect::<Result<_, _>>()?;
    let mut tables = summarise(&restored.iter().map(result).collect::<Vec<_>>());
    if let Some(varied) = &manifest.facts.settings.varied {
        tables.iter_mut().for_each(|table| varied.add_to(table));
    }
    Ok(Source { tables, provenance: provenance(manifest), question: None })
}

fn restore(
    facts: &ScenarioFacts,
    manifest: &Manifest,
    read: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Restored, String> {
    let stem = &facts.scenario;
    let file = scenario::read_text(stem, &read(&format!("inputs/{stem}.toml"))?, &[]);
    let file = file.map_err(|faults| format!("inputs/{stem}.toml has {} faults", faults.faults().len()))?;
    let plan = Plan::compile(&file.scenario).map_err(|error| format!("inputs/{stem}.toml: {error}"))?;
    let path = format!("records/{stem}.json");
    let record: serde_json::Value = spelled(&path, read)?;
    let of_worlds = format!("records/{stem}.worlds.json");
    let worlds = manifest.digest(&of_worlds).map(|_| spelled(&of_worlds, read)).transpose()?;
    let tally = Tally::read(record, &plan, plan.largest_frozen()).map_err(|error| format!("{path}: {error}"))?;
    if tally.record().played() != facts.trials_done {
        return Err(format!("{path} has {} trials, manifest.json {}", tally.record().played(), facts.trials_done));
    }
    let exact = if manifest.facts.status == Status::Complete { exact::answer(&plan).ok() } else { None };
    Ok(Restored { file, plan, tally, exact, worlds, status: facts.status })
}

/// A record read back from its text.
fn spelled<T: DeserializeOwned>(path: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Result<T, String> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{path}: {error}"))
}

fn result(restored: &Restored) -> ScenarioResult<'_> {
    ScenarioResult {
        scenario: &restored.file.scenario,
        plan: &restored.plan,
        tally: &restored.tally,
        exact: restored.exact.as_ref(),
        worlds: restored.worlds.as_ref(),
        status: restored.status,
    }
}

/// Whether `tables`, spelled as the folder spells them, are the files that its manifest lists.
fn agree(tables: &[Table], manifest: &Manifest) -> Result<(), String> {
    let word = &manifest.facts.settings.csv_dialect;
    let dialect = Dialect::from_word(word).ok_or_else(|| format!("the CSV dialect {word} is not known"))?;
    for table in tables {
        let mut bytes = Vec::new();
        write_table(table, dialect, &mut bytes).map_err(|error| error.to_string())?;
        let path = format!("{}.csv", table.name);
        if manifest.digest(&path) != Some(sha256(&bytes).as_str()) {
            return Err(format!("{path}, made again from the records, comes out otherwise"));
        }
    }
    Ok(())
}
