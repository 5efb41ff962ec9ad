//! `detente sensitivity`: which uncertain values decide how a scenario ends, and under which of them an outcome prevails.

use super::args::BaseArgs;
use super::args::words::measure;
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::signal::Stop;
use super::{ExitStatus, Failure, screen, sweep};
use clap::Args;
use detente_study::design::Sensitivity;
use detente_study::recipe::{Answer, Findings, Recipe, SensitivityRecipe};
use detente_study::run::Spec;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SensitivityArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// The outcome that the screen speaks of; the tables hold all
    #[arg(long, value_name = "OUTCOME", value_parser = measure, default_value = "collapse")]
    pub(super) outcome: usize,
    /// Trials, each with all uncertain values drawn anew: the first ones are those of `detente run`
    #[arg(long, value_name = "N", default_value_t = 200_000, value_parser = clap::value_parser!(u64).range(Sensitivity::TRIALS[0]..=Sensitivity::TRIALS[1]))]
    pub(super) trials: u64,
    #[command(flatten)]
    pub(super) base: BaseArgs,
}

/// Runs the command.
pub(super) fn sensitivity(args: &SensitivityArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let stop = Stop::listen()?;
    let Ok(input) = reading::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let target = sweep::target(args.base.out.as_deref(), &input, "sensitivity");
    let to = Destination { target, folder: &args.base.folder, keeping: None, explain: false, report: false };
    let recipe = Recipe::Sensitivity(SensitivityRecipe { spec: Spec { seed: args.base.seed, trials: args.trials } });
    carry_out(&recipe, Batch::of_one(input), &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Sensitivity(found)) = &analysis.findings else { return String::new() };
        let input = &analysis.inputs[0];
        let setting = screen::SensitivitySetting {
            path: &args.path,
            measure: args.outcome,
            seed: recipe.seed(),
            trials: recipe.trials_each(input),
            out: shown.out,
            seconds: watch.seconds(),
        };
        screen::sensitivity(input, found, &setting)
    })
}
