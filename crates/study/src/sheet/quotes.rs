//! Quotes between cells that are none of a spreadsheet's: CSV lets them pass, and reads something that nobody wrote.
//!
//! A cell in quotes may hold what parts cells, line breaks and, written twice, quotes. So a quote too many takes in all that follows
//! up to the next one, rows and all. Refused are a quote that is never closed, one within a cell that does not begin with it, one
//! after spaces, text after a closing quote, and a cell of several lines that can be read as the rows they seem to be. A list such
//! as `["knesset"]` may stand in a cell of its own without quotes around it: its quotes are its own. What spreadsheets save is
//! none of these: they put every cell with a quote or a line break in quotes. A cell of several lines is taken as it is where one of
//! its lines could be no row, as in a source `Interview, Zürich⏎by phone`.

use super::decimal;
use super::holds::{Columns, Holds};
use super::model::{Cell, Head, Row, letters};
use crate::scenario::{Diagnostic, Fault, MOST_FAULTS};
use detente_engine::parameter::registry;
use std::ops::Range;
use std::sync::Arc;

/// Signs of a cell that are shown.
const MOST_SIGNS: usize = 40;
/// Lines of one cell that are looked at.
const MOST_LINES: usize = 100;

/// A text with cells, being read.
struct Scan<'a> {
    name: &'a str,
    text: &'a Arc<str>,
    delimiter: u8,
    columns: Columns,
    width: usize,
    header_row: usize,
    row: usize,
    column: usize,
    /// The last row with a fault: what follows in it follows from that.
    refused: Option<usize>,
    faults: Vec<Fault>,
}

/// Refuses the table in `text`, which messages call `name`, where quotes make something else of its cells than they seem to be.
/// `header` are its first cells; `own` says what its columns hold, where they are not keys.
///
/// # Errors
///
/// All such cells with row and column; after a quote that is never closed there are no others.
pub(super) fn check(
    name: &str,
    text: &Arc<str>,
    header: &[Cell],
    head: &Head,
    own: Option<fn(&str) -> Holds>,
) -> Result<(), Vec<Fault>> {
    let header: Vec<Cell> =
        header.iter().map(|cell| Cell { text: decimal::plain(&cell.text), span: cell.span.clone() }).collect();
    let (columns, width) = (Columns::of(&header, own), header.len());
    let (delimiter, row) = (head.delimiter, head.row);
    let mut scan = Scan {
        name,
        text,
        delimiter,
        columns,
        width,
        header_row: row,
        row,
        column: 0,
        refused: None,
        faults: Vec::new(),
    };
    let mut at = head.start;
    while at < text.len() && scan.faults.len() < MOST_FAULTS {
        at = scan.cell(at);
    }
    if scan.faults.is_empty() { Ok(()) } else { Err(scan.faults) }
}

impl Scan<'_> {
    /// Looks at the cell that begins at byte `at`; gives the byte at which the next one begins.
    fn cell(&mut self, at: usize) -> usize {
        let end = if self.text[at..].starts_with('"') {
            let Some(close) = self.closing(at) else {
                self.never_closed(at);
                return self.text.len();
            };
            let end = self.end_of_bare(close + 1);
            self.quoted(at, close, end);
            end
        } else {
            let end = self.end_of_bare(at);
            self.bare(at..end);
            end
        };
        if self.text.as_bytes().get(end) == Some(&self.delimiter) {
            self.column += 1;
        } else {
            (self.row, self.column) = (self.row + 1, 0);
        }
        end + 1
    }

    /// The byte of the quote that closes the one at byte `at`.
    fn closing(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut next = at + 1;
        loop {
            next += self.text[next..].find('"')?;
            if bytes.get(next + 1) != Some(&b'"') {
                return Some(next);
            }
            next += 2;
        }
    }

    /// The byte at which a cell ends of which the quotes, if any, lie before byte `from`.
    fn end_of_bare(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        rest.iter().position(|byte| *byte == self.delimiter || *byte == b'\n').map_or(self.text.len(), |at| from + at)
    }

    fn never_closed(&mut self, at: usize) {
        let lines = self.text[at..].trim_end().lines().count();
        let found = match lines {
            1 => shown(&self.text[at..]),
            _ => format!("{} and the {} below it as one cell", shown(&self.text[at..]), lines_in_words(lines - 1)),
        };
        let diagnostic = Diagnostic::new("", "a quote that is never closed").found(found);
        self.refuse(
            at..self.text.len(),
            diagnostic.help("take it out, or close it where the cell ends; a quote within a cell is written twice"),
        );
    }

    /// The cell in quotes from byte `at` to `close`, with what stands behind it up to `end`.
    fn quoted(&mut self, at: usize, close: usize, end: usize) {
        let inner = &self.text[at + 1..close];
        let (lines, tail) = (inner.matches('\n').count(), self.text[close + 1..end].trim());
        if !tail.is_empty() && lines > 0 {
            let diagnostic = Diagnostic::new("", "a quote that is closed in another line, with text after it");
            let found = format!("{} and the {} below it as one cell", shown(&self.text[at..]), lines_in_words(lines));
            self.refuse(
                at..end,
                diagnostic.found(found).help(format!(
                    "take the quote out, or close it where the cell ends; the next quote stands before `{}`",
                    shown(tail)
                )),
            );
        } else if !tail.is_empty() {
            let diagnostic = Diagnostic::new("", "text after a closing quote").found(shown(&self.text[at..end]));
            // A quote before the first of several cells is closed by that of the next.
            let help = if inner.as_bytes().contains(&self.delimiter) {
                "take the first quote out, or close it where its cell ends; a quote within a cell is written twice"
                    .to_owned()
            } else {
                let tail = self.text[close + 1..end].trim_end().replace('"', "\"\"");
                format!("write \"{inner}{tail}\", or without quotes")
            };
            self.refuse(at..end, diagnostic.help(help));
        } else if lines > 0 && inner.as_bytes().contains(&self.delimiter) && self.looks_like_rows(at, end) {
            let diagnostic = Diagnostic::new("", "a quote that makes one cell of lines that look like rows");
            let found = format!("{} and the {} below it as one cell", shown(&self.text[at..]), lines_in_words(lines));
            self.refuse(at..end, diagnostic.found(found).help(
                "close the quote in its own line, or take it out; if all of it is one cell, take its line breaks out",
            ));
        }
    }

    /// The cell without quotes around it at `range`.
    fn bare(&mut self, range: Range<usize>) {
        let text = self.text[range.clone()].trim();
        let quotes = text.matches('"').count();
        if quotes == 0 || (text.starts_with(['[', '{']) && quotes.is_multiple_of(2)) {
            return;
        }
        let (message, help) = if text.starts_with('"') {
            (
                "a quote after a space",
                "take out the space before the quote: a cell in quotes begins with its quote".to_owned(),
            )
        } else {
            let written = format!("\"{}\"", text.replace('"', "\"\""));
            (
                "a quote within a cell that does not begin with one",
                format!("take it out; or, if it is meant, write {written}"),
            )
        };
        self.refuse(range, Diagnostic::new("", message).found(shown(text)).help(help));
    }

    /// Whether each line that the cell from byte `at` to `end` touches can be a row of its own.
    fn looks_like_rows(&self, at: usize, end: usize) -> bool {
        if self.row == self.header_row {
            return true;
        }
        let start = self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let end = self.text[end..].find('\n').map_or(self.text.len(), |line| end + line);
        let lines: Vec<&str> = self.text[start..end].lines().take(MOST_LINES).collect();
        let holds_anything = |line: &&&str| {
            line.bytes().any(|byte| byte != self.delimiter && byte != b'"' && !byte.is_ascii_whitespace())
        };
        lines.iter().filter(holds_anything).all(|line| self.is_row(line))
    }

    fn is_row(&self, line: &str) -> bool {
        let fields = line.split(char::from(self.delimiter)).map(|field| decimal::plain(field.trim().trim_matches('"')));
        let mut cells: Vec<Cell> = fields.map(|text| Cell { text, span: 0..0 }).collect();
        if cells.len() > self.width {
            return false;
        }
        cells.resize(self.width, Cell::default());
        let row = Row { number: 0, cells };
        let is_about_a_key = self.columns.key.is_none_or(|key| {
            let text = row.cells[key].text.as_str();
            registry::of_key(text).is_some() || (text.contains('.') && !text.contains(char::is_whitespace))
        });
        let holds = self.columns.in_row(&row);
        is_about_a_key && row.cells.iter().zip(holds).all(|(cell, holds)| fits(&cell.text, holds))
    }

    fn refuse(&mut self, range: Range<usize>, diagnostic: Diagnostic) {
        if self.refused.replace(self.row) == Some(self.row) {
            return;
        }
        let line = self.text[range.start..range.end].lines().next().map_or(0, str::len);
        let mut fault = diagnostic.at(self.name, self.text, Some(range.start..range.start + line));
        fault.message = format!("{}, in row {}, column {}", fault.message, self.row, letters(self.column));
        self.faults.push(fault);
    }
}

/// Whether `text` could stand where `holds` is held.
fn fits(text: &str, holds: Holds) -> bool {
    match holds {
        Holds::Text => true,
        Holds::Words => !text.contains(char::is_whitespace),
        Holds::Numbers => {
            text.is_empty() || text == "none" || text.starts_with(|c: char| c.is_ascii_digit() || "+-.,{[".contains(c))
        }
    }
}

/// The beginning of the first line of `text`.
fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST_SIGNS) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}

fn lines_in_words(lines: usize) -> String {
    if lines == 1 { "line".to_owned() } else { format!("{lines} lines") }
}

#[cfg(test)]
mod tests {
    use crate::sheet::Sheet;

    fn message(text: &str) -> String {
        let faults = Sheet::of_bytes("t.csv", text.as_bytes()).expect_err(text);
        faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn quotes_that_swallow_rows_are_refused_where_they_begin() {
        const KEY: &str = "case,messaging.ambiguity\n";
        for (rows, said) in [
            ("\"slow,0.3\nb,0.4\nc,0.5\n", "a quote that is never closed, in row 2, column A"),
            ("a,0.2\n\nb,\"0.4\n", "a quote that is never closed, in row 4, column B"),
            (
                "\"slow,0.3\nb,0.4\nc,0.5\n\"",
                "a quote that makes one cell of lines that look like rows, in row 2, column A",
            ),
            (
                "\"slow,0.3\nb\",\"0.4\"\n",
                "a quote that makes one cell of lines that look like rows, in row 2, column A",
            ),
            ("\"slow\nb,0.4\n\"\n", "a quote that makes one cell of lines that look like rows, in row 2, column A"),
            (
                "\"slow,0.3\nb,0.4\n\"c,0.5\n",
                "a quote that is closed in another line, with text after it, in row 2, column A",
            ),
            ("\"a\"b,1\n", "text after a closing quote, in row 2, column A"),
            ("x,0.1\nsl\"ow,1\n", "a quote within a cell that does not begin with one, in row 3, column A"),
            (" \"a\",1\n", "a quote after a space, in row 2, column A"),
            ("a, \"0.4\"\n", "a quote after a space, in row 2, column B"),
        ] {
            assert_eq!(message(&format!("{KEY}{rows}")), said, "{rows}");
            let semicolons = format!("{KEY}{rows}").replace(',', ";");
            assert_eq!(message(&semicolons), said, "{semicolons}");
        }
        assert!(
            message("\"case,messaging.ambiguity\nslow,0.3\n").starts_with("a quote that is never closed, in row 1")
        );
        assert!(message("\"case,messaging.ambiguity\nslow\",0.3\n").contains("look like rows, in row 1, column A"));
        let answers = "key,value,source\nmessaging.ambiguity,0.3,\"a\nmoney.diverted_share,0.2,b\"\n";
        assert!(message(answers).contains("look like rows, in row 2, column C"));
        assert_eq!(message("case,a\n\"x\"y,1\n\"x\"z,1\n").matches("text after").count(), 2);
    }

    #[test]
    fn what_spreadsheets_save_is_read() {
        for (text, expected) in [
            ("case,a\n\"two\nlines\",1\n", "two\nlines"),
            ("case,a\n\"fast, or\nslow\",1\n", "fast, or\nslow"),
            ("case,a\n\"the \"\"old\"\" plan, again\",1\n", "the \"old\" plan, again"),
            ("case,a\n\"\"\"x\"\"\" ,1\n", "\"x\""),
            ("case,a\n\"\",1\n", ""),
            ("case;a\n\"x, y\nz; w\";1\n", "x, y\nz; w"),
            ("body.b\n[\"knesset\"]\n", "[\"knesset\"]"),
            (
                "key,value,source\n\"messaging.ambiguity\",\"0.3\",\"Interview, Zürich\nby phone, twice, said 3\"\n",
                "messaging.ambiguity",
            ),
        ] {
            let sheet = Sheet::of_bytes("t.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
            assert_eq!(sheet.rows[0].cells[0].text, expected, "{text}");
        }
    }
}
