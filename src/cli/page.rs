//! `detente page`: scenarios with the engine in one HTML file that anybody can open.

use super::{ExitStatus, Failure, batch, faults, tell};
use anyhow::{Context, anyhow};
use clap::Args;
use detente_report::{page, platform, results};
use detente_study::scenario::{self, CheckedFile};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The case that stands in a page where no scenario is named.
const CASE: (&str, &str) = ("doha_2026", include_str!("../../scenarios/doha_2026.toml"));

#[derive(Debug, Args)]
pub(super) struct PageArgs {
    /// Scenario files, or folders of them; the first is shown first. Where none is named, the case of Doha 2026
    #[arg(value_name = "SCENARIO")]
    paths: Vec<PathBuf>,
    /// Where to write the page. A page that is there is replaced, another file is not
    #[arg(long, value_name = "FILE", default_value = "detente.html")]
    out: PathBuf,
    /// Replace the file even if it is no page of detente
    #[arg(long)]
    force: bool,
    /// Print nothing but what is wrong
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub(super) fn page(args: &PageArgs) -> Result<ExitStatus, Failure> {
    let files = files(args)?;
    results::spare_inputs(&args.out, &files)?;
    must_give_way(args).map_err(|error| Failure::new(ExitStatus::Files, error))?;
    let scenarios = if files.is_empty() { Some(vec![page::of_text(CASE.0, CASE.1)]) } else { read(&files) };
    let Some(scenarios) = scenarios else { return Ok(ExitStatus::Faults) };
    let text = page::page(&scenarios.iter().collect::<Vec<_>>(), page::SEED);
    write(&args.out, &text).map_err(|error| Failure::new(ExitStatus::Files, error))?;
    if !args.quiet {
        tell(io::stdout(), &screen(&args.out, &scenarios, text.len()))?;
    }
    Ok(ExitStatus::Done)
}

/// The files that are named, the first of them first; none where none is.
fn files(args: &PageArgs) -> Result<Vec<PathBuf>, Failure> {
    let mut files = batch::files(&args.paths, args.quiet)?;
    files.sort_by_key(|file| Some(file) != args.paths.first());
    Ok(files)
}

/// The scenarios in `files`; none where faults were printed.
fn read(files: &[PathBuf]) -> Option<Vec<CheckedFile>> {
    let mut sound = Vec::new();
    let mut is_faulty = false;
    for file in files {
        match scenario::read(file, &[]) {
            Ok(read) => sound.push(read),
            Err(found) => {
                faults::print(&found);
                is_faulty = true;
            }
        }
    }
    (!is_faulty).then_some(sound)
}

/// Refuses to write over what may be somebody's work.
fn must_give_way(args: &PageArgs) -> anyhow::Result<()> {
    let out = &args.out;
    if out.is_dir() {
        return Err(anyhow!(
            "{} is a folder; name a file, such as {}",
            out.display(),
            out.join("detente.html").display()
        ));
    }
    let is_ours = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).contains(page::MARK);
    if !args.force && out.symlink_metadata().is_ok() && !fs::read(out).is_ok_and(is_ours) {
        return Err(anyhow!(
            "{} is there already and is no page of detente; choose another name, or say --force",
            out.display()
        ));
    }
    Ok(())
}

fn write(out: &Path, text: &str) -> anyhow::Result<()> {
    results::folder(platform::folder_of(out))?;
    platform::put(out, text.as_bytes()).with_context(|| format!("cannot write {}", out.display()))
}

fn screen(out: &Path, scenarios: &[CheckedFile], bytes: usize) -> String {
    let names: Vec<&str> = scenarios.iter().map(|file| file.scenario.stem.as_str()).collect();
    format!(
        "wrote {} ({:.1} MB): {}\nOpen it in a browser: it simulates there, needs no network, and sends nothing.\n",
        out.display(),
        bytes as f64 / 1e6,
        names.join(", ")
    )
}
