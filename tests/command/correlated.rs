//! Uncertain values that hang together, through the command: shards, refusals, and faults in their place.

use crate::Desk;
use support::RICH;

const PAIR: [&str; 2] = ["party.giver.trustworthy", "party.taker.trustworthy"];

fn pair(rank: f64) -> String {
    format!("\n[[correlated]]\nkeys = [\"{}\", \"{}\"]\nrank = {rank}\n", PAIR[0], PAIR[1])
}

#[test]
fn a_run_honours_correlations_whole_and_in_shards_and_sensitivity_goes_along() {
    let desk = Desk::with("rich.toml", &format!("{RICH}{}", pair(0.6)));
    desk.done(&["run", "rich.toml", "--trials", "3000", "--out", "one", "--quiet"]);
    for part in ["1/2", "2/2"] {
        desk.done(&["run", "rich.toml", "--trials", "3000", "--shard", part, "--quiet"]);
    }
    desk.done(&["merge", "shards/rich", "--out", "merged", "--quiet"]);
    assert_eq!(desk.digest("one"), desk.digest("merged"));
    desk.done(&["verify", "one", "--rerun", "--quiet"]);
    desk.put("free.toml", RICH);
    desk.done(&["run", "free.toml", "--trials", "3000", "--out", "two", "--quiet"]);
    let row = |folder: &str, stem: &str| desk.read(&format!("{folder}/outcomes.csv")).replace(&format!("{stem},"), "");
    assert_ne!(row("one", "rich"), row("two", "free"), "what hangs together ends otherwise");
    // First order goes along with the others; what a pair explains by itself is not defined.
    desk.done(&["sensitivity", "rich.toml", "--trials", "2000", "--quiet"]);
    let indices = desk.read("results/rich_sensitivity/indices.csv");
    let head: Vec<&str> = indices.lines().next().expect("a head").split(',').collect();
    let column = |name: &str| head.iter().position(|own| *own == name).expect("a column");
    for row in indices.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        assert!(!cells[column("first_order")].is_empty() && cells[column("to_second_order")].is_empty(), "{row}");
    }
    assert_eq!(desk.read("results/rich_sensitivity/index_pairs.csv").lines().count(), 1, "the head alone");
}

#[test]
fn mistakes_in_correlations_are_located() {
    let mistakes = "
[[correlated]]
keys = [\"party.giver.trustworthi\", \"party.taker.trustworthy\"]
rank = 0.5

[[correlated]]
keys = [\"party.taker.trustworthy\"]
rank = 2

[[correlated]]
rank = 0.1
";
    let desk = Desk::with("case.toml", &format!("{RICH}{mistakes}"));
    let output = desk.run(&["check", "case.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    for part in [
        "did you mean `party.giver.trustworthy`?",
        "two keys or more",
        "correlated.pair_2.rank",
        "correlated.pair_3.keys: missing",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let keys = ["party.giver.trustworthy", "party.taker.trustworthy", "body.congress.approval"]
        .map(|key| format!("\"{key}\""));
    desk.put("case.toml", &format!("{RICH}\n[[correlated]]\nkeys = [{}]\nrank = -0.9\n", keys.join(", ")));
    let output = desk.run(&["check", "case.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not positive definite"));
    // A value that is fixed takes no part, with a remark: so a sweep over it is possible.
    desk.put("case.toml", &format!("{RICH}{}", pair(0.5)));
    let fixed = desk.run(&["check", "case.toml", "--set", "party.giver.trustworthy=0.5"]);
    assert_eq!(fixed.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&fixed.stdout).contains("takes no part"));
}
