//! `detente cases`: the historical cases, played and set beside what happened.

use super::args::CasesArgs;
use super::progress::Progress;
use super::{Failure, Status, faults, news, page};
use crate::case::{self, CaseFile, CaseList, Compiled, Forecast, MARK, Origin, Played};
use crate::export::{RESULTS_VERSION, sha256};
use crate::plan::Plan;
use crate::run::{self, Spec};
use std::io;

/// The list of cases in a folder.
const LIST: &str = "_cases.toml";
/// Above what is made, where nobody has written anything yet.
const HEAD: &str = "# Historical cases";

/// Runs the command.
pub(super) fn cases(args: &CasesArgs) -> Result<Status, Failure> {
    let mut list = match case::read(&args.folder.join(LIST)) {
        Ok(list) => list,
        Err(faults) => {
            faults::print(&faults);
            return Ok(Status::Faults);
        }
    };
    list.trials = args.trials.unwrap_or(list.trials);
    list.variation_trials = args.trials.unwrap_or(list.variation_trials);
    let compiled = match case::compile(&list) {
        Ok(compiled) => compiled,
        Err(faults) => {
            faults.iter().for_each(faults::print);
            return Ok(Status::Faults);
        }
    };
    for one in &compiled.cases {
        news::refuse(&one.plan, &args.folder, "a case is coded from what was known on its first day")?;
    }
    let files = std::iter::once(&compiled.defaults).chain(&compiled.cases).flat_map(|one| &one.file.files);
    page::check(&args.out, files.chain([&args.folder.join(LIST)]))?;
    let head = page::head(&args.out, MARK, HEAD)?;
    let played = play(&list, &compiled, args.quiet);
    let origin = Origin { inputs: digest(&list, &compiled), results_version: RESULTS_VERSION };
    page::write(&args.out, &case::page(&head, &list, &compiled, &played, &origin))?;
    let summary = case::summary(&list, &played).replace("**", "");
    super::tell(io::stdout(), &format!("{summary}\nwrote {}\n", args.out.display()))?;
    Ok(Status::Done)
}

fn play(list: &CaseList, compiled: &Compiled, quiet: bool) -> Played {
    let varied: usize = compiled.variations.iter().map(Vec::len).sum();
    let trials = list.trials * (compiled.cases.len() as u64 + 1) + list.variation_trials * varied as u64;
    let progress = Progress::new(trials, quiet);
    let forecast = |plan: &Plan, trials| {
        let spec = Spec { seed: list.seed, trials };
        Forecast::new(run::trials(plan, spec, &|trials| progress.finished(trials)).record())
    };
    let coded = |one: &CaseFile| {
        progress.playing(&one.file.scenario.stem);
        forecast(&one.plan, list.trials)
    };
    let (defaults, cases) = (coded(&compiled.defaults), compiled.cases.iter().map(coded).collect());
    progress.playing("with parts taken away");
    let vary = |plans: &Vec<Plan>| plans.iter().map(|plan| forecast(plan, list.variation_trials)).collect();
    Played { defaults, cases, variations: compiled.variations.iter().map(vary).collect() }
}

/// A digest of everything that the figures depend on.
fn digest(list: &CaseList, compiled: &Compiled) -> String {
    let files = std::iter::once(&compiled.defaults).chain(&compiled.cases);
    let texts: Vec<&str> = files.map(|one| one.file.flattened.as_str()).chain([&*list.text]).collect();
    sha256(texts.join("\n").as_bytes())[..16].to_owned()
}
