//! Ctrl-C and the request to end that schedulers send. The only code that knows how systems say so.

use super::clock::Stopwatch;
use super::{Failure, Status};
use anyhow::Context;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Whether the user or the system wants an end.
#[derive(Debug, Default)]
pub(super) struct Stop {
    asked: Arc<AtomicBool>,
    since: OnceLock<Stopwatch>,
}

/// Seconds after which blocks under way are given up: who asks for an end is not kept waiting.
const PATIENCE: f64 = 0.5;

impl Stop {
    /// Listens from now on. The first request can be read with [`Self::asked`]; a second one ends the program at once.
    pub(super) fn listen() -> Result<Self, Failure> {
        let own = Self::default();
        let listen = || -> io::Result<()> {
            for signal in [SIGINT, SIGTERM] {
                flag::register_conditional_shutdown(signal, Status::Interrupted as i32, Arc::clone(&own.asked))?;
                flag::register(signal, Arc::clone(&own.asked))?;
            }
            Ok(())
        };
        listen().context("cannot listen for Ctrl-C").map_err(|error| Failure::new(Status::Files, error))?;
        Ok(own)
    }

    /// Whether an end was asked for.
    pub(super) fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether an end was asked for some time ago.
    pub(super) fn presses(&self) -> bool {
        self.asked() && self.since.get_or_init(Stopwatch::start).seconds() > PATIENCE
    }
}
