//! `detente-lab prism`: finite scenarios as models for other programs.

use super::args::PrismArgs;
use super::{Status, print_faults, remark};
use anyhow::{Context, anyhow};
use detente_engine::exact::FinitePlan;
use detente_engine::plan::Plan;
use detente_report::platform;
use detente_report::results::{folder, spare_inputs};
use detente_study::scenario::{self, CheckedFile};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the first line of every model says, by which one is told from a file of somebody else's.
const MARK: &str = "written by detente";

/// Runs the command.
pub(super) fn prism(args: &PrismArgs) -> anyhow::Result<Status> {
    let mut status = Status::Done;
    for path in &args.paths {
        match scenario::read(path, &args.set) {
            Ok(file) if write(path, &file, &Plan::compile(&file.scenario)?, &args.out)? => {}
            Ok(_) => status = Status::Faults,
            Err(faults) => {
                print_faults(&faults);
                status = Status::Faults;
            }
        }
    }
    Ok(status)
}

/// Writes `<stem>.prism` and `<stem>.props` into `out`. False, with the reason on the error stream, where the scenario is not
/// finite.
fn write(path: &Path, file: &CheckedFile, plan: &Plan, out: &Path) -> anyhow::Result<bool> {
    let stem = &file.scenario.stem;
    let prism = match FinitePlan::of(plan).and_then(|plan| plan.prism(stem)) {
        Ok(prism) => prism,
        Err(refusal) => {
            remark(&format!("{}: {refusal}", path.display()));
            return Ok(false);
        }
    };
    for (end, text) in [("prism", &prism.model), ("props", &prism.properties)] {
        put(&out.join(format!("{stem}.{end}")), text, &file.files)?;
    }
    writeln!(io::stdout(), "model: {0}/{stem}.prism, properties: {0}/{stem}.props", out.display())?;
    Ok(true)
}

/// Writes one file, over nothing but a model, and none of the `inputs`.
fn put(path: &Path, text: &str, inputs: &[PathBuf]) -> anyhow::Result<()> {
    spare_inputs(path, inputs)?;
    if let Some(parent) = path.parent() {
        folder(parent)?;
    }
    let is_foreign = std::fs::read_to_string(path)
        .map_or_else(|error| error.kind() != io::ErrorKind::NotFound, |old| !first_line(&old).contains(MARK));
    if is_foreign {
        return Err(anyhow!("{} was not written by detente; name another folder with --out", path.display()));
    }
    platform::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
