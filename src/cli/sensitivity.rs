//! `detente sensitivity`: which uncertain values decide how a scenario ends, and under which of them an outcome prevails.

use super::args::BaseArgs;
use super::args::words::{former_plays, measure, power_of_two};
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::signal::Stop;
use super::{ExitStatus, Failure, screen, sweep};
use clap::Args;
use detente_study::design::Sizes;
use detente_study::recipe::{Answer, Findings, Recipe, SensitivityRecipe};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SensitivityArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// The outcome that the screen speaks of; the tables hold all
    #[arg(long, value_name = "OUTCOME", value_parser = measure, default_value = "collapse")]
    pub(super) outcome: usize,
    /// Independent scrambles, over which intervals are taken
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(16..=1024))]
    pub(super) scrambles: u32,
    /// Pairs of points in each scramble, a power of two
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = power_of_two)]
    pub(super) pairs: u32,
    /// Trials at every point
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(super) trials_per_point: u32,
    /// The former name of --trials-per-point, refused with the new one
    #[arg(long, value_name = "N", hide = true, value_parser = former_plays)]
    pub(super) plays: Option<u32>,
    #[command(flatten)]
    pub(super) base: BaseArgs,
}

/// Runs the command.
pub(super) fn sensitivity(args: &SensitivityArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let Ok(input) = reading::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let sizes = Sizes::new(args.scrambles, args.pairs, args.trials_per_point);
    let target = sweep::target(args.base.out.as_deref(), &input, "sensitivity");
    let to = Destination { target, folder: &args.base.folder, keeping: None, explain: false, report: false };
    let recipe = Recipe::Sensitivity(SensitivityRecipe { seed: args.base.seed, sizes });
    carry_out(&recipe, Batch::of_one(input), &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Sensitivity(found)) = &analysis.findings else { return String::new() };
        let input = &analysis.inputs[0];
        let setting = screen::StudySetting {
            path: &args.path,
            measure: args.outcome,
            seed: recipe.seed(),
            trials: recipe.trials_each(input),
            out: shown.out,
            seconds: watch.seconds(),
        };
        screen::study(input, found, &setting)
    })
}
