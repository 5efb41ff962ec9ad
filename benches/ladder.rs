//! The reference ladder: the general engine against a loop written by hand for this ladder alone,
//! and against the words that both must draw.
//!
//! Rounds alternate between the contestants, so that a busy machine slows all of them; the figures
//! to quote are the ratios of one run. Before anything is timed, each contestant must agree with the
//! exact answer.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "support/baseline.rs"]
mod baseline;
#[path = "support/floor.rs"]
mod floor;
#[path = "support/stopwatch.rs"]
mod stopwatch;

use detente::domain::Outcome;
use detente::plan::Plan;
use detente::run::{Spec, trials};
use floor::Floor;
use stopwatch::{Rounds, median};

const SEED: u64 = 20_260_702;
/// Trials in a round of one contestant.
const TRIALS: u64 = 100_000;
const ROUNDS: usize = 15;
/// Probability that a trial of the reference ladder ends in scaling, by dynamic programming.
const EXACT_SCALING: f64 = 0.582_277_737_796;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had");
    let plan = plan();
    let engine = || pool.install(|| engine_scaling(&plan, TRIALS));
    check("baseline", baseline::scaling(SEED, TRIALS));
    check("engine", engine());
    let floor = Floor::note(SEED);

    let mut rounds = [Rounds::default(), Rounds::default(), Rounds::default()];
    for _ in 0..ROUNDS {
        rounds[0].time(TRIALS, || baseline::scaling(SEED, TRIALS));
        rounds[1].time(TRIALS, engine);
        rounds[2].time(TRIALS, || floor.make(TRIALS));
    }
    for (name, rounds) in ["baseline, by hand", "general engine", "words alone"].iter().zip(&rounds) {
        println!("{name:<18} {:8.0} ns a trial (best {:.0})", rounds.median(), rounds.best());
    }
    let [by_hand, engine, words] = rounds.map(|rounds| rounds.nanoseconds);
    println!("speed of the engine relative to the baseline: {:.3}", ratio(&by_hand, &engine));
    println!("speed of the engine relative to its words:    {:.3}", ratio(&words, &engine));
    let (read, made) = (floor.words_read(), floor.words_made());
    println!("words a trial: {read:.1} read, {made:.1} in the blocks they lie in");
    println!("words alone: {:.2} ns a word read, {:.2} ns a word made", median(&words) / read, median(&words) / made);
}

/// The compiled reference ladder.
fn plan() -> Plan {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/reference/ladder.toml");
    let file = detente::scenario::read(path.as_ref(), &[]).expect("the reference ladder has no faults");
    Plan::compile(&file.scenario).expect("its ids are distinct")
}

/// Scaled trials of the general engine, tally and all, on the current pool.
fn engine_scaling(plan: &Plan, number: u64) -> u64 {
    trials(plan, Spec { seed: SEED, trials: number }, &|_| ()).record().outcome(Outcome::Scaling)
}

/// Refuses a contestant that is further from the exact answer than chance allows (5 sigma).
fn check(name: &str, scaling: u64) {
    let share = scaling as f64 / TRIALS as f64;
    let sigma = (EXACT_SCALING * (1.0 - EXACT_SCALING) / TRIALS as f64).sqrt();
    let z = (share - EXACT_SCALING) / sigma;
    assert!(z.abs() < 5.0, "{name}: {share} is {z:.1} sigma from {EXACT_SCALING}");
}

/// Median over rounds of the ratio of two contestants' times in the same round.
fn ratio(reference: &[f64], other: &[f64]) -> f64 {
    median(&reference.iter().zip(other).map(|(reference, other)| reference / other).collect::<Vec<_>>())
}
