//! `detente compare`: scenarios side by side on the same random numbers.

pub(super) mod cells;
mod plans;
mod screen;

use super::args::{FolderArgs, TrialArgs};
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::signal::Stop;
use super::{ExitStatus, Failure, batch};
use anyhow::anyhow;
use clap::{Args, ValueEnum};
use detente_study::recipe::{Answer, CompareRecipe, Findings, Question, Recipe};
use std::path::Path;
use std::path::PathBuf;

/// What can be exchanged between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ByWord {
    /// Keys
    Key,
}

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The scenario that the others are compared with
    #[arg(value_name = "BASE")]
    pub(super) base: PathBuf,
    /// The others
    #[arg(value_name = "OTHER")]
    pub(super) others: Vec<PathBuf>,
    /// Take out one hazard, actor or rung at a time: `each`, or a name (repeatable)
    #[arg(long, value_name = "each|NAME")]
    pub(super) without: Vec<String>,
    /// Exchange the keys in which the two files differ, each both ways
    #[arg(long, value_enum, value_name = "key", conflicts_with = "without")]
    pub(super) by: Option<ByWord>,
    #[command(flatten)]
    pub(super) simulate: TrialArgs,
    /// Where to write: `results/<base>_vs_<other>` and the like unless named
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) folder: FolderArgs,
}

/// Runs the command.
pub(super) fn compare(args: &CompareArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let question = question(args)?;
    let over = Overlaid::new(None, &args.simulate.set)?;
    let mut inputs = Vec::new();
    for path in std::iter::once(&args.base).chain(&args.others) {
        match reading::read_one(path, &over, args.folder.quiet) {
            Ok(one) => inputs.push(one),
            Err(_) => return Ok(ExitStatus::Faults),
        }
    }
    let scenarios = inputs.iter().map(|input| input.stem().to_owned()).collect();
    let asked = CompareRecipe { spec: args.simulate.spec(), question, scenarios };
    let target = args.out.clone().unwrap_or_else(|| Path::new(batch::RESULTS).join(asked.folder()));
    let to = Destination { target, folder: &args.folder, keeping: None, explain: false, report: false };
    let batch = Batch { inputs, faulty: Vec::new() };
    carry_out(&Recipe::Compare(asked.clone()), batch, &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Comparison(found)) = &analysis.findings else { return String::new() };
        let foot = screen::foot(shown.out, shown.tables, watch.seconds());
        [
            screen::head(&asked, &analysis.inputs, &args.simulate.set),
            screen::body(&asked, &analysis.inputs, found),
            foot,
        ]
        .concat()
    })
}

/// The question that the command line asks.
fn question(args: &CompareArgs) -> Result<Question, Failure> {
    let wrong = |text: &str| Err(Failure::new(ExitStatus::CommandLine, anyhow!("{text}")));
    match (args.others.len(), args.without.is_empty(), args.by.is_some()) {
        (0, true, _) => wrong("name what to compare with: another scenario, or `--without each`"),
        (_, true, false) => Ok(Question::Plans),
        (1, true, true) => Ok(Question::Keys),
        (_, true, true) => wrong("`--by key` takes two scenarios: the base and one other"),
        (0, false, false) => Ok(Question::Without(args.without.iter().filter(|id| *id != "each").cloned().collect())),
        _ => wrong("`--without` takes one scenario: what is taken out of it is compared with itself"),
    }
}
