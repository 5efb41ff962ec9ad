//! All that `sensitivity` finds out about one plan.

use super::MOST_DIMENSIONS;
use super::boxes::{BoxReport, find_box};
use super::cloud::Cloud;
use super::engine::{Engine, MEASURES, sample};
use super::indices::{IndexPlan, Indices, indices};
use super::morris::{Effect, ScreenPlan, screen};
use crate::run::RunControl;
use detente_engine::plan::Plan;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How much is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// Independent scrambles.
    pub scrambles: u32,
    /// Pairs of points in each.
    pub pairs: u32,
    /// Trials at every one of them.
    pub trials_per_point: u32,
    /// Trajectories of the screening.
    pub trajectories: u32,
    /// Trials at every point of a trajectory.
    pub trials_per_trajectory_point: u32,
    /// Points in which boxes are looked for.
    pub box_points: u32,
    /// Trials at each of them.
    pub trials_per_box_point: u32,
}

/// What was found, by measure (see [`MEASURES`]), and within a measure by input in the order of `Plan::uncertain`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// Who accounts for the variance; chance is the last factor.
    pub indices: Vec<Indices>,
    /// What moving each input up does.
    pub effects: Vec<Vec<Effect>>,
    /// Where it happens most; none where it happens too seldom, or too rarely does not.
    pub boxes: Vec<Option<BoxReport>>,
}

impl Sizes {
    /// The sizes for `scrambles` of `pairs`, each point of which is simulated `trials_per_point` times; the other parts in proportion, up to
    /// what is enough for them.
    #[must_use]
    pub fn new(scrambles: u32, pairs: u32, trials_per_point: u32) -> Self {
        Self {
            scrambles,
            pairs,
            trials_per_point,
            trajectories: scrambles.saturating_mul(2).min(64),
            trials_per_trajectory_point: 64,
            box_points: scrambles.saturating_mul(pairs).saturating_mul(4).min(8_192),
            trials_per_box_point: 16,
        }
    }

    /// Whether the command line could have asked for these: what is read from a folder may ask for anything.
    #[must_use]
    pub fn are_possible(self) -> bool {
        (16..=1024).contains(&self.scrambles)
            && self.pairs.is_power_of_two()
            && (16..=1 << 20).contains(&self.pairs)
            && (1..=4096).contains(&self.trials_per_point)
            && self == Self::new(self.scrambles, self.pairs, self.trials_per_point)
    }

    fn index_plan(self, inputs: usize, seed: u64) -> IndexPlan {
        IndexPlan {
            seed,
            inputs,
            outputs: MEASURES.len(),
            replicates: self.scrambles,
            pairs: self.pairs,
            trials_per_point: self.trials_per_point,
        }
    }

    fn screen_plan(self, inputs: usize, seed: u64) -> ScreenPlan {
        let (trajectories, trials_per_point) = (self.trajectories, self.trials_per_trajectory_point);
        ScreenPlan { seed, inputs, outputs: MEASURES.len(), trajectories, trials_per_point }
    }

    /// How many trials are simulated for so many inputs.
    #[must_use]
    pub fn trials(self, inputs: usize) -> u64 {
        let indices = self.index_plan(inputs, 0).evaluations();
        let boxes = u64::from(self.box_points) * u64::from(self.trials_per_box_point);
        indices + self.screen_plan(inputs, 0).evaluations() + boxes
    }
}

impl Sensitivity {
    /// The most inputs that can be studied.
    pub const MOST_INPUTS: usize = MOST_DIMENSIONS / 2;
}

/// Studies `plan`, which must have from 1 to [`Sensitivity::MOST_INPUTS`] uncertain values, on the current thread pool; `None` where
/// `control` gave up.
#[must_use]
pub fn sensitivity(plan: &Plan, seed: u64, sizes: Sizes, control: RunControl<'_>) -> Option<Sensitivity> {
    let inputs = plan.uncertain.len();
    let keys = plan.purposes.keys(seed);
    let start = || Engine::new(plan, &keys);
    let effects = screen(sizes.screen_plan(inputs, seed), start, control)?;
    let indices = indices(sizes.index_plan(inputs, seed), start, control)?;
    let sample = sample(plan, seed, sizes.box_points, sizes.trials_per_box_point, control)?;
    // The number of a world, the last input, has no low and no high end.
    let numeric = &sample.columns[..inputs - usize::from(plan.worlds() > 0)];
    let find = |shares: &Vec<f64>| find_box(Cloud { columns: numeric, shares }, seed);
    let boxes = sample.shares.par_iter().map(find).collect();
    Some(Sensitivity { indices, effects, boxes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sizes_that_can_be_asked_for_are_possible() {
        assert!(Sizes::new(32, 64, 64).are_possible());
        let wild = [
            Sizes::new(u32::MAX, 64, 64),
            Sizes::new(32, 63, 64),
            Sizes::new(32, 1 << 21, 64),
            Sizes::new(32, 64, 0),
            Sizes { box_points: u32::MAX, ..Sizes::new(32, 64, 64) },
            Sizes { trajectories: 0, ..Sizes::new(32, 64, 64) },
        ];
        assert!(wild.iter().all(|sizes| !sizes.are_possible()));
    }
}
