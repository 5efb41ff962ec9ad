//! What a report has of a scenario that stands in no table: its file as run, and trials told again.

use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::tally::TallyRecord;
use detente_study::run::{Spec, replay};
use detente_study::scenario::CheckedFile;
use detente_study::story::{Tale, typical};
use detente_study::table::Headline;
use std::collections::BTreeMap;

/// Ends of which a trial is told beside the typical one.
const TOLD: [Outcome; 2] = [Outcome::Scaling, Outcome::Collapse];

/// A scenario as it was run.
#[derive(Clone, Debug)]
pub struct AsRun {
    /// Its file.
    pub file: CheckedFile,
    /// Trials that were told again: a typical one, then one that scaled and one that collapsed, where that is another end; none of
    /// an analysis.
    pub tales: Vec<Tale>,
}

/// Scenarios as run, by their stems.
pub type AllAsRun = BTreeMap<String, AsRun>;

impl AsRun {
    /// The scenario in `file`, with trials told of those that `record` counts. The typical one ended by the most frequent cause,
    /// those of an outcome by its most frequent cause; each was decided in the median step of its cause. They are those that
    /// `detente trace --typical` tells.
    pub(super) fn of(file: &CheckedFile, plan: &Plan, record: &TallyRecord, seed: u64) -> Self {
        // Trials that were followed from news to news are those of no run: none of a run would be met that went so.
        if record.news.as_ref().is_some_and(|news| news.followed.is_some()) {
            return Self { file: file.clone(), tales: Vec::new() };
        }
        let headline = Headline::of(record);
        let first = headline.cause().map(|(cause, _)| cause);
        let of_outcomes = TOLD.iter().filter_map(|outcome| headline.cause_of(*outcome)).map(|(cause, _)| cause);
        let others = of_outcomes.filter(|cause| first.map(|first| first.outcome()) != Some(cause.outcome()));
        let causes: Vec<_> = first.into_iter().chain(others).collect();
        let trials = typical(plan, Spec { seed, trials: record.simulated() }, &causes);
        let tale = |trial: u64| Tale::of(&file.scenario, plan, &replay(plan, seed, trial));
        Self { file: file.clone(), tales: trials.into_iter().flatten().map(tale).collect() }
    }
}
