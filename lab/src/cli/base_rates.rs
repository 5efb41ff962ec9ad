//! `detente-lab base-rates`: what was counted of real channels, set beside what the built-in scenario does.

use super::args::BaseRatesArgs;
use super::{Status, page, print_faults, simulating, tell_page};
use detente_lab::base_rate::{self, BuiltIn, Judged, MARK, Origin};
use detente_report::results::{RESULTS_VERSION, sha256};
use detente_study::run::Spec;
use detente_study::target::TargetList;
use std::io::{self, Write};

/// The base rates in a folder.
const LIST: &str = "targets.csv";
/// The seed: always the same, so that the page changes only with the model and the base rates.
const SEED: u64 = 1;
/// Above what is made, where nobody has written anything yet.
const HEAD: &str = "# Base rates beside the built-in scenario";

/// Runs the command.
pub(super) fn base_rates(args: &BaseRatesArgs) -> anyhow::Result<Status> {
    let path = args.folder.join(LIST);
    let read = base_rate::read(&path).and_then(|list| BuiltIn::read(&args.set).map(|built_in| (list, built_in)));
    let (list, built_in) = match read {
        Ok(read) => read,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Status::Faults);
        }
    };
    // With --set no page is written, and none is read.
    let head = if args.set.is_empty() {
        page::check(&args.out, [&path])?;
        page::head(&args.out, MARK, HEAD)?
    } else {
        String::new()
    };
    let spec = Spec { seed: SEED, trials: args.trials };
    simulating("the built-in scenario", args.quiet);
    let simulated = base_rate::simulate(&built_in, spec, &|_| ());
    let judged: Vec<Judged<'_>> = list
        .targets
        .iter()
        .map(|target| base_rate::judge(target, target.figure.as_ref().and_then(|figure| simulated.estimate(figure))))
        .collect();
    let summary = base_rate::summary(&judged);
    if !args.set.is_empty() {
        writeln!(io::stdout(), "{}{}", base_rate::overview(&judged), summary.replace("**", ""))?;
        return Ok(Status::Done);
    }
    let origin = Origin { spec, inputs: digest(&list, &built_in), results_version: RESULTS_VERSION };
    page::write(&args.out, &base_rate::page(&head, &judged, &origin))?;
    tell_page(&summary, &args.out)?;
    Ok(Status::Done)
}

/// A digest of everything that the figures depend on.
fn digest(list: &TargetList, built_in: &BuiltIn) -> String {
    sha256(format!("{}\n{}", list.text, built_in.flattened).as_bytes())[..16].to_owned()
}
