//! Where results may be written: every place is judged before the first trial, mounts are filled in place, and nothing that
//! was read, and no results of another question, are lost. What needs root says so where it is skipped.
#![allow(clippy::disallowed_types, reason = "a refusal comes at once")]
#![cfg(unix)]

use crate::Desk;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Output;
use std::time::{Duration, Instant};
use support::{Mount, sh};

const CASE: &str = "title = \"case\"\nhorizon_weeks = 12\n[escalation]\nincidents_per_month = \"0.1 to 0.5\"\n";

fn desk() -> Desk {
    let desk = Desk::with("a.toml", CASE);
    for name in ["b.toml", "c.toml"] {
        desk.put(name, &CASE.replace("12", "14"));
    }
    desk.put("ladder.toml", support::LADDER);
    desk
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every command that writes a results folder by simulating, asked for so much that it would simulate for hours.
const COMMANDS: [&[&str]; 7] = [
    &["run", "a.toml", "--trials", "1000000000"],
    &["run", "a.toml", "--trials", "1000000000", "--report"],
    &["run", "a.toml", "--trials", "1000000000", "--shard", "1/2"],
    &["sweep", "a.toml", "--vary", "horizon_weeks=26,52", "--trials", "1000000000"],
    &["sensitivity", "a.toml", "--trials", "1000000000"],
    &["compare", "a.toml", "b.toml", "--trials", "1000000000"],
    &["order", "ladder.toml", "--trials", "1000000000"],
];

/// The same, small.
fn small() -> Vec<Vec<&'static str>> {
    let smaller = |word: &&'static str| match *word {
        "1000000000" => "2000",
        "1024" => "16",
        "4096" => "1",
        other => other,
    };
    COMMANDS.iter().map(|args| args.iter().map(smaller).collect()).collect()
}

/// Refused with status 3, before anything could have been simulated since `began`, with all of `words`.
fn assert_refused(what: &str, began: Instant, output: &Output, words: &[&str]) {
    let message = said(output);
    assert_eq!(output.status.code(), Some(3), "{what}: {message}");
    assert!(began.elapsed() < Duration::from_secs(5), "{what}: {:?}", began.elapsed());
    words.iter().for_each(|word| assert!(message.contains(word), "{what}: no `{word}` in {message}"));
    assert!(!message.contains("disk is well"), "{what}: {message}");
}

#[test]
fn every_command_fills_a_mount_and_writes_the_same_as_elsewhere() {
    let desk = desk();
    let place = desk.path("vol");
    for args in small() {
        let test = "every_command_fills_a_mount_and_writes_the_same_as_elsewhere";
        let Some(_mount) = Mount::disk(&place, test) else { return };
        fs::create_dir(place.join("lost+found")).expect("a disk");
        desk.done(&[&args[..], &["--out", "elsewhere", "--quiet", "--force"]].concat());
        // First into nothing, then over what is there, with a results folder inside.
        for round in 0..2 {
            desk.done(&[&args[..], &["--out", "vol", "--quiet"]].concat());
            desk.done(&["verify", "vol", "--quiet"]);
            assert_eq!(desk.read("elsewhere/manifest.json"), desk.read("vol/manifest.json"), "{args:?}, {round}");
            assert!(!place.join(".detente").exists() && !desk.path(".detente-vol").exists(), "{args:?}");
            if round == 0 {
                desk.done(&["run", "c.toml", "--trials", "100", "--out", "vol/inner", "--quiet"]);
            }
        }
        desk.done(&["verify", "vol/inner", "--quiet"]);
        assert!(place.join("lost+found").is_dir());
    }
}

#[test]
fn reports_and_merges_fill_a_mount_and_so_does_a_default_run_where_results_is_one() {
    let desk = desk();
    let test = "reports_and_merges_fill_a_mount_and_so_does_a_default_run_where_results_is_one";
    let Some(_mount) = Mount::disk(&desk.path("results"), test) else { return };
    desk.put("scenarios/a.toml", CASE);
    desk.done(&["run", "--trials", "2000", "--quiet"]);
    desk.done(&["run", "scenarios/a.toml", "--trials", "2000", "--quiet"]);
    desk.done(&["report", "--quiet"]);
    assert!(desk.path("results/report.html").exists());
    desk.done(&["verify", "results", "results/a", "--quiet"]);
    for shard in ["1/2", "2/2"] {
        desk.done(&["run", "scenarios", "--trials", "3000", "--shard", shard, "--quiet"]);
    }
    desk.done(&["merge", "shards/scenarios", "--out", "results", "--quiet"]);
    desk.done(&["verify", "results", "--rerun", "--quiet"]);
    // On the same disk as the folder around it, where no number of a device tells.
    let Some(_bind) = Mount::at(&desk.path("bound"), &format!("--bind '{}'", desk.path("shards").display()), test)
    else {
        return;
    };
    fs::remove_dir_all(desk.path("shards/scenarios")).expect("a folder");
    desk.done(&["run", "a.toml", "--trials", "2000", "--out", "bound", "--quiet"]);
    desk.done(&["verify", "bound", "shards", "--quiet"]);
}

#[test]
fn a_results_folder_inside_that_is_a_mount_stays_where_it_is() {
    let desk = desk();
    let test = "a_results_folder_inside_that_is_a_mount_stays_where_it_is";
    desk.done(&["run", "a.toml", "--trials", "100", "--out", "out", "--quiet"]);
    let Some(_mount) = Mount::disk(&desk.path("out/inner"), test) else { return };
    desk.done(&["run", "b.toml", "--trials", "100", "--out", "out/inner", "--quiet"]);
    desk.done(&["run", "a.toml", "--trials", "200", "--out", "out", "--quiet"]);
    desk.done(&["verify", "out", "out/inner", "--quiet"]);
}

#[test]
fn places_that_lead_nowhere_are_refused_by_every_command_before_it_simulates() {
    let desk = desk();
    desk.put("file", "mine");
    for (link, to) in [("dangling", "nowhere"), ("to_file", "file"), ("one", "two"), ("two", "one")] {
        symlink(to, desk.path(link)).expect("a link");
    }
    let vary = ["--vary", "messaging.ambiguity=0..1:100", "--vary", "ladder.stake_growth=1..2:100"];
    let of_many_points = [&["sweep", "a.toml"][..], &vary].concat();
    for args in COMMANDS.into_iter().chain([&of_many_points[..]]) {
        for (out, words) in [
            ("dangling", "dangling is a link to nowhere, which is not there"),
            ("dangling/x", "dangling is a link to nowhere, which is not there"),
            ("to_file", "to_file is not a folder"),
            ("one", "one is a link that leads back to itself"),
            ("file", "file is not a folder"),
            ("file/x/y", "file is not a folder"),
        ] {
            let began = Instant::now();
            let output = desk.run(&[args, &["--out", out, "--quiet"]].concat());
            assert_refused(&format!("{args:?} --out {out}"), began, &output, &[words, "--out"]);
        }
    }
    desk.done(&["run", "a.toml", "--trials", "100", "--shard", "1/1", "--quiet"]);
    let began = Instant::now();
    let output = desk.run(&["merge", "shards/a", "--out", "dangling"]);
    assert_refused("merge", began, &output, &["dangling is a link to nowhere"]);
    let names = fs::read_dir(desk.path("")).expect("a folder").count();
    assert_eq!(names, 4 + 1 + 4 + 1, "nothing is left behind");
}

#[test]
fn templates_that_lead_nowhere_are_refused_in_words() {
    let desk = desk();
    symlink("nowhere", desk.path("scenarios")).expect("a link");
    let began = Instant::now();
    let output = desk.run(&["new", "case"]);
    assert_refused("new", began, &output, &["scenarios is a link to nowhere"]);
    assert!(!said(&output).contains("--out"), "it has no such option: {}", said(&output));
}

#[test]
fn files_that_are_mounts_are_refused_before_anything_is_simulated() {
    let test = "files_that_are_mounts_are_refused_before_anything_is_simulated";
    let desk = desk();
    desk.put("elsewhere.csv", "");
    let elsewhere = desk.path("elsewhere.csv").display().to_string();
    let Some(_disk) = Mount::disk(&desk.path("vol"), test) else { return };
    desk.done(&["run", "a.toml", "--trials", "100", "--out", "vol", "--quiet"]);
    let Some(_table) = Mount::over(&desk.path("vol/causes.csv"), &format!("--bind '{elsewhere}'"), test) else {
        return;
    };
    let began = Instant::now();
    let output = desk.run(&["run", "a.toml", "--trials", "1000000000", "--out", "vol", "--force"]);
    assert_refused("a table", began, &output, &["causes.csv in it cannot be moved", "it is a mount"]);
}

#[test]
fn a_folder_of_another_user_is_filled_where_one_may_write_and_else_refused_at_once() {
    let test = "a_folder_of_another_user_is_filled_where_one_may_write_and_else_refused_at_once";
    let desk = desk();
    let folders =
        "mkdir -p open/theirs open/shared closed/mine && chmod 1777 open && chmod 777 open/shared && chmod 755 closed";
    assert!(sh(&format!("cd '{}' && {folders}", desk.path("").display())));
    let run = |out: &'static str| ["run", "a.toml", "--trials", "2000", "--quiet", "--out", out];
    for args in COMMANDS {
        let began = Instant::now();
        let args = [args, &["--out", "open/theirs", "--quiet"]].concat();
        let Some(output) = desk.as_nobody(&args, test) else { return };
        assert_refused(&format!("{args:?}"), began, &output, &["belongs to another user", "nothing can be made in it"]);
        assert_eq!(fs::read_dir(desk.path("open")).expect("a folder").count(), 2, "{args:?}: nothing is left behind");
    }
    assert!(sh(&format!("chown 65534 '{}'", desk.path("closed/mine").display())));
    for out in ["open/shared", "closed/mine"] {
        for seed in ["1", "2"] {
            let output = desk.as_nobody(&[&run(out)[..], &["--seed", seed]].concat(), test).expect("as before");
            assert!(output.status.success(), "{out}: {}", said(&output));
            desk.done(&["verify", out, "--quiet"]);
        }
        let output = desk.as_nobody(&["report", out, "--quiet"], test).expect("as before");
        assert!(output.status.success(), "{out}: {}", said(&output));
        desk.done(&["verify", out, "--rerun", "--quiet"]);
        assert!(!desk.path(out).join(".detente").exists());
    }
    let began = Instant::now();
    let output = desk.as_nobody(&run("closed/new"), test).expect("as before");
    assert_refused("closed/new", began, &output, &["closed/new", "you may not write there"]);
    desk.done(&run("closed/rooted"));
    let output = desk.as_nobody(&["report", "closed/rooted"], test).expect("as before");
    assert_refused("report", began, &output, &["cannot write a report", "copy the folder"]);
}

#[test]
fn a_disk_that_is_read_only_is_refused_wherever_on_it_results_shall_stand() {
    let desk = desk();
    let place = desk.path("vol");
    let Some(mount) = Mount::disk(&place, "a_disk_that_is_read_only_is_refused_wherever_on_it_results_shall_stand")
    else {
        return;
    };
    desk.done(&["run", "a.toml", "--trials", "100", "--out", "vol/out", "--quiet"]);
    mount.make_read_only();
    for out in ["vol", "vol/out", "vol/new", "vol/new/er"] {
        let began = Instant::now();
        let output = desk.run(&["run", "a.toml", "--trials", "1000000000", "--out", out]);
        assert_refused(out, began, &output, &["the disk there is read-only"]);
    }
}

#[test]
fn results_give_way_only_to_those_of_the_same_question() {
    let desk = desk();
    let run = |extra: &[&str]| desk.run(&[&["run"], extra, &["--trials", "1000", "--out", "out", "--quiet"]].concat());
    assert!(run(&["a.toml", "b.toml"]).status.success());
    let before = desk.digest("out");
    let thousand = "1 000 trials";
    assert_refused(
        "fewer",
        Instant::now(),
        &run(&["a.toml"]),
        &["out holds a run of a, b with", thousand, "run of a with", "--force"],
    );
    assert_refused("others", Instant::now(), &run(&["c.toml"]), &["holds a run of a, b", "--force"]);
    assert_refused("a shard", Instant::now(), &run(&["a.toml", "b.toml", "--shard", "1/2"]), &["shard 1/2 of a run"]);
    for args in &small()[3..] {
        let output = desk.run(&[&args[..], &["--out", "out", "--quiet"]].concat());
        assert_refused(args[0], Instant::now(), &output, &["holds a run of a, b", "this is a", "--force"]);
    }
    assert_eq!(before, desk.digest("out"));
    assert!(run(&["a.toml", "b.toml", "--seed", "2", "--set", "horizon_weeks=20"]).status.success(), "asked again");
    assert!(run(&["a.toml", "b.toml", "c.toml"]).status.success(), "nothing is lost");
    desk.put("b.toml", "titel = 1\n");
    assert_eq!(run(&["a.toml", "b.toml", "c.toml"]).status.code(), Some(1), "asked for, though it has faults");
    assert!(run(&["a.toml", "--force"]).status.success());
    assert!(desk.done(&["verify", "out"]).contains("sound"));
}

#[test]
fn analyses_give_way_to_the_same_analysis_of_the_same() {
    let desk = desk();
    let tried = |args: &[&str], out: &str| desk.run(&[args, &["--out", out, "--quiet"]].concat());
    let sweep = |file: &str, vary: &str| tried(&["sweep", file, "--trials", "100", "--vary", vary], "swept");
    for vary in ["horizon_weeks=12,26", "horizon_weeks=13,20,26", "messaging.ambiguity=0.1,0.2", "horizon_weeks=12,26"]
    {
        assert!(sweep("a.toml", vary).status.success(), "{vary}");
    }
    let words = ["holds a sweep of a over horizon_weeks", "this is a sweep of b"];
    assert_refused("another scenario", Instant::now(), &sweep("b.toml", "horizon_weeks=12,26"), &words);
    let order =
        |file: &str, objective: &str| tried(&["order", file, "--trials", "64", "--objective", objective], "ordered");
    assert!(order("ladder.toml", "scaling").status.success() && order("ladder.toml", "collapse").status.success());
    desk.put("other.toml", &desk.read("ladder.toml"));
    let words = ["best order of ladder by collapse", "best order of other"];
    assert_refused("another ladder", Instant::now(), &order("other.toml", "collapse"), &words);
    let compare = |names: &[&str]| tried(&[&["compare"], names, &["--trials", "100"]].concat(), "compared");
    assert!(
        compare(&["a.toml", "b.toml"]).status.success() && compare(&["a.toml", "c.toml", "b.toml"]).status.success()
    );
    assert_refused("fewer", Instant::now(), &compare(&["a.toml", "b.toml"]), &["holds a comparison of a with c, b"]);
    assert_refused(
        "another base",
        Instant::now(),
        &compare(&["b.toml", "a.toml", "c.toml"]),
        &["comparison of b with a, c"],
    );
}

#[test]
fn a_batch_that_has_grown_needs_no_force() {
    let desk = Desk::with("scenarios/a.toml", CASE);
    let run = ["run", "--trials", "500", "--quiet"];
    desk.done(&run);
    desk.put("scenarios/b.toml", CASE);
    desk.done(&run);
    assert!(desk.read("results/outcomes.csv").contains("b,"));
    fs::remove_file(desk.path("scenarios/a.toml")).expect("a file");
    assert_refused("one is gone", Instant::now(), &desk.run(&run), &["holds a run of a, b", "this is a run of b"]);
}

#[test]
fn nothing_that_a_command_reads_is_lost() {
    let desk = desk();
    for shard in ["1/3", "2/3", "3/3"] {
        desk.done(&["run", "a.toml", "--trials", "3000", "--shard", shard, "--quiet"]);
    }
    let before = desk.digest("");
    let lost = |args: &[&str], how: &str| {
        for force in [&[][..], &["--force"]] {
            let args = [args, force].concat();
            assert_refused(&format!("{args:?}"), Instant::now(), &desk.run(&args), &[how, "would be lost", "--out"]);
            assert_eq!(before, desk.digest(""), "{args:?}");
        }
    };
    lost(&["merge", "shards/a", "--out", "shards/a/1_of_3"], "is what this command reads");
    lost(&["merge", "shards/a", "--out", "shards/a"], "holds shards/a/1_of_3");
    lost(&["merge", "shards/a", "--out", "shards"], "holds shards/a/1_of_3");
    lost(&["merge", "shards/a", "--out", "shards/a/2_of_3/whole"], "lies in");
    lost(&["run", "shards/../a.toml", "--out", "."], "holds");
    lost(&["compare", "a.toml", "b.toml", "--out", "b.toml"], "is what");
    lost(&["order", "ladder.toml", "--out", "ladder.toml"], "is what");
    desk.done(&["merge", "shards/a", "--out", "shards/a/whole", "--quiet"]);
    desk.done(&["merge", "shards/a", "--out", "shards/a/whole", "--quiet"]);
    desk.done(&["verify", "shards/a/whole", "shards/a/1_of_3", "--quiet"]);
}

#[test]
fn bases_tables_and_faulty_files_are_spared_too() {
    let desk = desk();
    desk.put("in/base.toml", CASE);
    desk.put("in/bad.toml", "titel = 1\n");
    desk.put("cases/cases.csv", "case,horizon_weeks\none,12\ntwo,13\n");
    desk.put("child.toml", "extends = \"in/base.toml\"\n");
    let before = desk.digest("");
    for args in [
        &["run", "child.toml", "--out", "in"][..],
        &["run", "a.toml", "in/bad.toml", "--out", "in"],
        &["sweep", "a.toml", "--cases", "cases/cases.csv", "--out", "cases"],
    ] {
        let output = desk.run(&[args, &["--force", "--trials", "1000000000"]].concat());
        assert_refused(&format!("{args:?}"), Instant::now(), &output, &["holds", "would be lost"]);
    }
    assert_eq!(before, desk.digest(""));
}

/// What is going to be replaced by results of other values is named while there is time to stop; what is asked again in the same words is not.
#[test]
fn results_of_other_values_are_named_before_they_are_replaced() {
    let desk = desk();
    for command in [&["run", "a.toml"][..], &["compare", "a.toml", "b.toml"]] {
        let asked = |more: &[&str]| {
            let output = desk.run(&[command, &["--trials", "1000"], more].concat());
            assert!(output.status.success(), "{}", said(&output));
            said(&output)
        };
        let told = |text: &str| text.contains("with other values, and they will be replaced");
        let other = ["--set", "messaging.ambiguity=0.3"];
        for (more, is_told) in [(&[][..], false), (&[], false), (&other, true), (&other, false), (&[], true)] {
            let text = asked(more);
            assert_eq!(told(&text) && text.contains("--out"), is_told, "{command:?} {more:?}: {text}");
        }
        assert!(!told(&asked(&["--set", "messaging.ambiguity=0.2", "--quiet"])), "{command:?}");
    }
}
