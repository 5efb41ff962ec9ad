//! Steps that fail when they are told to. Only in builds with the feature `fault-injection`, never in what is shipped.
//!
//! `DETENTE_FAULT=HOW:N` names the N-th step of the process, from 1:
//!
//! | how | what happens at step N | afterwards |
//! | --- | --- | --- |
//! | `error` | it fails: input/output error | all goes well |
//! | `full` | it fails: no space left | whatever needs space fails; moving and removing work |
//! | `dead` | it fails: input/output error | everything fails |
//! | `kill` | the process ends at once, as by `kill -9` | |
//!
//! A write that fails has written its first half. What was hit is told on the error stream.
//!
//! With `DETENTE_FAULT_HELD` in the environment no results folder can be moved, as if it were a mount.

use std::io::{self, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Errors as Unix numbers them: EIO, ENOSPC.
const BROKEN: i32 = 5;
const FULL: i32 = 28;
/// EBUSY, by which the system refuses to move a mount.
const HELD: i32 = 16;

static STEPS: AtomicU64 = AtomicU64::new(0);
static ORDER: OnceLock<Option<(How, u64)>> = OnceLock::new();

#[derive(Clone, Copy, PartialEq)]
enum How {
    Error,
    Full,
    Dead,
    Kill,
}

fn order() -> Option<(How, u64)> {
    let text = std::env::var("DETENTE_FAULT").ok()?;
    let (how, step) = text.split_once(':').expect("DETENTE_FAULT is HOW:N");
    let how = match how {
        "error" => How::Error,
        "full" => How::Full,
        "dead" => How::Dead,
        "kill" => How::Kill,
        _ => panic!("DETENTE_FAULT is error, full, dead or kill, then :N"),
    };
    Some((how, step.parse().expect("DETENTE_FAULT ends with a number")))
}

/// Called before each step; `half` does what a step that fails may have done.
pub(super) fn at(what: &str, path: &Path, half: impl FnOnce()) -> io::Result<()> {
    let step = STEPS.fetch_add(1, Ordering::Relaxed) + 1;
    let Some((how, first)) = *ORDER.get_or_init(order) else { return Ok(()) };
    let needs_space = !matches!(what, "rename" | "ask to move" | "remove file" | "remove folder" | "lock");
    let fails = step == first
        || step > first
            && match how {
                How::Error | How::Kill => false,
                How::Full => needs_space,
                How::Dead => true,
            };
    if !fails {
        return Ok(());
    }
    if step == first {
        let _ = writeln!(io::stderr(), "fault at step {step}: {what}: {}", path.display());
    }
    half();
    if how == How::Kill {
        std::process::abort();
    }
    Err(io::Error::from_raw_os_error(if how == How::Full { FULL } else { BROKEN }))
}

/// Called where it is asked whether a folder could be moved.
pub(super) fn held() -> io::Result<()> {
    let held = std::env::var_os("DETENTE_FAULT_HELD").is_some();
    if held { Err(io::Error::from_raw_os_error(HELD)) } else { Ok(()) }
}
