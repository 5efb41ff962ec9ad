//! Ids that cannot stay as they are: `[party.India]`, and parties that are called by their role. What is meant is said, and
//! everything else is read as if it had been written so: one slip makes one fault, and nobody is sent to a wrong id.

use super::diagnostics::Diagnostics;
use super::fault::Diagnostic;
use crate::domain::Role;
use crate::parameter::registry::TableName;
use crate::scenario::shape::{form_of_ids, is_id, is_taken};
use crate::scenario::tree::{Item, Table};
use std::collections::BTreeMap;

/// Gives the actors and rungs of `layer` the ids that their names must mean. `is_file` says whether they have headers.
pub(in crate::scenario) fn correct(diagnostics: &mut Diagnostics, layer: &mut Table, is_file: bool) {
    for (top, item) in layer.iter_mut() {
        let Some(table) = TableName::at_top(top).filter(|table| table.is_keyed()) else { continue };
        let Some(actors) = item.node.table_mut() else { continue };
        let ids: Vec<String> = actors.keys().filter(|id| !is_id(id)).cloned().collect();
        for id in ids {
            let Some(meant) = proper(&id).filter(|meant| !actors.contains_key(meant)) else { continue };
            if table == TableName::Party && is_taken(&meant) {
                continue;
            }
            let Some(actor) = actors.remove(&id) else { continue };
            let diagnostic = Diagnostic::new(format!("{top}.{id}"), "not an id").found(id).allowed(form_of_ids());
            diagnostics.fault(&actor.key, diagnostic.help(format!("write {}", name(top, &meant, is_file))));
            actors.insert(meant, actor);
        }
    }
}

/// Takes the tables of parties that are called by their role out of `layer`, where `roles` knows a party that has it.
pub(in crate::scenario) fn refuse_roles(
    diagnostics: &mut Diagnostics,
    layer: &mut Table,
    roles: &BTreeMap<String, Role>,
    is_file: bool,
) {
    let Some(parties) = layer.get_mut("party").and_then(|item| item.node.table_mut()) else { return };
    for role in Role::ALL {
        let named = roles.iter().find(|(id, own)| **own == *role && *id != role.word());
        let is_new = |item: &Item| item.node.table().is_some_and(|table| table.contains_key("role"));
        let Some((id, _)) = named.filter(|_| parties.get(role.word()).is_some_and(|item| !is_new(item))) else {
            continue;
        };
        let Some(item) = parties.remove(role.word()) else { continue };
        let diagnostic = Diagnostic::new(format!("party.{}", role.word()), "a role, not the id of a party");
        let help = format!(
            "keys name parties by their ids: write {}, which is the {}",
            name("party", id, is_file),
            role.word()
        );
        diagnostics.fault(&item.key, diagnostic.help(help));
    }
    if parties.is_empty() {
        layer.remove("party");
    }
}

/// How the table of `id` is named in a file, or in a dotted key.
fn name(top: &str, id: &str, is_file: bool) -> String {
    if is_file { format!("[{top}.{id}]") } else { format!("{top}.{id}") }
}

/// The id that `name` must mean: small letters, `_` for what parts words.
fn proper(name: &str) -> Option<String> {
    let mut id = String::new();
    for letter in name.trim().to_lowercase().chars() {
        match letter {
            ' ' | '-' | '.' | '/' => id.push('_'),
            other => id.push(other),
        }
    }
    is_id(&id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_where_nothing_has_to_be_guessed() {
        for (name, id) in [("India", "india"), ("Saudi Arabia", "saudi_arabia"), ("step-1", "step_1")] {
            assert_eq!(proper(name).as_deref(), Some(id));
        }
        for none in ["", "1st", "T\u{fc}rkei", "\u{418}\u{440}\u{430}\u{43d}", "a+b", &"R".repeat(41)] {
            assert_eq!(proper(none), None, "{none}");
        }
    }
}
