//! `detente trace`: one trial told as a story.

use super::args::{StoryFormat, TraceArgs};
use super::overlaid::Overlaid;
use super::{ExitStatus, Failure, faults, story};
use anyhow::anyhow;
use detente_engine::plan::Plan;
use detente_engine::trial::TrialRecord;
use detente_study::run::{self, Spec};
use detente_study::table::Headline;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// Runs the command.
pub(super) fn trace(args: &TraceArgs) -> Result<ExitStatus, Failure> {
    let file = match Overlaid::new(args.values.as_deref(), &args.simulate.set)?.read(&args.path, false) {
        Ok(file) => file,
        Err(faults) => {
            faults::print(&faults);
            return Ok(ExitStatus::Faults);
        }
    };
    let plan = Plan::compile(&file.scenario).map_err(|error| Failure::new(ExitStatus::Faults, error))?;
    let trial = chosen(&plan, args)?;
    let told = run::replay(&plan, args.simulate.seed, trial);
    let text = match args.format {
        StoryFormat::Text => story::text(&file.scenario, &plan, &told),
        StoryFormat::Csv => story::csv(&file.scenario, &plan, &told)?,
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitStatus::Done)
}

/// The trial that is meant: by number, a typical one, or the first that fits.
fn chosen(plan: &Plan, args: &TraceArgs) -> Result<u64, Failure> {
    if let Some(trial) = args.trial {
        return Ok(trial);
    }
    if let (Some(outcome), Some(cause)) = (args.outcome, args.cause)
        && cause.outcome() != outcome
    {
        let error = anyhow!("`{}` is a cause of {}, never of {}", cause.word(), cause.outcome().word(), outcome.word());
        return Err(Failure::new(ExitStatus::CommandLine, error));
    }
    let spec = args.simulate.spec();
    if args.outcome.is_none() && args.cause.is_none() && !args.typical && plan.news.is_empty() {
        return Ok(0);
    }
    let fits = |record: &TrialRecord| {
        args.outcome.is_none_or(|outcome| record.outcome == outcome)
            && args.cause.is_none_or(|cause| record.cause == cause)
    };
    let first =
        |trial, record: &TrialRecord| if fits(record) { ControlFlow::Break(trial) } else { ControlFlow::Continue(()) };
    let found = if args.typical { typical(plan, spec, args) } else { run::search(plan, spec, first) };
    found.ok_or_else(|| {
        let error = anyhow!(
            "none of the first {} trials went so; ask for more with --trials, or for another outcome or cause",
            spec.trials
        );
        Failure::new(ExitStatus::NoSuchTrial, error)
    })
}

/// The typical trial of those that `spec` gives; of an outcome or a cause, where one is named.
fn typical(plan: &Plan, spec: Spec, args: &TraceArgs) -> Option<u64> {
    let most_frequent = || {
        let tally = run::trials(plan, spec, &|_| ());
        let headline = Headline::of(tally.record());
        args.outcome.map_or_else(|| headline.cause(), |outcome| headline.cause_of(outcome)).map(|(cause, _)| cause)
    };
    let cause = args.cause.or_else(most_frequent)?;
    detente_study::story::typical(plan, spec, &[cause])[0]
}
