//! The scenario language as a file's author meets it.

use detente::scenario::{self, CheckedFile, Fault, Scenario};

fn checked(text: &str) -> CheckedFile {
    checked_with(text, &[])
}

fn checked_with(text: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scenario::read_text("example", text, &sets).unwrap_or_else(|faults| panic!("{faults}"))
}

fn faults(text: &str) -> Vec<Fault> {
    faults_with(text, &[])
}

fn faults_with(text: &str, sets: &[&str]) -> Vec<Fault> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    match scenario::read_text("example", text, &sets) {
        Ok(_) => panic!("no fault in\n{text}\n{sets:?}"),
        Err(faults) => faults.faults().to_vec(),
    }
}

/// Everything a scenario says, as text that two equal scenarios share.
fn said(scenario: &Scenario) -> String {
    let mut scenario = scenario.clone();
    let uncertain: Vec<String> = scenario
        .uncertain
        .drain(..)
        .map(|value| {
            let mut touched = scenario.numbers.clone();
            value.fields.iter().for_each(|field| field.set(&mut touched, -77.0));
            format!("{} {:?} {touched:?}", value.key, value.distribution)
        })
        .collect();
    format!("{scenario:#?}\n{uncertain:#?}")
}

#[test]
fn an_empty_file_is_the_built_in_scenario() {
    let file = checked("");
    assert_eq!(file.scenario.order.len(), 6);
    assert_eq!(file.scenario.run.steps, 260);
    assert_eq!(file.scenario.objectors[0].heard_by, [0]);
    assert!(file.notes.is_empty(), "{:?}", file.notes);
}

#[test]
fn five_mistakes_are_five_located_faults() {
    let text = "\
[party.north]
role = \"sender\"
trustworthyy = 0.5
[party.south]
role = \"target\"
exit_on_turnover = 1.2
turnover_per_month = nan
[body.senate]
party = \"noth\"
[messaging]
ambiguity = 0,3
";
    let found = faults(text);
    let lines: Vec<usize> = found.iter().map(|fault| fault.line).collect();
    let all: String = found.iter().map(|fault| fault.render(false)).collect();
    assert_eq!(lines, [3, 6, 7, 9, 11], "{all}");
    assert!(found[0].help.contains("did you mean `trustworthy`?"), "{all}");
    assert!(found[1].render(false).contains("found 1.2; allowed: 0 to 1"), "{all}");
    assert!(found[3].help.contains("`north`"), "{all}");
    assert!(found[4].help.contains("0.3"), "{all}");
}

#[test]
fn flattened_text_gives_the_same_scenario() {
    let text = "\
title = \"a \\\"quoted\\\" title\"
[party.north]
role = \"sender\"
trustworthy = \"0.2 to 0.6\"
turnover_per_month = { value = 0.01, basis = \"documented\", source = \"counted\" }
[party.south]
role = \"target\"
policy = \"grit\"
basis = \"press\"
[ladder.concession]
detection = { low = 0.5, mode = 0.6, high = 0.9, shape = \"pert\", source = \"x\" }
";
    let sets = ["rung.step_2.repeat=3", "objector.regional_rival=none", "party.south.tries_per_rung=4"];
    let first = checked_with(text, &sets);
    let again = checked(&first.flattened);
    assert_eq!(said(&again.scenario), said(&first.scenario), "{}", first.flattened);
    assert_eq!(again.flattened, first.flattened);
}

#[test]
fn the_reference_page_is_the_registry() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.md");
    let made = scenario::reference_markdown();
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs can be made");
        std::fs::write(&path, &made).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "docs/scenario.md is out of date: run DETENTE_UPDATE=1 cargo test --test scenario_language"
    );
}

#[test]
fn the_template_is_sound_and_without_remarks() {
    let file = checked(&scenario::template("my_first"));
    assert_eq!(file.notes, []);
    assert_eq!(file.scenario.title, "my first");
    assert_eq!(file.scenario.order.len(), 3);
}
