//! `detente run`: scenario files in, a results folder and a screen out.

use super::args::RunArgs;
use super::carry_out::{Destination, Keeping, carry_out};
use super::clock::Stopwatch;
use super::news::rounded_up;
use super::overlaid::{self, Overlaid};
use super::reading::Batch;
use super::screen::{self, BatchSetting, LaidOver};
use super::signal::Stop;
use super::{ExitStatus, Failure, batch, reading, report};
use anyhow::anyhow;
use detente_engine::batch::SequentialSizes;
use detente_study::input::Input;
use detente_study::recipe::{Recipe, RunRecipe};
use detente_study::run::{Enough, Spec, trials_to_keep};
use detente_study::table::grouped;
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &RunArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    if args.report {
        report::must_be_possible()?;
    }
    if let Some(worlds) = &args.worlds {
        overlaid::must_not_be_a_pipe(worlds, "worlds are read for every scenario, and a pipe can be read once")?;
    }
    let mut sets = args.simulate.set.clone();
    sets.extend(args.worlds.as_deref().map(worlds_set));
    let over = Overlaid::new(args.values.as_deref(), &sets)?;
    let stop = Stop::listen()?;
    let batch = reading::read(&args.paths, &over, &stop, args.folder.quiet)?;
    let (spec, sequential) = spec(args, &batch, &stop)?;
    let compared = compared(args, &batch);
    let recipe = RunRecipe { spec, shard: args.shard, trial_rows: args.trial_rows, sequential, compared };
    let to = Destination {
        target: batch::out(args.out.as_deref(), &args.paths, args.shard),
        folder: &args.folder,
        keeping: Some(Keeping { resume: args.resume, seconds: args.checkpoint_seconds }),
        explain: args.exact,
        report: args.report,
    };
    carry_out(&Recipe::Run(recipe), batch, &to, &stop, |shown| {
        let (report, seconds, tables) = (args.report, watch.seconds(), shown.tables);
        let given = LaidOver { values: args.values.as_deref(), sets: &sets };
        let (shard, out, compared) = (args.shard, shown.out, shown.answer.compared());
        let setting = BatchSetting { spec, shard, given, out, tables, report, compared, seconds };
        screen::batch(&screen::lines(shown.answer.runs(), shown.faulty), &setting)
    })
}

/// The scenarios that are compared beside their runs, the base first: where a report is asked for, those of the files that the command line
/// names, the first of them as the base, if they are plans of one conflict. Nothing is compared (and this is empty) where
/// - fewer than two files are named, or a folder is, whose files nobody has put side by side;
/// - a file has faults: what it was to be compared in is left to the next run;
/// - something was observed in one of them: the plans would keep different trials, and share no random numbers any more;
/// - sender and target do not have the same names in all of them.
///
/// That no two of them have one name, which tells them apart in the tables, was seen when they were read.
fn compared(args: &RunArgs, batch: &Batch) -> Vec<String> {
    let mut named: Vec<&Input> = Vec::new();
    for path in &args.paths {
        // A folder is not among the files that were read.
        let Some(input) = batch.inputs.iter().find(|input| input.path == *path) else { return Vec::new() };
        if named.iter().all(|other| other.path != *path) {
            named.push(input);
        }
    }
    let parties = |input: &Input| input.file.scenario.parties.each_ref().map(|party| party.name.clone());
    let is_one_conflict = named.windows(2).all(|pair| parties(pair[0]) == parties(pair[1]));
    let is_without_news = named.iter().all(|input| input.plan.news.is_empty());
    if args.report && named.len() > 1 && is_one_conflict && is_without_news {
        named.into_iter().map(|input| input.stem().to_owned()).collect()
    } else {
        Vec::new()
    }
}

/// What `--set` would say to name the worlds at `path`.
fn worlds_set(path: &Path) -> String {
    format!("worlds={}", toml::Value::String(path.display().to_string()))
}

/// What is simulated: where so many trials are to be kept of every file, as many as that takes in the one in which it takes most; where
/// that would be too many, how trials are followed from news to news.
fn spec(args: &RunArgs, batch: &Batch, stop: &Stop) -> Result<(Spec, Option<SequentialSizes>), Failure> {
    let spec = args.simulate.spec();
    let Some(wanted) = args.keep else { return Ok((spec, None)) };
    let mut found = Vec::new();
    for input in batch.inputs.iter().filter(|input| !input.plan.news.is_empty()) {
        let own = trials_to_keep(&input.plan, spec.seed, wanted, &|| stop.asked());
        stop.heed()?;
        found.extend(own);
    }
    if found.is_empty() {
        let why = "--keep: in none of these files was anything observed, so every trial counts; write --trials instead";
        return Err(Failure::new(ExitStatus::CommandLine, anyhow!(why)));
    }
    let simulated = found.iter().map(|own| if let Enough::Simulate(trials) = own { Some(*trials) } else { None });
    let Some(trials) = simulated.collect::<Option<Vec<u64>>>().and_then(|all| all.into_iter().max()) else {
        let sizes = SequentialSizes::worth(wanted);
        let followed = grouped(sizes.followed());
        tell(
            args,
            &format!("hardly any trial goes as was observed: {followed} are followed from one entry to the next"),
        );
        return Ok((Spec { trials: sizes.followed(), ..spec }, Some(sizes)));
    };
    let trials = rounded_up(trials);
    tell(args, &format!("about {} of {} trials will go as was observed", grouped(wanted), grouped(trials)));
    Ok((Spec { trials, ..spec }, None))
}

/// Remarks on what is going to be simulated, unless nothing but faults is to be printed.
fn tell(args: &RunArgs, remark: &str) {
    if !args.folder.quiet {
        super::remark(remark);
    }
}
