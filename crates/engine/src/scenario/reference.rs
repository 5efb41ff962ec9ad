//! The reference page of the scenario language, made from the registry.

use super::parse;
use super::row;
use super::uncertain::FORMS;
use crate::parameter::registry::{Entry, Kind, TableName, by_policy, entries_of};
use std::fmt::Write as _;

/// What stands before the tables of keys.
const INTRODUCTION: &str = include_str!("reference.md");

/// The text of `docs/scenario.md`.
#[must_use]
pub fn reference_markdown() -> String {
    let mut page = INTRODUCTION.replace("{{forms}}", &forms()).replace("{{bases}}", &bases());
    for table in TableName::ALL {
        section(&mut page, *table);
    }
    page
}

fn forms() -> String {
    let mut lines = String::new();
    for form in FORMS {
        let keys: Vec<&str> = form.needed.iter().chain(form.optional).copied().collect();
        let optional =
            if form.optional.is_empty() { String::new() } else { format!(" ({} optional)", form.optional.join(", ")) };
        let _ = writeln!(lines, "| `{{ {} }}`{optional} | {} |", keys.join(", "), form.meaning);
    }
    lines.trim_end().to_owned()
}

fn bases() -> String {
    let lines: Vec<String> = parse::bases().iter().map(|(word, meaning)| format!("| `{word}` | {meaning} |")).collect();
    lines.join("\n")
}

fn section(page: &mut String, table: TableName) {
    let title = match table {
        TableName::Root => "Head of the file".to_owned(),
        TableName::Concession => "`[rung.<id>.sender]`, `[rung.<id>.target]`, `[rung.<id>.both]`".to_owned(),
        TableName::Observed | TableName::Correlated => format!("`[[{}]]`", table.word()),
        table if table.is_keyed() => format!("`[{}.<id>]`", table.word()),
        table => format!("`[{}]`", table.word()),
    };
    let _ = write!(page, "\n## {title}\n\n{}\n", table.meaning());
    let _ = write!(page, "\n| key | asks | accepts | usual | default | where the default comes from |\n");
    page.push_str("| --- | --- | --- | --- | --- | --- |\n");
    for entry in entries_of(table) {
        let _ = writeln!(
            page,
            "| `{}`{} | {} | {} | {} | {} | {} |",
            entry.key,
            if entry.symbol.is_empty() { String::new() } else { format!(" *{}*", entry.symbol) },
            entry.question,
            accepts(entry),
            usual(entry),
            default(entry),
            entry.source
        );
    }
    for entry in entries_of(table) {
        if let Kind::Words(list, _) | Kind::Choice(list) = entry.kind {
            let _ = write!(page, "\n`{}` is one of:\n\n", entry.key);
            for (word, meaning) in list() {
                let _ = writeln!(page, "- `{word}`: {meaning}");
            }
        }
    }
}

fn accepts(entry: &Entry) -> String {
    let unit = if entry.unit.is_empty() { String::new() } else { format!(" ({})", entry.unit) };
    match entry.kind {
        Kind::Words(..) | Kind::Choice(_) => "a word, see below".to_owned(),
        _ => format!("{}{unit}", row::range(entry)),
    }
}

fn usual(entry: &Entry) -> String {
    entry.as_number().map_or_else(String::new, |spec| format!("{} to {}", spec.plausible.0, spec.plausible.1))
}

/// The default of an entry in words.
pub(super) fn default(entry: &Entry) -> String {
    match entry.kind {
        Kind::Number(spec) => spec.default.in_words(),
        Kind::Shorthand(_) => "none".to_owned(),
        Kind::Setting(_) if entry.key == "rank" => "must be given".to_owned(),
        Kind::Setting(spec) => by_policy(|policy| (spec.default)(policy).to_string()),
        Kind::Words(_, default) => default.in_words(),
        Kind::Flag(default) => by_policy(|policy| default(policy).to_string()),
        Kind::Mover if entry.table == TableName::Rung => "as the ladder".to_owned(),
        Kind::Mover => "`simultaneous`".to_owned(),
        Kind::Party | Kind::Choice(_) | Kind::Keys => "must be given".to_owned(),
        Kind::Date if entry.key == "date" => "must be given".to_owned(),
        Kind::Date if entry.key == "since" => "the start".to_owned(),
        Kind::Actor => "whoever did it".to_owned(),
        Kind::RungName => "any rung".to_owned(),
        Kind::Bodies => "all bodies".to_owned(),
        Kind::Rungs if entry.table == TableName::Rung => "none: anywhere".to_owned(),
        Kind::Rungs => "must be given with the rungs".to_owned(),
        Kind::Date => "none: tables leave dates empty".to_owned(),
        Kind::Text if entry.key == "extends" => "none".to_owned(),
        Kind::Text if entry.key == "worlds" => "as `defaults` says".to_owned(),
        Kind::Text if entry.key == "confrontation" => "armed confrontation between the two parties".to_owned(),
        Kind::Text if entry.table == TableName::Root => "the file's name".to_owned(),
        Kind::Text if entry.table == TableName::Mediator => "mediator".to_owned(),
        Kind::Text => "the id".to_owned(),
    }
}
