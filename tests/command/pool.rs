//! `detente pool`: what is typed, what is printed, and that its folder is sound. The arithmetic is tested beside its code, the mixture in
//! the tests of the model.

use crate::{Desk, assert_sound_on_any_threads};

const CASE: &str = "defaults = \"fixed\"\n[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n";
const ANNA: &str = "key,value,low,high\nescalation.branching,,0.2,0.5\nescalation.half_life_weeks,5.2,,\n";
const BEN: &str = "key,value,low,high\nescalation.branching,0.7,,\n";
const POOL: [&str; 6] = ["pool", "m.toml", "--values", "anna.csv", "--values", "ben.csv"];

fn desk() -> Desk {
    let desk = Desk::with("m.toml", CASE);
    desk.put("anna.csv", ANNA);
    desk.put("ben.csv", BEN);
    desk
}

/// What is said where `args` are refused with `status`.
fn refused(desk: &Desk, args: &[&str], status: i32) -> String {
    let output = desk.run(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    assert!(!desk.path("results/m_pool").exists(), "{args:?}");
    said
}

/// The seed questions, each answered with what `answer` makes of its number.
fn answered(questions: &str, answer: impl Fn(usize) -> &'static str) -> String {
    let lines = questions.lines().enumerate();
    lines.map(|(at, line)| format!("{}\n", line.replace("share,,,", &format!("share,{}", answer(at))))).collect()
}

#[test]
fn the_folder_is_sound_can_be_made_again_and_its_worlds_can_be_run() {
    let desk = desk();
    let folder = assert_sound_on_any_threads(&desk, &[&POOL[..], &["--weights", "anna=2,ben=1"]].concat(), 0);
    let worlds = desk.read(&format!("{folder}/worlds.csv"));
    assert!(worlds.starts_with("world,weight,value."), "{}", worlds.lines().next().unwrap_or_default());
    assert_eq!(worlds.lines().count(), 201);
    let experts = desk.read(&format!("{folder}/experts.csv"));
    assert!(experts.contains("m,anna,2,,,,0.666667\n") && experts.contains("m,ben,1,,,,0.333333\n"), "{experts}");
    // The order in which they are named changes nothing.
    let turned = [
        "pool",
        "m.toml",
        "--values",
        "ben.csv",
        "--values",
        "anna.csv",
        "--weights",
        "ben=1,anna=2",
        "--out",
        "turned",
    ];
    desk.done(&turned);
    assert_eq!(desk.digest("turned"), desk.digest(&folder));
    desk.done(&["run", "m.toml", "--worlds", &format!("{folder}/worlds.csv"), "--trials", "200", "--out", "run"]);
    assert!(desk.read("run/parameters.csv").contains("m,escalation.branching,"));
    assert!(desk.done(&["verify", "run", "--rerun"]).contains("byte for byte"));
}

#[test]
fn the_screen_says_who_weighs_what_and_where_they_are_far_apart() {
    let desk = desk();
    let screen = desk.done(&POOL);
    for part in
        ["2 experts, 100 worlds each, 2 pooled keys", "50.0 %", "ben (not answered)", "next:  detente run m.toml"]
    {
        assert!(screen.contains(part), "{part} missing in\n{screen}");
    }
    // On the half-life they differ by a small part of what is usual.
    assert!(screen.find("escalation.branching") < screen.find("escalation.half_life_weeks"), "{screen}");
}

#[test]
fn seed_questions_are_printed_answered_and_scored() {
    let desk = desk();
    let questions = desk.done(&["pool", "--seed-questions"]);
    // Anna is wide and near; Ben is sure of what is nowhere true.
    desk.put("anna_seeds.csv", &answered(&questions, |at| if at % 2 == 0 { "0.02,0.15,0.7" } else { "0.02,0.4,0.7" }));
    desk.put("ben_seeds.csv", &answered(&questions, |_| "0.9,0.95,0.99"));
    let seeds = ["--seeds", "anna_seeds.csv", "--seeds", "ben_seeds.csv"];
    let folder = assert_sound_on_any_threads(&desk, &[&POOL[..], &seeds, &["--cut-off", "0.0001"]].concat(), 1);
    let experts = desk.read(&format!("{folder}/experts.csv"));
    assert!(experts.lines().any(|row| row.starts_with("m,anna,2,") && row.ends_with(",1.000000")), "{experts}");
    assert!(experts.lines().any(|row| row.starts_with("m,ben,1,") && row.ends_with(",0.000000")), "{experts}");
    let said = refused(&desk, &[&POOL[..], &seeds, &["--cut-off", "1"]].concat(), 2);
    assert!(said.contains("no expert has a calibration score of 1"), "{said}");
    // A few questions of one's own.
    desk.put("known.csv", "id,value,background\nships,12,log\nmen,300,\n");
    for name in ["anna", "ben"] {
        desk.put(&format!("{name}_seeds.csv"), "id,low,best,high\nships,5,13,40\nmen,100,250,400\n");
    }
    let output = desk.run(&[&POOL[..], &seeds, &["--seed-answers", "known.csv"]].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("2 seed questions only"), "{said}");
}

#[test]
fn what_cannot_be_pooled_is_refused_before_anything_is_written() {
    let desk = desk();
    desk.put("carl_seeds.csv", "id,low,best,high\nT01,0.1,0.2,0.3\n");
    desk.put("dora.csv", "scenario,key,value\nother,escalation.branching,0.2\n");
    for (more, status, part) in [
        (&["--values", "anna.csv"][..], 2, "two files are of an expert `anna`"),
        (&["--values", "dora.csv"], 2, "no row is about the scenario `m`"),
        (&["--weights", "anna=1,carl=2"], 2, "no expert is called `carl`"),
        (&["--weights", "anna=1,anna=2"], 2, "a name stands twice"),
        (&["--weights", "anna"], 2, "NAME=WEIGHT"),
        (&["--seeds", "carl_seeds.csv"], 2, "no answers of an expert `carl`"),
        (&["--seeds", "anna_seeds.csv"], 1, "anna_seeds.csv"),
        (&["--draws", "0"], 2, "--draws"),
    ] {
        let said = refused(&desk, &[&POOL[..], more].concat(), status);
        assert!(said.contains(part), "{part} missing in\n{said}");
    }
    assert!(refused(&desk, &["pool", "m.toml"], 2).contains("--values"));
    assert!(refused(&desk, &["pool", "m.toml", "--values", "anna.csv"], 2).contains("1 of the two or more experts"));
}
