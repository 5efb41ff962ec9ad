//! `detente sensitivity` on whole scenarios. The estimators are held against known functions beside their code.

use crate::Desk;
use std::collections::BTreeMap;
use support::RICH;

/// A small analysis, with a cost on which nothing depends left uncertain.
const SMALL: [&str; 7] = [
    "sensitivity",
    "case.toml",
    "--trials",
    "20000",
    "--quiet",
    "--set",
    "verification.cost_per_check_usd_bn={ min = 0, max = 1 }",
];

fn desk() -> Desk {
    Desk::with("case.toml", RICH)
}

fn rows(desk: &Desk, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = desk.read(path);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// Of intervals of 95 %, ten of an input that does nothing lie above 0 with probability .25 at most; that of the largest input does by
/// far.
#[test]
fn an_input_that_does_nothing_looks_it_and_others_do_not() {
    let desk = desk();
    desk.done(&SMALL);
    let rows = rows(&desk, "results/case_sensitivity/indices.csv");
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
    let inert: Vec<_> = rows.iter().filter(|row| row["input"] == "verification.cost_per_check_usd_bn").collect();
    assert!(inert.len() >= 4, "{} outcomes", inert.len());
    let surely = |row: &&&BTreeMap<String, String>| number(row, "first_order_lo") > 0.0;
    assert!(inert.iter().filter(surely).count() <= 1 && inert.iter().all(|row| number(row, "first_order_hi") < 0.005));
    let strongest = rows
        .iter()
        .filter(|row| row["outcome"] == "collapse")
        .max_by(|one, other| number(one, "first_order").total_cmp(&number(other, "first_order")));
    let strongest = strongest.expect("collapse differs");
    assert!(number(strongest, "first_order_lo") > 0.0 && number(strongest, "effect").abs() > 0.01, "{strongest:?}");
}

/// The trials are those of a run, so what is told of them is the same to the digit; what needs worlds comes from more of them here.
#[test]
fn a_run_and_an_analysis_of_the_same_trials_say_the_same() {
    let desk = desk();
    desk.done(&SMALL);
    desk.done(&[&["run", "case.toml", "--out", "run"], &SMALL[2..]].concat());
    let told = |path: &str| {
        let own = ["outcome", "input", "share", "first_order", "first_order_hi", "to_second_order", "effect_lo"];
        rows(&desk, path).iter().map(|row| own.map(|column| row[column].clone())).collect::<Vec<_>>()
    };
    let found = told("run/indices.csv");
    assert!(found.len() > 20);
    assert_eq!(found, told("results/case_sensitivity/indices.csv"));
}

#[test]
fn the_folder_is_sound_can_be_simulated_again_and_is_the_same_for_any_threads() {
    let desk = desk();
    desk.done(&[&SMALL[..], &["--threads", "1"]].concat());
    desk.done(&[&SMALL[..], &["--threads", "3", "--out", "three"]].concat());
    assert_eq!(desk.digest("results/case_sensitivity"), desk.digest("three"));
    assert!(desk.done(&["verify", "three", "--rerun"]).contains("byte for byte"));
    for name in ["indices", "index_pairs", "boxes"] {
        assert!(desk.read("three/README.md").contains(&format!("### `{name}.csv`")));
    }
}

#[test]
fn a_scenario_without_uncertain_values_is_sent_elsewhere() {
    let desk = Desk::with("sure.toml", "title = \"sure\"\ndefaults = \"fixed\"\n[escalation]\ndanger = 1\n");
    let output = desk.run(&["sensitivity", "sure.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("detente sweep"));
}
