//! `--set KEY=VALUE`: a layer of one key on top of all files.

use super::diagnose::Diagnostic;
use super::diagnose::missing_quotes;
use super::diagnose::notation::{DECIMALS_IN_LIST, is_decimal_comma};
use super::diagnose::{Diagnostics, Place};
use super::parse::{PROVENANCE_KEYS, bases};
use super::reach::table_of;
use super::tree::{Item, Node, Provenance, Table, Value, is_structural};
use super::{date, parse};
use crate::parameter::registry::{Circumstance, Entry, entries_of, find};
use toml::de::DeValue;

/// Most parts of a dotted key; the language has none with half as many. Tables nest as deep.
const MOST_PARTS: usize = 12;

/// The layer that one `--set` makes, or `None` with a fault in `diagnostics`.
pub(super) fn layer(diagnostics: &mut Diagnostics, argument: &str) -> Option<Table> {
    let document = diagnostics.add_override("--set", "--set", argument);
    let whole = Place { document, span: 0..argument.len() };
    let Some((key, value)) = argument.split_once('=') else {
        let diagnostic = Diagnostic::new("", "not of the form KEY=VALUE").found(argument);
        diagnostics.fault(&whole, diagnostic.help("write for instance --set party.iran.trustworthy=0.4"));
        return None;
    };
    let path: Vec<String> = key.split('.').map(|part| part.trim().to_owned()).collect();
    if !is_key(&path) {
        let diagnostic = Diagnostic::new("", "not a dotted key").found(key);
        diagnostics.fault(&Place { document, span: 0..key.len() }, diagnostic.allowed("words joined by points"));
        return None;
    }
    if let Some(diagnostic) = not_set_by_itself(&path, value) {
        diagnostics.fault(&whole, diagnostic);
        return None;
    }
    let node = value_node(diagnostics, document, key.len() + 1, &path, value)?;
    Some(nest(&path, node, &Place { document, span: 0..key.len() }))
}

fn value_node(
    diagnostics: &mut Diagnostics,
    document: usize,
    offset: usize,
    path: &[String],
    text: &str,
) -> Option<Node> {
    let place = Place { document, span: offset..offset + text.len() };
    let key = path.join(".");
    let trimmed = text.trim();
    if let Ok(value) = DeValue::parse(trimmed) {
        let offset = offset + text.len() - text.trim_start().len();
        return Some(parse::set_value(diagnostics, document, offset, path, value.get_ref()));
    }
    // A number or a day with a slip is left to whoever reads the key, who knows what is allowed.
    let is_word = |c: char| c.is_alphanumeric() || " _-.+:/%".contains(c);
    let is_range = || trimmed.contains(" to ") && trimmed.chars().all(|c| is_word(c) || c == ',');
    let is_slip = || is_decimal_comma(trimmed) || is_range() || date::help(trimmed).is_some();
    if !trimmed.is_empty() && (trimmed.chars().all(is_word) || is_slip()) {
        let value = Value::Text(trimmed.to_owned());
        return Some(Node { place, provenance: Provenance::default(), value });
    }
    let help = missing_quotes::help(path, trimmed);
    let diagnostic = Diagnostic::new(key, "not a value")
        .found(if trimmed.is_empty() { "nothing" } else { trimmed })
        .allowed("a number, a word, \"0.1 to 0.3\", [\"a\", \"b\"] or { low = 1, mode = 2, high = 3 }");
    let has_zero_behind_comma =
        trimmed.as_bytes().windows(4).any(|at| matches!(at, [b'0'..=b'9', b',', b'0', b'0'..=b'9']));
    let help = help.or_else(|| has_zero_behind_comma.then(|| DECIMALS_IN_LIST.to_owned()));
    diagnostics.fault(&place, diagnostic.help(help.unwrap_or_default()));
    None
}

/// What is wrong with setting the key `path` by itself to `text`; none where it can be set.
pub(super) fn not_set_by_itself(path: &[String], text: &str) -> Option<Diagnostic> {
    let (last, above) = path.split_last()?;
    if path == ["extends"] {
        return Some(Diagnostic::new("extends", "can only stand in a file"));
    }
    if !PROVENANCE_KEYS.contains(&last.as_str()) {
        return None;
    }
    let text = text.trim().trim_matches('"');
    let is_word = last != "basis" || bases().iter().any(|(word, _)| *word == text);
    let text = toml::Value::String(if is_word { text } else { "press" }.to_owned());
    let (key, value) = example(above);
    let help = format!("write it beside a value: {key}={{ value = {value}, {last} = {text} }}");
    Some(Diagnostic::new(path.join("."), "says what a value rests on, and is no value itself").help(help))
}

/// A number that can be set, with its default: the one at `path`, else one of the table at `path`, else one of any scenario.
fn example(path: &[String]) -> (String, f64) {
    let number = |entry: &Entry| {
        let value = entry.as_number()?.default.value(&Circumstance::PLAIN);
        value.is_finite().then_some(value)
    };
    let own = path.last().and_then(|key| find(table_of(path)?, key)).and_then(number);
    if let Some(value) = own {
        return (path.join("."), value);
    }
    let within = |key: &str| [path, &[key.to_owned()]].concat();
    let table = table_of(&within("")).filter(|_| is_structural(path) && !path.is_empty());
    let of_table = table.into_iter().flat_map(entries_of).find_map(|entry| Some((entry.key, number(entry)?)));
    match of_table {
        Some((key, value)) => (within(key).join("."), value),
        None => ("messaging.ambiguity".to_owned(), 0.3),
    }
}

/// Whether the parts of a dotted key could be those of one.
pub(super) fn is_key(path: &[String]) -> bool {
    let well_formed = |part: &String| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    path.len() <= MOST_PARTS && path.iter().all(well_formed)
}

/// A table that holds nothing but `node` under the key `path`.
pub(super) fn nest(path: &[String], node: Node, key: &Place) -> Table {
    let (first, rest) = path.split_first().expect("a dotted key has a part");
    let node = if rest.is_empty() {
        node
    } else {
        let value = Value::Table(nest(rest, node, key));
        Node { place: key.clone(), provenance: Provenance::default(), value }
    };
    Table::from([(first.clone(), Item { key: key.clone(), node })])
}
