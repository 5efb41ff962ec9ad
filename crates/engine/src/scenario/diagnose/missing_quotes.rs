//! Text that stands without quotes, or in quotes that are none: what to write in its place. Whatever is proposed was read by
//! the rules of its key first.

use super::diagnostics::Diagnostics;
use super::fault::Diagnostic;
use super::meant_value;
use super::notation::{ends, plain};
use crate::parameter::registry::{Entry, at};
use crate::scenario::given::Reading;
use crate::scenario::row;
use crate::scenario::word;
use std::ops::Range;

/// What is said where nothing can be proposed.
const FORMS: &str = "text stands in quotes, numbers are written 0.3, yes and no are true and false";

/// The longest value that is looked at, bytes.
const LONGEST: usize = 400;

/// How far above a line its header is looked for, bytes: a thousand faults must not read a long file as often.
const FARTHEST: usize = 1 << 14;

const YES: [&str; 3] = ["yes", "true", "on"];
const NO: [&str; 3] = ["no", "false", "off"];

/// What is wrong with what stands at `value` in the line of `text` that begins at byte `line`.
pub(in crate::scenario) fn diagnostic(text: &str, line: usize, value: &Range<usize>) -> Diagnostic {
    let path = path_of(text, line, value.start).unwrap_or_default();
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    let Some(entry) = at(&parts) else { return Diagnostic::new("", "text without quotes").help(FORMS) };
    let diagnostic = Diagnostic::new(path.join("."), "text without quotes");
    match proposed(entry, &path.join("."), &text[value.clone()]) {
        Some(help) => diagnostic.help(help),
        None => diagnostic.allowed(row::range(entry)).help(FORMS),
    }
}

/// What to write in place of `text` after the dotted key `path`.
pub(in crate::scenario) fn help(path: &[String], text: &str) -> Option<String> {
    let parts: Vec<&str> = path.iter().map(String::as_str).collect();
    proposed(at(&parts)?, &path.join("."), text)
}

/// The key whose whole value begins at byte `value` of the line that begins at byte `line`, under the header above it.
fn path_of(text: &str, line: usize, value: usize) -> Option<Vec<String>> {
    let own = text.get(line..value)?.trim_end().strip_suffix('=')?;
    let is_header = |line: &&str| line.trim_start().starts_with('[');
    let from = (line.saturating_sub(FARTHEST)..=line).find(|at| text.is_char_boundary(*at))?;
    let header = text[from..line].lines().rev().find(is_header);
    let header = header.or_else(|| (from == 0).then_some(""))?;
    let header = header.split('#').next().unwrap_or_default().trim();
    // An entry of a list has no id of its own.
    let list = if header.starts_with("[[") { ".entry" } else { "" };
    let above = format!("{}{list}", header.trim_matches(['[', ']']));
    let above = above.split('.').filter(|part| !part.is_empty());
    let path: Vec<String> = above.chain(own.split('.')).map(|part| part.trim().trim_matches('"').to_owned()).collect();
    path.iter().all(|part| !part.is_empty() && !part.contains(['=', '{', '"'])).then_some(path)
}

/// The first of the ways in which `text` can be meant that is taken for the value of `key`.
fn proposed(entry: &Entry, key: &str, text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let quotes = |c: char| "\"'`\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}\u{201a}\u{ab}\u{bb}".contains(c);
    let bare = text.trim().trim_matches(quotes).trim();
    let word = bare.to_lowercase();
    let flag = [("true", YES), ("false", NO)].into_iter().find(|(_, words)| words.contains(&word.as_str()));
    let quoted = (!bare.is_empty() && !bare.contains(['"', '\\'])).then(|| format!("\"{bare}\""));
    let range = ends(bare).map(|([low, high], _)| [number(low), number(high)]);
    let ways = [
        quoted,
        flag.map(|(flag, _)| flag.to_owned()),
        number(bare),
        range.and_then(|[low, high]| Some(format!("\"{} to {}\"", low?, high?))),
    ];
    ways.into_iter().flatten().find(|way| is_accepted(entry, key, way)).map(|way| format!("write {way}"))
}

/// The number that `text` spells with a comma, with nothing before its point, or as one that is about right.
fn number(text: &str) -> Option<String> {
    let text = plain(text.trim_start_matches(['~', '\u{2248}', '+']).trim());
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let number = match digits.strip_prefix([',', '.']) {
        Some(decimals) if decimals.bytes().all(|byte| byte.is_ascii_digit()) => format!("{sign}0.{decimals}"),
        _ => text,
    };
    number.parse::<f64>().is_ok_and(f64::is_finite).then_some(number)
}

/// Whether `text` is taken for the value of `key`.
fn is_accepted(entry: &Entry, key: &str, text: &str) -> bool {
    let mut diagnostics = Diagnostics::default();
    let Some(node) = meant_value::node(&mut diagnostics, key, text) else { return false };
    let reading = word::read(&mut diagnostics, entry, key, &node);
    !matches!(reading, Reading::Faulty) && !diagnostics.has_faults()
}
