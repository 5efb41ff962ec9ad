//! `detente verify`: results folders against their manifests, and against the same trials simulated again.

mod found;

use super::args::VerifyArgs;
use super::carry_out::simulate_again;
use super::signal::Stop;
use super::{ExitStatus, Failure, report};
use anyhow::Context;
use detente_report::results::{Manifest, OutDir};
use detente_report::{platform, sound};
use detente_study::table;
use found::Found;
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
                "interrupted: {} of {} trials of {} were simulated; the same command with --resume goes on",
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
        return Ok(Found::unsound(vec![found::other_version(manifest)]));
    };
    if report::has_one(manifest) {
        report::must_be_possible()?;
    }
    let place = platform::temporary_folder().context("cannot create a temporary folder");
    let place = place.map_err(|error| Failure::new(ExitStatus::Files, error))?;
    let out = OutDir::open(&place.path().join("again"), false)?;
    let again = simulate_again(manifest, inputs, out, args.threads, args.quiet, stop)?;
    Ok(again.map_or_else(Found::interrupted, |again| Found::compared(manifest, &again)))
}
