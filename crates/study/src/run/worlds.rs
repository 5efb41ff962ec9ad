//! Many worlds, each simulated many times: how far the shares hang on what is not known.
//!
//! World W has the uncertain values that trial W draws. It is simulated on trials of its own, far beyond those of any run,
//! so that the chance of two worlds is independent.

use super::blocks::RunControl;
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::tally::WorldTally;
use detente_engine::trial::{Demand, TrialSimulator, Unobserved};
use rayon::prelude::*;

/// Trials of each world. The best number is near `p (1 - p)` over the variance of the true shares, where chance and what is not
/// known weigh alike: 128 is that for shares that differ from world to world by a standard deviation of 3 to 4 points.
const TRIALS_PER_WORLD: u64 = 128;
/// Fewest worlds: with these a 5 % end is the third lowest of all.
const FEWEST_WORLDS: u64 = 64;
/// Most worlds.
const MOST_WORLDS: u64 = 1024;
/// The first trial that trials of worlds have.
const FIRST_TRIAL: u64 = 1 << 40;

/// How many worlds are simulated how many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldSizes {
    /// Worlds.
    pub worlds: u64,
    /// Trials of each.
    pub trials: u64,
}

impl WorldSizes {
    /// The sizes beside a run of `trials`: about as many trials in all, within limits. None for a plan without
    /// uncertain values, which has one world, nor for one under news, which fit some worlds better than others.
    #[must_use]
    pub fn beside(plan: &Plan, trials: u64) -> Option<Self> {
        let worlds = (trials / TRIALS_PER_WORLD).clamp(FEWEST_WORLDS, MOST_WORLDS);
        (!plan.uncertain.is_empty() && plan.news.is_empty()).then_some(Self { worlds, trials: TRIALS_PER_WORLD })
    }

    /// Trials in all.
    #[must_use]
    pub fn trials(self) -> u64 {
        self.worlds * self.trials
    }
}

/// Simulates the worlds of `plan` under `seed`; none where `control` pauses before all are done.
#[must_use]
pub fn worlds(plan: &Plan, seed: u64, sizes: WorldSizes, control: RunControl<'_>) -> Option<WorldTally> {
    let keys = plan.purposes.keys(seed);
    let simulate = |world: u64| {
        if (control.pause)() {
            return None;
        }
        let mut random = RandomBlocks::new(&keys);
        random.turn_to(world);
        let mut simulator = TrialSimulator::asked(plan, Demand::Outcome);
        simulator.simulate(&mut random, &mut Unobserved);
        let fixed = plan.in_world(simulator.drawn());
        let mut simulator = TrialSimulator::asked(&fixed, Demand::Outcome);
        let mut outcomes = [0; 4];
        let first = FIRST_TRIAL + world * sizes.trials;
        for trial in first..first + sizes.trials {
            random.turn_to(trial);
            outcomes[simulator.simulate(&mut random, &mut Unobserved).outcome.index()] += 1;
        }
        (control.finished)(sizes.trials);
        Some(outcomes)
    };
    let simulated: Option<Vec<[u64; 4]>> = (0..sizes.worlds).into_par_iter().map(simulate).collect();
    let mut tally = WorldTally::new(sizes.trials);
    simulated?.into_iter().for_each(|outcomes| tally.add(outcomes));
    Some(tally)
}
