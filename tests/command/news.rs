//! News through the command: nothing drawn moves, shards and threads add up to the same, faults are located, too few trials are
//! refused.

use crate::Desk;
use std::collections::BTreeSet;
use support::{RICH, RICH_NEWS, rich_with_news};

#[test]
fn news_choose_among_trials_and_change_none_of_them() {
    let desk = Desk::with("free/rich.toml", RICH);
    desk.put("news/rich.toml", &rich_with_news());
    for folder in ["free", "news"] {
        desk.done(&["run", folder, "--trials", "3000", "--out", &format!("out_{folder}"), "--trial-rows", "--quiet"]);
    }
    let (free, kept) = (desk.read("out_free/trials/rich.csv"), desk.read("out_news/trials/rich.csv"));
    let all: BTreeSet<&str> = free.lines().collect();
    assert!(kept.lines().all(|row| all.contains(row)), "a kept trial is one of all");
    let number = kept.lines().count() - 1;
    assert!(number > 200 && number < 2900, "{number}");
    let observed = desk.read("out_news/observed.csv");
    assert!(observed.lines().last().expect("rows").ends_with(&format!(",{number}")), "{observed}");
    let learned = desk.read("out_news/learned.csv");
    assert!(learned.contains("rich,party.giver.trustworthy,"));
    // Column names are a promise.
    assert!(observed.starts_with("scenario,entry,date,week,observed,simulated,count,share,kept\n"), "{observed}");
    let ends = "prior_p05,prior_p50,prior_p95,posterior_p05,posterior_p50,posterior_p95";
    assert!(learned.starts_with(&format!("scenario,key,{ends},distance,chance\n")), "{learned}");
    assert!(!desk.path("out_free/observed.csv").exists());
    desk.done(&["verify", "out_news", "--rerun", "--quiet"]);
}

#[test]
fn shards_and_threads_keep_the_same_trials() {
    let desk = Desk::with("rich.toml", &rich_with_news());
    let run = |out: &str, more: &[&str]| {
        desk.done(&[&["run", "rich.toml", "--trials", "5000", "--quiet", "--out", out], more].concat());
    };
    run("one", &["--threads", "1"]);
    run("three", &["--threads", "3"]);
    assert_eq!(desk.digest("one"), desk.digest("three"));
    run("shards/1", &["--shard", "1/2"]);
    run("shards/2", &["--shard", "2/2"]);
    desk.done(&["merge", "shards", "--out", "merged", "--quiet"]);
    assert_eq!(desk.digest("one"), desk.digest("merged"));
    desk.done(&["report", "one", "--quiet"]);
    assert!(desk.done(&["run", "rich.toml", "--trials", "5000", "--out", "one", "--resume"]).is_empty());
}

#[test]
fn one_scenario_with_news_among_many_has_its_tables() {
    let desk = Desk::with("batch/zone.toml", &rich_with_news());
    for number in 1..=17 {
        desk.put(
            &format!("batch/plain_{number}.toml"),
            "title = \"plain\"\nhorizon_weeks = 13\ndefaults = \"fixed\"\n[escalation]\ndanger = 1\n",
        );
    }
    desk.done(&["run", "batch", "--trials", "1024", "--quiet"]);
    let observed = desk.read("results/batch/observed.csv");
    assert_eq!(observed.lines().count(), 3, "{observed}");
    assert!(observed.lines().skip(1).all(|row| row.starts_with("zone,")), "{observed}");
    desk.done(&["report", "results/batch", "--quiet"]);
}

#[test]
fn too_few_are_refused_with_what_to_do_and_leave_earlier_results_alone() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "500", "--quiet"]);
    let before = desk.digest("results");
    let rare = "[[observed]]\ndate = 2026-01-19\nevent = \"serious_incident\"\n[[observed]]\ndate = 2026-01-26\nevent = \"turnover\"\n";
    desk.put("case.toml", &format!("{RICH}{rare}"));
    let refused = desk.run(&["run", "case.toml", "--trials", "500", "--quiet"]);
    assert_eq!(refused.status.code(), Some(4));
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    for part in ["of 500 trials went as was observed", "200 are the fewest", "observed.news_", "trusts_other"] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert_eq!(before, desk.digest("results"));
    desk.put("other.toml", "title = \"other\"\n");
    let batch = desk.run(&["run", "case.toml", "other.toml", "--trials", "500", "--out", "both", "--quiet"]);
    assert_eq!(batch.status.code(), Some(4));
    assert!(!desk.read("both/outcomes.csv").contains("case,") && desk.read("both/outcomes.csv").contains("other,"));
}

/// The card speaks of weeks that the news have not told of, and says that the counterfactuals were not observed.
#[test]
fn the_screen_looks_ahead_of_the_news() {
    let desk = Desk::new();
    let screen = |date: &str| {
        desk.put("case.toml", &format!("{RICH}[[observed]]\ndate = {date}\nevent = \"broke\"\nhappened = false\n"));
        desk.done(&["run", "case.toml", "--trials", "3000"])
    };
    for (date, week) in [("2026-02-01", 26), ("2026-06-29", 26), ("2026-07-06", 52), ("2026-12-01", 52)] {
        let screen = screen(date);
        assert!(screen.contains(&format!(" what to watch by week {week} ")), "{date}\n{screen}");
        assert!(screen.contains("need not fit the news"), "{screen}");
    }
    assert!(!screen("2027-03-01").contains("what to watch"));
}

/// Copied as they stand, on top of the founding case.
#[test]
fn the_news_that_the_pages_show_leave_trials_enough() {
    let pages = [include_str!("../../docs/how-to/what-to-watch.md"), include_str!("../../docs/scenario.md")];
    let desk = Desk::with("doha_2026.toml", include_str!("../../scenarios/doha_2026.toml"));
    for page in pages {
        let mut shown = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        let news = shown.find(|block| block.contains("[[observed]]")).expect("the page shows news");
        let entries = &news[news.find("[[observed]]").expect("news")..];
        desk.put("case.toml", &format!("extends = \"doha_2026.toml\"\n{entries}"));
        desk.done(&["run", "case.toml", "--trials", "20000", "--quiet"]);
        let counted = desk.read("results/case/observed.csv");
        assert!(counted.lines().count() > entries.matches("[[observed]]").count(), "{counted}");
    }
}

#[test]
fn the_screen_says_how_many_entries_it_does_not_show() {
    let entry = |day: u32| format!("[[observed]]\ndate = 2026-02-{day:02}\nevent = \"incident\"\nhappened = false\n");
    let many: String = (1..=8).map(entry).collect();
    let desk = Desk::with("rich.toml", &format!("{RICH}{many}"));
    let screen = desk.done(&["run", "rich.toml", "--trials", "3000"]);
    assert_eq!(screen.lines().filter(|line| line.starts_with("   by ")).count(), 6, "{screen}");
    assert!(screen.contains("   and 2 more, in observed.csv\n"), "{screen}");
}

#[test]
fn commands_that_cannot_heed_news_say_so() {
    let desk = Desk::with("rich.toml", &rich_with_news());
    for args in
        [&["compare", "rich.toml", "--without", "each"][..], &["sensitivity", "rich.toml"], &["order", "rich.toml"]]
    {
        let refused = desk.run(args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("observed.news_"), "{args:?}");
    }
    let story = desk.done(&["trace", "rich.toml", "--outcome", "collapse"]);
    assert!(story.contains("treasury"), "a story in which the treasury signs\n{story}");
}

/// The columns are empty, and the screen says so, of one scenario and of several.
#[test]
fn the_screen_says_that_the_range_over_assumptions_is_left_out_under_news() {
    const SAID: &str = "   if assumptions differ: not worked out under news, assumed_* are empty\n";
    let desk = Desk::with("batch/rich.toml", &rich_with_news());
    let one = desk.done(&["run", "batch/rich.toml", "--trials", "3000"]);
    assert!(one.contains(SAID) && !one.contains("if assumptions differ (90 %)"), "{one}");
    assert!(one.lines().all(|line| line.chars().count() <= 80), "{one}");
    let outcomes = desk.read("results/rich/outcomes.csv");
    let mut reader = csv::Reader::from_reader(outcomes.as_bytes());
    let assumed = reader.headers().expect("a header").iter().position(|name| name == "assumed_p05").expect("a column");
    assert!(reader.records().all(|row| row.expect("a row")[assumed].is_empty()));
    desk.put("batch/free.toml", RICH);
    assert!(!desk.done(&["run", "batch/free.toml", "--trials", "300"]).contains(SAID));
    for number in 0..3 {
        desk.put(
            &format!("batch/plain_{number}.toml"),
            "title = \"plain\"\nhorizon_weeks = 13\ndefaults = \"fixed\"\n[escalation]\ndanger = 1\n",
        );
    }
    let all = desk.done(&["run", "batch", "--trials", "3000"]);
    assert!(all.contains(" assumed_* are empty for 1 file under news: not worked out there\n"), "{all}");
    assert!(all.contains(" assumed_* are empty for 3 files without uncertain values\n"), "{all}");
    assert!(all.contains(" if assumptions differ (90 %): up to "), "{all}");
    assert!(all.lines().all(|line| line.chars().count() <= 80), "{all}");
}

const SIX_MISTAKES: &str = "
[[observed]]
date  = 2026-06-01
event = \"singed\"

[[observed]]
event = \"signed\"

[[observed]]
date  = 2025-12-01
event = \"objection\"
who   = \"rivall\"

[[observed]]
date  = 2026-06-01
since = 2026-07-01
event = \"incident\"
who   = \"taker\"

[[observed]]
date  = 2026-06-01
event = \"in_force\"
rung  = \"release.4\"
colour = 1
";

#[test]
fn mistakes_in_news_are_located_all_at_once() {
    let desk = Desk::with("case.toml", &format!("{RICH}{SIX_MISTAKES}"));
    let output = desk.run(&["check", "case.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    for part in [
        "did you mean `signed`?",
        "observed.news_2.date: missing",
        "outside of what is simulated",
        "did you mean `rival`?",
        "later than the day by which",
        "is nobody's doing",
        "there is no rung `release.4`",
        "observed.news_5.colour: unknown key",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    desk.put("case.toml", &rich_with_news().replace("start         = 2026-01-05\n", ""));
    let undated = desk.run(&["check", "case.toml"]);
    assert_eq!(undated.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&undated.stderr).contains("does not say on which date it starts"));
}

#[test]
fn a_list_replaces_the_list_below_it_and_named_entries_add_up() {
    let desk = Desk::with("base.toml", &format!("{RICH}{RICH_NEWS}"));
    desk.put("list.toml", "extends = \"base.toml\"\n[[observed]]\ndate = 2026-06-01\nevent = \"alarm\"\n");
    desk.put("named.toml", "extends = \"base.toml\"\n[observed.later]\ndate = 2026-06-01\nevent = \"alarm\"\n");
    desk.put("none.toml", "extends = \"base.toml\"\n[observed]\nnews_1 = \"none\"\n");
    let entries = |name: &str| {
        let file = detente_study::scenario::read(&desk.path(name), &[]).unwrap_or_else(|faults| panic!("{faults}"));
        file.scenario.news.iter().map(|news| news.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(entries("base.toml"), ["news_2", "news_1"], "in order of their days");
    assert_eq!(entries("list.toml"), ["news_1"]);
    assert_eq!(entries("named.toml"), ["news_2", "later", "news_1"]);
    assert_eq!(entries("none.toml"), ["news_2"]);
    let remarks = |name: &str| {
        let file = detente_study::scenario::read(&desk.path(name), &[]).unwrap_or_else(|faults| panic!("{faults}"));
        file.notes.iter().map(|note| note.render_note(false)).collect::<String>()
    };
    assert!(remarks("list.toml").contains("takes the place of 2 entries given below it"), "{}", remarks("list.toml"));
    assert!(!remarks("named.toml").contains("takes the place"), "{}", remarks("named.toml"));
    let set = ["observed.news_1.happened=false".to_owned()];
    let file = detente_study::scenario::read(&desk.path("base.toml"), &set).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(file.scenario.news[1].words, "not: signed (treasury)");
}

#[test]
fn as_many_trials_as_it_takes_are_simulated_where_kept_ones_are_asked_for() {
    let desk = Desk::with("rich.toml", &rich_with_news());
    desk.done(&["run", "rich.toml", "--keep", "1000", "--out", "out"]);
    let observed = desk.read("out/observed.csv");
    let last: Vec<&str> = observed.lines().last().expect("rows").split(',').collect();
    assert!(last[8].parse::<u64>().expect("a number") >= 1000, "{observed}");
    desk.done(&["verify", "out", "--rerun", "--quiet"]);
    desk.put("free.toml", RICH);
    let refused = desk.run(&["run", "free.toml", "--keep", "1000"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--trials instead"));
}

/// A body of which nothing is known has not approved for twenty weeks, and then does in one: too rare to be met by chance.
#[test]
fn where_hardly_any_trial_goes_so_trials_are_followed_from_news_to_news() {
    let not_by = |date: &str| format!("[[observed]]\ndate = {date}\nevent = \"signed\"\nhappened = false\n");
    let dates = ["2030-02-04", "2030-03-04", "2030-04-01", "2030-04-29", "2030-05-27"];
    let text = format!(
        "title = \"rare\"\nstart = 2030-01-07\nhorizon_weeks = 30\ndefaults = \"fixed\"\n[body.only]\nparty = \"sender\"\nreview_weeks = 0\n\
         veto_wait_weeks = 0\napproval = 0.5\n[ladder]\norder = [\"first\"]\nround_weeks = 1\nlapse_weeks = 5200\n[ladder.concession]\nacceptance = 1\n\
         [party.first]\nrole = \"sender\"\nturnover_per_month = 0\n[party.second]\nrole = \"target\"\nturnover_per_month = 0\n\
         [escalation]\nconfrontation_per_month = 0\nincidents_per_month = 0\n[rung.first]\nsender = {{ kind = \"other\" }}\n{}\
         [[observed]]\ndate = 2030-06-03\nevent = \"signed\"\n",
        dates.map(not_by).concat()
    );
    let desk = Desk::with("rare.toml", &text);
    let screen = desk.done(&["run", "rare.toml", "--keep", "1000", "--out", "out", "--report"]);
    assert!(screen.contains("16 384 trials were followed from one entry to the next"), "{screen}");
    let observed = desk.read("out/observed.csv");
    let last: Vec<&str> = observed.lines().last().expect("rows").split(',').collect();
    let [simulated, kept] = [5, 8].map(|column| last[column].parse::<f64>().expect("a number"));
    assert!(kept >= 1000.0, "{observed}");
    // Twenty refusals in a row, and then none: one trial in two to the power of 21. Sixteen populations estimate it to a third.
    let rare = kept / simulated * libm::exp2(21.0);
    assert!((0.66..1.5).contains(&rare), "{rare}: {observed}");
    assert!(desk.read("out/report.html").contains("16 384 trials were followed"), "the page says so");
    desk.done(&["verify", "out", "--rerun", "--quiet"]);
    // What no trial can meet is refused by its name.
    desk.put("never.toml", &text.replace("approval = 0.5", "approval = 0"));
    let refused = desk.run(&["run", "never.toml", "--keep", "1000"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not one goes as observed.news_6 says: signed by"));
}
