//! Ctrl-C and the request to end that schedulers send. The only code that knows how systems say so.

use super::{Failure, Status};
use anyhow::Context;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the user or the system wants an end.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on. The first request can be read with [`Self::asked`]; a second one ends the program at once.
    pub(super) fn listen() -> Result<Self, Failure> {
        let own = Self::default();
        let listen = || -> io::Result<()> {
            for signal in [SIGINT, SIGTERM] {
                flag::register_conditional_shutdown(signal, Status::Interrupted as i32, Arc::clone(&own.0))?;
                flag::register(signal, Arc::clone(&own.0))?;
            }
            Ok(())
        };
        listen().context("cannot listen for Ctrl-C").map_err(|error| Failure::new(Status::Files, error))?;
        Ok(own)
    }

    /// Whether an end was asked for.
    pub(super) fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
