//! Counts kept beside a results folder, so that a run that was stopped can go on.

use super::clock::Stopwatch;
use detente_engine::tally::{Tally, TallyRecord};
use detente_report::results::{Checkpoint, Checkpoints, Identity};
use detente_study::input::Input;
use detente_study::recipe::{DiskError, Keep, Kept, Recipe};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

/// Keeps checkpoints at intervals.
pub(super) struct Keeper {
    checkpoints: Checkpoints,
    recipe: Recipe,
    every: f64,
    resume: bool,
    since: Mutex<Stopwatch>,
}

impl Keeper {
    /// Keeps counts of `recipe` every so many seconds; goes on from those that are there where that is asked for (`resume`).
    pub(super) fn new(checkpoints: Checkpoints, recipe: &Recipe, every: f64, resume: bool) -> Self {
        Self { checkpoints, recipe: recipe.clone(), every, resume, since: Mutex::new(Stopwatch::start()) }
    }

    /// What decides the trials of `input`.
    fn identity(&self, input: &Input) -> Option<Identity> {
        self.recipe.kept_trials(input).map(|kept| Identity::new(kept.spec, kept.part, &kept.text))
    }

    /// Refuses where what was kept of a scenario is damaged, or of another run.
    pub(super) fn check(&self, inputs: &[Input]) -> Result<(), super::Failure> {
        for input in inputs {
            let Some(identity) = self.identity(input) else { continue };
            self.checkpoints.load(input.stem(), &identity)?;
        }
        Ok(())
    }
}

impl Keep for Keeper {
    fn kept(&self, input: &Input) -> Result<Option<Kept>, DiskError> {
        let Some(identity) = self.identity(input).filter(|_| self.resume) else { return Ok(None) };
        let Some(kept) = self.checkpoints.load(input.stem(), &identity)? else { return Ok(None) };
        let tally = Tally::read(kept.record, &input.plan, input.plan.largest_frozen())?;
        Ok(Some(Kept { tally, next: kept.next }))
    }

    fn is_due(&self) -> bool {
        self.since.lock().unwrap_or_else(PoisonError::into_inner).seconds() >= self.every
    }

    fn keep(&self, input: &Input, record: &TallyRecord, next: u64) -> Result<(), DiskError> {
        let Some(identity) = self.identity(input) else { return Ok(()) };
        let record = serde_json::to_value(record).expect("integers and text can be spelled");
        Ok(self.checkpoints.save(input.stem(), &Checkpoint { identity, next, record })?)
    }

    fn kept_part(&self, input: &Input) -> Result<Option<Value>, DiskError> {
        let Some(identity) = self.identity(input).filter(|_| self.resume) else { return Ok(None) };
        Ok(self.checkpoints.load(input.stem(), &identity)?.map(|kept| kept.record))
    }

    fn keep_part(&self, input: &Input, record: Value, parts: u64) -> Result<(), DiskError> {
        let Some(identity) = self.identity(input) else { return Ok(()) };
        Ok(self.checkpoints.save(input.stem(), &Checkpoint { identity, next: parts, record })?)
    }

    fn all_kept(&self) {
        *self.since.lock().unwrap_or_else(PoisonError::into_inner) = Stopwatch::start();
    }
}
