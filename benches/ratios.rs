//! What a trial costs relative to what it could cost: against a loop written by hand for the reference ladder alone,
//! against the words that must be drawn, and on two threads against one.
//!
//! All contestants take turns, so that a busy machine slows all of them; the figures to quote are the ratios of one
//! run. Before anything is timed, each simulator of the ladder must agree with its exact answer.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "support/baseline.rs"]
mod baseline;
#[path = "support/floor.rs"]
mod floor;
#[path = "support/machine.rs"]
mod machine;
#[path = "support/plans.rs"]
mod plans;
#[path = "support/stopwatch.rs"]
mod stopwatch;

use baseline::Draws;
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_study::run::{Spec, trials};
use floor::Floor;
use rayon::ThreadPool;
use stopwatch::{Contestant, race, ratios, spread};

const SEED: u64 = 20_260_702;
/// Trials in a round of one contestant.
const LADDER_TRIALS: u64 = 100_000;
const DOHA_TRIALS: u64 = 10_000;
const ROUNDS: usize = 15;
/// Probability that a trial of the reference ladder ends in scaling, by dynamic programming.
const EXACT_SCALING: f64 = 0.582_277_737_796;

fn main() {
    println!("{}", machine::line());
    println!("{ROUNDS} rounds in turn, processor time; median (least to most)");
    let pools = [1, 2].map(pool);
    ladder(&pools);
    doha(&pools);
}

fn ladder(pools: &[ThreadPool; 2]) {
    let plan = plans::plan(plans::LADDER, &[]);
    let (floor, draws) = (Floor::note(&plan, SEED), Draws::note(SEED));
    check("the hand-written loop", baseline::scaling(SEED, LADDER_TRIALS));
    check("the hand-written loop of reals", baseline::scaling_by_reals(SEED, LADDER_TRIALS));
    check("the engine", scaling(&plan, LADDER_TRIALS));
    let number = LADDER_TRIALS;
    let mut all = [
        Contestant::new("hand-written loop", number, || baseline::scaling(SEED, number)),
        Contestant::new("the same with real numbers", number, || baseline::scaling_by_reals(SEED, number)),
        Contestant::new("its draws alone", number, || draws.make(SEED, number)),
        Contestant::new("engine, 1 thread", number, || pools[0].install(|| scaling(&plan, number))),
        Contestant::new("engine, 2 threads", number, || pools[1].install(|| scaling(&plan, number))),
        Contestant::new("words read, alone", number, || floor.make_read(number)),
        Contestant::new("words made, alone", number, || floor.make_all(number)),
    ];
    race(ROUNDS, &mut all);
    println!("\nreference ladder");
    println!("  draws of the hand-written loop {:.1} a trial (64 bits each)", draws.mean());
    print_words(&floor);
    print_times(&all);
    let [by_hand, by_reals, its_draws, one, two, read, made] = &all;
    print_ratio("hand-written loop / its draws alone", &ratios(&by_hand.busy, &its_draws.busy), "at most 1.9");
    print_ratio("speed, engine / hand-written loop", &ratios(&by_hand.busy, &one.busy), "at least 1.5 (scalar 1.0)");
    print_ratio("  the same with real numbers", &ratios(&by_reals.busy, &one.busy), "at least 0.5, then 1.5");
    print_ratio("engine / words it reads", &ratios(&one.busy, &read.busy), "at most 2.5");
    print_ratio("engine / words it makes", &ratios(&one.busy, &made.busy), "");
    print_threads(one, two);
}

fn doha(pools: &[ThreadPool; 2]) {
    let plan = plans::plan(plans::DOHA, &[]);
    let floor = Floor::note(&plan, SEED);
    let number = DOHA_TRIALS;
    let mut all = [
        Contestant::new("engine, 1 thread", number, || pools[0].install(|| scaling(&plan, number))),
        Contestant::new("engine, 2 threads", number, || pools[1].install(|| scaling(&plan, number))),
        Contestant::new("words read, alone", number, || floor.make_read(number)),
        Contestant::new("words made, alone", number, || floor.make_all(number)),
    ];
    race(ROUNDS, &mut all);
    println!("\ndoha_2026, with the counterfactual that has no channel");
    print_words(&floor);
    print_times(&all);
    let [one, two, read, made] = &all;
    print_ratio("engine / words it reads", &ratios(&one.busy, &read.busy), "");
    print_ratio("engine / words it makes", &ratios(&one.busy, &made.busy), "");
    print_threads(one, two);
    let steps: Vec<f64> = one.busy.iter().map(|time| time / f64::from(2 * plan.steps)).collect();
    print_ratio("ns a step and arm, of the whole horizon", &steps, "");
}

fn pool(threads: usize) -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had")
}

/// Scaled trials of the general engine, tally and all, on the current pool.
fn scaling(plan: &Plan, number: u64) -> u64 {
    trials(plan, Spec { seed: SEED, trials: number }, &|_| ()).record().outcome(Outcome::Scaling)
}

/// Refuses a simulator of the ladder that is further from the exact answer than chance allows (5 sigma).
fn check(name: &str, scaling: u64) {
    let share = scaling as f64 / LADDER_TRIALS as f64;
    let sigma = (EXACT_SCALING * (1.0 - EXACT_SCALING) / LADDER_TRIALS as f64).sqrt();
    let z = (share - EXACT_SCALING) / sigma;
    assert!(z.abs() < 5.0, "{name}: {share} is {z:.1} sigma from {EXACT_SCALING}");
}

fn print_words(floor: &Floor) {
    let (read, made) = (floor.words_read(), floor.words_made());
    println!("  words of 32 bits {read:.1} read a trial, {made:.1} made in the blocks they lie in");
}

fn print_times(contestants: &[Contestant<'_>]) {
    for contestant in contestants {
        let [median, least, most] = spread(&contestant.busy);
        println!("  {:<40} {median:8.0} ns a trial ({least:.0} to {most:.0})", contestant.name);
    }
}

/// What a second thread gains by the clock, and what it costs in work.
fn print_threads(one: &Contestant<'_>, two: &Contestant<'_>) {
    print_ratio("speed by the clock, 2 threads / 1 thread", &ratios(&one.passed, &two.passed), "at least 1.85");
    let best = spread(&one.passed)[1] / spread(&two.passed)[1];
    println!("  {:<40} {best:8.2}", "  best round / best round");
    print_ratio("work, 2 threads / 1 thread", &ratios(&two.busy, &one.busy), "");
}

fn print_ratio(name: &str, ratios: &[f64], aim: &str) {
    let [median, least, most] = spread(ratios);
    let aim = if aim.is_empty() { String::new() } else { format!("; aim: {aim}") };
    println!("  {name:<40} {median:8.2} ({least:.2} to {most:.2}){aim}");
}
