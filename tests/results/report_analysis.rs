//! What is handed over of `sensitivity`, `compare` and `sweep`: every figure is one of the tables, nothing becomes a
//! formula or markup, and the same comes out every time.

use crate::Desk;
use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use support::RICH;

pub(super) type Rows = Vec<BTreeMap<String, String>>;

pub(super) fn rows(desk: &Desk, path: &str) -> Rows {
    let text = desk.read(path);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// A desk with two plans, on which `args` was run with its results in `out`.
fn analysed(args: &[&str]) -> Desk {
    let desk = Desk::with("case.toml", RICH);
    desk.put(
        "sceptic.toml",
        "extends = \"case.toml\"\n[messaging]\nambiguity = 0.1\n[party.taker]\ntrustworthy = 0.3\n",
    );
    desk.done(&[args, &["--quiet", "--out", "out"]].concat());
    desk
}

fn sensitivity() -> Desk {
    analysed(&["sensitivity", "case.toml", "--trials", "20000"])
}

fn compared(args: &[&str]) -> Desk {
    analysed(&[&["compare", "case.toml"], args, &["--trials", "2000"]].concat())
}

/// The charts in `out`, by stem.
pub(super) fn charts(desk: &Desk) -> BTreeMap<String, String> {
    let files =
        std::fs::read_dir(desk.path("out/charts")).expect("charts").map(|entry| entry.expect("an entry").path());
    let stem = |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    files.map(|path| (stem(&path), std::fs::read_to_string(&path).expect("text"))).collect()
}

/// Every number of the workbook's sheets of tables is that of the CSV file, and no cell is a formula.
pub(super) fn workbook_holds_the_tables(desk: &Desk, tables: &[&str]) {
    let bytes = std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let mut expected: Vec<String> = tables.iter().map(|name| (*name).to_owned()).collect();
    expected.splice(1..1, ["charts".to_owned()]);
    expected.insert(0, "answer".to_owned());
    expected.extend(["columns".to_owned(), "about".to_owned()]);
    assert_eq!(book.sheet_names(), expected);
    for name in book.sheet_names() {
        assert!(
            book.worksheet_formula(&name).expect("a sheet").cells().all(|(_, _, formula)| formula.is_empty()),
            "{name}"
        );
    }
    for table in tables {
        let text = desk.read(&format!("out/{table}.csv"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        // How many plans are possible may be `many`: it is text.
        let words = reader.headers().expect("a header").iter().position(|name| name == "possible");
        let cells = reader.records().map(|row| row.expect("a row"));
        // Values of keys are text, whatever they look like; figures are whole or have six decimals.
        let is_figure = |cell: &&str| cell.split_once('.').is_none_or(|(_, decimals)| decimals.len() >= 6);
        let numbers = |row: csv::StringRecord| -> Vec<f64> {
            let figures = row.iter().enumerate().filter(|(at, _)| Some(*at) != words).map(|(_, cell)| cell);
            figures.filter(is_figure).filter_map(|cell| cell.parse().ok()).collect()
        };
        let plain = cells.flat_map(numbers);
        let range = book.worksheet_range(table).expect("a sheet");
        let cells =
            range.cells().filter_map(|(_, _, cell)| if let Data::Float(number) = cell { Some(*number) } else { None });
        let (plain, cells): (Vec<f64>, Vec<f64>) = (plain.collect(), cells.collect());
        assert_eq!(plain, cells, "{table}");
    }
}

/// The report is made, sound, the same when made again, and survives `verify --rerun`.
pub(super) fn reported(desk: &Desk) -> BTreeMap<String, String> {
    desk.done(&["report", "out"]);
    let first = desk.digest("out");
    desk.done(&["report", "out", "--quiet"]);
    assert_eq!(desk.digest("out"), first);
    assert!(desk.done(&["verify", "out", "--rerun"]).contains("sound"));
    let page = desk.read("out/report.html");
    for (name, chart) in charts(desk) {
        let title = chart.split("<title").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).expect("a title");
        assert!(page.contains(&format!("id=\"f-{name}\"")) && page.contains(title), "{name}");
        for part in [concat!("detente ", env!("CARGO_PKG_VERSION")), "seed 1", "sha256"] {
            assert!(chart.contains(part), "{name} does not say {part}");
        }
    }
    assert!(!page.contains(" src=") && page.matches("<script").count() == 2, "the page needs nothing");
    assert!(page.contains("id=\"page\">") && page.contains("<button type=\"button\" class=\"try\""), "it can be tried");
    charts(desk)
}

/// A difference in points as it is written in charts.
fn points(share: &str) -> String {
    let points = 100.0 * share.parse::<f64>().expect("a number");
    // What tenths make nothing of has more decimals; what is nothing even then has no sign.
    match format!("{points:+.1}").as_str() {
        "+0.0" | "-0.0" if points.abs() < 0.0005 => "0.0 points".to_owned(),
        "+0.0" | "-0.0" if points.abs() < 0.005 => format!("{points:+.3} points"),
        "+0.0" | "-0.0" => format!("{points:+.2} points"),
        tenths => format!("{tenths} points"),
    }
}

#[test]
fn a_sensitivity_analysis_has_a_tornado_for_each_outcome_with_the_figures_of_the_table() {
    let desk = sensitivity();
    let charts = reported(&desk);
    let mut figures = 0;
    for row in rows(&desk, "out/indices.csv").iter().filter(|row| !row["effect"].is_empty()) {
        let chart = &charts[&format!("tornado_{}", row["outcome"])];
        let own = chart.split("<desc").nth(1).expect("an alternative");
        let expected = format!("\u{201d} ({}) {} (", row["input"], points(&row["effect"]));
        assert!(own.contains(&expected), "{expected} of {}: {own}", row["outcome"]);
        let drawn = own.split("</desc>").nth(1).expect("marks");
        assert!(!drawn.contains(&row["input"]) && drawn.contains("\u{201c}"), "bars are called by words: {drawn}");
        assert!(desk.read("out/report.html").contains(&format!(">{}</td>", row["effect"])));
        figures += 1;
    }
    assert!(figures >= 12, "{figures} figures");
    // The bars are sorted by their lengths, and so is what the brief tells of them.
    let effect = |row: &BTreeMap<String, String>| row["effect"].parse::<f64>().map_or(0.0, f64::abs);
    let own: Vec<_> = rows(&desk, "out/indices.csv").into_iter().filter(|row| row["outcome"] == "collapse").collect();
    let first = own.iter().reduce(|most, next| if effect(next) > effect(most) { next } else { most }).expect("a row");
    let brief = desk.read("out/brief.md");
    let told = brief.split("## What moves collapse").nth(1).and_then(|part| part.split("\n- ").nth(1)).expect("a list");
    let begin = told.split(": +").next().and_then(|part| part.split(": -").next()).expect("words");
    assert!(begin.starts_with('\u{201c}') && begin.ends_with(&format!("\u{201d} ({})", first["input"])), "{told}");
    workbook_holds_the_tables(&desk, &["indices", "index_pairs", "boxes"]);
    assert!(!desk.read("out/report.html").contains(" …</text>"), "no question is cut, on a telephone neither");
    // Beside the charts of the workbook each bar has its words and its key.
    let bytes = std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let charts = book.worksheet_range("charts").expect("a sheet");
    let pairs = charts.rows().filter_map(|row| {
        let at = row.iter().position(|cell| cell.to_string() == first["input"])?;
        Some(row[..at].iter().any(|cell| cell.to_string().starts_with('\u{201c}')))
    });
    let pairs: Vec<bool> = pairs.collect();
    assert!(!pairs.is_empty() && pairs.iter().all(|has_words| *has_words), "{}: {pairs:?}", first["input"]);
}

#[test]
fn two_plans_have_their_differences_and_flows_with_the_figures_of_the_tables() {
    let desk = compared(&["sceptic.toml"]);
    let charts = reported(&desk);
    assert_eq!(charts.keys().collect::<Vec<_>>(), ["differences_sceptic", "flows_sceptic", "worlds_sceptic"]);
    for row in rows(&desk, "out/differences.csv") {
        let told = format!("{} {} (", row["figure"].replace('_', " "), points(&row["difference"]));
        assert!(charts["differences_sceptic"].contains(&told), "{told}");
    }
    let mut ways: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in rows(&desk, "out/flows.csv") {
        let way = (row["from_outcome"].clone(), row["to_outcome"].clone());
        *ways.entry(way).or_default() += row["share"].parse::<f64>().expect("a number");
    }
    assert!(ways.len() >= 6 && (ways.values().sum::<f64>() - 1.0).abs() < 1e-4, "{ways:?}");
    for ((from, to), share) in ways.iter().filter(|(_, share)| **share >= 0.001) {
        let told = format!("{from} to {to} {:.1} %", (1e6 * share).round() / 1e4);
        assert!(charts["flows_sceptic"].contains(&told), "{told}");
    }
    let tables = ["differences", "flows", "delivered", "regret", "worth_knowing", "worth_watching", "difference_dots"];
    workbook_holds_the_tables(&desk, &tables);
    let (page, brief) = (desk.read("out/report.html"), desk.read("out/brief.md"));
    for (text, what) in [(&page, "page"), (&brief, "brief")] {
        for told in ["gives away least", "What to find out before", "against"] {
            assert!(text.contains(told), "{what}: {told}");
        }
    }
}

/// The title names what can be told and no more, each with its side; the dots are those of the table, on the side on which they lie.
#[test]
fn a_comparison_answers_first_and_shows_fifty_worlds() {
    let desk = compared(&["sceptic.toml"]);
    desk.done(&["report", "out", "--quiet"]);
    let page = desk.read("out/report.html");
    let title =
        page.split("<h1 class=\"finding\">").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a title");
    let wanted = |figure: &str| figure == "scaling";
    let mut told = 0;
    for row in rows(&desk, "out/differences.csv") {
        let figure = row["figure"].as_str();
        if !["scaling", "collapse", "confrontation"].contains(&figure) {
            continue;
        }
        let higher = row["verdict"] == "higher";
        let side = if higher == wanted(figure) { "better" } else { "worse" };
        let words = format!("{} {figure} ({side})", if higher { "more" } else { "less" });
        let is_told = ["higher", "lower"].contains(&row["verdict"].as_str());
        assert_eq!(title.contains(&words), is_told, "{words}: {title}");
        told += usize::from(is_told);
    }
    assert!(told > 0, "{title}");
    let charts = charts(&desk);
    let chart = &charts["worlds_sceptic"];
    for figure in ["scaling", "collapse", "confrontation"] {
        let dots: Vec<f64> = rows(&desk, "out/difference_dots.csv")
            .iter()
            .filter(|row| row["figure"] == figure)
            .map(|row| row["difference"].parse().expect("a number"))
            .collect();
        assert_eq!(dots.len(), 50, "{figure}");
        assert!(dots.windows(2).all(|pair| pair[0] <= pair[1]), "{figure}");
        let all = rows(&desk, "out/differences.csv");
        let row = all.iter().find(|row| row["figure"] == figure).expect("a row");
        let higher: f64 = row["higher_share"].parse().expect("a share");
        let better = 100.0 * if wanted(figure) { higher } else { 1.0 - higher };
        // The figure of the table, and of no count of fifty dots.
        let expected = match dots[0] < dots[49] {
            true => format!("{figure} better in {better:.0} of 100 worlds"),
            false => format!("{figure} differs by no more than chance from world to world"),
        };
        assert!(chart.contains(&expected), "{expected}: {chart}");
    }
}

#[test]
fn what_was_taken_out_and_keys_have_charts_too() {
    let desk = compared(&["--without", "each"]);
    let charts = reported(&desk);
    let mut figures = 0;
    for row in rows(&desk, "out/attribution.csv") {
        let Some(chart) = charts.get(&format!("without_{}", row["outcome"])) else { continue };
        let own = chart.split("<desc").nth(1).expect("an alternative");
        let last = row["factor"].split('.').next().expect("a name").replace('_', " ");
        figures += usize::from(own.contains(&last) || own.contains('\u{201c}') || row["kind"] != "hazard");
    }
    assert!(charts.contains_key("without_collapse") && figures > 10, "{figures}");
    workbook_holds_the_tables(&desk, &["attribution", "attribution_causes", "interactions"]);

    let desk = compared(&["sceptic.toml", "--by", "key"]);
    let charts = reported(&desk);
    // What only one of the files has is a table, which asks no question.
    let called = |key: &str| if key.contains('.') { format!("\u{201d} ({key})") } else { key.to_owned() };
    for row in rows(&desk, "out/keys.csv") {
        let chart = &charts[&format!("keys_{}", row["figure"])];
        assert!(chart.contains(&format!("{} {} (", called(&row["key"]), points(&row["effect"]))), "{row:?}");
    }
    let brief = desk.read("out/brief.md");
    let mut told = [0, 0];
    for row in rows(&desk, "out/keys.csv") {
        let finding = brief.split(&format!("## Which keys move {}\n", row["figure"])).nth(1).expect("a finding");
        let own = |line: &&str| line.contains(&format!("{}: ", called(&row["key"])));
        let Some(line) = finding.split("\n## ").next().and_then(|part| part.lines().find(own)) else { continue };
        let end = |column: &str| row[column].parse::<f64>().expect("a number");
        let is_clear = end("effect_lo") > 0.0 || end("effect_hi") < 0.0;
        assert_eq!(line.ends_with("), clear"), is_clear, "{row:?}: {line}");
        told[usize::from(is_clear)] += 1;
    }
    assert!(told.iter().all(|told| *told > 0), "{told:?}");
    assert!(brief.contains("- clear: its interval leaves out zero."), "{brief}");
    workbook_holds_the_tables(&desk, &["keys"]);
}

#[test]
fn an_analysis_in_the_dialect_with_decimal_commas_is_read_back() {
    let standard = compared(&["sceptic.toml"]);
    let eu = compared(&["sceptic.toml", "--csv-dialect", "eu"]);
    for desk in [&standard, &eu] {
        desk.done(&["report", "out", "--quiet"]);
    }
    assert_eq!(charts(&standard), charts(&eu));
    assert_eq!(standard.read("out/report.html"), eu.read("out/report.html"));
}

#[test]
fn an_edited_analysis_gets_no_report() {
    let desk = compared(&["sceptic.toml"]);
    let table = desk.read("out/differences.csv");
    desk.put("out/differences.csv", &table.replacen("0.", "1.", 1));
    let output = desk.run(&["report", "out"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(message.contains("differences.csv was changed"), "{message}");
}

#[test]
fn a_sweep_is_reported_by_its_curves_with_two_points_in_full() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&[
        "sweep",
        "case.toml",
        "--vary",
        "messaging.ambiguity=0.1,0.30000000000000004",
        "--vary",
        "rung.release.tranches=1,2",
        "--trials",
        "300",
        "--quiet",
        "--out",
        "out",
    ]);
    desk.done(&["report", "out", "--quiet"]);
    let (page, brief) = (desk.read("out/report.html"), desk.read("out/brief.md"));
    assert_eq!(page.matches("<section class=\"scenario\"").count(), 2);
    let charts = charts(&desk);
    assert!(charts.contains_key("varied_1") && charts.contains_key("varied_2"), "{:?}", charts.keys());
    // The title is what the first curve says.
    let title =
        page.split("<h1 class=\"finding\">").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a title");
    assert!(title.contains(" moves ") || title.contains("goes from"), "{title}");
    let mut named = 0;
    for (number, values) in [(1, [0.1, 1.0]), (2, [0.1, 2.0]), (3, [0.3, 1.0]), (4, [0.3, 2.0])] {
        let point = format!("ambiguity {}, tranches {}", values[0], values[1]);
        let shown = page.contains(&format!("<li><a href=\"#s-case-{number}\">{point}</a></li>"));
        assert_eq!(page.contains(&format!(" checked> case-{number}: {point}</label>")), shown, "{point}");
        assert_eq!(brief.contains(&format!("- case-{number}: {point}: ")), shown, "{point}");
        named += usize::from(shown);
    }
    assert_eq!(named, 2);
    for text in [&page, &brief] {
        assert!(text.contains("these keys are varied: messaging.ambiguity, rung.release.tranches"), "{text}");
    }
    assert!(page.contains(">messaging.ambiguity</th>"), "a column of the points");
    assert!(desk.done(&["verify", "out", "--rerun"]).contains("sound"));
}

#[test]
fn a_search_for_the_best_order_has_the_best_first_with_its_gain() {
    let desk = Desk::with("ladder.toml", support::LADDER);
    desk.done(&["order", "ladder.toml", "--trials", "4096", "--quiet", "--out", "out"]);
    let charts = reported(&desk);
    let best = rows(&desk, "out/best.csv").pop().expect("the best");
    let (page, brief) = (desk.read("out/report.html"), desk.read("out/brief.md"));
    let first = best["order"].split(' ').next().expect("a rung").replace('_', " ");
    let words = match best["plan"].as_str() {
        "1" => "The ladder as written is the best of".to_owned(),
        _ => format!("plans tried: {first}, then "),
    };
    assert!(page.contains(&words) && brief.contains(&words), "{words}: {brief}");
    if best["plan"] != "1" {
        let gain = points(&best["gain"]);
        assert!(brief.contains(&format!("{gain} against the ladder as written")), "{gain}: {brief}");
    }
    for row in rows(&desk, "out/orders.csv").iter().filter(|row| row["difference"] != "0.000000").take(5) {
        let told = format!("plan {}: ", row["plan"]);
        assert!(charts["orders"].contains(&told), "{told}");
    }
    workbook_holds_the_tables(&desk, &["orders", "best", "search"]);
}
