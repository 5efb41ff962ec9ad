//! Every figure of a report is that of the CSV file.

use super::{csv_rows, digests, page, simulated, words_of, workbook};
use crate::Desk;
use calamine::Data;
use calamine::Reader;
use detente_report::results::inspect;
use support::RICH;

#[test]
fn the_same_results_give_the_same_report_whether_at_once_later_or_again() {
    let (at_once, later) = (simulated(&["--report"]), simulated(&["--threads", "1"]));
    later.done(&["report", "out"]);
    assert_eq!(digests(&at_once), digests(&later));
    later.done(&["report", "out", "--quiet"]);
    assert_eq!(digests(&at_once), digests(&later));
    assert_eq!(inspect(&later.path("out")).expect("own results").discrepancies, []);
    let charts = digests(&later).keys().filter(|path| path.starts_with("charts/")).count();
    assert!((9..=13).contains(&charts), "one comparison, and up to six charts for each of two scenarios: {charts}");
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
    assert_eq!(book.sheet_names()[..3], ["answer", "comparison", "charts"]);
    let (mut compared, mut numbers) = (0, 0);
    for name in book.sheet_names() {
        let table = if name == "comparison" { "summary" } else { name.as_str() };
        if ["answer", "charts", "columns", "about"].contains(&table) {
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
        let line = brief.lines().find(|line| line.starts_with(&format!("- {scenario}: "))).expect("a line");
        let outcomes_chart = desk.read(&format!("out/charts/{scenario}_outcomes.svg"));
        for (nth, row) in rows.iter().filter(|row| row[0] == scenario).enumerate() {
            let count: f64 = row[2].parse().expect("a count");
            let expected = if count == 0.0 { "0".to_owned() } else { format!("{:.1} %", count / 3.0) };
            let told = line.split([',', ';']).nth(nth).expect("an outcome");
            assert!(told.ends_with(&format!("{} {expected}", row[1])), "{scenario} {}: {told}", row[1]);
            assert!(outcomes_chart.contains(&format!(">{expected}</tspan>")), "{scenario} {expected}");
        }
    }
    let baseline = csv_rows(&desk, "baseline");
    let last = baseline.iter().rfind(|row| row[0] == "rich").expect("a row");
    let difference: f64 = last[9].parse().expect("a number");
    assert!(brief.contains(&format!("less without {:+.1} points (", 100.0 * difference)), "{difference}");
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
        let words = |column: &str| row[at(column)].replace('_', " ").replace("sign offs", "sign-offs");
        let Some(own) = table.split(&format!(">{}</th></tr>", words("indicator"))).nth(1) else { continue };
        let own = own.split("rowgroup").next().expect("a group");
        let line = own.split(&format!(">{}</th>", words("state"))).nth(1).expect("a state").split("</tr>").next();
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
    let best = best[at("indicator")].replace('_', " ").replace("sign offs", "sign-offs");
    assert!(table.contains(&format!(">{best}</th></tr>")) && page.contains(&format!("six months: {best}</h2>")));
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
