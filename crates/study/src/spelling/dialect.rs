//! How cells are spelled in CSV: the one place where numbers are formatted.
//!
//! Counts are plain integers. Other numbers have six decimals, always, because a spreadsheet that
//! expects decimal commas reads `0.125` as 125 without a word but shows `0.125000` as text. Undefined
//! is an empty cell.
//!
//! Text cannot become a formula: a text that begins with `=`, `+`, `-`, `@`, a tab or a line break
//! (after blanks, too) gets a `'` in front, and so does each place inside a text where one of these
//! signs follows a separator that a spreadsheet may split at.

use crate::table::Cell;
use std::fmt::Write as _;

/// A spelling of CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// UTF-8, comma, decimal point, LF.
    #[default]
    Standard,
    /// As standard, with a byte order mark and CRLF, as Excel expects it.
    Excel,
    /// As Excel, with semicolons and decimal commas, for locales that use them. Whatever holds a comma stands in
    /// quotes: the import dialog of LibreOffice, unless told otherwise, splits at commas as well as at semicolons.
    Eu,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Excel, Self::Eu];

    /// The spelling on the command line and in the manifest.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Excel => "excel",
            Self::Eu => "eu",
        }
    }

    /// The dialect spelled `word`, if there is one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.word() == word)
    }

    /// What stands between cells.
    #[must_use]
    pub fn delimiter(self) -> char {
        if self == Self::Eu { ';' } else { ',' }
    }

    /// What stands before the decimals.
    #[must_use]
    pub fn decimal_mark(self) -> char {
        if self == Self::Eu { ',' } else { '.' }
    }

    /// What ends a line.
    #[must_use]
    pub fn line_end(self) -> &'static str {
        if self == Self::Standard { "\n" } else { "\r\n" }
    }

    /// Whether the file begins with a byte order mark.
    #[must_use]
    pub fn byte_order_mark(self) -> bool {
        self != Self::Standard
    }

    /// Whether more than the delimiter must be guarded by quotes, which [`Dialect::guard`] does.
    pub(super) fn guards(self) -> bool {
        self == Self::Eu
    }

    /// Puts `text` in quotes where a program could split it, if this dialect does that itself.
    pub(super) fn guard(self, text: &mut String) {
        if self.guards() && text.contains([',', ';', '\t', '"', '\n', '\r']) {
            *text = format!("\"{}\"", text.replace('"', "\"\""));
        }
    }

    /// Writes the spelling of `cell` into `text`, which it clears first.
    pub fn spell(self, cell: &Cell, text: &mut String) {
        text.clear();
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => harmless(words, text),
            Cell::Count(count) => put(text, format_args!("{count}")),
            Cell::Number(number) => self.number(*number, ".000000", Self::six_decimals, text),
            Cell::Tidy(number) => self.number(*number, "", Self::six_decimals, text),
            Cell::Exact(number) => self.number(*number, "", Self::full_precision, text),
            Cell::Date(date) => put(text, format_args!("{date}")),
        }
    }

    /// A whole number and `zeros` after it, or any other number as `fraction` writes it.
    fn number(self, number: f64, zeros: &str, fraction: fn(f64, &mut String), text: &mut String) {
        match whole(number) {
            // The same text as from `fraction` in a tenth of the time, and most numbers of a small run are whole.
            Some(whole) => put(text, format_args!("{whole}{zeros}")),
            None => fraction(number, text),
        }
        if let Some(point) = text.find('.').filter(|_| self.decimal_mark() != '.') {
            text.replace_range(point..=point, ",");
        }
    }

    fn six_decimals(number: f64, text: &mut String) {
        put(text, format_args!("{number:.6}"));
        if text == "-0.000000" {
            text.remove(0);
        }
    }

    /// The shortest decimals that read back as `number`, but at least six.
    fn full_precision(number: f64, text: &mut String) {
        put(text, format_args!("{number}"));
        let decimals = text.find('.').map_or(0, |point| text.len() - point - 1);
        if decimals < 6 {
            text.clear();
            put(text, format_args!("{number:.6}"));
        }
    }
}

fn put(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("writing to a string cannot fail");
}

/// The number, where it is whole and so small that every whole number of its size can be told apart; minus zero is not.
fn whole(number: f64) -> Option<i64> {
    let is_whole = number.fract().abs() < f64::MIN_POSITIVE
        && number.abs() < 9e15
        && !(number.is_sign_negative() && number > -0.5);
    is_whole.then_some(number as i64)
}

/// `text` as it was before a dialect kept it from being taken for a formula.
#[must_use]
pub fn unmarked(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '\'' || !letters.peek().copied().is_some_and(begins_a_formula) {
            bare.push(letter);
        }
    }
    let mut marked = String::new();
    harmless(&bare, &mut marked);
    if marked == text { bare } else { text.to_owned() }
}

/// Whether a spreadsheet takes text that begins with `letter` for a formula, or may do so once it has cut it.
const fn begins_a_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// Writes `words` so that no spreadsheet takes any part of them for a formula.
fn harmless(words: &str, text: &mut String) {
    if words.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n')) {
        text.push_str(words);
        return;
    }
    let mut at_start = true;
    for letter in words.chars() {
        if at_start && begins_a_formula(letter) {
            text.push('\'');
            at_start = false;
        }
        text.push(letter);
        at_start = matches!(letter, ',' | ';' | '\t' | '\r' | '\n') || (at_start && letter.is_whitespace());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(dialect: Dialect, cell: &Cell) -> String {
        let mut text = "left over".to_owned();
        dialect.spell(cell, &mut text);
        text
    }

    fn standard(cell: &Cell) -> String {
        spelled(Dialect::Standard, cell)
    }

    #[test]
    fn numbers_have_six_decimals_and_counts_none() {
        assert_eq!(standard(&Cell::Number(0.125)), "0.125000");
        assert_eq!(standard(&Cell::Number(-1e-9)), "0.000000");
        assert_eq!(standard(&Cell::Number(-2.5)), "-2.500000");
        assert_eq!(standard(&Cell::Count(100_000)), "100000");
        assert_eq!(standard(&Cell::Empty), "");
    }

    #[test]
    fn weeks_are_whole_where_they_can_be() {
        assert_eq!(standard(&Cell::Tidy(260.0)), "260");
        assert_eq!(standard(&Cell::Tidy(0.0)), "0");
        assert_eq!(standard(&Cell::Tidy(3.5)), "3.500000");
        assert_eq!(standard(&Cell::Tidy(-0.0)), "0.000000");
    }

    #[test]
    fn exact_numbers_read_back_the_same() {
        assert_eq!(standard(&Cell::Exact(0.3)), "0.300000");
        assert_eq!(standard(&Cell::Exact(1e-7)), "0.0000001");
        for number in [0.1 + 0.2, 1.0 / 3.0, -7.25, 12.0, 1e17] {
            assert_eq!(standard(&Cell::Exact(number)).parse::<f64>().map(f64::to_bits), Ok(number.to_bits()));
        }
    }

    #[test]
    fn the_eu_dialect_has_decimal_commas_in_numbers_only() {
        assert_eq!(spelled(Dialect::Eu, &Cell::Number(0.125)), "0,125000");
        assert_eq!(spelled(Dialect::Eu, &Cell::Exact(0.3)), "0,300000");
        assert_eq!(spelled(Dialect::Eu, &Cell::from("rev. 2")), "rev. 2");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for (hostile, tamed) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("  =1", "  '=1"),
            ("a;=1", "a;'=1"),
            ("a\n=1", "a\n'=1"),
            ("a, -5", "a, '-5"),
            ("＝1", "'＝1"),
        ] {
            assert_eq!(standard(&Cell::from(hostile)), tamed);
            assert_eq!(unmarked(tamed), hostile);
        }
        for harmless in ["first-release", "a = b", "x+y", "north@home", "a'-b"] {
            assert_eq!(standard(&Cell::from(harmless)), harmless);
            assert_eq!(unmarked(harmless), harmless);
        }
    }
}
