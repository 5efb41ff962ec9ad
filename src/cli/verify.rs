//! `detente verify`: results folders against their manifests, and against the same trials simulated again.

use super::args::VerifyArgs;
use super::carry_out::simulate_again;
use super::signal::Stop;
use super::{ExitStatus, Failure, report};
use anyhow::Context;
use detente_report::results::{Manifest, OutDir};
use detente_report::{platform, sound};
use detente_study::table;
use std::io;
use std::path::Path;

/// Runs the command.
pub(super) fn verify(args: &VerifyArgs) -> Result<ExitStatus, Failure> {
    let mut status = ExitStatus::Done;
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
        if found.status != ExitStatus::Done && status != ExitStatus::Unsound {
            status = found.status;
        }
    }
    Ok(status)
}

/// What is said of one folder.
struct Found {
    status: ExitStatus,
    problems: Vec<String>,
    sound: Option<String>,
}

impl Found {
    fn unsound(problems: Vec<String>) -> Self {
        Self { status: ExitStatus::Unsound, problems, sound: None }
    }

    fn interrupted() -> Self {
        Self { status: ExitStatus::Interrupted, problems: vec!["interrupted".to_owned()], sound: None }
    }
}

fn look(folder: &Path, args: &VerifyArgs, stop: &Stop) -> Result<Found, Failure> {
    let manifest = match sound::sound(folder) {
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
        return Ok(Found { status: ExitStatus::Interrupted, problems: open.map(problem).collect(), sound });
    }
    if !args.rerun {
        let sound = Some(format!("sound: {files} files are as detente {version} wrote them"));
        return Ok(Found { status: ExitStatus::Done, problems: Vec::new(), sound });
    }
    rerun(folder, &manifest, args, stop)
}

/// Simulates the inputs of a sound folder again, elsewhere, and compares.
fn rerun(folder: &Path, manifest: &Manifest, args: &VerifyArgs, stop: &Stop) -> Result<Found, Failure> {
    let inputs = match sound::inputs(folder, manifest) {
        Ok(inputs) => inputs,
        Err(problem) => return Ok(Found::unsound(vec![problem])),
    };
    let facts = &manifest.facts;
    let arranged = Some(inputs).filter(|_| facts.can_be_simulated_again() && facts.agree());
    let Some(Ok(inputs)) = arranged.map(|inputs| facts.recipe.arranged(inputs)) else {
        return Ok(Found::unsound(vec![other_version(manifest)]));
    };
    if report::has_one(manifest) {
        report::must_be_possible()?;
    }
    let place = platform::temporary_folder().context("cannot create a temporary folder");
    let place = place.map_err(|error| Failure::new(ExitStatus::Files, error))?;
    let out = OutDir::open(&place.path().join("again"), false)?;
    let again = simulate_again(manifest, inputs, out, args.threads, args.quiet, stop)?;
    Ok(again.map_or_else(Found::interrupted, |again| compared(manifest, &again)))
}

fn other_version(manifest: &Manifest) -> String {
    let (version, results_version) = (&manifest.facts.version, manifest.facts.results_version);
    format!(
        "it was written by detente {version}, results version {results_version}: simulate it again with that version"
    )
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
    Found { status: ExitStatus::Done, problems: Vec::new(), sound }
}
