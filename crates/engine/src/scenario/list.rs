//! Lists that lie beside scenarios: TOML of a fixed shape, read within the same limits and complained of in the same way.

use super::diagnose::Diagnostic;
use super::diagnose::syntax;
use super::diagnose::{Diagnostics, Place};
use super::source::Source;
use super::text;
use serde::de::DeserializeOwned;
use std::path::Path;

/// A list as read: the document that its places belong to, its text, and what it says.
pub struct ListFile<T> {
    /// Its number among the documents of the diagnostics.
    pub document: usize,
    /// Its text.
    pub text: String,
    /// What it says.
    pub content: T,
}

/// Reads the list at `path` of `source`. None where it cannot be read, is no TOML, or has a key that is unknown, absent or of
/// the wrong type: `diagnostics` then say so.
pub fn read<T: DeserializeOwned>(
    diagnostics: &mut Diagnostics,
    source: &dyn Source,
    path: &Path,
) -> Option<ListFile<T>> {
    let file = path.display().to_string();
    let read = text::of(source.bytes(path));
    let document = diagnostics.add(&file, &file, read.text.as_str());
    if let Some((at, diagnostic)) = read.fault {
        match at {
            Some(at) => diagnostics.fault(&Place { document, span: at..at + 1 }, diagnostic),
            None => diagnostics.whole(document, diagnostic),
        }
        return None;
    }
    parse(diagnostics, document, read.text)
}

/// The same for a list given as text, as if it stood at `path`.
pub fn read_text<T: DeserializeOwned>(diagnostics: &mut Diagnostics, path: &Path, text: String) -> Option<ListFile<T>> {
    let file = path.display().to_string();
    let document = diagnostics.add(&file, &file, text.as_str());
    parse(diagnostics, document, text)
}

fn parse<T: DeserializeOwned>(diagnostics: &mut Diagnostics, document: usize, text: String) -> Option<ListFile<T>> {
    let (_, errors) = toml::de::DeTable::parse_recoverable(&text);
    syntax::report(diagnostics, document, &text, &errors);
    if diagnostics.has_faults() {
        return None;
    }
    match toml::from_str(&text) {
        Ok(content) => Some(ListFile { document, text, content }),
        Err(error) => {
            let place = Place { document, span: error.span().unwrap_or(0..0) };
            diagnostics.fault(&place, Diagnostic::new("", error.message().to_owned()));
            None
        }
    }
}
