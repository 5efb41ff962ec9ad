//! Disks that are full, limited or read-only, screens that are files, devices or closed pipes: a documented status, a
//! message that says what to do, and earlier results as they were. What needs root says so where it is skipped.
#![cfg(unix)]

use crate::Desk;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use support::{Mount, sh};

const RUN: [&str; 7] = ["run", "batch", "--trials", "3000", "--out", "place/out", "--quiet"];

fn desk() -> Desk {
    let desk = Desk::with("batch/one.toml", "title = \"one\"\nhorizon_weeks = 12\n");
    desk.put("batch/two.toml", "title = \"two\"\nhorizon_weeks = 10\n");
    desk
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Refused with status 3, a message that holds `wanted` and advice, and the earlier results as they were.
fn assert_refused(desk: &Desk, output: &Output, wanted: &str, before: &str) {
    let message = said(output);
    assert_eq!(output.status.code(), Some(3), "{message}");
    assert!(message.contains(wanted) && message.contains("cannot "), "no `{wanted}`: {message}");
    assert!(message.lines().any(|line| line.starts_with("  ")), "what to do? {message}");
    assert!(!message.contains("panicked"), "{message}");
    assert_eq!(before, desk.digest("place/out"), "{message}");
    assert_eq!(desk.run(&["verify", "place/out"]).status.code(), Some(0));
}

#[test]
fn a_full_disk_leaves_the_earlier_results_and_room_made_lets_the_run_end() {
    let desk = desk();
    let place = desk.path("place");
    let Some(_disk) =
        Mount::small_disk(&place, 1536, "a_full_disk_leaves_the_earlier_results_and_room_made_lets_the_run_end")
    else {
        return;
    };
    desk.done(&[&RUN[..], &["--seed", "2"]].concat());
    let before = desk.digest("place/out");
    // From no room at all to nearly enough: each run meets the end of the disk at another file.
    let mut refused = 0;
    for kilobytes in (0..1000).step_by(40) {
        let ballast = place.join("ballast");
        let free = free_kilobytes(&place);
        fs::write(&ballast, vec![0; 1024 * free.saturating_sub(kilobytes)]).expect("a disk");
        let output = desk.run(&RUN);
        fs::remove_file(&ballast).expect("a disk");
        if output.status.success() {
            break;
        }
        refused += 1;
        assert_refused(&desk, &output, "No space left on device", &before);
    }
    assert!(refused >= 4, "the disk was full only {refused} times");
    desk.done(&[&RUN[..], &["--resume"]].concat());
    assert_ne!(before, desk.digest("place/out"));
}

fn free_kilobytes(place: &Path) -> usize {
    let output = Command::new("df").args(["-k", "--output=avail"]).arg(place).output().expect("df runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().last().expect("a number").trim().parse().expect("a number")
}

#[test]
fn a_disk_that_is_read_only_is_told() {
    let desk = desk();
    let place = desk.path("place");
    let Some(disk) = Mount::small_disk(&place, 4096, "a_disk_that_is_read_only_is_told") else { return };
    desk.done(&[&RUN[..], &["--seed", "2"]].concat());
    let before = desk.digest("place/out");
    disk.make_read_only();
    assert_refused(&desk, &desk.run(&RUN), "Read-only file system", &before);
}

#[test]
fn a_folder_in_which_one_may_not_write_is_told() {
    let desk = desk();
    desk.done(&[&RUN[..], &["--seed", "2"]].concat());
    let before = desk.digest("place/out");
    let place = desk.path("place");
    assert!(sh(&format!("chmod -R a-w '{}'", place.display())));
    // Root may write everywhere: another user tries.
    let test = "a_folder_in_which_one_may_not_write_is_told";
    let is_root = File::create(place.join("probe")).is_ok();
    let refused = if is_root { desk.as_nobody(&RUN, test) } else { Some(desk.run(&RUN)) };
    if let Some(output) = refused {
        assert_refused(&desk, &output, "Permission denied", &before);
    }
    assert!(sh(&format!("chmod -R u+w '{}'", place.display())));
}

/// Limits of 1 to 40 blocks of half a kilobyte or of one: the first files, tables, records, manifests go past them.
#[test]
fn a_limit_on_the_size_of_files_is_told() {
    let desk = desk();
    desk.done(&[&RUN[..], &["--seed", "2"]].concat());
    let before = desk.digest("place/out");
    for blocks in [1, 4, 12, 24, 40] {
        let program = env!("CARGO_BIN_EXE_detente");
        let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{program}' {}", RUN.join(" "));
        let output = Command::new("sh").args(["-c", &line]).current_dir(desk.path("")).output().expect("a shell");
        assert_refused(&desk, &output, "File too large", &before);
    }
}

/// Commands that print, and whether they have written a results folder by then.
const PRINTING: [(&[&str], bool); 8] = [
    (&["run", "batch", "--trials", "300", "--out", "place/out"], true),
    (&["merge", "shards", "--out", "place/out"], true),
    (&["verify", "place/earlier"], false),
    (&["check", "batch"], false),
    (&["trace", "batch/one.toml", "--trial", "3"], false),
    (&["trace", "batch/one.toml", "--trial", "3", "--format", "csv"], false),
    (&["schema"], false),
    (&["completions", "bash"], false),
];

fn printing_desk() -> Desk {
    let desk = desk();
    desk.done(&["run", "batch", "--trials", "300", "--out", "place/earlier", "--quiet"]);
    desk.done(&["run", "batch", "--trials", "300", "--out", "shards/only", "--shard", "1/1", "--quiet"]);
    desk
}

#[test]
fn a_screen_that_is_a_full_device_is_told_and_results_written_before_stand() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        support::skip("a_screen_that_is_a_full_device_is_told_and_results_written_before_stand", "/dev/full");
        return;
    };
    let desk = printing_desk();
    for (args, writes) in PRINTING {
        let screen = Stdio::from(full.try_clone().expect("a handle"));
        let output = desk.command(args).stdout(screen).stderr(Stdio::piped()).spawn().expect("detente runs");
        let output = output.wait_with_output().expect("detente runs");
        let message = said(&output);
        assert_eq!(output.status.code(), Some(3), "{args:?}: {message}");
        assert!(message.contains("cannot write to the standard output: No space left"), "{args:?}: {message}");
        if writes {
            desk.done(&["verify", "place/out"]);
        }
    }
}

#[test]
fn a_screen_that_is_a_full_device_for_messages_too_leaves_the_status() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        support::skip("a_screen_that_is_a_full_device_for_messages_too_leaves_the_status", "/dev/full");
        return;
    };
    let desk = Desk::with("case.toml", "titel = \"x\"\n");
    let screen = || Stdio::from(full.try_clone().expect("a handle"));
    let status = desk.command(&["run", "case.toml"]).stdout(screen()).stderr(screen()).status();
    assert_eq!(status.expect("detente runs").code(), Some(1));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = printing_desk();
    for (args, writes) in PRINTING {
        let mut child = desk.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("detente runs");
        let mut first = [0; 1];
        let mut screen = child.stdout.take().expect("a pipe");
        screen.read_exact(&mut first).expect("a first letter");
        drop(screen);
        let output = child.wait_with_output().expect("detente runs");
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
        if writes {
            desk.done(&["verify", "place/out"]);
        }
    }
    let closed = format!("'{}' run batch --trials 300 --out place/closed >&-", env!("CARGO_BIN_EXE_detente"));
    let output = Command::new("sh").args(["-c", &closed]).current_dir(desk.path("")).output().expect("a shell");
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    desk.done(&["verify", "place/closed"]);
}
