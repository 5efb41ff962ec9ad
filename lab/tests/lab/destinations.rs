//! Where pages and models may be written: every place is judged before the first trial.
#![allow(clippy::disallowed_types, reason = "a refusal comes at once")]

use crate::{Desk, claims};
use std::process::Output;
use std::time::{Duration, Instant};
use support::Mount;

fn desk() -> Desk {
    let desk = Desk::with("file", "mine");
    desk.put("claims/_claims.toml", &claims::list(1_000_000_000));
    desk
}

/// Refused with status 3, before anything could have been simulated since `began`, with all of `words`.
fn assert_refused(what: &str, began: Instant, output: &Output, words: &[&str]) {
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{what}: {message}");
    assert!(began.elapsed() < Duration::from_secs(5), "{what}: {:?}", began.elapsed());
    words.iter().for_each(|word| assert!(message.contains(word), "{what}: no `{word}` in {message}"));
    assert!(!message.contains("disk is well"), "{what}: {message}");
}

#[test]
fn pages_and_models_that_lead_nowhere_are_refused_in_words() {
    let desk = desk();
    desk.put("finite.toml", include_str!("../second_opinion/drawn_00.toml"));
    let began = Instant::now();
    let output = desk.run(&["prism", "finite.toml", "--out", "file/x"]);
    assert_refused("prism", began, &output, &["file is not a folder"]);
    desk.put("claims/case.toml", "extends = \"base.toml\"\nhorizon_weeks = 12\n");
    desk.put("claims/base.toml", "title = \"base\"\n");
    for (out, words) in [
        ("file/page.md", "file is not a folder"),
        ("claims", "which would be lost"),
        ("claims/_claims.toml", "would be lost"),
        ("claims/case.toml", "would be lost"),
        ("claims/base.toml", "would be lost"),
    ] {
        let before = desk.digest("claims");
        let began = Instant::now();
        assert_refused(out, began, &desk.run(&["claims", "claims", "--out", out, "--quiet"]), &[words]);
        assert_eq!(before, desk.digest("claims"), "{out}");
    }
}

#[test]
fn a_page_that_is_a_mount_is_refused_before_anything_is_simulated() {
    let desk = desk();
    desk.put("claims/case.toml", "horizon_weeks = 12\n");
    desk.put("elsewhere.md", "");
    desk.put("a page.md", "");
    let bind = format!("--bind '{}'", desk.path("elsewhere.md").display());
    let test = "a_page_that_is_a_mount_is_refused_before_anything_is_simulated";
    let Some(_page) = Mount::over(&desk.path("a page.md"), &bind, test) else { return };
    let began = Instant::now();
    let output = desk.run(&["claims", "claims", "--out", "a page.md", "--quiet"]);
    assert_refused("a page", began, &output, &["cannot write a page.md: resource busy", "it is a mount"]);
}
