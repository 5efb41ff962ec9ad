//! Lean sweeps: few tables, and every promise of a results folder.
#![cfg(unix)]

use crate::Desk;
use detente_report::made_again;
use detente_report::results::Manifest;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use support::RICH;

const TABLES: [&str; 4] = ["baseline.csv", "causes.csv", "outcomes.csv", "summary.csv"];
const SWEEP: [&str; 8] = [
    "sweep",
    "case.toml",
    "--vary",
    "messaging.ambiguity=0.1..0.6:5",
    "--vary",
    "escalation.attribution=0.2,0.7",
    "--trials",
    "2000",
];

fn desk() -> Desk {
    Desk::with("case.toml", RICH)
}

/// Sweeps into `out`, with `more`; gives the screen.
fn swept(desk: &Desk, out: &str, more: &[&str]) -> String {
    desk.done(&[&SWEEP[..], &["--out", out], more].concat())
}

/// The names of the files in `folder`, in their order.
fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path(folder)).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn the_tables_of_a_lean_sweep_are_those_of_a_full_one_and_few() {
    for dialect in ["standard", "eu"] {
        let desk = desk();
        swept(&desk, "full", &["--csv-dialect", dialect, "--quiet"]);
        let screen = swept(&desk, "lean", &["--csv-dialect", dialect, "--lean"]);
        assert!(screen.contains("lean/   4 tables"), "{screen}");
        let tables: Vec<String> = names(&desk, "lean").into_iter().filter(|name| name.ends_with(".csv")).collect();
        assert_eq!(tables, TABLES);
        TABLES.iter().for_each(|table| {
            let [full, lean] = ["full", "lean"].map(|folder| desk.read(&format!("{folder}/{table}")));
            assert_eq!(full, lean, "{table}");
        });
        assert_eq!(names(&desk, "full/inputs"), names(&desk, "lean/inputs"));
        assert_eq!(names(&desk, "lean/records").len(), 2, "those of the points that a report shows in full");
        let guide = desk.read("lean/README.md");
        assert!(guide.contains("--lean") && !guide.contains("timeline.csv") && !guide.contains("parameters.csv"));
        let screen = desk.done(&["verify", "lean", "--rerun"]);
        assert!(screen.contains("came out the same, byte for byte"), "{screen}");
    }
}

#[test]
fn a_report_on_a_lean_sweep_is_the_same_at_once_and_afterwards_and_names_no_table_that_is_not_there() {
    let desk = desk();
    swept(&desk, "at_once", &["--lean", "--report", "--quiet"]);
    swept(&desk, "afterwards", &["--lean", "--quiet"]);
    swept(&desk, "afterwards", &["--lean", "--quiet", "--resume", "--report"]);
    assert_eq!(desk.digest("at_once"), desk.digest("afterwards"));
    let screen = desk.done(&["verify", "afterwards", "--rerun"]);
    assert!(screen.contains("byte for byte"), "{screen}");
    // The page within makes tables of its own.
    let page = desk.read("at_once/report.html");
    let (before, within) = page.split_once("id=\"page\"").expect("a report has a page within");
    let (_, after) = within.split_once("</script>").expect("it ends");
    let mut texts = vec![before.to_owned(), after.to_owned(), desk.read("at_once/brief.md")];
    let charts = names(&desk, "at_once/charts");
    texts.extend(charts.iter().map(|chart| desk.read(&format!("at_once/charts/{chart}"))));
    for text in texts {
        let ends = text.match_indices(".csv").map(|(end, _)| &text[..end]);
        for before in ends {
            let start = before.rfind(|c: char| !c.is_ascii_lowercase() && c != '_').map_or(0, |at| at + 1);
            let table = format!("{}.csv", &before[start..]);
            assert!(TABLES.contains(&table.as_str()), "{table}");
        }
    }
    // Its pictures are those of a full sweep.
    swept(&desk, "full", &["--report", "--quiet"]);
    assert_eq!(names(&desk, "full/charts"), charts);
    for chart in charts {
        let [full, lean] = ["full", "at_once"].map(|folder| desk.read(&format!("{folder}/charts/{chart}")));
        assert_eq!(full, lean, "{chart}");
    }
}

#[test]
fn a_lean_sweep_of_one_point_shows_it_in_full() {
    let desk = desk();
    let point = ["sweep", "case.toml", "--vary", "messaging.ambiguity=0.1", "--trials", "200", "--out", "one"];
    desk.done(&[&point[..], &["--lean", "--report", "--quiet"]].concat());
    assert_eq!(names(&desk, "one/records"), ["case-1.json"]);
    desk.done(&["verify", "one", "--rerun"]);
}

/// What is in it goes over into a full one, and not the other way round.
#[test]
fn a_full_sweep_does_not_give_way_to_a_lean_one() {
    let desk = desk();
    swept(&desk, "out", &["--lean", "--quiet"]);
    swept(&desk, "out", &["--quiet"]);
    let before = desk.digest("out");
    let refused = desk.run(&[&SWEEP[..], &["--out", "out", "--lean"]].concat());
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(said.contains("--force") && said.contains("a lean sweep of case over"), "{said}");
    assert_eq!(before, desk.digest("out"));
    swept(&desk, "out", &["--lean", "--force", "--quiet"]);
    assert_ne!(before, desk.digest("out"));
}

#[test]
fn a_lean_sweep_that_was_stopped_goes_on_and_ends_with_the_same_bytes() {
    let desk = desk();
    let args = [&SWEEP[..6], &["--trials", "40000", "--out", "out", "--lean", "--quiet", "--threads", "2"]].concat();
    desk.done(&args);
    let whole = desk.digest("out");
    std::fs::remove_dir_all(desk.path("out")).expect("a folder");
    let often = [&args[..], &["--checkpoint-seconds", "0.02"]].concat();
    let mut child = desk.command(&often).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("detente runs");
    let kept = desk.path(".detente-out");
    while !kept.read_dir().is_ok_and(|mut found| found.any(|_| true)) && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
    assert_eq!(child.wait().expect("a child").code(), Some(6), "it was stopped while it simulated");
    if desk.path("out").exists() {
        assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(6));
        desk.done(&["report", "out", "--quiet"]);
    }
    desk.done(&[&often[..], &["--resume"]].concat());
    assert_eq!(whole, desk.digest("out"));
}

/// Of a lean sweep the summary is read back, and held against the records that there are.
#[test]
fn a_summary_that_is_not_that_of_the_records_is_refused() {
    let desk = desk();
    swept(&desk, "out", &["--lean", "--quiet"]);
    let manifest = Manifest::read(&desk.path("out")).expect("a manifest");
    let read = |changed: &dyn Fn(String) -> String| {
        let summary = changed(desk.read("out/summary.csv"));
        let text = |path: &str| {
            if path == "summary.csv" { Ok(summary.clone()) } else { Ok(desk.read(&format!("out/{path}"))) }
        };
        made_again(&manifest, &text).map(|_| ())
    };
    assert_eq!(read(&|text| text), Ok(()));
    let shown = desk.path("out/records");
    let first = names(&desk, "out/records")[0].replace(".json", ",");
    assert!(shown.exists());
    let other = |text: String| text.replacen(",complete,", ",interrupted,", 100);
    assert!(read(&other).expect_err("another status").contains("is not what its record gives"));
    let fewer =
        |text: String| text.lines().filter(|line| !line.starts_with(&first)).map(|line| format!("{line}\n")).collect();
    assert!(read(&fewer).expect_err("a point is missing").contains("is not about the points that were simulated"));
    assert!(
        read(&|text| text.replacen("0.100000", "0.3", 1).replacen(",0.1,", ",0.3,", 1)).is_err(),
        "another value of a point"
    );
}
