//! What the tests of the whole engine share: scenarios as text, and ways to simulate them.

#![allow(dead_code, reason = "every test file uses a part")]

use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use detente_study::run::{self, Spec};
use detente_study::scenario::{self, CheckedFile, Meeting, Over};
use std::path::PathBuf;
use std::process::{Command, Output};

/// A scenario in which every mechanism of the model is at work.
pub(crate) const RICH: &str = include_str!("rich.toml");

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
pub(crate) fn still(weeks: u32, text: &str, sets: &[&str]) -> Plan {
    plan(&format!("horizon_weeks = {weeks}\n{STILL}{text}"), sets)
}

/// Checks a scenario given as text, with what is set: a later one wins over an earlier one.
pub(crate) fn checked(text: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let over = Over { sets: &sets, meeting: Meeting::LastWins, ..Over::default() };
    scenario::read_text_over("test", text, over).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The plan of a scenario given as text.
pub(crate) fn plan(text: &str, sets: &[&str]) -> Plan {
    Plan::compile(&checked(text, sets).scenario).expect("no two ids collide")
}

/// Simulates `trials` trials of `plan` under seed 1.
pub(crate) fn simulate(plan: &Plan, trials: u64) -> Tally {
    run::trials(plan, Spec { seed: 1, trials }, &|_| ())
}

/// A list of one claim, on `case.toml` beside it, whose experiment has so many trials.
pub(crate) fn claims(trials: u64) -> String {
    format!(
        "\
scenario = \"case.toml\"
seed = 1
trials = {trials}
background_trials = 16
[[claim]]
id = \"longer\"
kind = \"experiment\"
says = \"More time, more collapses.\"
source = \"none\"
[[claim.experiment]]
vary = [\"horizon_weeks\"]
values = [6, 12]
[[claim.experiment.expect]]
share = \"collapse\"
direction = \"rises\"
"
    )
}

/// A scenario file shipped with the project.
pub(crate) fn shipped(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name)
}

/// The plan of a shipped scenario.
pub(crate) fn shipped_plan(name: &str, sets: &[&str]) -> Plan {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let file = scenario::read(&shipped(name), &sets).unwrap_or_else(|faults| panic!("{faults}"));
    Plan::compile(&file.scenario).expect("no two ids collide")
}

/// A folder of its own in which the binary is run.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A desk with one file on it.
    pub(crate) fn with(name: &str, text: &str) -> Self {
        let desk = Self::new();
        desk.put(name, text);
        desk
    }

    /// Puts a file on the desk.
    pub(crate) fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    /// A path on the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file on the desk.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs `detente` here.
    pub(crate) fn detente(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("detente runs")
    }

    /// The command that runs `detente` here.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
        command.args(args).current_dir(self.folder.path());
        command
    }

    /// Runs `detente` here and expects it to be done.
    pub(crate) fn done(&self, args: &[&str]) -> String {
        let output = self.detente(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// One SHA-256 over every file below `folder`, by path and content.
    pub(crate) fn digest(&self, folder: &str) -> String {
        let mut files = Vec::new();
        collect(&self.path(folder), &mut files);
        files.sort();
        let root = self.path(folder);
        let mut all = String::new();
        for file in files {
            let name = file.strip_prefix(&root).expect("below").display().to_string();
            all.push_str(&name);
            all.push_str(&detente_report::results::sha256_file(&file).expect("a file"));
        }
        detente_report::results::sha256(all.as_bytes())
    }
}

fn collect(folder: &std::path::Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
