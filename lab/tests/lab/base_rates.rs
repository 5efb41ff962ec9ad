//! The base rates and the page that `detente-lab base-rates` makes of them.

use crate::Desk;
use detente_lab::base_rate::{self, BuiltIn, MARK};
use detente_study::figure::{Figure, NamedFigure, WINDOWS};
use detente_study::run::Spec;
use detente_study::target::{Compares, TargetList};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    support::root().join("calibration")
}

fn list() -> TargetList {
    base_rate::read(&folder().join("targets.csv")).unwrap_or_else(|faults| panic!("{faults}"))
}

fn page() -> String {
    std::fs::read_to_string(support::root().join("docs/calibration.md")).expect("the page is there")
}

/// What a page says apart from figures of the model: base rates, how they were counted, and what it was made from.
fn settings(page: &str) -> Vec<String> {
    let made = page.split(MARK).nth(1).expect("a made part");
    let mut settings: Vec<String> =
        made.lines().filter(|line| line.starts_with("- **") && line.contains(", n = ")).map(str::to_owned).collect();
    let rows = made.lines().filter(|line| line.starts_with("| T"));
    settings.extend(rows.map(|row| row.splitn(5, '|').take(4).collect::<String>()));
    let origin = made.lines().find(|line| line.contains("inputs ")).expect("an origin");
    settings.push(origin.split_once("seed").expect("a seed").1.to_owned());
    settings
}

#[test]
fn the_base_rates_are_sound_and_use_the_whole_vocabulary_but_for_one_window() {
    let list = list();
    let ids: BTreeSet<&str> = list.targets.iter().map(|target| target.id.as_str()).collect();
    assert_eq!((ids.len(), list.targets.len()), (30, 30));
    let is_used = |figure: NamedFigure| list.targets.iter().any(|target| target.figure == Some(Figure::Named(figure)));
    let unused = NamedFigure::ALL.into_iter().filter(|figure| !is_used(*figure));
    assert_eq!(unused.map(NamedFigure::word).collect::<Vec<_>>(), ["confrontation.week_104"]);
    let equal = list.targets.iter().filter(|target| target.compares == Compares::Yes).count();
    assert_eq!(equal, 22);
}

#[test]
fn sources_are_data_sets_by_their_names() {
    for target in list().targets {
        let is_file = [".csv", ".rda", ".xlsx", "github", "://"].iter().any(|part| target.source.contains(part));
        assert!(!is_file, "{}: {}", target.id, target.source);
    }
}

#[test]
fn the_committed_page_is_about_the_base_rates_as_they_are() {
    let desk = Desk::with("page.md", &page());
    desk.done(&["base-rates", &folder().display().to_string(), "--trials", "4", "--quiet", "--out", "page.md"]);
    let (fresh, committed) = (desk.read("page.md"), page());
    let hint = "docs/calibration.md is out of date: run `detente-lab base-rates`";
    assert_eq!(settings(&fresh), settings(&committed), "{hint}");
    let head = |page: &str| page.split(MARK).next().expect("a head").to_owned();
    assert_eq!(head(&fresh), head(&committed), "what is written by hand is kept");
    assert!(
        committed.contains("\n100 000 trials of the scenario"),
        "{hint}, with as many trials as it simulates by itself"
    );
}

/// Trials are watched for ten years, and counted from the start as those of five are.
#[test]
fn a_longer_simulate_moves_nothing_within_five_years() {
    let built_in = BuiltIn::read(&[]).unwrap_or_else(|faults| panic!("{faults}"));
    let trials = 300;
    let counts = base_rate::simulate(&built_in, Spec { seed: 1, trials }, &|_| ()).channel;
    let tally = support::simulate(&support::plan("horizon_weeks = 260", &[]), trials);
    let record = tally.record();
    let five_years = record.confrontation.horizons.last().expect("a horizon");
    let last = WINDOWS.len() - 1;
    assert_eq!(counts.with_channel[last], five_years.with_channel());
    assert_eq!(counts.without[last], five_years.without_channel());
    let first = &record.ladder.rungs[0].first_in_force;
    assert_eq!(counts.began, first.total() - first.up_to(0));
    assert!(counts.began > 100 && counts.without[last] > 20, "something to count");
}

#[test]
fn the_page_is_the_same_twice_and_on_any_number_of_threads() {
    let folder = folder().display().to_string();
    let pages = ["1", "3"].map(|threads| {
        let desk = Desk::new();
        let mut command = desk.command(&["base-rates", &folder, "--quiet", "--trials", "1100", "--out", "page.md"]);
        assert!(command.env("RAYON_NUM_THREADS", threads).output().expect("the program runs").status.success());
        desk.read("page.md")
    });
    assert_eq!(pages[0], pages[1]);
    let rows = pages[0].lines().filter(|line| line.starts_with("| T")).count();
    assert_eq!(rows, list().targets.len());
}

/// A base rate that is what the model does is inside, one of half as much is outside, one of a third off by more than twice, and
/// a reason that is written down is told.
#[test]
fn rows_are_judged_by_their_intervals_and_explained() {
    let head = "id,measured,figure,value,low,high,n,rule,source,compares,note,explained,discrepancy,discrepancy_why\n";
    let row = |id: &str, figure: &str, value: f64, explained: &str| {
        let (low, high) = (0.9 * value, 1.1 * value);
        format!("{id},half-life,{figure},{value},{low},{high},9,invented,nobody,yes,,{explained},1,invented\n")
    };
    let escalation = support::plan("", &[]).numbers.escalation;
    let rows = [
        row("A", "half_life_weeks", escalation.half_life_weeks, ""),
        row("B", "branching", escalation.branching / 1.5, "Because."),
        row("C", "turnover_per_month", 0.0115 / 3.0, ""),
    ]
    .concat();
    let desk = Desk::with("rates/targets.csv", &format!("{head}{rows}"));
    let screen = desk.done(&["base-rates", "rates", "--trials", "1", "--quiet", "--out", "page.md"]);
    assert!(screen.contains("inside 1 of the 3 base rates that compare; 1 are off by more than"), "{screen}");
    let page = desk.read("page.md");
    assert!(page.starts_with("# Base rates beside the built-in scenario\n"), "{page}");
    for part in [
        "| 1.00 | inside |",
        "| 1.50 | outside |",
        "| 3.00 | **off by more than twice** |",
        "outside. Because.",
        "Not explained yet.",
    ] {
        assert!(page.contains(part), "{part} missing in\n{page}");
    }
}

#[test]
fn a_page_never_takes_the_place_of_the_base_rates() {
    let desk = Desk::with("rates/targets.csv", &list().text);
    let output = desk.run(&["base-rates", "rates", "--trials", "1", "--quiet", "--out", "rates/targets.csv"]);
    assert_ne!(output.status.code(), Some(0));
    assert_eq!(desk.read("rates/targets.csv"), *list().text);
}

#[test]
fn faults_of_the_file_are_told_and_nothing_is_simulated() {
    let broken = list().text.replacen("confrontation.week_260", "confrontation.week_261", 1);
    let desk = Desk::with("rates/targets.csv", &broken);
    let output = desk.run(&["base-rates", "rates", "--quiet", "--out", "page.md"]);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.code() == Some(1) && message.contains("not a named figure"), "{message}");
    assert!(!desk.path("page.md").exists());
}
