//! A scenario text as a tree of values that remember where they stand and what they rest on.
//!
//! Tables are ordered by key: the order of tables and keys in a file has no meaning.

use super::diagnose::Place;
use crate::parameter::registry::{TableName, find};
use std::collections::BTreeMap;

/// What a value rests on, as given beside it or at the foot of its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Provenance {
    /// One of the words of `basis`.
    pub(super) basis: Option<String>,
    /// Free text.
    pub(super) source: Option<String>,
    /// The file in which it was first written, where this text repeats it.
    pub(super) origin: Option<String>,
}

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) provenance: Provenance,
    pub(super) value: Value,
}

/// What a value says.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Flag(bool),
    Date(toml::value::Datetime),
    List(Vec<Node>),
    Table(Table),
}

/// A table by key.
pub(super) type Table = BTreeMap<String, Item>;

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Where the key stands.
    pub(super) key: Place,
    pub(super) node: Node,
}

impl Node {
    /// The table, if the value is one.
    pub(super) fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// The table to change, if the value is one.
    pub(super) fn table_mut(&mut self) -> Option<&mut Table> {
        if let Value::Table(table) = &mut self.value { Some(table) } else { None }
    }

    /// The text, if the value is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The kind of the value in words.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "text",
            Value::Number(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Follows a path of keys through tables.
pub(super) fn descend<'a>(root: &'a Table, path: &[&str]) -> Option<&'a Item> {
    let (first, rest) = path.split_first()?;
    let item = root.get(*first)?;
    if rest.is_empty() { Some(item) } else { descend(item.node.table()?, rest) }
}

/// Whether a table at `path` is one of the language's tables (merged key by key) rather than a value
/// that happens to be spelled as a table, such as a distribution (replaced whole).
pub(super) fn is_structural(path: &[String]) -> bool {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [] => true,
        [top] => find(TableName::Root, top).is_none(),
        ["ladder", inner] => matches!(*inner, "rung" | "concession"),
        [top, _] => TableName::at_top(top).is_some_and(TableName::is_keyed),
        ["rung", _, side] => find(TableName::Rung, side).is_none(),
        _ => false,
    }
}
