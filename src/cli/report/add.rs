//! Adds a report to a results folder: the files are made, and moved into place with all that was there before.

use super::super::signal::Stop;
use super::super::{ExitStatus, Failure, grant};
use anyhow::{Context, anyhow};
use detente_report::results::{ExportError, OutDir};
use detente_report::{self, CHARTS, FolderError, ReportFile, Source, WriteError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// How often it is asked whether an end is wanted while files are made.
const A_MOMENT: Duration = Duration::from_millis(50);

/// Refuses what makes a report where none can be made, before anything is simulated for it.
pub(in crate::cli) fn must_be_possible() -> Result<(), Failure> {
    detente_report::possible().map_err(|error| Failure::new(ExitStatus::Files, error))
}

/// A report that was added to a results folder.
pub(in crate::cli) struct Added {
    pub(super) target: PathBuf,
    pub(super) scenarios: usize,
    pub(super) charts: usize,
}

/// Adds a report to the results folder `folder`, in place of one that it has; none where an end is asked for before it is
/// moved into place.
pub(in crate::cli) fn add(folder: &Path, stop: &Stop) -> Result<Option<Added>, Failure> {
    must_be_possible()?;
    // Whether a report can be put there is known before anything is read; what a killed run left is put right first.
    let reserved = folder.is_dir().then(|| OutDir::reserve(folder).map_err(no_place)).transpose();
    let Some(source) = opened(folder, stop)? else { return Ok(None) };
    let out = reserved?.ok_or_else(|| failed(FolderError::NoResults { path: folder.to_owned() }))?;
    let asked = || stop.asked();
    let facts = match out.carry_over(|path| !detente_report::is_of_report(path), &asked) {
        Err(ExportError::Interrupted { .. }) => return Ok(None),
        facts => facts?,
    };
    let target = out.target().to_owned();
    let scenarios = source.provenance.scenarios.len();
    let Some(files) = made(source, stop) else { return Ok(None) };
    let charts = put(&out, files)?;
    match out.finish_unless(facts, &asked) {
        Err(ExportError::Interrupted { .. }) => Ok(None),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(Some(Added { target, scenarios, charts })),
    }
}

/// What is in the folder; none where an end is asked for.
fn opened(folder: &Path, stop: &Stop) -> Result<Option<Source>, Failure> {
    match grant::pool(None)?.install(|| detente_report::open(folder, &|| stop.asked())) {
        Ok(source) => Ok(Some(source)),
        Err(FolderError::Interrupted) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}

/// Why no report can be written into the folder, with what can be done: there is no other place for it.
fn no_place(error: ExportError) -> Failure {
    let error = match error {
        ExportError::Protected { path } => anyhow!(
            "{0} cannot be replaced while it is the working directory or holds it; go to another and name it from there: detente report {0}",
            path.display()
        ),
        ExportError::Unwritable { path, reason, .. } => anyhow!(
            "cannot write a report at {}: {reason}; copy the folder to where you may write, and name the copy",
            path.display()
        ),
        other => return other.into(),
    };
    Failure::new(ExitStatus::Files, error)
}

/// The files of the report on `source`; none where an end is asked for before they are made. A workbook takes seconds, and is
/// made in one go: who asks for an end does not wait for it.
fn made(source: Source, stop: &Stop) -> Option<Result<Vec<ReportFile>, WriteError>> {
    let (send, receive) = mpsc::channel();
    // Where nobody waits for the files any more the process ends, and the thread with it.
    thread::spawn(move || drop(send.send(source.files())));
    loop {
        match receive.recv_timeout(A_MOMENT) {
            Ok(files) => return Some(files),
            Err(RecvTimeoutError::Timeout) if stop.asked() => return None,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => panic!("the report on sound results can be made"),
        }
    }
}

/// Writes the files of a report; gives the number of charts.
fn put(out: &OutDir, files: Result<Vec<ReportFile>, WriteError>) -> Result<usize, Failure> {
    let files = files.context("cannot make the report").map_err(|error| Failure::new(ExitStatus::Files, error))?;
    for file in &files {
        out.write(&file.path, &file.bytes)?;
    }
    Ok(files.iter().filter(|file| file.path.starts_with(CHARTS)).count())
}

fn failed(error: FolderError) -> Failure {
    Failure::new(ExitStatus::Files, error)
}
