//! A scenario as one text: everything merged, nothing to extend, readable again as the same scenario.

use super::diagnose::Diagnostics;
use super::parse::PROVENANCE_KEYS;
use super::tree::{Node, Provenance, Table, Value, is_structural};
use std::fmt::Write as _;

/// The text of the merged tree. What all values of a table rest on stands at its foot, except where
/// inner tables would take it over; elsewhere it stands beside each value. Values written in the file `own` need not say so.
pub(super) fn text(diagnostics: &Diagnostics, root: &Table, own: &str) -> String {
    let mut writer = Writer { diagnostics, own, out: String::new() };
    writer.table(root, &mut Vec::new());
    writer.out
}

struct Writer<'a> {
    diagnostics: &'a Diagnostics,
    own: &'a str,
    out: String,
}

impl Writer<'_> {
    fn table(&mut self, table: &Table, path: &mut Vec<String>) {
        let (tables, values): (Vec<_>, Vec<_>) =
            table.iter().partition(|(key, item)| item.node.table().is_some() && is_structural(&child(path, key)));
        if !path.is_empty() && (!values.is_empty() || tables.is_empty()) {
            let gap = if self.out.is_empty() { "" } else { "\n" };
            let _ = writeln!(self.out, "{gap}[{}]", path.join("."));
        }
        let nodes: Vec<&Node> = values.iter().map(|(_, item)| &item.node).collect();
        let foot = self.common(&nodes).filter(|_| !path.is_empty() && tables.is_empty()).unwrap_or_default();
        for (key, item) in &values {
            let own = self.provenance(&item.node);
            let value = if own == foot { value_text(&item.node.value) } else { beside(&item.node, &own) };
            let _ = writeln!(self.out, "{key} = {value}");
        }
        for line in lines(&foot) {
            let _ = writeln!(self.out, "{line}");
        }
        for (key, item) in tables {
            path.push(key.clone());
            if let Some(inner) = item.node.table() {
                self.table(inner, path);
            }
            path.pop();
        }
    }

    /// What all values of a table rest on, where they rest on the same.
    fn common(&self, values: &[&Node]) -> Option<Provenance> {
        let first = self.provenance(values.first()?);
        values.iter().all(|node| self.provenance(node) == first).then_some(first)
    }

    /// What a value rests on, its origin left out where it is this scenario's own file.
    fn provenance(&self, node: &Node) -> Provenance {
        let written = &self.diagnostics.document(node.place.document).origin;
        let origin = node.provenance.origin.as_ref().unwrap_or(written);
        Provenance { origin: Some(origin.clone()).filter(|origin| origin != self.own), ..node.provenance.clone() }
    }
}

fn child(path: &[String], key: &String) -> Vec<String> {
    [path, std::slice::from_ref(key)].concat()
}

/// What is said of a value or table, one key each.
fn lines(provenance: &Provenance) -> Vec<String> {
    let Provenance { basis, source, origin } = provenance;
    let texts = PROVENANCE_KEYS.iter().zip([basis, source, origin]);
    texts.filter_map(|(key, text)| text.as_ref().map(|text| format!("{key} = {}", quoted(text)))).collect()
}

/// A value with what it rests on beside it.
fn beside(node: &Node, own: &Provenance) -> String {
    let value = value_text(&node.value);
    let value = match &node.value {
        Value::Table(_) => value.trim_start_matches('{').trim_end_matches('}').trim().to_owned(),
        _ => format!("value = {value}"),
    };
    let parts: Vec<String> = std::iter::once(value).chain(lines(own)).collect();
    format!("{{ {} }}", parts.join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A value in TOML.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        // A zero has no sign: read again, `-0` would be 0.
        Value::Number(number) => (number + 0.0).to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => {
            let items: Vec<String> = list.iter().map(|node| value_text(&node.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let items: Vec<String> =
                table.iter().map(|(key, item)| format!("{key} = {}", value_text(&item.node.value))).collect();
            format!("{{ {} }}", items.join(", "))
        }
    }
}
