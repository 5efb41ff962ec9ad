//! Text that may hold anything, made fit to be shown.

/// Whether `c` moves the cursor, ends a line, or turns the direction of what follows (Unicode's bidirectional
/// embeddings, overrides and isolates): a text with these is not read as it is written.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with a question mark for everything but line breaks that a terminal would obey: names of files and words of
/// foreign files may hold anything.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_control(c) && c != '\n' { '?' } else { c }).collect()
}
