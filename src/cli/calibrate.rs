//! `detente calibrate`: what facts leave open in a scenario.

mod screen;

use super::args::BaseArgs;
use super::carry_out::{Destination, Keeping, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::screen::AnalysisSetting;
use super::signal::Stop;
use super::{ExitStatus, Failure, faults, sweep};
use anyhow::anyhow;
use clap::Args;
use detente_report::{results::inspect, sound};
use detente_study::calibrate::Sizes;
use detente_study::recipe::{Answer, CalibrateRecipe, Findings, Recipe, Start};
use detente_study::sheet;
use detente_study::target;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct CalibrateArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// What was counted: a table with the columns figure, value, low and high (or sd), discrepancy and source
    #[arg(long, value_name = "FILE.csv")]
    pub(super) targets: PathBuf,
    /// A key that is free, by its name in worlds.csv (repeatable); without it, all that no file states and all that are uncertain
    #[arg(long, value_name = "NAME")]
    pub(super) free: Vec<String>,
    /// Points of a wave, a power of two
    #[arg(long, value_name = "N", default_value_t = 2048, value_parser = super::args::words::power_of_two)]
    pub(super) points: u32,
    /// Trials of every point
    #[arg(long, value_name = "N", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(super) trials: u64,
    /// Most waves
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) waves: u32,
    /// Draws of worlds that are written
    #[arg(long, value_name = "N", default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) worlds: u32,
    /// The results folder of an earlier calibration, to go on from where its waves led
    #[arg(long, value_name = "FOLDER")]
    pub(super) from: Option<PathBuf>,
    #[command(flatten)]
    pub(super) base: BaseArgs,
    /// Go on from where the same calibration was stopped, if it was; a complete one is left as it is
    #[arg(long)]
    pub(super) resume: bool,
}

/// Runs the command.
pub(super) fn calibrate(args: &CalibrateArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let targets = target::read(&args.targets).map_err(|found| {
        faults::print(&found);
        Failure::new(ExitStatus::Faults, anyhow!("{} cannot be used", sheet::called(&args.targets)))
    })?;
    let stop = Stop::listen()?;
    let Ok(input) = reading::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let start = args.from.as_deref().map(start).transpose()?;
    let sizes = Sizes { points: args.points, trials: args.trials, waves: args.waves, enough: args.worlds };
    let mut free = args.free.clone();
    free.sort();
    free.dedup();
    let asked = CalibrateRecipe {
        seed: args.base.seed,
        sizes,
        worlds: args.worlds,
        free,
        targets: targets.text.to_string(),
        start,
    };
    let folder = sweep::target(args.base.out.as_deref(), &input, "calibrate");
    let keeping = Some(Keeping { resume: args.resume, seconds: 0.0 });
    let to = Destination { target: folder, folder: &args.base.folder, keeping, explain: false, report: false };
    carry_out(&Recipe::Calibrate(asked), Batch::of_one(input), &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Calibration(found)) = &analysis.findings else { return String::new() };
        let setting =
            AnalysisSetting { path: &args.path, out: shown.out, seed: args.base.seed, seconds: watch.seconds() };
        screen::page(&analysis.inputs[0], found, sizes, &setting)
    })
}

/// Where the calibration in the results folder `from` led.
fn start(from: &Path) -> Result<Start, Failure> {
    let wrong = |why: String| Failure::new(ExitStatus::Files, anyhow!("{}: {why}", from.display()));
    let folder = inspect(from).map_err(|error| wrong(error.to_string()))?;
    let Recipe::Calibrate(_) = folder.manifest.facts.recipe else {
        return Err(wrong("not the results of `detente calibrate`".to_owned()));
    };
    sound::sound(from).map_err(|problems| wrong(problems.join("; ")))?;
    let path = from.join(detente_study::recipe::REGION_FILE);
    let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))
}
