//! Confrontation with the channel against confrontation without, on the same luck.

use super::fixed::Wide;
use super::histogram::Histogram;
use crate::plan::Plan;
use crate::trial::TrialRecord;
use serde::{Deserialize, Serialize};

/// Horizons, in weeks, at which the arms are compared, as far as the plan runs.
const HORIZON_WEEKS: [f64; 5] = [13.0, 26.0, 52.0, 104.0, 260.0];

/// Confrontation in both arms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfrontationCounts {
    /// Whether the twin is played; without it nothing is compared.
    pub twin: bool,
    /// Trials by step of confrontation with the channel.
    pub with: Histogram,
    /// Trials by step of confrontation without.
    pub without: Histogram,
    /// The comparison at each horizon, ascending.
    pub horizons: Vec<HorizonCounts>,
}

/// The two arms by one horizon. The six counts sum to the trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HorizonCounts {
    /// Last step that counts.
    pub step: u32,
    /// No confrontation by then in either arm.
    pub neither: u64,
    /// Only without the channel.
    pub averted: u64,
    /// Only with the channel.
    pub caused: u64,
    /// In both arms, later with the channel.
    pub delayed: u64,
    /// In both arms, earlier with the channel.
    pub hastened: u64,
    /// In both arms, in the same step.
    pub unchanged: u64,
    /// Steps before confrontation or the horizon with the channel, summed.
    pub steps_with: u64,
    /// The same without.
    pub steps_without: u64,
    /// Squared differences of the two, trial by trial, summed.
    pub squared_difference: Wide,
}

impl ConfrontationCounts {
    /// No trials yet.
    pub(super) fn new(plan: &Plan) -> Self {
        let bins = plan.steps as usize + 1;
        let horizons = horizon_steps(plan).into_iter().map(|step| HorizonCounts { step, ..HorizonCounts::default() });
        Self {
            twin: plan.plays_twin(),
            with: Histogram::new(bins),
            without: Histogram::new(bins),
            horizons: horizons.collect(),
        }
    }

    /// Takes one trial.
    pub(super) fn add(&mut self, record: &TrialRecord) {
        if let Some(step) = record.confrontation_step {
            self.with.add(step as usize);
        }
        if !self.twin {
            return;
        }
        if let Some(step) = record.twin_confrontation_step {
            self.without.add(step as usize);
        }
        let with = record.confrontation_step.unwrap_or(u32::MAX);
        let without = record.twin_confrontation_step.unwrap_or(u32::MAX);
        for horizon in &mut self.horizons {
            horizon.add(with, without);
        }
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.with.merge(&other.with);
        self.without.merge(&other.without);
        for (own, others) in self.horizons.iter_mut().zip(&other.horizons) {
            own.merge(others);
        }
    }
}

impl HorizonCounts {
    fn add(&mut self, with: u32, without: u32) {
        let counter = match (with <= self.step, without <= self.step) {
            (false, false) => &mut self.neither,
            (false, true) => &mut self.averted,
            (true, false) => &mut self.caused,
            (true, true) if with > without => &mut self.delayed,
            (true, true) if with < without => &mut self.hastened,
            (true, true) => &mut self.unchanged,
        };
        *counter += 1;
        let (with, without) = (with.min(self.step), without.min(self.step));
        self.steps_with += u64::from(with);
        self.steps_without += u64::from(without);
        let difference = i128::from(with) - i128::from(without);
        self.squared_difference.0 += difference * difference;
    }

    fn merge(&mut self, other: &Self) {
        self.neither += other.neither;
        self.averted += other.averted;
        self.caused += other.caused;
        self.delayed += other.delayed;
        self.hastened += other.hastened;
        self.unchanged += other.unchanged;
        self.steps_with += other.steps_with;
        self.steps_without += other.steps_without;
        self.squared_difference += other.squared_difference;
    }

    /// Trials with confrontation in both arms.
    #[must_use]
    pub fn both(&self) -> u64 {
        self.delayed + self.hastened + self.unchanged
    }

    /// Trials compared.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.neither + self.averted + self.caused + self.both()
    }

    /// Mean difference of steps before confrontation (with less without) and its sample standard
    /// deviation over trials; `None` for no trials, the deviation `None` for fewer than two.
    #[must_use]
    pub fn restricted_difference(&self) -> Option<(f64, Option<f64>)> {
        let trials = self.trials();
        if trials == 0 {
            return None;
        }
        let sum = i128::from(self.steps_with) - i128::from(self.steps_without);
        let deviations = self.squared_difference.deviations(Wide(sum), trials);
        let sd = (trials > 1).then(|| (deviations / (trials - 1) as f64).sqrt());
        Some((sum as f64 / trials as f64, sd))
    }
}

/// The steps at whose ends the arms are compared: the listed weeks within the plan, and its horizon.
fn horizon_steps(plan: &Plan) -> Vec<u32> {
    let nearest_below = |weeks: f64| (weeks * 7.0 / plan.step_days + 1e-9) as u32;
    let mut steps: Vec<u32> = HORIZON_WEEKS.iter().map(|weeks| nearest_below(*weeks)).collect();
    steps.retain(|step| (1..plan.steps).contains(step));
    steps.push(plan.steps);
    steps.dedup();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(step: u32, trials: &[(u32, u32)]) -> HorizonCounts {
        let mut horizon = HorizonCounts { step, ..HorizonCounts::default() };
        trials.iter().for_each(|(with, without)| horizon.add(*with, *without));
        horizon
    }

    #[test]
    fn every_trial_is_counted_in_one_of_six_ways() {
        let never = u32::MAX;
        let horizon = at(10, &[(never, 12), (11, 4), (4, 11), (7, 3), (3, 7), (5, 5)]);
        let counts =
            [horizon.neither, horizon.averted, horizon.caused, horizon.delayed, horizon.hastened, horizon.unchanged];
        assert_eq!(counts, [1; 6]);
        assert_eq!((horizon.trials(), horizon.both()), (6, 3));
    }

    #[test]
    fn restricted_times_stop_at_the_horizon() {
        let horizon = at(10, &[(u32::MAX, 4), (8, 10)]);
        assert_eq!((horizon.steps_with, horizon.steps_without), (18, 14));
        let (mean, sd) = horizon.restricted_difference().expect("two trials");
        assert!((mean - 2.0).abs() < 1e-12);
        assert!((sd.expect("two trials") - 32.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(at(10, &[]).restricted_difference(), None);
    }
}
