//! Trials of one plan that go as was observed, followed from one entry of the news to the next, on the threads of a pool.

use detente_engine::batch::{NoneLeft, Population, SequentialSizes, add_effective, population};
use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use rayon::prelude::*;

/// Follows populations of `sizes` under `seed` and adds to `empty` as many of their trials as all of them are worth; none where `give_up`
/// says so. `finished` is told the number of trials of every population that is done.
///
/// # Errors
///
/// Where no trial is left in some population.
pub fn sequential(
    plan: &Plan,
    empty: Tally,
    seed: u64,
    sizes: SequentialSizes,
    give_up: &(dyn Fn() -> bool + Sync),
    finished: &(dyn Fn(u64) + Sync),
) -> Option<Result<Tally, NoneLeft>> {
    let follow = |number: u64| {
        let found = population(plan, seed, number, sizes, &give_up)?;
        finished(sizes.trials);
        Some(found)
    };
    let found: Option<Vec<Result<Population, NoneLeft>>> = (0..sizes.populations).into_par_iter().map(follow).collect();
    let populations: Result<Vec<Population>, NoneLeft> = found?.into_iter().collect();
    Some(populations.map(|populations| {
        let mut tally = empty;
        add_effective(plan, seed, &populations, &mut tally);
        tally
    }))
}
