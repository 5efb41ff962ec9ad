//! Values that are laid on top of a scenario's files from a text of another kind, such as a table out of a spreadsheet.

use super::diagnose::Diagnostic;
use super::diagnose::help;
use super::diagnose::notation::is_decimal_comma;
use super::diagnose::{Diagnostics, Place};
use super::set::{is_key, nest, not_set_by_itself};
use super::tree::{Node, Provenance, Table, Value};
use super::{harmless, parse};
use crate::parameter::registry::{self, Entry};
use std::ops::Range;
use std::sync::Arc;
use toml::de::DeValue;

/// A text and the values that are taken from it.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// How messages name the text.
    pub name: String,
    /// How `parameters.csv` names it.
    pub origin: String,
    /// The text itself, in which messages point.
    pub text: Arc<str>,
    /// The values.
    pub values: Vec<OverlayValue>,
}

/// One value of an [`Overlay`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayValue {
    /// The dotted key that it is for.
    pub key: String,
    /// Where the key stands in the text, in bytes.
    pub key_span: Range<usize>,
    /// The value, written as after `--set KEY=`.
    pub value: String,
    /// Where it stands, in bytes; it may be spelled otherwise there.
    pub span: Range<usize>,
    /// What it rests on, where that is said.
    pub basis: Option<String>,
    /// Where that stands, in bytes; where the value does unless it is said.
    pub basis_span: Option<Range<usize>>,
    /// The source, where one is given.
    pub source: Option<String>,
}

/// The text that is meant by `value` where text is asked for: what stands between its quotes, if it has any.
#[must_use]
pub fn bare_text(value: &str) -> String {
    let parsed = DeValue::parse(value.trim()).ok();
    let quoted = parsed.as_ref().and_then(|parsed| parsed.get_ref().as_str());
    quoted.unwrap_or(value).to_owned()
}

/// The layers that an overlay makes, one for each value that could be read.
pub(super) fn layers(diagnostics: &mut Diagnostics, overlay: &Overlay) -> Vec<Table> {
    let document = diagnostics.add_override(&overlay.name, &overlay.origin, Arc::clone(&overlay.text));
    overlay.values.iter().filter_map(|value| layer(diagnostics, document, value)).collect()
}

impl Overlay {
    /// One value as it is written on the command line behind `option`.
    #[must_use]
    pub fn of_option(option: &str, key: &str, value: &str) -> Self {
        let text = format!("{key}={value}");
        let values = vec![OverlayValue {
            key: key.to_owned(),
            key_span: 0..key.len(),
            value: value.to_owned(),
            span: key.len() + 1..text.len(),
            basis: None,
            basis_span: None,
            source: None,
        }];
        Self { name: option.to_owned(), origin: option.to_owned(), text: text.into(), values }
    }
}

fn layer(diagnostics: &mut Diagnostics, document: usize, value: &OverlayValue) -> Option<Table> {
    let place = |span: &Range<usize>| Place { document, span: span.clone() };
    let path: Vec<String> = value.key.split('.').map(|part| part.trim().to_owned()).collect();
    if !is_key(&path) || path == ["extends"] {
        let diagnostic = Diagnostic::new("", "not a key that can be set").found(value.key.as_str());
        diagnostics
            .fault(&place(&value.key_span), diagnostic.allowed("words joined by points, such as messaging.ambiguity"));
        return None;
    }
    if let Some(diagnostic) = not_set_by_itself(&path, &value.value) {
        diagnostics.fault(&place(&value.key_span), diagnostic);
        return None;
    }
    let node = node(diagnostics, &path, value, &place(&value.span))?;
    Some(nest(&path, node, &place(&value.key_span)))
}

fn node(diagnostics: &mut Diagnostics, path: &[String], value: &OverlayValue, place: &Place) -> Option<Node> {
    let trimmed = value.value.trim();
    // Where text is asked for, a cell holds text, whatever else it could be: a title may be 010, 1,5 or true.
    let holds_text = registry::at(&path.iter().map(String::as_str).collect::<Vec<_>>()).is_some_and(Entry::holds_text);
    if !holds_text && is_decimal_comma(trimmed) {
        let help = format!(
            "write {}; a table with semicolons between its cells may have decimal commas",
            trimmed.replace(',', ".")
        );
        diagnostics.fault(place, Diagnostic::new(path.join("."), "a decimal comma").found(trimmed).help(help));
        return None;
    }
    if trimmed.chars().any(harmless::is_control) {
        diagnostics.fault(place, Diagnostic::new(path.join("."), "holds a line break or another control character"));
        return None;
    }
    let mut node = match DeValue::parse(trimmed) {
        Ok(parsed) if !holds_text || parsed.get_ref().is_str() || parsed.get_ref().is_table() => {
            parse::foreign_value(diagnostics, place, path, parsed.get_ref())
        }
        _ => Node { place: place.clone(), provenance: Provenance::default(), value: Value::Text(trimmed.to_owned()) },
    };
    let words = parse::bases().map(|(word, _)| word);
    if let Some(basis) = value.basis.as_deref().filter(|basis| !words.contains(basis)) {
        let diagnostic = Diagnostic::new(format!("{}.basis", path.join(".")), "unknown word").found(basis);
        let span = value.basis_span.clone().unwrap_or_else(|| place.span.clone());
        diagnostics.fault(&Place { document: place.document, span }, diagnostic.help(help(basis, words, "words")));
    }
    if value.basis.is_some() || value.source.is_some() {
        node.provenance = Provenance { basis: value.basis.clone(), source: value.source.clone(), origin: None };
    }
    Some(node)
}
