//! The parts of a run one by one: simulating, the words alone, tables to bytes, records to text and back, merging.
#![allow(missing_docs, reason = "criterion's macros define public items")]

#[path = "support/baseline.rs"]
mod baseline;
#[path = "support/floor.rs"]
mod floor;
#[path = "support/plans.rs"]
mod plans;
#[path = "support/work.rs"]
mod work;

use baseline::Draws;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::tally::{Tally, TallyRecord};
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use detente_report::results::{Dialect, write_table};
use detente_study::run::{Spec, trials};
use detente_study::scenario;
use detente_study::table::{ScenarioResult, Status, summarise};
use floor::Floor;
use work::{Work, by_work};

const SEED: u64 = 20_260_702;

/// Trials through the public API, on one thread, and the words that they need.
fn simulating(criterion: &mut Criterion<Work>) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread can be had");
    for (name, file, number) in [("ladder", plans::LADDER, 20_000), ("doha", plans::DOHA, 2_000)] {
        let plan = plans::plan(file, &[]);
        let floor = Floor::note(&plan, SEED);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(number)).sample_size(20);
        group.bench_function("trials", |bencher| bencher.iter(|| pool.install(|| simulate(&plan, number))));
        group.bench_function("words read, alone", |bencher| bencher.iter(|| floor.make_read(number)));
        group.bench_function("words made, alone", |bencher| bencher.iter(|| floor.make_all(number)));
        if file == plans::LADDER {
            let draws = Draws::note(SEED);
            assert!(draws.mean() > 1.0, "a trial draws");
            group.bench_function("hand-written loop", |bencher| bencher.iter(|| baseline::scaling(SEED, number)));
            group.bench_function("its draws alone", |bencher| bencher.iter(|| draws.make(SEED, number)));
        }
    }
}

/// Trials of which no more is worked out than is asked.
fn by_demand(criterion: &mut Criterion<Work>) {
    const NUMBER: u64 = 2_000;
    let plan = plans::plan(plans::DOHA, &[]);
    let keys = plan.purposes.keys(SEED);
    let mut group = criterion.benchmark_group("doha, by what is asked");
    group.throughput(Throughput::Elements(NUMBER)).sample_size(20);
    for demand in [Demand::Outcome, Demand::Ending, Demand::Quantities, Demand::Everything] {
        let mut simulator = TrialSimulator::asked(&plan, demand);
        let mut random = RandomBlocks::new(&keys);
        let mut simulate = |trial: u64| {
            random.turn_to(trial);
            simulator.simulate(&mut random, &mut Unobserved).outcome
        };
        group.bench_function(format!("{demand:?}").to_lowercase(), |bencher| {
            bencher.iter(|| (0..NUMBER).filter(|trial| simulate(*trial) == Outcome::Collapse).count());
        });
    }
}

/// From a file's text to a plan, and from counts to the bytes of a results folder.
fn ends(criterion: &mut Criterion<Work>) {
    let path = format!("{}/../scenarios/{}", env!("CARGO_MANIFEST_DIR"), plans::DOHA);
    let text = std::fs::read_to_string(path).expect("a shipped scenario");
    let read = || scenario::read_text("doha_2026", &text, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    let scenario = read().scenario;
    let plan = Plan::compile(&scenario).expect("the ids of shipped scenarios are distinct");
    let (tally, other) = (simulate(&plan, 20_000), simulate(&plan, 10_000));
    let results = [ScenarioResult {
        scenario: &scenario,
        plan: &plan,
        tally: &tally,
        exact: None,
        worlds: None,
        histories: None,
        status: Status::Complete,
    }];
    let tables = summarise(&results);
    let record = serde_json::to_string(tally.record()).expect("integers can be spelled");

    let mut group = criterion.benchmark_group("ends");
    group.bench_function("read and check a file", |bencher| bencher.iter(read));
    group.bench_function("compile a plan", |bencher| bencher.iter(|| Plan::compile(&scenario)));
    group.bench_function("tables from a tally", |bencher| bencher.iter(|| summarise(&results)));
    group.bench_function("tables to CSV", |bencher| {
        bencher.iter(|| {
            let mut bytes = Vec::new();
            tables.iter().for_each(|table| write_table(table, Dialect::Standard, &mut bytes).expect("memory"));
            bytes
        });
    });
    group.bench_function("record to text", |bencher| bencher.iter(|| serde_json::to_string(tally.record())));
    group.bench_function("record from text", |bencher| {
        bencher.iter(|| serde_json::from_str::<TallyRecord>(&record).expect("it was just written"));
    });
    group.bench_function("merge two tallies", |bencher| {
        bencher.iter_batched_ref(|| tally.clone(), |whole| whole.merge(&other), BatchSize::SmallInput);
    });
}

fn simulate(plan: &Plan, number: u64) -> Tally {
    trials(plan, Spec { seed: SEED, trials: number }, &|_| ())
}

criterion_group! {
    name = benches;
    config = by_work();
    targets = simulating, by_demand, ends
}
criterion_main!(benches);
