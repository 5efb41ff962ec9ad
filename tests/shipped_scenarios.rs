//! The scenario files that are shipped: sound, with what each value rests on, and listed for readers.

use detente::plan::Plan;
use detente::scenario::{self, CheckedFile};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = [folder(), folder().join("reference")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder is shipped"))
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

fn checked(name: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scenario::read(&folder().join(name), &sets).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_shipped_file_is_sound_and_compiles() {
    assert_eq!(files().len(), 9);
    for path in files() {
        let file = scenario::read(&path, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        Plan::compile(&file.scenario).expect("ids do not share their luck");
    }
}

#[test]
fn every_value_says_what_it_rests_on() {
    for path in files() {
        let file = scenario::read(&path, &[]).expect("sound");
        for row in file.scenario.parameters.iter().filter(|row| row.origin != "default") {
            assert!(["documented", "press", "judgement"].contains(&row.basis.as_str()), "{path:?} {}", row.key);
            assert!(!row.source.is_empty(), "{path:?}: {} has no source", row.key);
        }
    }
}

#[test]
fn every_shipped_file_is_listed_in_the_readme() {
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("shipped");
    for path in files() {
        let name = path.strip_prefix(folder()).expect("below the folder").display().to_string().replace('\\', "/");
        assert!(readme.contains(&format!("`{name}`")), "{name} is not in scenarios/README.md");
    }
}

#[test]
fn the_readme_counts_what_values_rest_on() {
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("shipped");
    for path in files() {
        let file = scenario::read(&path, &[]).expect("sound");
        let count = |basis: &str| file.scenario.parameters.iter().filter(|row| row.basis == basis).count();
        let [documented, press, judgement] = ["documented", "press", "judgement"].map(count);
        let name = path.strip_prefix(folder()).expect("below the folder").display().to_string().replace('\\', "/");
        let row = format!("| `{name}` | {documented} | {press} | {judgement} |");
        assert!(readme.contains(&row), "scenarios/README.md should say: {row}");
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
