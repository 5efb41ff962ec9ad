//! Tables that come through a pipe or standard input: read once, as from a file, and all that was made of them stands in the results.
#![cfg(unix)]
#![allow(clippy::disallowed_types, reason = "how soon an end is heard is a time")]

use crate::Desk;
use detente_report::results::Manifest;
use std::io::Write as _;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};
use support::RICH;

const CASES: &str = "case,messaging.ambiguity\n010,0.2\nslow,0.5\n";
const ANSWERS: &str = "key,value\nmessaging.ambiguity,0.35\n";

fn desk() -> Desk {
    let desk = Desk::with("case.toml", RICH);
    desk.put("cases.csv", CASES);
    desk.put("answers.csv", ANSWERS);
    desk
}

/// Runs the program with `text` in its standard input, through a pipe.
fn fed(desk: &Desk, args: &[&str], text: &str) -> Output {
    let mut command = desk.command(args);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("detente runs");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it is read");
    child.wait_with_output().expect("it ends")
}

/// The same, which must go well; gives the screen.
fn done(desk: &Desk, args: &[&str], text: &str) -> String {
    let output = fed(desk, args, text);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Asserts that two results folders differ in nothing but the name of the table from which values come.
fn assert_same_but_for_origin(desk: &Desk, file: &str, piped: &str) {
    let manifest = |folder: &str| Manifest::read(&desk.path(folder)).expect("a manifest");
    let [one, other] = [manifest(file), manifest(piped)];
    assert_eq!(one.facts, other.facts);
    assert!(one.paths().eq(other.paths()));
    for path in one.paths() {
        let text = desk.read(&format!("{file}/{path}"));
        let renamed = text.replace("cases.csv", "a pipe").replace("answers.csv", "a pipe");
        assert_eq!(renamed, desk.read(&format!("{piped}/{path}")), "{path}");
    }
}

/// The message of one that ends with `status`, on one line.
fn said(desk: &Desk, args: &[&str], text: &str, status: i32) -> String {
    let output = fed(desk, args, text);
    let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    said
}

#[test]
fn cases_through_a_pipe_are_those_of_the_file_and_can_be_made_again_and_gone_on_with() {
    let desk = desk();
    let sweep = |cases: &'static str| ["sweep", "case.toml", "--trials", "64", "--quiet", "--cases", cases];
    desk.done(&[&sweep("cases.csv")[..], &["--out", "file"]].concat());
    for (out, place) in [("dash", "-"), ("device", "/dev/stdin"), ("descriptor", "/dev/fd/0")] {
        done(&desk, &[&sweep(place)[..], &["--out", out]].concat(), CASES);
        assert_eq!(desk.digest(out), desk.digest("dash"), "{place}");
    }
    assert_same_but_for_origin(&desk, "file", "dash");
    assert!(support::sh(&format!("mkfifo '{}'", desk.path("pipe.csv").display())));
    let mut child = desk.command(&[&sweep("pipe.csv")[..], &["--out", "named"]].concat()).spawn().expect("it runs");
    std::fs::write(desk.path("pipe.csv"), CASES).expect("it is read");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(desk.digest("named"), desk.digest("dash"));
    assert!(desk.done(&["verify", "dash", "--rerun"]).contains("byte for byte"));
    let again = said(&desk, &[&sweep("-")[..], &["--out", "dash", "--resume"]].concat(), CASES, 0);
    assert!(again.contains("complete already"), "{again}");
}

#[test]
fn answers_through_a_pipe_are_laid_over_the_file_by_every_command_that_takes_them() {
    let desk = desk();
    let commands: [&[&str]; 4] = [
        &["run", "case.toml", "--trials", "64"],
        &["sweep", "case.toml", "--trials", "64", "--vary", "escalation.attribution=0.2,0.4"],
        &["sensitivity", "case.toml", "--trials", "16384"],
        &["trace", "case.toml", "--trial", "3"],
    ];
    for args in commands {
        let is_trace = args[0] == "trace";
        let with = |values: &'static str, out: &'static str| {
            let out: &[&str] = if is_trace { &[] } else { &["--quiet", "--out", out] };
            [args, &["--values", values], out].concat()
        };
        let file = desk.done(&with("answers.csv", "file"));
        let piped = done(&desk, &with("-", "piped"), ANSWERS);
        assert_eq!(file, piped, "{args:?}");
        if !is_trace {
            assert_same_but_for_origin(&desk, "file", "piped");
            desk.done(&["verify", "piped", "--rerun"]);
        }
        ["file", "piped"].iter().for_each(|out| drop(std::fs::remove_dir_all(desk.path(out))));
    }
}

/// The table is gone once it was read, so the command that is proposed next does not need it.
#[test]
fn what_is_proposed_after_a_pipe_can_be_done() {
    let desk = desk();
    for values in ["-", "/dev/stdin"] {
        let screen = done(&desk, &["run", "case.toml", "--values", values, "--trials", "64"], ANSWERS);
        let next = screen.lines().find_map(|line| line.strip_prefix("next:  detente ")).expect("a command");
        assert_eq!(next, "trace results/case/inputs/case.toml --typical --trials 64");
        let args: Vec<&str> = next.split(' ').collect();
        let file = ["trace", "case.toml", "--typical", "--trials", "64", "--values", "answers.csv"];
        assert_eq!(desk.done(&args), desk.done(&file));
    }
    let screen = desk.done(&["run", "case.toml", "--values", "answers.csv", "--trials", "64"]);
    assert!(screen.contains("trace case.toml --typical --values answers.csv --trials 64"), "{screen}");
}

#[test]
fn targets_through_a_pipe_are_kept_in_the_folder() {
    let desk = Desk::with("scene.toml", "horizon_weeks = 104\n[escalation]\nincidents_per_month = \"0.05 to 0.3\"\n");
    let targets = "id,figure,value,low,high,discrepancy,source\nA,incidents_per_month,0.2,0.15,0.26,0.02,counted\n";
    let small = ["--points", "64", "--trials", "128", "--waves", "2", "--worlds", "20", "--quiet", "--out", "out"];
    done(&desk, &[&["calibrate", "scene.toml", "--targets", "-"], &small[..]].concat(), targets);
    assert_eq!(desk.read("out/targets.csv"), targets);
    assert!(desk.done(&["verify", "out", "--rerun"]).contains("byte for byte"));
}

#[test]
fn faults_in_a_table_that_came_through_a_pipe_have_their_row_and_column() {
    let desk = desk();
    let sweep = ["sweep", "case.toml", "--cases", "-"];
    let told = said(&desk, &sweep, "case,messaging.ambiguity\na,0.2\nb,7\n", 1);
    assert!(told.contains("a pipe:3") && told.contains("in row 3, column B"), "{told}");
    let told = said(&desk, &sweep, "", 1);
    assert!(told.contains("holds no table") && told.contains("a pipe cannot be used"), "{told}");
    let endless = said(&desk, &["sweep", "case.toml", "--cases", "/dev/zero"], "", 1);
    assert!(endless.contains("larger than 4 MiB"), "{endless}");
}

/// What a name is taken from, and what is read more than once, cannot be a pipe; that is said before anything is simulated.
#[test]
fn where_a_pipe_will_not_do_it_is_refused_with_what_to_do() {
    let desk = desk();
    let told = said(&desk, &["pool", "case.toml", "--values", "-", "--values", "answers.csv"], "", 2);
    assert!(told.contains("an expert goes by the name of his table") && told.contains("write the table to a file"));
    let scenario = said(&desk, &["run", "/dev/stdin"], "", 1);
    assert!(scenario.contains("a pipe or a device") && scenario.contains("write it to a file"), "{scenario}");
    let worlds = said(&desk, &["run", "case.toml", "--worlds", "/dev/stdin"], "", 2);
    assert!(worlds.contains("a pipe can be read once: write the table to a file"), "{worlds}");
}

/// A pipe into which nobody writes does not keep the program from ending.
#[test]
fn whoever_waits_for_a_pipe_can_be_stopped() {
    let desk = desk();
    for args in [["sweep", "case.toml", "--cases", "-"], ["run", "case.toml", "--values", "-"]] {
        let mut child = desk.command(&args).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(Duration::from_millis(200));
        let asked = Instant::now();
        assert!(support::sh(&format!("kill -TERM {}", child.id())));
        while child.try_wait().expect("a child").is_none() {
            assert!(asked.elapsed() < Duration::from_secs(10), "{args:?} does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!desk.path("results").exists());
    }
}
