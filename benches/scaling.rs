//! How the cost of a run grows with each of its sizes, one of them doubled at a time.
//!
//! The tutorial is the scenario: a small ladder with bodies, an objector and a world, to which each can be added. Time is that of
//! the processor, but for threads, which are about the clock.
#![allow(missing_docs, reason = "criterion's macros define public items")]

#[path = "support/plans.rs"]
mod plans;
#[path = "support/work.rs"]
mod work;

use criterion::measurement::Measurement;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use detente_engine::plan::Plan;
use detente_study::run::{Spec, trials};
use rayon::ThreadPool;
use work::{Work, by_work};

const SEED: u64 = 20_260_702;
const SCENARIO: &str = "tutorial.toml";
const TRIALS: u64 = 4096;

/// Every bench simulates and tallies through the public API.
fn measure<M: Measurement>(criterion: &mut Criterion<M>, name: &str, sizes: &[(u64, Plan, Spec, ThreadPool)]) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(15);
    for (size, plan, spec, pool) in sizes {
        group.throughput(Throughput::Elements(spec.trials));
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| pool.install(|| trials(plan, *spec, &|_| ())));
        });
    }
}

/// The tutorial with `sets` at some size, on one thread.
fn sized(size: u64, sets: &[String]) -> (u64, Plan, Spec, ThreadPool) {
    (size, plans::plan(SCENARIO, sets), Spec { seed: SEED, trials: TRIALS }, pool(1))
}

fn pool(threads: usize) -> ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had")
}

fn with_trials(criterion: &mut Criterion<Work>) {
    let sizes = [4, 16, 64].map(|times| {
        let number = times * 1024;
        (number, plans::plan(SCENARIO, &[]), Spec { seed: SEED, trials: number }, pool(1))
    });
    measure(criterion, "trials", &sizes);
}

fn with_threads(criterion: &mut Criterion) {
    let spec = Spec { seed: SEED, trials: 16 * TRIALS };
    let sizes = [1_u32, 2, 4].map(|threads| (threads.into(), plans::plan(SCENARIO, &[]), spec, pool(threads as usize)));
    measure(criterion, "threads", &sizes);
}

fn with_rungs(criterion: &mut Criterion<Work>) {
    let sizes = [1_u64, 8, 16, 32, 64, 128].map(|times| sized(times + 3, &[format!("rung.pause.repeat={times}")]));
    measure(criterion, "rungs", &sizes);
}

fn with_objectors(criterion: &mut Criterion<Work>) {
    let sizes = [0_u64, 1, 8, 16, 32, 64].map(|number| {
        let one = |at| format!("objector.more_{at}={{heard_by=[\"treasury\"]}}");
        let mut sets: Vec<String> = (1..number).map(one).collect();
        if number == 0 {
            sets.push("objector={}".to_owned());
        }
        sized(number, &sets)
    });
    measure(criterion, "objectors", &sizes);
}

fn with_horizon(criterion: &mut Criterion<Work>) {
    let sizes = [65_u64, 130, 260, 520, 1040].map(|weeks| sized(weeks, &[format!("horizon_weeks={weeks}")]));
    measure(criterion, "horizon", &sizes);
}

criterion_group! {
    name = by_processor;
    config = by_work();
    targets = with_trials, with_rungs, with_objectors, with_horizon
}
criterion_group!(by_the_clock, with_threads);
criterion_main!(by_processor, by_the_clock);
