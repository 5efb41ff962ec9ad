//! `detente sensitivity`: which uncertain values decide how a scenario ends, and under which of them an outcome prevails.

use super::args::SensitivityArgs;
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::signal::Stop;
use super::{ExitStatus, Failure, screen, sweep};
use detente_study::design::Sizes;
use detente_study::recipe::{Answer, Findings, Recipe, SensitivityRecipe};

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
        let Findings::Sensitivity(found) = &analysis.findings else { return String::new() };
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
