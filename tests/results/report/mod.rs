//! What is handed over: charts, page, brief and workbook hold the figures of the tables, harm nobody's
//! spreadsheet or browser, and come out the same every time.

mod figures;
mod first;
mod made;
mod news;
mod text;

use crate::Desk;
use calamine::{Reader, Xlsx};
use detente_report::Tables;
use detente_report::results::{Manifest, inspect};
use detente_report::{self, Report, ReportFile};
use detente_study::table::RunTables;
use std::collections::BTreeMap;
use std::io::Cursor;
use support::RICH;

/// Text that a spreadsheet or a browser might take for something else.
const HOSTILE: [&str; 5] = ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", "<script>alert(1)</script>"];

/// A desk with results of two scenarios in `out`, a report among them if asked.
fn simulated(args: &[&str]) -> Desk {
    let desk = Desk::with("scenarios/rich.toml", RICH);
    let [title, body, rung, party, confrontation] = HOSTILE;
    let hostile = format!(
        "extends = \"rich.toml\"\ntitle = \"{title}\"\nconfrontation = \"{confrontation}\"\n[body.congress]\nname = \"{body}\"\n\
         [rung.hotline]\ntitle = \"{rung}\"\n[party.giver]\nname = \"{party}\"\nbasis = \"judgement\"\nsource = \"{title}\"\n"
    );
    desk.put("scenarios/hostile.toml", &hostile);
    desk.done(&[&["run", "--trials", "300", "--quiet", "--out", "out"], args].concat());
    desk
}

/// What a report on the results in `out` would write.
fn written(desk: &Desk, change: impl Fn(&mut RunTables)) -> Vec<ReportFile> {
    let source = detente_report::open(&desk.path("out"), &|| false).expect("own results");
    let Tables::Run(mut tables) = source.tables else { panic!("a run") };
    change(&mut tables);
    detente_report::files(&Report::new(&tables, source.provenance).with(&source.as_run)).expect("a report")
}

/// Every file of `out` with its digest.
fn digests(desk: &Desk) -> BTreeMap<String, String> {
    let Manifest { inputs, outputs, .. } = inspect(&desk.path("out")).expect("own results").manifest;
    inputs.into_iter().chain(outputs).collect()
}

/// The rows of a CSV file, its header first.
fn csv_rows(desk: &Desk, table: &str) -> Vec<Vec<String>> {
    let text = desk.read(&format!("out/{table}.csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("CSV").iter().map(str::to_owned).collect()).collect()
}

fn workbook(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

fn file<'a>(files: &'a [ReportFile], path: &str) -> &'a [u8] {
    &files.iter().find(|file| file.path == path).expect("written").bytes
}

fn page(desk: &Desk) -> String {
    desk.read("out/report.html")
}

/// The text of a page or chart without its marks, on one line.
fn words_of(text: &str) -> String {
    let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
