//! Every step that changes a disk fails, or is the last of its process, in turn. Whatever happens: no results folder
//! is torn, the exit status is a documented one, the message names a file and what to do, and the same command given
//! again ends with the same bytes as if nothing had happened.
//!
//! Needs a build that can be told to fail: `cargo test --release --features fault-injection --test faults`.
#![cfg(unix)]

mod case;

use case::{Case, assert_enough};
use std::fs;

/// The program `detente`, which these tests run.
struct Detente;

impl support::Program for Detente {
    const PATH: &'static str = env!("CARGO_BIN_EXE_detente");
}

type Desk = support::Desk<Detente>;

/// Two scenarios, and earlier results of another seed with a results folder inside.
fn batch() -> Desk {
    let desk = Desk::with("batch/one.toml", "title = \"one\"\nhorizon_weeks = 12\n");
    desk.put("batch/two.toml", "title = \"two\"\nhorizon_weeks = 10\n[run]\nstep_days = 14\n");
    desk
}

const RUN: [&str; 10] =
    ["run", "batch", "--trials", "3000", "--out", "out", "--quiet", "--threads", "1", "--checkpoint-seconds=0.001"];

fn with_earlier_results(desk: Desk) -> Desk {
    desk.done(&[&RUN[..], &["--seed", "7"]].concat());
    desk.done(&["run", "batch/one.toml", "--trials", "50", "--out", "out/inner", "--quiet"]);
    desk
}

#[test]
fn a_first_run_is_there_whole_or_not_at_all() {
    let counts = Case::new(batch(), &RUN, "out").try_every_step();
    assert_enough(&counts, 60);
    assert!(counts.nothing > 0 && counts.new > 0 && counts.old + counts.aside == 0);
}

#[test]
fn a_run_over_earlier_results_leaves_them_or_complete_new_ones() {
    let counts = Case::new(with_earlier_results(batch()), &RUN, "out").try_every_step();
    assert_enough(&counts, 100);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn a_first_run_that_fills_a_folder_in_place_is_there_whole_or_not_at_all() {
    let desk = batch();
    fs::create_dir(desk.path("out")).expect("a disk");
    let counts = Case::new(desk, &RUN, "out").held().try_every_step();
    assert_enough(&counts, 100);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn a_run_that_fills_a_folder_in_place_leaves_earlier_results_or_complete_new_ones() {
    let counts = Case::new(with_earlier_results(batch()), &RUN, "out").held().try_every_step();
    assert_enough(&counts, 140);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn so_does_a_report_in_place() {
    let desk = batch();
    desk.done(&["run", "batch/one.toml", "--trials", "300", "--out", "out", "--quiet"]);
    let counts = Case::new(desk, &["report", "out", "--quiet"], "out").held().try_every_step();
    assert_enough(&counts, 60);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn so_does_a_run_with_rows() {
    let mut args = [&RUN[..], &["--trial-rows"]].concat();
    // Enough for rows to be written in several pieces.
    args[3] = "300";
    let counts = Case::new(with_earlier_results(batch()), &args, "out").try_every_step();
    assert_enough(&counts, 100);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn a_shard_is_there_whole_or_not_at_all() {
    let args = [&RUN[..], &["--shard", "1/2"]].concat();
    let counts = Case::new(batch(), &args, "out").try_every_step();
    assert_enough(&counts, 20);
}

#[test]
fn a_merge_leaves_earlier_results_or_complete_new_ones() {
    let desk = with_earlier_results(batch());
    for shard in ["1", "2"] {
        let (part, out) = (format!("{shard}/2"), format!("shards/{shard}"));
        desk.done(&["run", "batch", "--trials", "3000", "--quiet", "--shard", &part, "--out", &out]);
    }
    let counts = Case::new(desk, &["merge", "shards", "--out", "out", "--quiet"], "out").try_every_step();
    assert_enough(&counts, 90);
}

#[test]
fn a_search_for_an_order_leaves_earlier_results_or_complete_new_ones() {
    let desk = Desk::with("ladder.toml", support::LADDER);
    desk.done(&["order", "ladder.toml", "--trials", "64", "--quiet", "--out", "out"]);
    let args = ["order", "ladder.toml", "--trials", "128", "--quiet", "--out", "out"];
    let counts = Case::new(desk, &args, "out").try_every_step();
    assert_enough(&counts, 30);
    assert!(counts.old > 0 && counts.new > 0 && counts.nothing == 0);
}

#[test]
fn templates_are_there_whole_or_not_at_all() {
    let counts = Case::new(Desk::new(), &["new", "case"], "scenarios/case.toml").try_every_step();
    assert_enough(&counts, 4);
}
