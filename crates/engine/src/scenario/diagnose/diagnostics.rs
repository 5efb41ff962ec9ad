//! The texts that are being read, and what was found wrong with them so far.

use super::fault::{Diagnostic, Fault, MOST_FAULTS, ScenarioFaults};
use std::ops::Range;
use std::sync::Arc;

/// A stretch of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Position among the documents of the diagnostics.
    pub document: usize,
    /// Bytes of its text.
    pub span: Range<usize>,
}

/// One text that contributes to a scenario: the built-in one, a file, or a `--set`.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Document {
    /// How messages name it.
    pub(in crate::scenario) name: String,
    /// How `parameters.csv` names it: `default`, `--set`, or a file name without its folders.
    pub(in crate::scenario) origin: String,
    /// The text.
    pub(in crate::scenario) text: Arc<str>,
    /// Position in the order of precedence: a higher rank overrides a lower one.
    pub(in crate::scenario) rank: usize,
    /// Whether it is laid over files key by key, and has no tables with headers.
    pub(in crate::scenario) is_override: bool,
    /// Spans of syntax faults.
    damage: Vec<Range<usize>>,
}

/// Documents, faults and notes.
#[derive(Debug, Default)]
pub struct Diagnostics {
    documents: Vec<Document>,
    faults: Vec<(usize, Fault)>,
    notes: Vec<(usize, Fault)>,
    misleading: bool,
}

impl Diagnostics {
    /// Takes a document in and says which number it has.
    pub fn add(&mut self, name: &str, origin: &str, text: impl Into<Arc<str>>) -> usize {
        let document = Document {
            name: name.to_owned(),
            origin: origin.to_owned(),
            text: text.into(),
            rank: self.documents.len(),
            is_override: false,
            damage: Vec::new(),
        };
        self.documents.push(document);
        self.documents.len() - 1
    }

    /// The same for a text that is laid over files key by key, such as a `--set`.
    pub(in crate::scenario) fn add_override(&mut self, name: &str, origin: &str, text: impl Into<Arc<str>>) -> usize {
        let document = self.add(name, origin, text);
        self.documents[document].is_override = true;
        document
    }

    pub(in crate::scenario) fn document(&self, index: usize) -> &Document {
        &self.documents[index]
    }

    pub(in crate::scenario) fn set_rank(&mut self, index: usize, rank: usize) {
        self.documents[index].rank = rank;
    }

    /// The rank of the document that `place` is in.
    pub(in crate::scenario) fn rank(&self, place: &Place) -> usize {
        self.documents[place.document].rank
    }

    /// A fault of syntax: what it damages is not judged any further.
    pub(in crate::scenario) fn syntax(&mut self, place: &Place, diagnostic: Diagnostic) {
        let line = self.line(place);
        let header = self.documents[place.document].text[line.clone()].trim_start().starts_with('[');
        self.misleading |= header;
        if self.documents[place.document].damage.iter().all(|other| self.line_of(place.document, other) != line) {
            self.record(place, diagnostic);
        }
        self.documents[place.document].damage.push(place.span.clone());
    }

    /// A fault at `place`, unless a fault of syntax in the same line explains it.
    pub fn fault(&mut self, place: &Place, diagnostic: Diagnostic) {
        if self.is_full() {
            return;
        }
        let line = self.line(place);
        let document = &self.documents[place.document];
        if document.damage.iter().all(|span| self.line_of(place.document, span) != line) {
            self.record(place, diagnostic);
        }
    }

    /// Something that should be there and is not, unless it may only have been lost to a fault of syntax.
    pub(in crate::scenario) fn missing(&mut self, place: &Place, diagnostic: Diagnostic) {
        if self.documents.iter().all(|document| document.damage.is_empty()) {
            self.record(place, diagnostic);
        }
    }

    /// A fault of a document as a whole.
    pub fn whole(&mut self, document: usize, diagnostic: Diagnostic) {
        let fault = diagnostic.at(&self.documents[document].name, &self.documents[document].text, None);
        self.faults.push((document, fault));
    }

    /// A remark that stops nothing.
    pub(in crate::scenario) fn note(&mut self, place: &Place, diagnostic: Diagnostic) {
        let document = &self.documents[place.document];
        let fault = diagnostic.at(&document.name, &document.text, Some(place.span.clone()));
        if !self.notes.iter().any(|(_, other)| *other == fault) {
            self.notes.push((place.document, fault));
        }
    }

    /// Whether a broken table header makes the meaning of what follows it a guess.
    pub(in crate::scenario) fn is_misleading(&self) -> bool {
        self.misleading
    }

    /// Whether further faults are no longer kept.
    pub(in crate::scenario) fn is_full(&self) -> bool {
        self.faults.len() >= MOST_FAULTS
    }

    /// Whether anything stops the scenario from being used.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// All faults, in order of document and place.
    pub fn into_faults(self) -> ScenarioFaults {
        ScenarioFaults::new(in_order(self.faults))
    }

    /// All notes, in order of document and place.
    pub(in crate::scenario) fn into_notes(self) -> Vec<Fault> {
        in_order(self.notes)
    }

    fn record(&mut self, place: &Place, diagnostic: Diagnostic) {
        if self.is_full() {
            return;
        }
        let document = &self.documents[place.document];
        let fault = diagnostic.at(&document.name, &document.text, Some(place.span.clone()));
        if !self.faults.iter().any(|(_, other)| *other == fault) {
            self.faults.push((place.document, fault));
        }
    }

    fn line(&self, place: &Place) -> Range<usize> {
        self.line_of(place.document, &place.span)
    }

    fn line_of(&self, document: usize, span: &Range<usize>) -> Range<usize> {
        let text = &self.documents[document].text;
        let start = span.start.min(text.len());
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = text[start..].find('\n').map_or(text.len(), |offset| start + offset);
        first..last
    }
}

fn in_order(mut faults: Vec<(usize, Fault)>) -> Vec<Fault> {
    faults.sort_by_key(|(document, fault)| (*document, fault.span.as_ref().map(|span| span.start)));
    faults.into_iter().map(|(_, fault)| fault).collect()
}
