//! The data dictionary: what every column of every file means, for programs (`datapackage.json`,
//! Data Package version 2) and for people (in `README.md`).

use detente_study::spelling::Dialect;
use detente_study::table::{Column, Kind, Table, TableRow as _, Term, TrialRow, lexicon};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A file of the results folder and its columns.
#[derive(Clone, Debug)]
pub struct Documented<'a> {
    /// Name of the resource: lower-case letters, digits, `_`, `-`, `.`; unique in the folder.
    pub name: String,
    /// Path within the folder.
    pub path: String,
    /// What a row is.
    pub description: &'a str,
    /// Its columns.
    pub columns: &'a [Column],
}

impl<'a> Documented<'a> {
    /// A published table, whose file stands at the top of the folder.
    #[must_use]
    pub fn table(table: &'a Table) -> Self {
        Self {
            name: table.name.to_owned(),
            path: format!("{}.csv", table.name),
            description: table.description,
            columns: &table.columns,
        }
    }

    /// The trials of one scenario.
    #[must_use]
    pub fn trials(stem: &str, columns: &'a [Column]) -> Self {
        Self {
            name: format!("trials_{stem}").to_lowercase(),
            path: format!("trials/{stem}.csv"),
            description: TrialRow::DESCRIPTION,
            columns,
        }
    }
}

/// `datapackage.json` for `files` written in `dialect`.
#[must_use]
pub fn data_package(files: &[Documented<'_>], dialect: Dialect) -> String {
    let resources: Vec<Value> = files.iter().map(|file| resource(file, dialect)).collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "detente-results",
        "description": "Distributions of how a concession sequence ends. Ranks mechanisms under stated assumptions; not a forecast.",
        "resources": resources,
    });
    pretty(&package)
}

fn resource(file: &Documented<'_>, dialect: Dialect) -> Value {
    let fields: Vec<Value> = file.columns.iter().map(|column| field(column, dialect)).collect();
    json!({
        "name": file.name,
        "path": file.path,
        "description": file.description,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": { "delimiter": dialect.delimiter().to_string(), "lineTerminator": dialect.line_end(), "header": true },
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

fn field(column: &Column, dialect: Dialect) -> Value {
    let mut field = json!({
        "name": column.name,
        "type": type_of(column.kind),
        "description": column.description,
    });
    if !column.unit.is_empty() {
        field["unit"] = json!(column.unit);
    }
    if type_of(column.kind) == "number" && dialect.decimal_mark() != '.' {
        field["decimalChar"] = json!(dialect.decimal_mark().to_string());
    }
    field
}

/// The type of a column in the words of Table Schema.
fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Count => "integer",
        Kind::Share | Kind::Real => "number",
        Kind::Date => "date",
    }
}

/// Indented JSON with a line end at the end.
pub(super) fn pretty(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data has a JSON form");
    text.push('\n');
    text
}

/// What the columns of `files` mean, the second half of `README.md`.
#[must_use]
pub fn columns_markdown(files: &[Documented<'_>]) -> String {
    let mut text = String::from(
        "## What the columns mean\n\n\
         Shares lie in 0..1. Intervals (`_lo`, `_hi`) are 95 % and cover chance alone: more trials narrow them. \
         `assumed_p05` and `assumed_p95` cover what the uncertain values may be: more trials do not narrow them; they are empty \
         where nothing is uncertain, in a sweep, and where something was observed. \
         An empty cell is undefined. Weeks are days/7. A text that a spreadsheet could take for a formula has a `'` in front.\n",
    );
    for file in files {
        let heading = format!("\n### `{}`\n\n{}\n\n", file.path, file.description);
        text.push_str(&heading);
        text.push_str("| column | type | unit | meaning |\n| --- | --- | --- | --- |\n");
        for column in file.columns {
            let (kind, meaning) = (type_of(column.kind), column.description.replace('|', "\\|"));
            writeln!(text, "| `{}` | {kind} | {} | {meaning} |", column.name, column.unit)
                .expect("writing to a string cannot fail");
        }
        if let Some((column, terms)) = lexicon(&file.name) {
            write_terms(&mut text, column, &terms);
        }
    }
    text
}

fn write_terms(text: &mut String, column: &str, terms: &[Term]) {
    write!(text, "\nWhat stands in `{column}`:\n\n| {column} | unit | meaning |\n| --- | --- | --- |\n")
        .expect("writing to a string cannot fail");
    for term in terms {
        writeln!(text, "| `{}` | {} | {} |", term.word, term.unit, term.meaning)
            .expect("writing to a string cannot fail");
    }
}
