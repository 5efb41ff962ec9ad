//! Ctrl-C and the request to end that schedulers send.

use super::clock::Stopwatch;
use super::{ExitStatus, Failure};
use anyhow::{Context, anyhow};
use detente_report::platform;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Whether the user or the system wants an end.
#[derive(Debug, Default)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    since: OnceLock<Stopwatch>,
}

/// What is said where an end was asked for before the first trial.
pub(super) const NOTHING_SIMULATED: &str = "interrupted before anything was simulated; earlier results are untouched";

/// Seconds after which blocks under way are given up: who asks for an end is not kept waiting.
const PATIENCE: f64 = 0.5;

impl Stop {
    /// Listens from now on. The first request can be read with [`Self::asked`]; a second one ends the program at once.
    pub(super) fn listen() -> Result<Self, Failure> {
        let own = Self::default();
        let listening = platform::listen_for_the_end(&own.asked, ExitStatus::Interrupted as i32);
        listening.context("cannot listen for Ctrl-C").map_err(|error| Failure::new(ExitStatus::Files, error))?;
        Ok(own)
    }

    /// Whether an end was asked for.
    pub(super) fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Stops what has nothing to keep yet, such as the reading of scenarios.
    ///
    /// # Errors
    /// Where an end was asked for.
    pub(super) fn heed(&self) -> Result<(), Failure> {
        if self.asked() { Err(Failure::new(ExitStatus::Interrupted, anyhow!(NOTHING_SIMULATED))) } else { Ok(()) }
    }

    /// Whether an end was asked for some time ago.
    pub(super) fn force_quit_requested(&self) -> bool {
        self.asked() && self.since.get_or_init(Stopwatch::start).seconds() > PATIENCE
    }
}
