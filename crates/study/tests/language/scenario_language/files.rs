//! Whole files: what they extend, what is set, how their faults are told, and the reference page.

use super::{Spoiler, checked, checked_with, faults, faults_with, read_files, said};
use detente_engine::domain::{Basis, Instrument, Snapback};
use detente_engine::parameter::RungNumbers;
use detente_study::scenario::{self, Template};

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
    let path = support::root().join("docs/scenario.md");
    let made = scenario::reference_markdown();
    if std::env::var_os("DETENTE_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs can be made");
        std::fs::write(&path, &made).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == made, "docs/scenario.md is out of date: run DETENTE_UPDATE=1 cargo test --test language");
}

#[test]
fn every_template_is_sound_without_remarks_and_says_what_to_change_first() {
    for template in Template::ALL {
        let text = template.filled("my_first", "Land of \"Oz\"", "Südland");
        let file = checked(&text);
        assert_eq!(file.notes, [], "{template:?}");
        assert_eq!(file.scenario.title, "my first");
        let names: Vec<_> = file.scenario.parties.iter().map(|party| party.name.as_str()).collect();
        assert_eq!(names, ["Land of Oz", "Südland"], "{template:?}");
        assert!(!text.contains("{{"), "{text}");
        assert!(file.scenario.order.len() >= 2 && text.contains("structural = true"), "{template:?}");
        let marks = text.matches("# change me first").count();
        assert_eq!(marks, if *template == Template::General { 0 } else { 3 }, "{template:?}");
        let marked = text.lines().filter(|line| line.contains("# change me first")).map(|line| line.split(' ').next());
        let marked: Vec<&str> = marked.flatten().collect();
        assert!(marks == 0 || marked == ["trustworthy", "trustworthy", "title"], "{template:?}: {marked:?}");
        // Nobody has judged a number of it for the case at hand, and none claims that somebody did.
        let rests = Basis::ALL.iter().filter(|basis| file.scenario.values_on(**basis) > 0);
        assert_eq!(rests.collect::<Vec<_>>(), [&Basis::Template, &Basis::Default], "{template:?}");
        assert!(text.lines().all(|line| line.chars().count() <= 150), "{template:?}");
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

/// What the base states is not missing; what no base could mend is still said.
#[test]
fn of_a_file_whose_base_is_not_there_only_what_is_certain_is_said() {
    let text = "title = 5\n[party.giver]\ntrustworty = 0.4\n[body.council]\nparty = \"taker\"\n[rung.release]\nneeds = [\"senate\"]\n\
                giver = { detection = 2, kind = \"funds\" }\n[messaging]\nambiguity = 7\n";
    let wrongs = ["title", "party.giver.trustworty", "rung.release.giver.detection", "messaging.ambiguity"];
    for extends in ["\"nowhere.toml\"", "\"broken.toml\"", "5"] {
        let top = format!("extends = {extends}\n{text}");
        let files = [("top.toml", top.as_str()), ("broken.toml", "extends = \"nowhere.toml\"\n")];
        let faults = read_files(&files).unwrap_err();
        let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
        assert_eq!(keys.iter().filter(|key| **key == "extends").count(), 1, "{extends}: {keys:?}");
        assert_eq!(keys.iter().filter(|key| **key != "extends").copied().collect::<Vec<_>>(), wrongs, "{extends}");
    }
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

#[test]
fn spoiled_texts_are_read_or_refused_with_every_fault_located() {
    let template = Template::General.filled("spoiled", "North", "South");
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
