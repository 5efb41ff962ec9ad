//! `detente compare`: scenarios side by side on the same random numbers.

mod answer;
mod order;
mod screen;

use super::args::CompareArgs;
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::progress::Progress;
use super::signal::Stop;
use super::{Failure, Status, batch, grant, job, news};
use answer::Answer;
use detente_report::results::{Manifest, OutDir, spare_inputs, write_tables};
use detente_study::run::RunControl;
use order::{Order, Question};
use std::io;
use std::path::Path;

/// Runs the command.
pub(super) fn compare(args: &CompareArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let question = order::question(args)?;
    let over = Overlaid::new(None, &args.simulate.set)?;
    let mut ready = Vec::new();
    for path in std::iter::once(&args.base).chain(&args.others) {
        match job::read_one(path, &over, args.folder.quiet) {
            Ok(one) => {
                news::refuse(
                    &one.plan,
                    path,
                    "the plans would keep different trials, and share no random numbers any more",
                )?;
                ready.push(one);
            }
            Err(_) => return Ok(Status::Faults),
        }
    }
    let order = Order::new(ready, question, args)?;
    let target = args.out.clone().unwrap_or_else(|| Path::new(batch::RESULTS).join(order.name()));
    spare_inputs(&target, order.files())?;
    let out = OutDir::open_for(&target, &order.facts(), args.folder.force)?;
    let target = out.target().to_owned();
    let progress = Progress::new(order.trial_count(), args.folder.quiet);
    let finished = |trials| progress.finished(trials);
    let answer = grant::pool(args.folder.threads)?
        .install(|| answer::answer(&order, RunControl::all_or_nothing(&|| stop.asked(), &finished)))?;
    drop(progress);
    let Some(answer) = answer.filter(|_| !stop.asked()) else {
        super::remark("interrupted: nothing was written, earlier results are untouched");
        return Ok(Status::Interrupted);
    };
    let tables = answer.tables.len();
    write(out, &order, &answer)?;
    if !args.folder.quiet {
        let foot = screen::foot(&target, tables, watch.seconds());
        super::tell(io::stdout(), &[screen::head(&order), answer.screen, foot].concat())?;
    }
    Ok(Status::Done)
}

/// Writes the folder, which appears whole.
fn write(out: OutDir, order: &Order, answer: &Answer) -> Result<Manifest, Failure> {
    write_tables(&out, &answer.tables, order.dialect)?;
    for one in order.inputs() {
        out.write(&format!("inputs/{}.toml", one.stem()), one.file.flattened.as_bytes())?;
    }
    Ok(out.finish(order.facts())?)
}

/// The manifest of the comparison in `folder`, made again at `place`; or why it cannot be; none where an end was asked for.
pub(super) fn again(
    folder: &Path,
    manifest: &Manifest,
    place: &Path,
    stop: &Stop,
) -> Result<Option<Result<Manifest, String>>, Failure> {
    let order = match Order::of_folder(folder, manifest) {
        Ok(order) => order,
        Err(problem) => return Ok(Some(Err(problem))),
    };
    let out = OutDir::open(place, false)?;
    let Some(answer) = answer::answer(&order, RunControl::all_or_nothing(&|| stop.asked(), &|_| ()))? else {
        return Ok(None);
    };
    Ok(Some(Ok(write(out, &order, &answer)?)))
}

impl Question {
    /// The word of the question in the manifest.
    fn word(&self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Without(_) => "without",
            Self::Keys => "keys",
        }
    }
}
