//! `run A B --report`: the comparison of the plans in the folder of their runs is that of `compare`, and the report carries it.

use crate::Desk;
use calamine::{Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;
use support::{RICH, rich_with_news};

/// A desk with three plans of one conflict, another conflict, and the first plan with news.
fn desk() -> Desk {
    let desk = Desk::with("plans/case.toml", RICH);
    let variant = |title: &str, ambiguity: &str| {
        format!("extends = \"case.toml\"\ntitle = \"{title}\"\n[messaging]\nambiguity = {ambiguity}\n")
    };
    desk.put("plans/sceptic.toml", &(variant("sceptic", "0.1") + "[party.taker]\ntrustworthy = 0.3\n"));
    desk.put("plans/clear.toml", &variant("clear", "0.05"));
    desk.put("other.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    desk.put("news.toml", &rich_with_news());
    desk
}

const PLANS: [&str; 3] = ["plans/sceptic.toml", "plans/case.toml", "plans/clear.toml"];

/// Simulates the files of `args` with `command` into the folder `out`.
fn simulated(desk: &Desk, command: &str, args: &[&str], out: &str) -> String {
    desk.done(&[&[command], args, &["--trials", "3000", "--seed", "5", "--out", out]].concat())
}

/// Every file below `folder` with its bytes, by its path within it.
fn files(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &std::path::Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let path = format!("{prefix}{}", entry.file_name().display());
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{path}/"), files);
            } else {
                files.insert(path, std::fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(&desk.path(folder), "", &mut found);
    found
}

/// What stands between two words of a text; the text must have both.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("no {from}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}")).0
}

#[test]
fn its_tables_are_those_of_compare_and_the_report_comes_out_the_same_afterwards() {
    for dialect in ["standard", "eu"] {
        let desk = desk();
        let spelled = [&PLANS[..], &["--csv-dialect", dialect, "--quiet"]].concat();
        simulated(&desk, "run", &[&spelled[..], &["--report", "--trial-rows"]].concat(), "out");
        simulated(&desk, "run", &[&spelled[..], &["--trial-rows"]].concat(), "alone");
        simulated(&desk, "compare", &spelled, "compared");
        let (out, alone, compared) = (files(&desk, "out"), files(&desk, "alone"), files(&desk, "compared"));
        let tables: Vec<&String> = compared.keys().filter(|path| path.ends_with(".csv")).collect();
        assert!(tables.len() >= 5, "{tables:?}");
        let (guide, package) = (desk.read("out/README.md"), desk.read("out/datapackage.json"));
        for table in tables {
            assert_eq!(out.get(table), compared.get(table), "{table}");
            assert!(!alone.contains_key(table), "{table}");
            assert!(guide.contains(&format!("### `{table}`")) && package.contains(&format!("\"{table}\"")), "{table}");
        }
        assert!(guide.contains("a comparison of sceptic with case, clear"), "{guide}");
        // Nothing that the runs write by themselves is another for it.
        let described = |path: &&String| ["manifest.json", "README.md", "datapackage.json"].contains(&path.as_str());
        let mut own = 0;
        for path in alone.keys().filter(|path| !described(path)) {
            assert_eq!(out.get(path), alone.get(path), "{path}");
            own += 1;
        }
        assert!(own > 20, "{own}");
        let before = desk.digest("out");
        desk.done(&["report", "out", "--quiet"]);
        assert_eq!(desk.digest("out"), before, "the report made from the folder");
        assert!(desk.done(&["verify", "out"]).contains("sound"));
        assert!(desk.done(&["verify", "out", "--rerun", "--threads", "1"]).contains("byte for byte"));
    }
}

#[test]
fn page_brief_workbook_and_charts_have_what_the_report_on_the_comparison_has() {
    let desk = desk();
    simulated(&desk, "run", &[&PLANS[..], &["--report"]].concat(), "out");
    simulated(&desk, "compare", &PLANS, "compared");
    desk.done(&["report", "compared", "--quiet"]);
    let (out, compared) = (files(&desk, "out"), files(&desk, "compared"));

    let [page, own_page] = ["out", "compared"].map(|folder| desk.read(&format!("{folder}/report.html")));
    let title = between(&own_page, "<h1 class=\"finding\">", "</h1>");
    let header = between(&page, "<header>", "</header>");
    assert!(header.contains(&format!("<h2 class=\"finding\">{title}</h2>")), "{header}");
    assert!(header.contains("<a href=\"#plans\">"), "{header}");
    let leads = |text: &str| text.matches("<p class=\"lead\">").count();
    assert_eq!(leads(header), leads(between(&own_page, "<header>", "</header>")), "its figures");
    let section = between(&page, "<section id=\"plans\">", "<section class=\"scenario\"");
    let findings = |text: &str| -> Vec<String> {
        let ids = text.split("<section id=\"f-").skip(1);
        ids.filter_map(|rest| rest.split_once('"')).map(|(id, _)| id.to_owned()).collect()
    };
    assert_eq!(findings(section), findings(&own_page));
    assert!(findings(section).len() >= 8, "{:?}", findings(section));
    assert!(section.contains("How to read it") && section.contains("same random numbers"), "{section}");

    let [brief, own_brief] = ["out", "compared"].map(|folder| desk.read(&format!("{folder}/brief.md")));
    let opening = between(&own_brief, "It is not a forecast.\n", "\n## ");
    assert!(opening.contains(" against ") && brief.contains(opening), "{opening}\n{brief}");
    let to_find_out = between(&own_brief, "## What to find out before choosing\n", "\n## ");
    for line in to_find_out.lines().filter(|line| line.starts_with("- ")) {
        assert!(brief.contains(line), "{line}\n{brief}");
    }

    let charts = |files: &BTreeMap<String, Vec<u8>>, folder: &str| -> BTreeMap<String, String> {
        let own = files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(folder)?.to_owned(), bytes)));
        own.map(|(name, bytes)| (name, String::from_utf8(bytes.clone()).expect("text"))).collect()
    };
    let of_plans: BTreeMap<String, String> = charts(&out, "charts/plans/")
        .into_iter()
        .map(|(name, text)| (name, text.replace("\"plans/", "\"").replace(" plans/", " ")))
        .collect();
    assert_eq!(of_plans, charts(&compared, "charts/"));

    let book = |bytes: &'static str| -> Xlsx<Cursor<Vec<u8>>> {
        let bytes = std::fs::read(desk.path(bytes)).expect("a workbook");
        Xlsx::new(Cursor::new(bytes)).expect("a workbook")
    };
    let (mut book, mut own_book) = (book("out/workbook.xlsx"), book("compared/workbook.xlsx"));
    let renamed = |name: &String| if name == "charts" { "plan_charts".to_owned() } else { name.clone() };
    let wanted: Vec<String> = own_book.sheet_names().iter().map(renamed).collect();
    let names = book.sheet_names();
    let (first, last) = (names.len() - wanted.len(), names.len() - 2);
    // In place of the answer and before what explains all sheets.
    assert_eq!(names[first + 1..last], wanted[1..wanted.len() - 2], "{names:?}");
    assert!(names.contains(&"charts".to_owned()) && names.contains(&"comparison".to_owned()), "{names:?}");
    for name in own_book.sheet_names().iter().filter(|name| !["answer", "columns", "about"].contains(&name.as_str())) {
        let [own, carried] =
            [own_book.worksheet_range(name).expect("a sheet"), book.worksheet_range(&renamed(name)).expect("a sheet")];
        assert!(!own.is_empty() && own == carried, "{name}");
    }
    let answer = book.worksheet_range("answer").expect("a sheet");
    let said: Vec<String> = answer.cells().map(|(_, _, cell)| cell.to_string()).collect();
    let title = own_book.worksheet_range("answer").expect("a sheet").get((0, 0)).expect("a title").to_string();
    assert!(said.contains(&title), "{title}: {said:?}");
}

/// Of which runs what is compared, by their manifests: the base first.
#[test]
fn plans_of_one_conflict_are_compared_and_nothing_else_is() {
    let desk = desk();
    desk.put("faulty.toml", "horizon_week = 5\n");
    let [sceptic, case, clear] = PLANS;
    let cases: [(&[&str], i32, &[&str]); 11] = [
        (&[case, sceptic, "--report"], 0, &["case", "sceptic"]),
        (&[sceptic, case, "--report"], 0, &["sceptic", "case"]),
        (&[sceptic, clear, case, "--report"], 0, &["sceptic", "clear", "case"]),
        (&[case, sceptic, case, "--report"], 0, &["case", "sceptic"]),
        (&[case, case, "--report"], 0, &[]),
        (&[case, sceptic], 0, &[]),
        (&["plans", "--report"], 0, &[]),
        (&["plans", "other.toml", "--report"], 0, &[]),
        (&[case, sceptic, "other.toml", "--report"], 0, &[]),
        (&[case, "news.toml", "--report"], 0, &[]),
        (&[case, sceptic, "faulty.toml", "--report"], 1, &[]),
    ];
    for (args, status, wanted) in cases {
        let args = [&["run"], args, &["--trials", "2000", "--quiet", "--force", "--out", "out"]].concat();
        let output = desk.run(&args);
        assert_eq!(output.status.code(), Some(status), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        let manifest: serde_json::Value = serde_json::from_str(&desk.read("out/manifest.json")).expect("JSON");
        let compared = manifest["recipe"].get("compared").map(|names| {
            let names = names.as_array().expect("names").iter();
            names.map(|name| name.as_str().expect("a name")).collect::<Vec<_>>()
        });
        assert_eq!(compared.unwrap_or_default(), wanted, "{args:?}");
        assert_eq!(desk.path("out/differences.csv").exists(), !wanted.is_empty(), "{args:?}");
        assert_eq!(desk.path("out/charts/plans").exists(), !wanted.is_empty(), "{args:?}");
        if args.contains(&"--report") {
            let page = desk.read("out/report.html");
            assert_eq!(page.contains("id=\"plans\""), !wanted.is_empty(), "{args:?}");
        }
    }
}

/// Of too many plans to show each, those that change most.
#[test]
fn many_plans_are_compared_in_pictures_of_all() {
    let desk = desk();
    let names: Vec<String> = (1..=detente_report::MOST_SHOWN + 2).map(|number| format!("plan_{number}.toml")).collect();
    for (number, name) in names.iter().enumerate() {
        desk.put(name, &format!("extends = \"other.toml\"\n[messaging]\nambiguity = 0.{number:02}\n"));
    }
    let named: Vec<&str> = names.iter().map(String::as_str).collect();
    let args = ["--trials", "200", "--set", "horizon_weeks=26", "--report", "--out", "out"];
    let screen = desk.done(&[&["run"], &named[..], &args].concat());
    assert!(screen.contains(" more in differences.csv"), "{screen}");
    assert!(screen.lines().all(|line| line.starts_with("next:") || line.chars().count() <= 80), "{screen}");
    let page = desk.read("out/report.html");
    let header = between(&page, "<header>", "</header>");
    assert!(header.contains("<h2>What one plan changes against another</h2>"), "{header}");
    assert!(page.contains("id=\"f-plans_scaling\"") && desk.path("out/charts/plans/plans_scaling.svg").exists());
    let before = desk.digest("out");
    desk.done(&["report", "out", "--quiet"]);
    assert_eq!(desk.digest("out"), before);
}
