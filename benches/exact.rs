//! The exact answer of the reference ladder beside the time that ten million trials of it take.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "support/machine.rs"]
mod machine;
#[path = "support/plans.rs"]
mod plans;
#[path = "support/stopwatch.rs"]
mod stopwatch;

use detente_engine::domain::Outcome;
use detente_engine::exact::answer;
use detente_study::run::{Spec, trials};
use stopwatch::{Contestant, race, spread};

const ROUNDS: usize = 15;
/// Trials that are timed, and trials that they stand for.
const TRIALS: u64 = 100_000;
const MANY_TRIALS: f64 = 1e7;
/// The exact answer must not take longer.
const LIMIT_MILLISECONDS: f64 = 50.0;

fn main() {
    println!("{}", machine::line());
    let plan = plans::plan(plans::LADDER, &[]);
    let mut both = [
        Contestant::new("exact answer", 1, || {
            answer(&plan).expect("the reference ladder is finite").outcome(Outcome::Scaling).to_bits()
        }),
        Contestant::new("trials", TRIALS, || trials(&plan, Spec { seed: 1, trials: TRIALS }, &|_| ()).record().trials),
    ];
    race(ROUNDS, &mut both);
    let [exact, best, _] = spread(&both[0].passed).map(|time| time / 1e6);
    let simulated = spread(&both[1].passed)[0] * MANY_TRIALS / 1e6;
    println!("exact answer {exact:.2} ms (best {best:.2})");
    println!(
        "{MANY_TRIALS:.0e} trials {:.1} s on all threads: {:.0} times as long",
        simulated / 1e3,
        simulated / exact
    );
    assert!(exact < LIMIT_MILLISECONDS, "the exact answer takes more than {LIMIT_MILLISECONDS} ms");
}
