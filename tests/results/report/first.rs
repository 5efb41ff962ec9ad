//! What stands first: the finding, one picture, how sure it is, one caveat; names in place of ids; the story of a typical trial.

use super::{csv_rows, page, words_of};
use crate::Desk;
use support::RICH;

/// A desk with a report on the rich scenario alone.
fn single(trials: &str) -> Desk {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", trials, "--quiet", "--report", "--out", "out"]);
    desk
}

/// The part of the page of one scenario that stands before the first of its parts.
fn first_screen(page: &str) -> &str {
    let section = page.split("<section class=\"scenario\"").nth(1).expect("a section");
    section.split("<p class=\"kicker part\">").next().expect("a first screen")
}

#[test]
fn the_first_screen_is_the_finding_one_picture_how_sure_it_is_and_one_caveat() {
    let desk = single("600");
    let page = page(&desk);
    let first = first_screen(&page);
    let marks =
        ["<h1 class=\"finding\">", "<p class=\"lead\">", "<figure>", "<p class=\"sure\">", "<p class=\"caveat\">"];
    let places: Vec<usize> = marks.iter().map(|mark| first.find(mark).unwrap_or_else(|| panic!("no {mark}"))).collect();
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    for once in ["<figure>", "<p class=\"sure\">", "<p class=\"caveat\">", "<h1"] {
        assert_eq!(first.matches(once).count(), 1, "{once}");
    }
    assert_eq!(page.matches("<h1").count(), 1, "the finding is what the page is called");
    let actors = csv_rows(&desk, "actors");
    let title = words_of(first.split("<h1").nth(1).expect("a title").split("</h1>").next().expect("an end"));
    for party in actors.iter().filter(|row| row[3] == "party") {
        let name = if party[2].is_empty() { &party[1] } else { &party[2] };
        assert!(title.contains(name.as_str()), "{name}: {title}");
    }
    let words = words_of(first);
    assert!(words.contains("Chance:") && words.contains("Assumptions:") && words.contains("not a forecast"), "{words}");
}

/// The title claims a difference only where the interval of the table leaves out zero.
#[test]
fn the_title_says_no_more_than_the_intervals_of_the_table() {
    for trials in ["40", "4000"] {
        let desk = single(trials);
        let rows = csv_rows(&desk, "baseline");
        let at = |name: &str| rows[0].iter().position(|column| column == name).expect("a column");
        let end = |row: &[String], name: &str| row[at(name)].parse::<f64>().expect("a number");
        let is_told = |row: &Vec<String>| end(row, "difference_hi") < 0.0 || end(row, "difference_lo") > 0.0;
        let told = rows[1..].iter().any(is_told);
        let page = page(&desk);
        let claims = ["buys", "rarer", "more frequent"]
            .iter()
            .any(|word| first_screen(&page).split("</h1>").next().expect("a title").contains(word));
        assert!(told || !claims, "{trials} trials: the title claims what no interval carries");
    }
}

#[test]
fn up_to_the_numbers_people_read_names_and_not_ids() {
    let desk = single("600");
    let page = page(&desk);
    let section = page.split("<section class=\"scenario\"").nth(1).expect("a section");
    let read = words_of(section.split("Every figure behind this page").next().expect("what is read"));
    let ids: Vec<&str> = read.split_whitespace().filter(|word| word.contains('_')).collect();
    assert!(ids.is_empty(), "{ids:?}");
}

#[test]
fn the_story_is_that_of_the_trial_that_trace_calls_typical() {
    let desk = single("300");
    let page = page(&desk);
    let story = page.split("<ol class=\"story\">").nth(1).expect("a story");
    let number = story.split("detente trace inputs/rich.toml --trial ").nth(1);
    let number = number.and_then(|rest| rest.split('<').next()).expect("a number");
    let told = desk.done(&["trace", "rich.toml", "--typical", "--trials", "300"]);
    assert!(told.lines().next().expect("a line").ends_with(&format!("trial {number}")), "{number}: {told}");
    let lines = story.split("</ol>").next().expect("an end").matches("<li>").count();
    assert!((1..=8).contains(&lines), "{lines} lines");
    let brief = desk.read("out/brief.md");
    assert!(
        brief.contains("## A typical trial")
            && brief.lines().filter(|line| line.starts_with("- Week ")).count() == lines
    );
}

#[test]
fn trust_has_a_picture_only_where_it_moves() {
    let desk = single("600");
    let rows = csv_rows(&desk, "timeline");
    let at = |name: &str| rows[0].iter().position(|column| column == name).expect("a column");
    let moves = |name: &str| {
        let values: Vec<f64> = rows[1..].iter().filter_map(|row| row[at(name)].parse().ok()).collect();
        values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
    };
    let most = moves("trust_sender_mean").max(moves("trust_target_mean"));
    assert_eq!(desk.path("out/charts/rich_trust.svg").exists(), most >= 0.05, "trust moves by {most}");
}

#[test]
fn the_brief_pastes_into_a_mail() {
    let desk = single("300");
    let brief = desk.read("out/brief.md");
    for mark in ["\\", "**", "| ---", "&lt;", "&amp;", "`"] {
        assert!(!brief.contains(mark), "{mark} in {brief}");
    }
    let first = brief.lines().next().expect("a line");
    assert!(page(&desk).contains(first.trim_start_matches("# ")), "{first}");
}
