//! From the files of a command line to scenarios that are ready to be simulated.

use super::overlaid::Overlaid;
use super::signal::Stop;
use super::{Failure, batch, faults};
use detente_engine::plan::Plan;
use detente_study::input::Input;
use detente_study::table::counted;
use std::path::{Path, PathBuf};

/// A batch as read: what can be simulated, and how many faults each other file has.
pub(super) struct Batch {
    pub(super) inputs: Vec<Input>,
    pub(super) faulty: Vec<(PathBuf, usize)>,
}

impl Batch {
    /// One scenario, without a fault.
    pub(super) fn of_one(input: Input) -> Self {
        Self { inputs: vec![input], faulty: Vec::new() }
    }
}

/// Reads and checks the files of a command line; faults are printed at once and stop only their own file.
pub(super) fn read(paths: &[PathBuf], over: &Overlaid, stop: &Stop, quiet: bool) -> Result<Batch, Failure> {
    let mut batch = Batch { inputs: Vec::new(), faulty: Vec::new() };
    let files = batch::files(paths, quiet)?;
    over.must_be_about(&files, quiet)?;
    for path in files {
        stop.heed()?;
        match read_of_batch(&path, over, quiet) {
            Ok(input) => batch.inputs.push(input),
            Err(faults) => batch.faulty.push((path, faults)),
        }
    }
    Ok(batch)
}

/// The scenario in the file `path`, which `over` must be about; or how many faults were printed.
pub(super) fn read_one(path: &Path, over: &Overlaid, quiet: bool) -> Result<Input, usize> {
    over.must_be_about(&[path.to_owned()], quiet).map_err(|_| 1_usize)?;
    read_of_batch(path, over, quiet)
}

/// The scenario in the file `path`, one of those that `over` may be about; or how many faults were printed.
fn read_of_batch(path: &Path, over: &Overlaid, quiet: bool) -> Result<Input, usize> {
    let file = over.read(path, quiet).map_err(|found| {
        faults::print(&found);
        found.faults().len()
    })?;
    if !quiet && !file.notes.is_empty() {
        let count = counted(file.notes.len(), "remark");
        let laid_over = over.in_check();
        super::remark(&format!("{count} on {0}: see `detente check {0}`{laid_over}", path.display()));
    }
    let plan = Plan::compile(&file.scenario).map_err(|error| {
        super::remark(&format!("{}: {error}", path.display()));
        1_usize
    })?;
    Ok(Input { path: path.to_owned(), file, plan })
}
