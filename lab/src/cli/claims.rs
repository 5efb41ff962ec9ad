//! `detente-lab claims`: every claim of a list as a paired experiment, written as a page.

use super::args::ClaimsArgs;
use super::{Status, page, print_faults, refuse_news, simulating, tell_page};
use detente_lab::claim::{self, ClaimList, Design, Experiment, RowTally};
use detente_study::run::Spec;
use detente_study::scenario;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The list of claims in a folder.
const LIST: &str = "_claims.toml";

/// Runs the command.
pub(super) fn claims(args: &ClaimsArgs) -> anyhow::Result<Status> {
    let list = claim::read(&args.folder.join(LIST));
    let list = list.map(|list| if let Some(trials) = args.trials { list.with_trials(trials) } else { list });
    let compiled = list.and_then(|list| claim::compile(&list).map(|designs| (list, designs)));
    let (list, designs) = match compiled {
        Ok(compiled) => compiled,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Status::Faults);
        }
    };
    for plan in designs.iter().flatten().flatten().flat_map(|design| &design.plans) {
        refuse_news(plan, &args.folder, "claims are about all trials")?;
    }
    page::check(&args.out, &inputs(&list, &args.folder))?;
    let tallies = simulate(&list, &designs, args.quiet);
    let findings = claim::judge(&list, &tallies);
    page::write(&args.out, &claim::page(&list, &findings))?;
    tell_page(&claim::summary(&list, &findings), &args.out)?;
    Ok(Status::Done)
}

/// Every file that is read: the list, its scenarios and what they extend.
fn inputs(list: &ClaimList, folder: &Path) -> BTreeSet<PathBuf> {
    let experiments = list.claims.iter().flat_map(|claim| &claim.experiments);
    let named: BTreeSet<&PathBuf> = experiments.flat_map(|one| &one.levels).map(|level| &level.scenario).collect();
    let files = named.into_iter().filter_map(|path| scenario::read(path, &[]).ok()).flat_map(|file| file.files);
    files.chain([folder.join(LIST)]).collect()
}

fn simulate(list: &ClaimList, designs: &[Vec<Vec<Design>>], quiet: bool) -> Vec<Vec<Vec<Vec<RowTally>>>> {
    let simulated = |(experiment, designs): (&Experiment, &Vec<Design>)| -> Vec<Vec<RowTally>> {
        let each = designs.iter().enumerate();
        each.map(|(at, design)| claim::simulate(design, spec(list, experiment, at), &|_| ())).collect()
    };
    let claims = list.claims.iter().zip(designs);
    claims
        .map(|(claim, designs)| {
            simulating(&claim.id, quiet);
            claim.experiments.iter().zip(designs).map(simulated).collect()
        })
        .collect()
}

fn spec(list: &ClaimList, experiment: &Experiment, design: usize) -> Spec {
    Spec { seed: list.seed, trials: list.trials_of(experiment, design) }
}
