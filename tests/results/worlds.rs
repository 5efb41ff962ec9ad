//! What is not known, told apart from chance, in the tables and over shards.

use crate::Desk;

#[test]
fn the_columns_are_filled_where_something_is_uncertain_and_only_there() {
    let desk = Desk::new();
    let cells = |trusts: &str| {
        let set = format!("party.south.trustworthy={trusts}");
        let file = support::shipped("tutorial.toml").display().to_string();
        desk.done(&[
            "run",
            &file,
            "--trials",
            "2000",
            "--quiet",
            "--out",
            "out",
            "--set",
            &set,
            "--set",
            "escalation.danger=1",
            "--set",
            "defaults=fixed",
        ]);
        let table = desk.read("out/outcomes.csv");
        let header = table.lines().next().expect("a header");
        let first = header.split(',').position(|name| name == "assumed_p05").expect("a column");
        let ends = |line: &str| line.split(',').skip(first).take(2).map(str::to_owned).collect::<Vec<_>>();
        table.lines().skip(1).flat_map(ends).collect::<Vec<_>>()
    };
    assert!(cells("0.2 to 0.8").iter().all(|cell| cell.parse::<f64>().is_ok()));
    assert!(cells("0.5").iter().all(String::is_empty));
}

#[test]
fn shards_merged_hold_the_same_worlds_as_one_machine() {
    let desk = Desk::new();
    let file = support::shipped("tutorial.toml").display().to_string();
    for shard in ["1/2", "2/2"] {
        desk.done(&["run", &file, "--trials", "3000", "--quiet", "--shard", shard]);
    }
    desk.done(&["merge", "shards/tutorial", "--out", "merged", "--quiet"]);
    desk.done(&["run", &file, "--trials", "3000", "--quiet", "--threads", "1", "--out", "whole"]);
    assert_eq!(desk.read("merged/outcomes.csv"), desk.read("whole/outcomes.csv"));
}
