//! `detente calibrate`: its folders, its screen, what it refuses, and runs on what it leaves.

use crate::{Desk, assert_sound_on_any_threads};

const SCENE: &str = "horizon_weeks = 104\n[escalation]\nincidents_per_month = \"0.05 to 0.3\"\n";
const TARGETS: &str = "\
id,measured,figure,value,low,high,discrepancy,source
A,incidents in a month,incidents_per_month,0.2,0.15,0.26,0.02,counted
B,confrontation within two years,confrontation.week_104,0.1,0.05,0.2,0.02,counted
";
const SMALL: [&str; 6] = ["--points", "64", "--trials", "128", "--waves", "4"];

fn desk() -> Desk {
    let desk = Desk::with("scene.toml", SCENE);
    desk.put("facts.csv", TARGETS);
    desk
}

fn asked<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["calibrate", "scene.toml", "--targets", "facts.csv", "--worlds", "40"], &SMALL[..], more].concat()
}

#[test]
fn folders_are_sound_rerun_to_the_byte_and_do_not_hang_on_threads() {
    let desk = desk();
    let one = assert_sound_on_any_threads(&desk, &asked(&[]), 0);
    assert!(desk.read(&format!("{one}/README.md")).contains("fit.csv"));
    assert_eq!(desk.read(&format!("{one}/targets.csv")), TARGETS);
    let from = asked(&["--from", &one]);
    assert_sound_on_any_threads(&desk, &from, 1);
}

#[test]
fn a_run_on_its_worlds_draws_what_the_scenario_leaves_open_and_is_sound() {
    let desk = desk();
    desk.done(&asked(&["--quiet", "--out", "known"]));
    let run = ["run", "scene.toml", "--worlds", "known/worlds.csv", "--trials", "3000", "--quiet"];
    desk.done(&[&run[..], &["--out", "whole"]].concat());
    assert!(desk.read("whole/parameters.csv").contains(",worlds,"));
    assert!(desk.done(&["verify", "whole", "--rerun"]).contains("byte for byte"));
    for part in ["1/2", "2/2"] {
        desk.done(&[&run[..], &["--shard", part, "--out", &format!("part_{}", &part[..1])]].concat());
    }
    desk.done(&["merge", "part_1", "part_2", "--out", "merged", "--quiet"]);
    assert_eq!(desk.read("merged/outcomes.csv"), desk.read("whole/outcomes.csv"));
    desk.done(&["run", "scene.toml", "--trials", "3000", "--quiet", "--set", "defaults=fixed", "--out", "fixed"]);
    assert_ne!(desk.read("fixed/outcomes.csv"), desk.read("whole/outcomes.csv"));
    // A file may name them too, from where it lies.
    desk.put("cases/mine.toml", "extends = \"../scene.toml\"\nworlds = \"../known/worlds.csv\"\n");
    desk.done(&["run", "cases/mine.toml", "--trials", "3000", "--quiet", "--out", "named"]);
    let shares = |path: &str| -> Vec<String> {
        let text = desk.read(path);
        text.lines().skip(1).map(|line| line.split_once(',').expect("a stem").1.to_owned()).collect()
    };
    assert_eq!(shares("named/outcomes.csv"), shares("whole/outcomes.csv"));
}

/// A checkpoint holds what was told of the waves so far: a calibration that finds one of all its waves simulates nothing.
#[test]
fn resumed_ones_go_on_from_the_waves_that_were_kept_and_others_are_refused() {
    let desk = desk();
    desk.done(&asked(&["--quiet", "--out", "known"]));
    assert!(desk.done(&asked(&["--quiet", "--out", "known", "--resume"])).is_empty());
    let told = |args: &[&str]| {
        let output = desk.run(args);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = told(&asked(&["--out", "known", "--resume"]));
    assert!(code == Some(0) && said.contains("is complete already"), "{said}");
    desk.put("other.csv", &TARGETS.replace("0.2,0.15", "0.21,0.15"));
    let other = ["calibrate", "scene.toml", "--targets", "other.csv", "--out", "known", "--resume", "--quiet"];
    let (code, _) = told(&[&other[..], &SMALL[..]].concat());
    assert_eq!(code, Some(0), "the same question with other targets gives way");
}

#[test]
fn what_cannot_be_calibrated_is_refused_in_words() {
    let desk = desk();
    desk.put("independent.csv", "figure,value,sd,discrepancy,source\nhalf_life_weeks,5,1,0.5,counted\nincidents_per_month,0.2,0.03,0.01,counted\n");
    desk.put("late.csv", "figure,value,sd,discrepancy,source\nconfrontation.week_260,0.2,0.03,0.01,counted\n");
    desk.put("bad.csv", "figure,value,sd,discrepancy,source\nconfrontation.week_52,high,0.03,0.01,counted\n");
    desk.put("held.csv", &TARGETS.replace(",source", ",source,held_out").replace(",counted", ",counted,yes"));
    let fixed = "[escalation]\nincidents_per_month = 0.1\n[[observed]]\ndate = 2026-03-01\nevent = \"incident\"\n";
    desk.put("news.toml", &format!("start = 2026-01-01\n{fixed}"));
    for (scenario, targets, more, part) in [
        (
            "scene.toml",
            "independent.csv",
            &["--free", "escalation.incidents_per_month"][..],
            "target T1 does not depend on any free key",
        ),
        ("scene.toml", "late.csv", &[], "a week beyond the horizon"),
        ("scene.toml", "bad.csv", &[], "not a number"),
        ("scene.toml", "none.csv", &[], "there is no such file"),
        ("scene.toml", "held.csv", &[], "no target counts"),
        (
            "scene.toml",
            "facts.csv",
            &["--free", "default.party.temptations"],
            "did you mean `default.party.temptation`?",
        ),
        ("scene.toml", "facts.csv", &["--from", "nowhere"], "nowhere"),
        ("scene.toml", "facts.csv", &["--points", "100"], "power of two"),
        ("news.toml", "facts.csv", &[], "observed"),
    ] {
        let args = [&["calibrate", scenario, "--targets", targets, "--out", "out"], &SMALL[2..], more].concat();
        let output = desk.run(&args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(part), "{part} missing in\n{said}");
        assert!(!desk.path("out").exists(), "{args:?}");
    }
}
