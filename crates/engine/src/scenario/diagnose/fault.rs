//! What is wrong with a scenario file, and where.

use crate::scenario::harmless::harmless;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The most faults that are kept: beyond them a file is not a scenario with slips but something else.
pub const MOST_FAULTS: usize = 1000;

/// The longest line that is shown, bytes. Of a longer one its number is told: a thousand faults in one line of a megabyte
/// would take minutes to show.
const LONGEST_LINE: usize = 4096;

/// The longest key, message, or quotation from a file in a message, characters.
const LONGEST_PART: usize = 1000;

/// One thing that is wrong, or worth a remark, with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file as it was named, or `--set`.
    pub file: String,
    /// Bytes of the file's text that are meant; `None` where the fault lies with the file as a whole.
    pub span: Option<Range<usize>>,
    /// Line of the span's start, from 1; 0 where there is no span.
    pub line: usize,
    /// Column of the span's start in characters, from 1; 0 where there is no span.
    pub column: usize,
    /// The dotted key, empty where none is concerned.
    pub key: String,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// What the file says, empty where that is plain from the text.
    pub found: String,
    /// What would be accepted, empty where nothing would.
    pub allowed: String,
    /// What to do, empty where there is nothing to say.
    pub help: String,
    text: Arc<str>,
}

/// How a fault is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Error,
    Warning,
}

impl Fault {
    /// The fault as text in the manner of a compiler: the line, a caret under what is meant, and help.
    /// `colour` adds terminal colours.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        self.render_as(Weight::Error, colour)
    }

    /// The same as a warning, for notes.
    #[must_use]
    pub fn render_note(&self, colour: bool) -> String {
        self.render_as(Weight::Warning, colour)
    }

    fn render_as(&self, weight: Weight, colour: bool) -> String {
        let title = if self.key.is_empty() { self.message.clone() } else { format!("{}: {}", self.key, self.message) };
        let level = if weight == Weight::Error { Level::ERROR } else { Level::WARNING };
        let label = self.label();
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let Some(span) = self.span.clone() else {
            return self.render_without_text(&renderer, level, &format!("{}: {title}", self.file), &label);
        };
        // A span lies in one line, and no other is shown.
        let whole = line_around(&self.text, span.start);
        if whole.len() > LONGEST_LINE {
            let place = format!("{}:{}:{}", self.file, self.line, self.column);
            return self.render_without_text(&renderer, level, &format!("{place}: {title}"), &label);
        }
        let text = shown(&self.text[whole.clone()]);
        let span = span.start - whole.start..span.end - whole.start;
        let snippet = Snippet::source(&*text).path(self.file.as_str()).line_start(self.line);
        let snippet = snippet.annotation(AnnotationKind::Primary.span(span).label(label));
        let mut group = level.primary_title(title).element(snippet);
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(self.help.as_str()));
        }
        renderer.render(&[group])
    }

    fn render_without_text(&self, renderer: &Renderer, level: Level<'_>, title: &str, label: &str) -> String {
        let mut group = level.primary_title(title).elements(Vec::<annotate_snippets::Message<'_>>::new());
        if !label.is_empty() {
            group = group.element(Level::NOTE.message(label.to_owned()));
        }
        if !self.help.is_empty() {
            group = group.element(Level::HELP.message(self.help.as_str()));
        }
        renderer.render(&[group])
    }

    fn label(&self) -> String {
        match (self.found.is_empty(), self.allowed.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("found {}", self.found),
            (true, false) => format!("allowed: {}", self.allowed),
            (false, false) => format!("found {}; allowed: {}", self.found, self.allowed),
        }
    }
}

/// Everything that is wrong with a scenario: at least one fault, in order of file and line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioFaults {
    faults: Vec<Fault>,
}

impl ScenarioFaults {
    /// These faults.
    #[must_use]
    pub fn new(faults: Vec<Fault>) -> Self {
        Self { faults }
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// All faults as text, with a count at the end. `colour` adds terminal colours.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let mut blocks: Vec<String> = self.faults.iter().map(|fault| fault.render(colour)).collect();
        let count = self.faults.len();
        let mut files: Vec<&str> = self.faults.iter().map(|fault| fault.file.as_str()).collect();
        files.dedup();
        let more = if count < MOST_FAULTS { "" } else { " (the first ones; there may be more)" };
        blocks.push(format!("{count} fault{}{more} in {}", if count == 1 { "" } else { "s" }, files.join(", ")));
        blocks.join("\n\n")
    }
}

impl fmt::Display for ScenarioFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for ScenarioFaults {}

/// A fault before it knows its place: filled in step by step where it is found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostic {
    key: String,
    message: String,
    found: String,
    allowed: String,
    help: String,
}

impl Diagnostic {
    /// A diagnostic about `key`; nothing else is said of it yet.
    pub fn new(key: impl Into<String>, message: impl Into<String>) -> Self {
        Self { key: key.into(), message: message.into(), ..Self::default() }
    }

    /// What was found there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = found.into();
        self
    }

    /// What is allowed there.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = allowed.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same about `key`.
    #[must_use]
    pub fn about(mut self, key: &str) -> Self {
        key.clone_into(&mut self.key);
        self
    }

    /// Whether it says what to do.
    pub(in crate::scenario) fn has_help(&self) -> bool {
        !self.help.is_empty()
    }

    /// The same under `key`; what is allowed is said unless the diagnostic says it already.
    pub(in crate::scenario) fn under(mut self, key: &str, allowed: &str) -> Self {
        key.clone_into(&mut self.key);
        if self.allowed.is_empty() {
            allowed.clone_into(&mut self.allowed);
        }
        self
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The fault in `file`, whose whole text is `text`.
    pub fn at(self, file: &str, text: &Arc<str>, span: Option<Range<usize>>) -> Fault {
        let span = span.map(|span| visible(text, span));
        let (line, column) = span.as_ref().map_or((0, 0), |span| position(text, span.start));
        let [key, message, found] = [self.key, self.message, self.found].map(|part| harmless(&shortened(part)));
        let [allowed, help] = [self.allowed, self.help].map(|part| harmless(&part));
        Fault { file: harmless(file), span, line, column, key, message, found, allowed, help, text: Arc::clone(text) }
    }
}

/// `part`, cut where it is longer than anybody reads.
fn shortened(mut part: String) -> String {
    if let Some((end, _)) = part.char_indices().nth(LONGEST_PART) {
        part.truncate(end);
        part.push_str(" ...");
    }
    part
}

/// The span cut to the text and to its first line, so that a caret always has something to stand under.
fn visible(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Only the span is searched: of a thousand faults in one line of a megabyte each would else cost the line.
    start..text[start..end].find(['\n', '\r']).map_or(end, |offset| start + offset)
}

/// `text` with marks of as many bytes for those control characters that the renderer lets through.
fn shown(text: &str) -> String {
    text.chars().map(|c| if ('\u{80}'..='\u{9f}').contains(&c) { '\u{bf}' } else { c }).collect()
}

/// Line and column (in characters) of a byte, both from 1.
fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line_ends = before.bytes().filter(|byte| *byte == b'\n').count();
    (line_ends + 1, before[line_start..].chars().count() + 1)
}

/// The line of `text` in which `byte` lies, with its end.
fn line_around(text: &str, byte: usize) -> Range<usize> {
    let start = text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
    start..text[byte..].find('\n').map_or(text.len(), |newline| byte + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_line_too_long_to_be_shown_the_place_is_told() {
        let text: Arc<str> = format!("a = 1\nb = [{}]\n", "7, ".repeat(LONGEST_LINE)).into();
        let shown = Diagnostic::new("b", "too long").help("cut it").at("f.toml", &text, Some(14..15)).render(false);
        assert!(shown.starts_with("error: f.toml:2:9: b: too long") && shown.contains("help: cut it"), "{shown}");
        assert!(shown.len() < 200);
    }

    #[test]
    fn a_fault_shows_line_caret_and_help() {
        let text: Arc<str> = "a = 1\r\nshare = 1.2\r\n".into();
        let diagnostic =
            Diagnostic::new("x.share", "out of range").found("1.2").allowed("0 to 1").help("write a share");
        let fault = diagnostic.at("f.toml", &text, Some(15..18));
        assert_eq!((fault.line, fault.column), (2, 9));
        let shown = fault.render(false);
        for part in
            ["error: x.share: out of range", "f.toml:2:9", "^^^ found 1.2; allowed: 0 to 1", "help: write a share"]
        {
            assert!(shown.contains(part), "{part} missing in\n{shown}");
        }
    }

    #[test]
    fn a_span_that_reaches_past_its_line_or_the_text_is_cut() {
        let text: Arc<str> = "a = [\n1,\n".into();
        assert_eq!(Diagnostic::default().at("f", &text, Some(4..9)).span, Some(4..5));
        assert_eq!(Diagnostic::default().at("f", &text, Some(40..50)).span, Some(9..9));
    }
}
