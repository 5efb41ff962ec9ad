//! Runs that are stopped or killed: what was simulated is kept, and going on ends at the same bytes.
#![cfg(unix)]
#![allow(clippy::disallowed_types, reason = "moments at which a run is stopped are times")]
#![allow(clippy::print_stdout, reason = "what was measured is told")]

use crate::Desk;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use support::{RICH, copy};

const RUN: [&str; 11] =
    ["run", "batch", "--trials", "30000", "--out", "out", "--quiet", "--threads", "2", "--checkpoint-seconds", "0.02"];

fn desk() -> Desk {
    let desk = Desk::with("batch/rich.toml", RICH);
    desk.put("batch/plain.toml", "title = \"plain\"\nhorizon_weeks = 104\n");
    desk
}

fn with(extra: &[&'static str]) -> Vec<&'static str> {
    [&RUN[..], extra].concat()
}

fn start(desk: &Desk, extra: &[&'static str]) -> Child {
    let mut command = desk.command(&with(extra));
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("detente runs")
}

pub(super) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success(), "{name}");
}

/// Starts a run and asks it to end as soon as it has kept something.
fn stopped_early(desk: &Desk) {
    let mut child = start(desk, &[]);
    let kept = desk.path(".detente-out/plain.previous.json");
    while !kept.exists() && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    signal(&child, "-TERM");
    assert_eq!(child.wait().expect("a child").code(), Some(6), "it was stopped while it simulated");
}

/// Twenty runs, every second one killed and the others asked to end, each at another moment, go on to the end. A run
/// that is done before its moment proves nothing and does not count; as the machine is then quicker than it was, the
/// next moments come sooner.
#[test]
fn runs_stopped_at_any_moment_end_with_the_bytes_of_one_that_was_not() {
    let desk = desk();
    let began = Instant::now();
    desk.done(&RUN);
    let mut length = began.elapsed();
    let whole = desk.digest("out");
    let (mut stopped, mut round) = (0, 0_u32);
    while stopped < 20 {
        round += 1;
        assert!(round < 100, "only {stopped} of 100 runs were still simulating");
        fs::remove_dir_all(desk.path("out")).expect("a folder");
        let mut child = start(&desk, &[]);
        // Multiples of the golden section cover the run evenly.
        sleep(length.mul_f64((f64::from(round) * 0.618_034).fract() * 0.8));
        let term = round % 2 == 0;
        signal(&child, if term { "-TERM" } else { "-KILL" });
        let asked = Instant::now();
        let status = child.wait().expect("a child").code();
        let was_simulating = status != Some(0);
        stopped += u32::from(was_simulating);
        length = length.mul_f64(if was_simulating { 1.05 } else { 0.7 });
        if term && status == Some(6) {
            assert!(asked.elapsed() < Duration::from_secs(10), "{:?} to end", asked.elapsed());
            if desk.path("out").exists() {
                assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(6), "round {round}");
            }
        }
        desk.done(&with(&["--resume"]));
        assert_eq!(whole, desk.digest("out"), "round {round}");
        assert!(!desk.path(".detente-out").exists(), "round {round}: something was left behind");
    }
}

#[test]
fn a_stopped_run_says_so_keeps_whole_blocks_and_goes_on() {
    let desk = desk();
    desk.done(&RUN);
    let whole = desk.digest("out");
    fs::remove_dir_all(desk.path("out")).expect("a folder");
    stopped_early(&desk);
    let manifest: serde_json::Value = serde_json::from_str(&desk.read("out/manifest.json")).expect("JSON");
    assert_eq!(manifest["status"], "interrupted");
    let scenarios = manifest["scenarios"].as_array().expect("scenarios").iter();
    let done: Vec<u64> = scenarios.map(|one| one["trials_done"].as_u64().expect("a number")).collect();
    assert!(done.iter().all(|done| done.is_multiple_of(1024) || *done == 30_000), "{done:?}");
    assert!((1..60_000).contains(&done.iter().sum::<u64>()), "{done:?}");
    assert!(desk.read("out/outcomes.csv").contains("plain,scaling,"));
    let verified = desk.run(&["verify", "out"]);
    assert_eq!(verified.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&verified.stderr).contains("--resume"));
    desk.done(&with(&["--resume"]));
    assert_eq!(whole, desk.digest("out"));
    let again = desk.run(&with(&["--resume"]));
    assert!(String::from_utf8_lossy(&again.stderr).contains("complete already"));
    assert_eq!(whole, desk.digest("out"));
}

#[test]
fn complete_results_outlive_a_run_that_was_stopped_and_unfinished_ones_do_not() {
    let desk = desk();
    desk.done(&with(&["--seed", "2"]));
    let earlier = desk.digest("out");
    stopped_early(&desk);
    assert_eq!(earlier, desk.digest("out"), "what was complete stays until the new results are");
    assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(0));
    desk.done(&with(&["--resume"]));
    assert_ne!(earlier, desk.digest("out"));
    fs::remove_dir_all(desk.path("out")).expect("a folder");
    stopped_early(&desk);
    let unfinished = desk.digest("out");
    desk.done(&with(&["--resume"]));
    assert_ne!(unfinished, desk.digest("out"));
}

#[test]
fn a_damaged_checkpoint_gives_way_to_the_one_before_and_two_are_refused() {
    let desk = desk();
    desk.done(&RUN);
    let whole = desk.digest("out");
    fs::remove_dir_all(desk.path("out")).expect("a folder");
    stopped_early(&desk);
    let damage = |name: &str| {
        let path = desk.path(&format!(".detente-out/plain{name}.json"));
        let text = fs::read_to_string(&path).expect("a checkpoint");
        fs::write(path, text.replacen("\"trials\":", "\"trials\":1", 1)).expect("a disk");
    };
    damage("");
    damage(".previous");
    let refused = desk.run(&with(&["--resume"]));
    assert_eq!(refused.status.code(), Some(3));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(message.contains("plain.json") && message.contains("damaged"), "{message}");
    fs::remove_dir_all(desk.path(".detente-out")).expect("a folder");
    stopped_early(&desk);
    damage("");
    desk.done(&with(&["--resume"]));
    assert_eq!(whole, desk.digest("out"));
}

#[test]
fn a_checkpoint_of_another_run_is_refused() {
    let desk = desk();
    stopped_early(&desk);
    let cases: [(&[&'static str], &str); 3] = [
        (&["--seed", "2"], "its seed is 1, not 2"),
        (&["--shard", "1/2"], "its shard is 1/1, not 1/2"),
        (&["--set", "horizon_weeks=26"], "the scenario or --set has been changed"),
    ];
    for (extra, wanted) in cases {
        let refused = desk.run(&[&with(extra)[..], &["--resume"]].concat());
        let message = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(3), "{message}");
        assert!(message.contains(wanted) && message.contains("without --resume"), "{message}");
    }
    let other = desk.run(&with(&[]));
    assert!(String::from_utf8_lossy(&other.stderr).contains("--resume would have"), "it says what is lost");
}

#[test]
fn two_runs_into_one_folder_do_not_mix() {
    let desk = desk();
    let mut first = start(&desk, &[]);
    while !desk.path(".detente-out/new").exists() {
        sleep(Duration::from_millis(1));
    }
    let second = desk.run(&RUN);
    signal(&first, "-KILL");
    first.wait().expect("a child");
    assert_eq!(second.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run is writing"));
    desk.done(&with(&["--resume"]));
}

#[test]
fn what_a_run_killed_on_its_last_line_left_behind_is_cleared() {
    let desk = desk();
    desk.done(&RUN);
    let whole = desk.digest("out");
    desk.put(".detente-out/rich.json", "a checkpoint");
    desk.put(".detente-out/old/causes.csv", "earlier results");
    desk.put(".detente-out/lock", "");
    desk.done(&with(&["--resume"]));
    assert_eq!(whole, desk.digest("out"));
    assert!(!desk.path(".detente-out").exists());
}

#[test]
fn results_moved_aside_by_a_killed_run_come_back() {
    let desk = desk();
    desk.done(&RUN);
    let whole = desk.digest("out");
    fs::create_dir(desk.path(".detente-out")).expect("a disk");
    fs::rename(desk.path("out"), desk.path(".detente-out/old")).expect("a disk");
    desk.put(".detente-out/new/causes.csv", "half");
    desk.done(&with(&["--resume"]));
    assert_eq!(whole, desk.digest("out"));
    assert!(!desk.path(".detente-out").exists());
}

/// The shell limits the size of files to forty blocks of half a kilobyte or of one, which is less than a record takes.
#[test]
fn a_full_disk_is_told_and_leaves_the_earlier_results() {
    let desk = desk();
    desk.done(&RUN);
    let whole = desk.digest("out");
    let line =
        format!("trap '' XFSZ; ulimit -f 40; exec '{}' {} --seed 2", env!("CARGO_BIN_EXE_detente"), RUN.join(" "));
    let output = Command::new("sh").args(["-c", &line]).current_dir(desk.path("")).output().expect("a shell");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert!(message.contains("cannot write"), "{message}");
    assert_eq!(whole, desk.digest("out"));
    assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(0));
}

#[test]
fn a_stopped_run_with_rows_ends_the_same_when_it_is_simulated_again() {
    let desk = desk();
    let rows = with(&["--trial-rows"]);
    desk.done(&rows);
    let whole = desk.digest("out");
    fs::remove_dir_all(desk.path("out")).expect("a folder");
    let mut child = start(&desk, &["--trial-rows"]);
    let begun = desk.path(".detente-out/new/trials/rich.csv");
    while !begun.exists() && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    signal(&child, "-TERM");
    assert_eq!(child.wait().expect("a child").code(), Some(6));
    assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(6));
    desk.done(&with(&["--trial-rows", "--resume"]));
    assert_eq!(whole, desk.digest("out"));
}

/// What each command says of itself in a folder of two scenarios, and whether what it has simulated is kept.
const STUDIES: [(&str, &[&str], bool); 5] = [
    ("compare", &["compare", "batch/plain.toml", "batch/rich.toml", "--trials", "100000000"], false),
    ("compare --without", &["compare", "batch/rich.toml", "--without", "each", "--trials", "100000000"], false),
    (
        "compare --by key",
        &["compare", "batch/plain.toml", "batch/rich.toml", "--by", "key", "--trials", "100000000"],
        false,
    ),
    ("sensitivity", &["sensitivity", "batch/rich.toml", "--trials", "1000000000"], false),
    (
        "sweep",
        &[
            "sweep",
            "batch/rich.toml",
            "--vary",
            "horizon_weeks=26,52,104",
            "--trials",
            "100000000",
            "--checkpoint-seconds",
            "0.02",
        ],
        true,
    ),
];

/// Waits until `child` has begun to write, or, where it keeps what it simulates, until it has kept something (on a machine
/// that is busy with other things this takes a while), and lets it simulate for a moment.
fn under_way(desk: &Desk, child: &mut Child, keeps: bool) {
    let is_kept = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.path().extension().is_some_and(|extension| extension == "json"))
    };
    let has_begun = || fs::read_dir(desk.path(".detente-out")).is_ok_and(|mut all| !keeps || all.any(is_kept));
    while !has_begun() {
        assert_eq!(child.try_wait().expect("a child"), None, "it was to simulate for long");
        sleep(Duration::from_millis(1));
    }
    sleep(Duration::from_millis(300));
}

/// By Ctrl-C and by TERM, with earlier results in the place and without.
#[test]
fn every_analysis_that_is_stopped_ends_soon_with_its_status_and_tears_nothing() {
    for (what, args, keeps) in STUDIES {
        for (name, earlier) in [("-INT", false), ("-TERM", true)] {
            let desk = desk();
            if earlier {
                desk.done(&RUN);
            }
            let before = earlier.then(|| desk.digest("out"));
            // What stands there answers another question.
            let force: &[&str] = if earlier { &["--force"] } else { &[] };
            let args = [args, &["--out", "out", "--quiet", "--threads", "2"], force].concat();
            let mut child = desk.command(&args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
            under_way(&desk, &mut child, keeps);
            signal(&child, name);
            let asked = Instant::now();
            let output = child.wait_with_output().expect("a child");
            println!("{what}, {name}: {:.2} s", asked.elapsed().as_secs_f64());
            assert!(asked.elapsed() < Duration::from_secs(10), "{what}, {name}: {:?}", asked.elapsed());
            assert_eq!(output.status.code(), Some(6), "{what}, {name}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted"), "{what}, {name}");
            match before {
                Some(before) => assert_eq!(before, desk.digest("out"), "{what}"),
                None if keeps && desk.path("out").exists() => {
                    assert_eq!(desk.run(&["verify", "out"]).status.code(), Some(6), "{what}");
                }
                None => assert!(!desk.path("out").exists(), "{what}"),
            }
            assert_eq!(desk.path(".detente-out").exists(), keeps, "{what}: what is left beside");
        }
    }
}

/// A report is made in less than a second: it is stopped at many moments, and either stands whole or leaves the folder as it was.
#[test]
fn a_report_that_is_stopped_leaves_the_results_as_they_were() {
    let desk = desk();
    desk.done(&RUN);
    let before = desk.digest("out");
    copy(&desk.path("out"), &desk.path("kept"));
    let began = Instant::now();
    desk.done(&["report", "out", "--quiet"]);
    let length = began.elapsed();
    let with_report = desk.digest("out");
    let mut stopped = 0;
    for round in 1..=20_u32 {
        fs::remove_dir_all(desk.path("out")).expect("a folder");
        copy(&desk.path("kept"), &desk.path("out"));
        let command = &mut desk.command(&["report", "out", "--quiet"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        sleep(length.mul_f64((f64::from(round) * 0.618_034).fract()));
        let name = ["-INT", "-TERM"][round as usize % 2];
        signal(&child, name);
        let status = child.wait().expect("a child");
        let now = desk.digest("out");
        assert!([Some(0), Some(6)].contains(&status.code()), "round {round}, {name}: {status}");
        assert!(now == before || now == with_report, "round {round}, {name}: torn");
        assert!(status.code() != Some(0) || now == with_report, "round {round}, {name}");
        stopped += u32::from(now == before);
        desk.done(&["report", "out", "--quiet"]);
        assert_eq!(with_report, desk.digest("out"), "round {round}, {name}");
        assert!(!desk.path(".detente-out").exists(), "round {round}, {name}: something was left behind");
    }
    println!("{stopped} of 20 reports stopped before their end");
    assert!(stopped > 0);
}
