//! How many trials it takes until enough of them go as was observed.

use detente_engine::batch::kept;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use rayon::prelude::*;
use std::ops::Range;

/// Trials that are tried at first; twice as many in all after each further look.
const FIRST: u64 = 1 << 17;
/// Most trials that are tried to see how many it takes.
const MOST_TRIED: u64 = 1 << 20;
/// Most trials that are simulated to keep enough of them: beyond that it is quicker to follow trials from news to news.
const MOST_SIMULATED: u64 = 1 << 22;
/// As many kept trials tell the share well enough: within a seventh of it in 95 of 100 cases.
const TELLING: u64 = 200;
/// Trials in a piece of work.
const PIECE: u64 = 1 << 12;

/// How enough trials are found that go as was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enough {
    /// So many trials are simulated, each by itself: they are those of a run.
    Simulate(u64),
    /// They are too rare for that: trials are to be followed from one entry of the news to the next.
    Follow,
}

/// How about `wanted` or more trials of `plan` under `seed` are found that go as was observed; none where `give_up` says so.
#[must_use]
pub fn trials_to_keep(plan: &Plan, seed: u64, wanted: u64, give_up: &(dyn Fn() -> bool + Sync)) -> Option<Enough> {
    let keys = plan.purposes.keys(seed);
    let of_piece = |piece: u64| {
        let first = piece * PIECE;
        (!give_up()).then(|| kept(plan, &mut RandomBlocks::new(&keys), first..first + PIECE))
    };
    let tried = |trials: Range<u64>| -> Option<u64> {
        (trials.start / PIECE..trials.end / PIECE).into_par_iter().map(of_piece).sum()
    };
    let (mut done, mut next, mut found) = (0, FIRST, 0);
    while next <= MOST_TRIED && found < TELLING {
        found += tried(done..next)?;
        (done, next) = (next, 2 * next);
    }
    // A fifth more, as the share is not known exactly.
    let about = done.saturating_mul(wanted).div_ceil(found.max(1)).saturating_mul(6).div_ceil(5);
    let trials = if found >= wanted { about.min(done) } else { about };
    Some(if found >= TELLING && trials <= MOST_SIMULATED { Enough::Simulate(trials) } else { Enough::Follow })
}
