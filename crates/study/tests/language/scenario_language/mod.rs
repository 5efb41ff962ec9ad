//! The scenario language as a file's author meets it.

mod files;
mod numbers;
mod spellings;

use detente_engine::parameter::registry::{Entry, TableName};
use detente_study::scenario::{self, CheckedFile, Fault, Scenario};

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
            value.numbers.iter().for_each(|number| number.set(&mut touched, -77.0));
            format!("{} {:?} {touched:?}", value.key, value.distribution)
        })
        .collect();
    format!("{scenario:#?}\n{uncertain:#?}")
}

/// A key of the registry on the built-in scenario: its dotted key and the element of its numbers.
fn example_of(entry: &Entry) -> (String, usize) {
    let key = entry.key;
    match entry.table {
        TableName::Root => (key.to_owned(), 0),
        TableName::Party => (format!("party.target_state.{key}"), 1),
        TableName::Body => (format!("body.legislature.{key}"), 1),
        TableName::Objector => (format!("objector.regional_rival.{key}"), 0),
        TableName::Spoiler => (format!("spoiler.hardliners.{key}"), 0),
        TableName::Turnover => (format!("turnover.term.{key}"), 0),
        TableName::Rung => (format!("rung.step_5.{key}"), 4),
        TableName::Concession => (format!("rung.step_5.sender.{key}"), 8),
        table => (format!("{}.{key}", table.word()), 0),
    }
}

/// Writes files into a folder of their own and reads the first.
fn read_files(files: &[(&str, &str)]) -> Result<CheckedFile, Vec<Fault>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    scenario::read(&folder.path().join(files[0].0), &[]).map_err(|faults| faults.faults().to_vec())
}

/// A plain generator for spoiling texts.
struct Spoiler(u64);

impl Spoiler {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn spoil(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(letters.len());
            let signs: Vec<char> = "[]{}=\",.#\n0x-é".chars().collect();
            match self.below(3) {
                0 => drop(letters.remove(at)),
                1 => letters[at] = signs[self.below(signs.len())],
                _ => letters.insert(at, signs[self.below(signs.len())]),
            }
        }
        letters.into_iter().collect()
    }
}
