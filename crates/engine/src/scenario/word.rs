//! Reading a value by the kind that its key has.

use super::date;
use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::diagnose::help;
use super::diagnose::meant_value;
use super::given::Reading;
use super::harmless::is_control;
use super::limits::Limits;
use super::number::judge;
use super::tree::{Node, Value};
use crate::parameter::registry::{Entry, Kind, WordList};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Reads what `node` gives for `entry` at `key`.
pub(super) fn read(diagnostics: &mut Diagnostics, entry: &Entry, key: &str, node: &Node) -> Reading {
    let result = match entry.kind {
        Kind::Number(spec) | Kind::Shorthand(spec) => return number(diagnostics, key, node, &(&spec).into()),
        Kind::Setting(spec) => return number(diagnostics, key, node, &(&spec).into()),
        Kind::Bodies | Kind::Rungs | Kind::Keys => return ids(diagnostics, key, node),
        Kind::Words(list, _) | Kind::Choice(list) => word(node, list),
        Kind::Flag(_) => flag(node),
        Kind::Text => text(node, "text in quotes").map(Reading::Word),
        Kind::Date => date(node),
        Kind::Party | Kind::Mover | Kind::Actor | Kind::RungName => text(node, "an id in quotes").map(Reading::Word),
    };
    result.unwrap_or_else(|diagnostic| {
        diagnostics.fault(&node.place, diagnostic.under(key, ""));
        Reading::Faulty
    })
}

/// Reads the number at `key`; where it is refused, what was meant is looked for.
fn number(diagnostics: &mut Diagnostics, key: &str, node: &Node, limits: &Limits) -> Reading {
    judge(diagnostics, key, node, limits).unwrap_or_else(|diagnostic| {
        let sure = meant_value::help(diagnostics, key, node, limits);
        let help =
            sure.or_else(|| if diagnostic.has_help() { None } else { meant_value::comma_in_list(diagnostics, node) });
        let diagnostic = match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        };
        diagnostics.fault(&node.place, diagnostic.under(key, &limits.in_words()));
        Reading::Faulty
    })
}

fn text(node: &Node, allowed: &str) -> Result<String, Diagnostic> {
    let text = node.text().ok_or_else(|| Diagnostic::new("", "not text").found(node.kind()).allowed(allowed))?;
    if text.chars().any(is_control) {
        return Err(
            Diagnostic::new("", "holds a line break, a tab or another control character").allowed("one line of text")
        );
    }
    Ok(text.to_owned())
}

fn word(node: &Node, list: WordList) -> Result<Reading, Diagnostic> {
    let words: Vec<&str> = list().iter().map(|(word, _)| *word).collect();
    let text = text(node, &words.join(", "))?;
    if words.contains(&text.as_str()) {
        return Ok(Reading::Word(text));
    }
    let help = help(&text, words, "words");
    Err(Diagnostic::new("", "unknown word").found(format!("\"{text}\"")).help(help))
}

fn flag(node: &Node) -> Result<Reading, Diagnostic> {
    match node.value {
        Value::Flag(flag) => Ok(Reading::Flag(flag)),
        _ => {
            let diagnostic = Diagnostic::new("", "neither true nor false").found(node.kind());
            let diagnostic = diagnostic.allowed("true or false, without quotes");
            let meant = node.text().and_then(|text| match text.trim().to_lowercase().as_str() {
                "true" | "yes" => Some("write true"),
                "false" | "no" => Some("write false"),
                _ => None,
            });
            Err(if let Some(meant) = meant { diagnostic.help(meant) } else { diagnostic })
        }
    }
}

fn date(node: &Node) -> Result<Reading, Diagnostic> {
    let refusal = || Diagnostic::new("", "not a date").allowed(date::ALLOWED);
    let moment = match &node.value {
        Value::Date(moment) => moment,
        Value::Text(text) => {
            let diagnostic = refusal().found(format!("\"{text}\""));
            return Err(date::help(text).map_or(diagnostic.clone(), |help| diagnostic.help(help)));
        }
        _ => return Err(refusal().found(node.kind())),
    };
    let Some(date) = moment.date else { return Err(refusal().found(moment.to_string())) };
    if moment.time.is_some() {
        return Err(refusal().found(moment.to_string()).help(format!("write {date}, without the time of day")));
    }
    let year = i16::try_from(date.year).map_err(|_| refusal())?;
    if !date::YEARS.contains(&year) {
        let years = format!("a year from {} to {}", date::YEARS.start(), date::YEARS.end());
        return Err(Diagnostic::new("", "no year of a scenario").found(moment.to_string()).allowed(years));
    }
    let day = (date.month.try_into(), date.day.try_into());
    let (Ok(month), Ok(day)) = day else { return Err(refusal()) };
    Date::new(year, month, day).map(Reading::Date).map_err(|_| refusal().found(moment.to_string()))
}

fn ids(diagnostics: &mut Diagnostics, key: &str, node: &Node) -> Reading {
    let Value::List(list) = &node.value else {
        let diagnostic = Diagnostic::new(key, "not a list").found(node.kind());
        diagnostics.fault(&node.place, diagnostic.allowed("a list of ids, such as [\"one\", \"two\"]"));
        return Reading::Faulty;
    };
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for item in list {
        let Some(id) = item.text() else {
            let diagnostic = Diagnostic::new(key, "not an id").found(item.kind());
            diagnostics.fault(&item.place, diagnostic.allowed("ids in quotes"));
            continue;
        };
        if !seen.insert(id) {
            let diagnostic = Diagnostic::new(key, format!("`{id}` is listed twice"));
            diagnostics
                .fault(&item.place, diagnostic.help("list it once; a rung that comes several times has `repeat`"));
            continue;
        }
        found.push((id.to_owned(), item.place.clone()));
    }
    Reading::Ids(found)
}
