//! Faults of TOML syntax, in words for people who do not write TOML every day.

use super::diagnostics::{Diagnostics, Place};
use super::fault::Diagnostic;
use super::missing_quotes;
use super::notation::{DECIMALS_IN_LIST, hundredth, plain};
use crate::scenario::date;
use toml::de::Error;

/// Reports the errors that the TOML parser met in document `document`.
pub(in crate::scenario) fn report(diagnostics: &mut Diagnostics, document: usize, text: &str, errors: &[Error]) {
    let mut errors: Vec<&Error> = errors.iter().collect();
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    for error in errors {
        // Beyond the most faults that are kept, nothing more is learned.
        if diagnostics.is_full() {
            return;
        }
        let span = error.span().unwrap_or(0..0);
        let (span, diagnostic) = explain(text, span, error.message());
        diagnostics.syntax(&Place { document, span }, diagnostic);
    }
}

/// Wordings of the TOML parser by which its errors are told apart; a test asks that it still uses each of them.
const DUPLICATE: &str = "duplicate key";
const NO_VALUE: &str = "key with no value";
const OPEN_STRING: &str = "string, expected";
const OPEN_TABLE: &str = "unclosed table";
const LEADING_ZERO: &str = "leading zero";
const MANTISSA: &str = "mantissa";
const FRACTION: &str = "fraction";
const ESCAPE: &str = "escaped value";
const NO_QUOTES: &str = "string values must be quoted";
/// How its errors on text begin that looks like a number or like `true` at first.
const BEGUN: [&str; 2] = ["invalid float", "invalid boolean"];

type Span = std::ops::Range<usize>;

fn explain(text: &str, span: Span, message: &str) -> (Span, Diagnostic) {
    let start = span.start.min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |offset| start + offset);
    let line = &text[line_start..line_end];
    if let Some(slip) = date_or_percent(text, line_start..line_end, start) {
        return slip;
    }
    if let Some(comma) = decimal_comma(line) {
        let span = line_start + comma.start..line_start + comma.end;
        let found = text[span.clone()].to_owned();
        let help = format!("write {} with a point", found.replace(',', "."));
        return (span, Diagnostic::new("", "a decimal comma").found(found).help(help));
    }
    if let Some(colon) = colon(line) {
        let diagnostic = Diagnostic::new("", "a colon in place of the equals sign");
        let place = line_start + colon;
        return (place..place + 1, diagnostic.help("a line has the form: key = value"));
    }
    let value = value_around(text, line_start..line_end, start).unwrap_or_else(|| span.clone());
    if is_bare_text(message, &text[value.clone()]) {
        let diagnostic = missing_quotes::diagnostic(text, line_start, &value);
        return (value, diagnostic);
    }
    let is_unfinished = message.contains(MANTISSA) || message.contains(FRACTION);
    if let Some(whole) = finished(&text[value.clone()]).filter(|_| is_unfinished) {
        let diagnostic = Diagnostic::new("", "an unfinished number").found(&text[value.clone()]);
        return (value, diagnostic.help(format!("write {whole}")));
    }
    let diagnostic = match message {
        m if m.starts_with(DUPLICATE) => duplicate(text, &span),
        m if m.starts_with(NO_VALUE) => {
            Diagnostic::new("", "a key without a value").help("a line has the form: key = value")
        }
        m if m.contains(OPEN_STRING) => {
            Diagnostic::new("", "text without its closing quote").help("close it in the same line: \"text\"")
        }
        m if m.starts_with(OPEN_TABLE) => {
            Diagnostic::new("", "a table header without its closing bracket").help("write [table.name]")
        }
        m if m.contains(LEADING_ZERO) && matches!(text.as_bytes()[..span.start], [.., b'0'..=b'9', b',']) => {
            Diagnostic::new("", "a number with a leading zero").help(DECIMALS_IN_LIST)
        }
        m if m.contains(LEADING_ZERO) => Diagnostic::new("", "a number with a leading zero")
            .help("write the number without it; dates are 2026-07-02"),
        _ if is_unfinished => {
            Diagnostic::new("", "an unfinished number").help("write digits on both sides of the point, as in 0.5")
        }
        m if m.contains(ESCAPE) => Diagnostic::new("", "a backslash in quotes begins a sign of its own")
            .help("part the folders of a path by /, on Windows too; or write the text between single quotes"),
        m => Diagnostic::new("", format!("not TOML: {m}")),
    };
    (span, diagnostic)
}

/// `number` with a digit on both sides of its point, where it lacks one.
fn finished(number: &str) -> Option<String> {
    let (sign, digits) = number.split_at(usize::from(number.starts_with(['-', '+'])));
    let (whole, fraction) = digits.split_once('.')?;
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let lacks_one = whole.is_empty() != fraction.is_empty() && is_digits(whole) && is_digits(fraction);
    let filled = |part: &str| if part.is_empty() { "0".to_owned() } else { part.to_owned() };
    lacks_one.then(|| format!("{sign}{}.{}", filled(whole), filled(fraction)))
}

/// Whether `message` is about text without quotes, which may begin as a number or as `nan`, `inf`, `true` or `false` do.
fn is_bare_text(message: &str, value: &str) -> bool {
    let begun = BEGUN.iter().any(|begun| message.starts_with(begun));
    let is_number = value.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c));
    message.starts_with(NO_QUOTES) || begun && !is_number
}

/// A day or a number of percent where one of them is what stands as value around the byte `at` of `line`.
fn date_or_percent(text: &str, line: Span, at: usize) -> Option<(Span, Diagnostic)> {
    let value = value_around(text, line, at)?;
    let found = &text[value.clone()];
    if let Some(help) = date::help(found) {
        let diagnostic = Diagnostic::new("", "not a date as it is written here").found(found);
        return Some((value, diagnostic.allowed(date::ALLOWED).help(help)));
    }
    if !found.contains('%') {
        return None;
    }
    let numbers = found.split(" to ").map(|part| plain(part.trim().trim_end_matches('%').trim()));
    let shares: Option<Vec<String>> = numbers.map(|number| hundredth(&number)).collect();
    let help = match shares?.as_slice() {
        [share] => format!("write {share}"),
        [low, high] => format!("write \"{low} to {high}\""),
        _ => return None,
    };
    Some((value, Diagnostic::new("", "a percent sign").found(found).help(help)))
}

/// The value, without quotes, in which the byte `at` of `line` lies or before which it stands: what follows `=`, or a part
/// of what follows it in brackets or braces.
fn value_around(text: &str, line: Span, at: usize) -> Option<Span> {
    let code = text[line.clone()].split('#').next().unwrap_or_default();
    let at = (at - line.start).min(code.len());
    let equals = code.find('=').map(|equals| equals + 1)?;
    let is_compound = code[equals..].contains(['{', '[']);
    let ends: &[char] = if is_compound { &['{', '}', '[', ']', ',', '='] } else { &[] };
    // A decimal comma parts nothing.
    let digit = |place: usize| code.as_bytes().get(place).is_some_and(u8::is_ascii_digit);
    let is_end = |(place, c): &(usize, char)| ends.contains(c) && !(*c == ',' && digit(place - 1) && digit(place + 1));
    let marks = || code.char_indices().filter(|(place, _)| *place >= equals).filter(is_end);
    let start = marks().take_while(|(place, _)| *place < at).last().map_or(equals, |(end, _)| end + 1);
    let end = marks().find(|(place, _)| *place >= start).map_or(code.len(), |(end, _)| end);
    let value = code[start..end].trim();
    let start = line.start + end - code[start..end].trim_start().len();
    (!value.is_empty() && !value.contains('"')).then(|| start..start + value.len())
}

fn duplicate(text: &str, span: &Span) -> Diagnostic {
    let key = &text[span.clone()];
    Diagnostic::new("", format!("`{key}` is given twice"))
        .help("keep one of the two; a table has one header and each key once")
}

/// Where a number with a decimal comma stands in `line` as the value of a key, if one does.
fn decimal_comma(line: &str) -> Option<Span> {
    let bytes = line.as_bytes();
    let code = line.split('#').next().unwrap_or_default();
    let after = code.find('=').map(|equals| equals + 1)?;
    let in_list = |at: usize| code[..at].contains('[') && !code.trim_start().starts_with('[');
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let comma = code
        .match_indices(',')
        .map(|(at, _)| at)
        .find(|&at| at > after && digit(at - 1) && digit(at + 1) && !in_list(at) && !quoted(code, at))?;
    let mut start = comma;
    while start > after && (bytes[start - 1].is_ascii_digit() || bytes[start - 1] == b'-') {
        start -= 1;
    }
    let mut end = comma + 1;
    while digit(end) {
        end += 1;
    }
    Some(start..end)
}

/// Where a colon stands in `line` behind a key, in place of what should.
fn colon(line: &str) -> Option<usize> {
    let at = line.split(['=', '#']).next().unwrap_or_default().find(':')?;
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
    let key = line[..at].trim();
    (!key.is_empty() && key.chars().all(is_key)).then_some(at)
}

fn quoted(line: &str, at: usize) -> bool {
    line[..at].matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parser words its errors as it likes: where a new version of it says something else, what is told to those who write
    /// scenarios falls back to its own words, and this test fails.
    #[test]
    fn the_parser_still_words_its_errors_as_they_are_read_here() {
        for (text, wording) in [
            ("a = 1\na = 2\n", DUPLICATE),
            ("a\n", NO_VALUE),
            ("a = \"b\n", OPEN_STRING),
            ("[a\n", OPEN_TABLE),
            ("a = 01\n", LEADING_ZERO),
            ("a = .5\n", MANTISSA),
            ("a = \"b\\w\"\n", ESCAPE),
            ("a = 1.\n", FRACTION),
            ("a = yes\n", NO_QUOTES),
            ("a = nano\n", BEGUN[0]),
            ("a = trueish\n", BEGUN[1]),
        ] {
            let (_, errors) = toml::de::DeTable::parse_recoverable(text);
            let told: Vec<&str> = errors.iter().map(Error::message).collect();
            assert!(told.iter().any(|told| told.contains(wording)), "{text}: {wording} is not in {told:?}");
        }
    }

    #[test]
    fn a_decimal_comma_is_told_from_other_commas() {
        assert_eq!(decimal_comma("share = 0,3 # so"), Some(8..11));
        assert_eq!(decimal_comma("x = { value = -0,35, basis = \"press\" }"), Some(14..19));
        assert_eq!(decimal_comma("x = { low = 1, high = 2 }"), None);
        assert_eq!(decimal_comma("x = [1,2]"), None);
        assert_eq!(decimal_comma("x = \"1,2\""), None);
    }
}
