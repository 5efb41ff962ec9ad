//! Filling what a scenario leaves out altogether from the built-in one.

use super::diagnose::Diagnostics;
use super::document;
use super::tree::{Node, Table, Value, descend};
use crate::domain::Role;
use std::collections::BTreeMap;

/// The built-in scenario, in the scenario language.
const BUILT_IN: &str = include_str!("default.toml");

/// Takes the built-in scenario in as a document, which must be the first.
pub(super) fn built_in(diagnostics: &mut Diagnostics) -> Table {
    let document = diagnostics.add("built-in scenario", "default", BUILT_IN);
    document::read(diagnostics, document)
}

/// Adds to `root` every category of actors, and the ladder, that it does not mention.
pub(super) fn fill(root: &mut Table, mut built_in: Table, roles: &BTreeMap<String, Role>) {
    if root.contains_key("body")
        && let Some(objectors) = built_in.get_mut("objector").and_then(|item| item.node.table_mut())
    {
        let ear = first_body_of_sender(root, roles);
        objectors.values_mut().for_each(|item| hear_by(&mut item.node, ear.as_deref()));
    }
    if root.contains_key("rung") {
        built_in.remove("ladder");
    }
    let ladder = built_in.remove("ladder");
    for (category, item) in built_in {
        root.entry(category).or_insert(item);
    }
    let Some(default_ladder) = ladder else { return };
    match root.get_mut("ladder") {
        None => {
            root.insert("ladder".to_owned(), default_ladder);
        }
        Some(given) => {
            let order = descend(default_ladder.node.table().expect("a table"), &["order"]).expect("an order").clone();
            if let Some(given) = given.node.table_mut() {
                given.entry("order".to_owned()).or_insert(order);
            }
        }
    }
}

/// The first body, in order of ids, that belongs to the sender.
fn first_body_of_sender(root: &Table, roles: &BTreeMap<String, Role>) -> Option<String> {
    let bodies = root.get("body")?.node.table()?;
    let of_sender = |id: &&String| {
        let party = descend(bodies, &[id.as_str(), "party"]).and_then(|item| item.node.text());
        party.is_some_and(|party| party == Role::Sender.word() || roles.get(party) == Some(&Role::Sender))
    };
    bodies.keys().find(of_sender).cloned()
}

fn hear_by(objector: &mut Node, body: Option<&str>) {
    let Some(item) = objector.table_mut().and_then(|table| table.get_mut("heard_by")) else { return };
    let Value::List(list) = &mut item.node.value else { return };
    match (body, list.first_mut()) {
        (Some(body), Some(first)) => first.value = Value::Text(body.to_owned()),
        _ => list.clear(),
    }
}
