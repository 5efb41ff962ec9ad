//! What is said of finite scenarios and of others, and how the exact answer is shown.

use crate::Desk;
use support::shipped;

#[test]
fn a_finite_scenario_is_shown_and_written_with_its_exact_shares() {
    let ladder = std::fs::read_to_string(shipped("reference/ladder.toml")).expect("a file");
    let desk = Desk::with("ladder.toml", &ladder);
    let screen = desk.done(&["run", "ladder.toml", "--trials", "2000", "--out", "out"]);
    assert!(screen.contains("share   exact") && screen.contains(" 58.2278 %   "), "{screen}");
    let calm = ["--set", "escalation.confrontation_per_step=0", "--out", "calm"];
    let calm = desk.done(&[&["run", "ladder.toml", "--trials", "2000"][..], &calm].concat());
    assert!(calm.contains("overtaken  0 of 2 000 (under 0.2 %); exactly 0\n"), "{calm}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    let outcomes = desk.read("out/outcomes.csv");
    assert!(outcomes.contains(",0.582277737796,"), "{outcomes}");
    assert!(desk.read("out/README.md").contains("twelve decimals"));
}

#[test]
fn a_scenario_that_is_not_finite_says_why_when_asked() {
    let desk = Desk::with("open.toml", "horizon_weeks = 26\ndefaults = \"fixed\"\n");
    let silent = desk.run(&["run", "open.toml", "--trials", "100"]);
    assert!(silent.status.success() && !String::from_utf8_lossy(&silent.stderr).contains("no exact answer"));
    let asked = desk.run(&["run", "open.toml", "--trials", "100", "--exact"]);
    let said = String::from_utf8_lossy(&asked.stderr);
    assert!(asked.status.success() && said.contains("open.toml: no exact answer: `party."), "{said}");
    assert!(!String::from_utf8_lossy(&asked.stdout).contains("exact"));
}
