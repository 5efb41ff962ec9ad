//! News: trials kept as was observed. Shares and what is learned against closed forms; nothing drawn moves; shards, legs and
//! threads add up to the same; faults are located; too few are refused.
//!
//! Shares and quantiles fail where they are more than 6.1 standard errors from the closed form, which chance alone does
//! once in 1e9. An error of .015 in a share near one half, or of .015 in a median on 0 to 1, would surely be seen.

use detente_engine::domain::{NewsEvent, Outcome};
use detente_engine::exact;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::tally::{LearningGrid, Tally};
use detente_engine::trial::{Event, Observer, TrialSimulator};
use detente_study::run::{self, Enough, Part, RunControl, Spec};
use support::{RICH, RICH_NEWS, checked, rich_with_news, still};

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
    let tally = support::simulate(&two_rungs(news), TRIALS);
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
        let tally = support::simulate(&plan, TRIALS);
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
        let tally = support::simulate(&plan, TRIALS);
        let counts = tally.record().news.as_ref().expect("news");
        let prior = &plan.uncertain[0].distribution;
        let found = LearningGrid::new(prior).distance(prior, &counts.drawn[0]).expect("trials were kept");
        assert!((found - distance).abs() < 1e-12, "{found} for {weights}");
    }
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
        let leg = run::leg(&plan, &sum, spec, blocks, RunControl::uninterrupted(&|_| ())).tally;
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
        let plan = support::plan(&news, &[]);
        let kept = support::simulate(&plan, 3000).record().trials;
        assert!(kept > 0 && kept <= 3000, "{}: {kept}", event.word());
    }
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

/// Who notes what happens, but for the arm without a channel.
#[derive(Default)]
struct Diary(Vec<(f64, Event)>);

impl Observer for Diary {
    fn observe(&mut self, day: f64, event: Event) {
        if event != Event::TwinConfrontation {
            self.0.push((day, event));
        }
    }
}

/// Trials that are followed for some weeks: whatever happened until then happened in the whole trial, and nothing else did.
#[test]
fn a_trial_that_is_followed_for_a_while_tells_the_same_until_then() {
    let mut told = 0;
    for plan in [support::plan(RICH, &[]), support::shipped_plan("doha_2026.toml", &[])] {
        let keys = plan.purposes.keys(1);
        let mut random = RandomBlocks::new(&keys);
        let mut simulator = TrialSimulator::new(&plan);
        for trial in 0..200 {
            for last in [1, 13, 40, plan.steps] {
                random.turn_to(trial);
                let (mut followed, mut whole) = (Diary::default(), Diary::default());
                simulator.simulate_until(last, &mut random, &mut followed);
                simulator.simulate(&mut random, &mut whole);
                let end = f64::from(last) * plan.step_days + 1e-9;
                whole.0.retain(|(day, _)| *day <= end);
                assert_eq!(followed.0, whole.0, "trial {trial} until step {last}");
                told += followed.0.len();
            }
        }
    }
    assert!(told > 10_000, "{told} events");
}

/// The trials that are proposed keep at least as many as was wanted, and not many times as many.
#[test]
fn as_many_trials_as_it_takes_are_proposed() {
    let plan = Plan::compile(&checked(&rich_with_news(), &[]).scenario).expect("no two ids collide");
    for wanted in [10_000, 100_000] {
        let Some(Enough::Simulate(trials)) = run::trials_to_keep(&plan, 1, wanted, &|| false) else {
            panic!("it goes so often enough");
        };
        let kept = support::simulate(&plan, trials).record().trials;
        assert!((wanted..4 * wanted).contains(&kept), "{kept} of {trials} for {wanted}");
    }
    assert_eq!(run::trials_to_keep(&plan, 1, 1_000, &|| true), None, "who gives up is told nothing");
    let never = two_rungs("[[observed]]\ndate = 2030-01-14\nevent = \"completed\"\n");
    assert_eq!(run::trials_to_keep(&never, 1, 1_000, &|| false), Some(Enough::Follow));
}
