//! `detente run`: scenario files in, a results folder and a screen out.

use super::args::RunArgs;
use super::clock::Stopwatch;
use super::job::{self, Job, Played, Ready};
use super::playing::{self, Keeper};
use super::progress::Progress;
use super::screen::{self, Setting};
use super::signal::Stop;
use super::{Failure, Status, batch, grant, report, results};
use crate::export::{OutDir, ScenarioFacts, inspect, sha256};
use crate::table;
use anyhow::Context;
use rayon::ThreadPoolBuilder;
use std::io;
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &RunArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let job = Job::of_args(args);
    let batch = job::read(&args.paths, &args.play.set, args.quiet)?;
    let status = if batch.faulty.is_empty() { Status::Done } else { Status::Faults };
    if batch.ready.is_empty() {
        return Ok(status);
    }
    let target = batch::out(args.out.as_deref(), &args.paths, args.shard);
    batch::spare_inputs(&target, batch.ready.iter().flat_map(|ready| &ready.file.files))?;
    if args.resume && is_done(&target, &job, &batch.ready) {
        // What a run that was killed on its last line has left beside its results.
        OutDir::open(&target, args.force)?.checkpoints().discard()?;
        super::remark(&format!("{} is complete already", target.display()));
        if args.report {
            report::add(&target)?;
        }
        return Ok(status);
    }
    let out = OutDir::open(&target, args.force)?;
    let target = out.target().to_owned();
    let played = play(batch.ready, &job, args, &out, &stop)?;
    let interrupted = played.iter().any(|one| one.status == table::Status::Interrupted);
    if played.iter().all(|one| one.trials() == 0) && interrupted {
        super::remark("interrupted before anything was played; earlier results are untouched");
        return Ok(Status::Interrupted);
    }
    if interrupted && out.replaces_complete() {
        let kept = if job.trial_rows { "" } else { "; the same command with --resume goes on from here" };
        super::remark(&format!("interrupted: {} still holds the earlier, complete results{kept}", target.display()));
        return Ok(Status::Interrupted);
    }
    let tables = results::write(out, &job, &played, args.report)?.1;
    if !args.quiet {
        let (report, seconds) = (args.report, watch.seconds());
        let setting = Setting { spec: job.spec, shard: job.shard, out: &target, tables, report, seconds };
        super::tell(io::stdout(), &screen::batch(&job::lines(&played, &batch.faulty), &setting))?;
    }
    if interrupted {
        let how = if job.trial_rows {
            "the same command plays it from the beginning"
        } else {
            "the same command with --resume goes on from here"
        };
        super::remark(&format!("interrupted: {} holds what was played; {how}", target.display()));
        return Ok(Status::Interrupted);
    }
    Ok(status)
}

fn play(ready: Vec<Ready>, job: &Job, args: &RunArgs, out: &OutDir, stop: &Stop) -> Result<Vec<Played>, Failure> {
    let checkpoints = out.checkpoints();
    if !args.resume && checkpoints.discard()? {
        super::remark("starting over; --resume would have gone on from where the last run into this folder stopped");
    }
    let progress = Progress::new(job.plays(&ready), args.quiet);
    let setting = playing::Setting { stop, progress: &progress, explain: args.exact };
    let keeper = Keeper { checkpoints, every: args.checkpoint_seconds, resume: args.resume };
    pool(args.threads)?.install(|| match job.trial_rows {
        true => playing::play_with_rows(ready, job, out, &setting),
        false => playing::play(ready, job, Some(&keeper), &setting),
    })
}

/// The threads on which trials are played.
pub(super) fn pool(asked: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    let pool = ThreadPoolBuilder::new().num_threads(grant::threads(asked)).build().context("cannot start the threads");
    pool.map_err(|error| Failure::new(Status::Files, error))
}

/// Whether `target` holds, unchanged, what this run would write there.
fn is_done(target: &Path, job: &Job, ready: &[Ready]) -> bool {
    let Ok(found) = inspect(target) else { return false };
    let facts = ready.iter().map(|one| ScenarioFacts::new(one.stem(), job.trials(), job.trials()));
    let same_input = |one: &Ready| {
        let listed = found.manifest.digest(&format!("inputs/{}.toml", one.stem()));
        listed == Some(sha256(one.file.flattened.as_bytes()).as_str())
    };
    found.discrepancies.is_empty() && found.manifest.facts == job.facts(facts.collect()) && ready.iter().all(same_input)
}
