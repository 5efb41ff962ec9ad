//! Numbers: each lands in its place, may be uncertain, and is refused out of its range.

use super::spellings::shown;
use super::{checked, checked_with, example_of, faults_with};
use detente_engine::domain::Basis;
use detente_engine::parameter::registry::{Kind, NumberSpec, entries};
use detente_study::scenario::{Scenario, UncertainValue};

/// A scenario that has one of everything.
const FULL: &str = "start = 2026-07-02\n[turnover.term]\nparty = \"sender\"\non = 2029-01-20\n";

/// A value of a number that is usual but not the default.
fn unusual(spec: &NumberSpec) -> f64 {
    let (low, high) = spec.plausible;
    let value = low + 0.37 * (high - low);
    if spec.whole { value.ceil() + 1.0 } else { value }
}

#[test]
fn every_number_lands_in_its_own_field_and_nowhere_else() {
    let base = checked(FULL).scenario.numbers;
    for entry in entries() {
        let Kind::Number(spec) = entry.kind else { continue };
        let (key, element) = example_of(entry);
        let value = unusual(&spec);
        let mut set = checked_with(FULL, &[&format!("{key}={value}")]).scenario.numbers;
        if key == "escalation.confrontation_per_step" {
            assert_eq!(set.escalation.danger, 1.0, "a pin leaves nothing for danger to scale");
            set.escalation.danger = base.escalation.danger;
        }
        let field = (spec.select)(&mut set, element);
        assert_eq!(field.to_bits(), value.to_bits(), "{key}");
        *field = *(spec.select)(&mut base.clone(), element);
        assert_eq!(format!("{set:?}"), format!("{base:?}"), "{key} moved another number");
    }
}

/// The value that is uncertain where a file says nothing of it.
const DANGER: &str = "escalation.danger";

/// The uncertain value of `scenario` at `key`.
fn value_of<'s>(scenario: &'s Scenario, key: &str) -> &'s UncertainValue {
    scenario.uncertain.iter().find(|value| value.key == key).expect(key)
}

#[test]
fn danger_is_uncertain_unless_it_is_given_or_confrontation_is_pinned() {
    let scenario = checked("").scenario;
    let danger = value_of(&scenario, DANGER);
    assert!((danger.distribution.quantile(0.5) - 0.325).abs() < 1e-3);
    // The mean of a log-normal is its median times exp(sd^2 / 2).
    let grid = (0..100_000).map(|at| danger.distribution.quantile((f64::from(at) + 0.5) / 1e5));
    assert!((grid.sum::<f64>() / 1e5 - 1.0).abs() < 0.01);
    let row = scenario.parameters.iter().find(|row| row.key == DANGER).expect("a row");
    assert_eq!((row.basis, row.distribution.as_str()), (Basis::Default, "{ median = 0.325, sd_log = 1.5 }"));
    for (set, drawn) in [
        ("escalation.danger=2", 0),
        ("escalation.danger=1 to 3", 1),
        ("escalation.confrontation_per_step=0.01", 0),
        ("escalation.confrontation_per_step=none", 1),
    ] {
        assert_eq!(checked_with("", &[set]).scenario.uncertain.len(), drawn, "{set}");
    }
}

#[test]
fn every_number_can_be_uncertain() {
    for entry in entries() {
        let Kind::Number(spec) = entry.kind else { continue };
        let (key, element) = example_of(entry);
        let value = unusual(&spec);
        let text = if spec.whole {
            format!("{{ values = [{value}, {}] }}", value + 1.0)
        } else {
            format!("{{ min = {value}, max = {} }}", value + 0.01 * value.abs())
        };
        let scenario = checked_with(FULL, &[&format!("{key}={text}")]).scenario;
        let drawn = scenario.uncertain.iter().find(|value| value.key == key).expect("the value");
        let others = scenario.uncertain.iter().filter(|value| value.key != key && value.key != DANGER).count();
        assert_eq!((others, drawn.numbers.len()), (0, 1), "{key}");
        let mut numbers = scenario.numbers.clone();
        drawn.numbers[0].set(&mut numbers, -5.0);
        assert_eq!((spec.select)(&mut numbers, element).to_bits(), (-5.0_f64).to_bits(), "{key}");
        let row = scenario.parameters.iter().find(|row| row.key == key).expect("a row");
        assert!(row.value.is_empty() && row.low <= row.best && row.best <= row.high, "{row:?}");
    }
}

#[test]
fn every_number_refuses_what_is_out_of_its_range_and_what_is_no_number() {
    for entry in entries() {
        let Some(spec) = entry.as_number() else { continue };
        let (key, _) = example_of(entry);
        let beyond = [(spec.allowed.high + 1.0).to_string(), (spec.allowed.low - 1.0).to_string()];
        for value in beyond.iter().map(String::as_str).chain(["nan", "inf", "true", "0,3", "word", "[1]", "2026-01-01"])
        {
            let found = faults_with(FULL, &[&format!("{key}={value}")]);
            assert!(found.len() == 1 && found[0].key == key, "{key}={value}: {found:?}");
            assert_eq!(found[0].file, "--set");
        }
    }
}

#[test]
fn a_ninety_percent_range_has_its_ends_as_quantiles_and_may_not_touch_the_limits() {
    let scenario = checked_with("", &["body.executive.review_weeks=2 to 6"]).scenario;
    let drawn = &value_of(&scenario, "body.executive.review_weeks").distribution;
    assert!((drawn.quantile(0.05) - 2.0).abs() < 1e-9 && (drawn.quantile(0.95) - 6.0).abs() < 1e-9);
    let refused = faults_with("", &["money.diverted_share=0 to 0.6"]);
    assert!(refused[0].help.contains("{ min = 0, max = 0.6 }"), "{refused:?}");
    assert_eq!(faults_with("", &["money.diverted_share=0.6 to 0.2"]).len(), 1);
}

#[test]
fn one_value_for_many_is_one_draw() {
    let text = "[ladder.concession]\ndetection = \"0.5 to 0.9\"\n[rung.step_1.both]\nvalue_ratio = \"1.5 to 3\"\n";
    let only_ladder = checked("[ladder.concession]\ndetection = \"0.5 to 0.9\"\n").scenario;
    assert_eq!(value_of(&only_ladder, "ladder.concession.detection").numbers.len(), 12);
    let text = format!("{text}[ladder]\norder = [\"step_1\"]\n");
    let drawn = checked(&text).scenario.uncertain;
    let keys: Vec<(&str, usize)> = drawn.iter().map(|value| (value.key.as_str(), value.numbers.len())).collect();
    assert_eq!(keys, [(DANGER, 1), ("ladder.concession.detection", 2), ("rung.step_1.both.value_ratio", 2)]);
    let pin = checked_with("", &["rung.step_1.target.compliance=0.7 to 0.9"]).scenario;
    assert_eq!(value_of(&pin, "rung.step_1.target.compliance").numbers.len(), 2);
}

#[test]
fn a_legal_form_sets_how_likely_a_new_government_leaves_unless_the_file_says_it() {
    let with = |more: &str, sets: &[&str]| {
        let text = format!("[party.a]\nrole = \"sender\"\n{more}[party.b]\nrole = \"target\"\n");
        checked_with(&text, sets).scenario
    };
    let exits = |scenario: &Scenario| scenario.numbers.party.map(|party| party.exit_on_turnover);
    assert_eq!(exits(&with("", &[])), [0.15, 0.15]);
    for (form, exit) in [("ratified", 0.05), ("text", 0.15), ("contested_executive", 0.4)] {
        let (line, set) = (format!("legal_form = \"{form}\"\n"), format!("party.a.legal_form={form}"));
        assert_eq!(exits(&with(&line, &[])), [exit, 0.15], "{form}: of the other nothing is said");
        assert_eq!(exits(&with("", &[&set])), [exit, 0.15], "{form}");
        assert_eq!(exits(&with("legal_form = \"text\"\n", &[&set])), [exit, 0.15], "{form}");
        for stated in ["0.3", "{ value = 0.3, basis = \"press\" }", "{ min = 0.2, max = 0.4 }"] {
            let more = format!("{line}exit_on_turnover = {stated}\n");
            assert!((exits(&with(&more, &[]))[0] - 0.3).abs() < 1e-12, "{more}");
        }
        assert_eq!(exits(&with("exit_on_turnover = 0.3\n", &[&set])), [0.3, 0.15], "{form}");
        assert_eq!(exits(&with(&line, &["party.a.exit_on_turnover=0.7"])), [0.7, 0.15], "{form}");
    }
    let both = ["party.a.legal_form=ratified", "party.b.legal_form=contested_executive"];
    assert_eq!(exits(&with("", &both)), [0.05, 0.4]);
    let range = with("legal_form = \"ratified\"\nexit_on_turnover = \"0.1 to 0.3\"\n", &[]);
    let drawn = &value_of(&range, "party.a.exit_on_turnover").distribution;
    assert!((drawn.quantile(0.05) - 0.1).abs() < 1e-9 && (drawn.quantile(0.95) - 0.3).abs() < 1e-9);
}

#[test]
fn a_default_by_legal_form_is_a_default_though_the_form_is_given() {
    let text = "defaults = \"fixed\"\n[party.a]\nrole = \"sender\"\nlegal_form = { value = \"ratified\", basis = \"documented\", source = \"act\" }\n\
                [party.b]\nrole = \"target\"\n";
    let file = checked(text);
    let row = |key: &str| {
        let row = file.scenario.parameters.iter().find(|row| row.key == key).expect(key);
        [row.value.as_str(), row.basis.word(), &row.origin].map(str::to_owned)
    };
    assert_eq!(row("party.a.legal_form"), ["ratified", "documented", "example.toml"]);
    assert_eq!(row("party.a.exit_on_turnover"), ["0.05", "default", "default"]);
    assert_eq!(row("party.b.legal_form"), ["text", "default", "default"]);
    assert_eq!(row("party.b.exit_on_turnover"), ["0.15", "default", "default"]);
}

#[test]
fn a_legal_form_that_is_none_is_answered_with_those_that_there_are() {
    for (text, sets) in [
        ("[party.a]\nrole = \"sender\"\nlegal_form = \"treaty\"\n[party.b]\nrole = \"target\"\n", &[][..]),
        ("", &["party.sender_state.legal_form=treaty"]),
    ] {
        let said = shown(text, sets);
        assert!(said.contains("treaty") && said.contains("ratified, text, contested_executive"), "{said}");
    }
    let said = shown("", &["party.sender_state.legal_form=ratifed"]);
    assert!(said.contains("`ratified`"), "{said}");
}
