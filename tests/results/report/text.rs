//! What stands in page, brief, charts and workbook is text, and sound.

use super::{HOSTILE, digests, file, page, simulated, workbook, written};
use crate::Desk;
use calamine::{Data, Reader};
use detente_report::results::inspect;
use quick_xml::events::Event;

#[test]
fn no_text_becomes_a_formula_in_the_workbook() {
    let desk = simulated(&[]);
    let files = written(&desk, |tables| {
        tables.rungs[1].title = "\t=2+2".to_owned();
    });
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
        // The page within as data, and the script that opens it.
        assert_eq!(text.matches("<script").count(), 2 * usize::from(file.path == "report.html"), "{}", file.path);
        for formula in ["=1+1", "@SUM(A1)", "-2+3", "+cmd"] {
            for mark in ["'", "&#39;"] {
                assert!(!text.contains(&format!("{mark}{formula}")), "{mark}{formula} in {}", file.path);
            }
        }
    }
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
    assert!(charts >= 9, "{charts} charts");
}

#[test]
fn the_page_loads_nothing() {
    let desk = simulated(&["--report"]);
    let page = page(&desk);
    // What the page within loads is asked in the tests of `detente page`.
    let (before, within) = page.split_once("id=\"page\">").expect("a page within");
    let page = (before.to_owned() + within.split_once("</script>").expect("an end").1).to_lowercase();
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
fn the_page_within_is_there_once_and_simulates_the_scenarios_as_run() {
    let desk = simulated(&["--report"]);
    let page = page(&desk);
    let within =
        page.split("id=\"page\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a page within");
    assert!(within.len() < 3_000_000, "{} bytes", within.len());
    let within: String = serde_json::from_str(within).expect("text as JSON");
    let files = within.split("id=\"scenario-files\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let files: serde_json::Value = serde_json::from_str(files.expect("scenarios")).expect("JSON");
    for stem in ["hostile", "rich"] {
        let own = desk.read(&format!("out/inputs/{stem}.toml"));
        assert_eq!(files["files"][format!("{stem}.toml")].as_str(), Some(own.as_str()), "{stem}");
        assert!(page.contains(&format!("data-scenario=\"{stem}\" hidden>Change values")), "{stem} has no button");
    }
    assert_eq!(files["seed"], "1");
    let seed = u64::MAX.to_string();
    desk.done(&[
        "run",
        "scenarios/rich.toml",
        "--trials",
        "50",
        "--seed",
        &seed,
        "--report",
        "--quiet",
        "--out",
        "large",
    ]);
    assert!(desk.read("large/report.html").contains(&format!("\\\"seed\\\":\\\"{seed}\\\"")), "the seed of the run");
}

#[test]
fn trials_that_scaled_and_collapsed_are_told_beside_a_typical_one_as_trace_tells_them() {
    let desk = simulated(&["--report"]);
    let page = page(&desk);
    let outcomes = desk.read("out/outcomes.csv");
    for stem in ["hostile", "rich"] {
        let section = page.split(&format!("id=\"s-{stem}\"")).nth(1).expect("a section");
        let section = section.split("</section>").next().expect("an end");
        let stories: Vec<&str> = section.split("<ol class=\"story\">").skip(1).collect();
        for (outcome, head) in [("scaling", "A trial that scaled"), ("collapse", "A trial that collapsed")] {
            let came = outcomes.lines().any(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                cells[0] == stem && cells[1] == outcome && cells[2] != "0"
            });
            let is_told = section.contains(head) || section.contains(&format!(": {outcome}, "));
            assert_eq!(is_told, came, "{stem}: {outcome}");
        }
        assert!(stories.len() >= 2, "{stem}: {} stories", stories.len());
        for story in stories {
            assert!((1..=8).contains(&story.split("</ol>").next().map_or(0, |lines| lines.matches("<li>").count())));
        }
        let told =
            section.split("detente trace inputs/").skip(1).map(|rest| rest.split("</code>").next().expect("an end"));
        for command in told {
            let (path, trial) = command.split_once(" --trial ").expect("a trial");
            let text = desk.done(&["trace", &format!("out/inputs/{path}"), "--trial", trial]);
            let outcome = ["scaling", "stalling", "overtaken", "collapse"].into_iter().find(|own| {
                let typical =
                    ["trace", &format!("out/inputs/{path}"), "--typical", "--trials", "300", "--outcome", own];
                let output = desk.run(&typical);
                output.status.success() && String::from_utf8_lossy(&output.stdout) == text
            });
            assert!(outcome.is_some(), "{command} is no typical trial of its outcome");
        }
    }
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
