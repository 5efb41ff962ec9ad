//! Runs whose plans are compared, stopped or killed before and meanwhile: going on ends at the same bytes.
#![cfg(unix)]
#![allow(clippy::disallowed_types, reason = "moments at which a run is watched are times")]

use crate::Desk;
use crate::interrupted::signal;
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;
use support::RICH;

/// Plans that are compared beside their runs: as soon as all is counted it is kept, so whatever stops the comparison, nothing is lost.
#[test]
fn a_run_that_is_stopped_while_its_plans_are_compared_goes_on() {
    const PLANS: [&str; 10] =
        ["run", "a.toml", "b.toml", "--report", "--trials", "20000", "--out", "out", "--threads", "2"];
    let desk = Desk::with("a.toml", RICH);
    desk.put("b.toml", "extends = \"a.toml\"\n[messaging]\nambiguity = 0.1\n");
    desk.done(&PLANS);
    let whole = desk.digest("out");
    let again = [&PLANS[..], &["--resume"]].concat();
    for name in ["-TERM", "-KILL"] {
        fs::remove_dir_all(desk.path("out")).expect("a folder");
        let mut command = desk.command(&PLANS);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
        // Nothing is kept before: the next checkpoint would be due after half a minute.
        let kept = ["a", "b"].map(|stem| desk.path(&format!(".detente-out/{stem}.json")));
        while !kept.iter().all(|path| path.exists()) && child.try_wait().expect("a child").is_none() {
            sleep(Duration::from_millis(1));
        }
        signal(&child, name);
        let output = child.wait_with_output().expect("a child");
        assert_ne!(output.status.code(), Some(0), "{name}: it was stopped while it compared");
        assert!(!desk.path("out").exists(), "{name}: a run whose plans are not compared is not done");
        if name == "-TERM" {
            assert_eq!(output.status.code(), Some(6));
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("nothing was written") && said.contains("--resume goes on"), "{said}");
        }
        for path in kept {
            let text = fs::read_to_string(path).expect("a checkpoint");
            assert!(text.contains("\"next\":20,"), "{name}: all blocks are kept");
        }
        desk.done(&again);
        assert_eq!(whole, desk.digest("out"), "{name}");
        assert!(!desk.path(".detente-out").exists(), "{name}: something was left behind");
    }
    // Who asks for the runs alone has them, too.
    let alone: Vec<&str> = again.iter().filter(|word| **word != "--report").copied().collect();
    for args in [again, alone] {
        let complete = desk.run(&args);
        assert!(String::from_utf8_lossy(&complete.stderr).contains("complete already"), "{args:?}");
        assert_eq!(whole, desk.digest("out"), "{args:?}");
    }
}

/// Who stops the runs themselves finds what was simulated of them, with its report, and no comparison; going on ends with all.
#[test]
fn a_run_that_is_stopped_before_its_plans_are_compared_goes_on() {
    const PLANS: [&str; 12] = [
        "run",
        "rich.toml",
        "plain.toml",
        "--report",
        "--trials",
        "20000",
        "--out",
        "out",
        "--threads",
        "2",
        "--checkpoint-seconds",
        "0.02",
    ];
    let desk = Desk::with("rich.toml", RICH);
    desk.put("plain.toml", "extends = \"rich.toml\"\n[messaging]\nambiguity = 0.1\n");
    desk.done(&PLANS);
    let whole = desk.digest("out");
    fs::remove_dir_all(desk.path("out")).expect("a folder");
    let mut child = desk.command(&PLANS).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    // The first by name is simulated first.
    while !desk.path(".detente-out/plain.json").exists() && child.try_wait().expect("a child").is_none() {
        sleep(Duration::from_millis(1));
    }
    signal(&child, "-TERM");
    assert_eq!(child.wait().expect("a child").code(), Some(6), "it was stopped while it simulated");
    assert!(desk.path("out/report.html").exists() && !desk.path("out/differences.csv").exists());
    let unfinished = desk.digest("out");
    desk.done(&["report", "out", "--quiet"]);
    assert_eq!(unfinished, desk.digest("out"), "the report on what there is");
    desk.done(&[&PLANS[..], &["--resume"]].concat());
    assert_eq!(whole, desk.digest("out"));
}
