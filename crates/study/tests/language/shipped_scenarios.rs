//! The scenario files that are shipped: sound, with what each value rests on, and listed for readers.

use detente_engine::domain::Basis;
use detente_engine::plan::Plan;
use detente_study::scenario::{self, CheckedFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    support::root().join("scenarios")
}

fn files() -> Vec<PathBuf> {
    let folders = ["", "reference", "cases", "sequencing"].map(|name| folder().join(name));
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder is shipped"))
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')))
        .collect();
    files.sort();
    files
}

/// The README that should speak of a file, and the name by which it should: cases and plans have one of their own.
fn listing(path: &Path) -> (String, String) {
    let parent = path.parent().expect("a folder");
    let own = parent.join("README.md");
    let home = if own.exists() { parent.to_owned() } else { folder() };
    let readme = std::fs::read_to_string(home.join("README.md")).expect("shipped");
    let name = path.strip_prefix(&home).expect("below the folder").display().to_string().replace('\\', "/");
    (readme, name)
}

fn checked(name: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scenario::read(&folder().join(name), &sets).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_shipped_file_is_sound_and_compiles() {
    assert_eq!(files().len(), 6 + 2 + 18 + 18);
    for path in files() {
        let file = scenario::read(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        Plan::compile(&file.scenario).expect("ids do not share their random numbers");
    }
}

/// Each table of each file by itself, as a variant of a base that is not there: one fault, whatever the table leaves to the base.
#[test]
fn a_part_of_a_scenario_whose_base_is_not_there_has_no_other_fault() {
    let mut parts = 0;
    for path in files() {
        let text = std::fs::read_to_string(&path).expect("shipped").replace("\nextends", "\n# extends");
        for part in format!("\n{text}").split("\n[").skip(1) {
            let part = format!("extends = \"nowhere.toml\"\n[{part}\n");
            let files = BTreeMap::from([(PathBuf::from("part.toml"), part.clone())]);
            let faults = detente_engine::scenario::read(&files, "part.toml".as_ref(), &[]).expect_err("a fault");
            let keys: Vec<&str> = faults.faults().iter().map(|fault| fault.key.as_str()).collect();
            assert_eq!(keys, ["extends"], "{part}");
            parts += 1;
        }
    }
    assert!(parts > 300, "{parts}");
}

#[test]
fn every_value_says_what_it_rests_on() {
    for path in files() {
        let file = scenario::read(&path, &[]).expect("sound");
        for row in file.scenario.parameters.iter().filter(|row| row.origin != "default") {
            assert!(Basis::GIVEN.contains(&row.basis), "{path:?} {}", row.key);
            assert!(!row.source.is_empty(), "{path:?}: {} has no source", row.key);
        }
    }
}

/// Notes that a shipped file may draw: of values outside the usual range the source beside them says why.
#[test]
fn notes_are_drawn_only_where_they_are_explained() {
    for path in files() {
        let file = scenario::read(&path, &[]).expect("sound");
        for note in &file.notes {
            let is_case = path.parent().is_some_and(|parent| parent.ends_with("cases"));
            let unsigned = is_case && note.message == "nobody has to sign this rung";
            let row = file.scenario.parameters.iter().find(|row| row.key == note.key);
            let outside = note.message.contains("usual") && row.is_some_and(|row| !row.source.is_empty());
            assert!(unsigned || outside, "{}: {}: {}", path.display(), note.key, note.message);
        }
    }
}

#[test]
fn every_shipped_file_is_listed_in_a_readme() {
    for path in files() {
        let (readme, name) = listing(&path);
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in the README of its folder");
    }
}

#[test]
fn the_readmes_count_what_values_rest_on() {
    for path in files().iter().filter(|path| !path.parent().is_some_and(|parent| parent.ends_with("sequencing"))) {
        let file = scenario::read(path, &[]).expect("sound");
        let [documented, press, judgement, template] = Basis::GIVEN.map(|basis| file.scenario.values_on(basis));
        let (readme, name) = listing(path);
        assert_eq!(template, 0, "{name}: every value of a shipped file was judged by somebody");
        let (head, tail) = (format!("| `{name}` |"), format!("| {documented} | {press} | {judgement} |"));
        let told = readme.lines().any(|line| line.starts_with(&head) && line.ends_with(&tail));
        assert!(told, "the README should say: {head} ... {tail}");
    }
}

#[test]
fn every_plan_moves_the_same_money_for_the_same_stakes() {
    for path in files().iter().filter(|path| path.parent().is_some_and(|parent| parent.ends_with("sequencing"))) {
        let file = scenario::read(path, &[]).expect("sound");
        let rungs = file.scenario.rungs.iter().zip(&file.scenario.numbers.rung);
        let (money, stake) = rungs.fold((0.0, 0.0), |(money, stake), (rung, numbers)| {
            let times = f64::from(rung.repeat);
            (money + times * numbers.concession[0].money_usd_bn, stake + times * numbers.stake)
        });
        let stem = file.scenario.stem.as_str();
        assert!((money - 6.0).abs() < 1e-9, "{stem}: {money}");
        assert!((stake - if stem == "no_settlement" { 4.0 } else { 6.0 }).abs() < 1e-9, "{stem}: {stake}");
    }
}

#[test]
fn the_plan_of_2014_pays_in_eight_parts_what_it_promised() {
    let file = checked("jpoa_2014.toml", &[]);
    let paying = |money: f64| money > 0.0;
    let rungs = file.scenario.rungs.iter().zip(&file.scenario.numbers.rung);
    let (parts, sum) = rungs
        .filter(|(_, numbers)| paying(numbers.concession[0].money_usd_bn))
        .fold((0, 0.0), |(parts, sum), (rung, numbers)| {
            (parts + rung.tranches, sum + numbers.concession[0].money_usd_bn)
        });
    assert_eq!(parts, 8);
    assert!((sum - 4.2).abs() < 1e-12, "{sum}");
}

#[test]
fn the_tranches_variant_differs_from_the_tutorial_in_one_value() {
    let [base, variant] =
        ["tutorial.toml", "tutorial_tranches.toml"].map(|name| checked(name, &[]).scenario.parameters);
    let differing: Vec<&str> = base
        .iter()
        .zip(&variant)
        .filter(|(one, other)| (&one.value, &one.distribution) != (&other.value, &other.distribution))
        .map(|(row, _)| row.key.as_str())
        .collect();
    assert_eq!(differing, ["rung.pause.tranches"]);
}

#[test]
fn the_rows_of_the_reference_files_can_be_reached_by_the_sets_that_they_name() {
    for name in ["reference/ladder.toml", "reference/tranche_chain.toml"] {
        let text = std::fs::read_to_string(folder().join(name)).expect("shipped");
        let sets: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with('#'))
            .flat_map(|line| line.split("--set ").skip(1))
            .filter_map(|rest| match rest.strip_prefix('\'') {
                Some(quoted) => quoted.split('\'').next(),
                None => rest.split_whitespace().next(),
            })
            .map(|set| set.replace("=N", "=32").replace("=MAX+1", "=4"))
            .filter(|set| set.contains('='))
            .collect();
        assert!(sets.len() >= 3, "{name}: {sets:?}");
        for set in sets {
            checked(name, &[&set]);
        }
    }
}
