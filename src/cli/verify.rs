//! `detente verify`: results folders against their manifests, and against the same trials simulated again.

use super::args::VerifyArgs;
use super::job::{Job, Ready};
use super::progress::Progress;
use super::sensitivity::{self, Task};
use super::signal::Stop;
use super::simulating::{self, Setting};
use super::{Failure, Status, compare, folder, grant, order, report, results};
use anyhow::Context;
use detente_report::platform;
use detente_report::results::{Manifest, OutDir};
use detente_study::table;
use std::io;
use std::path::Path;

/// Runs the command.
pub(super) fn verify(args: &VerifyArgs) -> Result<Status, Failure> {
    let mut status = Status::Done;
    let stop = if args.rerun { Stop::listen()? } else { Stop::default() };
    for folder in args.folders.iter().take_while(|_| !stop.asked()) {
        let found = look(folder, args, &stop)?;
        for problem in &found.problems {
            super::remark(&format!("{}: {problem}", folder.display()));
        }
        if !args.quiet
            && let Some(sound) = found.sound
        {
            super::tell(io::stdout(), &format!("{}: {sound}\n", folder.display()))?;
        }
        if found.status != Status::Done && status != Status::Unsound {
            status = found.status;
        }
    }
    Ok(status)
}

/// What is said of one folder.
struct Found {
    status: Status,
    problems: Vec<String>,
    sound: Option<String>,
}

impl Found {
    fn unsound(problems: Vec<String>) -> Self {
        Self { status: Status::Unsound, problems, sound: None }
    }

    fn interrupted() -> Self {
        Self { status: Status::Interrupted, problems: vec!["interrupted".to_owned()], sound: None }
    }
}

fn look(folder: &Path, args: &VerifyArgs, stop: &Stop) -> Result<Found, Failure> {
    let manifest = match folder::sound(folder) {
        Ok(manifest) => manifest,
        Err(problems) => return Ok(Found::unsound(problems)),
    };
    let facts = &manifest.facts;
    let files = manifest.paths().count();
    let version = &facts.version;
    if facts.status == table::Status::Interrupted {
        let open = facts.scenarios.iter().filter(|scenario| scenario.status == table::Status::Interrupted);
        let problem = |scenario: &detente_report::results::ScenarioFacts| {
            format!(
                "interrupted: {} of {} trials of {} were simulated; `detente run --resume` goes on",
                table::grouped(scenario.trials_done),
                table::grouped(scenario.trials_asked),
                scenario.scenario
            )
        };
        let sound = Some(format!("what is there is sound: {files} files are as detente {version} wrote them"));
        return Ok(Found { status: Status::Interrupted, problems: open.map(problem).collect(), sound });
    }
    if !args.rerun {
        let sound = Some(format!("sound: {files} files are as detente {version} wrote them"));
        return Ok(Found { status: Status::Done, problems: Vec::new(), sound });
    }
    rerun(folder, &manifest, args, stop)
}

/// Simulates the inputs of a sound folder again, elsewhere, and compares.
fn rerun(folder: &Path, manifest: &Manifest, args: &VerifyArgs, stop: &Stop) -> Result<Found, Failure> {
    if manifest.facts.settings.analysis.is_some() {
        return match again(folder, manifest, args, stop)? {
            Some(Ok(again)) => Ok(compared(manifest, &again)),
            Some(Err(problem)) => Ok(Found::unsound(vec![problem])),
            None => Ok(Found::interrupted()),
        };
    }
    let ready = match folder::inputs(folder, manifest) {
        Ok(ready) => ready,
        Err(problem) => return Ok(Found::unsound(vec![problem])),
    };
    if manifest.facts.settings.order.is_some() {
        return match order::Task::of_facts(&manifest.facts)
            .filter(|task| ready.len() == 1 && task.check(&ready[0]).is_ok())
        {
            Some(task) => Ok(match seek(&ready[0], &task, args, stop)? {
                Some(again) => compared(manifest, &again),
                None => Found::interrupted(),
            }),
            None => Ok(Found::unsound(vec![other_version(manifest)])),
        };
    }
    let again = match (Job::of_facts(&manifest.facts), Task::of_facts(&manifest.facts)) {
        (Some(job), _) => {
            let has_report = report::has_one(manifest);
            if has_report {
                report::must_be_possible()?;
            }
            simulate(ready, &job, args, has_report, stop)?
        }
        (None, Some(task)) if ready.len() == 1 && sensitivity::check(&ready[0]).is_ok() => {
            analyse(&ready[0], task, args, stop)?
        }
        _ => return Ok(Found::unsound(vec![other_version(manifest)])),
    };
    let Some(again) = again else { return Ok(Found::interrupted()) };
    Ok(compared(manifest, &again))
}

fn other_version(manifest: &Manifest) -> String {
    let (version, results_version) = (&manifest.facts.version, manifest.facts.results_version);
    format!(
        "it was written by detente {version}, results version {results_version}: simulate it again with that version"
    )
}

/// The comparison in `folder` made again, its manifest; or why it cannot be; none where an end was asked for.
fn again(
    folder: &Path,
    manifest: &Manifest,
    args: &VerifyArgs,
    stop: &Stop,
) -> Result<Option<Result<Manifest, String>>, Failure> {
    let place = temporary()?;
    let made = || compare::again(folder, manifest, &place.path().join("again"), stop);
    grant::pool(args.threads)?.install(made)
}

fn temporary() -> Result<platform::TemporaryFolder, Failure> {
    let place = platform::temporary_folder().context("cannot create a temporary folder");
    place.map_err(|error| Failure::new(Status::Files, error))
}

/// A results folder to be, in a temporary one that goes when the first is dropped.
fn elsewhere() -> Result<(platform::TemporaryFolder, OutDir), Failure> {
    let place = temporary()?;
    let out = OutDir::open(&place.path().join("again"), false)?;
    Ok((place, out))
}

/// What is said of a folder whose inputs gave `again`.
fn compared(manifest: &Manifest, again: &Manifest) -> Found {
    let listed: Vec<&str> = again.paths().collect();
    let differ = listed.iter().filter(|path| manifest.digest(path) != again.digest(path));
    let mut problems: Vec<String> =
        differ.map(|path| format!("{path} is not what the inputs give when they are simulated again")).collect();
    if manifest.facts != again.facts {
        problems.push("manifest.json does not say what was simulated when the inputs are simulated again".to_owned());
    }
    if !problems.is_empty() {
        return Found::unsound(problems);
    }
    let others = manifest.paths().filter(|path| again.digest(path).is_none()).count();
    let others =
        if others > 0 { format!("; {others} files of other commands were not made again") } else { String::new() };
    let sound =
        Some(format!("sound: simulated again, {} files came out the same, byte for byte{others}", listed.len()));
    Found { status: Status::Done, problems: Vec::new(), sound }
}

/// The manifest of the same run, made again in a temporary folder; none where it was interrupted.
fn simulate(
    ready: Vec<Ready>,
    job: &Job,
    args: &VerifyArgs,
    with_report: bool,
    stop: &Stop,
) -> Result<Option<Manifest>, Failure> {
    let (_place, out) = elsewhere()?;
    let progress = Progress::new(job.trial_count(&ready), args.quiet);
    let setting = Setting { stop, progress: &progress, explain: false };
    let simulated = grant::pool(args.threads)?.install(|| match job.trial_rows {
        true => simulating::simulate_with_rows(ready, job, &out, &setting),
        false => simulating::simulate(ready, job, None, &setting),
    })?;
    if stop.asked() {
        return Ok(None);
    }
    Ok(Some(results::write(out, job, &simulated, with_report)?.0))
}

/// The same of a sensitivity analysis.
fn analyse(ready: &Ready, task: Task, args: &VerifyArgs, stop: &Stop) -> Result<Option<Manifest>, Failure> {
    let (_place, out) = elsewhere()?;
    let Some(study) = task.simulate(ready, args.threads, args.quiet, stop)? else { return Ok(None) };
    task.write(out, ready, &study).map(Some)
}

/// The same of a search for the best order.
fn seek(ready: &Ready, task: &order::Task, args: &VerifyArgs, stop: &Stop) -> Result<Option<Manifest>, Failure> {
    let (_place, out) = elsewhere()?;
    let Some(answer) = task.simulate(ready, args.threads, args.quiet, stop)? else { return Ok(None) };
    task.write(out, ready, &answer).map(Some)
}
