//! News: trials kept as was observed. Shares and what is learned against closed forms; nothing drawn moves; shards, legs and
//! threads add up to the same; faults are located; too few are refused.
//!
//! Shares and quantiles fail where they are more than 6.1 standard errors from the closed form, which chance alone does
//! once in 1e9. An error of .015 in a share near one half, or of .015 in a median on 0 to 1, would surely be seen.

mod common;

use common::{Desk, RICH, checked, still};
use detente_engine::domain::{NewsEvent, Outcome};
use detente_engine::exact;
use detente_engine::plan::Plan;
use detente_engine::tally::{LearningGrid, Tally};
use detente_study::run::{self, Part, RunControl, Spec};
use std::collections::BTreeSet;

const TRIALS: u64 = 100_000;
const BOUND: f64 = 6.1;
const APPROVAL: f64 = 0.3;
const WEEKS: i32 = 6;

/// Two rungs, each of which comes into force in the week in which its body approves.
const TWO_RUNGS: &str = "\
[body.only]
party = \"sender\"
review_weeks = 0
veto_wait_weeks = 0
approval = 0.3
[rung.first]
sender = { kind = \"other\" }
[rung.second]
structural = true
sender = { kind = \"other\" }
";

fn two_rungs(news: &str) -> Plan {
    still(6, &format!("{TWO_RUNGS}{news}"), &["ladder.order=[\"first\",\"second\"]", "start=2030-01-07"])
}

/// The probability that the first rung comes into force in one of `weeks` and the second later, before the end.
fn both(weeks: std::ops::RangeInclusive<i32>) -> f64 {
    let veto = 1.0 - APPROVAL;
    weeks
        .map(|week| libm::pow(veto, f64::from(week - 1)) * APPROVAL * (1.0 - libm::pow(veto, f64::from(WEEKS - week))))
        .sum()
}

fn assert_near(found: f64, closed: f64, number: u64) {
    let error = (closed * (1.0 - closed) / number as f64).sqrt();
    assert!((found - closed).abs() <= BOUND * error, "{found} for {closed}");
}

/// Simulates the two rungs under `news`: a share `kept` of the trials goes so, and of these a share `scaling` scales.
fn assert_conditional(news: &str, kept: f64, scaling: f64) {
    let tally = common::simulate(&two_rungs(news), TRIALS);
    let record = tally.record();
    assert_eq!(record.simulated(), TRIALS);
    assert_near(record.trials as f64 / TRIALS as f64, kept, TRIALS);
    assert_near(record.outcome(Outcome::Scaling) as f64 / record.trials as f64, scaling, record.trials);
}

#[test]
fn conditional_shares_are_those_added_up_by_hand_and_by_the_solver() {
    let veto = 1.0 - APPROVAL;
    let all = exact::answer(&two_rungs("")).expect("finite").outcome(Outcome::Scaling);
    assert!((all - both(1..=WEEKS)).abs() < 1e-12, "the closed form is that of the solver: {all}");
    // Two weeks from 7 January; a day within a week counts as its end.
    for (event, date) in [("in_force", "2030-01-21"), ("in_force", "2030-01-15"), ("signed", "2030-01-21")] {
        let news = format!("[[observed]]\ndate = {date}\nevent = \"{event}\"\nrung = \"first\"\n");
        assert_conditional(&news, 1.0 - libm::pow(veto, 2.0), both(1..=2) / (1.0 - libm::pow(veto, 2.0)));
        let not = format!("{news}happened = false\n");
        assert_conditional(&not, libm::pow(veto, 2.0), both(3..=WEEKS) / libm::pow(veto, 2.0));
    }
    // Nothing by the first week, then by the third: both entries together, and the same said with `since`.
    let third = "[[observed]]\ndate = 2030-01-28\nevent = \"signed\"\nwho = \"only\"\nrung = \"first\"\n";
    let not_first = "[[observed]]\ndate = 2030-01-14\nevent = \"signed\"\nhappened = false\n";
    let kept = veto - libm::pow(veto, 3.0);
    for news in [format!("{third}{not_first}"), format!("{third}since = 2030-01-15\n")] {
        assert_conditional(&news, kept, both(2..=3) / kept);
    }
}

#[test]
fn an_exact_answer_is_refused_under_news_by_the_name_of_the_entry() {
    let plan = two_rungs("[[observed]]\ndate = 2030-01-21\nevent = \"signed\"\n");
    let refusal = exact::answer(&plan).expect_err("conditioned").to_string();
    assert!(refusal.contains("observed.news_1"), "{refusal}");
}

/// A body that approves with a probability of which nothing is known, and has approved at the first review: the probability
/// then has the density 2p, so that its quantiles are roots.
#[test]
fn what_is_learned_is_the_posterior() {
    let text = TWO_RUNGS.replace("approval = 0.3", "approval = { min = 0, max = 1 }");
    let news = "[[observed]]\ndate = 2030-01-14\nevent = \"signed\"\n";
    let sets = ["ladder.order=[\"first\",\"second\"]", "start=2030-01-07"];
    for (happened, sign) in [("true", 1.0), ("false", -1.0)] {
        let plan = still(6, &format!("{text}{news}happened = {happened}\n"), &sets);
        let tally = common::simulate(&plan, TRIALS);
        let counts = tally.record().news.as_ref().expect("news");
        let value = &plan.uncertain[0];
        let grid = LearningGrid::new(&value.distribution);
        for level in [0.05, 0.5, 0.95_f64] {
            let found = grid.quantile(&value.distribution, &counts.drawn[0], level).expect("trials were kept");
            let (root, density) = if sign > 0.0 {
                (level.sqrt(), 2.0 * level.sqrt())
            } else {
                (1.0 - (1.0 - level).sqrt(), 2.0 * (1.0 - level).sqrt())
            };
            let error = (level * (1.0 - level) / tally.record().trials as f64).sqrt() / density;
            assert!((found - root).abs() <= BOUND * error, "{found} for {root}");
        }
        // The two distributions are furthest apart in the middle, by a quarter.
        let distance = grid.distance(&value.distribution, &counts.drawn[0]).expect("trials were kept");
        assert!((distance - 0.25).abs() < 0.02, "{distance}");
    }
}

/// A body that surely approves or never does, each as likely: one approval tells which of the two it is.
#[test]
fn news_that_settle_which_of_two_values_it_is_are_seen_as_such() {
    for (weights, distance) in [("0.5, 0.5", 0.5), ("0.25, 0.75", 0.25), ("0.999, 0.001", 0.999)] {
        let approval = format!("approval = {{ values = [0, 1], weights = [{weights}] }}");
        let text = TWO_RUNGS.replace("approval = 0.3", &approval);
        let news = "[[observed]]\ndate = 2030-01-14\nevent = \"signed\"\n";
        let plan = still(6, &format!("{text}{news}"), &["ladder.order=[\"first\",\"second\"]", "start=2030-01-07"]);
        let tally = common::simulate(&plan, TRIALS);
        let counts = tally.record().news.as_ref().expect("news");
        let prior = &plan.uncertain[0].distribution;
        let found = LearningGrid::new(prior).distance(prior, &counts.drawn[0]).expect("trials were kept");
        assert!((found - distance).abs() < 1e-12, "{found} for {weights}");
    }
}

/// News that every mechanism of the rich scenario can bring, rare and frequent, with and without names.
const RICH_NEWS: &str = "
[[observed]]
date  = 2026-06-01
event = \"signed\"
who   = \"treasury\"

[[observed]]
date     = 2026-03-01
event    = \"incident\"
happened = false
";

fn rich_with_news() -> String {
    format!("{RICH}{RICH_NEWS}")
}

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
            "title = \"plain\"\nhorizon_weeks = 13\n[escalation]\ndanger = 1\n",
        );
    }
    desk.done(&["run", "batch", "--trials", "1024", "--quiet"]);
    let observed = desk.read("results/batch/observed.csv");
    assert_eq!(observed.lines().count(), 3, "{observed}");
    assert!(observed.lines().skip(1).all(|row| row.starts_with("zone,")), "{observed}");
    desk.done(&["report", "results/batch", "--quiet"]);
}

#[test]
fn legs_add_up_to_the_whole_and_a_record_reads_back() {
    let file = checked(&rich_with_news(), &[]);
    let plan = Plan::compile(&file.scenario).expect("no two ids collide");
    let spec = Spec { seed: 3, trials: 4000 };
    let whole = run::trials(&plan, spec, &|_| ());
    let mut sum = Tally::new(&plan, plan.largest_frozen());
    for index in 1..=3 {
        let blocks = Part::new(index, 3).expect("in range").blocks(spec);
        let leg = run::leg(&plan, spec, blocks, RunControl::uninterrupted(&|_| ())).tally;
        let written = serde_json::to_value(leg.record()).expect("a record");
        sum.merge(&Tally::read(written, &plan, plan.largest_frozen()).expect("its own record"));
    }
    assert_eq!(sum, whole);
    let mut forged = serde_json::to_value(whole.record()).expect("a record");
    forged["news"]["simulated"] = 1.into();
    assert!(Tally::read(forged, &plan, plan.largest_frozen()).is_err(), "more kept than simulated");
    let again = detente_study::scenario::read_text("test", &file.flattened, &[]).expect("flattened text is sound");
    assert_eq!(again.flattened, file.flattened);
    assert!(plan.says_the_same_as(&Plan::compile(&again.scenario).expect("the same plan")));
}

#[test]
fn every_event_can_be_observed_in_some_trial() {
    for event in NewsEvent::ALL.iter().filter(|event| ![NewsEvent::Completed, NewsEvent::Dormant].contains(event)) {
        let news = format!("{RICH}\n[[observed]]\ndate = 2028-12-01\nevent = \"{}\"\n", event.word());
        let plan = common::plan(&news, &[]);
        let kept = common::simulate(&plan, 3000).record().trials;
        assert!(kept > 0 && kept <= 3000, "{}: {kept}", event.word());
    }
}

#[test]
fn too_few_are_refused_with_what_to_do_and_leave_earlier_results_alone() {
    let desk = Desk::with("case.toml", RICH);
    desk.done(&["run", "case.toml", "--trials", "500", "--quiet"]);
    let before = desk.digest("results");
    let rare = "[[observed]]\ndate = 2026-01-19\nevent = \"serious_incident\"\n[[observed]]\ndate = 2026-01-26\nevent = \"turnover\"\n";
    desk.put("case.toml", &format!("{RICH}{rare}"));
    let refused = desk.detente(&["run", "case.toml", "--trials", "500", "--quiet"]);
    assert_eq!(refused.status.code(), Some(4));
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    for part in ["of 500 trials went as was observed", "200 are the fewest", "observed.news_", "trusts_other"] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert_eq!(before, desk.digest("results"));
    desk.put("other.toml", "title = \"other\"\n");
    let batch = desk.detente(&["run", "case.toml", "other.toml", "--trials", "500", "--out", "both", "--quiet"]);
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
        assert!(screen.contains("need not have gone as was observed"), "{screen}");
    }
    assert!(!screen("2027-03-01").contains("what to watch"));
}

/// Copied as they stand, on top of the founding case.
#[test]
fn the_news_that_the_pages_show_leave_trials_enough() {
    let pages = [include_str!("../docs/how-to/what-to-watch.md"), include_str!("../docs/scenario.md")];
    let desk = Desk::with("doha_2026.toml", include_str!("../scenarios/doha_2026.toml"));
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
fn commands_that_cannot_heed_news_say_so() {
    let desk = Desk::with("rich.toml", &rich_with_news());
    for args in
        [&["compare", "rich.toml", "--without", "each"][..], &["sensitivity", "rich.toml"], &["order", "rich.toml"]]
    {
        let refused = desk.detente(args);
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
            "title = \"plain\"\nhorizon_weeks = 13\n[escalation]\ndanger = 1\n",
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
    let output = desk.detente(&["check", "case.toml"]);
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
    let undated = desk.detente(&["check", "case.toml"]);
    assert_eq!(undated.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&undated.stderr).contains("does not say on which date it starts"));
}

/// Whatever else is wrong can be told without knowing which event was meant.
#[test]
fn a_misspelt_event_hides_no_other_fault_of_its_entry() {
    let entry = |more: &str| {
        let text = format!("{RICH}\n[[observed]]\nevent = \"singed\"\n{more}");
        let faults = detente_study::scenario::read_text("case", &text, &[]).expect_err("an unknown event");
        faults
            .faults()
            .iter()
            .map(|fault| format!("{}: {}; {}", fault.key, fault.message, fault.help))
            .collect::<Vec<_>>()
    };
    let all = entry("date = 2025-12-01\nsince = 2025-11-01\nwho = \"treasuri\"\nrung = \"release.4\"\n").join("\n");
    for part in [
        "news_1.event: unknown word",
        "news_1.date: outside of what is simulated",
        "news_1.since: outside of what is simulated",
        "news_1.who: there is no party, body, objector or spoiler `treasuri`; did you mean `treasury`?",
        "news_1.rung: there is no rung `release.4`",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    // Who and what is in the scenario may be right, and is left alone.
    for who in ["treasury", "taker", "sender", "rival"] {
        let found = entry(&format!("date = 2026-06-01\nwho = \"{who}\"\nrung = \"release\"\n"));
        assert_eq!(found.len(), 1, "{found:?}");
    }
    // A start that was refused is no start that is missing.
    let text = format!("{RICH}{RICH_NEWS}").replace("2026-01-05", "\"5.1.2026\"");
    let faults = detente_study::scenario::read_text("case", &text, &[]).expect_err("a start in quotes");
    assert!(faults.faults().iter().all(|fault| fault.key == "start"), "{faults}");
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
