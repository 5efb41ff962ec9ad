//! The points of a sweep: `--cases` and `--vary`.

use super::{doha, message, table};
use crate::Desk;
use std::collections::BTreeMap;
use support::RICH;

const CASE_KEYS: [&str; 6] = [
    "messaging.ambiguity",
    "rung.second_release.tranches",
    "money.diverted_share",
    "party.iran.policy",
    "rung.hotline.ring_fenced",
    "rung.hotline.renewal_days",
];

/// What each of the ten cases sets, as `parameters.csv` shows it.
const CASES: [(&str, [&str; 6]); 10] = [
    ("As it stands", ["{ min = 0.2, max = 0.6 }", "2", "{ min = 0, max = 0.6 }", "tit_for_tat", "true", "60"]),
    ("Plain words", ["0.200000", "2", "0.100000", "tit_for_tat", "true", "60"]),
    ("Vague words", ["0.600000", "2", "0.100000", "tit_for_tat", "true", "60"]),
    ("In one piece", ["0.400000", "1", "0.250000", "tit_for_tat", "true", "60"]),
    ("In four pieces", ["0.400000", "4", "0.250000", "generous", "true", "60"]),
    ("Strict Iran", ["0.400000", "2", "0.250000", "strict", "true", "60"]),
    ("Range, wide", ["0.400000", "2", "0.05 to 0.55", "grit", "true", "90"]),
    ("No date, for good", ["0.400000", "2", "0.300000", "tit_for_tat", "false", "none"]),
    ("Zürich", ["0.125000", "3", "0.015000", "contrite", "false", "120"]),
    ("Long dates", ["0.350000", "2", "0.500000", "tit_for_tat", "true", "182.500000"]),
];

#[test]
fn ten_cases_saved_in_either_country_are_the_same_ten_cases() {
    let files = ["cases_en.csv", "cases_de.csv", "cases_de_windows_1252.csv"];
    let names = ["en/cases.csv", "de/cases.csv", "windows/cases.csv"];
    let desk = doha(&files.into_iter().zip(names).collect::<Vec<_>>());
    let mut digests = Vec::new();
    for name in names {
        let out = format!("out_{}", name.split('/').next().expect("a folder"));
        desk.done(&["sweep", "doha_2026.toml", "--cases", name, "--trials", "64", "--out", &out, "--quiet"]);
        digests.push(desk.digest(&out));
    }
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "{digests:?}");
    let (_, parameters) = table(&desk, "out_de/parameters.csv");
    let (_, summary) = table(&desk, "out_de/summary.csv");
    assert_eq!(summary.len(), 10);
    for (number, (case, expected)) in CASES.iter().enumerate() {
        let stem = format!("doha_2026-{:02}", number + 1);
        assert_eq!(
            (summary[number]["scenario"].as_str(), summary[number]["varied_case"].as_str()),
            (stem.as_str(), *case)
        );
        for (key, expected) in CASE_KEYS.iter().zip(expected) {
            // The value with which it was simulated, and the column that says so.
            let row = parameters.iter().find(|row| row["scenario"] == stem && row["key"] == *key).expect("a row");
            let value =
                [&row["value"], &row["distribution"]].into_iter().find(|value| !value.is_empty()).expect("a value");
            assert_eq!(value, expected, "{case}: {key}");
            assert_eq!(summary[number][*key], *expected, "{case}: {key}");
        }
    }
}

#[test]
fn bad_cells_are_named_all_at_once_with_row_column_and_what_is_allowed() {
    let desk = doha(&[]);
    let sheet = "messaging.ambiguity;party.iran.policy;rung.hotline.renewal_day;money.frozen_usd_bn\n\
                 0,2;strict;3;24\n1,7;strikt;4;24\n0,3;;;-5\n01.05.26;;;24\n";
    desk.put("bad.csv", sheet);
    let text = message(&desk, &["sweep", "doha_2026.toml", "--cases", "bad.csv"], 1);
    for part in [
        "rung.hotline.renewal_day: unknown key, in row 1, column C",
        "did you mean `renewal_days`?",
        "bad.csv:3:1",
        "messaging.ambiguity: out of range, in row 3, column A",
        "found 1.7; allowed: 0 to 1",
        "party.iran.policy: unknown word, in row 3, column B",
        "did you mean `strict`?",
        "money.frozen_usd_bn: out of range, in row 4, column D",
        "found -5; allowed: 0 to 10000, or \"none\"",
        "messaging.ambiguity: not a number, in row 5, column A",
        "the spreadsheet has made a date of it",
        "5 faults in bad.csv",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(!desk.path("results").exists());
    desk.put("mixed.csv", "messaging.ambiguity;money.frozen_usd_bn\n0,2;1.500\n");
    let text = message(&desk, &["sweep", "doha_2026.toml", "--cases", "mixed.csv"], 1);
    assert!(text.contains("a decimal point among decimal commas, in row 2, column B"), "{text}");
    desk.put("comma.csv", "messaging.ambiguity,money.frozen_usd_bn\n\"0,2\",3\n");
    let text = message(&desk, &["sweep", "doha_2026.toml", "--cases", "comma.csv"], 1);
    assert!(text.contains("a decimal comma, in row 2, column A"), "{text}");
}

#[test]
fn every_row_of_every_table_says_what_was_varied_and_the_folder_can_be_simulated_again() {
    let desk = Desk::with("case.toml", RICH);
    let sweep =
        ["sweep", "case.toml", "--vary", "messaging.ambiguity=0.1..0.5:3", "--vary", "party.taker.policy=grit,strict"];
    let more = |extra: &[&'static str]| [&sweep[..], &["--trials", "300", "--quiet"], extra].concat();
    desk.done(&more(&["--threads", "1"]));
    desk.done(&more(&["--threads", "2", "--out", "two"]));
    assert_eq!(desk.digest("results/case_sweep"), desk.digest("two"));
    let (_, summary) = table(&desk, "two/summary.csv");
    let expected = ["0.100000", "0.100000", "0.300000", "0.300000", "0.500000", "0.500000"];
    let found: Vec<&str> = summary.iter().map(|row| row["messaging.ambiguity"].as_str()).collect();
    assert_eq!(found, expected);
    let mut tables = 0;
    for entry in std::fs::read_dir(desk.path("two")).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        if !name.ends_with(".csv") {
            continue;
        }
        tables += 1;
        let (header, rows) = table(&desk, &format!("two/{name}"));
        assert_eq!(header[..3], ["scenario", "messaging.ambiguity", "party.taker.policy"], "{name}");
        for row in rows {
            let point: usize = row["scenario"].strip_prefix("case-").expect("a point").parse().expect("a number");
            assert_eq!(row["messaging.ambiguity"], expected[point - 1], "{name}");
            assert_eq!(row["party.taker.policy"], ["grit", "strict"][(point - 1) % 2], "{name}");
        }
    }
    assert!(tables >= 13, "{tables} tables");
    let text = desk.done(&["verify", "two", "--rerun"]);
    assert!(text.contains("byte for byte"), "{text}");
}

#[test]
fn points_live_through_the_same_chance_as_a_run() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "2000", "--quiet", "--set", "messaging.ambiguity=0.4", "--out", "run"]);
    let vary = ["--vary", "messaging.ambiguity=0.4", "--vary", "mediator.name=A,B"];
    desk.done(&[&["sweep", "case.toml", "--trials", "2000", "--quiet", "--out", "sweep"][..], &vary].concat());
    let counts =
        |path: &str| -> Vec<String> { table(&desk, path).1.into_iter().map(|row| row["count"].clone()).collect() };
    let (run, sweep) = (counts("run/causes.csv"), counts("sweep/causes.csv"));
    assert_eq!(sweep, [run.clone(), run].concat(), "names change no trial");
}

#[test]
fn designs_other_than_grids_cover_the_range_in_the_file() {
    let desk = Desk::with("case.toml", RICH);
    for design in ["lhs", "sobol"] {
        let vary = ["--vary", "party.giver.trustworthy", "--vary", "messaging.ambiguity=0..1"];
        let fixed =
            ["sweep", "case.toml", "--design", design, "--points", "16", "--trials", "16", "--quiet", "--out", design];
        desk.done(&[&fixed[..], &vary].concat());
        let (_, rows) = table(&desk, &format!("{design}/summary.csv"));
        let value = |row: &BTreeMap<String, String>, key: &str| row[key].parse::<f64>().expect("a number");
        let mut strata: Vec<u32> = rows.iter().map(|row| (16.0 * value(row, "messaging.ambiguity")) as u32).collect();
        strata.sort_unstable();
        assert_eq!(strata, (0..16).collect::<Vec<_>>(), "{design}");
        let inside = rows.iter().filter(|row| (0.4..=0.8).contains(&value(row, "party.giver.trustworthy"))).count();
        assert!((13..=15).contains(&inside), "{inside} of 16 in the 90 % range");
    }
}

#[test]
fn what_cannot_be_varied_is_refused() {
    let desk = Desk::with("case.toml", RICH);
    let refused = |extra: &[&str]| message(&desk, &[&["sweep", "case.toml"][..], extra].concat(), 2);
    assert!(refused(&["--vary", "messaging.ambiguity"]).contains("does not leave messaging.ambiguity uncertain"));
    assert!(refused(&["--vary", "messaging.ambiguity=0..1"]).contains("how many values of messaging.ambiguity?"));
    let twice = ["--vary", "messaging.ambiguity=0.1,0.2", "--set", "messaging.ambiguity=0.3"];
    assert!(refused(&twice).contains("which `--set messaging.ambiguity=0.3` reaches too"));
    assert!(refused(&[]).contains("--vary"));
    let text = message(&desk, &["sweep", "case.toml", "--vary", "messaging.ambiguity=0.5,1.5,2.5"], 1);
    assert!(text.contains("found 1.5; allowed: 0 to 1") && text.contains("2 faults in --vary"), "{text}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_sweep_is_balanced_and_goes_on_to_the_same_bytes() {
    let sweep = ["sweep", "case.toml", "--vary", "messaging.ambiguity=0.1..0.5:4", "--trials", "40000", "--out", "out"];
    let all = [&sweep[..], &["--quiet", "--threads", "2", "--checkpoint-seconds", "0.02"]].concat();
    let desk = Desk::with("case.toml", RICH);
    desk.done(&all);
    let whole = desk.digest("out");
    // Complete results would not give way to interrupted ones.
    std::fs::remove_dir_all(desk.path("out")).expect("a folder");
    let mut child = desk.command(&all).spawn().expect("detente runs");
    // The last point has a checkpoint as soon as all have had a turn.
    while !desk.path(".detente-out/case-4.json").exists() && child.try_wait().expect("a child").is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    std::process::Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("kill runs");
    assert_eq!(child.wait().expect("a child").code(), Some(6), "it was stopped while it simulated");
    let (_, rows) = table(&desk, "out/summary.csv");
    let done: Vec<u64> = rows.iter().map(|row| row["trials"].parse().expect("a number")).collect();
    let (least, most) = (done.iter().min().expect("points"), done.iter().max().expect("points"));
    assert!(done.len() == 4 && *least < 40_000 && most - least <= 4 * 1024, "{done:?}");
    desk.done(&[&all[..], &["--resume"]].concat());
    assert_eq!(whole, desk.digest("out"));
}

/// What is said of chance is that of the widest interval of all points, shown or not.
#[test]
fn the_screen_says_how_large_chance_is_and_how_a_point_is_told() {
    let desk = Desk::with("case.toml", RICH);
    let vary = "messaging.ambiguity=0.1..0.8:42";
    let screen = desk.done(&["sweep", "case.toml", "--vary", vary, "--trials", "300", "--seed", "3", "--out", "out"]);
    let (_, rows) = table(&desk, "out/outcomes.csv");
    let end = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
    let widths = rows.iter().map(|row| 50.0 * (end(row, "share_hi") - end(row, "share_lo")));
    let widest = widths.fold(0.0, f64::max);
    let said = format!(" 95 % intervals of shares of a point (chance alone): at most +-{widest:.1} points\n");
    assert!(rows.len() == 4 * 42 && screen.contains(&said), "{said}{screen}");
    let next = "next:  detente trace out/inputs/case-01.toml --typical --seed 3 --trials 300\n";
    assert!(screen.contains(next), "{screen}");
    let told = desk.done(&next.split_whitespace().skip(2).collect::<Vec<_>>());
    let point =
        ["trace", "case.toml", "--typical", "--set", "messaging.ambiguity=0.1", "--seed", "3", "--trials", "300"];
    assert_eq!(told, desk.done(&point));
}

/// The last lines on the screen of a sweep advise it.
#[test]
fn a_report_can_be_made_of_a_sweep_and_simulated_again() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["sweep", "rich.toml", "--vary", "horizon_weeks=26,52", "--trials", "2048", "--out", "out", "--quiet"]);
    desk.done(&["report", "out"]);
    assert!(desk.read("out/report.html").contains("rich-2"));
    let said = desk.done(&["verify", "out", "--rerun"]);
    assert!(said.contains("sound") && !said.contains("not made again"), "{said}");
}
