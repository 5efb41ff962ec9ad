//! `detente trace`: one trial told as a story.

use super::args::{StoryFormat, TraceArgs};
use super::overlaid::Overlaid;
use super::{Failure, Status, faults, story};
use crate::domain::Cause;
use crate::plan::Plan;
use crate::run::{self, Spec};
use anyhow::anyhow;
use std::io::{self, Write};

/// Runs the command.
pub(super) fn trace(args: &TraceArgs) -> Result<Status, Failure> {
    let file = match Overlaid::new(args.values.as_deref(), &args.play.set)?.read(&args.path, false) {
        Ok(file) => file,
        Err(faults) => {
            faults::print(&faults);
            return Ok(Status::Faults);
        }
    };
    let plan = Plan::compile(&file.scenario).map_err(|error| Failure::new(Status::Faults, error))?;
    let trial = chosen(&plan, args)?;
    let told = run::replay(&plan, args.play.seed, trial);
    let text = match args.format {
        StoryFormat::Text => story::text(&file.scenario, &plan, &told),
        StoryFormat::Csv => story::csv(&file.scenario, &plan, &told)?,
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Status::Done)
}

/// The trial that is meant: by number, or the first that fits.
fn chosen(plan: &Plan, args: &TraceArgs) -> Result<u64, Failure> {
    if let Some(trial) = args.trial {
        return Ok(trial);
    }
    if let (Some(outcome), Some(cause)) = (args.outcome, args.cause)
        && cause.outcome() != outcome
    {
        let error = anyhow!("`{}` is a cause of {}, never of {}", cause.word(), cause.outcome().word(), outcome.word());
        return Err(Failure::new(Status::CommandLine, error));
    }
    let spec = args.play.spec();
    let cause = if args.typical { most_frequent(plan, spec) } else { args.cause };
    if args.outcome.is_none() && cause.is_none() && plan.news.is_empty() {
        return Ok(0);
    }
    let fits = |record: &crate::trial::TrialRecord| {
        args.outcome.is_none_or(|outcome| record.outcome == outcome) && cause.is_none_or(|cause| record.cause == cause)
    };
    run::find(plan, spec, fits).ok_or_else(|| {
        let error = anyhow!(
            "none of the first {} trials went so; ask for more with --trials, or for another outcome or cause",
            spec.trials
        );
        Failure::new(Status::NoSuchTrial, error)
    })
}

fn most_frequent(plan: &Plan, spec: Spec) -> Option<Cause> {
    let tally = run::trials(plan, spec, &|_| ());
    Cause::ALL.iter().copied().max_by_key(|cause| tally.record().cause(*cause))
}
