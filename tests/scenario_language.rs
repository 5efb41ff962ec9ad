//! The scenario language as a file's author meets it.

use detente_engine::domain::{Basis, Instrument, Snapback};
use detente_engine::parameter::RungNumbers;
use detente_engine::parameter::registry::{Entry, Kind, NumberSpec, TableName, entries};
use detente_study::scenario::{self, CheckedFile, Fault, Scenario, UncertainValue};

fn checked(text: &str) -> CheckedFile {
    checked_with(text, &[])
}

fn checked_with(text: &str, sets: &[&str]) -> CheckedFile {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    scenario::read_text("example", text, &sets).unwrap_or_else(|faults| panic!("{faults}"))
}

fn faults(text: &str) -> Vec<Fault> {
    faults_with(text, &[])
}

fn faults_with(text: &str, sets: &[&str]) -> Vec<Fault> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    match scenario::read_text("example", text, &sets) {
        Ok(_) => panic!("no fault in\n{text}\n{sets:?}"),
        Err(faults) => faults.faults().to_vec(),
    }
}

/// Everything a scenario says, as text that two equal scenarios share.
fn said(scenario: &Scenario) -> String {
    let mut scenario = scenario.clone();
    let uncertain: Vec<String> = scenario
        .uncertain
        .drain(..)
        .map(|value| {
            let mut touched = scenario.numbers.clone();
            value.numbers.iter().for_each(|number| number.set(&mut touched, -77.0));
            format!("{} {:?} {touched:?}", value.key, value.distribution)
        })
        .collect();
    format!("{scenario:#?}\n{uncertain:#?}")
}

/// Values that rest on different things at every level.
const RICH: &str = "\
title = \"rich\"
start = 2026-07-02
basis = \"documented\"
[party.north]
role = \"sender\"
[party.south]
role = \"target\"
policy = { value = \"strict\", basis = \"documented\" }
[ladder]
order = [\"plain\", \"deep\"]
first_mover = \"north\"
total_stake = \"3 to 9\"
basis = \"press\"
source = \"a report\"
[ladder.rung]
tranches = 2
ring_fenced = true
[ladder.concession]
detection = { values = [0.5, 0.75], weights = [1, 3] }
[rung.plain]
north = { kind = \"funds\", money_usd_bn = \"1 to 2\", basis = \"judgement\" }
stake = \"none\"
basis = \"documented\"
[rung.deep]
structural = true
first_mover = \"simultaneous\"
both = { reversible = { mean = 0.5, sd = 0.2 }, source = \"another\" }
[rung.deep.south]
compliance = 0.9
[objector]
";

#[test]
fn an_empty_file_is_the_built_in_scenario() {
    let file = checked("");
    assert_eq!(file.scenario.order.len(), 6);
    assert_eq!(file.scenario.run.steps, 260);
    assert_eq!(file.scenario.objectors[0].heard_by, [0]);
    assert!(file.notes.is_empty(), "{:?}", file.notes);
}

#[test]
fn five_mistakes_are_five_located_faults() {
    let text = "\
[party.north]
role = \"sender\"
trustworthyy = 0.5
[party.south]
role = \"target\"
exit_on_turnover = 1.2
turnover_per_month = nan
[body.senate]
party = \"noth\"
[messaging]
ambiguity = 0,3
";
    let found = faults(text);
    let lines: Vec<usize> = found.iter().map(|fault| fault.line).collect();
    let all: String = found.iter().map(|fault| fault.render(false)).collect();
    assert_eq!(lines, [3, 6, 7, 9, 11], "{all}");
    assert!(found[0].help.contains("did you mean `trustworthy`?"), "{all}");
    assert!(found[1].render(false).contains("found 1.2; allowed: 0 to 1"), "{all}");
    assert!(found[3].help.contains("`north`"), "{all}");
    assert!(found[4].help.contains("0.3"), "{all}");
}

#[test]
fn flattened_text_gives_the_same_scenario() {
    let text = "\
title = \"a \\\"quoted\\\" title\"
[party.north]
role = \"sender\"
trustworthy = \"0.2 to 0.6\"
turnover_per_month = { value = 0.01, basis = \"documented\", source = \"counted\" }
[party.south]
role = \"target\"
policy = \"grit\"
basis = \"press\"
[ladder.concession]
detection = { low = 0.5, mode = 0.6, high = 0.9, shape = \"pert\", source = \"x\" }
";
    let sets = ["rung.step_2.repeat=3", "objector.regional_rival=none", "party.south.tries_per_rung=4"];
    for first in [checked_with(text, &sets), checked(RICH), checked(&BLOCKS.concat())] {
        let again = checked(&first.flattened);
        assert_eq!(said(&again.scenario), said(&first.scenario), "{}", first.flattened);
        assert_eq!(again.flattened, first.flattened);
    }
}

/// Found by damaging files at random.
#[test]
fn a_zero_with_a_sign_is_a_zero_in_the_text_as_run() {
    let file = checked("[messaging]\nambiguity = -0.0\n[money]\ndiverted_share = -0.0\n");
    assert!(!file.flattened.contains("-0"), "{}", file.flattened);
    assert_eq!(checked(&file.flattened).flattened, file.flattened);
}

#[test]
fn the_reference_page_is_the_registry() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scenario.md");
    let made = scenario::reference_markdown();
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs can be made");
        std::fs::write(&path, &made).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "docs/scenario.md is out of date: run DETENTE_UPDATE=1 cargo test --test scenario_language"
    );
}

#[test]
fn the_template_is_sound_and_without_remarks() {
    let file = checked(&scenario::template("my_first"));
    assert_eq!(file.notes, []);
    assert_eq!(file.scenario.title, "my first");
    assert_eq!(file.scenario.order.len(), 3);
}

/// A key of the registry on the built-in scenario: its dotted key and the element of its numbers.
fn example_of(entry: &Entry) -> (String, usize) {
    let key = entry.key;
    match entry.table {
        TableName::Root => (key.to_owned(), 0),
        TableName::Party => (format!("party.target_state.{key}"), 1),
        TableName::Body => (format!("body.legislature.{key}"), 1),
        TableName::Objector => (format!("objector.regional_rival.{key}"), 0),
        TableName::Spoiler => (format!("spoiler.hardliners.{key}"), 0),
        TableName::Turnover => (format!("turnover.term.{key}"), 0),
        TableName::Rung => (format!("rung.step_5.{key}"), 4),
        TableName::Concession => (format!("rung.step_5.sender.{key}"), 8),
        table => (format!("{}.{key}", table.word()), 0),
    }
}

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

const BLOCKS: [&str; 7] = [
    "[party.north]\nrole = \"sender\"\ntrustworthy = \"0.3 to 0.6\"\n",
    "[party.south]\nrole = \"target\"\n",
    "[body.senate]\nparty = \"north\"\n",
    "[body.council]\nparty = \"target\"\nreview_weeks = { low = 1, mode = 2, high = 9 }\n",
    "[rung.two]\nneeds = [\"senate\"]\nnorth = { kind = \"funds\", money_usd_bn = \"1 to 2\" }\n",
    "[rung.one]\nsouth = { kind = \"detainees\" }\n",
    "[ladder]\norder = [\"two\", \"one\"]\n",
];

#[test]
fn the_order_of_tables_changes_nothing() {
    let forwards: String = BLOCKS.concat();
    let backwards: String = BLOCKS.iter().rev().copied().collect();
    assert_eq!(said(&checked(&forwards).scenario), said(&checked(&backwards).scenario));
}

#[test]
fn defaults_follow_role_kind_and_structure() {
    let text = "\
[rung.plain]
sender = { kind = \"funds\" }
target = { kind = \"restraint\" }
[rung.deep]
structural = true
sender = { kind = \"detainees\" }
target = {}
[ladder]
order = [\"plain\", \"deep\"]
[spoiler.a]
camp = \"sender\"
[spoiler.b]
camp = \"target\"
";
    let numbers = checked(text).scenario.numbers;
    let [deep, plain] = [numbers.rung[0], numbers.rung[1]];
    assert_eq!((numbers.party[0].trustworthy, numbers.party[1].trustworthy), (0.6, 0.5));
    assert_eq!((numbers.spoiler[0].attacks_per_month, numbers.spoiler[1].attacks_per_month), (0.0, 0.05));
    assert_eq!((plain.relief, plain.reluctance, plain.salience), (0.0, 0.0, 0.3));
    assert_eq!((deep.relief, deep.reluctance, deep.salience), (0.5, 1.2, 0.6));
    let given = |rung: &RungNumbers, role: usize| {
        let c = rung.concession[role];
        (c.detection, c.false_alarm, c.reversible, c.contention)
    };
    assert_eq!(given(&plain, 0), (0.98, 0.005, 0.98, 0.3));
    assert_eq!(given(&plain, 1), (0.2, 0.05, 0.7, 0.3));
    assert_eq!(given(&deep, 0), (0.99, 0.0, 0.0, 0.8));
    assert_eq!(given(&deep, 1), (0.9, 0.03, 0.35, 0.8));
    assert!(plain.stake.is_nan() && plain.renewal_days.is_nan() && numbers.party[0].tries_per_rung.is_nan());
}

#[test]
fn a_policy_is_a_preset_that_keys_beside_it_overrule() {
    let with = |policy: &str, more: &str| {
        let text = format!("[party.a]\nrole = \"sender\"\npolicy = \"{policy}\"\n{more}[party.b]\nrole = \"target\"\n");
        let scenario = checked(&text).scenario;
        let (party, numbers) = (scenario.parties[0].clone(), scenario.numbers.party[0]);
        (numbers.forgiveness, numbers.contrition, party.snapback, party.opener_rungs, party.never_first)
    };
    assert_eq!(with("generous", ""), (0.33, 1.0, Snapback::Newest, 0, false));
    assert_eq!(with("tit_for_tat", ""), (0.0, 1.0, Snapback::Newest, 0, false));
    assert_eq!(with("contrite", ""), (0.33, 3.0, Snapback::Newest, 0, false));
    assert_eq!(with("grit", ""), (0.5, 1.0, Snapback::Nothing, 1, false));
    assert_eq!(with("strict", ""), (0.0, 1.0, Snapback::Newest, 0, true));
    let more = "forgiveness = 0.1\nsnapback = \"all\"\nopener_rungs = 2\n";
    assert_eq!(with("grit", more), (0.1, 1.0, Snapback::All, 2, false));
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
    let text = "[party.a]\nrole = \"sender\"\nlegal_form = { value = \"ratified\", basis = \"documented\", source = \"act\" }\n\
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

/// The only fault of `text`, shown as the program shows it.
fn shown(text: &str, sets: &[&str]) -> String {
    let found = faults_with(text, sets);
    assert_eq!(found.len(), 1, "{text} {sets:?}: {found:?}");
    found[0].render(false)
}

#[test]
fn percent_are_answered_with_the_share_that_was_meant() {
    for (slip, help) in [
        ("60", "if 60 % is meant, write 0.6"),
        ("12.5", "if 12.5 % is meant, write 0.125"),
        ("\"60\"", "if percent are meant, write 0.6"),
        ("\"40 to 60\"", "if percent are meant, write \"0.4 to 0.6\""),
        ("\"30%\"", "write 0.3"),
        ("\"12,5 %\"", "write 0.125"),
        ("\"30 to 50%\"", "write \"0.3 to 0.5\""),
        ("\"0,1 to 0,3\"", "write \"0.1 to 0.3\""),
        ("\"0.3\"", "write 0.3 without quotes"),
        ("{ min = 40, max = 60 }", "if percent are meant, write { min = 0.4, max = 0.6 }"),
        ("{ values = [10, 20], weights = [1, 3] }", "write { values = [0.1, 0.2], weights = [1, 3] }"),
        ("30%", "write 0.3"),
        ("30,5 %", "write 0.305"),
        ("40% to 60%", "write \"0.4 to 0.6\""),
        ("{ value = 30%, basis = \"press\" }", "write 0.3"),
    ] {
        let text = shown(&format!("[money]\ndiverted_share = {slip}\n"), &[]);
        assert!(text.contains("example.toml:2:") && text.trim_end().ends_with(help), "{slip}\n{text}");
    }
    for (slip, help) in [("50%", "write 0.5"), ("10% to 50%", "write \"0.1 to 0.5\""), ("0,1 to 0,5", "\"0.1 to 0.5\"")]
    {
        let text = shown("", &[&format!("money.diverted_share={slip}")]);
        assert!(text.contains("--set:1:22") && text.trim_end().ends_with(help), "{slip}\n{text}");
    }
    for (set, unhelped) in [
        ("party.sender_state.trustworthy=100", "100 % is no share below 1"),
        ("money.diverted_share=101", "more than all of it"),
        ("money.diverted_share=0.2 to 1.2", "its lower end is a share"),
        ("escalation.half_life_weeks=2000", "no share"),
    ] {
        assert!(!shown("", &[set]).contains('%') || set.contains(" to "), "{set}: {unhelped}");
        assert!(!shown("", &[set]).contains("is meant") && !shown("", &[set]).contains("percent"), "{set}: {unhelped}");
    }
}

/// What is advised after `write` at the end of `help`, where it is a value.
fn advised(help: &str) -> Option<&str> {
    let (_, value) = help.rsplit_once("write ")?;
    let is_value = value.starts_with(|c: char| c.is_ascii_digit() || "-\"{[".contains(c));
    is_value.then(|| value.trim_end_matches(" without quotes"))
}

#[test]
fn what_is_advised_in_place_of_a_number_is_accepted() {
    let slips = [
        "60",
        "5",
        "100",
        "1.2",
        "0,3",
        "5,5",
        "60%",
        "100%",
        "250%",
        "\"60\"",
        "\"0.4\"",
        "\"700\"",
        "40 to 60",
        "0 to 50",
        "0 to 0.6",
        "0.2 to 1",
        "1 to 0",
        "10% to 100%",
        "20 to 60%",
        "0,2 to 0,6",
        "5,5 to 7,5",
        "-3 to 40000",
        "{ min = 40, max = 60 }",
        "{ min = 60, max = 40 }",
        "{ low = 10, mode = 20, high = 300 }",
        "{ mean = 60, sd = 10 }",
        "{ values = [10, 20] }",
        "{ values = [0,5, 1] }",
        "{ values = [0,5,1] }",
        "{ values = [2,5, 3], weights = [1, 2] }",
        "{ values = [0.2, 0.4], weights = [0,5, 0,5] }",
        "[0,5]",
        "[0,5, 1]",
    ];
    let mut tried = 0;
    for entry in entries() {
        let limited = matches!(entry.kind, Kind::Number(_) | Kind::Shorthand(_) | Kind::Setting(_));
        if !limited || matches!(entry.table, TableName::Correlated) {
            continue;
        }
        let (key, _) = example_of(entry);
        for slip in slips {
            let Err(found) = scenario::read_text("example", "", &[format!("{key}={slip}")]) else { continue };
            for fault in found.faults().iter().filter(|fault| fault.file == "--set" && fault.key == key) {
                let Some(value) = advised(&fault.help) else { continue };
                tried += 1;
                let Err(again) = scenario::read_text("example", "", &[format!("{key}={value}")]) else { continue };
                // How it stands to other keys is another matter, and says something else of what is allowed.
                let same = |other: &&Fault| other.key == key && other.allowed == fault.allowed;
                let refused = again.faults().iter().find(same);
                assert_eq!(refused, None, "{key}={slip}: {}", fault.help);
            }
        }
    }
    assert!(tried > 500, "{tried} pieces of advice");
}

#[test]
fn a_date_spelled_otherwise_is_answered_with_the_spelling_and_no_guess() {
    let both = "2026-01-05 for 5 January, 2026-05-01 for 1 May";
    for (slip, help) in [
        ("5.1.2026", both),
        ("05.01.2026", both),
        ("05/01/2026", both),
        ("5-1-2026", both),
        ("25.1.2026", "write 2026-01-25 without quotes"),
        ("5 Jan 2026", "write 2026-01-05 without quotes"),
        ("January 5, 2026", "write 2026-01-05 without quotes"),
        ("2026-1-5", "write 2026-01-05 without quotes"),
        ("2026-01-05T12:00:00", "write 2026-01-05, without the time"),
        ("05.01.26", "such as 2026-07-02"),
        ("20260105", "such as 2026-07-02"),
    ] {
        for written in [slip.to_owned(), format!("\"{slip}\"")] {
            let text = shown(&format!("start = {written} # a comment\n"), &[]);
            let said = if written.contains('"') && slip.contains('T') { "such as 2026-07-02" } else { help };
            assert!(text.contains("example.toml:1:9") && text.contains(said), "{written}\n{text}");
        }
        assert!(shown("", &[&format!("start={slip}")]).contains(help), "{slip}");
    }
    assert!(shown("start = \"2026-01-05\"\n", &[]).contains("write 2026-01-05 without quotes"));
}

#[test]
fn a_decimal_comma_in_a_list_is_spoken_of_where_something_is_wrong() {
    let share = |value: &str| shown(&format!("[money]\ndiverted_share = {value}\n"), &[]);
    for (slip, meant) in [
        ("{ values = [0,5, 1], weights = [1, 2] }", "{ values = [0.5, 1], weights = [1, 2] }"),
        ("{ values = [0,5, 1] }", "{ values = [0.5, 1] }"),
        ("{ values = [0.2, 0.4], weights = [0,5, 0,5] }", "{ values = [0.2, 0.4], weights = [0.5, 0.5] }"),
        ("{ values = [0.2, 0.4], weights = [0,5,1,5] }", "{ values = [0.2, 0.4], weights = [0.5,1.5] }"),
        ("[0,5]", "0.5"),
    ] {
        assert!(share(slip).contains(&format!("if decimals are meant, write {meant}")), "{}", share(slip));
    }
    let unsure = share("{ values = [0,5,1,9] }");
    assert!(unsure.contains("0,5 in a list is two numbers, 0 and 5: if a decimal comma is meant"), "{unsure}");
    assert!(!share("{ values = [10, 20], weights = [1] }").contains("comma"));
    assert!(share("{ values = [0.1, 0.2, 0.3], weights = [1,2] }").contains("1,2 in a list is two numbers, 1 and 2"));
    let malformed = "{ values = [0,01, 0.02], weights = [1, 1] }";
    let set = format!("money.diverted_share={malformed}");
    for said in [share(malformed), shown("", &[&set])] {
        assert!(said.contains("if decimals are meant, write points, as in 0.01"), "{said}");
    }
    assert!(share("007").contains("write the number without it"));
    let of_form = share("{ values = [1,2, 3], weight = [1, 2] }");
    assert!(of_form.contains("did you mean `weights`") && !of_form.contains("decimal"), "{of_form}");
    // What may be right is not remarked on.
    assert_eq!(
        checked("[party.a]\nrole = \"sender\"\nhonour_gap = { values = [2,5, 3] }\n[party.b]\nrole = \"target\"\n")
            .notes,
        []
    );
}

/// The messages of all faults of `text` as file `example.toml` with `sets`.
fn told(text: &str, sets: &[&str]) -> String {
    faults_with(text, sets).iter().map(|fault| fault.render(false) + "\n").collect()
}

#[test]
fn what_stands_without_quotes_is_answered_with_what_its_key_takes() {
    let rung = |line: &str| format!("[rung.x]\n{line}\nboth = {{}}\n[ladder]\norder = [\"x\"]\n");
    let forms = "text stands in quotes, numbers are written 0.3, yes and no are true and false";
    for (text, help) in [
        (rung("structural = yes"), "write true"),
        (rung("structural = No"), "write false"),
        (rung("structural = True"), "write true"),
        (rung("title = yes"), "write \"yes\""),
        (rung("title = \u{201c}A first step\u{201d} # so"), "write \"A first step\""),
        (rung("stake = high"), forms),
        ("[messaging]\nambiguity = \u{201c}0.2 to 0.5\u{201d}\n".to_owned(), "write \"0.2 to 0.5\""),
        ("[messaging]\nambiguity = \u{201e}0.3\u{201c}\n".to_owned(), "write 0.3"),
        ("[messaging]\nambiguity = high\n".to_owned(), forms),
        ("[messaging]\nambiguity = ~0.3\n".to_owned(), "write 0.3"),
        ("[messaging]\nambiguity = -,5\n".to_owned(), forms),
        ("[messaging]\nambiguity = 0.2\u{2013}0.5\n".to_owned(), "write \"0.2 to 0.5\""),
        ("[messaging]\nambiguity = 0.2 to 0.5\n".to_owned(), "write \"0.2 to 0.5\""),
        ("[ladder]\nfirst_mover = simultaneous\n".to_owned(), "write \"simultaneous\""),
        ("messaging.ambiguity = ~0.3\n".to_owned(), "write 0.3"),
        ("x = { y = yes }\n".to_owned(), forms),
    ] {
        let said = told(&text, &[]);
        assert!(said.contains(&format!("help: {help}\n")), "{text}{said}");
    }
    for (set, help) in [
        ("messaging.ambiguity=\u{201c}0.2 to 0.5\u{201d}", "write \"0.2 to 0.5\""),
        ("messaging.ambiguity=0.2\u{2013}0.5", "write \"0.2 to 0.5\""),
        ("messaging.ambiguity=~0.3", "write 0.3"),
    ] {
        assert!(shown("", &[set]).trim_end().ends_with(help), "{set}\n{}", shown("", &[set]));
    }
    let colon = shown("[messaging]\nambiguity: 0.3\n", &[]);
    assert!(colon.contains("example.toml:2:10") && colon.contains("a line has the form: key = value"), "{colon}");
}

#[test]
fn a_range_spelled_otherwise_is_answered_with_the_spelling() {
    for (slip, help) in [
        ("\"0.2 - 0.6\"", "write \"0.2 to 0.6\""),
        ("\"0.2-0.6\"", "write \"0.2 to 0.6\""),
        ("\"0.2\u{2013}0.5\"", "write \"0.2 to 0.5\""),
        ("\"0,2 to 0,5\"", "write \"0.2 to 0.5\""),
        ("\"0.2..0.5\"", "write \"0.2 to 0.5\""),
        ("\"20 - 60\"", "if percent are meant, write \"0.2 to 0.6\""),
        ("\"20\u{2013}60 %\"", "write \"0.2 to 0.6\""),
    ] {
        let text = shown(&format!("[money]\ndiverted_share = {slip}\n"), &[]);
        assert!(text.trim_end().ends_with(help), "{slip}\n{text}");
    }
    assert!(!shown("[ladder.rung]\ntranches = \"2 - 6\"\n", &[]).contains("2 to 6"));
}

#[test]
fn an_id_that_is_none_is_answered_with_the_id_and_never_proposed() {
    let text = "\
[party.India]
role = \"sender\"
[party.pakistan]
role = \"target\"
[body.lower_house]
party = \"india\"
[rung.Grenze]
india = { kind = \"easing\" }
[ladder]
order = [\"grenze\"]
first_mover = \"india\"
";
    let found = faults(text);
    let said: Vec<(&str, &str)> = found.iter().map(|fault| (fault.key.as_str(), fault.help.as_str())).collect();
    assert_eq!(said, [("party.India", "write [party.india]"), ("rung.Grenze", "write [rung.grenze]")]);
    let mentioned = told(&text.replace("\"india\"", "\"India\"").replace("[party.India]", "[party.india]"), &[]);
    assert!(mentioned.contains("did you mean `india`?"), "{mentioned}");
    // Where the id cannot be told, the one that is none is not proposed either.
    let foreign = told("[body.\"h+use\"]\nparty = \"sender\"\n[rung.step_1]\nneeds = [\"huse\"]\n", &[]);
    assert!(
        foreign.contains("not an id") && !foreign.contains("did you mean") && !foreign.contains("ids: h"),
        "{foreign}"
    );
}

#[test]
fn a_party_that_is_called_by_its_role_or_misspelt_is_told_by_its_id() {
    let parties = "[party.india]\nrole = \"sender\"\n[party.pakistan]\nrole = \"target\"\n";
    let by_role = shown(parties, &["party.sender.trustworthy=0.3"]);
    assert!(by_role.contains("keys name parties by their ids: write party.india, which is the sender"), "{by_role}");
    let built_in = shown("", &["party.target.trustworthy=0.3"]);
    assert!(built_in.contains("write party.target_state, which is the target"), "{built_in}");
    for slip in ["pakstan", "akistan", "pakistann"] {
        let text = shown(parties, &[&format!("party.{slip}.trustworthy=0.3")]);
        assert!(text.contains("--set") && text.contains("did you mean `pakistan`?"), "{text}");
    }
    let base = format!(
        "{parties}[rung.indus_waters]\nindia = {{ kind = \"easing\" }}\n[ladder]\norder = [\"indus_waters\"]\n"
    );
    let variant = "extends = \"base.toml\"\n[party.akistan]\ntrustworthy = 0.3\n[rung.indus_water]\ntranches = 2\n\
                   [party.target]\nhonour_gap = 2\n";
    let found = read_files(&[("variant.toml", variant), ("base.toml", &base)]).expect_err("three slips");
    let said: Vec<(usize, &str)> = found.iter().map(|fault| (fault.line, fault.help.as_str())).collect();
    assert_eq!(
        said,
        [
            (2, "did you mean `pakistan`? the parties are india and pakistan"),
            (4, "did you mean `indus_waters`? else add \"indus_water\" to ladder.order, or take the rung out"),
            (6, "keys name parties by their ids: write [party.pakistan], which is the target"),
        ]
    );
}

/// Writes files into a folder of their own and reads the first.
fn read_files(files: &[(&str, &str)]) -> Result<CheckedFile, Vec<Fault>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    scenario::read(&folder.path().join(files[0].0), &[]).map_err(|faults| faults.faults().to_vec())
}

#[test]
fn a_file_lies_on_top_of_what_it_extends() {
    let base = BLOCKS.concat();
    let middle =
        "extends = \"base.toml\"\n[body.council]\nreview_weeks = 3\n[rung.two]\nsender = { money_usd_bn = 2 }\n";
    let top = "extends = \"middle.toml\"\nladder.order = [\"one\"]\nbody.senate = \"none\"\n";
    let files = [("top.toml", top), ("middle.toml", middle), ("base.toml", base.as_str())];
    let file = read_files(&files).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(file.files.len(), 3);
    assert_eq!(file.scenario.stem, "top");
    assert_eq!(file.scenario.bodies.len(), 1);
    assert_eq!(file.scenario.numbers.body[0].review_weeks.to_string(), "3");
    assert_eq!(file.scenario.rungs.len(), 1);
    assert_eq!(file.notes.len(), 1, "the rung left out is remarked on");
    let row = |key: &str| file.scenario.parameters.iter().find(|row| row.key == key).expect("a row").origin.clone();
    assert_eq!(row("body.council.review_weeks"), "middle.toml");
    assert_eq!(row("party.north.trustworthy"), "base.toml");
    assert_eq!(row("party.north.honour_gap"), "default");

    let middle_only = read_files(&files[1..]).unwrap_or_else(|faults| panic!("{faults:?}"));
    let two = middle_only.scenario.rungs.iter().position(|rung| rung.id == "two").expect("the rung");
    assert_eq!(middle_only.scenario.numbers.rung[two].concession[0].money_usd_bn.to_string(), "2");
    assert_eq!(middle_only.scenario.rungs[two].gives, [Some(Instrument::Funds), None]);
}

#[test]
fn chains_that_go_round_or_end_nowhere_are_located() {
    let round = read_files(&[("a.toml", "extends = \"b.toml\""), ("b.toml", "\nextends = \"a.toml\"")]).unwrap_err();
    assert_eq!((round.len(), round[0].line), (1, 2), "{round:?}");
    let nowhere = read_files(&[("a.toml", "title = \"t\"\nextends = \"b.toml\"\n[run]\nstep_days = 0")]).unwrap_err();
    assert_eq!(nowhere.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 4], "{nowhere:?}");
    assert!(read_files(&[("1e5.toml", "")]).is_err(), "a name that a spreadsheet takes for a number");
}

#[test]
fn a_set_overrides_and_adds() {
    let sets = ["rung.step_2.repeat=5", "ladder.order=[\"step_2\", \"step_1\"]", "party.sender_state.policy=strict"];
    let scenario = checked_with("", &sets).scenario;
    let names: Vec<&str> = scenario.order.iter().map(|at| scenario.rungs[*at].id.as_str()).collect();
    assert_eq!((names, scenario.rungs[1].repeat), (vec!["step_2", "step_1"], 5));
    assert!(scenario.parties[0].never_first);
    assert_eq!(checked_with("", &["ladder.order=[]"]).scenario.rungs.len(), 0);
    assert!(
        checked_with("", &["party.sender_state.disputes_before_exit=none"]).scenario.numbers.party[0]
            .disputes_before_exit
            .is_nan()
    );
    for wrong in ["no_value", "a b=3", "messaging.ambiguity=", "extends=\"x.toml\"", "messaging.ambiguity={"] {
        assert_eq!(faults_with("", &[wrong])[0].file, "--set", "{wrong}");
    }
}

#[test]
fn what_cannot_be_simulated_is_refused() {
    let one = |text: &str, key: &str| {
        let found = faults(text);
        assert!(found.len() == 1 && found[0].key == key, "{key}: {found:?}");
    };
    one("[escalation]\nbranching = 0.9\n", "escalation.branching");
    one("[turnover.term]\nparty = \"sender\"\non = 2029-01-20\n", "turnover.term.on");
    one("start = 2029-02-01\n[turnover.term]\nparty = \"sender\"\non = 2029-01-20\n", "turnover.term.on");
    one("start = 2029-02-01\n[turnover.term]\nparty = \"sender\"\n", "turnover.term.on");
    one(
        "[rung.step_1]\nrenewal_on = 2029-01-20\nboth = {}\n[ladder]\norder = [\"step_1\"]\n",
        "rung.step_1.renewal_on",
    );
    one("horizon_weeks = 10.5\n", "horizon_weeks");
    one("[run]\nstep_days = 8\n[ladder]\nround_weeks = 8\n", "horizon_weeks");
    one("[ladder]\nround_weeks = 1.5\n", "ladder.round_weeks");
    one("[money]\nfrozen_usd_bn = 5\n", "money.frozen_usd_bn");
    one("[ladder.rung]\nrepeat = 1000\n", "rung");
    one("[party.a]\nrole = \"sender\"\n", "party.a");
    one("[party.a]\nrole = \"sender\"\n[party.b]\nrole = \"sender\"\n", "party.b.role");
    one("[party.both]\nrole = \"sender\"\n[party.b]\nrole = \"target\"\n", "party.both");
    one("[body.a]\n", "body.a.party");
    one("[rung.a]\n[ladder]\norder = [\"a\"]\n", "rung.a");
    one("[rung.a]\nboth = {}\n", "ladder.order");
    one("[rung.a]\nboth = {}\nrelief = 1\n[ladder]\norder = [\"a\"]\n", "rung.a.relief");
    one("[rung.a]\ntarget = { money_usd_bn = 1 }\n[ladder]\norder = [\"a\"]\n", "rung.a.target.money_usd_bn");
    one("[rung.a]\nboth = {}\n[rung.b]\nboth = {}\n[ladder]\norder = [\"a\"]\n", "rung.b");
}

#[test]
fn remarks_stop_nothing() {
    let text = "\
[party.a]
role = \"sender\"
policy = \"grit\"
honour_gap = 9
[party.b]
role = \"target\"
policy = \"grit\"
[rung.x]
needs = []
both = { kind = \"restraint\", false_alarm = 0.2 }
[ladder]
order = [\"x\"]
";
    let notes = checked(text).notes;
    let keys: Vec<&str> = notes.iter().map(|note| note.key.as_str()).collect();
    let expected =
        ["party", "party.a.honour_gap", "rung.x.sender.detection", "rung.x.target.detection", "rung.x.needs"];
    assert!(expected.iter().all(|key| keys.contains(key)), "{keys:?}");
}

#[test]
fn faults_of_syntax_do_not_hide_the_others_nor_breed_more() {
    let text = "[party.a]\nrole = sender\ntrustworthy = .5\n[party.b]\nrole = \"target\"\nrole = \"sender\"\n[messaging]\nambiguity = 2\n";
    let lines: Vec<usize> = faults(text).iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 6, 8]);
    assert_eq!(faults("[party.a\nrole = \"sender\"\nfoo = 3\n").len(), 1);
    assert!(!faults(&"[".repeat(100_000)).is_empty());
    let junk: String = (0..100_000).map(|line| format!("k{line} = 1\n")).collect();
    assert_eq!(faults(&junk).len(), 1000);
    assert!(!faults(&format!("x = {}", "[".repeat(100_000))).is_empty());
    let bare: String = (0..50_000).map(|line| format!("k{line} = yes\n")).collect();
    assert_eq!(faults(&format!("{}[messaging]\n{bare}", "# far\n".repeat(10_000))).len(), 1000);
}

#[test]
fn carriage_returns_and_a_byte_order_mark_are_let_pass() {
    let text = format!("\u{feff}{}", BLOCKS.concat().replace('\n', "\r\n"));
    let files = [("example.toml", text.as_str())];
    let file = read_files(&files).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert_eq!(said(&file.scenario), said(&checked(&BLOCKS.concat()).scenario));
}

#[test]
fn files_beyond_the_limit_and_foreign_encodings_are_refused() {
    let long = "#".repeat(scenario::MAX_FILE_BYTES + 1);
    assert!(read_files(&[("a.toml", &long)]).unwrap_err()[0].message.contains("1 MiB"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    std::fs::write(&path, b"# fine\ntitle = \"d\xe9tente\"\n").expect("a file");
    let faults = scenario::read(&path, &[]).unwrap_err();
    assert_eq!((faults.faults().len(), faults.faults()[0].line, faults.faults()[0].column), (1, 2, 11));
}

#[test]
fn basis_and_source_reach_the_rows() {
    let text = "\
[party.a]
role = \"sender\"
honour_gap = 2
temptation = { value = 1.5, basis = \"documented\", source = \"a study\" }
basis = \"press\"
[party.b]
role = \"target\"
future_weight = 0.8
";
    let rows = checked(text).scenario.parameters;
    let row = |key: &str| {
        let row = rows.iter().find(|row| row.key == key).expect("a row");
        [row.value.clone(), row.basis.word().to_owned(), row.source.to_string()]
    };
    let text = |a: &str, b: &str, c: &str| [a, b, c].map(str::to_owned);
    assert_eq!(row("party.a.honour_gap"), text("2", "press", ""));
    assert_eq!(row("party.a.temptation"), text("1.5", "documented", "a study"));
    assert_eq!(row("party.b.future_weight"), text("0.8", "judgement", ""));
    assert_eq!(row("party.b.honour_gap")[1], "default");
}

/// A plain generator for spoiling texts.
struct Spoiler(u64);

impl Spoiler {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn spoil(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(4) {
            let at = self.below(letters.len());
            let signs: Vec<char> = "[]{}=\",.#\n0x-é".chars().collect();
            match self.below(3) {
                0 => drop(letters.remove(at)),
                1 => letters[at] = signs[self.below(signs.len())],
                _ => letters.insert(at, signs[self.below(signs.len())]),
            }
        }
        letters.into_iter().collect()
    }
}

#[test]
fn spoiled_texts_are_read_or_refused_with_every_fault_located() {
    let template = scenario::template("spoiled");
    let mut spoiler = Spoiler(1);
    for _ in 0..600 {
        let text = spoiler.spoil(&template);
        match scenario::read_text("spoiled", &text, &[]) {
            Ok(file) => drop(checked(&file.flattened)),
            Err(faults) => {
                assert!(faults.faults().iter().all(|fault| fault.span.is_some()), "{faults}");
                assert!(!faults.to_string().contains("built-in scenario"), "{faults}");
            }
        }
    }
}

/// The help of a rung on which nobody gives anything says exactly this.
#[test]
fn a_file_without_parties_may_call_the_built_in_ones_by_their_ids() {
    let text = |side: &str| format!("[ladder]\norder = [\"r\"]\n[rung.r]\n{side} = {{ kind = \"easing\" }}\n");
    let read = |side: &str| scenario::read_text("case", &text(side), &[]).map(|file| file.flattened);
    let by_role = read("sender").expect("a sound scenario");
    assert_eq!(read("sender_state").unwrap_or_else(|faults| panic!("{faults}")), by_role);
    assert!(read("sender_stat").is_err());
}
