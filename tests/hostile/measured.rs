//! Commands run one at a time, with the memory and the processor time that each takes.

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

/// Processor time that a refusal may take, seconds.
const MOST_SECONDS: f64 = 1.0;
/// Memory that it may take, KiB.
const MOST_MEMORY: i64 = 128 * 1024;

/// What the commands of these tests have taken so far.
#[derive(Default)]
pub(crate) struct Worst {
    /// The longest, seconds of a processor, and what it was.
    pub(crate) seconds: (f64, String),
    /// The most memory, KiB; what the tests themselves hold counts as well, as a process begins as a copy of its parent.
    pub(crate) memory: i64,
}

static WORST: Mutex<Worst> = Mutex::new(Worst { seconds: (0.0, String::new()), memory: 0 });

fn children() -> Usage {
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts")
}

fn seconds(usage: &Usage) -> f64 {
    (usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6
}

/// Runs `command`, which must end within the limits; `what` names it.
pub(crate) fn measured(what: &str, command: &mut Command) -> Output {
    // One that has failed before says so itself.
    let mut worst = WORST.lock().unwrap_or_else(PoisonError::into_inner);
    let before = seconds(&children());
    let output = command.output().expect("detente runs");
    let after = children();
    let took = seconds(&after) - before;
    worst.memory = after.max_rss();
    if took > worst.seconds.0 {
        worst.seconds = (took, what.to_owned());
    }
    assert!(took < MOST_SECONDS, "{what}: {took} s of a processor");
    assert!(worst.memory < MOST_MEMORY, "{what}: {} KiB", worst.memory);
    output
}

/// Runs what is not measured, while nothing is.
pub(crate) fn beside<T>(run: impl FnOnce() -> T) -> T {
    let _worst = WORST.lock().unwrap_or_else(PoisonError::into_inner);
    run()
}

/// What was measured, in a line.
pub(crate) fn told() -> String {
    let worst = WORST.lock().unwrap_or_else(PoisonError::into_inner);
    format!("at most {:.3} s of a processor ({}), {} KiB", worst.seconds.0, worst.seconds.1, worst.memory)
}
