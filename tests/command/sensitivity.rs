//! `detente sensitivity` on whole scenarios. The estimators are held against known functions beside their code.

use crate::Desk;
use std::collections::BTreeMap;
use support::RICH;

/// A small analysis, with a cost on which nothing depends left uncertain.
const SMALL: [&str; 11] = [
    "sensitivity",
    "case.toml",
    "--scrambles",
    "16",
    "--pairs",
    "16",
    "--trials-per-point",
    "16",
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

#[test]
fn an_input_that_does_nothing_looks_it_and_others_do_not() {
    let desk = desk();
    desk.done(&SMALL);
    let rows = rows(&desk, "results/case_sensitivity/indices.csv");
    let inert = rows.iter().filter(|row| row["input"] == "verification.cost_per_check_usd_bn");
    let mut looked_at = 0;
    for row in inert.filter(|row| !row["total"].is_empty()) {
        for figure in ["first_order", "total", "total_lo", "total_hi"] {
            assert_eq!(row[figure], "0.000000", "{figure} of {}", row["outcome"]);
        }
        looked_at += 1;
    }
    assert!(looked_at >= 4, "{looked_at} outcomes");
    let collapse =
        |input: &str| rows.iter().find(|row| row["outcome"] == "collapse" && row["input"] == input).expect("a row");
    let total = |input: &str| collapse(input)["total"].parse::<f64>().expect("a number");
    assert!(total("party.taker.trustworthy") > 0.0 && total("chance") > 0.3);
}

#[test]
fn the_folder_is_sound_can_be_simulated_again_and_is_the_same_for_any_threads() {
    let desk = desk();
    desk.done(&[&SMALL[..], &["--threads", "1"]].concat());
    desk.done(&[&SMALL[..], &["--threads", "3", "--out", "three"]].concat());
    assert_eq!(desk.digest("results/case_sensitivity"), desk.digest("three"));
    assert!(desk.done(&["verify", "three", "--rerun"]).contains("byte for byte"));
    for name in ["indices", "screening", "boxes"] {
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
