//! `detente base-rates`: what was counted of real channels, set beside what the built-in scenario does.

use super::args::BaseRatesArgs;
use super::progress::Progress;
use super::{Failure, Status, faults, page};
use crate::base_rate::{self, BuiltIn, Judged, MARK, Origin, TargetList};
use crate::export::{RESULTS_VERSION, sha256};
use crate::run::Spec;
use std::io;

/// The base rates in a folder.
const LIST: &str = "targets.csv";
/// The seed: always the same, so that the page changes only with the model and the base rates.
const SEED: u64 = 1;
/// Above what is made, where nobody has written anything yet.
const HEAD: &str = "# Base rates beside the built-in scenario";

/// Runs the command.
pub(super) fn base_rates(args: &BaseRatesArgs) -> Result<Status, Failure> {
    let path = args.folder.join(LIST);
    let read = base_rate::read(&path).and_then(|list| BuiltIn::read(&args.set).map(|built_in| (list, built_in)));
    let (list, built_in) = match read {
        Ok(read) => read,
        Err(faults) => {
            faults::print(&faults);
            return Ok(Status::Faults);
        }
    };
    page::check(&args.out, [&path])?;
    let head = page::head(&args.out, MARK, HEAD)?;
    let spec = Spec { seed: SEED, trials: args.trials };
    let progress = Progress::new(2 * spec.trials, args.quiet);
    progress.playing("built-in scenario");
    let played = base_rate::play(&built_in, spec, &|trials| progress.finished(trials));
    drop(progress);
    let judged: Vec<Judged<'_>> = list
        .targets
        .iter()
        .map(|target| base_rate::judge(target, target.figure.and_then(|figure| base_rate::estimate(figure, &played))))
        .collect();
    let summary = base_rate::summary(&judged).replace("**", "");
    if !args.set.is_empty() {
        super::tell(io::stdout(), &format!("{}{summary}\n", base_rate::overview(&judged)))?;
        return Ok(Status::Done);
    }
    let origin = Origin { spec, inputs: digest(&list, &built_in), results_version: RESULTS_VERSION };
    page::write(&args.out, &base_rate::page(&head, &judged, &origin))?;
    super::tell(io::stdout(), &format!("{summary}\nwrote {}\n", args.out.display()))?;
    Ok(Status::Done)
}

/// A digest of everything that the figures depend on.
fn digest(list: &TargetList, built_in: &BuiltIn) -> String {
    sha256(format!("{}\n{}", list.text, built_in.flattened).as_bytes())[..16].to_owned()
}
