//! Confrontation with the channel against confrontation without, on the same random numbers.

use super::fixed::Wide;
use super::histogram::Histogram;
use crate::domain::{Confronted, Fate};
use crate::plan::Plan;
use crate::trial::TrialRecord;
use serde::{Deserialize, Serialize};

/// Confrontation in both arms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfrontationCounts {
    /// Whether the counterfactual is simulated; without it nothing is compared.
    pub counterfactual: bool,
    /// Trials by step of confrontation with the channel.
    pub with: Histogram,
    /// Trials by step of confrontation without.
    pub without: Histogram,
    /// The comparison at each horizon, ascending.
    pub horizons: Vec<HorizonCounts>,
    /// Of trials with confrontation without the channel: by how many steps later it came with it, plus the plan's steps. Where it
    /// did not come by the horizon, it counts as if it came at its end.
    pub later: Histogram,
}

/// The two axes by one horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HorizonCounts {
    /// Last step that counts.
    pub step: u32,
    /// Trials by [`Fate`], then by [`Confronted`].
    pub fates: [[u64; Confronted::ALL.len()]; Fate::ALL.len()],
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
        let horizons = plan.horizons.iter().map(|step| HorizonCounts { step: *step, ..HorizonCounts::default() });
        Self {
            counterfactual: plan.simulates_counterfactual(),
            with: Histogram::new(bins),
            without: Histogram::new(bins),
            horizons: horizons.collect(),
            later: Histogram::new(2 * plan.steps as usize + 1),
        }
    }

    /// Takes one trial.
    pub(super) fn add(&mut self, record: &TrialRecord) {
        if let Some(step) = record.confrontation_step {
            self.with.add(step as usize);
        }
        if !self.counterfactual {
            return;
        }
        if let Some(step) = record.counterfactual_confrontation_step {
            self.without.add(step as usize);
        }
        for horizon in &mut self.horizons {
            horizon.add(record);
        }
        let last = (self.with.bins() - 1) as u32;
        if let Some(without) = record.counterfactual_confrontation_step {
            let with = record.confrontation_step.unwrap_or(last);
            self.later.add((last + with - without) as usize);
        }
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.with.merge(&other.with);
        self.without.merge(&other.without);
        for (own, others) in self.horizons.iter_mut().zip(&other.horizons) {
            own.merge(others);
        }
        self.later.merge(&other.later);
    }
}

impl HorizonCounts {
    fn add(&mut self, record: &TrialRecord) {
        let (fate, confronted) = (record.fate_by(self.step), record.confronted_by(self.step));
        self.fates[fate.index()][confronted.index()] += 1;
        let [with, without] = [record.confrontation_step, record.counterfactual_confrontation_step]
            .map(|came| came.map_or(self.step, |came| came.min(self.step)));
        self.steps_with += u64::from(with);
        self.steps_without += u64::from(without);
        let difference = i128::from(with) - i128::from(without);
        self.squared_difference.0 += difference * difference;
    }

    fn merge(&mut self, other: &Self) {
        self.fates.iter_mut().flatten().zip(other.fates.iter().flatten()).for_each(|(own, others)| *own += others);
        self.steps_with += other.steps_with;
        self.steps_without += other.steps_without;
        self.squared_difference += other.squared_difference;
    }

    /// Trials by the second axis alone.
    #[must_use]
    pub fn confronted(&self, confronted: Confronted) -> u64 {
        self.fates.iter().map(|fate| fate[confronted.index()]).sum()
    }

    /// Trials with confrontation in both arms.
    #[must_use]
    pub fn both(&self) -> u64 {
        [Confronted::Later, Confronted::SameWeek, Confronted::Earlier].map(|way| self.confronted(way)).iter().sum()
    }

    /// Trials with confrontation with the channel.
    #[must_use]
    pub fn with_channel(&self) -> u64 {
        self.both() + self.confronted(Confronted::OnlyWithChannel)
    }

    /// Trials with confrontation without the channel.
    #[must_use]
    pub fn without_channel(&self) -> u64 {
        self.both() + self.confronted(Confronted::Averted)
    }

    /// Trials compared.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.fates.iter().flatten().sum()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;

    fn record(with: Option<u32>, without: Option<u32>) -> TrialRecord {
        let checked = crate::scenario::read_text("mine", "", &[]).expect("sound");
        let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
        let mut simulator = crate::trial::TrialSimulator::new(&plan);
        let keys = plan.purposes.keys(1);
        let mut record =
            simulator.simulate(&mut crate::random::RandomBlocks::new(&keys), &mut crate::trial::Unobserved).clone();
        (record.channel_end, record.channel_end_step, record.began_step) = (ChannelEnd::Broken, Some(6), Some(2));
        (record.confrontation_step, record.counterfactual_confrontation_step) = (with, without);
        record
    }

    fn at(step: u32, trials: &[(Option<u32>, Option<u32>)]) -> HorizonCounts {
        let mut horizon = HorizonCounts { step, ..HorizonCounts::default() };
        trials.iter().for_each(|(with, without)| horizon.add(&record(*with, *without)));
        horizon
    }

    #[test]
    fn every_trial_is_counted_in_one_of_six_ways_and_by_its_fate() {
        let trials = [(None, 12), (Some(11), 4), (Some(4), 11), (Some(7), 3), (Some(3), 7), (Some(5), 5)];
        let horizon = at(10, &trials.map(|(with, without)| (with, Some(without))));
        assert_eq!(Confronted::ALL.iter().map(|way| horizon.confronted(*way)).collect::<Vec<_>>(), [1; 6]);
        assert_eq!((horizon.trials(), horizon.both(), horizon.with_channel(), horizon.without_channel()), (6, 3, 4, 4));
        // Whom confrontation met before step 6 was still in the channel.
        let of = |fate: Fate| horizon.fates[fate.index()].iter().sum::<u64>();
        assert_eq!((of(Fate::Left), of(Fate::Open)), (3, 3));
    }

    #[test]
    fn restricted_times_stop_at_the_horizon() {
        let horizon = at(10, &[(None, Some(4)), (Some(8), Some(10))]);
        assert_eq!((horizon.steps_with, horizon.steps_without), (18, 14));
        let (mean, sd) = horizon.restricted_difference().expect("two trials");
        assert!((mean - 2.0).abs() < 1e-12);
        assert!((sd.expect("two trials") - 32.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(at(10, &[]).restricted_difference(), None);
    }
}
