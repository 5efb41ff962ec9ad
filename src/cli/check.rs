//! `detente check`: every fault of every file; for a sound file what it holds.

use super::args::CheckArgs;
use super::{ExitStatus, Failure, batch, faults, screen};
use detente_engine::domain::Basis;
use detente_engine::plan::Plan;
use detente_study::calibration;
use detente_study::scenario::{self, CheckedFile};
use detente_study::table::counted;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Runs the command.
pub(super) fn check(args: &CheckArgs) -> Result<ExitStatus, Failure> {
    let mut status = ExitStatus::Done;
    let files = batch::files(&args.paths, false)?;
    // A card costs some trials: a thousand files of a folder are only read. What moves the answer costs some for every number.
    let is_alone = matches!(args.paths.as_slice(), [only] if !only.is_dir());
    let with_card = args.card || is_alone;
    for path in files {
        match scenario::read(&path, &args.set) {
            Ok(file) => {
                let plan = Plan::compile(&file.scenario).map_err(|error| Failure::new(ExitStatus::Faults, error))?;
                report(&path, &file, &plan)?;
                if with_card {
                    write!(io::stdout(), "{}", screen::calibration(&calibration::card(&plan)))?;
                    let departures = Some(&file).filter(|_| is_alone).and_then(calibration::departures);
                    let departures = departures.map_or(String::new(), |found| screen::departures(&found));
                    write!(io::stdout(), "{departures}")?;
                }
            }
            Err(found) => {
                faults::print(&found);
                status = ExitStatus::Faults;
            }
        }
    }
    Ok(status)
}

fn report(path: &Path, file: &CheckedFile, plan: &Plan) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for note in &file.notes {
        writeln!(out, "{}\n", note.render_note(out.is_terminal()))?;
    }
    let scenario = &file.scenario;
    let count = |basis: Basis| scenario.values_on(basis);
    writeln!(
        out,
        "{}: sound\n  {} as climbed, {}, {}, {}, {}\n  values: {} documented, {} press, {} judgement, {}{} left at their default",
        path.display(),
        counted(plan.ladder.len(), "rung"),
        bodies(scenario.bodies.len()),
        counted(scenario.objectors.len(), "objector"),
        counted(scenario.spoilers.len(), "spoiler"),
        counted(scenario.uncertain.len(), "uncertain value"),
        count(Basis::Documented),
        count(Basis::Press),
        count(Basis::Judgement),
        screen::from_the_template(scenario),
        count(Basis::Default),
    )?;
    Ok(())
}

fn bodies(number: usize) -> String {
    if number == 1 { "1 body".to_owned() } else { format!("{number} bodies") }
}
