//! `detente claims`: every claim of a list as a paired experiment, written as a page.

use super::args::ClaimsArgs;
use super::progress::Progress;
use super::{Failure, Status, check};
use crate::claim::{self, ClaimList, Design};
use crate::run::Spec;
use anyhow::Context;
use std::io;
use std::path::Path;

/// The list of claims in a folder.
const LIST: &str = "_claims.toml";

/// Runs the command.
pub(super) fn claims(args: &ClaimsArgs) -> Result<Status, Failure> {
    let list = claim::read(&args.folder.join(LIST)).map(|list| with_trials(list, args.trials));
    let compiled = list.and_then(|list| claim::compile(&list).map(|designs| (list, designs)));
    let (list, designs) = match compiled {
        Ok(compiled) => compiled,
        Err(faults) => {
            check::print_faults(&faults);
            return Ok(Status::Faults);
        }
    };
    let tallies = play(&list, &designs, args.quiet);
    let findings = claim::judge(&list, &tallies);
    write(&args.out, &claim::page(&list, &findings))?;
    super::tell(io::stdout(), &format!("{}\nwrote {}\n", claim::summary(&list, &findings), args.out.display()))?;
    Ok(Status::Done)
}

/// As many trials as asked; backgrounds keep their part of them.
fn with_trials(mut list: ClaimList, trials: Option<u64>) -> ClaimList {
    if let Some(trials) = trials {
        list.background_trials = (trials * list.background_trials / list.trials).max(2);
        list.trials = trials;
    }
    list
}

fn play(list: &ClaimList, designs: &[Vec<Vec<Design>>], quiet: bool) -> Vec<Vec<Vec<Vec<claim::RowTally>>>> {
    let spec = |position: usize| {
        let trials = if position == 0 { list.trials } else { list.background_trials };
        Spec { seed: list.seed, trials }
    };
    let each = |designs: &[Design]| (0..).zip(designs).map(|(at, design)| claim::plays(design, spec(at))).sum::<u64>();
    let progress = Progress::new(designs.iter().flatten().map(|designs| each(designs)).sum(), quiet);
    let finished = |trials| progress.finished(trials);
    let experiment = |designs: &Vec<Design>| {
        (0..).zip(designs).map(|(position, design)| claim::play(design, spec(position), &finished)).collect()
    };
    let claims = list.claims.iter().zip(designs);
    claims
        .map(|(claim, designs)| {
            progress.playing(&claim.id);
            designs.iter().map(experiment).collect()
        })
        .collect()
}

fn write(path: &Path, page: &str) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        io::Write::write_all(&mut file, page.as_bytes())?;
        file.persist(path).map_err(|error| error.error)
    });
    let written = written.with_context(|| format!("cannot write {}", path.display()));
    written.map(|_| ()).map_err(|error| Failure::new(Status::Files, error))
}
