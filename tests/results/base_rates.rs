//! Base rates beside what a scenario does: the same figures as in other tables, on every screen and page, however they come about.

use crate::Desk;
use detente_study::table::{BASE_RATES, BaseRateRow, TableRow as _};
use detente_study::target::base_rate;
use std::collections::BTreeMap;
use support::{RICH, rich_with_news};

/// A table as its cells by column.
fn rows(desk: &Desk, path: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(std::io::Cursor::new(desk.read(path)));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn simulated(sets: &[&str]) -> Desk {
    let desk = Desk::new();
    let file = support::shipped("tutorial.toml").display().to_string();
    let mut args = vec!["run", &file, "--trials", "3000", "--quiet", "--out", "out"];
    sets.iter().for_each(|set| args.extend(["--set", set]));
    desk.done(&args);
    desk
}

#[test]
fn confrontation_is_that_of_the_other_tables_and_what_was_counted_that_of_the_file() {
    let desk = simulated(&[]);
    let (found, baseline) = (rows(&desk, "out/base_rates.csv"), rows(&desk, "out/baseline.csv"));
    assert_eq!(found.iter().map(|row| row["base_rate"].as_str()).collect::<Vec<_>>(), BASE_RATES);
    let mut compared = 0;
    for row in &found {
        let target = base_rate(&row["base_rate"]).expect("a base rate");
        let interval = target.interval();
        let counted = [("counted_share", target.value), ("counted_lo", interval.low), ("counted_hi", interval.high)];
        assert!(counted.iter().all(|(name, value)| row[*name] == format!("{value:.6}")), "{row:?}");
        assert_eq!((&row["counted_n"], &row["source"]), (&target.n, &target.source));
        let number = |name: &str| row[name].parse::<f64>().expect("a number");
        let verdict = match number("share") {
            share if share < number("counted_lo") => "below",
            share if share > number("counted_hi") => "above",
            _ => "inside",
        };
        assert_eq!(row["verdict"], verdict, "{row:?}");
        let Some((arm, week)) = row["figure"].split_once("confrontation.week_") else { continue };
        let other = baseline.iter().find(|row| row["horizon_weeks"] == week).expect("a horizon");
        let suffix = if arm.is_empty() { "" } else { "_no_channel" };
        for (own, others) in [
            ("share", format!("confrontation_share{suffix}")),
            ("share_lo", format!("confrontation{suffix}_lo")),
            ("share_hi", format!("confrontation{suffix}_hi")),
        ] {
            assert_eq!(row[own], other[&others], "{others}");
        }
        assert_eq!(row["trials"], other["trials"]);
        compared += 1;
    }
    assert_eq!(compared, 6);
}

#[test]
fn figures_are_empty_where_the_horizon_is_short_or_something_was_observed() {
    let told = |desk: &Desk| {
        let rows = rows(desk, "out/base_rates.csv");
        let told = rows.iter().filter(|row| !row["share"].is_empty());
        told.map(|row| row["base_rate"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(told(&simulated(&["horizon_weeks=60"])), ["T04", "T05", "T01"]);
    assert!(!told(&simulated(&["run.until=channel_ends"])).iter().any(|id| id < &"T07".to_owned()));
    let desk = Desk::with("rich.toml", &rich_with_news());
    desk.done(&["run", "rich.toml", "--trials", "2000", "--quiet", "--out", "out"]);
    assert_eq!(told(&desk), Vec::<String>::new());
}

#[test]
fn shards_and_threads_change_nothing_and_all_of_it_can_be_simulated_again() {
    let desk = simulated(&["horizon_weeks=260"]);
    let file = support::shipped("tutorial.toml").display().to_string();
    for shard in ["1/2", "2/2"] {
        desk.done(&["run", &file, "--trials", "3000", "--quiet", "--shard", shard, "--threads", "1"]);
    }
    desk.done(&["merge", "shards/tutorial", "--out", "merged", "--quiet"]);
    for path in ["base_rates.csv", "records/tutorial.histories.json"] {
        assert_eq!(desk.read(&format!("merged/{path}")), desk.read(&format!("out/{path}")), "{path}");
    }
    desk.done(&["report", "merged", "--quiet"]);
    desk.done(&["verify", "merged", "--rerun", "--quiet"]);
}

#[test]
fn one_scenario_has_them_on_its_screen_and_a_batch_in_the_table() {
    let desk = Desk::with("batch/rich.toml", RICH);
    desk.put("batch/other.toml", RICH);
    let tutorial = std::fs::read_to_string(support::shipped("tutorial.toml")).expect("the tutorial");
    desk.put("tutorial.toml", &tutorial); // a short name: how wide the last line is must not depend on where the checkout lies
    let screen = desk.done(&["run", "tutorial.toml", "--trials", "2000", "--out", "one"]);
    let (_, block) = screen.split_once(" base rates  ").expect("a block");
    let block = block.split_once("\n\n").expect("an end").0;
    assert_eq!(block.lines().count(), 6, "{block}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    let first = rows(&desk, "one/base_rates.csv").into_iter().find(|row| row["base_rate"] == "T06").expect("a row");
    let share = 100.0 * first["share"].parse::<f64>().expect("a share");
    assert!(
        block.contains(&format!("{share:.1} %")) && block.contains("19 % (14 to 26)  151  ICB version 14"),
        "{block}"
    );
    assert!(!desk.done(&["run", "batch", "--trials", "500", "--out", "two"]).contains(" base rates  "));
    assert_eq!(rows(&desk, "two/base_rates.csv").len(), 2 * BASE_RATES.len());
}

#[test]
fn page_and_brief_show_what_the_table_says() {
    let desk = simulated(&["horizon_weeks=260"]);
    desk.done(&["report", "out", "--quiet"]);
    let (page, brief) = (desk.read("out/report.html"), desk.read("out/brief.md"));
    let found = rows(&desk, "out/base_rates.csv");
    let verdict = |word: &str| found.iter().filter(|row| row["verdict"] == word).count();
    let sentence = format!(
        "9 figures can be set beside what was counted of real crises and agreements: {} inside the 95",
        verdict("inside")
    );
    for (text, what) in [(&page, "page"), (&brief, "brief")] {
        assert!(text.contains("Beside what was counted") && text.contains(&sentence), "{what}");
        for row in &found {
            assert!(text.contains(&row["measured"]) && text.contains(&row["counted_n"]), "{what}: {row:?}");
        }
    }
    assert!(page.contains(&format!("from {}.csv", BaseRateRow::NAME)));
}
