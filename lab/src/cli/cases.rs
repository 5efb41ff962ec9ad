//! `detente-lab cases`: the historical cases, simulated and set beside what happened.

use super::args::CasesArgs;
use super::{Status, page, print_faults, refuse_news, simulating, tell_page};
use detente_engine::plan::Plan;
use detente_lab::case::{self, CaseFile, CaseForecasts, CaseList, Compiled, Forecast, MARK, Origin};
use detente_report::results::{RESULTS_VERSION, sha256};
use detente_study::run::{self, Spec};

/// The list of cases in a folder.
const LIST: &str = "_cases.toml";
/// Above what is made, where nobody has written anything yet.
const HEAD: &str = "# Historical cases";

/// Runs the command.
pub(super) fn cases(args: &CasesArgs) -> anyhow::Result<Status> {
    let mut list = match case::read(&args.folder.join(LIST)) {
        Ok(list) => list,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Status::Faults);
        }
    };
    list.trials = args.trials.unwrap_or(list.trials);
    list.variation_trials = args.trials.unwrap_or(list.variation_trials);
    let compiled = match case::compile(&list) {
        Ok(compiled) => compiled,
        Err(faults) => {
            faults.iter().for_each(print_faults);
            return Ok(Status::Faults);
        }
    };
    for one in &compiled.cases {
        refuse_news(&one.plan, &args.folder, "a case is coded from what was known on its first day")?;
    }
    let files = std::iter::once(&compiled.defaults).chain(&compiled.cases).flat_map(|one| &one.file.files);
    page::check(&args.out, files.chain([&args.folder.join(LIST)]))?;
    let head = page::head(&args.out, MARK, HEAD)?;
    let simulated = simulate(&list, &compiled, args.quiet);
    let origin = Origin { inputs: digest(&list, &compiled), results_version: RESULTS_VERSION };
    page::write(&args.out, &case::page(&head, &list, &compiled, &simulated, &origin))?;
    tell_page(&case::summary(&list, &simulated), &args.out)?;
    Ok(Status::Done)
}

fn simulate(list: &CaseList, compiled: &Compiled, quiet: bool) -> CaseForecasts {
    let forecast = |plan: &Plan, trials| {
        let spec = Spec { seed: list.seed, trials };
        Forecast::new(run::trials(plan, spec, &|_| ()).record())
    };
    let coded = |one: &CaseFile| {
        simulating(&one.file.scenario.stem, quiet);
        forecast(&one.plan, list.trials)
    };
    let (defaults, cases) = (coded(&compiled.defaults), compiled.cases.iter().map(coded).collect());
    simulating("with parts taken away", quiet);
    let vary = |plans: &Vec<Plan>| plans.iter().map(|plan| forecast(plan, list.variation_trials)).collect();
    CaseForecasts { defaults, cases, variations: compiled.variations.iter().map(vary).collect() }
}

/// A digest of everything that the figures depend on.
fn digest(list: &CaseList, compiled: &Compiled) -> String {
    let files = std::iter::once(&compiled.defaults).chain(&compiled.cases);
    let texts: Vec<&str> = files.map(|one| one.file.flattened.as_str()).chain([&*list.text]).collect();
    sha256(texts.join("\n").as_bytes())[..16].to_owned()
}
