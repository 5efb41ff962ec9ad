//! The results folder: whole or not at all, and never at the cost of what was there.

use detente_report::results::Dialect;
use detente_report::results::{ExportError, Fault, Manifest, OutDir, RunFacts, ScenarioFacts, inspect, sha256};
use detente_study::recipe::{Recipe, RunRecipe};
use detente_study::run::Spec;
use detente_study::table::Status;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn facts() -> RunFacts {
    let recipe = Recipe::Run(RunRecipe {
        spec: Spec { seed: 7, trials: 100 },
        shard: None,
        trial_rows: false,
        sequential: None,
        compared: Vec::new(),
    });
    RunFacts::new(
        recipe,
        Dialect::Standard,
        vec![ScenarioFacts::new("oslo", 100, 100), ScenarioFacts::new("doha", 100, 100)],
    )
}

fn place() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let target = place.path().join("results");
    (place, target)
}

fn publish(target: &Path, text: &str) -> Manifest {
    let out = OutDir::open(target, false).expect("a free place");
    out.write("outcomes.csv", text.as_bytes()).expect("a disk");
    out.write("inputs/doha.toml", b"title = \"Doha\"\n").expect("a disk");
    out.finish(facts()).expect("a disk")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_finished_folder_verifies_and_leaves_nothing_beside_it() {
    let (place, target) = place();
    let manifest = publish(&target, "a\n");
    assert_eq!(names(place.path()), ["results"]);
    assert_eq!(manifest.outputs["outcomes.csv"], sha256(b"a\n"));
    assert_eq!(manifest.inputs.keys().collect::<Vec<_>>(), ["inputs/doha.toml"]);
    let inspection = inspect(&target).expect("own folder");
    assert_eq!(inspection.manifest, manifest);
    assert_eq!(inspection.discrepancies, []);
}

#[test]
fn the_same_files_give_the_same_manifest_anywhere() {
    let (first, second) = (place(), place());
    publish(&first.1, "a\n");
    publish(&second.1, "a\n");
    let read = |target: &Path| fs::read(target.join("manifest.json")).expect("a manifest");
    assert_eq!(read(&first.1), read(&second.1));
}

#[test]
fn an_empty_folder_and_an_own_folder_are_replaced() {
    let (_place, target) = place();
    fs::create_dir(&target).expect("a disk");
    publish(&target, "a\n");
    publish(&target, "b\n");
    assert_eq!(fs::read_to_string(target.join("outcomes.csv")).expect("a table"), "b\n");
}

#[test]
fn foreign_changed_and_missing_files_are_refused_unless_forced() {
    let (_place, target) = place();
    publish(&target, "a\n");
    fs::write(target.join("notes.txt"), "mine").expect("a disk");
    assert!(matches!(OutDir::open(&target, false), Err(ExportError::Foreign { file, .. }) if file == "notes.txt"));
    fs::remove_file(target.join("notes.txt")).expect("a disk");
    fs::write(target.join("outcomes.csv"), "edited").expect("a disk");
    assert!(matches!(OutDir::open(&target, false), Err(ExportError::Changed { .. })));
    fs::remove_file(target.join("outcomes.csv")).expect("a disk");
    assert!(matches!(OutDir::open(&target, false), Err(ExportError::Missing { .. })));
    assert_eq!(inspect(&target).expect("own folder").discrepancies[0].fault, Fault::Missing);
    OutDir::open(&target, true).expect("forced").finish(facts()).expect("a disk");
    assert_eq!(names(&target), ["manifest.json"]);
}

#[test]
fn a_folder_without_a_manifest_and_a_file_are_refused() {
    let (place, target) = place();
    fs::create_dir(&target).expect("a disk");
    fs::write(target.join("thesis.docx"), "years of work").expect("a disk");
    let message = OutDir::open(&target, false).expect_err("foreign").to_string();
    assert!(message.contains("thesis.docx") && message.contains("--force"), "{message}");
    let file = place.path().join("file");
    fs::write(&file, "").expect("a disk");
    assert!(matches!(OutDir::open(&file, true), Err(ExportError::NotAFolder { .. })));
}

#[test]
fn the_working_directory_is_never_replaced() {
    for path in [".", "..", "/"] {
        assert!(matches!(OutDir::open(Path::new(path), true), Err(ExportError::Protected { .. })), "{path}");
    }
}

#[test]
fn a_run_that_stops_leaves_the_earlier_results() {
    let (place, target) = place();
    publish(&target, "a\n");
    let out = OutDir::open(&target, false).expect("own folder");
    out.write("outcomes.csv", b"half").expect("a disk");
    drop(out);
    assert_eq!(names(place.path()), ["results"]);
    assert_eq!(fs::read_to_string(target.join("outcomes.csv")).expect("a table"), "a\n");
}

#[test]
fn results_inside_results_are_kept() {
    let (_place, target) = place();
    publish(&target.join("doha"), "inner\n");
    publish(&target, "outer\n");
    publish(&target, "outer again\n");
    assert_eq!(fs::read_to_string(target.join("doha/outcomes.csv")).expect("a table"), "inner\n");
    assert_eq!(inspect(&target).expect("own folder").discrepancies, []);
    assert_eq!(inspect(&target.join("doha")).expect("own folder").discrepancies, []);
}

#[cfg(unix)]
#[test]
fn a_failed_swap_puts_the_earlier_results_back() {
    let (_place, target) = place();
    publish(&target.join("trials"), "inner\n");
    publish(&target, "outer\n");
    let out = OutDir::open(&target, false).expect("own folder");
    out.write("trials/doha.csv", b"in the way of the inner folder").expect("a disk");
    assert!(out.finish(facts()).is_err());
    assert_eq!(fs::read_to_string(target.join("outcomes.csv")).expect("a table"), "outer\n");
    assert_eq!(fs::read_to_string(target.join("trials/outcomes.csv")).expect("a table"), "inner\n");
}

#[test]
fn amending_keeps_what_is_there_and_lists_what_is_new() {
    let (_place, target) = place();
    publish(&target, "a\n");
    let (out, facts) = OutDir::amend(&target, |_| true, &|| false).expect("own folder");
    out.write("charts/shares.svg", b"<svg/>").expect("a disk");
    let manifest = out.finish(facts).expect("a disk");
    assert_eq!(manifest.outputs.keys().collect::<Vec<_>>(), ["charts/shares.svg", "outcomes.csv"]);
    assert_eq!(fs::read_to_string(target.join("outcomes.csv")).expect("a table"), "a\n");
    assert_eq!(inspect(&target).expect("own folder").discrepancies, []);
}

#[test]
fn facts_are_complete_only_where_every_scenario_is() {
    assert_eq!(facts().status, Status::Complete);
    assert_eq!(facts().scenarios[0].scenario, "doha");
    let stopped = RunFacts::new(facts().recipe, Dialect::Standard, vec![ScenarioFacts::new("doha", 100, 40)]);
    assert_eq!(stopped.status, Status::Interrupted);
}
