//! How much of its ladder a plan carries out. A plan may collapse less because it does less.

use detente_engine::plan::Plan;
use detente_engine::statistics::{Confidence, Interval, mean_interval};
use detente_engine::trial::TrialRecord;

/// How many rungs came into force under a plan, over trials. Integers only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveredTally {
    trials: u64,
    /// Sum over trials of the rungs that came into force in them, and sum of its squares.
    sums: [u64; 2],
}

/// How much of its ladder a plan carries out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivered {
    /// Rungs of its ladder, with tranches and repeats one by one.
    pub rungs: usize,
    /// How many of them came into force in a trial, in any of its weeks: the mean.
    pub mean: f64,
    /// Interval of the mean, from chance.
    pub interval: Option<Interval>,
}

impl DeliveredTally {
    /// Takes one trial.
    pub(super) fn add(&mut self, trial: &TrialRecord) {
        let rungs = trial.rungs.iter().filter(|rung| rung.delivered > 0).count() as u64;
        self.trials += 1;
        self.sums[0] += rungs;
        self.sums[1] += rungs * rungs;
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        self.sums[0] += other.sums[0];
        self.sums[1] += other.sums[1];
    }

    /// What they say of `plan`; none without trials.
    #[must_use]
    pub fn of(&self, plan: &Plan) -> Option<Delivered> {
        let number = self.trials as f64;
        let [sum, squares] = self.sums.map(|sum| sum as f64);
        let mean = sum / number;
        let sd = ((squares - sum * mean) / (number - 1.0)).max(0.0).sqrt();
        (self.trials > 0).then(|| Delivered {
            rungs: plan.ladder.len(),
            mean,
            interval: mean_interval(mean, sd, self.trials, Confidence::NINETY_FIVE),
        })
    }
}
