//! What no file states is drawn from worlds, and what a file states stands.

use detente_engine::parameter::NumberId;
use detente_engine::parameter::registry::TableName;
use detente_engine::plan::{Effect, Plan, WORLDS};
use detente_engine::scenario::{CheckedFile, read, read_text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Two worlds: in the second temptation and breeding are high.
const TWO: &str = "world,weight,default.party.temptation,default.escalation.branching\n0,1,0.5,0.5\n1,3,0.9,0.9\n";

fn files(scenario: &str) -> BTreeMap<PathBuf, String> {
    BTreeMap::from([
        (PathBuf::from("cases/mine.toml"), scenario.to_owned()),
        (PathBuf::from("cases/two.csv"), TWO.to_owned()),
        (PathBuf::from("two.csv"), TWO.to_owned()),
    ])
}

fn checked(scenario: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    read(&files(scenario), Path::new("cases/mine.toml"), &sets).unwrap_or_else(|faults| panic!("{faults}"))
}

fn refused(scenario: &str, sets: &[&str]) -> String {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    read(&files(scenario), Path::new("cases/mine.toml"), &sets).expect_err("a fault").to_string()
}

fn plan(file: &CheckedFile) -> Plan {
    Plan::compile(&file.scenario).expect("no two ids collide")
}

/// The number at `key` of the first element in the world `world` of `plan`.
fn in_world(plan: &Plan, world: f64, table: TableName, key: &str) -> f64 {
    let drawn: Vec<f64> = plan
        .uncertain
        .iter()
        .map(|value| if value.key == WORLDS { world } else { value.distribution.median() })
        .collect();
    NumberId::new(table, key, 0).expect("a number").of(&mut plan.in_world(&drawn).numbers)
}

#[test]
fn what_no_file_states_goes_with_the_world() {
    let plan = plan(&checked("worlds = \"two.csv\"", &[]));
    let value = plan.uncertain.last().expect("the world");
    assert!(matches!(value.effect, Effect::World(_)) && value.key == WORLDS);
    let of = |world| in_world(&plan, world, TableName::Party, "temptation");
    // The default in the first world; at the quantile .9 between 1 and 2.5 it is 2.5 - 1.5 sqrt(.2).
    assert_eq!(of(0.0), 1.0);
    assert!((of(1.0) - (2.5 - 1.5 * 0.2_f64.sqrt())).abs() < 1e-12, "{}", of(1.0));
    assert!(in_world(&plan, 1.0, TableName::Escalation, "branching") > 0.7);
    assert_eq!(in_world(&plan, 1.0, TableName::Escalation, "half_life_weeks"), 5.0);
}

#[test]
fn what_a_file_states_stands() {
    let plan = plan(&checked("worlds = \"two.csv\"\n[escalation]\nbranching = 0.4", &[]));
    assert_eq!(in_world(&plan, 1.0, TableName::Escalation, "branching"), 0.4);
    assert!(in_world(&plan, 1.0, TableName::Party, "temptation") > 1.5);
}

#[test]
fn a_range_of_the_file_is_drawn_with_the_world_where_the_worlds_have_its_key() {
    let text = "worlds = \"world,weight,escalation.branching\\n0,1,0.05\\n1,1,0.95\\n\"\n[escalation]\nbranching = \"0.4 to 0.7\"\nhalf_life_weeks = \"3 to 9\"";
    let plan = plan(&checked(text, &[]));
    let keys: Vec<&str> = plan.uncertain.iter().map(|value| value.key.as_str()).collect();
    assert_eq!(keys, ["escalation.danger", "escalation.half_life_weeks", WORLDS]);
    let of = |world| in_world(&plan, world, TableName::Escalation, "branching");
    assert!((of(0.0) - 0.4).abs() < 1e-12 && (of(1.0) - 0.7).abs() < 1e-12);
}

#[test]
fn rows_of_parameters_say_what_is_drawn() {
    let file = checked(
        "worlds = \"two.csv\"\n[party.a]\nrole = \"sender\"\ntemptation = 1.2\n[party.b]\nrole = \"target\"",
        &[],
    );
    let row = |key: &str| file.scenario.parameters.iter().find(|row| row.key == key).expect("a row");
    assert_eq!(row("party.a.temptation").value, "1.2");
    let drawn = row("party.b.temptation");
    assert_eq!((drawn.value.as_str(), drawn.distribution.as_str(), drawn.low), ("", "worlds", Some(1.0)));
    assert!(drawn.high.expect("an end") > 1.8);
    assert_eq!(row("escalation.half_life_weeks").value, "5");
}

#[test]
fn a_scenario_as_run_holds_its_worlds() {
    let file = checked("worlds = \"two.csv\"", &[]);
    assert_eq!(file.files, [PathBuf::from("cases/mine.toml"), PathBuf::from("cases/two.csv")]);
    let again = read_text("mine", &file.flattened, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(again.flattened, file.flattened);
    assert!(plan(&again).says_the_same_as(&plan(&file)));
}

#[test]
fn worlds_can_be_set_from_where_one_stands() {
    let set = plan(&checked("", &["worlds=two.csv"]));
    assert!(set.says_the_same_as(&plan(&checked("worlds = \"two.csv\"", &[]))));
    assert!(!set.says_the_same_as(&plan(&checked("", &[]))));
    assert!(plan(&checked("defaults = \"fixed\"", &[])).uncertain.iter().all(|value| value.key != WORLDS));
    let shipped = plan(&checked("defaults = \"calibrated\"", &[]));
    assert!(shipped.uncertain.iter().any(|value| value.key == WORLDS));
}

#[test]
fn worlds_that_cannot_be_used_are_refused_where_they_are_named() {
    for (scenario, sets, part) in [
        ("worlds = \"three.csv\"", &[][..], "cases/three.csv cannot be used: there is no such file"),
        ("worlds = 3", &[], "not text"),
        ("worlds = \"two.csv\"\ndefaults = \"fixed\"", &[], "fixed, and a file of worlds is named as well"),
        ("worlds = \"world,weight,default.party.temptation\\n0,1,2\\n\"", &[], "not a quantile"),
        ("defaults = \"fix\"", &[], "fixed"),
        ("", &["worlds=three.csv"], "three.csv cannot be used"),
    ] {
        let message = refused(scenario, sets);
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
    let message = read_text("mine", "worlds = \"two.csv\"", &[]).expect_err("a fault").to_string();
    assert!(message.contains("a path is not possible"), "{message}");
}

/// A scenario with the worlds `csv`, in which nothing else is drawn from worlds.
fn valued(csv: &str, rest: &str) -> String {
    format!("defaults = \"fixed\"\nworlds = \"\"\"\n{csv}\"\"\"\n{rest}")
}

#[test]
fn a_value_of_the_worlds_stands_in_place_of_what_the_file_states_or_leaves_out() {
    let csv = "world,weight,value.escalation.branching,value.escalation.half_life_weeks,value.messaging.ambiguity\n\
               0,1,0.25,3,0.125\n1,3,0.75,9.5,0.5\n";
    let text = valued(csv, "[escalation]\nbranching = 0.4\nhalf_life_weeks = \"4 to 8\"");
    let file = checked(&text, &[]);
    let plan = plan(&file);
    // The range of the file is not drawn by itself.
    let keys: Vec<&str> = plan.uncertain.iter().map(|value| value.key.as_str()).collect();
    assert_eq!(keys, ["escalation.danger", WORLDS]);
    for (world, expected) in [(0.0, [0.25, 3.0, 0.125]), (1.0, [0.75, 9.5, 0.5])] {
        let [branching, half_life] =
            ["branching", "half_life_weeks"].map(|key| in_world(&plan, world, TableName::Escalation, key));
        assert_eq!([branching, half_life, in_world(&plan, world, TableName::Messaging, "ambiguity")], expected);
    }
    let row = file.scenario.parameters.iter().find(|row| row.key == "escalation.half_life_weeks").expect("a row");
    assert_eq!((row.value.as_str(), row.distribution.as_str(), row.origin.as_ref()), ("", "worlds", "worlds"));
    assert_eq!((row.low, row.best, row.high), (Some(3.0), Some(9.5), Some(9.5)));
    let again = read_text("mine", &file.flattened, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(self::plan(&again).says_the_same_as(&plan));
}

/// Every detection of `file` in the world `world`: the row, and the number.
fn detections(file: &CheckedFile, world: f64) -> BTreeMap<String, f64> {
    let plan = plan(file);
    let drawn: Vec<f64> = plan
        .uncertain
        .iter()
        .map(|value| if value.key == WORLDS { world } else { value.distribution.median() })
        .collect();
    let mut numbers = plan.in_world(&drawn).numbers;
    let rows = file.scenario.parameters.iter().filter(|row| row.key.ends_with(".detection"));
    rows.map(|row| (row.key.clone(), row.number.expect("a number").of(&mut numbers))).collect()
}

#[test]
fn every_number_that_a_key_stands_for_takes_its_value() {
    let ladder = "world,weight,value.ladder.concession.detection\n0,1,0.25\n1,1,0.75\n";
    let rung = "[rung.inspections.target]\ndetection = 0.9\n[ladder.concession]\ndetection = \"0.5 to 0.6\"";
    let of = |csv: &str| detections(&checked(&valued(csv, &with_rungs(rung)), &[]), 1.0);
    let found = of(ladder);
    assert!(found.len() >= 2, "{found:?}");
    for (key, value) in &found {
        // What a rung says for itself is nearer to it.
        let expected = if key == "rung.inspections.target.detection" { 0.9 } else { 0.75 };
        assert_eq!(*value, expected, "{key}");
    }
    let own = of("world,weight,value.rung.inspections.target.detection\n0,1,0.25\n1,1,0.75\n");
    for (key, value) in &own {
        let is_own = key == "rung.inspections.target.detection";
        assert!(if is_own { *value == 0.75 } else { (0.5..=0.6).contains(value) }, "{key}: {value}");
    }
}

/// Two rungs of which `rest` may say more.
fn with_rungs(rest: &str) -> String {
    format!(
        "[ladder]\norder = [\"hotline\", \"inspections\"]\n[rung.hotline]\nsender = {{}}\ntarget = {{}}\n{rest}\n[rung.inspections]\nneeds = []\n"
    )
}

#[test]
fn values_that_hang_together_and_are_held_by_worlds_go_as_the_worlds_say() {
    let rest = "[escalation]\nbranching = \"0.4 to 0.7\"\nhalf_life_weeks = \"3 to 9\"\n\
                [correlated.fights]\nkeys = [\"escalation.branching\", \"escalation.half_life_weeks\"]\nrank = 0.5";
    let tied = plan(&checked(&format!("defaults = \"fixed\"\n{rest}"), &[]));
    assert!(tied.correlation.is_some());
    let file = checked(&valued("world,weight,value.escalation.branching\n0,1,0.5\n", rest), &[]);
    assert!(plan(&file).correlation.is_none());
    let notes: Vec<String> = file.notes.iter().map(|note| note.message.clone()).collect();
    assert!(notes.iter().any(|note| note.contains("drawn with its world")), "{notes:?}");
}

#[test]
fn values_that_no_world_can_hold_are_refused_with_their_places() {
    let head = "world,weight,value.";
    for (csv, rest, parts) in [
        (format!("{head}escalation.branching\n0,1,1.5\n1,1,none\n"), "", &["worlds:2", "0 to", "worlds:3"][..]),
        (format!("{head}party.iran.name\n0,1,0.5\n"), "", &["no key that has values"]),
        (format!("{head}rung.hotline.repeat\n0,1,2\n"), "", &["no key that has values", "whole"]),
        (format!("{head}party.nobody.trustworthy\n0,1,0.5\n"), "", &["nothing in the scenario takes", "worlds:1"]),
        (
            format!("{head}ladder.concession.detection\n0,1,0.5\n"),
            "[rung.a.sender]\ndetection = 0.5\n[rung.a.target]\ndetection = 0.5\n[ladder]\norder = [\"a\"]",
            &["nothing in the scenario takes"],
        ),
    ] {
        let message = refused(&valued(&csv, rest), &[]);
        for part in parts {
            assert!(message.contains(part), "{part} missing in\n{message}");
        }
    }
}

#[test]
fn a_set_value_that_worlds_hold_is_remarked_on() {
    let text = valued("world,weight,value.escalation.branching\n0,1,0.5\n", "");
    let file = checked(&text, &["escalation.branching=0.3"]);
    assert!(file.notes.iter().any(|note| note.message.contains("worlds")), "{:?}", file.notes);
    assert_eq!(in_world(&plan(&file), 0.0, TableName::Escalation, "branching"), 0.5);
}

#[test]
fn what_is_frozen_is_held_against_what_moves_world_by_world() {
    let rest =
        "[money]\nfrozen_usd_bn = 20\n[ladder]\norder = [\"a\"]\n[rung.a.sender]\nmoney_usd_bn = 5\n[rung.a.target]\n";
    let head = "world,weight,value.money.frozen_usd_bn,value.rung.a.sender.money_usd_bn\n";
    // The lowest total is below the highest amount, and never in one world.
    checked(&valued(&format!("{head}0,1,6,5\n1,1,20,12\n"), rest), &[]);
    let message = refused(&valued(&format!("{head}0,1,6,7\n1,1,20,12\n"), rest), &[]);
    assert!(message.contains("less is frozen"), "{message}");
}
