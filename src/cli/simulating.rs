//! Scenarios simulated one after the other, in legs between which checkpoints are kept.

use super::Failure;
use super::clock::Stopwatch;
use super::job::{Job, Ready, Simulated};
use super::progress::Progress;
use super::results;
use super::signal::Stop;
use detente_engine::exact;
use detente_engine::tally::{Tally, WorldTally};
use detente_report::results::{Checkpoint, Checkpoints, ExportError, Identity, OutDir};
use detente_study::run::{self, RunControl};
use detente_study::table::Status;
use rayon::prelude::*;

/// What goes on beside the simulating.
pub(super) struct Setting<'a> {
    /// Who may ask for an end.
    pub(super) stop: &'a Stop,
    /// Where progress is shown.
    pub(super) progress: &'a Progress,
    /// Whether to say why a scenario has no exact answer.
    pub(super) explain: bool,
}

/// A scenario under way: its blocks before `next` are in `tally`.
struct Course {
    ready: Ready,
    tally: Tally,
    worlds: Option<WorldTally>,
    next: u64,
    saved: u64,
}

/// Times that each point of a sweep has its turn, where it has many trials.
const ROUNDS: u64 = 16;

/// Keeps checkpoints at intervals.
pub(super) struct Keeper {
    pub(super) checkpoints: Checkpoints,
    /// Seconds between two.
    pub(super) every: f64,
    /// Whether to go on from those that are there.
    pub(super) resume: bool,
}

/// Simulates all of `ready`, or until an end is asked for; then all that was simulated is in the checkpoints of `keeper`.
pub(super) fn simulate(
    ready: Vec<Ready>,
    job: &Job,
    keeper: Option<&Keeper>,
    setting: &Setting<'_>,
) -> Result<Vec<Simulated>, Failure> {
    let mut courses = ready.into_iter().map(|ready| begin(ready, job, keeper)).collect::<Result<Vec<_>, _>>()?;
    let blocks = job.part().blocks(job.spec);
    setting.progress.finished(courses.iter().map(|course| course.tally.record().simulated()).sum());
    let mut watch = Stopwatch::start();
    for course in courses.iter_mut().filter(|course| course.next >= blocks.end) {
        course.worlds = worlds(&course.ready, job, setting, false);
    }
    while let Some(course) = next(&mut courses, job, blocks.end).filter(|_| !setting.stop.asked()) {
        setting.progress.simulating(course.ready.stem());
        if course.worlds.is_none() {
            course.worlds = worlds(&course.ready, job, setting, true);
        }
        let due = || keeper.is_some_and(|keeper| watch.seconds() >= keeper.every);
        let pause = || setting.stop.asked() || due();
        let finished = |trials| setting.progress.finished(trials);
        let control =
            RunControl { pause: &pause, give_up: &|| setting.stop.force_quit_requested(), finished: &finished };
        let end = course.next.saturating_add(stride(job, blocks.end - blocks.start)).min(blocks.end);
        let leg = run::leg(&course.ready.plan, job.spec, course.next..end, control);
        course.tally.merge(&leg.tally);
        course.next = leg.next;
        if let Some(keeper) = keeper.filter(|_| due()) {
            save(&mut courses, job, keeper)?;
            watch = Stopwatch::start();
        }
    }
    if let Some(keeper) = keeper.filter(|_| setting.stop.asked()) {
        save(&mut courses, job, keeper)?;
    }
    Ok(end(courses, job, setting))
}

/// The course to go on with: the first that is not at its end; of the points of a sweep the one least far, so that they
/// are equally far when they are stopped.
fn next<'a>(courses: &'a mut [Course], job: &Job, end: u64) -> Option<&'a mut Course> {
    let mut open = courses.iter_mut().filter(|course| course.next < end);
    if job.varied.is_some() { open.min_by_key(|course| course.next) } else { open.next() }
}

/// How many blocks are simulated before the next course is chosen: all of a scenario, but a part of a point of a sweep.
fn stride(job: &Job, blocks: u64) -> u64 {
    let rounds = (blocks / ROUNDS).max(2 * rayon::current_num_threads() as u64);
    if job.varied.is_some() { rounds } else { blocks.max(1) }
}

/// Simulates all of `ready` with a row for every trial, or until an end is asked for.
pub(super) fn simulate_with_rows(
    ready: Vec<Ready>,
    job: &Job,
    out: &OutDir,
    setting: &Setting<'_>,
) -> Result<Vec<Simulated>, Failure> {
    let mut courses = Vec::with_capacity(ready.len());
    for ready in ready {
        setting.progress.simulating(ready.stem());
        let worlds = worlds(&ready, job, setting, true);
        let finished = |trials| setting.progress.finished(trials);
        let control = RunControl {
            pause: &|| setting.stop.asked(),
            give_up: &|| setting.stop.force_quit_requested(),
            finished: &finished,
        };
        let leg = results::write_trials(&ready, job, out, control)?;
        courses.push(Course { ready, tally: leg.tally, worlds, next: leg.next, saved: 0 });
    }
    Ok(end(courses, job, setting))
}

/// Simulates the worlds of a scenario, or gives up where an end is asked for while its trials are still to come (`before`):
/// then nothing is said about worlds anyway.
fn worlds(ready: &Ready, job: &Job, setting: &Setting<'_>, before: bool) -> Option<WorldTally> {
    let pause = || before && setting.stop.asked();
    let finished = |trials| setting.progress.finished(trials);
    let control = RunControl { pause: &pause, give_up: &|| false, finished: &finished };
    run::worlds(&ready.plan, job.spec.seed, job.worlds(&ready.plan)?, control)
}

fn identity(ready: &Ready, job: &Job) -> Identity {
    Identity::new(job.spec, job.part(), &ready.file.flattened)
}

/// Refuses where what was kept of a scenario is damaged, or of another run.
pub(super) fn check_kept(ready: &[Ready], job: &Job, checkpoints: &Checkpoints) -> Result<(), ExportError> {
    ready.iter().try_for_each(|ready| checkpoints.load(ready.stem(), &identity(ready, job)).map(drop))
}

fn begin(ready: Ready, job: &Job, keeper: Option<&Keeper>) -> Result<Course, Failure> {
    let first = job.part().blocks(job.spec).start;
    let frozen = ready.plan.largest_frozen();
    let kept = match keeper.filter(|keeper| keeper.resume) {
        Some(keeper) => keeper.checkpoints.load(ready.stem(), &identity(&ready, job))?,
        None => None,
    };
    let (tally, next) = match kept {
        None => (Tally::new(&ready.plan, frozen), first),
        Some(kept) => {
            let tally = Tally::read(kept.record, &ready.plan, frozen);
            (tally.map_err(|error| Failure::new(super::Status::Files, error))?, kept.next)
        }
    };
    Ok(Course { ready, tally, worlds: None, next, saved: next })
}

fn save(courses: &mut [Course], job: &Job, keeper: &Keeper) -> Result<(), ExportError> {
    for course in courses.iter_mut().filter(|course| course.saved != course.next) {
        let identity = identity(&course.ready, job);
        let record = serde_json::to_value(course.tally.record()).expect("integers and text can be spelled");
        let checkpoint = Checkpoint { identity, next: course.next, record };
        keeper.checkpoints.save(course.ready.stem(), &checkpoint)?;
        course.saved = course.next;
    }
    Ok(())
}

/// Adds the exact answers, where all was simulated and this is no shard.
fn end(courses: Vec<Course>, job: &Job, setting: &Setting<'_>) -> Vec<Simulated> {
    let status = |course: &Course| match course.tally.record().simulated() < job.trials() {
        true => Status::Interrupted,
        false => Status::Complete,
    };
    let whole = job.shard.is_none() && courses.iter().all(|course| status(course) == Status::Complete);
    let answers: Vec<_> = courses.par_iter().map(|course| whole.then(|| exact::answer(&course.ready.plan))).collect();
    let simulated = courses.into_iter().zip(answers).map(|(course, answer)| {
        if let (Some(Err(refusal)), true) = (&answer, setting.explain) {
            super::remark(&format!("{}: {refusal}", course.ready.path.display()));
        }
        let status = status(&course);
        let worlds = course.worlds.filter(|_| status == Status::Complete);
        Simulated { ready: course.ready, tally: course.tally, exact: answer.and_then(Result::ok), worlds, status }
    });
    simulated.collect()
}
