//! What the tests of the whole workspace share: scenarios as text, ways to simulate them, a desk on which a program runs.
#![forbid(unsafe_code)]

pub mod fixture;
pub mod golden;
pub mod plans;

mod desk;
mod mount;

pub use desk::{Desk, Program};
pub use mount::{Mount, sh};

use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use detente_study::run::{self, Spec};
use detente_study::scenario::{self, CheckedFile, Meeting, Over};
use std::fs;
use std::path::{Path, PathBuf};

/// A scenario in which every mechanism of the model is at work.
pub const RICH: &str = include_str!("../rich.toml");

/// A small ladder with an order to find.
pub const LADDER: &str = include_str!("../ladder.toml");

/// News that every mechanism of the rich scenario can bring, rare and frequent, with and without names.
pub const RICH_NEWS: &str = "
[[observed]]
date  = 2026-06-01
event = \"signed\"
who   = \"treasury\"

[[observed]]
date     = 2026-03-01
event    = \"incident\"
happened = false
";

/// [`RICH`] with [`RICH_NEWS`].
pub fn rich_with_news() -> String {
    format!("{RICH}{RICH_NEWS}")
}

/// A world in which nothing happens but what a test adds.
const STILL: &str = "\
[party.first]
role = \"sender\"
turnover_per_month = 0
renege_per_month = 0
forgiveness = 0
disputes_before_exit = \"none\"
tries_per_rung = \"none\"
unity = 0
[party.second]
role = \"target\"
turnover_per_month = 0
renege_per_month = 0
forgiveness = 0
disputes_before_exit = \"none\"
tries_per_rung = \"none\"
unity = 0
[objector]
[spoiler]
[messaging]
ambiguity = 0
[ladder]
round_weeks = 1
lapse_weeks = 5200
resume_per_month = 0
[ladder.rung]
implementation_weeks = 0
check_lag_weeks = 0
[ladder.concession]
acceptance = 1
compliance = 1
detection = 1
false_alarm = 0
[escalation]
incidents_per_month = 0
instability_per_month = 0
confrontation_per_step = 0
[run]
until = \"channel_ends\"
judge = \"record\"
";

/// The plan of `text` in a still world of `weeks`, with what is set.
pub fn still(weeks: u32, text: &str, sets: &[&str]) -> Plan {
    plan(&format!("horizon_weeks = {weeks}\n{STILL}{text}"), sets)
}

/// What keys that a test does not state stand at: their defaults, as if those were certain.
pub const FIXED: &str = "defaults=fixed";

/// Checks a scenario given as text, with what is set: a later one wins over an earlier one. What neither states is fixed.
pub fn checked(text: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = std::iter::once(&FIXED).chain(sets).map(|set| (*set).to_owned()).collect();
    let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
    scenario::read_text_over("test", text, over).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The plan of a scenario given as text.
pub fn plan(text: &str, sets: &[&str]) -> Plan {
    Plan::compile(&checked(text, sets).scenario).expect("no two ids collide")
}

/// Simulates `trials` trials of `plan` under seed 1.
pub fn simulate(plan: &Plan, trials: u64) -> Tally {
    run::trials(plan, Spec { seed: 1, trials }, &|_| ())
}

/// Copies the folder `from`, with all that is in it, to `to`.
///
/// # Panics
/// Where the disk does not let it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a disk");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(path, target).expect("a disk");
        }
    }
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

/// A scenario file shipped with the project.
pub fn shipped(name: &str) -> PathBuf {
    root().join("scenarios").join(name)
}

/// The plan of a shipped scenario, in which what it does not state is fixed.
pub fn shipped_plan(name: &str, sets: &[&str]) -> Plan {
    let sets: Vec<String> = std::iter::once(&FIXED).chain(sets).map(|set| (*set).to_owned()).collect();
    let file = scenario::read(&shipped(name), &sets).unwrap_or_else(|faults| panic!("{faults}"));
    Plan::compile(&file.scenario).expect("no two ids collide")
}

/// Says that the test of this name is left out where it needs what is not there. A failure where
/// `DETENTE_TESTS_STRICT=1` says that all of it is.
#[allow(clippy::print_stderr, reason = "what is left out is told")]
pub fn skip(test: &str, needs: &str) {
    let strict = std::env::var_os("DETENTE_TESTS_STRICT").is_some_and(|strict| strict == "1");
    assert!(!strict, "{test} needs {needs}");
    eprintln!("skipped: {test} needs {needs}");
}
