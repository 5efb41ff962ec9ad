//! A results folder read back: verified through its manifest, its tables made again from its records, those of an
//! analysis read from its CSV files.

use super::analysis::{Analysis, AnalysisKind, AnalysisTables};
use super::as_run::{AllAsRun, AsRun};
use super::files::{self, ReportFile, WriteError};
use super::model::{Provenance, Report};
use super::restore::{self, Read, Trouble};
use super::sound;
use crate::results::{ExportError, Fault, Inspection, LINE_ENDS, Manifest, inspect_unless};
use detente_study::input::Input;
use detente_study::table::{RunTables, Status};
use std::path::{Path, PathBuf};

/// What a report is made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// The published tables.
    pub tables: Tables,
    /// What the scenarios of a run change against each other, where they are plans that were compared.
    pub compared: Option<Box<AnalysisTables>>,
    /// What they were made from.
    pub provenance: Provenance,
    /// The scenarios that are shown in full, as run; of an analysis those that it asks about.
    pub as_run: AllAsRun,
}

/// What a folder published.
#[derive(Clone, Debug)]
pub enum Tables {
    /// The results of trials; of more than [`super::MOST_SHOWN`] scenarios the summary whole, the others with the rows of the
    /// scenarios that are shown in full.
    Run(Box<RunTables>),
    /// What an analysis found.
    Analysis(Box<AnalysisTables>),
}

impl Source {
    /// Everything that a report shows of it, as files.
    ///
    /// # Errors
    ///
    /// Where the workbook cannot hold it.
    pub fn files(&self) -> Result<Vec<ReportFile>, WriteError> {
        match &self.tables {
            Tables::Run(tables) => {
                let report = Report::new(tables, self.provenance.clone()).with(&self.as_run);
                files::files(&report.comparing(self.compared.as_deref()))
            }
            Tables::Analysis(tables) => files::of_analysis(&Analysis::of(&self.provenance, tables, &self.as_run)),
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
    /// It holds an answer of which there is no report.
    #[error(
        "{} holds {what}, of which there is no report; its tables are CSV files, and its README.md says what is in them",
        path.display()
    )]
    NoReport {
        /// The folder.
        path: PathBuf,
        /// What it holds.
        what: String,
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
    /// An end was asked for.
    #[error("interrupted")]
    Interrupted,
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

/// Reads the results folder `folder`. Every file must be as its manifest says. Of trials, every table made
/// again from `records/` and `inputs/` must be, to the byte, the one that stands in the folder; of an analysis and of plans that were
/// compared, every table read must be spelled as this version spells it. Of more than [`super::MOST_SHOWN`] scenarios only what the
/// report shows is kept.
///
/// # Errors
///
/// Where there is no results folder, a file was changed, or another version wrote it; [`FolderError::Interrupted`] where an
/// end is `asked` for.
pub fn open(folder: &Path, asked: &(dyn Fn() -> bool + Sync)) -> Result<Source, FolderError> {
    if !folder.exists() {
        return Err(FolderError::Absent { path: folder.to_owned() });
    }
    let inspection = inspect_unless(folder, asked).map_err(|error| match error {
        ExportError::NoManifest { path } => FolderError::NoResults { path },
        ExportError::Interrupted { .. } => FolderError::Interrupted,
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
    let recipe = &manifest.facts.recipe;
    if let Some(shard) = recipe.shard() {
        return Err(FolderError::Shard { path: folder.to_owned(), shard: shard.to_string() });
    }
    let read = |path: &str| manifest.text(folder, path).map_err(|error| error.to_string());
    if let Some(question) = AnalysisKind::of(recipe) {
        let tables = analysis(&manifest, &read, question).map_err(other_version)?;
        let inputs = sound::inputs(folder, &manifest).map_err(other_version)?;
        let as_run = |input: Input| (input.stem().to_owned(), AsRun { file: input.file, tales: Vec::new() });
        let as_run = inputs.into_iter().map(as_run).collect();
        let tables = Tables::Analysis(Box::new(tables));
        return Ok(Source { tables, compared: None, provenance: provenance(&manifest), as_run });
    }
    if recipe.counted().is_none() {
        return Err(FolderError::NoReport { path: folder.to_owned(), what: manifest.facts.in_words() });
    }
    let found = restore::Folder { manifest: &manifest, read: &read, asked }.tables(true);
    let (tables, as_run) = found.map_err(|trouble| match trouble {
        Trouble::Interrupted => FolderError::Interrupted,
        Trouble::Other(what) => other_version(what),
    })?;
    let compared = compared(&manifest, &read).map_err(other_version)?;
    Ok(Source { tables: Tables::Run(Box::new(tables)), compared, provenance: provenance(&manifest), as_run })
}

/// The tables that answer `question` in the folder that `manifest` describes, whose texts `read` gives.
fn analysis(manifest: &Manifest, read: Read<'_>, question: AnalysisKind) -> Result<AnalysisTables, String> {
    let texts = |path: &str| manifest.digest(path).map(|_| read(path)).transpose();
    AnalysisTables::read(&texts, manifest.stems(), manifest.facts.dialect()?, question)
}

/// What the scenarios of the run that `manifest` describes change against each other; none where they were not compared. Of a run that was
/// stopped they were not, whatever was asked.
fn compared(manifest: &Manifest, read: Read<'_>) -> Result<Option<Box<AnalysisTables>>, String> {
    let facts = &manifest.facts;
    let were_compared = !facts.recipe.compared().is_empty() && facts.status == Status::Complete;
    were_compared.then(|| analysis(manifest, read, AnalysisKind::Plans).map(Box::new)).transpose()
}

/// Where the figures of the folder that `manifest` describes come from.
fn provenance(manifest: &Manifest) -> Provenance {
    let digest = |stem: &str| manifest.digest(&format!("inputs/{stem}.toml")).unwrap_or_default().to_owned();
    Provenance::new(&manifest.facts, digest)
}

/// The tables of the folder of trials that `manifest` describes, made again from its inputs and records, whose texts `read`
/// gives by their paths within the folder; they are not held against those of the folder.
///
/// # Errors
///
/// Where a text is missing, cannot be read, or is not that of the run that the manifest describes.
pub fn made_again(
    manifest: &Manifest,
    read: &(dyn Fn(&str) -> Result<String, String> + Sync),
) -> Result<Source, String> {
    let found = restore::Folder { manifest, read, asked: &|| false }.tables(false);
    let (tables, as_run) = found.map_err(|trouble| match trouble {
        Trouble::Interrupted => "interrupted".to_owned(),
        Trouble::Other(what) => what,
    })?;
    let compared = compared(manifest, read)?;
    Ok(Source { tables: Tables::Run(Box::new(tables)), compared, provenance: provenance(manifest), as_run })
}
