//! The historical cases and the page that `detente-lab cases` makes of them.

use crate::Desk;
use std::path::PathBuf;

/// Three cases of which the trials are sure: without a ladder, and with confrontation never or at once.
const LIST: &str = r#"
scenario    = "_defaults.toml"
seed        = 1
trials      = 10
known_until = 2026-07-02

[[case]]
id      = "calm"
outcome = "stalling"
cause   = "never_started"
because = "Nothing came of it."
source  = "invented"

[[case]]
id      = "war"
outcome = "overtaken"
because = "It came to war."
source  = "invented"
also    = "stalling"
also_because = "It was a small one."

[[case]]
id      = "wonder"
outcome = "scaling"
cause   = "completed"
because = "Nobody had thought so."
source  = "invented"

[[case]]
id      = "late"
open    = true
because = "Nobody knows."
source  = "none"

[[without]]
says = "no war anywhere"
set  = ["escalation.confrontation_per_step=0"]
"#;

fn shipped() -> PathBuf {
    support::root().join("scenarios/cases")
}

fn page() -> String {
    std::fs::read_to_string(support::root().join("docs/cases.md")).expect("the page is there")
}

fn scenario(start: &str, confrontation: u8) -> String {
    format!("start = {start}\n[ladder]\norder = []\n[escalation]\nconfrontation_per_step = {confrontation}\n")
}

/// A desk with a list of cases and their scenarios.
fn desk(list: &str) -> Desk {
    let desk = Desk::with("cases/_cases.toml", list);
    for (name, start, confrontation) in [
        ("_defaults", "2000-01-01", 0),
        ("calm", "2000-01-01", 0),
        ("war", "2001-01-01", 1),
        ("wonder", "2002-01-01", 0),
        ("late", "2022-01-01", 0),
    ] {
        desk.put(&format!("cases/{name}.toml"), &scenario(start, confrontation));
    }
    desk
}

/// What a page says apart from figures of trials: titles, readings, sources, and what it was made from.
fn settings(page: &str) -> Vec<String> {
    let made = page.split(detente_lab::case::MARK).nth(1).expect("a made part");
    let told = |line: &&str| ["### ", "Source: ", "Second reading: ", "**"].iter().any(|head| line.starts_with(head));
    let plain = |line: &str| line.split(" In the trials").next().expect("a part").to_owned();
    let mut settings: Vec<String> = made.lines().filter(told).map(plain).collect();
    let origin = made.lines().find(|line| line.contains("inputs ")).expect("an origin");
    settings.push(origin.split_once("seed").expect("a seed").1.to_owned());
    settings
}

#[test]
fn every_case_has_a_scenario_and_every_scenario_is_a_case() {
    let list = detente_lab::case::read(&shipped().join("_cases.toml")).unwrap_or_else(|faults| panic!("{faults}"));
    let mut ids: Vec<String> = list.cases.iter().map(|case| format!("{}.toml", case.id)).collect();
    ids.sort();
    let names = std::fs::read_dir(shipped()).expect("the folder is shipped");
    let names = names.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut files: Vec<String> = names.filter(|name| name.ends_with(".toml") && !name.starts_with('_')).collect();
    files.sort();
    assert_eq!(ids, files);
    assert_eq!((list.cases.len(), list.cases.iter().filter(|case| case.open).count()), (18, 4));
}

#[test]
fn the_committed_page_is_about_the_cases_as_they_are() {
    let desk = Desk::with("page.md", &page());
    desk.done(&["cases", &shipped().display().to_string(), "--trials", "4", "--quiet", "--out", "page.md"]);
    let (fresh, committed) = (desk.read("page.md"), page());
    let hint = "docs/cases.md is out of date: run `detente-lab cases`";
    assert_eq!(settings(&fresh), settings(&committed), "{hint}");
    let head = |page: &str| page.split(detente_lab::case::MARK).next().expect("a head").to_owned();
    assert_eq!(head(&fresh), head(&committed), "what is written by hand is kept");
    assert!(committed.contains("100 000 trials of each scenario"), "{hint}, with as many trials as the list says");
}

/// Of the three cases that count the trials are right about two and sure of all: Brier 0, 0 and 2. The base rate of the
/// other two gives what happened nothing: 1 + .25 + .25. The defaults always say stalling: 0, 2 and 2. Logarithms: ln 1.03
/// where right, ln 103 where wrong; ln 102 for the base rate.
#[test]
fn scores_of_sure_forecasts_are_those_added_up_by_hand() {
    let desk = desk(LIST);
    let screen = desk.done(&["cases", "cases", "--quiet", "--out", "page.md"]);
    assert!(screen.contains("3 of 4 cases count") && screen.contains("0.667, against 0.750"), "{screen}");
    let page = desk.read("page.md");
    assert!(page.starts_with("# Historical cases\n"), "{page}");
    let (read, second) = page.split_once("**Second readings**").expect("two samples");
    for row in [
        "| cases | 0.667 | 1.565 |",
        "| even | 0.750 | 1.386 | 0.11 | 0.00 |",
        "| base rate | 1.500 | 4.625 | 0.56 | 0.66 |",
    ] {
        assert!(read.contains(row), "{row} missing in\n{read}");
    }
    assert!(read.contains("| defaults | 1.333 | 3.100 | 0.50 | 0.50 | -0.667 (-3.535 to +2.202) | 1 of 3 |"), "{read}");
    assert!(
        second.contains("| cases | 1.333 | 3.100 |") && second.contains("| defaults | 0.667 | 1.565 | 0.00 | 0.00 |")
    );
    assert!(page.contains("| the whole rule | 0.667 | 1.565 |\n| no war anywhere | 1.333 | 3.100 |"), "{page}");
    assert!(page.contains("| late | 2022-01-01 | 0 | 100.0 % | 0 | 0 | open |"), "{page}");
    assert!(page.contains("| came, as read | 1 of 3 | 1 of 3 | 1 of 3 | 0 of 3 |"), "{page}");
}

#[test]
fn the_page_is_the_same_twice_and_on_any_number_of_threads() {
    let folder = shipped().display().to_string();
    let pages = ["1", "3"].map(|threads| {
        let desk = Desk::new();
        let mut command = desk.command(&["cases", &folder, "--quiet", "--trials", "1100", "--out", "page.md"]);
        assert!(command.env("RAYON_NUM_THREADS", threads).output().expect("the program runs").status.success());
        desk.read("page.md")
    });
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn faults_of_a_list_are_located_and_come_all_at_once() {
    let broken = LIST
        .replace("\"stalling\"\ncause", "\"stallling\"\ncause")
        .replace("outcome = \"overtaken\"", "outcome = \"collapse\"\ncause   = \"turnovr\"")
        .replace("cause   = \"completed\"", "cause   = \"open\"")
        .replace("also_because = \"It was a small one.\"", "")
        .replace("source  = \"none\"", "source  = \"\"")
        .replace("trials      = 10", "trials      = 0");
    let output = desk(&broken).run(&["cases", "cases"]);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "did you mean `stalling`?",
        "did you mean `turnover`?",
        "belongs to another outcome",
        "not told",
        "too few trials",
        "6 faults",
    ] {
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
}

#[test]
fn a_case_counts_only_where_its_horizon_is_past() {
    let hasty = LIST.replace("open    = true\n", "outcome = \"collapse\"\ncause = \"turnover\"\n");
    let timid = LIST.replace("id      = \"calm\"", "id      = \"calm\"\nopen    = true");
    let absent = LIST.replace("id      = \"wonder\"", "id      = \"wander\"");
    for (list, diagnostic) in [(hasty, "2026-12-26, lies after"), (timid, "is past on"), (absent, "no such file")] {
        let output = desk(&list).run(&["cases", "cases"]);
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.code() == Some(1) && message.contains(diagnostic), "{diagnostic}\n{message}");
    }
}
