//! No result depends on the clock of the machine, and no command fails badly by it.

#![cfg(target_os = "linux")]

use crate::Desk;
use std::process::{Command, Output};
use support::RICH;

/// Runs `detente` on the desk while the clock stands at `moment`; none where `faketime` is not installed.
fn at(desk: &Desk, moment: &str, args: &[&str]) -> Option<Output> {
    let binary = env!("CARGO_BIN_EXE_detente");
    Command::new("faketime").args([moment, binary]).args(args).current_dir(desk.path("")).output().ok()
}

#[test]
fn a_strange_clock_changes_no_byte_and_is_named_where_a_workbook_needs_one() {
    let desk = Desk::with("case.toml", RICH);
    let run = ["run", "case.toml", "--trials", "64", "--quiet", "--out"];
    desk.done(&[&run[..], &["plain", "--report"]].concat());
    desk.done(&[&run[..], &["bare"]].concat());
    for moment in ["1601-01-01 00:00:00", "1969-12-31 23:00:00", "2040-02-29 12:00:00", "9999-12-31 23:59:59"] {
        let Some(output) = at(&desk, moment, &[&run[..], &["odd"]].concat()) else {
            support::skip("a_strange_clock_changes_no_byte_and_is_named_where_a_workbook_needs_one", "faketime");
            return;
        };
        assert!(output.status.success(), "{moment}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(desk.digest("odd"), desk.digest("bare"), "{moment}");
        let with_report = [&run[..], &["reported", "--report", "--force"]].concat();
        let before = desk.path("reported").exists().then(|| desk.digest("reported"));
        for args in [&with_report[..], &["report", "plain", "--quiet"], &["verify", "plain", "--rerun"]] {
            let output = at(&desk, moment, args).expect("it ran before");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            if moment.starts_with('1') {
                assert_eq!(output.status.code(), Some(3), "{moment} {args:?}: {said}");
                assert!(said.contains("the clock of this machine stands before 1970"), "{said}");
                assert_eq!(
                    desk.path("reported").exists().then(|| desk.digest("reported")),
                    before,
                    "nothing is touched"
                );
            } else {
                assert!(output.status.success(), "{moment} {args:?}: {said}");
            }
        }
        if moment.starts_with(['2', '9']) {
            assert_eq!(desk.digest("reported"), desk.digest("plain"), "{moment}");
        }
    }
}
