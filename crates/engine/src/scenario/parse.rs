//! From parsed TOML to a [`tree`](super::tree) in which everything has its place and what it rests on.

use super::diagnose::Diagnostic;
use super::diagnose::help;
use super::diagnose::{Diagnostics, Place};
use super::tree::{Item, Node, Provenance, Table, Value, is_structural};
use crate::domain::Basis;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the key `basis` accepts, each word with its meaning.
pub(super) fn bases() -> [(&'static str, &'static str); 4] {
    Basis::GIVEN.map(|basis| (basis.word(), basis.meaning()))
}

/// Keys that say what a value, or every value of a table, rests on.
pub(super) const PROVENANCE_KEYS: [&str; 3] = ["basis", "source", "origin"];

/// The tree of what the parser made of document `document`.
pub(super) fn tree(diagnostics: &mut Diagnostics, document: usize, root: &DeTable<'_>) -> Table {
    let mut reader = Reader { diagnostics, document, path: Vec::new(), at: None };
    reader.table(root, &Provenance::default()).0
}

/// Parses the value of a `--set`, which stands in document `document` from byte `offset` on.
pub(super) fn set_value(
    diagnostics: &mut Diagnostics,
    document: usize,
    offset: usize,
    path: &[String],
    value: &DeValue<'_>,
) -> Node {
    let span = 0..diagnostics.document(document).text.len() - offset;
    let mut reader = Reader { diagnostics, document, path: path.to_vec(), at: None };
    let mut node = reader.node(value, span, &Provenance::default());
    shift(&mut node, offset);
    node
}

/// A value that stands at `place`, where it may be spelled otherwise: all of it is said to stand there.
pub(super) fn foreign_value(
    diagnostics: &mut Diagnostics,
    place: &Place,
    path: &[String],
    value: &DeValue<'_>,
) -> Node {
    let mut reader = Reader { diagnostics, document: place.document, path: path.to_vec(), at: Some(place.clone()) };
    reader.node(value, 0..0, &Provenance::default())
}

fn shift(node: &mut Node, offset: usize) {
    let moved = |place: &mut Place| place.span = place.span.start + offset..place.span.end + offset;
    moved(&mut node.place);
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|item| shift(item, offset)),
        Value::Table(table) => {
            for item in table.values_mut() {
                moved(&mut item.key);
                shift(&mut item.node, offset);
            }
        }
        _ => {}
    }
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    document: usize,
    path: Vec<String>,
    /// Where everything is said to stand, in place of where it does.
    at: Option<Place>,
}

impl Reader<'_> {
    /// The entries of a table, without the keys of provenance, and what those say.
    fn table(&mut self, source: &DeTable<'_>, inherited: &Provenance) -> (Table, Provenance) {
        let provenance = self.provenance(source, inherited);
        let mut table = Table::new();
        for (key, value) in source {
            let name = key.get_ref().to_string();
            if PROVENANCE_KEYS.contains(&name.as_str()) {
                continue;
            }
            self.path.push(name.clone());
            let node = self.spanned(value, &provenance);
            self.path.pop();
            table.insert(name, Item { key: self.place(key.span()), node });
        }
        (table, provenance)
    }

    fn spanned(&mut self, value: &Spanned<DeValue<'_>>, inherited: &Provenance) -> Node {
        self.node(value.get_ref(), value.span(), inherited)
    }

    fn node(&mut self, value: &DeValue<'_>, span: std::ops::Range<usize>, inherited: &Provenance) -> Node {
        let place = self.place(span);
        let value = match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(whole) => Value::Number(integer(whole.as_str(), whole.radix())),
            DeValue::Float(float) => Value::Number(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(date) => Value::Date(*date),
            DeValue::Array(list) => Value::List(list.iter().map(|item| self.spanned(item, inherited)).collect()),
            DeValue::Table(table) => return self.inner_table(table, place, inherited),
        };
        Node { place, provenance: inherited.clone(), value }
    }

    /// What stands at the head of a file as its basis is said of the keys there, not of the tables below.
    fn inner_table(&mut self, table: &DeTable<'_>, place: Place, inherited: &Provenance) -> Node {
        let outermost = self.path.len() == 1 && is_structural(&self.path);
        let origin_only = Provenance { origin: inherited.origin.clone(), ..Provenance::default() };
        let (mut table, provenance) = self.table(table, if outermost { &origin_only } else { inherited });
        if is_structural(&self.path) || !table.contains_key("value") {
            return Node { place, provenance, value: Value::Table(table) };
        }
        let Item { node, .. } = table.remove("value").expect("the key was just seen");
        for (name, item) in table {
            let diagnostic = Diagnostic::new(self.path.join("."), format!("unknown key `{name}` beside `value`"));
            let help = help(&name, ["value", "basis", "source"], "known here");
            self.diagnostics.fault(&item.key, diagnostic.help(help));
        }
        Node { provenance, ..node }
    }

    /// What the keys of provenance in `source` say. Where a table or value gives either basis or
    /// source, it inherits neither: a source must not be ascribed to what it does not support.
    fn provenance(&mut self, source: &DeTable<'_>, inherited: &Provenance) -> Provenance {
        let basis = self.provenance_text(source, "basis");
        let source_text = self.provenance_text(source, "source");
        let origin = self.provenance_text(source, "origin").or_else(|| inherited.origin.clone());
        if basis.is_none() && source_text.is_none() {
            return Provenance { origin, ..inherited.clone() };
        }
        Provenance { basis, source: source_text, origin }
    }

    fn provenance_text(&mut self, source: &DeTable<'_>, name: &str) -> Option<String> {
        let (_, value) = source.iter().find(|(key, _)| key.get_ref() == name)?;
        let place = self.place(value.span());
        let key = if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path.join(".")) };
        let DeValue::String(text) = value.get_ref() else {
            self.diagnostics.fault(&place, Diagnostic::new(key, "not text").allowed("text in quotes"));
            return None;
        };
        let words = bases().map(|(word, _)| word);
        if name == "basis" && !words.contains(&&**text) {
            let diagnostic = Diagnostic::new(key, "unknown word").found(format!("\"{text}\""));
            self.diagnostics.fault(&place, diagnostic.help(help(text, words, "words")));
            return None;
        }
        Some(text.to_string())
    }

    fn place(&self, span: std::ops::Range<usize>) -> Place {
        self.at.clone().unwrap_or(Place { document: self.document, span })
    }
}

/// The number that digits of an integer spell; huge ones lose precision, as all numbers are floating point.
fn integer(digits: &str, radix: u32) -> f64 {
    i128::from_str_radix(digits, radix).map_or_else(|_| digits.parse().unwrap_or(f64::NAN), |whole| whole as f64)
}
