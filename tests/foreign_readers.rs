//! Other programs read what detente writes. These tests need such a program and are ignored where the
//! suite is run by itself; continuous integration installs the program and runs them.

mod common;

use common::{Desk, RICH};
use std::process::Command;

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
