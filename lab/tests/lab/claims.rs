//! The claims and the page that `detente-lab claims` makes of them.

use crate::Desk;
use std::path::PathBuf;

/// What is to be tried: the claims of the founding note and the regularities of the literature.
const CLAIMS: [&str; 40] = [
    "S1", "S2", "S3a", "S3b", "S4", "S5a", "S5b", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14a", "S14b",
    "S15", "S16", "S17", "S18", "S19", "S20", "F21", "F22", "F23", "F24", "F25", "F26", "F27", "F28", "F29", "F30",
    "F31", "F32", "F36", "F37", "F38", "F39", "F40",
];

/// Claims about the reference ladder, whose answers are known exactly: one that is true, the same turned round, one
/// about a value that changes nothing, and shares of scaling of .58228 and .41876 at the levels.
const SMALL: &str = r#"
scenario = "ladder.toml"
seed = 7
trials = 20000
background_trials = 2000

[[background]]
name = "patient"
says = "a channel lapses later"
set  = ["ladder.lapse_weeks=10"]

[[claim]]
id     = "true"
kind   = "experiment"
says   = "Hazards cost scaling"
source = "definition"
[[claim.experiment]]
level  = [
  { name = "standard" },
  { name = "hazardous", set = ["escalation.confrontation_per_step=0.05", "ladder.concession.compliance=0.99"] },
]
expect = [{ share = "scaling", direction = "falls" }]

[[claim]]
id     = "false"
kind   = "experiment"
says   = "Noise helps scaling"
source = "definition"
[[claim.experiment]]
vary   = ["ladder.concession.false_alarm"]
values = [0.03, 0.15]
expect = [{ share = "scaling", direction = "rises", if_not = "It does not." }]

[[claim]]
id     = "idle"
kind   = "experiment"
says   = "A value that nothing reads changes something"
source = "definition"
[[claim.experiment]]
vary   = ["money.diverted_share"]
values = [0.1, 0.5]
expect = [
  { share = "scaling", direction = "rises" },
  { share = "scaling", direction = "stays", within = 0.001 },
]
"#;

/// A list of one claim, on `case.toml` beside it, whose experiment has so many trials.
pub(crate) fn list(trials: u64) -> String {
    format!(
        "\
scenario = \"case.toml\"
seed = 1
trials = {trials}
background_trials = 16
[[claim]]
id = \"longer\"
kind = \"experiment\"
says = \"More time, more collapses.\"
source = \"none\"
[[claim.experiment]]
vary = [\"horizon_weeks\"]
values = [6, 12]
[[claim.experiment.expect]]
share = \"collapse\"
direction = \"rises\"
"
    )
}

fn shipped() -> PathBuf {
    support::root().join("scenarios/claims")
}

fn page() -> String {
    std::fs::read_to_string(support::root().join("docs/validation.md")).expect("the page is there")
}

/// A desk with the reference ladder and a list of claims about it.
fn desk(list: &str) -> Desk {
    let ladder = support::root().join("scenarios/reference/ladder.toml");
    let desk = Desk::with("claims/_claims.toml", list);
    desk.put("claims/ladder.toml", &std::fs::read_to_string(ladder).expect("shipped"));
    desk
}

/// What the rows of a page are about: claim, kind, measure and direction of every line of its table of all rows.
fn rows(page: &str) -> Vec<String> {
    let table = page.split("## All rows").nth(1).expect("a table").split("## Claim by claim").next().expect("a table");
    let lines = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    lines.map(|line| line.split(" | ").take(4).collect::<Vec<_>>().join(" | ")).collect()
}

/// What experiments consist of: titles, sources and settings, without figures.
fn settings(page: &str) -> Vec<String> {
    let told = |line: &&str| ["### ", "Source: ", "Simulated: "].iter().any(|head| line.starts_with(head));
    // How many trials were simulated may differ.
    let plain = |line: &str| line.split_inclusive("; ").filter(|part| !part.contains(" trials")).collect::<String>();
    page.lines().filter(told).map(|line| plain(line).trim_end_matches(['.', ';', ' ']).to_owned()).collect()
}

#[test]
fn every_claim_of_the_note_and_the_literature_is_tried() {
    let list = detente_lab::claim::read(&shipped().join("_claims.toml")).unwrap_or_else(|faults| panic!("{faults}"));
    let ids: Vec<&str> = list.claims.iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids, CLAIMS);
    for claim in &list.claims {
        assert!(!claim.source.is_empty() && !claim.says.is_empty(), "{}", claim.id);
        assert!(claim.experiments.iter().all(|experiment| !experiment.expectations.is_empty()), "{}", claim.id);
    }
}

#[test]
fn the_committed_page_is_about_the_list_as_it_is() {
    let desk = Desk::new();
    let folder = shipped().display().to_string();
    desk.done(&["claims", &folder, "--trials", "4", "--quiet", "--out", "page.md"]);
    let (fresh, committed) = (desk.read("page.md"), page());
    let hint = "docs/validation.md is out of date: run `detente-lab claims`";
    assert_eq!(rows(&fresh), rows(&committed), "{hint}");
    assert_eq!(settings(&fresh), settings(&committed), "{hint}");
}

/// With 20,000 trials the standard error of either share is .0035 and that of their difference at most .005: the bounds
/// (5 standard errors) are missed by chance in fewer than 3 of 10^6 seeds, and an error of .05 is surely seen.
#[test]
fn a_true_claim_holds_a_false_one_is_reversed_and_an_idle_one_is_not_shown() {
    let desk = desk(SMALL);
    let screen = desk.done(&["claims", "claims", "--quiet", "--out", "page.md"]);
    assert!(
        screen.contains("3 claims, tried in 4 rows") && screen.contains("1 hold, 1 hold in part, 1 fail"),
        "{screen}"
    );
    let page = desk.read("page.md");
    let row = |id: &str| page.lines().find(|line| line.starts_with(&format!("| {id} |"))).expect("a row").to_owned();
    assert!(row("true").contains("| holds | 1 of 1 |"), "{page}");
    assert!(row("false").contains("| **reversed** | 0 of 1 |"), "{page}");
    assert!(row("idle").contains("| 0.00 (-0.01 to +0.01) points | **not shown** | 0 of 1 |"), "{page}");
    assert!(page.contains("| stays within 0.1 points | 58.") && page.contains("It does not."), "{page}");
    let difference = row("true").split(" | ").nth(4).expect("a cell").split(' ').next().expect("a figure").to_owned();
    let difference: f64 = difference.parse().expect("a number");
    assert!((difference + 16.352).abs() < 2.5, "{difference}");
}

#[test]
fn the_page_is_the_same_twice_and_on_any_number_of_threads() {
    let desk = desk(SMALL);
    let pages = ["1", "2", "5"].map(|threads| {
        let mut command = desk.command(&["claims", "claims", "--quiet", "--trials", "6000", "--out", "page.md"]);
        assert!(command.env("RAYON_NUM_THREADS", threads).output().expect("the program runs").status.success());
        desk.read("page.md")
    });
    assert!(pages[0] == pages[1] && pages[1] == pages[2]);
}

#[test]
fn faults_of_a_list_are_located_and_come_all_at_once() {
    let broken = SMALL
        .replace("kind   = \"experiment\"\nsays   = \"Hazards", "kind   = \"experimnt\"\nsays   = \"Hazards")
        .replace("share = \"scaling\", direction = \"falls\"", "share = \"scalling\", direction = \"falls\"")
        .replace("direction = \"rises\", if_not", "direction = \"peaks\", if_not")
        .replace("values = [0.1, 0.5]", "values = [0.1]");
    let desk = desk(&broken);
    let output = desk.run(&["claims", "claims"]);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    for part in [
        "_claims.toml:14:",
        "did you mean `experiment`?",
        "_claims.toml:22:",
        "did you mean `scaling`?",
        "_claims.toml:32:",
        "the name of a level",
        "_claims.toml:39:",
        "4 faults",
    ] {
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
    assert!(!desk.path("docs").exists());
}

#[test]
fn a_row_that_makes_no_sense_is_refused() {
    let first = "{ share = \"scaling\", direction = \"falls\" }";
    for (row, diagnostic) in [
        ("{ direction = \"falls\" }", "no measure"),
        ("{ share = \"scaling\", mean = \"offers\", direction = \"falls\" }", "no measure, or more than one"),
        ("{ share = \"scaling\", at = \"standard\", direction = \"falls\" }", "does not fit"),
        ("{ share = \"scaling\", at = \"standrd\", against = 0.5, direction = \"falls\" }", "did you mean `standard`?"),
        ("{ share = \"scaling\", against = 0.5, at = \"standard\", direction = \"peaks\" }", "does not fit"),
        ("{ tells = \"scaling\", from = \"offers\", direction = \"rises\" }", "incomplete"),
        ("{ share = \"scaling\", direction = \"stays\" }", "incomplete"),
        ("{ mean = \"rung.stp.offered\", direction = \"falls\" }", "no level has a rung `stp`"),
        ("{ share = \"scaling\", direktion = \"falls\" }", "unknown field `direktion`"),
    ] {
        let output = desk(&SMALL.replace(first, row)).run(&["claims", "claims"]);
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.code() == Some(1) && message.contains(diagnostic), "{row}: {diagnostic}\n{message}");
        assert!(message.contains("_claims.toml:22:"), "{row}\n{message}");
    }
}

#[test]
fn faults_of_a_scenario_are_told_at_the_level_that_makes_it() {
    let broken = SMALL
        .replace("confrontation_per_step=0.05", "confrontation_per_stp=0.05")
        .replace("[0.03, 0.15]", "[0.03, 1.5]");
    let output = desk(&broken).run(&["claims", "claims"]);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    for part in ["_claims.toml:20:", "confrontation_per_stp", "_claims.toml:31:", "false_alarm", "2 faults"] {
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
}
