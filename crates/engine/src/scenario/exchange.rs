//! In which keys two scenarios differ, the one with keys as they are in the other, and with a key left out.

use super::diagnose::ScenarioFaults;
use super::model::ParameterRow;
use super::read::{CheckedFile, read_text};
use super::tree::is_structural;
use crate::domain::Basis;
use toml::{Table, Value};

/// What a value rests on, and what is said for people alone: nothing of it decides a trial.
const REMARKS: [&str; 7] = ["basis", "source", "origin", "title", "name", "confrontation", "start"];

/// A key in which two scenarios differ; an actor or a rung that only one has counts as one key.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyDifference {
    path: Vec<String>,
    /// The dotted key.
    pub key: String,
    /// Its value in the base as written; empty where it is left at its default.
    pub base: String,
    /// Its value in the other.
    pub other: String,
}

/// The keys in which `other` differs from `base`, both as run, in order.
#[must_use]
pub fn differing_keys(base: &CheckedFile, other: &CheckedFile) -> Vec<KeyDifference> {
    let mut found = Vec::new();
    walk(&mut Vec::new(), &parsed(base), &parsed(other), &mut found);
    found
}

/// `base` with each of `keys` as it is in `other`.
///
/// # Errors
///
/// Where that is no sound scenario.
pub fn exchanged(
    base: &CheckedFile,
    other: &CheckedFile,
    keys: &[&KeyDifference],
) -> Result<CheckedFile, ScenarioFaults> {
    let (mut own, theirs) = (parsed(base), parsed(other));
    for key in keys {
        put(&mut own, &key.path, find(&theirs, &key.path));
    }
    read_text(&base.scenario.stem, &own.to_string(), &[])
}

/// A key under which a scenario states a number, or several that share it.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedNumber {
    path: Vec<String>,
    /// The dotted key.
    pub key: String,
    /// Its value as written.
    pub value: String,
}

/// The keys under which `file` as run states numbers, in the order of the registry: not those of the registry and of the built-in scenario.
#[must_use]
pub fn stated_numbers(file: &CheckedFile) -> Vec<StatedNumber> {
    let own = parsed(file);
    let mut found: Vec<StatedNumber> = Vec::new();
    let is_stated = |row: &&ParameterRow| row.basis != Basis::Default && !row.unit.is_empty();
    for row in file.scenario.parameters.iter().filter(is_stated) {
        let path: Vec<String> = row.given_by.split('.').map(str::to_owned).collect();
        let value = find(&own, &path).filter(|_| found.iter().all(|other| other.key != row.given_by));
        if let Some(value) = value {
            found.push(StatedNumber { path, key: row.given_by.clone(), value: bare(value).to_string() });
        }
    }
    found
}

/// `file` with `number` left out, so that it is what it is where nobody states it.
///
/// # Errors
///
/// Where that is no sound scenario.
pub fn left_out(file: &CheckedFile, number: &StatedNumber) -> Result<CheckedFile, ScenarioFaults> {
    let mut own = parsed(file);
    put(&mut own, &number.path, None);
    read_text(&file.scenario.stem, &own.to_string(), &[])
}

fn parsed(file: &CheckedFile) -> Table {
    file.flattened.parse().expect("a scenario as run is TOML")
}

fn walk(path: &mut Vec<String>, base: &Table, other: &Table, found: &mut Vec<KeyDifference>) {
    let mut keys: Vec<&String> = base.keys().chain(other.keys().filter(|key| !base.contains_key(*key))).collect();
    keys.sort();
    for key in keys.into_iter().filter(|key| !REMARKS.contains(&key.as_str())) {
        path.push(key.clone());
        match (base.get(key), other.get(key)) {
            (Some(Value::Table(base)), Some(Value::Table(other))) if is_structural(path) => {
                walk(path, base, other, found);
            }
            (base, other) if base.map(bare) != other.map(bare) => {
                let text = |value: Option<&Value>| value.map_or(String::new(), |value| bare(value).to_string());
                let (base, other) = (text(base), text(other));
                found.push(KeyDifference { path: path.clone(), key: path.join("."), base, other });
            }
            _ => {}
        }
        path.pop();
    }
}

/// A value without what it rests on.
fn bare(value: &Value) -> Value {
    let Value::Table(table) = value else { return value.clone() };
    let plain: Table = table
        .iter()
        .filter(|(key, _)| !REMARKS.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), bare(value)))
        .collect();
    match plain.get("value").filter(|_| plain.len() == 1) {
        Some(value) => value.clone(),
        None => Value::Table(plain),
    }
}

fn find<'a>(table: &'a Table, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = table.get(first)?;
    if rest.is_empty() { Some(value) } else { find(value.as_table()?, rest) }
}

fn put(table: &mut Table, path: &[String], value: Option<&Value>) {
    let Some((first, rest)) = path.split_first() else { return };
    if !rest.is_empty() {
        let inner = table.entry(first.clone()).or_insert_with(|| Value::Table(Table::new()));
        if let Some(inner) = inner.as_table_mut() {
            put(inner, rest, value);
        }
    } else if let Some(value) = value {
        table.insert(first.clone(), value.clone());
    } else {
        table.remove(first);
    }
}
