//! What a page is told, asked without a page.

use detente_engine::plan::Plan;
use detente_engine::scenario::{self, CheckedFile};
use detente_study::input::Input;
use detente_study::recipe::Simulated;
use detente_study::run::{self, Spec};
use detente_study::spelling::{Dialect, write_table};
use detente_study::table::summarise;
use detente_wasm::Engine;
use serde_json::{Value, json};

const TEXT: &str = "title = \"Mine\"\n[messaging]\nambiguity = \"0.2 to 0.6\"\n";
const CHANGE: &str = "escalation.confrontation_per_month=0.03";

fn case(sets: &[&str]) -> Value {
    json!({ "name": "mine", "files": { "mine.toml": TEXT }, "sets": sets })
}

fn ask(engine: &mut Engine, question: &Value) -> Value {
    serde_json::from_str(&engine.answer(&question.to_string())).expect("JSON")
}

/// What `engine` counts of the blocks that begin at `firsts`, with a change.
fn counted(engine: &mut Engine, changed: &Value, firsts: &[u64]) -> Value {
    ask(engine, &json!({ "begin": { "base": case(&[]), "changed": changed, "seed": 1 } }));
    for first in firsts {
        assert_eq!(ask(engine, &json!({ "simulate": { "first": first, "trials": 100 } })), json!({ "simulated": 100 }));
    }
    ask(engine, &json!("counts"))["counts"].clone()
}

fn read(sets: &[&str]) -> (CheckedFile, Plan) {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let file = scenario::read_text("mine", TEXT, &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let plan = Plan::compile(&file.scenario).expect("no two ids collide");
    (file, plan)
}

const SPEC: Spec = Spec { seed: 1, trials: 300 };

#[test]
fn engines_that_share_trials_count_together_what_one_run_counts() {
    let changed = case(&[CHANGE]);
    let (mut one, mut other) = (Engine::default(), Engine::default());
    let parts = [counted(&mut one, &changed, &[0, 200]), counted(&mut other, &changed, &[100])];
    let question = json!({ "picture": { "base": case(&[]), "changed": changed, "counts": parts } });
    let picture = &ask(&mut one, &question)["picture"];
    for (arm, sets) in [("base", &[][..]), ("changed", &[CHANGE])] {
        let (_, plan) = read(sets);
        let tally = run::trials(&plan, SPEC, &|_| ());
        for outcome in picture[arm]["outcomes"].as_array().expect("four") {
            let own = detente_engine::domain::Outcome::from_word(outcome["word"].as_str().expect("a word"));
            assert_eq!(outcome["count"], tally.record().outcome(own.expect("an outcome")), "{arm}");
        }
        let hundred: u64 = picture[arm]["hundred"]
            .as_array()
            .expect("rows")
            .iter()
            .flat_map(|row| row.as_array().expect("a row").iter().filter_map(Value::as_u64).collect::<Vec<_>>())
            .sum();
        assert_eq!(hundred, 100);
    }
    assert_eq!(picture["trials"], 300);
    assert!(
        picture["finding"].as_str().expect("a sentence").starts_with("Your changes make confrontation more likely")
    );
}

#[test]
fn what_was_asked_before_changes_no_count() {
    let changed = case(&[CHANGE]);
    let fresh = counted(&mut Engine::default(), &changed, &[0, 100]);
    let mut used = Engine::default();
    counted(&mut used, &case(&["messaging.ambiguity=0.1"]), &[100, 0, 200]);
    counted(&mut used, &Value::Null, &[300]);
    assert_eq!(counted(&mut used, &changed, &[0, 100]), fresh);
    assert_ne!(fresh["base"], fresh["changed"]);
}

#[test]
fn a_change_that_changes_nothing_moves_no_trial() {
    let same = case(&["messaging.ambiguity=0.2 to 0.6"]);
    let mut engine = Engine::default();
    let counts = counted(&mut engine, &same, &[0]);
    let question = json!({ "picture": { "base": case(&[]), "changed": same, "counts": [counts] } });
    let picture = &ask(&mut engine, &question)["picture"];
    let lines = picture["differences"].as_array().expect("figures");
    assert!(lines.len() == 7 && lines.iter().all(|line| line["difference"][0] == 0.0), "{lines:?}");
    assert!(picture["finding"].as_str().expect("a sentence").starts_with("Your changes make no difference"));
}

#[test]
fn tables_have_the_bytes_that_a_run_writes() {
    let changed = case(&[CHANGE]);
    let mut engine = Engine::default();
    let counts = counted(&mut engine, &changed, &[200, 0, 100]);
    let question = json!({ "tables": { "case": changed, "base": case(&[]), "seed": 1, "counts": [counts] } });
    let found = ask(&mut engine, &question);
    let (file, plan) = read(&[CHANGE]);
    let tally = run::trials(&plan, SPEC, &|_| ());
    let whole = Simulated::whole(Input { path: "mine.toml".into(), file, plan }, tally, SPEC);
    let tables = summarise(&[whole.result()]);
    assert!(tables.len() >= 15);
    for (at, table) in tables.iter().enumerate() {
        let mut bytes = Vec::new();
        write_table(table, Dialect::Standard, &mut bytes).expect("memory");
        let own = &found["files"][at];
        assert_eq!(own["name"], format!("{}.csv", table.name));
        assert_eq!(own["text"].as_str(), std::str::from_utf8(&bytes).ok(), "{}", table.name);
    }
}

#[test]
fn assumptions_are_told_beside_a_finding_and_beside_a_change() {
    for changed in [Value::Null, case(&[CHANGE])] {
        let mut engine = Engine::default();
        let counts = counted(&mut engine, &changed, &[0]);
        let question = json!({ "assumed": { "base": case(&[]), "changed": changed, "seed": 1, "counts": [counts] } });
        let assumed = ask(&mut engine, &question)["assumed"].clone();
        let question =
            json!({ "picture": { "base": case(&[]), "changed": changed, "counts": [counts], "assumed": assumed } });
        let picture = &ask(&mut engine, &question)["picture"];
        let sure = picture["sure"].as_array().expect("sentences");
        let said: Vec<&str> = sure.iter().filter_map(Value::as_str).collect();
        let (after, rest) = if changed.is_null() { (None, &said[..]) } else { (said.first(), &said[1..]) };
        assert!(after.is_none_or(|said| said.starts_with("With your changes: the channel ")), "{sure:?}");
        assert!(rest.len() == 2 && rest[1].starts_with("Assumptions: "), "{sure:?}");
        assert!(picture["base"]["outcomes"][3]["assumed"].is_array());
    }
}

#[test]
fn values_come_with_their_question_range_and_source() {
    let described = ask(&mut Engine::default(), &json!({ "describe": { "case": case(&[]) } }))["described"].clone();
    let inputs = described["inputs"].as_array().expect("rows");
    let row = |key: &str| inputs.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("{key}"));
    let ambiguity = row("messaging.ambiguity");
    assert_eq!(
        (&ambiguity["low"], &ambiguity["high"], &ambiguity["basis"]),
        (&json!(0.2), &json!(0.6), &json!("judgement"))
    );
    assert_eq!(ambiguity["kind"]["accepts"], "number");
    assert_eq!(row("run.judge")["kind"]["words"][1][0], "record");
    assert!(inputs.iter().all(|row| row["question"].as_str().is_some_and(|text| text.ends_with('?'))));
    assert_eq!(described["ladder"].as_array().map(Vec::len), Some(read(&[]).0.scenario.order.len()));
}

#[test]
fn a_switch_takes_out_what_it_names() {
    let mut engine = Engine::default();
    let with = |sets: Vec<String>| json!({ "name": "mine", "files": { "mine.toml": ALL_KINDS }, "sets": sets });
    let described = ask(&mut engine, &json!({ "describe": { "case": with(Vec::new()) } }))["described"].clone();
    let switches = described["switches"].as_array().expect("switches").clone();
    let kinds: Vec<&str> = switches.iter().filter_map(|own| own["kind"].as_str()).collect();
    assert_eq!(kinds, ["body", "objector", "spoiler", "mediator"]);
    assert_eq!(switches[0]["name"], "The council");
    for switch in &switches {
        let pairs = switch["sets"].as_array().expect("pairs");
        let sets = pairs
            .iter()
            .map(|pair| format!("{}={}", pair[0].as_str().expect("a key"), pair[1].as_str().expect("a value")));
        let off = ask(&mut engine, &json!({ "describe": { "case": with(sets.collect()) } }))["described"].clone();
        let left = off["switches"].as_array().map(Vec::len).expect("the others");
        // The mediator stays, and does nothing.
        assert_eq!(left, if switch["kind"] == "mediator" { 4 } else { 3 }, "{switch}");
    }
}

/// A scenario in which one of each kind takes part.
const ALL_KINDS: &str = "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n[body.council]\nparty = \"north\"\nname = \"The council\"\n\
     [objector.neighbour]\n[spoiler.militia]\ncamp = \"south\"\n";

#[test]
fn a_variant_can_be_taken_back_beside_its_base() {
    let mut engine = Engine::default();
    let files = ask(&mut engine, &json!({ "variant": { "case": case(&[CHANGE]) } }))["files"].clone();
    assert_eq!(files[0]["name"], "mine_changed.toml");
    let both = json!({ "name": "mine_changed", "files": { "mine.toml": TEXT, "mine_changed.toml": files[0]["text"] } });
    ask(&mut engine, &json!({ "begin": { "base": both, "seed": 1 } }));
    ask(&mut engine, &json!({ "simulate": { "first": 0, "trials": 100 } }));
    let extended = ask(&mut engine, &json!("counts"))["counts"]["base"].clone();
    assert_eq!(extended, counted(&mut engine, &case(&[CHANGE]), &[0])["changed"]);
}

#[test]
fn faults_come_in_the_words_of_check() {
    let text = "party.target_state.trustwothy = 0.5";
    let faulty = json!({ "name": "mine", "files": { "mine.toml": text } });
    let mut engine = Engine::default();
    for question in [
        json!({ "describe": { "case": faulty } }),
        json!({ "begin": { "base": case(&[]), "changed": faulty, "seed": 1 } }),
    ] {
        let answer = ask(&mut engine, &question);
        let faults = answer["faults"].as_str().expect("faults");
        assert!(faults.contains("did you mean `trustworthy`") && faults.contains("mine.toml"), "{faults}");
    }
    assert!(engine.answer("{").contains("faults"));
    assert!(engine.answer("{\"simulate\":{\"first\":0,\"trials\":1}}").contains("nothing was begun"));
}
