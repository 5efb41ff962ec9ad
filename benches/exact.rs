//! The exact answer of the reference ladder beside the time that ten million trials of it take.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "support/stopwatch.rs"]
mod stopwatch;

use detente::exact::answer;
use detente::plan::Plan;
use detente::run::{Spec, trials};
use stopwatch::Rounds;

const ROUNDS: usize = 15;
/// Trials that are timed, and trials that they stand for.
const TRIALS: u64 = 100_000;
const MANY_TRIALS: f64 = 1e7;
/// The exact answer must not take longer.
const LIMIT_MILLISECONDS: f64 = 50.0;

fn main() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/reference/ladder.toml");
    let file = detente::scenario::read(path.as_ref(), &[]).expect("the reference ladder has no faults");
    let plan = Plan::compile(&file.scenario).expect("its ids are distinct");
    let mut rounds = [Rounds::default(), Rounds::default()];
    for _ in 0..ROUNDS {
        rounds[0].time(1, || answer(&plan).expect("the reference ladder is finite"));
        rounds[1].time(TRIALS, || trials(&plan, Spec { seed: 1, trials: TRIALS }, &|_| ()));
    }
    let exact = rounds[0].median() / 1e6;
    let played = rounds[1].median() * MANY_TRIALS / 1e6;
    println!("exact answer {exact:.2} ms (best {:.2})", rounds[0].best() / 1e6);
    println!("{MANY_TRIALS:.0e} trials {:.1} s on all threads: {:.0} times as long", played / 1e3, played / exact);
    assert!(exact < LIMIT_MILLISECONDS, "the exact answer takes more than {LIMIT_MILLISECONDS} ms");
}
