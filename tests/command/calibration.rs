//! The calibration card: its figures against values worked out by hand, its marks, and when it is printed.

use crate::Desk;
use detente_study::calibration::{Judgement, Line, MOST_TOLD, Unstated, base_rates, card, departures};
use support::RICH;

/// Two bodies and two rungs, of which everything on the card but what is simulated can be worked out by hand.
const KNOWN: &str = "\
horizon_weeks = 260
[party.north]
role = \"sender\"
trusts_other = 0.4
[party.south]
role = \"target\"
trusts_other = 0.25
[body.one]
party = \"north\"
review_weeks = 4
[body.two]
party = \"south\"
review_weeks = 4
[ladder]
order = [\"first\", \"second\"]
round_weeks = 2
[ladder.rung]
implementation_weeks = 2
check_lag_weeks = 3
[rung.first]
both = { kind = \"other\", detection = 0.9, false_alarm = 0.03, compliance_trustworthy = 1, compliance_exploiter = 0.5 }
[rung.second]
first_mover = \"north\"
both = { kind = \"other\", detection = 0.5 }
[messaging]
ambiguity = 0.3
[escalation]
incidents_per_month = 0.25
half_life_weeks = 8
confrontation_per_step = 0.003
";

fn line(what: &str, sets: &[&str]) -> Line {
    let lines = card(&support::plan(KNOWN, sets)).lines;
    lines.into_iter().find(|line| line.rate.what.starts_with(what)).unwrap_or_else(|| panic!("no line on {what}"))
}

fn implied(what: &str) -> f64 {
    line(what, &[]).implied
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let near = |found: f64, known: f64| assert!((found - known).abs() < 1e-6, "{found} for {known}");
    near(implied("incidents a year"), 0.25 * 365.25 / 30.0);
    near(implied("weeks until half"), 8.0);
    // The longer of two exponential times of mean 4 is 4 (1 + 1/2) on average.
    near(implied("weeks until all"), 6.0);
    // Half a round, reviews, and one delivery with its check at the first rung, two in turn at the second.
    near(implied("weeks for a rung"), 1.0 + 6.0 + 1.5 * (2.0 + 3.0));
    near(implied("chance that a breach"), 0.7 * (0.9 + 0.5) / 2.0);
    let clean = (1.0 - 0.03) / (1.0 - (0.5 * 0.03 + 0.5 * 0.63));
    for (what, first) in [("the sender's trust", 0.4), ("the target's trust", 0.25)] {
        let odds = clean * first / (1.0 - first);
        near(implied(what), odds / (1.0 + odds));
        near(line(what, &[]).before.expect("a trust before"), first);
    }
}

/// False alarm 1e-6: 4.9 standard errors of 2,048 trials; a share wrong by .11 would surely be seen.
#[test]
fn what_is_simulated_comes_near_its_closed_form() {
    let closed = 1.0 - libm::pow(1.0 - 0.003, 260.0);
    let error = (closed * (1.0 - closed) / 2048.0).sqrt();
    let without = line("confrontation within 5 years, without it", &[]);
    assert!(without.simulated && (without.implied - closed).abs() < 4.9 * error, "{} for {closed}", without.implied);
    let never = line("something is ever signed", &["body.one.approval=0"]);
    assert_eq!((never.implied, never.judgement()), (0.0, Judgement::FarBelow));
}

#[test]
fn marks_stand_where_the_two_are_far_apart_and_only_there() {
    let judged = |sets: &[&str]| line("incidents a year", sets).judgement();
    assert_eq!(judged(&["escalation.incidents_per_month=0.04"]), Judgement::Near);
    assert_eq!(judged(&["escalation.incidents_per_month=0.01"]), Judgement::FarBelow);
    assert_eq!(judged(&["escalation.incidents_per_month=0.6"]), Judgement::FarAbove);
    assert_eq!(line("the sender's trust", &[]).judgement(), Judgement::Undocumented);
}

#[test]
fn a_scenario_that_ends_with_its_channel_has_no_line_on_five_years() {
    let lines = card(&support::plan(KNOWN, &["run.until=channel_ends"])).lines;
    assert_eq!(lines.len(), base_rates().len() - 2);
    assert!(lines.iter().all(|line| !line.rate.what.starts_with("confrontation")));
}

#[test]
fn one_file_has_a_card_and_many_have_one_when_asked() {
    let desk = Desk::with("batch/case.toml", RICH);
    let has_card = |args: &[&str]| desk.done(args).contains("what the values imply");
    assert!(has_card(&["check", "batch/case.toml"]));
    assert!(!has_card(&["check", "batch"]));
    assert!(has_card(&["check", "batch", "--card"]));
    let card = desk.done(&["check", "batch/case.toml"]);
    let (_, lines) = card.split_once("what the values imply").expect("a card");
    assert!(lines.lines().all(|line| line.chars().count() <= 80), "{lines}");
    assert_eq!(card, desk.done(&["check", "batch/case.toml"]), "the same file has the same card");
}

/// One in twenty a week, confrontation comes first in nearly every trial; without that number it is that of rivals, a few in a hundred a
/// year. Reviews of four weeks are what they are by default, where defaults are fixed.
#[test]
fn the_stated_number_that_moves_the_answer_is_found_and_by_how_much() {
    let told = |sets: &[&str]| {
        let sets: Vec<String> = sets.iter().chain([&support::FIXED]).map(|set| (*set).to_owned()).collect();
        departures(
            &detente_study::scenario::read_text("known", KNOWN, &sets).unwrap_or_else(|faults| panic!("{faults}")),
        )
    };
    let found = told(&["escalation.confrontation_per_step=0.05"]).expect("numbers are stated");
    assert_eq!(found.outcome.word(), "overtaken");
    let first = &found.told[0];
    assert_eq!(
        (first.key.as_str(), &first.unstated),
        ("escalation.confrontation_per_step", &Unstated::Value("none".to_owned()))
    );
    assert!(first.change > 0.4 && first.interval.low < first.change && first.change < first.interval.high, "{first:?}");
    assert!(found.told.len() <= MOST_TOLD);
    let larger = found.told.windows(2).all(|pair| pair[0].change.abs() >= pair[1].change.abs());
    assert!(larger && found.told.iter().all(|one| !one.interval.contains(0.0)), "{found:?}");
    assert!(found.told.iter().all(|one| !one.key.ends_with("review_weeks")));
    assert_eq!(found, told(&["escalation.confrontation_per_step=0.05"]).expect("the same again"));
    let nothing = detente_study::scenario::read_text("built_in", "", &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(departures(&nothing), None);
}

#[test]
fn what_moves_the_answer_stands_below_the_card_of_one_file() {
    let desk = Desk::with("batch/case.toml", RICH);
    let card = desk.done(&["check", "batch/case.toml"]);
    let (_, lines) = card.split_once(" furthest from the built-in case").expect("departures");
    assert!(lines.lines().count() <= 10 && lines.lines().all(|line| line.chars().count() <= 80), "{lines}");
    assert!(!desk.done(&["check", "batch", "--card"]).contains("furthest from"));
    // What nobody states is said in plain words.
    desk.done(&["new", "swap", "--like", "freeze_for_aid"]);
    let card = desk.done(&["check", "scenarios/swap.toml"]);
    assert!(card.contains("left out: unknown, 90 % from ") && !card.contains("worlds"), "{card}");
}
