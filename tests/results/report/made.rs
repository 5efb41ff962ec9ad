//! When a report is made, and of what.

use super::{digests, page, simulated};
use crate::Desk;
use detente_report::results::Manifest;
use std::collections::BTreeMap;
use support::RICH;

#[test]
fn a_run_writes_no_report_unless_asked_and_takes_an_old_one_away() {
    let desk = simulated(&["--report"]);
    assert!(digests(&desk).contains_key("workbook.xlsx"));
    desk.done(&["run", "--trials", "300", "--quiet", "--out", "out"]);
    let left = digests(&desk);
    assert!(!left.keys().any(|path| path.starts_with("charts/") || path == "workbook.xlsx" || path == "report.html"));
}

#[test]
fn a_folder_that_is_not_as_it_was_written_gets_no_report() {
    let desk = simulated(&[]);
    let refused = |folder: &str, part: &str| {
        let output = desk.run(&["report", folder]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{message}");
        assert!(message.contains(part), "{message}");
        message
    };
    assert!(refused("nowhere", "there is no folder nowhere").contains("detente run"));
    assert!(refused("scenarios", "is not a results folder").contains("detente run"));
    desk.put("out/notes.txt", "mine");
    refused("out", "notes.txt is not listed in its manifest");
    std::fs::remove_file(desk.path("out/notes.txt")).expect("a file");
    let outcomes = desk.read("out/outcomes.csv");
    desk.put("out/outcomes.csv", &outcomes.replacen("300", "400", 1));
    assert!(refused("out", "outcomes.csv was changed").contains("run the scenarios again"));
    desk.put("out/outcomes.csv", &outcomes);
    desk.done(&["report", "out", "--quiet"]);
}

#[test]
fn a_report_is_verified_made_again_by_rerun_and_added_by_resume() {
    let desk = simulated(&["--report"]);
    let (sound, files) = (desk.done(&["verify", "out", "--rerun"]), digests(&desk));
    assert!(sound.contains(&format!("{} files came out the same", files.len())), "{sound}");
    let brief = desk.read("out/brief.md");
    desk.put("out/brief.md", &brief.replacen('1', "2", 1));
    let output = desk.run(&["verify", "out"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("brief.md was changed after it was written"));

    let again = simulated(&[]);
    again.put("out/.~lock.workbook.xlsx#", "a spreadsheet has it open");
    again.done(&["run", "--trials", "300", "--out", "out", "--resume", "--report"]);
    assert_eq!(digests(&again), files);
}

#[test]
fn a_shard_gets_no_report_but_what_was_merged_does() {
    let desk = Desk::with("rich.toml", RICH);
    for part in ["1/2", "2/2"] {
        let shard = part.replace('/', "_");
        desk.done(&[
            "run",
            "rich.toml",
            "--trials",
            "512",
            "--shard",
            part,
            "--quiet",
            "--out",
            &format!("shards/{shard}"),
        ]);
    }
    let output = desk.run(&["report", "shards/1_2"]);
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("is shard 1/2") && message.contains("detente merge"), "{message}");
    desk.done(&["merge", "shards", "--out", "merged", "--quiet"]);
    desk.done(&["report", "merged", "--quiet"]);
    desk.done(&["run", "rich.toml", "--trials", "512", "--quiet", "--report", "--out", "whole"]);
    assert_eq!(desk.digest("merged"), desk.digest("whole"));
}

#[test]
fn results_whose_records_do_not_give_their_tables_get_no_report() {
    let desk = simulated(&[]);
    let edited = desk.read("out/outcomes.csv").replacen("300", "301", 1);
    let (old, new) = (digests(&desk)["outcomes.csv"].clone(), detente_report::results::sha256(edited.as_bytes()));
    desk.put("out/outcomes.csv", &edited);
    let Manifest { facts, inputs, outputs, .. } = Manifest::read(&desk.path("out")).expect("own results");
    let mut files: BTreeMap<String, String> = inputs.into_iter().chain(outputs).collect();
    assert_eq!(files.insert("outcomes.csv".to_owned(), new), Some(old));
    desk.put("out/manifest.json", &Manifest::new(facts, files).to_json());
    let output = desk.run(&["report", "out"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(message.contains("outcomes.csv, made again from the records, comes out otherwise"), "{message}");
}

#[test]
fn scenarios_without_ladder_or_without_counterfactuals_are_reported_too() {
    let desk = Desk::with("bare.toml", "[ladder]\norder = []\n");
    desk.done(&["run", "bare.toml", "--trials", "50", "--quiet", "--report", "--out", "out"]);
    assert!(!digests(&desk).keys().any(|path| path.ends_with("ladder.svg") || path.ends_with("comparison.svg")));
    assert!(page(&desk).contains("Of 100 trials"));
    let reference = support::shipped("reference/ladder.toml").display().to_string();
    desk.done(&["run", &reference, "--trials", "50", "--quiet", "--report", "--out", "out", "--force"]);
    assert!(!digests(&desk).keys().any(|path| path.ends_with("confrontation.svg")));
    assert!(page(&desk).contains("Of 100 trials") && !desk.read("out/brief.md").contains("less without"));
}
