//! What is handed over: charts, page, brief and workbook hold the figures of the tables, harm nobody's
//! spreadsheet or browser, and come out the same every time.

mod common;

use calamine::{Data, Reader, Xlsx};
use common::{Desk, RICH};
use detente_report::results::{Manifest, inspect};
use detente_report::{self, Report, ReportFile, Tables};
use detente_study::table::RunTables;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::Cursor;

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
    detente_report::files(&Report::new(&tables, source.provenance)).expect("a report")
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

#[test]
fn the_same_results_give_the_same_report_whether_at_once_later_or_again() {
    let (at_once, later) = (simulated(&["--report"]), simulated(&["--threads", "1"]));
    later.done(&["report", "out"]);
    assert_eq!(digests(&at_once), digests(&later));
    later.done(&["report", "out", "--quiet"]);
    assert_eq!(digests(&at_once), digests(&later));
    assert_eq!(inspect(&later.path("out")).expect("own results").discrepancies, []);
    let charts = digests(&later).keys().filter(|path| path.starts_with("charts/")).count();
    assert_eq!(charts, 13, "one comparison, six charts for each of two scenarios");
}

#[test]
fn a_run_writes_no_report_unless_asked_and_takes_an_old_one_away() {
    let desk = simulated(&["--report"]);
    assert!(digests(&desk).contains_key("workbook.xlsx"));
    desk.done(&["run", "--trials", "300", "--quiet", "--out", "out"]);
    let left = digests(&desk);
    assert!(!left.keys().any(|path| path.starts_with("charts/") || path == "workbook.xlsx" || path == "report.html"));
}

/// A cell of the workbook spelled as the CSV file would, given how the CSV file spells its like.
fn respelled(cell: &Data, like: &str) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(number) => match like.split_once('.') {
            None => format!("{number:.0}"),
            Some((_, decimals)) => format!("{number:.0$}", decimals.len()),
        },
        Data::String(text) if like.starts_with('\'') => format!("'{text}"),
        Data::String(text) => text.clone(),
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_cell_of_the_workbook_is_that_of_the_csv_file() {
    let desk = simulated(&["--report"]);
    let bytes = std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let mut book = workbook(&bytes);
    assert_eq!(book.sheet_names()[..2], ["comparison", "charts"]);
    let (mut compared, mut numbers) = (0, 0);
    for name in book.sheet_names() {
        let table = if name == "comparison" { "summary" } else { name.as_str() };
        if ["charts", "columns", "about"].contains(&table) {
            continue;
        }
        let sheet = book.worksheet_range(&name).expect("a sheet");
        let rows = csv_rows(&desk, table);
        assert_eq!(sheet.height(), rows.len() + 2, "{name}");
        for (row, cells) in rows.iter().enumerate() {
            for (column, like) in cells.iter().enumerate() {
                let at = (row as u32 + 2, column as u32);
                let cell = sheet.get_value(at).unwrap_or(&Data::Empty);
                // A hostile sign within a text is marked in CSV, where the mark cannot be seen in a sheet.
                let expected = if matches!(cell, Data::String(_)) { like.replace(" '", " ") } else { like.clone() };
                assert_eq!(respelled(cell, like).replace(" '", " "), expected, "{name} {at:?}");
                compared += 1;
                numbers += usize::from(matches!(cell, Data::Float(_)));
            }
        }
    }
    assert!(compared > 20_000 && numbers > 10_000, "{compared} cells, {numbers} numbers");
}

/// The tables of the page that are cut from `csv`: header and rows.
fn page_tables(part: &str, csv: &str) -> Vec<Vec<Vec<String>>> {
    let mark = format!("<caption>from {csv}.csv</caption>");
    let tables = part.split(&mark).skip(1).map(|rest| rest.split("</table>").next().expect("an end"));
    tables
        .map(|table| {
            table
                .split("<tr>")
                .skip(1)
                .map(|row| {
                    let cells = row.split("</t").map(|cell| cell.rsplit('>').next().unwrap_or_default());
                    let mut cells: Vec<String> = cells.map(unescaped).collect();
                    cells.truncate(row.matches("<th ").count() + row.matches("<td").count());
                    cells
                })
                .collect()
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

#[test]
fn every_table_of_the_page_is_cut_from_its_csv_file() {
    let desk = simulated(&["--report"]);
    let page = page(&desk);
    let mut cells = 0;
    for scenario in ["hostile", "rich"] {
        let mark = format!("data-scenario=\"{scenario}\">");
        let part = page.split(&mark).nth(1).expect("a section").split("</section>").next().expect("an end");
        for csv in ["outcomes", "causes", "timeline", "rungs", "baseline", "actors"] {
            let rows = csv_rows(&desk, csv);
            let tables = page_tables(part, csv);
            assert!(!tables.is_empty(), "{csv} of {scenario}");
            for table in tables {
                let places: Vec<usize> = table[0]
                    .iter()
                    .map(|name| rows[0].iter().position(|column| column == name).expect("a column of the file"))
                    .collect();
                let own = rows.iter().filter(|row| row[0] == scenario && (csv != "actors" || row[3] == "body"));
                // The mark by which a CSV file keeps text from becoming a formula is not for people.
                let shown = |cell: &String| cell.strip_prefix('\'').unwrap_or(cell).to_owned();
                let expected: Vec<Vec<String>> =
                    own.map(|row| places.iter().map(|place| shown(&row[*place])).collect()).collect();
                assert_eq!(table[1..], expected, "{csv} of {scenario}");
                cells += expected.len() * places.len();
            }
        }
    }
    assert!(cells > 800, "{cells} cells");
}

#[test]
fn the_brief_and_the_charts_round_what_the_csv_file_says() {
    let desk = simulated(&["--report"]);
    let (brief, rows) = (desk.read("out/brief.md"), csv_rows(&desk, "outcomes"));
    for scenario in ["hostile", "rich"] {
        let line = brief.lines().find(|line| line.starts_with(&format!("| {scenario} "))).expect("a row");
        let shown: Vec<&str> = line.split('|').map(str::trim).collect();
        let outcomes_chart = desk.read(&format!("out/charts/{scenario}_outcomes.svg"));
        for (nth, row) in rows.iter().filter(|row| row[0] == scenario).enumerate() {
            let count: f64 = row[2].parse().expect("a count");
            let expected = if count == 0.0 { "0".to_owned() } else { format!("{:.1} %", count / 3.0) };
            assert_eq!(shown[nth + 2], expected, "{scenario} {}", row[1]);
            assert!(outcomes_chart.contains(&format!(">{expected}</tspan>")), "{scenario} {expected}");
        }
    }
    let baseline = csv_rows(&desk, "baseline");
    let last = baseline.iter().rfind(|row| row[0] == "rich").expect("a row");
    let difference: f64 = last[9].parse().expect("a number");
    assert!(brief.contains(&format!("| {:+.1} (", 100.0 * difference)), "{difference}");
}

#[test]
fn what_to_watch_on_the_page_is_what_the_csv_file_says_of_the_best_indicator() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "4000", "--quiet", "--report", "--out", "out"]);
    let (page, rows) = (page(&desk), csv_rows(&desk, "watch"));
    let table = page.split("aria-label=\"What to watch\"").nth(1).and_then(|rest| rest.split("</table>").next());
    let table = table.expect("a table");
    let at = |name: &str| rows[0].iter().position(|column| column == name).expect("a column");
    let mut compared = 0;
    for row in rows.iter().filter(|row| row[at("landmark_week")] == "26" && !row[at("share")].is_empty()) {
        let Some(own) = table.split(&format!(">{}</th></tr>", row[at("indicator")])).nth(1) else { continue };
        let own = own.split("rowgroup").next().expect("a group");
        let line = own.split(&format!(">{}</th>", row[at("state")])).nth(1).expect("a state").split("</tr>").next();
        let place =
            ["scaling", "stalling", "overtaken", "collapse"].iter().position(|word| *word == row[at("outcome")]);
        let cell = line.expect("cells").split("</td>").nth(place.expect("an outcome")).expect("a share");
        let share: f64 = row[at("share")].parse().expect("a number");
        let expected = if share == 0.0 {
            "0".to_owned()
        } else if share < 5e-4 {
            "&lt;0.1 %".to_owned()
        } else {
            format!("{:.1} %", 100.0 * share)
        };
        assert!(cell.ends_with(&format!(">{expected}")), "{row:?}: {cell}");
        compared += 1;
    }
    assert!(compared >= 16, "{compared} shares");
    let best = rows.iter().find(|row| row[at("landmark_week")] == "26" && row[at("rank")] == "1").expect("a row");
    assert!(table.contains(&format!(">{}</th></tr>", best[at("indicator")])));
}

#[test]
fn no_text_becomes_a_formula_in_the_workbook() {
    let desk = simulated(&[]);
    let files = written(&desk, |tables| tables.rungs[1].title = "\t=2+2".to_owned());
    let bytes = file(&files, "workbook.xlsx");
    let mut book = workbook(bytes);
    let mut texts = Vec::new();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "a formula in {name}");
        let range = book.worksheet_range(&name).expect("a sheet");
        texts.extend(range.cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    for hostile in HOSTILE.into_iter().chain(["\t=2+2"]) {
        assert!(texts.iter().any(|text| text == hostile), "{hostile} is not in the workbook as text");
    }
}

#[test]
fn no_text_becomes_markup_in_page_brief_and_charts_and_none_bears_the_marks_of_a_csv_file() {
    let desk = simulated(&[]);
    for file in written(&desk, |_| ()).iter().filter(|file| file.path != "workbook.xlsx") {
        let text = std::str::from_utf8(&file.bytes).expect("UTF-8");
        assert!(!text.contains("<script>alert"), "{}", file.path);
        assert_eq!(text.matches("<script").count(), usize::from(file.path == "report.html"), "{}", file.path);
        for formula in ["=1+1", "@SUM(A1)", "-2+3", "+cmd"] {
            for mark in ["'", "&#39;"] {
                assert!(!text.contains(&format!("{mark}{formula}")), "{mark}{formula} in {}", file.path);
            }
        }
    }
}

#[test]
fn the_page_shows_values_as_they_were_written_and_no_digits_that_only_a_file_needs() {
    let desk = Desk::with("case.toml", RICH);
    let leaning =
        |value: &str, basis: &str| format!("leaning = {{ {value}, basis = \"{basis}\", source = \"-2 steps\" }}\n");
    let text = format!(
        "extends = \"case.toml\"\n[body.treasury]\n{}[body.council]\n{}",
        leaning("value = -0.5", "press"),
        leaning("value = 0.6799999999999999", "judgement"),
    );
    desk.put("own.toml", &text);
    desk.done(&["run", "own.toml", "--trials", "300", "--quiet", "--report", "--out", "out"]);
    let page = page(&desk);
    assert!(!page.contains("&#39;-"), "a mark of a CSV file");
    assert!(page.contains("<td>-0.5 log-odds</td><td>-2 steps</td>"), "{page}");
    assert!(page.contains("<td>0.68 log-odds</td><td>-2 steps</td>"), "{page}");
    assert!(page.contains("<summary>The one value from the press</summary>"));
    let long = words_of(&page)
        .split_whitespace()
        .find(|word| {
            word.split_once('.')
                .is_some_and(|(_, digits)| digits.len() > 8 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .map(str::to_owned);
    assert_eq!(long, None);
}

#[test]
fn every_chart_is_sound_xml_with_a_title_an_alternative_and_a_foot() {
    let desk = simulated(&["--report"]);
    let inputs = inspect(&desk.path("out")).expect("own results").manifest.inputs;
    let mut charts = 0;
    for path in digests(&desk).keys().filter(|path| path.starts_with("charts/")) {
        let text = desk.read(&format!("out/{path}"));
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut elements, mut words) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{path}: {error}")) {
                Event::Start(start) | Event::Empty(start) => {
                    start.attributes().for_each(|attribute| drop(attribute.expect("a sound attribute")));
                    elements.push(start.name().as_ref().to_owned());
                }
                Event::Text(part) => words.push_str(&part.xml10_content()),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(elements[..3], ["svg", "title", "desc"], "{path}");
        assert!(elements.iter().filter(|name| *name == "text").count() > 4, "{path}");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let scenario = path.trim_start_matches("charts/").split('_').next().expect("a name");
        for scenario in if scenario == "comparison.svg" { vec!["hostile", "rich"] } else { vec![scenario] } {
            let input = &inputs[&format!("inputs/{scenario}.toml")][..12];
            for part in [concat!("detente ", env!("CARGO_PKG_VERSION")), scenario, "seed 1", "300 trials", input] {
                assert!(words.contains(part), "{path} does not say {part}: {words}");
            }
        }
        charts += 1;
    }
    assert_eq!(charts, 13);
}

#[test]
fn the_page_loads_nothing() {
    let desk = simulated(&["--report"]);
    let page = page(&desk).to_lowercase();
    for load in [" src=", "srcset=", "@import", "url(", "<link", "<iframe", "<object", "<embed", "fetch(", "import("] {
        assert!(!page.contains(load), "the page has {load}");
    }
    for target in page.split("href=\"").skip(1) {
        assert!(target.starts_with('#'), "a link out of the page: {}", &target[..30]);
    }
    let links: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for link in &links {
        assert!(page.contains(&format!("id=\"{link}\"")), "nothing is called {link}");
    }
    assert!(links.len() >= 3);
}

#[test]
fn ids_in_the_page_are_unique() {
    let desk = simulated(&["--report"]);
    let page = page(&desk);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(all > 20);
}

#[test]
fn a_table_that_is_too_long_for_a_sheet_is_named_instead() {
    let desk = simulated(&[]);
    let files = written(&desk, |tables| {
        let row = tables.histograms[0].clone();
        tables.histograms.resize(20_001, row);
    });
    let mut book = workbook(file(&files, "workbook.xlsx"));
    let sheet = book.worksheet_range("histograms").expect("a sheet");
    assert_eq!(sheet.height(), 4);
    let note = sheet.get_value((3, 0)).expect("a note").to_string();
    assert!(note.contains("20 001 rows") && note.contains("histograms.csv"), "{note}");
}

#[test]
fn a_folder_that_is_not_as_it_was_written_gets_no_report() {
    let desk = simulated(&[]);
    let refused = |folder: &str, part: &str| {
        let output = desk.detente(&["report", folder]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{message}");
        assert!(message.contains(part), "{message}");
        message
    };
    assert!(refused("nowhere", "there is no folder nowhere").contains("detente run"));
    assert!(refused("scenarios", "is not a results folder").contains("detente run"));
    desk.put("out/notes.txt", "mine");
    refused("out", "notes.txt is not listed in its manifest");
    std::fs::remove_file(desk.path("out/notes.txt")).expect("a file");
    let outcomes = desk.read("out/outcomes.csv");
    desk.put("out/outcomes.csv", &outcomes.replacen("300", "400", 1));
    assert!(refused("out", "outcomes.csv was changed").contains("run the scenarios again"));
    desk.put("out/outcomes.csv", &outcomes);
    desk.done(&["report", "out", "--quiet"]);
}

#[test]
fn a_report_is_verified_made_again_by_rerun_and_added_by_resume() {
    let desk = simulated(&["--report"]);
    let (sound, files) = (desk.done(&["verify", "out", "--rerun"]), digests(&desk));
    assert!(sound.contains(&format!("{} files came out the same", files.len())), "{sound}");
    let brief = desk.read("out/brief.md");
    desk.put("out/brief.md", &brief.replacen('1', "2", 1));
    let output = desk.detente(&["verify", "out"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("brief.md was changed after it was written"));

    let again = simulated(&[]);
    again.put("out/.~lock.workbook.xlsx#", "a spreadsheet has it open");
    again.done(&["run", "--trials", "300", "--out", "out", "--resume", "--report"]);
    assert_eq!(digests(&again), files);
}

#[test]
fn the_ladder_says_who_must_sign_all_bodies_where_the_file_does_not_say() {
    let desk = Desk::with(
        "signed.toml",
        "[body.one]\nparty = \"sender_state\"\nname = \"First Body\"\n[body.two]\nparty = \"target_state\"\n\
         [ladder]\norder = [\"all\", \"none\", \"second\"]\n[rung.all]\nboth = { kind = \"deconfliction\" }\n\
         [rung.none]\nneeds = []\nboth = { kind = \"deconfliction\" }\n\
         [rung.second]\nneeds = [\"two\"]\nboth = { kind = \"deconfliction\" }\n",
    );
    desk.done(&["run", "signed.toml", "--trials", "50", "--quiet", "--report", "--out", "out"]);
    let chart = desk.read("out/charts/signed_ladder.svg");
    let said = chart.split("<desc").nth(1).and_then(|rest| rest.split("</desc>").next()).expect("an alternative");
    let rungs: Vec<&str> =
        [" 1 all:", " 2 none:", " 3 second:"].iter().filter_map(|rung| said.split(rung).nth(1)).collect();
    let expected = ["Must be signed by First Body, two.", "No body must sign.", "Must be signed by two."];
    for (rung, expected) in rungs.iter().zip(expected) {
        let first = ["Must be", "No body"].iter().filter_map(|start| rung.find(start)).min().expect("who signs");
        assert!(rung[first..].starts_with(expected), "{expected}: {rung}");
    }
    assert_eq!(rungs.len(), 3, "{said}");
}

#[test]
fn a_shard_gets_no_report_but_what_was_merged_does() {
    let desk = Desk::with("rich.toml", RICH);
    for part in ["1/2", "2/2"] {
        let shard = part.replace('/', "_");
        desk.done(&[
            "run",
            "rich.toml",
            "--trials",
            "512",
            "--shard",
            part,
            "--quiet",
            "--out",
            &format!("shards/{shard}"),
        ]);
    }
    let output = desk.detente(&["report", "shards/1_2"]);
    assert_eq!(output.status.code(), Some(3));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("is shard 1/2") && message.contains("detente merge"), "{message}");
    desk.done(&["merge", "shards", "--out", "merged", "--quiet"]);
    desk.done(&["report", "merged", "--quiet"]);
    desk.done(&["run", "rich.toml", "--trials", "512", "--quiet", "--report", "--out", "whole"]);
    assert_eq!(desk.digest("merged"), desk.digest("whole"));
}

#[test]
fn results_whose_records_do_not_give_their_tables_get_no_report() {
    let desk = simulated(&[]);
    let edited = desk.read("out/outcomes.csv").replacen("300", "301", 1);
    let (old, new) = (digests(&desk)["outcomes.csv"].clone(), detente_report::results::sha256(edited.as_bytes()));
    desk.put("out/outcomes.csv", &edited);
    let Manifest { facts, inputs, outputs, .. } = Manifest::read(&desk.path("out")).expect("own results");
    let mut files: BTreeMap<String, String> = inputs.into_iter().chain(outputs).collect();
    assert_eq!(files.insert("outcomes.csv".to_owned(), new), Some(old));
    desk.put("out/manifest.json", &Manifest::new(facts, files).to_json());
    let output = desk.detente(&["report", "out"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(message.contains("outcomes.csv, made again from the records, comes out otherwise"), "{message}");
}

#[test]
fn scenarios_without_ladder_or_without_counterfactuals_are_reported_too() {
    let desk = Desk::with("bare.toml", "[ladder]\norder = []\n");
    desk.done(&["run", "bare.toml", "--trials", "50", "--quiet", "--report", "--out", "out"]);
    assert!(!digests(&desk).keys().any(|path| path.ends_with("ladder.svg") || path.ends_with("comparison.svg")));
    assert!(page(&desk).contains("Of 100 trials"));
    let reference = common::shipped("reference/ladder.toml").display().to_string();
    desk.done(&["run", &reference, "--trials", "50", "--quiet", "--report", "--out", "out", "--force"]);
    assert!(!digests(&desk).keys().any(|path| path.ends_with("confrontation.svg")));
    assert!(page(&desk).contains("Of 100 trials") && desk.read("out/brief.md").contains("| - | "));
}

/// The text of a page or chart without its marks, on one line.
fn words_of(text: &str) -> String {
    let parts = text.split('<').map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// What was observed, of which about a fifth of the trials of the rich scenario went so.
const NEWS: &str = "[[observed]]\ndate = 2026-12-01\nevent = \"signed\"\nwho = \"congress\"\nhappened = false\n\
                    [[observed]]\ndate = 2026-01-26\nevent = \"incident\"\nhappened = false\n";

#[test]
fn under_news_every_figure_is_of_the_trials_that_went_so_and_everything_says_so() {
    let desk = Desk::with("news.toml", &format!("{RICH}{NEWS}"));
    desk.done(&["run", "news.toml", "--trials", "3000", "--quiet", "--report", "--out", "out"]);
    let observed = csv_rows(&desk, "observed");
    let kept: u64 = observed[2][8].parse().expect("a count");
    assert!((200..2900).contains(&kept), "{kept}");
    let grouped = detente_study::table::grouped(kept);
    let both = format!("{grouped} of 3 000 trials");
    let said = format!("{both} went as was observed, and all figures are about these");
    let (page, brief) = (page(&desk), desk.read("out/brief.md"));
    let bytes = std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let about = workbook(&bytes).worksheet_range("about").expect("a sheet");
    let about: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(page.contains(&said) && brief.contains(&said), "{brief}");
    assert!(about.iter().any(|line| line.contains(&said)) && about.contains(&kept.to_string()), "{about:?}");
    let charts = std::fs::read_dir(desk.path("out/charts")).expect("charts");
    let charts = charts.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text"));
    let charts: Vec<String> = charts.map(|text| words_of(&text)).collect();
    assert_eq!(charts.len(), 6);
    for text in charts.iter().chain([&words_of(&page), &brief]) {
        let all = text.matches("3 000 trials").count();
        assert!(all > 0 && all == text.matches(&both).count(), "3 000 trials without the number kept: {text}");
    }
    assert!(brief.contains(&format!(" of {grouped} trials (chance")) && brief.contains("of these trials)"), "{brief}");
    let counterfactuals = "The no-channel trials are those of the trials kept, and need not have gone as was observed";
    assert!(
        page.contains(counterfactuals)
            && brief.contains(counterfactuals)
            && about.iter().any(|line| line.starts_with(counterfactuals))
    );
}

#[test]
fn page_and_brief_list_what_was_observed_and_what_it_teaches() {
    let desk = Desk::with("news.toml", &format!("{RICH}{NEWS}"));
    desk.done(&["run", "news.toml", "--trials", "6000", "--quiet", "--report", "--out", "out"]);
    let (page, brief) = (page(&desk), desk.read("out/brief.md"));
    let share = |row: &[String]| format!("{:.1} %", 100.0 * row[7].parse::<f64>().expect("a share"));
    for (row, day) in csv_rows(&desk, "observed")[1..].iter().zip(["26 Jan 2026", "1 Dec 2026"]) {
        let cells = format!("<td class=\"n\">{day}</td><td class=\"n\">{}</td>", share(row));
        assert!(page.contains(&format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", row[4])), "{row:?}");
        assert!(brief.contains(&format!("| {} | {day} | {} |", row[4], share(row))), "{brief}");
    }
    let learned = csv_rows(&desk, "learned");
    let number = |row: &[String], at: usize| row[at].parse::<f64>().expect("a number");
    let taught = page.split("aria-label=\"What it teaches\"").nth(1).and_then(|rest| rest.split("</table>").next());
    let taught = taught.expect("a table");
    let seen = learned[1..].iter().filter(|row| number(row, 8) > number(row, 9)).count();
    assert!(seen > 0 && seen < learned.len() - 1 && seen <= 6, "{seen} of {}", learned.len() - 1);
    for row in &learned[1..] {
        let teaches = number(row, 8) > number(row, 9);
        let key = row[1].replace('_', "\\_");
        assert_eq!(brief.contains(&format!("\n| {key} | ")), teaches, "{row:?}");
        assert_eq!(taught.contains(&format!("<th scope=\"row\">{}</th>", row[1])), teaches, "{row:?}");
    }
}

#[test]
fn without_news_nothing_is_said_of_them() {
    let desk = simulated(&["--report"]);
    for text in [page(&desk), desk.read("out/brief.md")] {
        assert!(!text.contains("observed,") && !text.contains("The no-channel trials are those"));
    }
}
