//! Sweeps and filled tables, as spreadsheets save them. The tables in tests/sheets/ were saved by LibreOffice 7.4, once with
//! English and once with German settings.

mod points;
mod questionnaire;

use crate::Desk;
use std::collections::BTreeMap;
use std::path::Path;

/// A desk with the Doha scenario on it, and `sheets` from tests/sheets/ under the names given.
fn doha(sheets: &[(&str, &str)]) -> Desk {
    let text = std::fs::read_to_string(support::shipped("doha_2026.toml")).expect("a file");
    // The sheets were saved when what no file states stood at its default.
    let desk = Desk::with("doha_2026.toml", &format!("defaults = \"fixed\"\n{text}"));
    for (sheet, name) in sheets {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sheets").join(sheet);
        let to = desk.path(name);
        std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
        std::fs::copy(from, to).expect("a sheet");
    }
    desk
}

/// Header and rows of a table on the desk.
fn table(desk: &Desk, path: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let text = desk.read(path);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.deserialize().map(|row| row.expect("a row")).collect();
    (header, rows)
}

fn message(desk: &Desk, args: &[&str], status: i32) -> String {
    let output = desk.run(args);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{message}");
    message
}
