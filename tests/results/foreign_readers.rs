//! Other programs read what detente writes. These tests need such a program and are ignored where the
//! suite is run by itself; continuous integration installs the program and runs them.

use crate::Desk;
use calamine::{Data, Reader, Xlsx};
use std::process::Command;
use support::RICH;

/// Reads every resource of a data package with Python's own CSV and JSON readers and checks each cell
/// against the type that the package declares.
const READER: &str = r#"
import csv, datetime, json, os, sys
folder = sys.argv[1]
package = json.load(open(os.path.join(folder, "datapackage.json"), encoding="utf-8"))
cells = 0
for resource in package["resources"]:
    fields = resource["schema"]["fields"]
    with open(os.path.join(folder, resource["path"]), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [field["name"] for field in fields], resource["path"]
    for row in rows[1:]:
        assert len(row) == len(fields), resource["path"]
        for cell, field in zip(row, fields):
            cells += 1
            if cell == "":
                continue
            if field["type"] == "integer":
                int(cell)
            elif field["type"] == "number":
                assert float(cell) == float(cell), cell
            elif field["type"] == "date":
                datetime.date.fromisoformat(cell)
            else:
                assert field["type"] == "string", field
                assert cell[0] not in "=+@\t\r", cell
print(cells)
"#;

#[test]
#[ignore = "needs python3"]
fn python_reads_every_table_as_the_data_package_says() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "500", "--quiet", "--trial-rows", "--out", "out"]);
    let output = Command::new("python3").args(["-c", READER]).arg(desk.path("out")).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let cells: u64 = String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number");
    assert!(cells > 20_000, "only {cells} cells");
}

/// LibreOffice with a profile of its own, whose locale is `locale`.
struct Office {
    desk: Desk,
}

impl Office {
    fn new(locale: &str) -> Self {
        let settings = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
</oor:items>"#
        );
        Self { desk: Desk::with("profile/user/registrymodifications.xcu", &settings) }
    }

    /// Opens `file` of `desk`, with import options if there are any, and saves it as a workbook; gives the numbers of
    /// its sheets, by sheet.
    fn numbers(&self, desk: &Desk, file: &str, options: Option<&str>) -> Vec<Vec<f64>> {
        let mut command = Command::new("soffice");
        command.arg(format!("-env:UserInstallation=file://{}", self.desk.path("profile").display()));
        command.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]);
        command.args(options.map(|options| format!("--infilter=CSV:{options}")));
        command.arg("--outdir").arg(self.desk.path("saved")).arg(desk.path(file));
        let output = command.output().expect("soffice runs");
        let name = file.rsplit('/').next().expect("a name").rsplit_once('.').expect("an ending").0;
        let saved = std::fs::read(self.desk.path(&format!("saved/{name}.xlsx")));
        let saved = saved.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
        all_numbers(&saved)
    }
}

/// The numbers of every sheet of a workbook, left to right and down; days are none.
fn all_numbers(workbook: &[u8]) -> Vec<Vec<f64>> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).expect("a workbook");
    let sheets = book.sheet_names();
    let numbers = sheets.iter().map(|name| {
        let range = book.worksheet_range(name).expect("a sheet");
        let numbers =
            range.cells().filter_map(|(_, _, cell)| if let Data::Float(number) = cell { Some(*number) } else { None });
        numbers.collect()
    });
    numbers.collect()
}

/// The numbers of a table in standard CSV, read as plain text.
fn plain_numbers(desk: &Desk, table: &str) -> Vec<f64> {
    let text = desk.read(&format!("out/{table}.csv"));
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("CSV"));
    rows.flat_map(|row| row.iter().filter_map(|cell| cell.parse().ok()).collect::<Vec<f64>>()).collect()
}

/// Tables with numbers of every kind, few enough to be read one by one.
const READ: [&str; 3] = ["outcomes", "rungs", "baseline"];
/// The options that the README of a results folder names: comma, quotes, UTF-8, from the first line, English (USA).
const DOCUMENTED: &str = "44,34,76,1,,1033";
/// What the import dialog of LibreOffice proposes unless changed (`Dialogs/CSVImport` of its registry): comma, semicolon
/// and tab, quotes, the character set that the byte order mark tells (UTF-8), from the first line, the language of the
/// program, quoted fields not as text, special numbers not detected.
const PROPOSED: &str = "44/59/9,34,76,1,,0,false,false";
/// The options that the README of a results folder names for the converter, which asks nothing.
const CONVERTER: &str = "59,34,76";

/// The registry of the program that runs the tests proposes what [`PROPOSED`] says.
fn proposes_these_options() {
    let program = std::fs::canonicalize("/usr/bin/soffice").expect("soffice is installed");
    let registry =
        program.parent().and_then(|folder| folder.parent()).expect("a folder").join("share/registry/main.xcd");
    let registry = std::fs::read_to_string(registry).expect("the registry");
    let dialog = registry.split("oor:name=\"CSVImport\"").nth(1).expect("the dialog").split("</group>").next();
    let dialog = dialog.expect("an end");
    for (name, value) in [
        ("Separators", ",;\t"),
        ("TextSeparators", "\""),
        ("QuotedFieldAsText", "false"),
        ("CharSet", "-1"),
        ("Language", "0"),
    ] {
        let own = dialog.split(&format!("oor:name=\"{name}\"")).nth(1).expect("a property");
        let own = own.split("<value>").nth(1).and_then(|rest| rest.split("</value>").next()).expect("a value");
        assert_eq!(own, value, "{name}");
    }
}

#[test]
#[ignore = "needs LibreOffice Calc"]
fn libreoffice_reads_the_same_numbers_from_standard_csv_eu_csv_and_the_workbook() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "300", "--quiet", "--report", "--out", "out"]);
    desk.done(&["run", "rich.toml", "--trials", "300", "--quiet", "--csv-dialect", "eu", "--out", "eu"]);
    let german = Office::new("de-DE");
    proposes_these_options();
    for table in READ {
        let expected = plain_numbers(&desk, table);
        assert!(expected.len() > 10 && expected.iter().any(|number| number.fract() != 0.0), "{table}");
        let standard = german.numbers(&desk, &format!("out/{table}.csv"), Some(DOCUMENTED));
        assert_eq!(standard, std::slice::from_ref(&expected), "standard {table}");
        for options in [PROPOSED, CONVERTER] {
            let eu = german.numbers(&desk, &format!("eu/{table}.csv"), Some(options));
            assert_eq!(eu, std::slice::from_ref(&expected), "eu {table} with {options}");
        }
    }
    let own = all_numbers(&std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook"));
    let saved = german.numbers(&desk, "out/workbook.xlsx", None);
    assert_eq!(own.len(), saved.len(), "every sheet is there");
    assert!(own.iter().flatten().count() > 1000);
    for (own, saved) in own.iter().flatten().zip(saved.iter().flatten()) {
        assert!((own - saved).abs() <= 1e-12 * own.abs(), "{own} became {saved}");
    }
    assert_eq!(own.iter().flatten().count(), saved.iter().flatten().count());
}

#[test]
#[ignore = "needs python3 and Chromium"]
fn a_browser_shows_the_page_and_its_filter_works_by_keyboard() {
    let desk = Desk::with("scenarios/rich.toml", RICH);
    desk.put("scenarios/variant.toml", "extends = \"rich.toml\"\ntitle = \"<b>variant</b>\"\n");
    desk.done(&["run", "--trials", "300", "--quiet", "--report", "--out", "out"]);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page/drive.py");
    let output = Command::new("python3").arg(script).arg(desk.path("out/report.html")).output().expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("reached by keyboard"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
