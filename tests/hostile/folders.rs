//! Tables and results folders that nobody hands over in good faith: what `sweep --cases`, `run --values`, `report`, `verify`
//! and `merge` make of them. Each gets a message and a documented status, in the time and memory of any refusal.
#![allow(clippy::print_stdout, reason = "what was counted and measured is told")]

use crate::Desk;
use crate::measured::{beside, measured, told};
use detente_report::results::{Manifest, sha256};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Output;

/// A small scenario with something uncertain.
const CASE: &str = "horizon_weeks = 26\n[escalation]\nincidents_per_month = \"0.1 to 0.5\"\n";

fn message(output: &Output) -> String {
    String::from_utf8([&output.stderr[..], &output.stdout].concat()).expect("messages are UTF-8")
}

/// Runs a command that must be refused with one of `statuses` and a message that no terminal obeys.
fn refused(desk: &Desk, what: &str, args: &[&str], statuses: &[i32]) -> String {
    let output = measured(what, &mut desk.command(args));
    let text = message(&output);
    let short: String = text.chars().take(2000).collect();
    assert!(
        output.status.code().is_some_and(|status| statuses.contains(&status)),
        "{what}: {:?} {short}",
        output.status
    );
    assert!(!text.contains("panicked") && text.len() > 20 && text.len() < 2_000_000, "{what}: {short}");
    let wild = text.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
    assert_eq!(wild, None, "{what}: {}", short.escape_debug());
    text
}

fn repeated(head: &str, body: &str, times: usize) -> Vec<u8> {
    format!("{head}{}", body.repeat(times)).into_bytes()
}

fn numbered(head: &str, times: usize, line: impl Fn(usize) -> String) -> Vec<u8> {
    format!("{head}{}", (0..times).map(line).collect::<String>()).into_bytes()
}

/// Tables by what is wrong with them, and what is said of each as cases.
fn tables() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let utf16: Vec<u8> = "\u{feff}\"a".encode_utf16().flat_map(u16::to_be_bytes).collect();
    vec![
        ("empty", text(""), "holds no table"),
        ("blanks", text(" \n\t\n"), "holds no"),
        ("only_a_header", text("messaging.ambiguity\n"), "holds no case"),
        ("only_commas", repeated("", ",", 400_000), "too large a table"),
        ("only_quotes", repeated("", "\"", 400_001), "a quote that is never closed"),
        ("only_line_ends", repeated("", "\n", 4_000_000), "holds no table"),
        ("zeros", vec![0; 4096], ""),
        ("escapes", text("\u{1b}[2J,b\n1,2\n"), ""),
        ("spelled_direction", text("\u{202e}horizon_weeks\n26\n"), ""),
        ("utf_16", utf16, ""),
        ("one_byte_too_long", vec![b'x'; (1 << 22) + 1], "larger than 4 MiB"),
        ("much_too_long", vec![b'x'; 20 << 20], "larger than 4 MiB"),
        ("longest", vec![b'x'; 1 << 22], "holds no case"),
        ("many_columns", numbered("a", 200_000, |n| format!(",k{n}")), "too large a table"),
        ("many_cells", repeated("horizon_weeks,run.step_days\n", "26,7\n", 300_000), "too large a table"),
        ("many_rows", repeated("horizon_weeks\n", "26\n", 240_000), "10000 are possible"),
        ("columns_without_names", repeated("horizon_weeks\n", "26,1\n", 120_000), "has no name"),
        ("columns_called_the_same", repeated("horizon_weeks", ",horizon_weeks", 900), "also the name"),
        ("unknown_keys", many_keys(), "unknown key"),
        ("faults_everywhere", repeated("horizon_weeks,run.step_days\n", "0,0\n", 10_000), "out of range"),
        ("words_for_numbers", repeated("horizon_weeks,run.step_days\n", "x,y\n", 10_000), "horizon_weeks"),
        (
            "thousands",
            repeated("horizon_weeks;run.step_days\n", "1.234,5;7\n", 100_000),
            "points between the thousands",
        ),
        ("points_among_commas", repeated("horizon_weeks;run.step_days\n", "26,5;7.5\n", 100_000), "decimal point"),
        (
            "one_endless_cell",
            repeated("horizon_weeks\n\"", "x\n", 1_000_000),
            "and the 999999 lines below it as one cell",
        ),
        (
            "rows_in_one_cell",
            repeated("horizon_weeks,run.step_days\n\"", "26,7\n", 200_000).into_iter().chain(*b"\"\n").collect(),
            "look like rows",
        ),
        ("deep_lists", repeated("ladder.order\n", "[", 1_000_000), "ladder.order"),
        (
            "deep_tables",
            repeated("horizon_weeks\n\"", "{a=", 500_000).into_iter().chain(*b"\"\n").collect(),
            "horizon_weeks",
        ),
        ("deep_key", repeated("a", ".a", 1_000_000).into_iter().chain(*b"\n1\n").collect(), ""),
        ("long_number", repeated("horizon_weeks\n", "9", 1_000_000), "horizon_weeks"),
        ("huge_number", text("horizon_weeks\n1e308\n"), "out of range"),
        ("infinity", text("horizon_weeks\ninf\n"), "not a finite number"),
        ("not_a_number", text("horizon_weeks\nnan\n"), "not a finite number"),
        ("formula", text("horizon_weeks\n=1+1\n"), "horizon_weeks"),
        ("a_date", text("horizon_weeks\n01.05.26\n"), "made a date of it"),
        ("extends", text("extends\n/dev/zero\n"), "not a key that can be set"),
        ("hostile_id", text("rung.../../x.tranches\n2\n"), ""),
        ("many_tranches", text("rung.hotline.tranches\n4000000000\n"), "tranches"),
        ("latin_1_after_a_mark", b"\xef\xbb\xbfhorizon_weeks\n\xff\n".to_vec(), "horizon_weeks"),
    ]
}

/// A thousand columns whose names are no keys, over a row that gives each a value.
fn many_keys() -> Vec<u8> {
    let names: Vec<String> = (0..1000).map(|n| format!("messaging.ambiguit{n}")).collect();
    let row = vec!["1"; 1000].join(",");
    format!("{}\n{}", names.join(","), format!("{row}\n").repeat(240)).into_bytes()
}

#[test]
fn hostile_tables_are_refused_and_write_nothing() {
    let desk = Desk::with("case.toml", CASE);
    let tables = tables();
    for (name, bytes, said) in &tables {
        fs::write(desk.path("t.csv"), bytes).expect("a disk");
        let sweep = ["sweep", "case.toml", "--cases", "t.csv", "--trials", "16", "--out", "out", "--quiet"];
        let text = refused(&desk, name, &sweep, &[1, 2]);
        assert!(text.contains(said), "{name}: no `{said}` in {}", text.chars().take(2000).collect::<String>());
        let values = ["run", "case.toml", "--values", "t.csv", "--trials", "16", "--out", "out", "--quiet"];
        refused(&desk, name, &values, &[1, 2]);
        assert!(!desk.path("out").exists(), "{name}");
    }
    println!("{} hostile tables, each as cases and as values: {}", tables.len(), told());
}

/// Questionnaires have other columns, so other ways to be wrong.
#[test]
fn hostile_questionnaires_are_refused_and_write_nothing() {
    let desk = Desk::with("case.toml", CASE);
    let rows = |rows: &str, times: usize| repeated("key,value,low,best,high,basis\n", rows, times);
    let all = [
        ("no_such_key", rows("messaging.ambigvity,0.5,,,,\n", 1), "unknown key"),
        ("no_such_keys", rows("messaging.ambigvity,0.5,,,,\n", 40_000), "changes more than 5000 values"),
        ("out_of_range", rows("horizon_weeks,0,,,,\n", 1), "out of range"),
        ("one_key_again_and_again", rows("horizon_weeks,0,,,,\n", 5_000), "also in row 2, in row 3, column A"),
        ("in_two_ways", rows("horizon_weeks,5,1,2,3,\n", 40_000), "changed in two ways"),
        ("half_a_range", rows("messaging.ambiguity,,0.1,,,\n", 40_000), "low and high go together"),
        ("upside_down", rows("messaging.ambiguity,,0.9,0.5,0.1,\n", 40_000), "not three rising numbers"),
        ("not_numbers", rows("messaging.ambiguity,,nan,inf,-inf,\n", 40_000), "not three rising numbers"),
        ("no_such_basis", rows("messaging.ambiguity,0.5,,,,rumour\n", 1), "rumour"),
    ];
    for (name, bytes, said) in &all {
        fs::write(desk.path("t.csv"), bytes).expect("a disk");
        let values = ["run", "case.toml", "--values", "t.csv", "--trials", "16", "--out", "out", "--quiet"];
        let text = refused(&desk, name, &values, &[1]);
        assert!(text.contains(said), "{name}: no `{said}` in {}", text.chars().take(2000).collect::<String>());
        assert!(!desk.path("out").exists(), "{name}");
    }
    println!("{} hostile questionnaires: {}", all.len(), told());
}

/// A copy of the folder `from` at `to` in which `forge` has changed the manifest and the texts; all digests made anew.
fn forged(desk: &Desk, from: &str, to: &str, forge: &dyn Fn(&mut Value, &mut BTreeMap<String, String>)) {
    let written = Manifest::read(&desk.path(from)).expect("a sound folder");
    let read = |path: &str| (path.to_owned(), fs::read_to_string(desk.path(&format!("{from}/{path}"))).expect("text"));
    let mut texts: BTreeMap<String, String> = written.paths().map(read).collect();
    let mut value: Value = serde_json::from_str(&written.to_json()).expect("JSON");
    forge(&mut value, &mut texts);
    let digests = texts.iter().map(|(path, text)| (path.clone(), sha256(text.as_bytes()))).collect();
    let manifest = match Manifest::from_json(&value.to_string()) {
        Some(manifest) => Manifest::new(manifest.facts, digests).to_json(),
        None => value.to_string(),
    };
    for (path, text) in texts.iter().filter(|(path, _)| !path.contains("..")) {
        desk.put(&format!("{to}/{path}"), text);
    }
    desk.put(&format!("{to}/manifest.json"), &manifest);
}

/// What is forged in a manifest or in the texts of a results folder.
type Forgery = (&'static str, fn(&mut Value, &mut BTreeMap<String, String>));

const RECORD: &str = "records/case.json";
const WORLDS: &str = "records/case.worlds.json";

/// A sensitivity analysis of so many trials.
fn study(trials: u64) -> Value {
    json!({"command": "sensitivity", "seed": 1, "trials": trials})
}

fn record(texts: &mut BTreeMap<String, String>, change: impl Fn(&mut Value)) {
    let mut value = serde_json::from_str(&texts[RECORD]).expect("JSON");
    change(&mut value);
    texts.insert(RECORD.to_owned(), value.to_string());
}

const FORGERIES: [Forgery; 30] = [
    ("no_scenarios", |facts, _| facts["scenarios"] = json!([])),
    ("another_scenario", |facts, _| facts["scenarios"][0]["scenario"] = json!("other")),
    ("a_scenario_outside", |facts, _| facts["scenarios"][0]["scenario"] = json!("../../case")),
    ("a_scenario_twice", |facts, _| facts["scenarios"] = json!([facts["scenarios"][0], facts["scenarios"][0]])),
    ("an_input_outside", |_, texts| drop(texts.insert("inputs/../../case.toml".to_owned(), CASE.to_owned()))),
    ("more_trials_than_simulated", |facts, _| facts["scenarios"][0]["trials_done"] = json!(1_u64 << 60)),
    ("no_trials", |facts, _| facts["scenarios"][0]["trials_done"] = json!(0)),
    ("trials_without_end", |facts, _| facts["recipe"]["trials"] = json!(u64::MAX)),
    ("a_shard_of_many", |facts, _| facts["recipe"]["shard"] = json!("1/18446744073709551615")),
    ("a_shard_of_most", |facts, _| facts["recipe"]["shard"] = json!("1/100000")),
    ("no_such_shard", |facts, _| facts["recipe"]["shard"] = json!("0/0")),
    ("another_dialect", |facts, _| facts["csv_dialect"] = json!("\u{1b}[2J")),
    ("another_version", |facts, _| facts["version"] = json!("\u{202e}99")),
    ("plans_that_are_not_there", |facts, _| facts["recipe"]["compared"] = json!(["case", "other"])),
    ("a_plan_with_itself", |facts, _| facts["recipe"]["compared"] = json!(["case", "case"])),
    ("no_recipe", |facts, _| drop(facts["recipe"].take())),
    ("an_analysis", |facts, _| {
        facts["recipe"] =
            json!({"command": "compare", "seed": 1, "trials": 2048, "question": "keys", "scenarios": ["case"]});
    }),
    ("an_analysis_of_nothing", |facts, _| {
        facts["recipe"] =
            json!({"command": "compare", "seed": 1, "trials": 2048, "question": "plans", "scenarios": []});
    }),
    ("a_sweep_without_values", |facts, _| {
        let varied = json!({"keys": ["a", "b"], "points": {"case": []}});
        facts["recipe"] = json!({"command": "sweep", "seed": 1, "trials": 2048, "varied": varied});
    }),
    ("a_study_without_end", |facts, _| facts["recipe"] = study(u64::MAX)),
    ("a_study_of_nothing", |facts, _| facts["recipe"] = study(0)),
    ("a_search_without_end", |facts, _| {
        facts["recipe"] = json!({"command": "order", "seed": 1, "trials": u64::MAX, "objective": "scaling", "delta": "0",
            "confidence": "1", "plans": u32::MAX, "keep_order": false, "first_movers": [], "tranches": [u32::MAX]});
    }),
    ("an_empty_record", |_, texts| drop(texts.insert(RECORD.to_owned(), "{}".to_owned()))),
    ("a_deep_record", |_, texts| drop(texts.insert(RECORD.to_owned(), "[".repeat(1_000_000)))),
    ("a_record_of_most_trials", |_, texts| record(texts, |record| record["trials"] = json!(u64::MAX))),
    ("a_record_of_many_causes", |_, texts| record(texts, |record| record["causes"] = json!(vec![7; 100]))),
    ("an_empty_timeline", |_, texts| record(texts, |record| record["timeline"] = json!([]))),
    ("worlds_that_differ", |_, texts| {
        let counts = json!([[1, 0], [1, 0], [2, 0], [1, 0], [1, 0]]);
        texts.insert(WORLDS.to_owned(), json!({"trials": 1, "counts": counts}).to_string());
    }),
    ("worlds_without_end", |_, texts| {
        texts.insert(WORLDS.to_owned(), json!({"trials": u64::MAX, "counts": [[], [], [], []]}).to_string());
    }),
    ("another_input", |_, texts| {
        // So likely a confrontation ends trials early: what is long here are the tables.
        let other =
            "horizon_weeks = 2600\n[run]\nstep_days = 0.25\n[escalation]\nconfrontation_per_month = 0.2\ndanger = 1\n";
        texts.insert("inputs/case.toml".to_owned(), other.to_owned());
    }),
];

#[test]
fn forged_results_folders_are_refused_by_every_command_that_reads_them() {
    let desk = Desk::with("case.toml", CASE);
    beside(|| desk.done(&["run", "case.toml", "--trials", "2048", "--out", "sound", "--quiet"]));
    for (name, forge) in FORGERIES {
        forged(&desk, "sound", name, &forge);
        refused(&desk, name, &["report", name, "--quiet"], &[3]);
        // What is forged with the right digests is sound for `verify`; only to simulate it again can show it.
        let output = measured(name, &mut desk.command(&["verify", name, "--quiet"]));
        assert!([Some(0), Some(5)].contains(&output.status.code()), "{name}: {}", message(&output));
        refused(&desk, name, &["verify", "--rerun", name, "--quiet", "--threads", "2"], &[5]);
        refused(&desk, name, &["merge", name, "--out", "merged", "--quiet"], &[5]);
        assert!(!desk.path("merged").exists(), "{name}");
    }
    println!("{} forged folders, each to report, verify, verify --rerun and merge: {}", FORGERIES.len(), told());
}

/// Puts something at a path.
type Maker = fn(&Path);

/// Files in a results folder that are none, or that lead out of it.
#[test]
fn what_stands_in_the_place_of_files_is_refused_without_waiting_for_it() {
    let desk = Desk::with("case.toml", CASE);
    beside(|| desk.done(&["run", "case.toml", "--trials", "2048", "--out", "sound", "--quiet"]));
    let made: [(&str, Maker); 6] = [
        ("a_pipe", |path| {
            let made = beside(|| std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo runs"));
            assert!(made.success());
        }),
        ("a_device", |path| symlink("/dev/zero", path).expect("a link")),
        ("a_circle", |path| symlink(path, path).expect("a link")),
        ("a_dangling_link", |path| symlink("/no/such/file", path).expect("a link")),
        ("a_folder", |path| fs::create_dir(path).expect("a folder")),
        ("nothing", |_| ()),
    ];
    let mut count = 0;
    for (what, make) in made {
        for file in ["manifest.json", "records/case.json", "inputs/case.toml", "outcomes.csv"] {
            let name = format!("{what}_for_{}", file.replace('/', "_"));
            forged(&desk, "sound", &name, &|_, _| ());
            let path = desk.path(&format!("{name}/{file}"));
            fs::remove_file(&path).expect("a file");
            make(&path);
            refused(&desk, &name, &["report", &name, "--quiet"], &[3]);
            refused(&desk, &name, &["verify", &name, "--quiet"], &[3, 5]);
            refused(&desk, &name, &["merge", &name, "--out", "merged", "--quiet"], &[3, 5]);
            count += 1;
        }
    }
    println!("{count} folders with something else for a file: {}", told());
}
