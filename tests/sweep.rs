//! Sweeps and filled tables, as spreadsheets save them. The tables in tests/sheets/ were saved by LibreOffice 7.4, once with
//! English and once with German settings.

mod common;

use common::{Desk, RICH};
use detente_study::sheet::{Cell, Sheet};
use std::collections::BTreeMap;
use std::path::Path;

/// A desk with the Doha scenario on it, and `sheets` from tests/sheets/ under the names given.
fn doha(sheets: &[(&str, &str)]) -> Desk {
    let text = std::fs::read_to_string(common::shipped("doha_2026.toml")).expect("a file");
    let desk = Desk::with("doha_2026.toml", &text);
    for (sheet, name) in sheets {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets").join(sheet);
        let to = desk.path(name);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        std::fs::copy(from, to).expect("a sheet");
    }
    desk
}

/// Header and rows of a table on the desk.
fn table(desk: &Desk, path: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let text = desk.read(path);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.deserialize().map(|row| row.expect("a row")).collect();
    (header, rows)
}

fn message(desk: &Desk, args: &[&str], status: i32) -> String {
    let output = desk.detente(args);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{message}");
    message
}

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

#[test]
fn a_filled_questionnaire_changes_just_what_was_changed() {
    let changed = [
        ("party.iran.policy", "grit"),
        ("party.iran.trustworthy", "0.2 to 0.6"),
        ("rung.first_release.target.detection", "{ min = 0.2, max = 0.6 }"),
        ("messaging.ambiguity", "0.3 to 0.5"),
        ("money.frozen_usd_bn", "30"),
        ("money.diverted_share", "{ values = [0.1, 0.2, 0.5], weights = [0.185, 0.63, 0.185] }"),
    ];
    let desk = doha(&[("values_en.csv", "en/values.csv"), ("values_de.csv", "de/values.csv")]);
    let run = |extra: &[&str]| {
        let output = desk.detente(&[&["run", "doha_2026.toml", "--trials", "64"][..], extra].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    run(&["--out", "plain"]);
    for country in ["en", "de"] {
        let remark = run(&["--values", &format!("{country}/values.csv"), "--out", &format!("out_{country}")]);
        let keys = changed.map(|(key, _)| key).join(", ");
        assert!(remark.contains(&format!("changes 6 values of doha_2026.toml: {keys}")), "{remark}");
    }
    assert_eq!(desk.digest("out_en"), desk.digest("out_de"));
    let (_, before) = table(&desk, "plain/parameters.csv");
    let (_, after) = table(&desk, "out_de/parameters.csv");
    // What a policy bundles follows it; nothing else may move.
    let follows = |key: &str| key.starts_with("party.iran.");
    for (old, new) in before.iter().zip(&after) {
        let key = old["key"].as_str();
        let shown = if new["value"].is_empty() { &new["distribution"] } else { &new["value"] };
        match changed.iter().find(|(changed, _)| *changed == key) {
            Some((_, value)) => assert_eq!((shown.as_str(), new["origin"].as_str()), (*value, "values.csv"), "{key}"),
            None if follows(key) => assert!(old == new || new["origin"] == "default", "{key}"),
            None => assert_eq!(old, new),
        }
    }
    let row = |key: &str| after.iter().find(|row| row["key"] == key).expect("a row");
    assert_eq!(row("party.iran.trustworthy")["source"], "Zürich interview");
    assert_eq!(row("party.iran.trustworthy")["basis"], "press");
    assert_eq!(row("money.frozen_usd_bn")["source"], "our own count; checked twice");
    assert_eq!(row("messaging.ambiguity")["source"], "", "the old source does not speak of the new value");
}

#[test]
fn an_untouched_questionnaire_changes_nothing_in_any_dialect() {
    let desk = doha(&[]);
    for dialect in ["standard", "excel", "eu"] {
        desk.done(&["run", "doha_2026.toml", "--trials", "64", "--csv-dialect", dialect, "--out", dialect, "--quiet"]);
        let values = format!("{dialect}/parameters.csv");
        let args = ["run", "doha_2026.toml", "--trials", "64", "--csv-dialect", dialect, "--out", "again", "--quiet"];
        desk.done(&[&args[..], &["--values", &values]].concat());
        assert_eq!(desk.digest(dialect), desk.digest("again"), "{dialect}");
    }
}

#[test]
fn a_questionnaire_that_cannot_be_meant_is_refused_cell_by_cell() {
    let desk = Desk::with("case.toml", RICH);
    let sheet = "scenario,key,value,low,best,high,distribution,basis,source\n\
                 case,messaging.ambiguity,1.4,,,,,,\n\
                 case,party.giver.trustworthy,,0.3,,,,,\n\
                 case,party.taker.patience_weks,3,,,,,,\n\
                 case,party.giver.turnover_per_month,0.03,,,,,rumour,a friend\n";
    desk.put("filled.csv", sheet);
    let run = ["run", "case.toml", "--values", "filled.csv", "--trials", "64"];
    let text = message(&desk, &run, 1);
    assert!(text.contains("party.giver.trustworthy: low and high go together, in row 3, column D"), "{text}");
    desk.put("filled.csv", &sheet.replace("case,party.giver.trustworthy,,0.3,,,,,\n", ""));
    let text = message(&desk, &run, 1);
    for part in [
        "messaging.ambiguity: out of range, in row 2, column C",
        "party.taker.patience_weks: unknown key, in row 3, column B",
        "party.giver.turnover_per_month.basis: unknown word, in row 4, column H",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
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
    let said = format!(" 95 % intervals of the shares of a point (chance alone): at most +-{widest:.1} points\n");
    assert!(rows.len() == 4 * 42 && screen.contains(&said), "{said}{screen}");
    let next = "next:  detente trace out/inputs/case-01.toml --typical --seed 3 --trials 300\n";
    assert!(screen.contains(next), "{screen}");
    let told = desk.done(&next.split_whitespace().skip(2).collect::<Vec<_>>());
    let point =
        ["trace", "case.toml", "--typical", "--set", "messaging.ambiguity=0.1", "--seed", "3", "--trials", "300"];
    assert_eq!(told, desk.done(&point));
}

#[test]
fn a_day_that_a_spreadsheet_has_spelled_anew_is_said_both_ways_and_how_to_keep_it() {
    let desk = Desk::with("case.toml", RICH);
    desk.put("days.csv", "key,value\nstart,06.01.2026\nmessaging.ambiguity,40%\n");
    let text = message(&desk, &["run", "case.toml", "--values", "days.csv", "--trials", "64"], 1);
    for part in [
        "start: not a date, in row 2, column B",
        "2026-01-06 for 6 January, 2026-06-01 for 1 June; format the column as text",
        "leave the cell empty to keep the date of the file",
        "messaging.ambiguity: not a number, in row 3, column B",
        "help: write 0.4",
        "2 faults in days.csv",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn a_day_spelled_anew_that_can_be_the_day_of_the_file_is_left_as_it_is() {
    let desk = doha(&[]);
    desk.done(&["run", "doha_2026.toml", "--trials", "64", "--out", "plain", "--quiet"]);
    let answers = desk.read("plain/parameters.csv");
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "days.csv", "--out", "out"];
    for spelled in ["02.07.2026", "7/2/2026", "2/7/2026", "02.07.26", "2 Jul 2026"] {
        desk.put("days.csv", &answers.replacen(",2026-07-02,", &format!(",{spelled},"), 1));
        assert!(message(&desk, &run, 0).contains("changes 0 values"), "{spelled}");
        assert_eq!(desk.digest("plain"), desk.digest("out"), "{spelled}");
    }
    desk.put("days.csv", &answers.replacen(",2026-07-02,", ",03.07.2026,", 1));
    let text = message(&desk, &run, 1);
    assert!(text.contains("start: not a date") && text.contains("leave the cell empty to keep the date"), "{text}");
    desk.put("days.csv", &answers.replacen(",2026-07-02,", ",,", 1));
    assert!(message(&desk, &run, 0).contains("changes 0 values"));
}

#[test]
fn answers_that_would_be_lost_are_refused_or_told() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "lost.csv", "--out", "out"];
    let answers = desk.read("values.csv");
    for (name, renamed) in [("value", "Wert"), ("low", "tief"), ("distribution", "Verteilung"), ("basis", "Grundlage")]
    {
        desk.put("lost.csv", &answers.replacen(&format!(",{name},"), &format!(",{renamed},"), 1));
        let text = message(&desk, &run, 1);
        for part in [
            format!("{renamed}: no column of the questionnaire, which lacks `{name}`, in row 1, column "),
            format!("name it `{name}`"),
            "found columns scenario, key, ".to_owned(),
            "allowed: values in value, low, best, high, distribution".to_owned(),
        ] {
            assert!(text.contains(&part), "{part} is missing in\n{text}");
        }
    }
    for (table, said) in [
        ("key,Wert\nmessaging.ambiguity,0.3\n", "has no column in which a value can stand"),
        ("key,note\nmessaging.ambiguity,high\n", "has no column in which a value can stand"),
        ("key,Wert,low,high\nmessaging.ambiguity,0.3,,\n", "Wert: no column of the questionnaire, which lacks `value`"),
        ("Key,value\nmessaging.ambiguity,0.3\n", "has no column `key`"),
    ] {
        desk.put("lost.csv", table);
        let text = message(&desk, &run, 1);
        assert!(text.contains(said) && text.contains("columns "), "{said} is missing in\n{text}");
    }
    assert!(!desk.path("out").exists());
    // Columns of one's own beside all that is read are let be.
    desk.put("lost.csv", "key,value,who\nmessaging.ambiguity,0.3,7\n");
    assert!(message(&desk, &run, 0).contains("changes 1 value"));
    desk.put(
        "lost.csv",
        "scenario,key,value\ndoha_2026,messaging.ambiguity,0.3\ndoha_2027,messaging.ambiguity,0.2\n\
         doha_2027,money.diverted_share,0.2\n,money.diverted_share,0.3\n",
    );
    let text = message(&desk, &run, 0);
    assert!(text.contains("lost.csv: 3 rows are left out, about doha_2027, no scenario that is named"), "{text}");
    assert!(text.contains("changes 1 value of doha_2026.toml: messaging.ambiguity"), "{text}");
    desk.put("doha_2027.toml", &desk.read("doha_2026.toml"));
    let both = ["run", "doha_2026.toml", "doha_2027.toml", "--trials", "64", "--values", "lost.csv", "--out", "both"];
    assert!(message(&desk, &both, 0).contains("1 row is left out, about no scenario that is named"));
}

/// In the workbook of `report` the meaning and the units stand above the header. LibreOffice saves its sheet so.
#[test]
fn a_sheet_of_the_workbook_saved_as_csv_is_read_back() {
    let desk = doha(&[]);
    desk.done(&["run", "doha_2026.toml", "--trials", "64", "--out", "plain", "--quiet"]);
    let above = "A row is a value of a scenario. The table doubles as a questionnaire to be filled in and read back.";
    let answers = desk.read("plain/parameters.csv");
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "sheet.csv", "--out", "out"];
    desk.put("sheet.csv", &format!("{above},,,,,,,,,,,,\n,,,,see unit,see unit,see unit,,,,,,\n{answers}"));
    assert!(message(&desk, &run, 0).contains("changes 0 values"));
    assert_eq!(desk.digest("plain"), desk.digest("out"));
    let own = format!("{above}\n;;see unit\nkey;value;low\nmessaging.ambiguity;0,3;\nmoney.frozen_usd_bn;-5;\n");
    desk.put("sheet.csv", &own);
    let text = message(&desk, &run, 1);
    assert!(text.contains("money.frozen_usd_bn: out of range, in row 5, column B"), "{text}");
    desk.put("sheet.csv", &own.replace("-5", "30"));
    assert!(message(&desk, &run, 0).contains("changes 2 values"));
}

/// Spreadsheets set to decimal points may still part cells with semicolons; one cell with a comma is one slip.
#[test]
fn one_decimal_comma_in_a_questionnaire_is_one_message_about_its_cell() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    let sheet = Sheet::read(&desk.path("values.csv")).expect("a sound table");
    let run = ["run", "doha_2026.toml", "--values", "slip.csv", "--trials", "64", "--out", "out"];
    let cells = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    for (delimiter, number, column, slip, said) in [
        (b';', 13, 3, "0,4", "a decimal comma among decimal points, in row 13, column D"),
        (b'\t', 13, 4, "0,4", "a decimal comma among decimal points, in row 13, column E"),
        (b'\t', 13, 7, "0,2 to 0,6", "a decimal comma among decimal points, in row 13, column H"),
        (b',', 13, 3, "0,4", "a decimal comma, in row 13, column D"),
    ] {
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        table.write_record(cells(&sheet.header)).expect("memory");
        for row in &sheet.rows {
            let mut cells = cells(&row.cells);
            if row.number == number {
                slip.clone_into(&mut cells[column]);
            }
            table.write_record(cells).expect("memory");
        }
        desk.put("slip.csv", &String::from_utf8(table.into_inner().expect("memory")).expect("UTF-8"));
        let text = message(&desk, &run, 1);
        assert!(text.contains(said) && text.contains("1 fault in slip.csv"), "{said}\n{text}");
    }
}

#[test]
fn a_questionnaire_about_another_scenario_is_refused_with_what_it_is_about() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    desk.put("doha_2027.toml", &desk.read("doha_2026.toml"));
    desk.put("plain.toml", "title = \"plain\"\n");
    let values = ["--values", "values.csv", "--out", "out", "--quiet"];
    for command in [&["run", "doha_2027.toml", "--trials", "64"][..], &["order", "doha_2027.toml"]] {
        let text = message(&desk, &[command, &values].concat(), 1);
        for part in [
            "no row is about the scenario `doha_2027`, in row 1, column A",
            "found rows about doha_2026",
            "is `doha_2026` the same under another name?",
            "take the column out",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }
    let both = ["run", "doha_2027.toml", "plain.toml", "--trials", "64", "--values", "values.csv", "--out", "out"];
    assert!(message(&desk, &both, 1).contains("about any of the 2 scenarios"));
    assert!(!desk.path("out").exists());
    // In a batch, a table may be about some of the files.
    let some = ["run", "doha_2026.toml", "plain.toml", "--trials", "64", "--values", "values.csv", "--out", "out"];
    let text = message(&desk, &some, 0);
    assert!(text.contains("values.csv changes 6 values of doha_2026.toml"), "{text}");
    assert!(text.contains("values.csv holds nothing about plain.toml: its rows are about doha_2026"), "{text}");
    // As the message advises: without the column, the answers are about any scenario.
    let answers = desk.read("values.csv");
    let mut rows = csv::Reader::from_reader(answers.as_bytes()).into_records();
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = "key,question,value,low,best,high,distribution,unit,range,basis,source,origin";
    table.write_record(header.split(',')).expect("memory");
    rows.try_for_each(|row| table.write_record(row?.iter().skip(1))).expect("a table");
    desk.put("any.csv", &String::from_utf8(table.into_inner().expect("memory")).expect("UTF-8"));
    let any = ["run", "doha_2027.toml", "--trials", "64", "--values", "any.csv", "--out", "any"];
    assert!(message(&desk, &any, 0).contains("any.csv changes 6 values of doha_2027.toml"));
    desk.put("none.csv", "key,value\nour.key,\n");
    let none = ["run", "plain.toml", "--trials", "64", "--values", "none.csv", "--out", "none"];
    let text = message(&desk, &none, 1);
    assert!(
        text.contains("no row has a key of the scenario `plain`") && text.contains("keys such as our.key"),
        "{text}"
    );
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
