//! `detente run`: scenario files in, a results folder and a screen out.

use super::args::RunArgs;
use super::carry_out::{Destination, Keeping, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::screen::{self, BatchSetting, LaidOver};
use super::signal::Stop;
use super::{ExitStatus, Failure, batch, reading, report};
use detente_study::recipe::{Recipe, RunRecipe};
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &RunArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    if args.report {
        report::must_be_possible()?;
    }
    let recipe = RunRecipe { spec: args.simulate.spec(), shard: args.shard, trial_rows: args.trial_rows };
    let mut sets = args.simulate.set.clone();
    sets.extend(args.worlds.as_deref().map(worlds_set));
    let over = Overlaid::new(args.values.as_deref(), &sets)?;
    let batch = reading::read(&args.paths, &over, &stop, args.folder.quiet)?;
    let to = Destination {
        target: batch::out(args.out.as_deref(), &args.paths, args.shard),
        folder: &args.folder,
        keeping: Some(Keeping { resume: args.resume, seconds: args.checkpoint_seconds }),
        explain: args.exact,
        report: args.report,
    };
    let spec = recipe.spec;
    carry_out(&Recipe::Run(recipe), batch, &to, &stop, |shown| {
        let (report, seconds, tables) = (args.report, watch.seconds(), shown.tables);
        let given = LaidOver { values: args.values.as_deref(), sets: &sets };
        let setting = BatchSetting { spec, shard: args.shard, given, out: shown.out, tables, report, seconds };
        screen::batch(&screen::lines(shown.runs(), shown.faulty), &setting)
    })
}

/// What `--set` would say to name the worlds at `path`.
fn worlds_set(path: &Path) -> String {
    format!("worlds={}", toml::Value::String(path.display().to_string()))
}
