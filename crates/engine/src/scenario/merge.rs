//! Putting layers on top of each other.
//!
//! Tables of the language are merged key by key; everything else, a distribution spelled as a table
//! included, is replaced whole. The word `none` in place of an actor or a rung takes it away.

use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::tree::{Table, descend, is_structural};
use crate::domain::Role;
use crate::parameter::registry::{TableName, find};
use std::collections::{BTreeMap, BTreeSet};

/// Lays `over` on top of `under`.
pub(super) fn lay(diagnostics: &mut Diagnostics, under: &mut Table, over: Table) {
    super::list_ids::remark_on_replaced(diagnostics, under, &over);
    lay_at(under, over, &mut Vec::new());
    super::list_ids::name(under);
}

fn lay_at(under: &mut Table, over: Table, path: &mut Vec<String>) {
    for (key, mut item) in over {
        path.push(key.clone());
        let merges = is_structural(path);
        match under.get_mut(&key).filter(|_| merges).and_then(|below| below.node.table_mut()) {
            Some(below) if item.node.table().is_some() => {
                let above = std::mem::take(item.node.table_mut().expect("just seen to be a table"));
                lay_at(below, above, path);
            }
            _ => {
                under.insert(key, item);
            }
        }
        path.pop();
    }
}

/// Which role each party id has, as far as the layers say. Of two parties the one whose role cannot be told has the role that the other
/// leaves: its own fault is reported, and its mentions elsewhere are no further ones.
pub(super) fn party_roles<'a>(layers: impl Iterator<Item = &'a Table>) -> BTreeMap<String, Role> {
    let mut said: BTreeMap<&String, Option<Role>> = BTreeMap::new();
    for layer in layers {
        let Some(parties) = layer.get("party").and_then(|item| item.node.table()) else { continue };
        for id in parties.keys() {
            let role = descend(parties, &[id, "role"]).and_then(|item| item.node.text()).and_then(Role::from_word);
            let known = said.entry(id).or_default();
            *known = role.or(*known);
        }
    }
    let are_two = said.len() == Role::ALL.len();
    let mut roles: BTreeMap<String, Role> = BTreeMap::new();
    for (id, role) in said.iter().filter_map(|(id, role)| Some((*id, (*role)?))) {
        let is_taken = are_two && roles.values().any(|own| *own == role);
        roles.insert(id.clone(), if is_taken { role.other() } else { role });
    }
    for id in said.keys().filter(|_| are_two) {
        let left = Role::ALL.iter().find(|role| !roles.values().any(|own| own == *role));
        if let Some(role) = left.filter(|_| !roles.contains_key(*id)) {
            roles.insert((*id).clone(), *role);
        }
    }
    roles
}

/// Names what a party gives on a rung after its role, so that layers that name it differently meet.
pub(super) fn name_sides(diagnostics: &mut Diagnostics, layer: &mut Table, roles: &BTreeMap<String, Role>) {
    let Some(rungs) = layer.get_mut("rung").and_then(|item| item.node.table_mut()) else { return };
    for (id, rung) in rungs {
        let Some(rung) = rung.node.table_mut() else { continue };
        for (party, role) in roles {
            if find(TableName::Rung, party).is_some() {
                continue;
            }
            let Some(item) = rung.remove(party) else { continue };
            if let Some(other) = rung.insert(role.word().to_owned(), item.clone())
                && other.key != item.key
            {
                let diagnostic = Diagnostic::new(format!("rung.{id}.{party}"), "given twice, by id and by role");
                diagnostics.fault(&item.key, diagnostic.help("keep one of the two tables"));
            }
        }
    }
}

/// Takes away the actors and rungs that are spelled `none`, and every mention of them in lists.
pub(super) fn remove_none(root: &mut Table) {
    let removable = TableName::ALL.iter().filter(|table| table.is_keyed() && **table != TableName::Party);
    for category in removable.map(|table| table.word()) {
        let Some(item) = root.get_mut(category) else { continue };
        if item.node.text() == Some("none") {
            item.node.value = super::tree::Value::Table(Table::new());
        }
        let Some(entities) = item.node.table_mut() else { continue };
        let gone: BTreeSet<String> =
            entities.iter().filter(|(_, item)| item.node.text() == Some("none")).map(|(id, _)| id.clone()).collect();
        entities.retain(|id, _| !gone.contains(id));
        if category == "body" {
            unlist(root, &["rung", "*", "needs"], &gone);
            unlist(root, &["ladder", "rung", "needs"], &gone);
            unlist(root, &["objector", "*", "heard_by"], &gone);
        }
        if category == "rung" {
            unlist(root, &["ladder", "order"], &gone);
            unlist(root, &["rung", "*", "requires"], &gone);
            unlist(root, &["ladder", "rung", "requires"], &gone);
        }
    }
}

fn unlist(table: &mut Table, path: &[&str], gone: &BTreeSet<String>) {
    let Some((first, rest)) = path.split_first() else { return };
    for (key, item) in table.iter_mut() {
        if *first != "*" && key != first {
            continue;
        }
        match &mut item.node.value {
            super::tree::Value::Table(inner) => unlist(inner, rest, gone),
            super::tree::Value::List(list) if rest.is_empty() => {
                list.retain(|node| node.text().is_none_or(|id| !gone.contains(id)));
            }
            _ => {}
        }
    }
}
