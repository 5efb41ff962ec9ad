//! `detente new`: a commented scenario to start from.

use super::args::NewArgs;
use super::{ExitStatus, Failure};
use anyhow::{Context, anyhow};
use detente_report::platform;
use detente_report::results;
use detente_study::scenario;
use std::io::{self, Write};
use std::path::Path;

/// Where scenarios are written to.
const FOLDER: &str = "scenarios";

/// Runs the command. An existing file is never overwritten.
pub(super) fn new(args: &NewArgs) -> Result<ExitStatus, Failure> {
    let name = name(&args.name).map_err(|error| Failure::new(ExitStatus::CommandLine, error))?;
    let text = args.like.filled(name, &args.sender, &args.target);
    if let Err(faults) = scenario::read_text(name, &text, &[]) {
        super::faults::print(&faults);
        return Ok(ExitStatus::CommandLine);
    }
    let path = Path::new(FOLDER).join(format!("{name}.toml"));
    write_new(&path, &text).map_err(|error| Failure::new(ExitStatus::Files, error))?;
    writeln!(io::stdout(), "wrote {0}\nnext:  detente check {0}\n       detente run {0}", path.display())?;
    Ok(ExitStatus::Done)
}

/// The name that is meant by `written`: itself, or the path of the file that it is written to. Files are written to no other folder.
fn name(written: &str) -> anyhow::Result<&str> {
    let slashes = ['/', '\\'];
    let own = written.strip_prefix("./").unwrap_or(written);
    let own = own.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix(slashes)).unwrap_or(own);
    let own = own.strip_suffix(".toml").unwrap_or(own);
    let last = own.rsplit(slashes).next().unwrap_or_default();
    if last == own && !own.is_empty() {
        return Ok(own);
    }
    let proposed = format!("detente new {}", if last.is_empty() { "my_case" } else { last });
    Err(anyhow!("`{written}` is no name: `{proposed}` writes into the folder {FOLDER}; the file may be moved then"))
}

fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(anyhow!("{} is there already; choose another name", path.display()));
    }
    if let Some(near) = path.parent().and_then(|folder| alike(folder, path)) {
        return Err(anyhow!(
            "{near} is there already, and some disks do not tell it from {}; choose another name",
            path.display()
        ));
    }
    if let Some(folder) = path.parent() {
        results::folder(folder)?;
    }
    platform::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

/// A file of `folder` whose name differs from that of `path` in capitals alone.
fn alike(folder: &Path, path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_string_lossy().to_lowercase();
    let names = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut alike: Vec<String> = names.filter(|name| name.to_lowercase() == wanted).collect();
    alike.sort();
    alike.into_iter().next()
}
