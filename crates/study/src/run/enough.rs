//! How many trials it takes until enough of them go as was observed.

use detente_engine::batch::kept;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use rayon::prelude::*;
use std::ops::Range;

/// Trials that are tried at first; twice as many in all after each further look.
const FIRST: u64 = 1 << 17;
/// Most trials that are tried to see how many it takes.
pub const MOST_TRIED: u64 = 1 << 27;
/// As many kept trials tell the share well enough: within a seventh of it in 95 of 100 cases.
const TELLING: u64 = 200;
/// Trials in a piece of work.
const PIECE: u64 = 1 << 12;

/// How many trials of `plan` under `seed` are to be simulated so that about `wanted` or more go as was observed; none where of the most that
/// are tried not one does, and where `give_up` says so. The trials are those of a run.
#[must_use]
pub fn trials_to_keep(plan: &Plan, seed: u64, wanted: u64, give_up: &(dyn Fn() -> bool + Sync)) -> Option<u64> {
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
    (found > 0).then(|| if found >= wanted { about.min(done) } else { about })
}
