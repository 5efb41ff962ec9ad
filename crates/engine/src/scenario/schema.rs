//! JSON Schema of the scenario language, for editors that complete and check while one types.
//!
//! The schema knows tables, keys, kinds and ranges. References, relations and `extends` are left to
//! `detente check`.

use super::parse::{PROVENANCE_KEYS, bases};
use super::row;
use super::shape::SIDES;
use super::uncertain::FORMS;
use crate::parameter::registry::{Entry, Kind, Range, TableName, entries_of};
use serde_json::{Map, Value, json};

/// What an id looks like.
const ID: &str = "^[a-z][a-z0-9_]{0,39}$";

/// Names of definitions that are no tables of the language.
const DISTRIBUTION: &str = "distribution";
const DECLARED_RUNG: &str = "declared_rung";

/// The JSON Schema (draft 2020-12) of a scenario file.
#[must_use]
pub fn schema() -> Value {
    let mut root = keys(TableName::Root);
    for table in TableName::ALL.iter().filter(|table| table.is_top_level()) {
        root.insert(table.word().to_owned(), described(top_level(*table), table.meaning()));
    }
    let mut schema = closed(root);
    let head = schema.as_object_mut().expect("an object");
    head.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    head.insert("title".to_owned(), json!("detente scenario"));
    head.insert("$defs".to_owned(), Value::Object(definitions()));
    schema
}

/// What is used in more than one place: the keys of each table, and the forms of a distribution.
fn definitions() -> Map<String, Value> {
    let tables = TableName::ALL.iter().filter(|table| **table != TableName::Root);
    let mut all: Map<String, Value> = tables.map(|table| (table.word().to_owned(), closed(keys(*table)))).collect();
    let forms: Vec<Value> = FORMS
        .iter()
        .map(|form| {
            let parts = form.needed.iter().chain(form.optional).map(|key| ((*key).to_owned(), part(key)));
            described(with_provenance(parts.collect(), form.needed), form.meaning)
        })
        .collect();
    all.insert(DISTRIBUTION.to_owned(), json!({ "anyOf": forms }));
    all.insert(DECLARED_RUNG.to_owned(), declared_rung());
    all
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn top_level(table: TableName) -> Value {
    if table == TableName::Ladder {
        let mut own = keys(table);
        let defaults = |table: TableName, what: &str| described(reference(table.word()), what);
        own.insert("rung".to_owned(), defaults(TableName::Rung, "Defaults for every rung."));
        own.insert("concession".to_owned(), defaults(TableName::Concession, "Defaults for every concession."));
        return closed(own);
    }
    if !table.is_keyed() {
        return reference(table.word());
    }
    let none = json!({ "const": "none", "description": "Takes away what an extended file declares." });
    let one = reference(if table == TableName::Rung { DECLARED_RUNG } else { table.word() });
    let listed = json!({ "type": "array", "items": one });
    let keyed = json!({ "type": "object", "patternProperties": { ID: { "anyOf": [one, none] } }, "additionalProperties": false });
    if matches!(table, TableName::Observed | TableName::Correlated) {
        json!({ "anyOf": [listed, keyed] })
    } else {
        keyed
    }
}

/// A rung: its keys, and one table for each party that gives, by role or by the party's own id.
fn declared_rung() -> Value {
    let mut own = keys(TableName::Rung);
    own.extend(SIDES.map(|side| (side.to_owned(), reference(TableName::Concession.word()))));
    json!({ "type": "object", "properties": own, "patternProperties": { ID: true }, "additionalProperties": false })
}

fn keys(table: TableName) -> Map<String, Value> {
    let mut keys: Map<String, Value> = entries_of(table).map(|entry| (entry.key.to_owned(), key(entry))).collect();
    keys.extend(provenance());
    keys
}

/// The keys that may stand beside every value and at the foot of every table.
fn provenance() -> Map<String, Value> {
    let text = |meaning: &str| json!({ "type": "string", "description": meaning });
    let bases: Vec<&str> = bases().iter().map(|(word, _)| *word).collect();
    let values = [
        json!({ "enum": bases, "description": "What kind of knowledge the values rest on." }),
        text("Where the values come from."),
        text("The file in which the values were first written; detente writes it when it flattens a scenario."),
    ];
    PROVENANCE_KEYS.iter().map(|key| (*key).to_owned()).zip(values).collect()
}

fn key(entry: &Entry) -> Value {
    let plain = plain_value(entry);
    let mut forms = vec![plain.clone(), with_provenance(Map::from_iter([("value".to_owned(), plain)]), &["value"])];
    if let Some(spec) = entry.as_number() {
        if !spec.whole {
            forms.push(json!({ "type": "string", "pattern": "^ *[-+0-9.eE]+ to [-+0-9.eE]+ *$", "description": "A 90 % range." }));
        }
        if spec.optional {
            forms.push(json!({ "const": "none" }));
        }
        forms.push(reference(DISTRIBUTION));
    }
    let unit = if entry.unit.is_empty() { String::new() } else { format!(" Unit: {}.", entry.unit) };
    let text = format!(
        "{}{unit} Accepts: {}. Default: {}.",
        entry.question,
        row::range(entry),
        super::reference::default(entry)
    );
    described(json!({ "anyOf": forms }), &text)
}

/// A part of a distribution.
fn part(key: &str) -> Value {
    match key {
        "shape" => json!({ "enum": ["triangle", "pert"] }),
        "values" | "weights" => json!({ "type": "array", "items": { "type": "number" }, "minItems": 1 }),
        _ => json!({ "type": "number" }),
    }
}

fn plain_value(entry: &Entry) -> Value {
    match entry.kind {
        Kind::Number(spec) | Kind::Shorthand(spec) => number(spec.allowed, spec.whole),
        Kind::Setting(spec) => number(spec.allowed, spec.whole),
        Kind::Words(list, _) | Kind::Choice(list) => {
            let words: Vec<&str> = list().iter().map(|(word, _)| *word).collect();
            json!({ "enum": words })
        }
        Kind::Flag(_) => json!({ "type": "boolean" }),
        Kind::Text => json!({ "type": "string" }),
        // Editors hand TOML dates over as strings.
        Kind::Date => json!({ "type": "string" }),
        Kind::RungName => json!({ "type": "string" }),
        Kind::Party | Kind::Mover | Kind::Actor => json!({ "type": "string", "pattern": ID }),
        Kind::Keys => json!({ "type": "array", "items": { "type": "string" }, "minItems": 2, "uniqueItems": true }),
        Kind::Bodies | Kind::Rungs => {
            json!({ "type": "array", "items": { "type": "string", "pattern": ID }, "uniqueItems": true })
        }
    }
}

fn number(range: Range, whole: bool) -> Value {
    let kind = if whole { "integer" } else { "number" };
    if range.open {
        json!({ "type": kind, "exclusiveMinimum": range.low, "exclusiveMaximum": range.high })
    } else {
        json!({ "type": kind, "minimum": range.low, "maximum": range.high })
    }
}

fn with_provenance(mut keys: Map<String, Value>, required: &[&str]) -> Value {
    keys.extend(provenance());
    let mut table = closed(keys);
    table.as_object_mut().expect("an object").insert("required".to_owned(), json!(required));
    table
}

fn closed(properties: Map<String, Value>) -> Value {
    let properties = Value::Object(properties);
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn described(mut schema: Value, text: &str) -> Value {
    schema.as_object_mut().expect("an object").insert("description".to_owned(), json!(text));
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::registry::entries;

    #[test]
    fn every_key_stands_in_the_schema() {
        let schema = schema();
        for entry in entries() {
            let path = match entry.table {
                TableName::Root => format!("/properties/{}", entry.key),
                table => format!("/$defs/{}/properties/{}", table.word(), entry.key),
            };
            assert!(schema.pointer(&path).is_some_and(|key| key["anyOf"].is_array()), "{path}");
        }
    }
}
