//! What goes on beside the simulating: who may ask for an end, who is told, where counts are kept on the way.

use crate::input::Input;
use crate::run::{Part, RunControl, Spec, Stretch};
use detente_engine::tally::{Tally, TallyRecord};
use serde_json::Value;
use std::error::Error;

/// How a recipe is watched and led.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Ends, pauses and progress.
    pub run: RunControl<'a>,
    /// Told the name of each scenario when it is begun.
    pub began: &'a (dyn Fn(&str) + Sync),
    /// Where the counts of runs are kept until they are done.
    pub keep: Option<&'a (dyn Keep + Sync)>,
    /// What writes a row for every trial, where a recipe asks for that.
    pub rows: Option<&'a (dyn TrialRows + Sync)>,
}

impl<'a> Control<'a> {
    /// Nothing is kept, and nobody is told which scenario is under way.
    #[must_use]
    pub fn of(run: RunControl<'a>) -> Self {
        Self { run, began: &|_| (), keep: None, rows: None }
    }
}

/// The first blocks of a scenario, as kept.
#[derive(Debug)]
pub struct Kept {
    /// Their counts.
    pub tally: Tally,
    /// The first block that is not among them.
    pub next: u64,
}

/// What decides the trials that are kept on the way: only a recipe and a scenario with the same go on from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTrials {
    /// Seed and trials.
    pub spec: Spec,
    /// The shard.
    pub part: Part,
    /// All else, as text: the scenario as run, and what beside it is asked.
    pub text: String,
}

/// What went wrong with a disk.
pub type DiskError = Box<dyn Error + Send + Sync>;

/// Keeps the counts of runs, so that one that was stopped can go on.
pub trait Keep {
    /// What is kept of `input`, where a run is to go on.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or of another run.
    fn kept(&self, input: &Input) -> Result<Option<Kept>, DiskError>;

    /// Whether it is time to keep what was counted.
    fn is_due(&self) -> bool;

    /// Keeps `record`, the counts of the blocks of `input` before `next`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; what was kept before is then still there.
    fn keep(&self, input: &Input, record: &TallyRecord, next: u64) -> Result<(), DiskError>;

    /// What is kept of an analysis of `input` that is made in parts, where it is to go on.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or of another analysis.
    fn kept_part(&self, input: &Input) -> Result<Option<Value>, DiskError>;

    /// Keeps `record`, the first `parts` parts of an analysis of `input`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; what was kept before is then still there.
    fn keep_part(&self, input: &Input, record: Value, parts: u64) -> Result<(), DiskError>;

    /// All is kept: the time until it is due again counts from now.
    fn all_kept(&self);
}

/// Simulates with a row for every trial.
pub trait TrialRows {
    /// Simulates the trials of `spec` of `input`, or as many as it takes until `control` pauses, and writes a row for each.
    ///
    /// # Errors
    ///
    /// Where a row cannot be written.
    fn simulate(&self, input: &Input, spec: Spec, control: RunControl<'_>) -> Result<Stretch, DiskError>;
}
