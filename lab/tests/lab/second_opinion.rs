//! The exact solver against another program: what the model checker Storm answers, in exact arithmetic, for the
//! exported models of `lab/tests/second_opinion/*.toml`.
//!
//! Its answers are checked in; `scripts/second_opinion.sh` asks it again.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::exact::{Exact, FinitePlan};
use detente_engine::plan::Plan;
use detente_study::scenario;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/second_opinion");

fn plan(path: &Path) -> Plan {
    let file = scenario::read(path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    Plan::compile(&file.scenario).expect("no two ids collide")
}

/// The solver's answer to a property, by its name.
fn answer(exact: &Exact, property: &str) -> f64 {
    if property == "end_weeks" {
        return exact.mean_end_weeks();
    }
    let word = property.strip_suffix("_share").expect("a share");
    match (Outcome::from_word(word), Cause::from_word(word)) {
        (Some(outcome), _) => exact.outcome(outcome),
        (_, Some(cause)) => exact.cause(cause),
        _ => panic!("{property}"),
    }
}

fn models() -> BTreeMap<String, PathBuf> {
    let paths = std::fs::read_dir(FOLDER).expect("a folder").map(|entry| entry.expect("an entry").path());
    let scenarios = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    scenarios.map(|path| (path.file_stem().expect("a stem").to_string_lossy().into_owned(), path)).collect()
}

#[test]
fn the_solver_agrees_with_storm() {
    let models = models();
    let finite: BTreeMap<&str, FinitePlan> =
        models.iter().map(|(name, path)| (name.as_str(), FinitePlan::of(&plan(path)).expect("finite"))).collect();
    let solved: BTreeMap<&str, Exact> =
        finite.iter().map(|(name, plan)| (*name, plan.solve().expect("few states"))).collect();
    let mut reader = csv::Reader::from_path(Path::new(FOLDER).join("values.csv")).expect("values.csv");
    let mut asked = BTreeSet::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let (model, property) = (&row[1], &row[2]);
        let theirs: f64 = row[3].parse().expect("a number");
        let own = answer(&solved[model], property);
        assert!(row[0].starts_with("stormpy "), "{}", &row[0]);
        assert!((own - theirs).abs() < 1e-9, "{model}, {property}: {own} for {theirs}");
        asked.insert((model.to_owned(), property.to_owned()));
    }
    let properties: usize = finite
        .iter()
        .map(|(name, plan)| plan.prism(name).expect("whole units").properties.matches("=? [").count())
        .sum();
    assert!(models.len() >= 20 && asked.len() == properties, "{} of {properties} answers", asked.len());
}

#[test]
fn a_model_is_written_in_commands_not_in_states() {
    let standard = plan(&models()["standard"]);
    let model = FinitePlan::of(&standard).expect("finite").prism("standard").expect("whole units").model;
    assert!(model.starts_with("// The finite scenario standard, written by detente"));
    assert!(model.contains("[offer] offer_due ->") && model.contains("formula confrontation ="));
    assert!(model.lines().count() < 180, "{model}");
}
