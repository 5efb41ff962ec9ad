//! Faults of a list that the makers keep, of claims or of cases: what its checkers share.

use detente_study::scenario::{Diagnostic, Diagnostics, Place, suggestion};
use std::ops::Range;
use toml::Spanned;

/// Where the faults of one list go.
pub(crate) struct ListFaults<'a> {
    diagnostics: &'a mut Diagnostics,
    document: usize,
}

impl<'a> ListFaults<'a> {
    /// Faults of the list that is `document` of `diagnostics`.
    pub(crate) fn new(diagnostics: &'a mut Diagnostics, document: usize) -> Self {
        Self { diagnostics, document }
    }

    /// Adds a fault.
    pub(crate) fn fault(&mut self, span: Range<usize>, diagnostic: Diagnostic) {
        self.diagnostics.fault(&Place { document: self.document, span }, diagnostic);
    }

    /// Adds a fault unless what is asked `holds`.
    pub(crate) fn require(&mut self, holds: bool, span: Range<usize>, key: &str, message: &str, allowed: &str) {
        if !holds {
            self.fault(span, Diagnostic::new(key, message).allowed(allowed));
        }
    }

    /// What `text` is as `read` has it; a word that it does not know is a fault, with the nearest of `words` proposed.
    pub(crate) fn word<'w, T>(
        &mut self,
        text: &Spanned<String>,
        read: impl Fn(&str) -> Option<T>,
        words: impl IntoIterator<Item = &'w str> + Clone,
        what: &str,
    ) -> Option<T> {
        let word = text.get_ref();
        let found = read(word);
        if found.is_none() {
            let diagnostic = Diagnostic::new("", "unknown word").found(format!("\"{word}\""));
            self.fault(text.span(), diagnostic.help(suggestion(word, words, what)));
        }
        found
    }
}
