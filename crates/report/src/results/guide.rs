//! `README.md` of a results folder: what to open first, for somebody to whom it was handed.

use super::dictionary::Documented;
use std::fmt::Write as _;

const HEAD: &str = "\
# Results of detente

Each scenario in `inputs/` was simulated many times; these tables say how the trials ended. They tell what follows if the assumptions of
the scenarios hold. They are no forecast.

Open `summary.csv` first: a row for each scenario, its four outcomes, the channel against none, where the ladder stops. `outcomes.csv` and
`causes.csv` say how and why trials end";

const OF_FULL: &str =
    ", `rungs.csv` and `actors.csv` where and by whom they are stopped, `timeline.csv` when, `parameters.csv`
on which assumptions, each with what it rests on.";

const OF_LEAN: &str = ", `baseline.csv` what the channel changes. The sweep was asked for with `--lean`: of every point
there are these tables and its file in `inputs/`. To see more of one, run that file.";

const TO_SPREADSHEETS: &str = "Every column is explained below.

The safe way into a spreadsheet is `workbook.xlsx`, which `detente report` writes. A program that writes decimals with a comma takes the
CSV files for text unless they are imported with these options: Unicode (UTF-8), separated by *comma* alone, language *English (USA)*.
With `--csv-dialect eu` the files are made for such a program: Excel opens them as they are, and LibreOffice with the options that its
import dialog proposes when it was never changed: Unicode (UTF-8), separated by *tab*, *comma* and *semicolon*, quoted fields not as text.
(It remembers what was ticked last; *semicolon* must be ticked. Its converter, `soffice --convert-to`, asks nothing and splits at
commas alone, so it wants the options in words: `--infilter=CSV:59,34,76`.)

| file | a row |
| --- | --- |
";

const INPUTS: &str = "| `inputs/` | not a table: the scenarios as simulated, each complete in itself |\n";
const RECORDS: &str = "| `records/` | counts from which all tables are made |\n";
const RECORDS_OF_LEAN: &str = "| `records/` | counts of the points that a report shows in full |\n";

const FOOT: &str = "\
| `report.html`, `brief.md`, `workbook.xlsx`, `charts/` | where `report` was asked for: the same figures to look at and to hand over |
| `datapackage.json` | the same dictionary for programs (Data Package, version 2) |
| `manifest.json` | version, seed, trials, and a SHA-256 of every file |

All scenarios of a run stand in one file below each other, `scenario` first. `detente verify` on this folder says whether anything was
changed since; `detente verify --rerun` simulates all again and compares every byte. Do not edit the files here: work on a copy.
";

/// The guide to a folder with `files`, those of a lean sweep where it is `lean`; `compared` is a paragraph on what the scenarios change
/// against each other, where they were compared.
#[must_use]
pub fn guide_markdown(files: &[Documented<'_>], lean: bool, compared: Option<&str>) -> String {
    let (tables, records) = if lean { (OF_LEAN, RECORDS_OF_LEAN) } else { (OF_FULL, RECORDS) };
    let compared = compared.map_or_else(|| " ".to_owned(), |compared| format!("\n\n{compared}\n\n"));
    let mut text = format!("{HEAD}{tables}{compared}{TO_SPREADSHEETS}");
    for file in files {
        let row = file.description.strip_prefix("A row is ").unwrap_or(file.description).trim_end_matches('.');
        writeln!(text, "| `{}` | {} |", file.path, row.replace('|', "\\|")).expect("writing to a string cannot fail");
    }
    text + INPUTS + records + FOOT
}
