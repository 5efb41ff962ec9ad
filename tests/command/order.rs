//! `detente order`: its folders, its screens, and what it refuses.
#![allow(clippy::print_stdout, reason = "what was counted is told")]

use crate::{Desk, assert_sound_on_any_threads};
use std::collections::BTreeMap;
use support::shipped;

/// Four rungs whose order matters, twelve orders: the best has 84.26 %, the second 82.22 %.
const LADDER: &str = support::LADDER;

/// A desk with the lesson and the finite ladder.
fn desk() -> Desk {
    let desk = Desk::with("ladder.toml", LADDER);
    desk.put("tutorial.toml", &std::fs::read_to_string(shipped("tutorial.toml")).expect("a file"));
    desk
}

const QUESTIONS: [&[&str]; 5] = [
    &["tutorial.toml", "--delta", "10"],
    &["tutorial.toml", "--plans", "12", "--objective", "collapse", "--delta", "5"],
    &["tutorial.toml", "--first-mover", "north,south", "--tranches", "1,3", "--keep-order"],
    &["tutorial.toml", "--weights", "scaling=1,overtaken=-0.5,collapse=-1", "--csv-dialect", "eu"],
    &["tutorial.toml", "--risk", "0.25", "--keep-order", "--tranches", "1,2"],
];

#[test]
fn folders_are_sound_rerun_to_the_byte_and_do_not_hang_on_threads() {
    let desk = desk();
    for (at, question) in QUESTIONS.iter().enumerate() {
        let args = [&["order"], *question, &["--trials", "2000"]].concat();
        let one = assert_sound_on_any_threads(&desk, &args, at);
        assert!(desk.read(&format!("{one}/README.md")).contains("orders.csv"));
    }
}

fn rows(desk: &Desk, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = desk.read(path);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn every_plan_respects_what_rungs_require() {
    let desk = desk();
    let set = "rung.settlement.requires=[\"inspections\", \"hotline\"]";
    desk.done(&["order", "tutorial.toml", "--set", set, "--trials", "1024", "--quiet", "--out", "out"]);
    let orders = rows(&desk, "out/orders.csv");
    assert_eq!(orders.len(), 8);
    for row in &orders {
        let place = |id: &str| row["order"].split(' ').position(|other| other == id).expect("every rung");
        assert!(place("settlement") > place("inspections") && place("settlement") > place("hotline"), "{row:?}");
    }
    assert_eq!(rows(&desk, "out/search.csv")[0]["possible"], "8");
    assert!(desk.read("out/inputs/tutorial.toml").contains("[\"inspections\", \"hotline\"]"));
}

/// The file of the best plan is the plan that raced: simulated on the trials of the race it has the value of the race.
#[test]
fn the_best_plan_can_be_simulated() {
    let desk = desk();
    let args = ["order", "tutorial.toml", "--tranches", "1,2", "--trials", "4096", "--quiet", "--out", "out"];
    desk.done(&args);
    let best = &rows(&desk, "out/orders.csv")[0];
    assert_eq!((best["status"].as_str(), best["difference"].as_str()), ("best", "0.000000"));
    let trials = best["trials"].as_str();
    desk.done(&["run", "out/tutorial_best.toml", "--trials", trials, "--quiet", "--out", "simulated"]);
    let simulated = rows(&desk, "simulated/outcomes.csv");
    let scaling = simulated.iter().find(|row| row["outcome"] == "scaling").expect("a row");
    assert_eq!(scaling["share"], best["value"]);
    assert!(desk.done(&["compare", "tutorial.toml", "out/tutorial_best.toml", "--trials", "64"]).contains("scaling"));
    assert!(desk.done(&["verify", "out"]).contains("sound"));
}

#[test]
fn what_cannot_be_asked_is_refused_with_what_to_do() {
    let desk = desk();
    let cases: [(&[&str], &str, i32); 8] = [
        (&["tutorial.toml", "--keep-order"], "there is one plan only", 2),
        (&["ladder.toml", "--risk", "0.1"], "no value is uncertain", 2),
        (&["tutorial.toml", "--first-mover", "norh"], "did you mean `north`", 2),
        (&["tutorial.toml", "--weights", "scalin=1"], "there is no outcome `scalin`", 2),
        (&["tutorial.toml", "--weights", "scaling=1", "--objective", "collapse"], "cannot be used with", 2),
        (&["tutorial.toml", "--delta", "0"], "points from 0.01 to 100", 2),
        (&["tutorial.toml", "--risk", "1.5"], "a share from 0.01 to 1", 2),
        (&["no_such.toml"], "no such file", 1),
    ];
    for (args, wanted, status) in cases {
        let output = desk.run(&[&["order"], args, &["--trials", "64"]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(wanted), "{args:?}: {said}");
        assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    }
    assert!(!desk.path("results").exists());
}

/// Over the same worlds as those of a comparison of the two plans.
#[test]
fn the_gain_of_the_best_is_said_over_worlds_where_something_is_uncertain() {
    let desk = desk();
    let screen = desk.done(&["order", "tutorial.toml", "--trials", "2048", "--out", "out"]);
    assert!(screen.contains("   worlds      better in "), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    let found = rows(&desk, "out/best.csv");
    assert_eq!((found[0]["worlds"].as_str(), found[1]["worlds"].as_str()), ("", "64"));
    let number = |name: &str| found[1][name].parse::<f64>().expect("a number");
    assert!((0.0..=1.0).contains(&number("higher_share")) && number("assumed_p05") <= number("assumed_p95"));
    assert!((number("assumed_p05")..=number("assumed_p95")).contains(&number("gain")), "{found:?}");
    for args in [&["ladder.toml"][..], &["tutorial.toml", "--weights", "scaling=1,collapse=-1"]] {
        let screen = desk.done(&[&["order"], args, &["--trials", "256", "--out", "other", "--force"]].concat());
        assert!(!screen.contains("   worlds ") && rows(&desk, "other/best.csv")[1]["worlds"].is_empty());
    }
}

/// Column names are a promise.
#[test]
fn the_tables_keep_their_columns() {
    let desk = desk();
    desk.done(&["order", "tutorial.toml", "--trials", "64", "--quiet", "--out", "out"]);
    for (file, header) in [
        (
            "out/orders.csv",
            "scenario,plan,order,first_movers,tranches,status,worse_than,trials,value,difference,difference_lo,difference_hi,worlds,best_share,regret,regret_worst_tenth",
        ),
        (
            "out/best.csv",
            "scenario,plan,role,order,first_movers,tranches,trials,value,value_lo,value_hi,gain,gain_lo,gain_hi,worlds,higher_share,assumed_p05,assumed_p95",
        ),
        (
            "out/search.csv",
            "scenario,objective,risk,possible,tried,same,method,delta,confidence,finish,looks,looked_trials,race_trials,equal_trials",
        ),
    ] {
        assert_eq!(desk.read(file).lines().next(), Some(header), "{file}");
    }
    for table in ["orders", "best", "search"] {
        assert!(desk.read("out/README.md").contains(&format!("### `{table}.csv`")));
    }
}
