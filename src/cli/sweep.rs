//! `detente sweep`: one scenario at many values of its keys. Every point is a scenario of its own in one results folder.

mod points;

use super::args::SweepArgs;
use super::carry_out::{Destination, Keeping, carry_out};
use super::clock::Stopwatch;
use super::overlaid::{self, Overlaid};
use super::reading::{self, Batch};
use super::screen;
use super::signal::Stop;
use super::{ExitStatus, Failure, report};
use detente_report::results::must_lead_on;
use detente_study::input::Input;
use detente_study::recipe::{Recipe, SweepRecipe};
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn sweep(args: &SweepArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    if args.report {
        report::must_be_possible()?;
    }
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let cases = args.cases.as_deref().map(overlaid::open).transpose()?;
    let stop = Stop::listen()?;
    let Ok(base) = reading::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let Some(laid) = points::laid(args, cases.as_ref(), &base.file)? else { return Ok(ExitStatus::Faults) };
    let target = target(args.base.out.as_deref(), &base, "sweep");
    // Thousands of points take seconds to be read: a place that leads nowhere is refused before.
    must_lead_on(&target)?;
    let Some((inputs, varied)) = points::read(args, cases.as_ref(), &over, &base, &laid, &stop)? else {
        return Ok(ExitStatus::Faults);
    };
    let spec = args.spec();
    let to = Destination {
        target,
        folder: &args.base.folder,
        keeping: Some(Keeping { resume: args.resume, seconds: args.checkpoint_seconds }),
        explain: false,
        report: args.report,
    };
    let recipe = Recipe::Sweep(SweepRecipe { spec, varied, lean: args.lean });
    carry_out(&recipe, Batch { inputs, faulty: Vec::new() }, &to, &stop, |shown| {
        let (given, seconds, tables) = (screen::LaidOver::default(), watch.seconds(), shown.tables);
        let (out, report, compared) = (shown.out, args.report, None);
        let setting = screen::BatchSetting { spec, shard: None, given, out, tables, report, compared, seconds };
        screen::sweep(&args.path, shown.answer.runs(), recipe.varied(), &setting)
    })
}

/// Where an analysis of one scenario is written, unless it was `asked` for elsewhere.
pub(super) fn target(asked: Option<&Path>, base: &Input, command: &str) -> PathBuf {
    asked.map_or_else(|| Path::new("results").join(format!("{}_{command}", base.stem())), Path::to_owned)
}
