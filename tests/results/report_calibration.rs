//! What is handed over of `calibrate`: every figure is a cell of its tables, what is missed or out of reach says so in words, and
//! markup in a file of targets stays text.

use crate::Desk;
use crate::report_analysis::{Rows, charts, reported, rows, workbook_holds_the_tables};
use support::RICH;

/// Two that contradict each other (by week 26 more than by week 52), a bound, one that is held out, and markup.
const TARGETS: &str = "\
id,measured,figure,value,low,high,source,compares,discrepancy,held_out
T1,\"confrontation within a year\",confrontation.week_52,0.2,0.15,0.26,made up,yes,0.05,
T2,\"within half a year, <b>bold</b>\",confrontation.week_26,0.9,0.88,0.92,made up,yes,0.01,
T3,broken within a year,left.week_52,0.3,0.2,0.4,made up,at_most,0.05,
T4,incidents a month,incidents_per_month,0.4,0.3,0.5,made up,yes,0.05,yes
";

/// Two of which a world can meet both.
const CONSISTENT: &str = "\
id,figure,value,low,high,source,discrepancy
T1,confrontation.week_52,0.1,0.05,0.2,made up,0.05
T2,left.week_52,0.3,0.2,0.4,made up,0.05
";

fn calibrated(targets: &str, further: &[&str]) -> Desk {
    let desk = Desk::with("case.toml", RICH);
    desk.put("targets.csv", targets);
    let sizes = ["--points", "64", "--trials", "128", "--waves", "3", "--worlds", "50", "--quiet", "--out", "out"];
    desk.done(&[&["calibrate", "case.toml", "--targets", "targets.csv"], further, &sizes].concat());
    desk
}

/// The row of the target or key `id`.
fn of<'a>(rows: &'a Rows, column: &str, id: &str) -> &'a std::collections::BTreeMap<String, String> {
    rows.iter().find(|row| row[column] == id).unwrap_or_else(|| panic!("no row of {id}"))
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

#[test]
fn a_calibration_has_its_targets_and_what_they_teach_with_the_figures_of_the_tables() {
    let desk = calibrated(TARGETS, &[]);
    let charts = reported(&desk);
    assert_eq!(charts.keys().collect::<Vec<_>>(), ["learned", "targets"]);
    let percent = |text: &str| format!("{:.1} %", 100.0 * number(text));
    for row in rows(&desk, "out/fit.csv").iter().filter(|row| row["unit"] == "share") {
        let own = charts["targets"].split("<desc").nth(1).expect("an alternative");
        let expected = format!("before {}, after {} (", percent(&row["prior_p50"]), percent(&row["posterior_p50"]));
        assert!(own.contains(&expected), "{expected} of {}: {own}", row["target"]);
        assert!(own.contains(&format!("left out {} (", percent(&row["left_out_p50"]))), "{}", row["target"]);
    }
    let learned: Vec<_> =
        rows(&desk, "out/posterior.csv").into_iter().filter(|row| number(&row["information"]) >= 0.05).collect();
    assert!(learned.len() >= 3, "{} keys", learned.len());
    for row in &learned {
        let name = row["key"].trim_start_matches("default.");
        assert!(charts["learned"].contains(&format!(">{name}</text>")), "{name}");
        assert!(charts["learned"].contains(&format!(", {:.2} bits", number(&row["information"]))), "{name}");
    }
    workbook_holds_the_tables(&desk, &["fit", "posterior", "target_pairs", "waves"]);
}

#[test]
fn what_is_out_of_reach_held_out_or_contradicted_is_said_in_words() {
    let desk = calibrated(TARGETS, &[]);
    let charts = reported(&desk);
    let fit = rows(&desk, "out/fit.csv");
    assert_eq!(of(&fit, "target", "T2")["status"], "unreachable");
    let page = desk.read("out/report.html");
    let met = fit.iter().filter(|row| row["status"] == "met").count();
    assert!(page.contains(&format!("<h1 class=\"finding\">{met} of 4 targets are met")), "the sentence that leads");
    assert!(page.contains("1 out of reach (T2)") && page.contains("It is not a forecast."));
    assert!(charts["targets"].contains(">unreachable: target 90.0\u{a0}%"), "{}", charts["targets"]);
    assert!(charts["targets"].contains("held out, met: target 0.4000"), "{}", charts["targets"]);
    assert!(charts["targets"].contains("target at most 30.0"), "{}", charts["targets"]);
    assert!(!page.contains("<b>") && page.contains("&lt;b&gt;bold&lt;/b&gt;"), "markup stays text");
    let pairs = rows(&desk, "out/target_pairs.csv");
    let pair = pairs.iter().find(|row| row["target"] == "T1" && row["other"] == "T2").expect("the pair");
    assert_eq!(pair["met"], "no");
    let nearest = number(&pair["nearest"]);
    let said = format!("T1 and T2: the nearest world is {nearest:.1} standard deviations off one of them.");
    assert!(page.contains(&format!("<li>{said}</li>")), "{said}");
    let brief = desk.read("out/brief.md");
    assert!(brief.contains(&format!("\n- {said}\n")), "{brief}");
    assert!(
        brief.contains("\n- T2 within half a year, \u{2039}b\u{203a}bold\u{2039}/b\u{203a}: unreachable: "),
        "the worst leads: {brief}"
    );
}

#[test]
fn where_no_two_targets_contradict_each_other_the_page_says_so_in_either_dialect() {
    let standard = calibrated(CONSISTENT, &[]);
    let eu = calibrated(CONSISTENT, &["--csv-dialect", "eu"]);
    for desk in [&standard, &eu] {
        desk.done(&["report", "out", "--quiet"]);
    }
    let page = standard.read("out/report.html");
    assert!(rows(&standard, "out/target_pairs.csv").iter().all(|row| row["met"] == "yes"));
    assert!(page.contains("No two targets contradict each other: for each of 1 pair "), "{page}");
    assert!(!page.contains("<caption>from target_pairs.csv"), "a table without rows is left out");
    assert_eq!(page, eu.read("out/report.html"));
    assert_eq!(charts(&standard), charts(&eu));
}

#[test]
fn an_edited_calibration_gets_no_report() {
    let desk = calibrated(CONSISTENT, &[]);
    let table = desk.read("out/posterior.csv");
    desk.put("out/posterior.csv", &table.replacen("0.", "1.", 1));
    let output = desk.run(&["report", "out"]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(message.contains("posterior.csv was changed"), "{message}");
}

/// More targets than fit on a printed page have several charts, each target in one of them, and no id comes twice.
#[test]
fn many_targets_have_several_charts() {
    let figures = ["", "counterfactual."]
        .iter()
        .flat_map(|arm| [26, 52, 104].map(|week| format!("{arm}confrontation.week_{week}")))
        .chain(["left.week_26", "left.week_52", "incidents_per_month", "branching"].map(str::to_owned));
    let row = |(nth, figure): (usize, String)| format!("N{nth},{figure},0.2,0.1,0.4,made up,0.1\n");
    let targets: String = figures.enumerate().map(row).collect();
    let desk = calibrated(&format!("id,figure,value,low,high,source,discrepancy\n{targets}"), &[]);
    desk.done(&["report", "out", "--quiet"]);
    let (charts, page) = (charts(&desk), desk.read("out/report.html"));
    for nth in 0..10 {
        let of_it: Vec<&String> =
            charts.iter().filter(|(_, chart)| chart.contains(&format!(">N{nth} "))).map(|(name, _)| name).collect();
        assert_eq!(of_it, [if nth < 8 { "targets" } else { "targets_2" }], "N{nth}");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    let on_page = |name: &str| page.contains(&format!("id=\"{name}-720-title\""));
    assert!(on_page("targets") && on_page("targets_2") && page.contains("What the worlds say of the targets (2 of 2)"));
}

/// The example of the how-to is a file of targets that the built-in scenario can be held against.
#[test]
fn the_targets_of_the_how_to_are_read() {
    let page = include_str!("../../docs/how-to/calibrate.md");
    let targets = page.split("<!-- targets -->\n```csv\n").nth(1).and_then(|rest| rest.split("```").next());
    let desk = Desk::with("built_in.toml", include_str!("../../calibration/built_in.toml"));
    desk.put("targets.csv", targets.expect("an example"));
    let sizes = ["--points", "16", "--trials", "16", "--waves", "1", "--quiet", "--out", "out"];
    desk.done(&[["calibrate", "built_in.toml", "--targets", "targets.csv"].as_slice(), &sizes].concat());
    desk.done(&["report", "out", "--quiet"]);
    assert_eq!(rows(&desk, "out/fit.csv").len(), targets.expect("an example").lines().count() - 1);
    assert!(desk.read("out/report.html").contains("which had no part in the weights: "));
}
