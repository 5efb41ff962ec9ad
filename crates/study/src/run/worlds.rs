//! Many worlds, each played many times: how far the shares hang on what is not known.
//!
//! World W has the uncertain values that trial W draws. It is played on trials of its own, far beyond those of any run,
//! so that the luck of two worlds is independent.

use super::blocks::Reins;
use detente_engine::luck::Tape;
use detente_engine::plan::Plan;
use detente_engine::tally::WorldTally;
use detente_engine::trial::{Demand, Player, Unobserved};
use rayon::prelude::*;

/// Plays of each world. The best number is near `p (1 - p)` over the variance of the true shares, where luck and what is not
/// known weigh alike: 128 is that for shares that differ from world to world by a standard deviation of 3 to 4 points.
const PLAYS: u64 = 128;
/// Fewest worlds: with these a 5 % end is the third lowest of all.
const FEWEST_WORLDS: u64 = 64;
/// Most worlds.
const MOST_WORLDS: u64 = 1024;
/// The first trial that plays of worlds have.
const FIRST_TRIAL: u64 = 1 << 40;

/// How many worlds are played how many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldSizes {
    /// Worlds.
    pub worlds: u64,
    /// Plays of each.
    pub plays: u64,
}

impl WorldSizes {
    /// The sizes beside a run of `trials`: about as many plays in all, within limits. None for a plan without
    /// uncertain values, which has one world, nor for one under news, which fit some worlds better than others.
    #[must_use]
    pub fn beside(plan: &Plan, trials: u64) -> Option<Self> {
        let worlds = (trials / PLAYS).clamp(FEWEST_WORLDS, MOST_WORLDS);
        (!plan.uncertain.is_empty() && plan.news.is_empty()).then_some(Self { worlds, plays: PLAYS })
    }

    /// Plays in all.
    #[must_use]
    pub fn trials(self) -> u64 {
        self.worlds * self.plays
    }
}

/// Plays the worlds of `plan` under `seed`; none where `reins` pause before all are done.
#[must_use]
pub fn worlds(plan: &Plan, seed: u64, sizes: WorldSizes, reins: Reins<'_>) -> Option<WorldTally> {
    let keys = plan.purposes.keys(seed);
    let play = |world: u64| {
        if (reins.pause)() {
            return None;
        }
        let mut tape = Tape::new(&keys);
        tape.turn_to(world);
        let mut player = Player::asked(plan, Demand::Outcome);
        player.play(&mut tape, &mut Unobserved);
        let fixed = plan.in_world(player.drawn());
        let mut player = Player::asked(&fixed, Demand::Outcome);
        let mut outcomes = [0; 4];
        let first = FIRST_TRIAL + world * sizes.plays;
        for trial in first..first + sizes.plays {
            tape.turn_to(trial);
            outcomes[player.play(&mut tape, &mut Unobserved).outcome.index()] += 1;
        }
        (reins.finished)(sizes.plays);
        Some(outcomes)
    };
    let played: Option<Vec<[u64; 4]>> = (0..sizes.worlds).into_par_iter().map(play).collect();
    let mut tally = WorldTally::new(sizes.plays);
    played?.into_iter().for_each(|outcomes| tally.add(outcomes));
    Some(tally)
}
