//! What spreadsheets, and people who write like them, put into tables: quotes too many, labels that look like numbers, numbers that
//! can be read in two ways.

use crate::Desk;
use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use support::RICH;

/// A sweep over the cases in `cases.csv`, into `out`.
const CASES: [&str; 9] = ["sweep", "case.toml", "--cases", "cases.csv", "--trials", "16", "--out", "out", "--quiet"];

/// What is said of `--cases` with `table`, which is refused before anything is simulated.
fn refused(table: &str) -> String {
    let desk = Desk::with("case.toml", RICH);
    desk.put("cases.csv", table);
    let output = desk.run(&CASES);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{table}\n{said}");
    assert!(!desk.path("out").exists(), "{table}");
    said
}

/// The rows of the summary after a sweep over the cases in `table`.
fn summary(table: &str, dialect: &str) -> Vec<BTreeMap<String, String>> {
    let desk = Desk::with("case.toml", RICH);
    desk.put("cases.csv", table);
    desk.done(&[&CASES[..], &["--csv-dialect", dialect]].concat());
    rows(&desk.read("out/summary.csv"), if dialect == "eu" { b';' } else { b',' })
}

fn rows(text: &str, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn a_quote_that_swallows_rows_is_refused_with_its_place_and_what_to_write() {
    const KEY: &str = "case,messaging.ambiguity\n";
    for (rows, parts) in [
        (
            "\"slow,0.3\nb,0.4\nc,0.5\n",
            [
                "cases.csv:2:1",
                "a quote that is never closed, in row 2, column A",
                "and the 2 lines below it as one cell",
            ],
        ),
        (
            "\"slow,0.3\nb,0.4\n\"c,0.5\n",
            ["cases.csv:2:1", "a quote that is closed in another line, with text after it", "stands before `c`"],
        ),
        ("\"slow,0.3\nb,0.4\nc,0.5\n\"", ["cases.csv:2:1", "lines that look like rows", "and the 3 lines below it"]),
        ("x,0.2\n\"a\"b,0.1\n", ["cases.csv:3:1", "text after a closing quote, in row 3, column A", "write \"ab\""]),
        ("sl\"ow,0.1\n", ["cases.csv:2:1", "a quote within a cell", "write \"sl\"\"ow\""]),
        (" \"a\",0.1\n", ["cases.csv:2:1", "a quote after a space", "take out the space"]),
    ] {
        let said = refused(&format!("{KEY}{rows}"));
        parts.iter().for_each(|part| assert!(said.contains(part), "{part} is missing in\n{said}"));
    }
}

#[test]
fn a_questionnaire_with_a_quote_too_many_is_refused_too() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "16", "--out", "plain", "--quiet"]);
    let answers = desk.read("plain/parameters.csv");
    let run = ["run", "case.toml", "--trials", "16", "--values", "values.csv", "--out", "out"];
    let at = answers.find("\ncase,messaging.ambiguity").expect("a row") + 1;
    desk.put("values.csv", &format!("{}\"{}", &answers[..at], &answers[at..]));
    let output = desk.run(&run);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("text after a closing quote, in row ") && said.contains("take the first quote out"),
        "{said}"
    );
    assert!(said.contains(", column A") && said.contains("1 fault in values.csv"), "{said}");
    // A source of several lines is what spreadsheets save, commas and quotes in it or not.
    let source = "\"Interview, \"\"Zürich\"\"\nby phone, twice; 3 of 4\"";
    desk.put("values.csv", &format!("key,value,basis,source\nmessaging.ambiguity,0.3,press,{source}\n"));
    let output = desk.run(&run);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("changes 1 value") || said.contains("line break"), "{said}");
    assert!(!said.contains("a quote"), "{said}");
}

#[test]
fn labels_and_names_stay_as_they_are_written_in_every_table() {
    let labels =
        ["010", "0.10", "TRUE", "1e3", "007", "1,5", "a", "01.05.2026", "NaN", "wahr", "1.500", "2.000", "(=1)"];
    let mut table = "case;mediator.name;messaging.ambiguity\n".to_owned();
    labels.iter().for_each(|label| table += &format!(" {label} ;{label};0,3\n"));
    for dialect in ["standard", "excel", "eu"] {
        let rows = summary(&table, dialect);
        for column in ["varied_case", "mediator.name"] {
            let found: Vec<&str> = rows.iter().map(|row| row[column].as_str()).collect();
            assert_eq!(found, labels, "{dialect}");
        }
        let numbers = if dialect == "eu" { "0,300000" } else { "0.300000" };
        assert!(rows.iter().all(|row| row["messaging.ambiguity"] == numbers), "{dialect}");
    }
    // What a spreadsheet would take for a formula keeps its mark.
    let rows = summary("case,messaging.ambiguity\n+5,0.3\n-0,0.3\n", "standard");
    assert_eq!([&rows[0]["varied_case"], &rows[1]["varied_case"]], ["'+5", "'-0"]);
}

#[test]
fn labels_are_text_in_the_manifest_the_page_the_brief_and_the_workbook() {
    let desk = Desk::with("case.toml", RICH);
    desk.put("cases.csv", "case,messaging.ambiguity\n010,0.1\n0.10,0.2\nTRUE,0.3\n");
    desk.done(&CASES);
    desk.done(&["report", "out", "--quiet"]);
    assert!(desk.read("out/manifest.json").contains("\"010\""));
    let (page, brief) = (desk.read("out/report.html"), desk.read("out/brief.md"));
    for label in ["010", "0.10", "TRUE"] {
        assert!(page.contains(&format!(">{label}</td>")), "{label} is missing in the list of points");
    }
    let named = ["case 010,", "case 0.10,", "case TRUE,"].map(|label| [&page, &brief].map(|text| text.contains(label)));
    assert!(named.contains(&[true, true]), "the points shown in full: {named:?}");
    assert!(named.iter().all(|[page, brief]| page == brief), "page and brief show the same points: {named:?}");
    let mut book: Xlsx<_> = calamine::open_workbook(desk.path("out/workbook.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("comparison").expect("a sheet");
    let cells: Vec<&Data> = sheet.rows().flatten().collect();
    for label in ["010", "0.10", "TRUE"] {
        assert!(cells.contains(&&Data::String(label.to_owned())), "{label}");
    }
    desk.done(&["verify", "out", "--rerun"]);
}

#[test]
fn a_name_that_is_varied_is_what_was_written_with_quotes_or_without() {
    let desk = Desk::with("case.toml", RICH);
    let sweep = ["sweep", "case.toml", "--trials", "16", "--out", "out", "--quiet", "--vary"];
    for vary in ["title=1,010,TRUE", "title=\"1\",\"010\",\"TRUE\""] {
        desk.done(&[&sweep[..], &[vary]].concat());
        let rows = rows(&desk.read("out/summary.csv"), b',');
        for (row, title) in rows.iter().zip(["1", "010", "TRUE"]) {
            assert_eq!([&row["varied_title"], &row["title"]], [title, title], "{vary}");
        }
    }
}

#[test]
fn numbers_that_can_be_read_in_two_ways_are_refused_with_both() {
    const KEY: &str = "case;money.frozen_usd_bn\n";
    for (table, parts) in [
        (
            format!("{KEY}a;1.500\nb;2.000\n"),
            ["1.500 may be 1.5 or 1500, in row 2, column B", "write 2000, or 2;", "2 faults"],
        ),
        (format!("{KEY}a;1,500\nb;12,250\n"), ["1,500 may be 1,5 or 1500", "write 12250, or 12,25;", "2 faults"]),
        (format!("{KEY}a;1.500\n").replace(';', "\t"), ["1.500 may be 1.5 or 1500", "write 1500, or 1.5", "1 fault"]),
        (format!("{KEY}a;1.500 to 2.000\n"), ["1.500 may be 1.5 or 1500", "write 1500, or 1.5", "1 fault"]),
        (format!("{KEY}a;{{ values = [1.500, 2.000] }}\n"), ["1.500 may be", "write 1500, or 1.5", "1 fault"]),
        (format!("{KEY}a;0,5\nb;1.500\n"), ["a decimal point among decimal commas", "write 1500, or 1,5", "1 fault"]),
        (format!("{KEY}a;0.5\nb;1,500\n"), ["1,500 may be 1,5 or 1500", "write 1500, or 1.5", "1 fault"]),
        (format!("{KEY}a;1.500.000\n"), ["points between the thousands", "write 1500000", "1 fault"]),
        (format!("{KEY}a;1 500\nb;1'500\n"), ["spaces between the thousands", "apostrophes between", "write 1500"]),
        (
            "case,money.frozen_usd_bn\na,\"1,500\"\nb,\"1,500,000\"\nc,\"1,500.25\"\n".to_owned(),
            ["1,500 may be 1,5 or 1500", "write 1500.25", "3 faults"],
        ),
    ] {
        let said = refused(&table);
        parts.iter().for_each(|part| assert!(said.contains(part), "{part} is missing in\n{said}"));
    }
}

/// Between commas, points are the only decimal marks; elsewhere one number that can be read in one way settles all others.
#[test]
fn numbers_that_can_be_read_in_one_way_only_are_read() {
    const KEY: &str = "case;money.frozen_usd_bn\n";
    for (table, read) in [
        ("case,money.frozen_usd_bn\na,17.500\nb,18.000\n".to_owned(), ["17.500000", "18"]),
        (format!("{KEY}a;17,500\nb;18,25\n"), ["17.500000", "18.250000"]),
        (format!("{KEY}a;17.500\nb;18.25\n"), ["17.500000", "18.250000"]),
        (format!("{KEY}1.500;7500\n2.000;18\n"), ["7500", "18"]),
        // What the messages propose.
        (format!("{KEY}a;17.5\nb;18\n"), ["17.500000", "18"]),
        (format!("{KEY}a;17.2340\nb;18.5\n"), ["17.234000", "18.500000"]),
    ] {
        let rows = summary(&table, "standard");
        assert_eq!([&rows[0]["money.frozen_usd_bn"], &rows[1]["money.frozen_usd_bn"]], read, "{table}");
    }
}

/// A range in the words of the file, with points, may stand in a table that has decimal commas everywhere else.
#[test]
fn tables_of_our_own_are_read_back_whatever_their_numbers_are() {
    let desk = Desk::with("case.toml", RICH);
    let sets = ["--set", "title=\"010\"", "--set", "messaging.ambiguity=0.125 to 0.375", "--set", "horizon_weeks=104"];
    for dialect in ["standard", "excel", "eu"] {
        let run = ["run", "case.toml", "--trials", "16", "--csv-dialect", dialect, "--quiet"];
        desk.done(&[&run[..], &["--out", dialect], &sets].concat());
        let values = format!("{dialect}/parameters.csv");
        desk.done(&[&run[..], &["--out", "again", "--values", &values], &sets].concat());
        assert_eq!(desk.digest(dialect), desk.digest("again"), "{dialect}");
    }
}
