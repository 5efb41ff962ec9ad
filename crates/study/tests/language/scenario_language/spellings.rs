//! What is spelled otherwise is answered with the spelling that was meant.

use super::{checked, example_of, faults, faults_with, read_files};
use detente_engine::parameter::registry::{Kind, TableName, entries};
use detente_study::scenario::{self, Fault};

/// The only fault of `text`, shown as the program shows it.
pub(super) fn shown(text: &str, sets: &[&str]) -> String {
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

/// The help of a rung on which nobody gives anything says exactly this.
#[test]
fn a_file_without_parties_may_call_the_built_in_ones_by_their_ids() {
    let text = |side: &str| format!("[ladder]\norder = [\"r\"]\n[rung.r]\n{side} = {{ kind = \"easing\" }}\n");
    let read = |side: &str| scenario::read_text("case", &text(side), &[]).map(|file| file.flattened);
    let by_role = read("sender").expect("a sound scenario");
    assert_eq!(read("sender_state").unwrap_or_else(|faults| panic!("{faults}")), by_role);
    assert!(read("sender_stat").is_err());
}
