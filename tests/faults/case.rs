//! A command of which step after step goes wrong. Shared with the tests of the lab.
#![allow(clippy::print_stdout, reason = "what was counted is told")]

use crate::Desk;
use detente_report::results::ExportError;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use support::copy;

/// See `platform/faults.rs` of the reports.
const HOW: [&str; 4] = ["error", "full", "dead", "kill"];

/// Of the steps on the disk every so many-th is tried: each, unless `DETENTE_FAULT_EVERY` says otherwise, as the checks of every change do.
fn every() -> usize {
    let given = std::env::var("DETENTE_FAULT_EVERY").ok();
    given.map_or(1, |text| text.parse().ok().filter(|every| *every > 0).expect("a number of steps from 1"))
}

/// A command, the state of the desk before it, and the file or folder that it writes.
pub(crate) struct Case {
    before: Desk,
    args: Vec<&'static str>,
    /// What is written.
    target: &'static str,
    /// Its digest before, where it is there, and after.
    old: Option<String>,
    new: String,
    /// Whether no folder can be moved, as if it were a mount: it is filled in place.
    held: bool,
}

/// What was counted over all points of a case.
#[derive(Default)]
pub(crate) struct Counts {
    every: usize,
    points: BTreeMap<&'static str, usize>,
    kinds: BTreeMap<String, usize>,
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) nothing: usize,
    pub(crate) aside: usize,
}

/// The digest of a file or a folder, but for the place in it where results are prepared; none where there is neither.
fn digest(desk: &Desk, target: &str) -> Option<String> {
    let path = desk.path(target);
    if path.join(".detente").exists() {
        let clean = Desk::new();
        copy(&path, &clean.path(target));
        fs::remove_dir_all(clean.path(target).join(".detente")).expect("a disk");
        return digest(&clean, target);
    }
    if path.is_dir() { Some(desk.digest(target)) } else { detente_report::results::sha256_file(&path).ok() }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

impl Case {
    pub(crate) fn new(before: Desk, args: &[&'static str], target: &'static str) -> Self {
        let after = Desk::new();
        copy(&before.path(""), &after.path(""));
        after.done(args);
        let (old, new) = (digest(&before, target), digest(&after, target).expect("something was written"));
        assert_ne!(old.as_ref(), Some(&new), "the command changes something");
        Self { before, args: args.to_vec(), target, old, new, held: false }
    }

    /// The same where no folder can be moved.
    #[allow(dead_code, reason = "the commands of the lab fill no folder")]
    pub(crate) fn held(self) -> Self {
        Self { held: true, ..self }
    }

    /// Lets step after step go wrong in every way, or each `every`-th, others in each way; gives what was counted.
    pub(crate) fn try_every_step(&self) -> Counts {
        let mut counts = Counts { every: every(), ..Counts::default() };
        for (at, how) in HOW.into_iter().enumerate() {
            let mut step = 1 + at % counts.every;
            while self.try_step(how, step, &mut counts) {
                *counts.points.entry(how).or_default() += 1;
                step += counts.every;
            }
        }
        println!(
            "{}: points {:?}, kinds {:?}; afterwards the earlier results {}, complete new ones {}, \
             nothing as before {}, the earlier ones set aside {}",
            self.args[0], counts.points, counts.kinds, counts.old, counts.new, counts.nothing, counts.aside
        );
        counts
    }

    /// Whether there was such a step.
    fn try_step(&self, how: &'static str, step: usize, counts: &mut Counts) -> bool {
        let desk = Desk::new();
        copy(&self.before.path(""), &desk.path(""));
        let fault = format!("{how}:{step}");
        let mut command = desk.command(&self.args);
        if self.held {
            command.env("DETENTE_FAULT_HELD", "1");
        }
        let output = command.env("DETENTE_FAULT", &fault).output().expect("detente runs");
        let message = said(&output);
        let Some((_, hit)) = message.split_once(&format!("fault at step {step}: ")) else {
            assert_eq!(output.status.code(), Some(0), "{fault}: {message}");
            return false;
        };
        let kind = hit.split(':').next().unwrap_or_default().trim().to_owned();
        *counts.kinds.entry(kind).or_default() += 1;
        self.check_ending(&fault, how, &output, &desk, hit);
        self.check_what_stands(&fault, &desk, output.status.code(), counts);
        self.check_that_it_goes_on(&fault, &desk);
        true
    }

    fn check_ending(&self, fault: &str, how: &str, output: &Output, desk: &Desk, hit: &str) {
        let message = said(output);
        assert!(!message.contains("panicked"), "{fault}: {message}");
        match (how, output.status.code()) {
            // Clearing up afterwards may fail without harm: the next run does it.
            ("kill", None) => {}
            ("error" | "full" | "dead", Some(0)) => {
                assert_eq!(digest(desk, self.target).as_ref(), Some(&self.new), "{fault}: {message}");
            }
            ("error" | "full" | "dead", Some(3)) => {
                let told = message
                    .lines()
                    .skip_while(|line| !line.starts_with("detente") && line.contains(": cannot"))
                    .collect::<Vec<_>>();
                assert!(!told.is_empty(), "{fault}: {message}");
                let advised = told.len() >= 2 || message.contains("puts them back");
                assert!(advised, "{fault}: what to do? {message}");
                let names = hit.lines().next().and_then(|line| line.split_once(": ")).expect("a path").1;
                let parent = Path::new(names).parent().expect("below the desk").display().to_string();
                let named = [names, &parent].iter().any(|path| !path.is_empty() && told[0].contains(*path));
                let named = named || told[0].contains(self.target);
                // On a disk that stays full or dead a later step may be the first that matters.
                assert!(named || how != "error" && told[0].contains('/'), "{fault}: which file? {message}");
            }
            (_, status) => panic!("{fault}: status {status:?}: {message}"),
        }
    }

    fn check_what_stands(&self, fault: &str, desk: &Desk, status: Option<i32>, counts: &mut Counts) {
        let stands = digest(desk, self.target);
        let path = desk.path(self.target);
        if path.is_dir() {
            match detente_report::results::inspect(&path) {
                Ok(found) => assert_eq!(found.discrepancies, [], "{fault}"),
                // Nothing stands there yet, or files come and go: without a manifest nobody takes it for sound.
                Err(ExportError::NoManifest { .. }) if self.held => (),
                Err(error) => panic!("{fault}: {error}"),
            }
        }
        if stands.as_ref() == Some(&self.new) {
            counts.new += 1;
        } else if stands == self.old {
            *(if stands.is_some() { &mut counts.old } else { &mut counts.nothing }) += 1;
        } else {
            let told = format!("{fault}, status {status:?}: what stands there is neither old nor new");
            assert!(stands.is_none() || self.held && !path.join("manifest.json").exists(), "{told}");
            let verified = desk.run(&["verify", self.target]);
            assert_eq!(verified.status.code(), Some(5), "{fault}");
            let there_were_some = self.before.path(self.target).join("manifest.json").exists();
            let words = if there_were_some { "puts them back" } else { "puts that right" };
            assert!(said(&verified).contains(words), "{fault}: {}", said(&verified));
            counts.aside += 1;
        }
    }

    fn check_that_it_goes_on(&self, fault: &str, desk: &Desk) {
        let mut again = self.args.clone();
        if again[0] == "run" && !again.contains(&"--resume") {
            again.push("--resume");
        }
        // A scenario that is there is never written over, so it is not made again.
        if again[0] != "new" || digest(desk, self.target).is_none() {
            let output = desk.run(&again);
            assert!(output.status.success(), "{fault}: again: {}", said(&output));
        }
        assert_eq!(digest(desk, self.target).as_ref(), Some(&self.new), "{fault}: again");
        let left: Vec<String> = fs::read_dir(desk.path(""))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with(".detente-"))
            .collect();
        assert_eq!(left, [""; 0], "{fault}: left behind");
        assert!(!desk.path(self.target).join(".detente").exists(), "{fault}: left behind within");
    }
}

/// Asserts that there are at least so many `points` in each way.
pub(crate) fn assert_enough(counts: &Counts, points: usize) {
    for how in HOW {
        let tried = counts.points.get(how).copied().unwrap_or(0);
        assert!((tried + 1) * counts.every > points, "{how}: {:?}", counts.points);
    }
}
