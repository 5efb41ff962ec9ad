//! Reports of many scenarios: few files, a page that can be opened, little memory, and every word about what is left out.
#![cfg(unix)]
#![allow(clippy::disallowed_types, reason = "how soon an end is heard is a time")]
#![allow(clippy::print_stdout, reason = "what was measured is told")]

use crate::Desk;
use calamine::{Reader, Xlsx};
use detente_report::MOST_SHOWN;
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use support::RICH;

/// The smallest scenario.
const SMALL: &str = "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n";
/// The largest page of a report of many scenarios, bytes.
const MOST_PAGE: u64 = 4 << 20;
/// The most files of a report: page, brief, workbook; all scenarios together along ranks and six keys; six charts of each of
/// the two points between which one figure lies furthest apart.
const MOST_FILES: usize = 3 + 7 + 6 * 2;
/// The most memory that `report` may take, KiB.
const MOST_MEMORY: u64 = 256 << 10;

/// A desk with a sweep of so many points along two keys in `out`.
fn swept(first: usize, second: usize) -> Desk {
    let desk = Desk::with("m.toml", SMALL);
    let vary = [format!("messaging.ambiguity=0..1:{first}"), format!("ladder.stake_growth=1..2:{second}")];
    let args = ["sweep", "m.toml", "--set", "horizon_weeks=26", "--trials", "100", "--out", "out", "--quiet"];
    desk.done(&[&args[..], &["--vary", &vary[0], "--vary", &vary[1]]].concat());
    desk
}

/// The files of a report in `out`, and the size of all.
fn report_files(desk: &Desk) -> (Vec<String>, u64) {
    let charts = fs::read_dir(desk.path("out/charts")).expect("charts");
    let charts = charts.map(|entry| format!("charts/{}", entry.expect("an entry").file_name().display()));
    let files: Vec<String> =
        ["report.html", "brief.md", "workbook.xlsx"].map(str::to_owned).into_iter().chain(charts).collect();
    let size = |file: &String| fs::metadata(desk.path(&format!("out/{file}"))).expect("a file").len();
    let all = files.iter().map(size).sum();
    (files, all)
}

/// The scenarios that have a section of the page.
fn sections(page: &str) -> BTreeSet<String> {
    let ids = page.split("<section class=\"scenario\" id=\"s-").skip(1);
    ids.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The rows of `summary.csv` by column name.
fn summary(desk: &Desk) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = desk.read("out/summary.csv");
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// The first row with the least, or the most, of a column.
fn end(rows: &[std::collections::BTreeMap<String, String>], column: &str, most: bool) -> Option<String> {
    let value = |row: &std::collections::BTreeMap<String, String>| row[column].parse::<f64>().expect("a figure");
    let further = |one: f64, other: f64| if most { one > other } else { one < other };
    let best = rows.iter().reduce(|best, next| if further(value(next), value(best)) { next } else { best })?;
    let differs = rows.iter().any(|row| value(row) != value(best));
    differs.then(|| best["scenario"].clone())
}

#[test]
fn a_report_of_many_points_shows_the_ends_in_full_and_all_in_pictures_and_says_so() {
    let desk = swept(20, 15);
    desk.done(&["report", "out", "--quiet"]);
    let (files, size) = report_files(&desk);
    let page = desk.read("out/report.html");
    println!("{} files, {size} bytes, page {} bytes", files.len(), page.len());
    assert!(files.len() <= MOST_FILES, "{files:?}");
    assert!((page.len() as u64) < MOST_PAGE && size < 2 * MOST_PAGE, "{} of {size} bytes", page.len());

    let rows = summary(&desk);
    let columns = ["scaling_share", "stalling_share", "overtaken_share", "collapse_share", "confrontation_difference"];
    // Of a sweep the two points between which one figure lies furthest apart.
    let value = |stem: &Option<String>, column: &str| -> f64 {
        let row = rows.iter().find(|row| Some(&row["scenario"]) == stem.as_ref());
        row.map_or(0.0, |row| row[column].parse().expect("a figure"))
    };
    let apart = |column: &&&str| value(&end(&rows, column, true), column) - value(&end(&rows, column, false), column);
    let most = columns.iter().reduce(|best, next| if apart(&next) > apart(&best) { next } else { best });
    let most = most.expect("a column");
    let ends: BTreeSet<String> = [false, true].iter().filter_map(|side| end(&rows, most, *side)).collect();
    let shown = sections(&page);
    assert_eq!(shown, ends);
    let (number, rest) = (shown.len(), 300 - shown.len());
    let said = format!("{number} of 300 scenarios are shown in full");
    let left = format!("The other {rest} are in the charts of all scenarios");
    let brief = desk.read("out/brief.md");
    for text in [&page, &brief] {
        assert!(text.contains(&said) && text.contains(&left) && text.contains("Of a sweep it is enough"), "{brief}");
    }
    let because = page.split("Shown in full because of all scenarios it has ").skip(1);
    let because: Vec<&str> = because.filter_map(|rest| rest.split(".</p>").next()).collect();
    assert!(because.len() == number && because.concat().contains("the highest "), "{because:?}");
    assert!(page.contains("The shares of all 300 scenarios") && page.matches("<th scope=\"row\">m-").count() >= 300);
    for chart in ["comparison", "varied_1", "varied_2"] {
        assert!(files.contains(&format!("charts/{chart}.svg")), "{chart}: {files:?}");
        assert!(
            page.contains(&format!("id=\"{chart}-720-title\"")) && page.contains(&format!("id=\"{chart}-350-desc\""))
        );
    }
    assert!(page.contains("Line: the middle one of the scenarios with this value."));
    assert!(desk.done(&["verify", "out"]).contains("sound"));

    let bytes = fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes.as_slice())).expect("a workbook");
    let first = |book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str| {
        let range = book.worksheet_range(sheet).expect("a sheet");
        let stems: BTreeSet<String> = range.rows().skip(3).map(|row| row[0].to_string()).collect();
        (stems, range.get_value((0, 0)).expect("a heading").to_string())
    };
    let (compared, heading) = first(&mut book, "comparison");
    assert!(compared.len() == 300 && !heading.contains("Here only"), "{heading}");
    let (timelines, heading) = first(&mut book, "timeline");
    assert_eq!(timelines, shown);
    assert!(heading.contains(&format!("Here only the {number} of 300 scenarios")) && heading.contains("timeline.csv"));
}

/// The command that the page proposes, given as it stands but for the name.
#[test]
fn what_the_page_proposes_shows_another_point_with_its_figures() {
    let desk = swept(9, 3);
    desk.done(&["report", "out", "--quiet"]);
    let page = desk.read("out/report.html");
    let command = page.split("put its name for NAME: <code>").nth(1).and_then(|rest| rest.split("</code>").next());
    let shown = sections(&page);
    let other = summary(&desk).into_iter().map(|row| row["scenario"].clone()).find(|name| !shown.contains(name));
    let other = other.expect("one that is not shown");
    let command = command.expect("a command").replace("NAME", &other);
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let output = desk.command(&words).current_dir(desk.path("out")).output().expect("detente runs");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    // A run counts by where inputs lie besides, which a sweep of many points does not.
    let counts = |folder: &str| {
        let text = desk.read(&format!("{folder}/records/{other}.json"));
        let mut record: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        record.as_object_mut().expect("a table").remove("inputs");
        record
    };
    assert!(counts(&other) == counts("out"), "the record of {other} differs");
    assert!(desk.path(&format!("{other}/report.html")).exists());
    assert!(desk.done(&["verify", "out"]).contains("sound"), "nothing was left in the folder");
}

#[test]
fn a_sweep_of_however_many_points_has_two_in_full_and_its_curves() {
    for (first, second) in [(2, 2), (3, 2), (5, 5)] {
        let desk = swept(first, second);
        desk.done(&["report", "out", "--quiet"]);
        let page = desk.read("out/report.html");
        let points = first * second;
        assert!((1..=2).contains(&sections(&page).len()), "{points}");
        assert!(page.contains("shown in full") && page.contains("id=\"varied_1-720-title\""), "{points}");
    }
}

#[test]
fn as_many_scenarios_as_the_bound_are_all_shown_and_one_more_is_not() {
    for (number, all) in [(MOST_SHOWN, true), (MOST_SHOWN + 1, false)] {
        let desk = Desk::new();
        for number in 0..number {
            desk.put(
                &format!("batch/m_{number:02}.toml"),
                &format!("{SMALL}[messaging]\nambiguity = 0.{:02}\n", 10 + 3 * number),
            );
        }
        desk.done(&["run", "batch", "--trials", "50", "--quiet", "--report", "--out", "out"]);
        let page = desk.read("out/report.html");
        assert_eq!(sections(&page).len() == number, all, "{number}");
        assert_eq!(page.contains("shown in full"), !all, "{number}");
        assert_eq!(page.contains("scenarios side by side"), all, "{number}");
    }
}

/// With something observed in some of them.
#[test]
fn a_large_batch_has_the_same_report_at_once_and_later_and_when_it_is_simulated_again() {
    let desk = Desk::new();
    let news = "[[observed]]\ndate = 2026-12-01\nevent = \"signed\"\nwho = \"congress\"\nhappened = false\n";
    for number in 0..MOST_SHOWN + 4 {
        let some = if number % 7 == 3 { news } else { "" };
        let text = format!("{}\n{some}", RICH.replacen("title = \"", &format!("title = \"{number} "), 1));
        desk.put(&format!("batch/case_{number:02}.toml"), &text);
        desk.put("batch/quiet.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    }
    let run = ["run", "batch", "--trials", "1500", "--quiet", "--out"];
    desk.done(&[&run[..], &["out", "--report"]].concat());
    desk.done(&[&run[..], &["later"]].concat());
    desk.done(&["report", "later", "--quiet"]);
    assert_eq!(desk.digest("out"), desk.digest("later"));
    assert!(desk.done(&["verify", "out", "--rerun"]).contains("came out the same"));
    let page = desk.read("out/report.html");
    let shown = sections(&page);
    assert!(shown.contains("quiet") && shown.len() < MOST_SHOWN, "{shown:?}");
    assert!(page.contains(&format!("of {} scenarios are shown in full", MOST_SHOWN + 5)));
    assert!(!page.contains("varied_1") && page.contains("id=\"comparison-720-title\""));
}

/// Words, lists and constants that are varied, some along too many words for a picture.
#[test]
fn what_is_varied_in_words_has_its_picture_and_what_has_none_is_named() {
    let desk = Desk::with("m.toml", SMALL);
    let rows: String = (0..30)
        .map(|number| format!("case_{number:02},{},Plan {number},0.5\n", ["sender", "target"][number % 2]))
        .collect();
    desk.put("cases.csv", &format!("case,ladder.first_mover,title,messaging.ambiguity\n{rows}"));
    let output = desk.run(&["sweep", "m.toml", "--cases", "cases.csv", "--trials", "20", "--out", "out", "--quiet"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{message}");
    desk.done(&["report", "out", "--quiet"]);
    let page = desk.read("out/report.html");
    assert!(page.contains("is 1: sender; 2: target."), "words along an axis are numbered and named");
    assert!(page.contains("No chart of its own: title, messaging.ambiguity; see summary.csv."));
}

#[test]
fn of_many_plans_those_that_change_most_are_shown() {
    let desk = Desk::with("base.toml", SMALL);
    let plans: Vec<String> = (0..=MOST_SHOWN).map(|number| format!("plan_{number:02}.toml")).collect();
    for (number, plan) in plans.iter().enumerate() {
        desk.put(plan, &format!("{SMALL}[messaging]\nambiguity = 0.{:02}\n", 10 + 3 * number));
    }
    let names: Vec<&str> = plans.iter().map(String::as_str).collect();
    let args = ["--trials", "200", "--out", "out", "--quiet"];
    desk.done(&[&["compare", "base.toml"], &names[..], &args].concat());
    desk.done(&["report", "out", "--quiet"]);
    let (files, _) = report_files(&desk);
    assert!(files.len() < 12, "{files:?}");
    let page = desk.read("out/report.html");
    assert!(page.contains("There are too many plans to show each (more than 24)") && page.contains("plan_24"));
}

/// The most memory that `detente report out` takes on `desk`, KiB, and how long it runs, seconds.
fn measured(desk: &Desk) -> (u64, f64) {
    let mut child = desk.command(&["report", "out", "--quiet"]).spawn().expect("detente runs");
    let began = Instant::now();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let code = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(now.unwrap_or(0));
        if let Some(code) = child.try_wait().expect("a child") {
            break code;
        }
        sleep(Duration::from_millis(5));
    };
    assert!(code.success());
    (peak, began.elapsed().as_secs_f64())
}

/// What 200 points took before they were shown in part was 507 MB.
#[test]
fn a_report_of_some_hundreds_of_points_takes_little_memory() {
    let desk = swept(25, 20);
    let (peak, seconds) = measured(&desk);
    println!("500 points: {peak} KiB, {seconds:.1} s");
    assert!(peak < MOST_MEMORY / 2, "{peak} KiB");
}

fn signal(child: u32, name: &str) {
    let sent = Command::new("kill").args([name, &child.to_string()]).status();
    assert!(sent.expect("kill runs").success(), "{name}");
}

/// Asks reports on `out` for an end at `moments` moments within `length`: each ends soon and leaves the folder as it was.
fn stopped(desk: &Desk, length: Duration, moments: u32, most: Duration) {
    let before = desk.digest("out");
    let mut heard = 0;
    for moment in 0..moments {
        let mut command = desk.command(&["report", "out", "--quiet"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
        sleep(length.mul_f64(0.05 + 0.9 * f64::from(moment) / f64::from(moments)));
        signal(child.id(), "-TERM");
        let asked = Instant::now();
        let status = child.wait().expect("a child");
        let took = asked.elapsed();
        println!("asked at moment {moment} of {moments}: {status}, {:.2} s", took.as_secs_f64());
        assert!(took < most, "moment {moment}: {took:?}");
        assert!(!desk.path(".detente-out").exists(), "moment {moment}: something was left behind");
        if status.code() == Some(0) {
            // It was done already: the rest of the moments come too late as well.
            break;
        }
        assert_eq!(status.code(), Some(6), "moment {moment}");
        assert_eq!(before, desk.digest("out"), "moment {moment}: torn");
        heard += 1;
    }
    assert!(heard > moments / 3, "only {heard} of {moments} were heard");
}

#[test]
fn a_large_report_that_is_asked_to_end_ends_soon_and_leaves_the_results_as_they_were() {
    let desk = swept(20, 15);
    let began = Instant::now();
    desk.done(&["report", "out", "--quiet"]);
    let length = began.elapsed();
    desk.done(&[
        "sweep",
        "m.toml",
        "--trials",
        "20",
        "--vary",
        "messaging.ambiguity=0..1:300",
        "--out",
        "out",
        "--quiet",
    ]);
    stopped(&desk, length, 6, Duration::from_secs(3));
}

/// Ten thousand points take some ten seconds to be read: who asks for an end then is heard, and earlier results stay.
#[test]
fn a_large_sweep_that_is_asked_to_end_while_its_points_are_read_ends_soon() {
    let desk = swept(3, 2);
    let before = desk.digest("out");
    let vary = ["--vary", "messaging.ambiguity=0..1:100", "--vary", "ladder.stake_growth=1..2:100"];
    let mut command = desk.command(&[&["sweep", "m.toml", "--out", "out", "--quiet", "--force"][..], &vary].concat());
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    sleep(Duration::from_secs(1));
    signal(child.id(), "-TERM");
    let asked = Instant::now();
    let output = child.wait_with_output().expect("a child");
    let took = asked.elapsed();
    assert_eq!(output.status.code(), Some(6));
    assert!(took < Duration::from_secs(1), "{took:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("interrupted before anything was simulated; earlier results are untouched"), "{said}");
    assert_eq!(before, desk.digest("out"), "torn");
}

/// As many points as a sweep may have. Takes minutes and gigabytes of a disk.
#[test]
#[ignore = "minutes, and 3 GB on the disk"]
fn ten_thousand_points_have_a_report_within_its_bounds() {
    let desk = swept(100, 100);
    let (peak, seconds) = measured(&desk);
    let (files, size) = report_files(&desk);
    let page = fs::metadata(desk.path("out/report.html")).expect("a page").len();
    println!("10 000 points: {peak} KiB, {seconds:.0} s, page {page} bytes, {} files of {size} bytes", files.len());
    assert!(peak < MOST_MEMORY && page < MOST_PAGE && files.len() <= MOST_FILES);
    assert!(seconds < 180.0);
    desk.done(&["verify", "out"]);
    stopped(&desk, Duration::from_secs_f64(seconds), 5, Duration::from_secs(1));
}
