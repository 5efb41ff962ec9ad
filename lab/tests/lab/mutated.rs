//! Files of every kind that is read, damaged at random: nothing panics, nothing hangs, memory stays small.
//!
//! 20,000 inputs under a fixed seed; `DETENTE_MUTATIONS=A..B` tries those numbered so, in as many pieces as one likes.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "what was counted is told")]
#![allow(clippy::disallowed_types, reason = "that nothing hangs is measured in seconds")]

mod damage;
mod kinds;

use crate::readers;
use cpu_time::ThreadTime;
use damage::{Dice, damage};
use kinds::{Kind, kinds};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// No input may take longer, in time of a processor.
const LONGEST: Duration = Duration::from_secs(2);
/// An input that takes longer by the clock hangs: other work may keep the processors.
const HANGS: Duration = Duration::from_secs(120);
const THREADS: u64 = 2;
/// Memory that the whole process may take, KiB.
const MOST_MEMORY: u64 = 512 * 1024;
/// The number at which a thread has no further input.
const DONE: u64 = u64::MAX;

/// How many inputs of a kind were read, in what time of a processor, and which of them took longest.
#[derive(Clone, Copy, Default)]
struct Told {
    inputs: u64,
    seconds: f64,
    slowest: (Duration, u64),
}

impl Told {
    fn add(&mut self, other: Self) {
        self.inputs += other.inputs;
        self.seconds += other.seconds;
        self.slowest = self.slowest.max(other.slowest);
    }
}

/// The `number`-th input and which kind it is of.
fn input(kinds: &[Kind], number: u64) -> (usize, Vec<u8>) {
    let mut dice = Dice::new(number);
    let mut lot = dice.below(kinds.iter().map(|kind| kind.weight).sum());
    let fits = |kind: &Kind| {
        let fits = lot < kind.weight;
        lot = lot.saturating_sub(kind.weight);
        fits
    };
    let at = kinds.iter().position(fits).expect("the lot is below the sum");
    let mut bytes = dice.of(&kinds[at].examples).clone();
    let other = dice.of(&kinds[at].examples);
    for _ in 0..=dice.below(4) {
        damage(&mut bytes, other, &mut dice);
    }
    (at, bytes)
}

/// Reads every `THREADS`-th input, and says in `now` which one it is at; what it tells of each kind.
fn read_every(kinds: &[Kind], numbers: Range<u64>, thread: u64, now: &AtomicU64) -> Vec<Told> {
    let mut told = vec![Told::default(); kinds.len()];
    for number in numbers.filter(|number| number % THREADS == thread) {
        now.store(number, Ordering::Relaxed);
        let (at, bytes) = input(kinds, number);
        let kind = &kinds[at];
        let began = ThreadTime::now();
        let read = std::panic::catch_unwind(|| kind.read(&bytes));
        let next = number + 1;
        assert!(read.is_ok(), "input {number}, a {}: DETENTE_MUTATIONS={number}..{next} tries it alone", kind.name);
        let took = began.elapsed();
        assert!(took < LONGEST, "input {number}, a {}, takes {took:?}", kind.name);
        told[at].add(Told { inputs: 1, seconds: took.as_secs_f64(), slowest: (took, number) });
    }
    told
}

/// Ends the process when a thread stays at one input for too long.
fn watch(now: &[AtomicU64]) {
    let mut seen: Vec<(u64, Instant)> = now.iter().map(|_| (DONE, Instant::now())).collect();
    while now.iter().any(|now| now.load(Ordering::Relaxed) != DONE) {
        thread::sleep(Duration::from_millis(50));
        for (now, seen) in now.iter().zip(&mut seen) {
            let at = now.load(Ordering::Relaxed);
            if seen.0 != at {
                *seen = (at, Instant::now());
            } else if at != DONE && seen.1.elapsed() > HANGS {
                eprintln!("input {at} hangs: DETENTE_MUTATIONS={at}..{} tries it alone", at + 1);
                std::process::exit(1);
            }
        }
    }
}

/// The numbers of the inputs that are asked for.
fn asked() -> Range<u64> {
    let Ok(text) = std::env::var("DETENTE_MUTATIONS") else { return 0..20_000 };
    let (first, end) = text.split_once("..").expect("DETENTE_MUTATIONS=FIRST..END");
    first.parse().expect("a number")..end.parse().expect("a number")
}

#[test]
fn damaged_files_of_every_kind_are_refused_or_read_without_panic_or_hang() {
    let kinds = kinds();
    for kind in &kinds {
        kind.examples.iter().for_each(|example| kind.read(example));
    }
    let numbers = asked();
    let began = Instant::now();
    let now: Vec<AtomicU64> = (0..THREADS).map(|_| AtomicU64::new(0)).collect();
    let mut told = vec![Told::default(); kinds.len()];
    thread::scope(|scope| {
        let work = now.iter().enumerate().map(|(thread, now)| {
            let (kinds, numbers) = (&kinds, numbers.clone());
            scope.spawn(move || {
                let done = std::panic::catch_unwind(|| read_every(kinds, numbers, thread as u64, now));
                now.store(DONE, Ordering::Relaxed);
                done.expect("no input panics")
            })
        });
        let work: Vec<_> = work.collect();
        watch(&now);
        for thread in work {
            let other = thread.join().expect("no input panics");
            told.iter_mut().zip(other).for_each(|(told, other)| told.add(other));
        }
    });
    for (kind, told) in kinds.iter().zip(&told) {
        let (slowest, number) = told.slowest;
        println!(
            "{:10} {:8} inputs {:8.1} s, the slowest {:.3} s (input {number})",
            kind.name,
            told.inputs,
            told.seconds,
            slowest.as_secs_f64()
        );
    }
    let inputs: u64 = told.iter().map(|told| told.inputs).sum();
    assert_eq!(inputs, numbers.end - numbers.start);
    println!("{inputs} inputs in {:.0} s; peak memory {:?} KiB", began.elapsed().as_secs_f64(), peak_memory());
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
    let mut written = serde_json::to_value(support::simulate(plan, 30).record()).expect("integers and text");
    let spread = written["quantities"][0][0].clone();
    let mut huge = spread;
    huge["histogram"]["bins"] = serde_json::json!(1 << 24);
    written["quantities"][0] = serde_json::Value::Array(vec![huge; 5000]);
    let before = peak_memory();
    let refused = detente_engine::tally::Tally::read(written, plan, plan.largest_frozen()).expect_err("too many bins");
    assert!(refused.to_string().contains("bins"), "{refused}");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        assert!(after < before.max(MOST_MEMORY), "{before} KiB before, {after} KiB after");
    }
}
