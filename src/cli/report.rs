//! `detente report`: what is handed over, written beside the tables that it is made from.

use super::args::ReportArgs;
use super::screen::from_here;
use super::signal::Stop;
use super::wording::counted;
use super::{Failure, Status, run};
use crate::export::{ExportError, Manifest, OutDir};
use crate::report::{self, CHARTS, FolderError, Provenance, Report, ReportFile, Source, WriteError};
use crate::table::Table;
use anyhow::{Context, anyhow};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Runs the command.
pub(super) fn report(args: &ReportArgs) -> Result<Status, Failure> {
    let Some(added) = add(&args.folder, &Stop::listen()?)? else {
        super::remark("interrupted: nothing was written, what is in the folder is as it was");
        return Ok(Status::Interrupted);
    };
    if !args.quiet {
        super::tell(io::stdout(), &screen(&added))?;
    }
    Ok(Status::Done)
}

/// Whether a report is among the files of a results folder.
pub(super) fn has_one(manifest: &Manifest) -> bool {
    manifest.paths().any(report::is_of_report)
}

/// A report that was added to a results folder.
pub(super) struct Added {
    target: PathBuf,
    scenarios: usize,
    charts: usize,
}

/// Adds a report to the results folder `folder`, in place of one that it has; none where an end is asked for before it is
/// moved into place.
pub(super) fn add(folder: &Path, stop: &Stop) -> Result<Option<Added>, Failure> {
    let asked = || stop.asked();
    let opened = run::pool(None)?.install(|| report::open(folder, &asked));
    let source = match opened {
        Ok(source) => source,
        Err(FolderError::Interrupted) => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let amended = OutDir::amend(folder, |path| !report::is_of_report(path), &asked);
    if let Err(ExportError::Interrupted { .. }) = amended {
        return Ok(None);
    }
    let (out, facts) = amended.map_err(|error| match error {
        ExportError::Protected { path } => Failure::new(
            Status::Files,
            anyhow!(
                "{0} cannot be replaced while it is the working directory or holds it; go to another and name it from there: detente report {0}",
                path.display()
            ),
        ),
        other => other.into(),
    })?;
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

/// How often it is asked whether an end is wanted while files are made.
const A_MOMENT: Duration = Duration::from_millis(50);

fn screen(added: &Added) -> String {
    let out = from_here(&added.target).display();
    let (scenarios, charts) = (counted(added.scenarios, "scenario"), counted(added.charts, "chart"));
    format!(
        "detente {}   {out}/   {scenarios}\n\n \
         report.html    one page for the browser and for print\n \
         workbook.xlsx  comparison, charts, and a sheet per table\n \
         brief.md       one page to mail\n \
         {CHARTS}/        {charts}, each with where its figures come from\n\n \
         All figures are those of the tables beside them. It is not a forecast.\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// Writes the report on `tables` into `out`; gives the number of charts.
pub(super) fn write(out: &OutDir, tables: &[Table], provenance: Provenance) -> Result<usize, Failure> {
    put(out, report::files(&Report::new(tables, provenance)))
}

/// Writes the files of a report; gives the number of charts.
fn put(out: &OutDir, files: Result<Vec<ReportFile>, WriteError>) -> Result<usize, Failure> {
    let files = files.context("cannot make the report").map_err(|error| Failure::new(Status::Files, error))?;
    for file in &files {
        out.write(&file.path, &file.bytes)?;
    }
    Ok(files.iter().filter(|file| file.path.starts_with(CHARTS)).count())
}

fn failed(error: FolderError) -> Failure {
    Failure::new(Status::Files, error)
}
