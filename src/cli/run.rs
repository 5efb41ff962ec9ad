//! `detente run`: scenario files in, a results folder and a screen out.

use super::args::RunArgs;
use super::clock::Stopwatch;
use super::job::{self, Batch, Job, Ready, Simulated};
use super::overlaid::Overlaid;
use super::progress::Progress;
use super::screen::{self, Given, Setting};
use super::signal::{NOTHING_SIMULATED, Stop};
use super::simulating::{self, Keeper};
use super::{Failure, Status, batch, grant, news, report, results};
use detente_report::results::{OutDir, RunFacts, ScenarioFacts, inspect, sha256, spare_inputs};
use detente_study::table;
use std::io;
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(args: &RunArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    if args.report {
        report::must_be_possible()?;
    }
    let job = Job::of_args(args);
    let over = Overlaid::new(args.values.as_deref(), &args.simulate.set)?;
    let batch = job::read(&args.paths, &over, &stop, args.folder.quiet)?;
    let order = Order {
        target: batch::out(args.out.as_deref(), &args.paths, args.shard),
        threads: args.folder.threads,
        force: args.folder.force,
        resume: args.resume,
        checkpoint_seconds: args.checkpoint_seconds,
        explain: args.exact,
        report: args.report,
        quiet: args.folder.quiet,
    };
    carry_out(batch, &job, &order, &stop, |simulated, faulty, out, tables| {
        let (report, seconds) = (args.report, watch.seconds());
        let given = Given { values: args.values.as_deref(), sets: &args.simulate.set };
        let setting = Setting { spec: job.spec, shard: job.shard, given, out, tables, report, seconds };
        screen::batch(&screen::lines(simulated, faulty), &setting)
    })
}

/// How a batch is simulated into a folder, as far as it does not decide the bytes.
pub(super) struct Order {
    pub(super) target: PathBuf,
    pub(super) threads: Option<u16>,
    pub(super) force: bool,
    pub(super) resume: bool,
    pub(super) checkpoint_seconds: f64,
    /// Whether to say why a scenario has no exact answer.
    pub(super) explain: bool,
    /// Whether to write a report beside the tables.
    pub(super) report: bool,
    pub(super) quiet: bool,
}

/// Simulates `batch` into the folder of `order` and prints what `show` makes of what was simulated, of the files with faults, of
/// the folder and of the number of tables.
pub(super) fn carry_out(
    batch: Batch,
    job: &Job,
    order: &Order,
    stop: &Stop,
    show: impl Fn(&[Simulated], &[(PathBuf, usize)], &Path, usize) -> String,
) -> Result<Status, Failure> {
    let status = if batch.faulty.is_empty() { Status::Done } else { Status::Faults };
    if batch.ready.is_empty() {
        return Ok(status);
    }
    let faulty = batch.faulty.iter().map(|(path, _)| path);
    spare_inputs(&order.target, batch.ready.iter().flat_map(|ready| &ready.file.files).chain(faulty))?;
    let asked = asked(&batch, job);
    if order.resume && is_done(&order.target, job, &batch.ready) {
        // What a run that was killed on its last line has left beside its results.
        OutDir::open_for(&order.target, &asked, order.force)?.checkpoints().discard()?;
        super::remark(&format!("{} is complete already", order.target.display()));
        if order.report {
            report::add(&order.target, stop)?;
        }
        return Ok(status);
    }
    let out = OutDir::reserve(&order.target)?;
    if let Err(refusal) = out.accept(&asked, order.force) {
        // Who wants to go on is told first what does not fit of that.
        if order.resume {
            simulating::check_kept(&batch.ready, job, &out.checkpoints())?;
        }
        return Err(refusal.into());
    }
    let target = out.target().to_owned();
    let simulated = simulate(batch.ready, job, order, &out, stop)?;
    let (simulated, refusals) = news::set_aside_rare(simulated, job.shard.is_some());
    refusals.iter().for_each(|refusal| super::remark(refusal));
    let status = if refusals.is_empty() { status } else { Status::NoSuchTrial };
    if simulated.is_empty() {
        out.checkpoints().discard()?;
        return Ok(status);
    }
    let interrupted = simulated.iter().any(|one| one.status == table::Status::Interrupted);
    if simulated.iter().all(|one| one.trials() == 0) && interrupted {
        super::remark(NOTHING_SIMULATED);
        return Ok(Status::Interrupted);
    }
    if interrupted && out.replaces_complete() {
        let kept = if job.trial_rows { "" } else { "; the same command with --resume goes on from here" };
        super::remark(&format!("interrupted: {} still holds the earlier, complete results{kept}", target.display()));
        return Ok(Status::Interrupted);
    }
    let tables = results::write(out, job, &simulated, order.report)?.1;
    if !order.quiet {
        super::tell(io::stdout(), &show(&simulated, &batch.faulty, &target, tables))?;
    }
    if interrupted {
        let how = if job.trial_rows {
            "the same command simulates it from the beginning"
        } else {
            "the same command with --resume goes on from here"
        };
        super::remark(&format!("interrupted: {} holds what was simulated; {how}", target.display()));
        return Ok(Status::Interrupted);
    }
    Ok(status)
}

/// What the manifest would say of `batch` if every file of it could be simulated: one with faults was asked for, too.
fn asked(batch: &Batch, job: &Job) -> RunFacts {
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ready = batch.ready.iter().map(|ready| ready.stem().to_owned());
    let stems = ready.chain(batch.faulty.iter().map(|(path, _)| stem(path)));
    job.facts(stems.map(|stem| ScenarioFacts::new(&stem, job.trials(), job.trials())).collect())
}

fn simulate(ready: Vec<Ready>, job: &Job, order: &Order, out: &OutDir, stop: &Stop) -> Result<Vec<Simulated>, Failure> {
    let checkpoints = out.checkpoints();
    if !order.resume && checkpoints.discard()? {
        super::remark("starting over; --resume would have gone on from where the last run into this folder stopped");
    }
    let progress = Progress::new(job.trial_count(&ready), order.quiet);
    let setting = simulating::Setting { stop, progress: &progress, explain: order.explain };
    let keeper = Keeper { checkpoints, every: order.checkpoint_seconds, resume: order.resume };
    grant::pool(order.threads)?.install(|| match job.trial_rows {
        true => simulating::simulate_with_rows(ready, job, out, &setting),
        false => simulating::simulate(ready, job, Some(&keeper), &setting),
    })
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
