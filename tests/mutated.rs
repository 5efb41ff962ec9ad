//! Files of every kind that is read, damaged at random: nothing panics, nothing hangs, memory stays small.
//!
//! 20,000 inputs under a fixed seed; `DETENTE_MUTATIONS=N` tries N of them, `DETENTE_MUTATION=N` only the N-th.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "what was counted or skipped is told")]
#![allow(clippy::disallowed_types, reason = "that nothing hangs is measured in seconds")]

mod common;
mod readers;

use detente::export::{Checkpoint, Identity, Manifest, RunFacts, ScenarioFacts, Settings};
use detente::run::{Part, Spec};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// No input may take longer.
const LONGEST: Duration = Duration::from_secs(10);
const THREADS: u64 = 2;
/// Memory that the whole process may take, KiB.
const MOST_MEMORY: u64 = 512 * 1024;

/// Pseudo-random numbers that need no crate: xorshift64*.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % bound.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What is read, with sound examples of it.
struct Kind {
    name: &'static str,
    read: fn(&str),
    examples: Vec<String>,
}

/// Scraps that mean something to one reader or another.
const SCRAPS: [&str; 46] = [
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\n",
    "#",
    "\\",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "é",
    "nan",
    "inf",
    "-0.0",
    "1e999",
    "-1",
    "0",
    "4294967296",
    "18446744073709551615",
    "0.1 to 0.9",
    "none",
    "true",
    "null",
    "[rung.x]",
    "[ladder]\norder = []",
    "extends = \"x\"",
    "basis = \"press\"",
    "tranches = 4000",
    "repeat = 50",
    "horizon_weeks = 5200",
    "step_days = 0.25",
    "\"bins\":99999999",
    "\"trials\":0",
    "{\"a\":",
    "[0,0]",
    "needs = []",
    "kind = \"funds\"",
    "{ low = 1, mode = 2, high = 3 }",
    "sender",
];

fn read_all(folder: &str) -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a file")).collect()
}

fn kinds() -> Vec<Kind> {
    let (file, plan) = readers::case();
    let record = common::play(plan, 300).record().clone();
    let identity = Identity::new(Spec { seed: 1, trials: 300 }, Part::WHOLE, &file.flattened);
    let written = serde_json::to_value(&record).expect("integers and text");
    let checkpoint = Checkpoint { identity, next: 1, record: written }.to_text();
    let settings = Settings {
        analysis: None,
        varied: None,
        sensitivity: None,
        order: None,
        block_size: 1024,
        csv_dialect: "standard".to_owned(),
        trial_rows: false,
        shard: Some("1/2".to_owned()),
    };
    let facts = RunFacts::new(1, 300, settings, vec![ScenarioFacts::new("rich", 300, 300)]);
    let files = ["inputs/rich.toml", "records/rich.json", "causes.csv"];
    let files: BTreeMap<String, String> =
        files.iter().map(|path| ((*path).to_owned(), detente::export::sha256(path.as_bytes()))).collect();
    let mut scenarios = read_all("scenarios");
    scenarios.extend(["scenarios/reference", "tests/second_opinion"].iter().flat_map(|folder| read_all(folder)));
    scenarios.extend([common::RICH.to_owned(), detente::scenario::template("case"), String::new()]);
    let claims = fs::read_to_string(common::shipped("claims/_claims.toml")).expect("the list of claims");
    // A claim or two are enough to be damaged, and faster to read than all.
    let parts: Vec<&str> = claims.split("[[claim]]").collect();
    let claims = parts[1..].iter().map(|claim| format!("{}[[claim]]{claim}", parts[0])).collect();
    vec![
        Kind { name: "scenario", read: readers::scenario, examples: scenarios },
        Kind { name: "claims", read: readers::claims, examples: claims },
        Kind {
            name: "record",
            read: readers::record,
            examples: vec![serde_json::to_string(&record).expect("integers")],
        },
        Kind { name: "checkpoint", read: readers::checkpoint, examples: vec![checkpoint] },
        Kind { name: "manifest", read: readers::manifest, examples: vec![Manifest::new(facts, files).to_json()] },
    ]
}

/// One damage to `bytes`.
fn damage(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(40)).min(bytes.len());
    match dice.below(10) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 => bytes.insert(at, dice.below(256) as u8),
        2 => drop(bytes.drain(at..end)),
        3 => bytes.truncate(at),
        4 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
        5 => {
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(200)).min(other.len());
            drop(bytes.splice(at..end, other[from..to].iter().copied()));
        }
        6 => swap_lines(bytes, dice),
        7 => replace_number(bytes, at, dice),
        _ => drop(bytes.splice(at..at, dice.of(&SCRAPS).bytes())),
    }
}

fn swap_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    lines.swap(one, other);
    *bytes = lines.join(&b'\n');
}

/// Puts another number in place of the next one after `at`.
fn replace_number(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let numbers = ["0", "1", "2", "0.5", "1e-9", "1e9", "9007199254740993", "-3", "5200", "99999999999999999999"];
    bytes.splice(from..from + length, dice.of(&numbers).bytes());
}

/// The `number`-th input and what reads it.
fn input(kinds: &[Kind], number: u64) -> (&Kind, String) {
    let mut dice = Dice::new(number);
    // Half of them scenarios, which most people write.
    let kind = if dice.below(2) == 0 { &kinds[0] } else { dice.of(&kinds[1..]) };
    let mut bytes = dice.of(&kind.examples).clone().into_bytes();
    let other = dice.of(&kind.examples).as_bytes();
    for _ in 0..=dice.below(4) {
        damage(&mut bytes, other, &mut dice);
    }
    (kind, String::from_utf8_lossy(&bytes).into_owned())
}

/// Plays every `THREADS`-th input, and says in `now` which one it is at.
fn read_every(kinds: &[Kind], numbers: std::ops::Range<u64>, thread: u64, now: &AtomicU64) -> (Duration, u64) {
    let mut slowest = (Duration::ZERO, 0);
    for number in numbers.filter(|number| number % THREADS == thread) {
        now.store(number, Ordering::Relaxed);
        let (kind, text) = input(kinds, number);
        let began = Instant::now();
        let read = std::panic::catch_unwind(|| (kind.read)(&text));
        assert!(read.is_ok(), "input {number}, a {}: DETENTE_MUTATION={number} tries it alone", kind.name);
        slowest = slowest.max((began.elapsed(), number));
    }
    now.store(u64::MAX, Ordering::Relaxed);
    slowest
}

/// Ends the process when a thread stays at one input for too long.
fn watch(now: &[AtomicU64]) {
    let mut seen: Vec<(u64, Instant)> = now.iter().map(|_| (u64::MAX, Instant::now())).collect();
    while now.iter().any(|now| now.load(Ordering::Relaxed) != u64::MAX) {
        thread::sleep(Duration::from_millis(50));
        for (now, seen) in now.iter().zip(&mut seen) {
            let at = now.load(Ordering::Relaxed);
            if seen.0 != at {
                *seen = (at, Instant::now());
            } else if at != u64::MAX && seen.1.elapsed() > LONGEST {
                eprintln!("input {at} hangs: DETENTE_MUTATION={at} tries it alone");
                std::process::exit(1);
            }
        }
    }
}

fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn damaged_files_of_every_kind_are_refused_or_read_without_panic_or_hang() {
    let kinds = kinds();
    for kind in &kinds {
        kind.examples.iter().for_each(|example| (kind.read)(example));
    }
    let numbers = match asked("DETENTE_MUTATION") {
        Some(only) => only..only + 1,
        None => 0..asked("DETENTE_MUTATIONS").unwrap_or(20_000),
    };
    let count = numbers.end - numbers.start;
    let now: Vec<AtomicU64> = (0..THREADS).map(|_| AtomicU64::new(0)).collect();
    let slowest = thread::scope(|scope| {
        let work = now.iter().enumerate().map(|(thread, now)| {
            let (kinds, numbers) = (&kinds, numbers.clone());
            scope.spawn(move || {
                let done = std::panic::catch_unwind(|| read_every(kinds, numbers, thread as u64, now));
                now.store(u64::MAX, Ordering::Relaxed);
                done.expect("no input panics")
            })
        });
        let work: Vec<_> = work.collect();
        watch(&now);
        work.into_iter().map(|thread| thread.join().expect("no input panics")).max()
    });
    println!("{count} inputs; the slowest {slowest:?}; peak memory {:?} KiB", peak_memory());
    assert!(peak_memory().is_none_or(|peak| peak < MOST_MEMORY), "{:?} KiB", peak_memory());
}

/// The most memory that this process has taken, KiB, where the system says it.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// What the reader of records is for: a few bytes may not ask for all the memory there is.
#[test]
fn a_forged_record_cannot_ask_for_more_memory_than_its_scenario_needs() {
    let (_, plan) = readers::case();
    let mut written = serde_json::to_value(common::play(plan, 30).record()).expect("integers and text");
    let spread = written["quantities"][0][0].clone();
    let mut huge = spread;
    huge["histogram"]["bins"] = serde_json::json!(1 << 24);
    written["quantities"][0] = serde_json::Value::Array(vec![huge; 5000]);
    let before = peak_memory();
    let refused = detente::tally::Tally::read(written, plan, plan.largest_frozen()).expect_err("too many bins");
    assert!(refused.to_string().contains("bins"), "{refused}");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before.max(MOST_MEMORY), "{before} KiB before, {after} KiB after");
    }
}
