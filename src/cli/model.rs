//! Finite scenarios as models for other programs.

use super::{Failure, Status, batch};
use crate::exact::FinitePlan;
use crate::export;
use crate::plan::Plan;
use crate::platform;
use crate::scenario::CheckedFile;
use anyhow::{Context, anyhow};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the first line of every model says, by which one is told from a file of somebody else's.
const MARK: &str = "written by detente";

/// Writes `<stem>.prism` and `<stem>.props` into `folder`. False, with the reason on the error stream, where
/// the scenario is not finite.
pub(super) fn write(path: &Path, file: &CheckedFile, plan: &Plan, folder: &Path) -> Result<bool, Failure> {
    let stem = &file.scenario.stem;
    let prism = match FinitePlan::of(plan).and_then(|plan| plan.prism(stem)) {
        Ok(prism) => prism,
        Err(refusal) => {
            super::remark(&format!("{}: {refusal}", path.display()));
            return Ok(false);
        }
    };
    for (end, text) in [("prism", &prism.model), ("props", &prism.properties)] {
        put(&folder.join(format!("{stem}.{end}")), text, &file.files)?;
    }
    writeln!(io::stdout(), "  model: {0}/{stem}.prism, properties: {0}/{stem}.props", folder.display())?;
    Ok(true)
}

/// Writes one file, over nothing but a model, and none of the `inputs`.
fn put(path: &Path, text: &str, inputs: &[PathBuf]) -> Result<(), Failure> {
    batch::spare_inputs(path, inputs)?;
    if let Some(folder) = path.parent() {
        export::folder(folder)?;
    }
    let is_foreign = std::fs::read_to_string(path)
        .map_or_else(|error| error.kind() != io::ErrorKind::NotFound, |old| !first_line(&old).contains(MARK));
    let written = if is_foreign {
        Err(anyhow!("{} was not written by detente; name another folder with --out", path.display()))
    } else {
        platform::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
    };
    written.map_err(|error| Failure::new(Status::Files, error))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
