//! Stumbles: what people type, open and keep beside their files in good faith, and what they are told to do next.

use crate::Desk;
use support::{LADDER, RICH};

/// Each with a part of what is said, which is what to do next.
#[test]
fn stumbles_are_answered_with_what_to_do() {
    let desk = Desk::with("case.toml", RICH);
    desk.put("names.csv", "Name,messaging.ambiguity\nslow,0.3\n");
    desk.put("plain.toml", "extends = \"case\"\n");
    let vary = "rung.hotline.tranches=1..2";
    let cases: [(&[&str], i32, &str); 15] = [
        (&["run", "case.toml", "--seed", "-1"], 2, "a whole number from 0 to 18446744073709551615"),
        (&["run", "case.toml", "--trials", "-5"], 2, "a whole number from 1 on"),
        (&["run", "case.toml", "--precision", "-1"], 2, "points, from"),
        (
            &["sweep", "case.toml", "--vary", "messaging.ambiguity", "--threads", "-2"],
            2,
            "a whole number from 1 to 1024",
        ),
        (&["run", "case.toml", "--seed", "1e3"], 2, "a whole number from 0 to"),
        (&["run", "*.toml"], 1, "leave out the quotes"),
        (&["run", "case.toml", "--seed=-1"], 2, "a whole number from 0 to 18446744073709551615"),
        (&["run", "case.toml", "--threads", "1e3"], 2, "a whole number from 1 to 1024"),
        (&["run"], 1, "go to the folder that holds it, name a scenario file, or begin one with `detente new my_case`"),
        (&["run", "some/*.toml"], 1, "leave out the quotes"),
        (&["run", "plain.toml"], 1, "ends in .toml"),
        (&["run", "case.toml", "--set", "messaging.ambiguity=.5"], 1, "write 0.5"),
        (&["run", "case.toml", "--set", "rung.hotline.detection=0.5"], 1, "[rung.<id>.sender] or [rung.<id>.target]"),
        (&["sweep", "case.toml", "--cases", "names.csv"], 1, "a column that names the cases is called `case`"),
        (
            &["sweep", "case.toml", "--design", "lhs", "--points", "4", "--vary", "messaging.ambiguity=0.1..0.3:7"],
            2,
            "stands in grids alone",
        ),
    ];
    for (args, status, wanted) in cases {
        let refused = desk.run(args);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(refused.status.code(), Some(status), "{args:?}: {said}");
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
    let whole = desk.done(&[
        "sweep",
        "case.toml",
        "--design",
        "lhs",
        "--points",
        "4",
        "--vary",
        vary,
        "--trials",
        "100",
        "--out",
        "whole",
    ]);
    assert_eq!(whole.matches(" says the same as point ").count(), 2, "four points of two kinds: {whole}");
    let listed = desk.done(&[
        "sweep",
        "case.toml",
        "--vary",
        "messaging.ambiguity=0.1,0.10",
        "--trials",
        "100",
        "--out",
        "listed",
    ]);
    assert!(
        listed.contains(" point 2 says the same as point 1: what differs between them changes nothing"),
        "{listed}"
    );
    desk.done(&["new", "my_case"]);
    let alike = desk.run(&["new", "MY_CASE"]);
    assert!(String::from_utf8_lossy(&alike.stderr).contains("some disks do not tell it from"), "{alike:?}");
}

/// What is proposed for a path with a slip is there and sound.
#[test]
fn a_slip_in_any_part_of_a_path_is_answered_with_the_file_or_folder_that_is_there() {
    let desk = Desk::with("scenarios/case.toml", RICH);
    desk.put("deep/nested/other.toml", RICH);
    for typed in [
        "scenarios/cas.toml",
        "scenarios/case.tml",
        "scenarios/caes",
        "scenaros/case.toml",
        "scenaros/csae.toml",
        "case",
        "case.toml",
        "csae.toml",
        "deep/nestd/other.toml",
        "dep/nestd/othr.toml",
        "scenaros",
        "deep/nestde",
    ] {
        let told = said(&desk, &["check", typed], 1);
        let (_, rest) = told.split_once("did you mean ").unwrap_or_else(|| panic!("{typed}: {told}"));
        let (proposed, _) = rest.split_once('?').expect("a question");
        desk.done(&["check", proposed]);
    }
    let far = said(&desk, &["check", "nothing_like_it.toml"], 1);
    assert!(!far.contains("did you mean") && far.contains("check the spelling of the path"), "{far}");
}

/// Where the role of a party cannot be told that is one fault, not one more for every mention of the party.
#[test]
fn a_role_that_cannot_be_told_is_the_only_fault() {
    let desk = Desk::new();
    for template in ["general", "freeze_for_aid", "prisoner_exchange", "funds_for_restraint", "transit_corridor"] {
        desk.done(&["new", template, "--like", template]);
        let text = desk.read(&format!("scenarios/{template}.toml"));
        for role in ["sender", "target"] {
            let line = text.lines().find(|line| line.starts_with("role ") && line.contains(role)).expect("a role");
            for written in
                ["role = \"sendr\"", "role = \"tagret\"", "role = 5", "role = \"judge\"", "", "role = [\"sender\"]"]
            {
                desk.put("case.toml", &text.replace(line, written));
                let told = said(&desk, &["check", "case.toml"], 1);
                assert!(
                    told.contains("1 fault in case.toml") && told.contains(".role: "),
                    "{template}, {written}: {told}"
                );
            }
        }
        let both = text.replace("= \"target\" ", "= \"sender\" ");
        desk.put("case.toml", &both);
        let told = said(&desk, &["check", "case.toml"], 1);
        assert!(told.contains("1 fault in case.toml") && told.contains("both parties are the sender"), "{told}");
        let neither = both.replace("= \"sender\" ", "= \"party\" ");
        desk.put("case.toml", &neither);
        assert!(said(&desk, &["check", "case.toml"], 1).contains("2 faults in case.toml"));
    }
}

/// Numbers that came with a template were judged by nobody, and no screen, page or table says otherwise until somebody has.
#[test]
fn numbers_of_a_template_are_not_passed_off_as_judgement() {
    let desk = Desk::new();
    desk.done(&["new", "case", "--like", "freeze_for_aid"]);
    let counted = |screen: &str| {
        let from = screen.find("values: ").map(|at| &screen[at..]).expect("values");
        from.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let check = counted(&desk.done(&["check", "scenarios/case.toml"]));
    assert!(check.starts_with("values: 0 documented, 0 press, 0 judgement, 35 from the template, "), "{check}");
    let run = desk.done(&["run", "scenarios/case.toml", "--trials", "64", "--report"]);
    assert!(run.contains("0 judgement") && run.contains("35 from the template, "), "{run}");
    let page = desk.read("results/case/report.html");
    assert!(page.contains("35 came with a template and were judged by nobody"));
    assert_eq!(desk.read("results/case/parameters.csv").matches(",template,").count(), 35);
    // Who has judged one says so, and it counts.
    let text = desk.read("scenarios/case.toml");
    let judged = "trusts_other = { value = 0.5, basis = \"judgement\", source = \"talks of 2024, my reading\" }";
    assert!(text.contains(&format!("# {judged}")), "the file says how");
    let line = text.lines().find(|line| line.starts_with("trusts_other")).expect("a value");
    desk.put("scenarios/case.toml", &text.replacen(line, judged, 1));
    let check = counted(&desk.done(&["check", "scenarios/case.toml"]));
    assert!(check.starts_with("values: 0 documented, 0 press, 1 judgement, 34 from the template, "), "{check}");
    let set = desk.done(&["check", "scenarios/case.toml", "--set", "messaging.ambiguity=0.2"]);
    assert!(counted(&set).contains("2 judgement, 33 from the template"), "{set}");
}

/// What is said on the error stream of a command that ends with `status`, on one line.
fn said(desk: &Desk, args: &[&str], status: i32) -> String {
    let output = desk.run(args);
    let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    said
}

/// Where only some points of a sweep have a fault of the file, they are named; where all have it, the file is to blame.
#[test]
fn a_fault_that_only_some_points_bring_names_them() {
    let desk = Desk::with("case.toml", LADDER);
    let orders = [r#"["easy","plain","hard","settlement"]"#, r#"["settlement","easy","plain","hard"]"#];
    let vary = format!("ladder.order={}", orders.join(","));
    let both = ["--vary", &vary, "--vary", "messaging.ambiguity=0.1,0.2"];
    let told = said(&desk, &[&["sweep", "case.toml", "--trials", "64"], &both[..]].concat(), 1);
    let place = format!("at 2 points, first at point 3 (ladder.order = {}, messaging.ambiguity = 0.1)", orders[1]);
    assert!(told.contains(&place), "{told}");
    let five = ["messaging.ambiguity", "escalation.attribution", "escalation.branching", "money.diverted_share"];
    let five: Vec<String> = five.iter().map(|key| format!("{key}=0.1")).chain([vary.clone()]).collect();
    let five: Vec<&str> = five.iter().flat_map(|one| ["--vary", one]).collect();
    let told = said(&desk, &[&["sweep", "case.toml", "--trials", "64"], &five[..]].concat(), 1);
    assert!(told.contains("money.diverted_share = 0.1, and 1 more)"), "{told}");
    let all = said(&desk, &["sweep", "case.toml", "--vary", &format!("ladder.order={}", orders[1])], 1);
    assert!(all.contains("stands before it") && !all.contains("point 1"), "{all}");
    // Lists are spelled as parameters.csv spells them, or with commas.
    let cases = |last: &str| format!("case,ladder.order\na,easy plain hard settlement\nb,{last}\n");
    desk.put("cases.csv", &cases("\"settlement, easy, plain, hard\""));
    let told = said(&desk, &["sweep", "case.toml", "--cases", "cases.csv", "--trials", "64"], 1);
    let place = "in the case of row 3 (case = b, ladder.order = [\"settlement\", \"easy\", \"plain\", \"hard\"])";
    assert!(told.contains(place), "{told}");
    desk.put("cases.csv", &cases("\"hard, easy, plain, settlement\""));
    desk.done(&["sweep", "case.toml", "--cases", "cases.csv", "--trials", "64", "--quiet"]);
    assert!(desk.read("results/case_sweep/parameters.csv").contains(",hard easy plain settlement,"));
}

#[test]
fn what_is_wrong_with_a_key_is_said_once_for_all_points() {
    let desk = Desk::with("case.toml", RICH);
    let lhs = ["--design", "lhs", "--points", "5"];
    let told = said(&desk, &[&["sweep", "case.toml", "--vary", "messaging.ambigity=0.1..0.2"], &lhs[..]].concat(), 1);
    assert!(told.contains("1 fault in --vary"), "{told}");
    let told =
        said(&desk, &[&["sweep", "case.toml", "--vary", "rung.hotline.tranches=1.2..1.8"], &lhs[..]].concat(), 2);
    assert!(told.contains("none lies from 1.2 to 1.8; write rung.hotline.tranches=1..2"), "{told}");
}

/// A key that another one overrules is varied in vain.
#[test]
fn points_that_went_the_same_in_every_count_are_named() {
    let desk = Desk::with("case.toml", RICH);
    let set = ["--set", "escalation.confrontation_per_step=0.01", "--trials", "64"];
    let vary = ["sweep", "case.toml", "--vary", "escalation.confrontation_per_month=0.01,0.03"];
    let screen = desk.done(&[&vary[..], &set].concat());
    assert!(screen.contains(" point 2 went as point 1 in every count: does another key overrule"), "{screen}");
    let screen = desk.done(&[&vary[..], &["--trials", "2000", "--force"]].concat());
    assert!(!screen.contains("in every count"), "{screen}");
}

#[test]
fn numbers_of_many_digits_leave_room_for_all_that_is_varied() {
    let desk = Desk::with("case.toml", RICH);
    let vary = [
        "--vary",
        "messaging.ambiguity=0.1..0.4",
        "--vary",
        "escalation.attribution=0.2..0.5",
        "--vary",
        "escalation.branching=0.3..0.6",
    ];
    let screen = desk
        .done(&[&["sweep", "case.toml", "--design", "sobol", "--points", "2", "--trials", "64"], &vary[..]].concat());
    assert!(screen.contains(" c = escalation.branching\n") && !screen.contains("also varied"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    // Five find room where their values are short; of more all are named.
    let five = [
        "messaging.ambiguity",
        "escalation.attribution",
        "escalation.branching",
        "money.diverted_share",
        "mediator.calming",
    ];
    let swept = |value: &str, more: &[&str]| {
        let vary: Vec<String> = five.iter().chain(more).map(|key| format!("{key}={value}")).collect();
        let vary = vary.iter().flat_map(|one| ["--vary", one.as_str()]);
        let args: Vec<&str> = ["sweep", "case.toml", "--trials", "64", "--force"].into_iter().chain(vary).collect();
        desk.done(&args)
    };
    let short = swept("0.3", &[]);
    assert!(short.contains(" e = mediator.calming\n") && !short.contains("also varied"), "{short}");
    let long = swept("0.312345", &["party.giver.trustworthy"]);
    let (_, rest) = long.split_once(" also varied, values in summary.csv: ").expect("what has no room");
    let rest = rest.split("\n\n").next().expect("an end");
    let named = |key: &str| long.contains(&format!(" = {key}\n")) || rest.contains(key);
    assert!(five.iter().all(|key| named(key)) && rest.ends_with("party.giver.trustworthy"), "{long}");
    for screen in [&short, &long] {
        assert!(screen.lines().all(|line| line.chars().count() <= 80), "{screen}");
    }
}

#[test]
fn a_report_of_a_sweep_can_be_asked_for_at_once() {
    let desk = Desk::with("case.toml", RICH);
    let screen =
        desk.done(&["sweep", "case.toml", "--vary", "messaging.ambiguity=0.1,0.4", "--trials", "64", "--report"]);
    assert!(screen.contains("open results/case_sweep/report.html"), "{screen}");
    assert!(desk.read("results/case_sweep/report.html").contains("case-2"));
}

/// What is proposed for a base that is not there is accepted.
#[test]
fn a_base_without_its_ending_or_with_backslashes_is_named_as_it_must_be_written() {
    let desk = Desk::with("bases/case.toml", RICH);
    for (written, meant) in [("bases/case", "bases/case.toml"), ("bases\\\\case.toml", "bases/case.toml")] {
        desk.put("variant.toml", &format!("extends = \"{written}\"\n"));
        let told = said(&desk, &["check", "variant.toml"], 1);
        assert!(told.contains(&format!("write \"{meant}\";")), "{told}");
        desk.put("variant.toml", &format!("extends = \"{meant}\"\n"));
        desk.done(&["check", "variant.toml"]);
    }
    desk.put("variant.toml", "extends = \"bases\\case.toml\"\n");
    let told = said(&desk, &["check", "variant.toml"], 1);
    assert!(told.contains("part the folders of a path by /"), "{told}");
}

#[test]
fn a_year_that_nobody_has_filled_in_is_refused() {
    let desk = Desk::with("case.toml", "start = 0000-01-01\n");
    assert!(said(&desk, &["check", "case.toml"], 1).contains("allowed: a year from 1000 to 9000"));
    desk.put("case.toml", "start = 9000-12-31\nhorizon_weeks = 520\n");
    desk.done(&["run", "case.toml", "--trials", "16"]);
}

/// Who is unsure writes a range that reaches over the edge of what is usual: no remark on every run for that.
#[test]
fn a_range_is_remarked_on_where_its_middle_is_unusual() {
    let desk = Desk::with("case.toml", RICH);
    let remarks = |value: &str| {
        let set = format!("escalation.incidents_per_month={value}");
        let screen = desk.done(&["check", "case.toml", "--set", &set]);
        screen.matches("escalation.incidents_per_month: outside the usual range").count()
    };
    assert_eq!(["0.1 to 0.6", "0.6", "0.5 to 2"].map(remarks), [0, 1, 1]);
}

/// Servers of files and desktops put things of their own beside results; whoever looks at them has changed nothing.
#[test]
fn what_file_servers_and_desktops_leave_behind_blocks_nothing() {
    let desk = Desk::with("case.toml", RICH);
    let leave = |folder: &str| {
        let names = ["._summary.csv", ".nfs000012", "@eaDir/summary.csv@SynoEAStream", ".DS_Store"];
        names.iter().for_each(|name| desk.put(&format!("{folder}/{name}"), "not of detente"));
    };
    for part in ["1/2", "2/2"] {
        desk.done(&["run", "case.toml", "--trials", "64", "--shard", part, "--quiet"]);
    }
    leave("shards/case");
    leave("shards/case/1_of_2");
    desk.done(&["merge", "shards/case", "--out", "merged", "--quiet"]);
    leave("merged");
    leave("merged/records");
    desk.done(&["verify", "merged"]);
    desk.done(&["run", "case.toml", "--trials", "64", "--out", "merged", "--quiet"]);
    desk.put("merged/mine.csv", "1");
    assert_eq!(desk.run(&["verify", "merged"]).status.code(), Some(5), "what nobody leaves behind is still seen");
}

#[test]
fn a_finished_run_of_fewer_trials_is_not_gone_on_with_and_that_is_said() {
    let desk = Desk::with("case.toml", RICH);
    let run = |trials: &str| said(&desk, &["run", "case.toml", "--trials", trials, "--resume"], 0);
    assert!(!run("64").contains("nothing to go on from"));
    assert!(run("64").contains("is complete already"));
    assert!(run("128").contains("nothing to go on from: all is simulated from the beginning"));
}

/// The system's refusal is told once, and its remedy is not that of a disk. Stacks are large here, so that the few threads that start leave room
/// for what the program has to say.
#[cfg(target_os = "linux")]
#[test]
fn threads_that_cannot_be_started_are_not_laid_to_the_disk() {
    let desk = Desk::with("case.toml", "horizon_weeks = 26\n");
    let mut shell = std::process::Command::new("sh");
    let command = "ulimit -v 1000000; exec \"$0\" run case.toml --trials 64 --threads 64";
    shell.args(["-c", command, env!("CARGO_BIN_EXE_detente")]).current_dir(desk.path(""));
    shell.env("RUST_MIN_STACK", "300000000");
    let output = shell.output().expect("a shell");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("ask for fewer with --threads") && !told.contains("disk"), "{told}");
    assert_eq!(told.matches("os error").count(), 1, "{told}");
}

/// Text that takes two columns a sign leaves the columns behind it where they are.
#[test]
fn wide_signs_leave_the_columns_where_they_are() {
    let desk = Desk::with("case.toml", RICH);
    let screen = desk.done(&[
        "run",
        "case.toml",
        "--trials",
        "64",
        "--set",
        "rung.pause.title=\"停火\"",
        "--set",
        "title=\"停火换取援助的框架协议停火换取援助的框架协议停火换取援助的框架协议停火换取援助的框架协议\"",
    ]);
    let title = screen.lines().find(|line| line.starts_with('停')).expect("a title");
    assert!(title.ends_with('~') && 2 * title.chars().count() <= 80, "{title}");
}

/// A story tells what was, not what the words of the model suggest.
#[test]
fn a_story_marks_false_alarms_keeps_what_was_given_for_good_and_counts_only_money_that_there_is() {
    let desk = Desk::with("rich.toml", RICH);
    desk.put("ladder.toml", LADDER);
    let stories: Vec<String> =
        (0..60).map(|trial| desk.done(&["trace", "rich.toml", "--trial", &trial.to_string()])).collect();
    let has = |part: &str| stories.iter().any(|story| story.contains(part));
    assert!(has(" [a false alarm: it kept its word];") && has("ALARM") && has(" bn delivered, "));
    assert!(has("no money was delivered") && !has(" 0.000 bn delivered"));
    assert!(!desk.done(&["trace", "ladder.toml"]).contains("funds"), "no rung of it moves money");
    desk.done(&["new", "swap", "--like", "prisoner_exchange"]);
    let swap = desk.done(&["trace", "scenarios/swap.toml", "--cause", "reneging", "--trials", "20000"]);
    assert!(swap.contains("stays given") || swap.contains("cannot be taken back"), "{swap}");
}

/// The parties of a template have ids of their own; whoever gives names is told of these, in lines that fit the screen.
#[test]
fn a_story_calls_parties_rungs_and_bodies_by_their_names() {
    let desk = Desk::new();
    desk.done(&["new", "case", "--sender", "Ruritania", "--target", "Graustark"]);
    let text = desk
        .read("scenarios/case.toml")
        .replace("[body.council]", "[body.council]\nname = \"Grand Council of the Eastern Highlands\"");
    desk.put("scenarios/case.toml", &text);
    let told = desk.done(&["trace", "scenarios/case.toml"]);
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let (_, story) = told.split_once("\n week ").expect("a story");
    let words: Vec<&str> = story.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    assert!(words.contains(&"Ruritania") && words.contains(&"Graustark"), "{story}");
    for id in ["giver", "restrainer", "first_release", "council"] {
        assert!(text.contains(id) && !words.contains(&id), "{id}: {story}");
    }
    assert!(story.contains(" trust    Ruritania believes "), "{story}");
}
