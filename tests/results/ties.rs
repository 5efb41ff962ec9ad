//! Where several come as often, the table, the page, the screen and the story all name the same one: the first.

use crate::Desk;
use std::collections::BTreeMap;
use support::RICH;

/// Header and rows of a table of results.
fn table(desk: &Desk, path: &str) -> Vec<BTreeMap<String, String>> {
    let text = desk.read(path);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// The names of the rows with the highest count, which is not zero.
fn leaders<'a>(rows: &'a [BTreeMap<String, String>], name: &str, count: &str) -> Vec<&'a str> {
    let of = |row: &BTreeMap<String, String>| row[count].parse::<u64>().unwrap_or(0);
    let most = rows.iter().map(of).max().filter(|most| *most > 0).expect("something came");
    rows.iter().filter(|row| of(row) == most).map(|row| row[name].as_str()).collect()
}

#[test]
fn of_several_with_as_many_all_name_the_first() {
    let desk = Desk::with("rich.toml", RICH);
    let simulate = ["--trials", "2", "--seed", "131"];
    let screen = desk.done(&[&["run", "rich.toml", "--report", "--out", "out"][..], &simulate].concat());
    let (summary, page) = (table(&desk, "out/summary.csv").remove(0), desk.read("out/report.html"));
    let mut causes = table(&desk, "out/causes.csv");
    causes.retain(|row| row["outcome"] == "collapse");
    let mut bodies = table(&desk, "out/actors.csv");
    bodies.retain(|row| row["kind"] == "body");
    let rungs = table(&desk, "out/rungs.csv");
    let causes = leaders(&causes, "cause", "count");
    let bodies = leaders(&bodies, "actor", "vetoes");
    let rungs = leaders(&rungs, "rung", "stopped_count");
    assert!(
        causes.len() > 1 && bodies.len() > 1 && rungs.len() > 1,
        "{causes:?} {bodies:?} {rungs:?}: no tie to judge by"
    );

    let first = [causes[0], bodies[0], rungs[0]];
    assert_eq!(["collapse_cause", "most_vetoes_by", "sticking_point"].map(|column| summary[column].as_str()), first);
    let (rung, number) = rungs[0].split_once('.').unwrap_or((rungs[0], ""));
    let called =
        if number.is_empty() { rung.replace('_', " ") } else { format!("{} ({number})", rung.replace('_', " ")) };
    for said in [
        format!("Signs of {}", causes[0]),
        format!("Of the approving bodies, {} vetoes most often", bodies[0]),
        format!("The ladder stops most often at \u{201c}{called}\u{201d}"),
    ] {
        assert!(page.contains(&said), "{said} is missing on the page");
    }
    for said in [
        format!(" most frequent cause of collapse    {}, ", causes[0]),
        format!(" which body vetoes most often        {}, ", bodies[0]),
        format!(" {} ", rungs[0]),
        "   > no rung stops more trials; others stop as many".to_owned(),
    ] {
        assert!(screen.contains(&said), "{said} is missing in\n{screen}");
    }
    let marked: Vec<&str> = screen.lines().filter(|line| line.starts_with(" >")).collect();
    assert!(matches!(marked[..], [only] if only.contains(rungs[0])), "{screen}");
    let told = desk.done(&[&["trace", "rich.toml", "--typical"][..], &simulate].concat());
    assert!(told.contains(&format!(": {}\n", causes[0])), "{told}");

    // A batch has a line for each scenario, with the sticking point.
    let stills = (1..=7).map(|number| format!("still_{number}.toml")).collect::<Vec<_>>();
    stills.iter().for_each(|still| desk.put(still, "horizon_weeks = 26\n"));
    let batch =
        ["run", "rich.toml", "--out", "both"].into_iter().chain(stills.iter().map(String::as_str)).chain(simulate);
    let lines = desk.done(&batch.collect::<Vec<_>>());
    let line = lines.lines().find(|line| line.starts_with(" rich")).expect("a line");
    assert!(line.ends_with(&format!("  {}", rungs[0])), "{line}");
}
