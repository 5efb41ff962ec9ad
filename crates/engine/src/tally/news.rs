//! Of how many trials what was observed is true, and what values these had drawn.

use super::histogram::Histogram;
use crate::parameter::Distribution;
use crate::plan::Plan;
use serde::{Deserialize, Serialize};

/// Parts of equal probability into which the values of an uncertain input are sorted.
pub const LEARNING_BINS: usize = 200;

/// What news did to the trials of a plan. Integers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsCounts {
    /// Trials simulated, kept or not.
    pub simulated: u64,
    /// By entry of the news, trials in which it went so.
    pub alone: Vec<u64>,
    /// By entry of the news, trials in which it went so there and in all entries before.
    pub so_far: Vec<u64>,
    /// By uncertain value, trials kept by the part of its distribution in which the value drawn lies.
    pub drawn: Vec<Histogram>,
    /// Trials that were followed from entry to entry, where those kept were found so: the counts above are then as many as it would have
    /// taken by chance alone, estimated. None where every trial was simulated by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub followed: Option<u64>,
}

impl NewsCounts {
    /// No trials of `plan` yet; none where nothing was observed.
    pub(super) fn new(plan: &Plan) -> Option<Self> {
        let none = vec![0; plan.news.len()];
        let drawn = plan.uncertain.iter().map(|_| Histogram::new(LEARNING_BINS)).collect();
        (!plan.news.is_empty()).then(|| Self { simulated: 0, alone: none.clone(), so_far: none, drawn, followed: None })
    }

    /// Takes a trial that fits the news or not, entry by entry; whether it fits all of them.
    pub(super) fn hear(&mut self, fits: impl Iterator<Item = bool>) -> bool {
        self.simulated += 1;
        let mut so_far = true;
        for (entry, fits) in fits.enumerate() {
            so_far &= fits;
            self.alone[entry] += u64::from(fits);
            self.so_far[entry] += u64::from(so_far);
        }
        so_far
    }

    /// Takes `kept` trials that were found by following others from entry to entry, with the estimated shares of trials that fit each entry
    /// alone, and each and all before.
    pub(super) fn hear_sequentially(&mut self, kept: u64, followed: u64, alone: &[f64], so_far: &[f64]) {
        let all = so_far.last().copied().unwrap_or(1.0);
        let trials = |share: f64| (kept as f64 * share / all).round() as u64;
        self.simulated = trials(1.0);
        self.so_far = so_far.iter().map(|share| trials(*share)).collect();
        // By chance fewer may be estimated to fit an entry than to fit it and all before.
        self.alone = alone.iter().zip(&self.so_far).map(|(share, so_far)| trials(*share).max(*so_far)).collect();
        self.followed = Some(followed);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.followed = self.followed.or(other.followed);
        self.simulated += other.simulated;
        add_each(&mut self.alone, &other.alone);
        add_each(&mut self.so_far, &other.so_far);
        self.drawn.iter_mut().zip(&other.drawn).for_each(|(own, others)| own.merge(others));
    }

    /// Whether the counts can be those of `kept` trials.
    pub(super) fn adds_up(&self, kept: u64) -> bool {
        let falls = self.so_far.windows(2).all(|pair| pair[0] >= pair[1]);
        let within =
            self.so_far.iter().zip(&self.alone).all(|(so_far, alone)| so_far <= alone && *alone <= self.simulated);
        let all_drawn = self.drawn.iter().all(|drawn| drawn.total() == kept);
        falls && within && all_drawn && self.so_far.last() == Some(&kept)
    }

    /// Length of every list, each with what it is a list of.
    pub(super) fn lengths(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let drawn = self.drawn.iter().map(|drawn| ("parts of a distribution", drawn.bins()));
        [("news", self.alone.len()), ("news in a row", self.so_far.len()), ("uncertain values", self.drawn.len())]
            .into_iter()
            .chain(drawn)
    }
}

fn add_each(own: &mut [u64], others: &[u64]) {
    own.iter_mut().zip(others).for_each(|(own, others)| *own += others);
}

/// The parts of equal probability of one distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct LearningGrid {
    /// The values between neighbouring parts, rising.
    edges: Vec<f64>,
}

impl LearningGrid {
    /// The parts of `distribution`.
    #[must_use]
    pub fn new(distribution: &Distribution) -> Self {
        let edge = |part: usize| distribution.quantile(part as f64 / LEARNING_BINS as f64);
        Self { edges: (1..LEARNING_BINS).map(edge).collect() }
    }

    /// The part in which `value` lies, the lowest of those that it fills alone.
    #[must_use]
    pub fn part(&self, value: f64) -> usize {
        self.edges.partition_point(|edge| *edge < value)
    }

    /// The value below which a share `level` of the values counted in `drawn` lies: within its part as the distribution has
    /// it, or the one value that the part has. `None` where nothing was counted.
    #[must_use]
    pub fn quantile(&self, distribution: &Distribution, drawn: &Histogram, level: f64) -> Option<f64> {
        let wanted = level * drawn.total() as f64;
        let mut below = 0.0;
        let (part, count) = drawn.filled().find(|(_, count)| {
            let reached = below + *count as f64 >= wanted;
            below += if reached { 0.0 } else { *count as f64 };
            reached
        })?;
        let within =
            if let Distribution::Discrete { .. } = distribution { 1.0 } else { (wanted - below) / count as f64 };
        let probability = (part as f64 + within) / LEARNING_BINS as f64;
        Some(distribution.quantile(probability.clamp(1e-9, 1.0 - 1e-9)))
    }

    /// The largest difference, over all values between two parts, between the share of `drawn` up to and including the value
    /// and the probability that `distribution` gives; 0 where the two agree, 1 at most. `None` where nothing was counted.
    #[must_use]
    pub fn distance(&self, distribution: &Distribution, drawn: &Histogram) -> Option<f64> {
        let total = drawn.total();
        let mut below = 0;
        let mut largest = 0.0_f64;
        for (part, count) in drawn.counts().iter().enumerate().take(self.edges.len()) {
            below += count;
            // A value that fills several parts is looked at once, with all of them.
            if self.edges.get(part + 1).is_none_or(|next| self.edges[part] < *next) {
                let share = below as f64 / total as f64;
                largest = largest.max((share - self.share_up_to_end(distribution, part)).abs());
            }
        }
        (total > 0).then_some(largest)
    }

    /// The probability of a value up to and including the upper end of `part`.
    fn share_up_to_end(&self, distribution: &Distribution, part: usize) -> f64 {
        match distribution {
            Distribution::Discrete { .. } => distribution.cumulative(self.edges[part]),
            _ => (part + 1) as f64 / LEARNING_BINS as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(grid: &LearningGrid, values: &[f64]) -> Histogram {
        let mut drawn = Histogram::new(LEARNING_BINS);
        values.iter().for_each(|value| drawn.add(grid.part(*value)));
        drawn
    }

    #[test]
    fn quantiles_of_what_was_drawn_evenly_are_those_of_the_distribution() {
        let prior = Distribution::triangular(0.0, 1.0, 4.0).expect("in order");
        let grid = LearningGrid::new(&prior);
        let values: Vec<f64> = (0..2000).map(|k| prior.quantile((f64::from(k) + 0.5) / 2000.0)).collect();
        let drawn = counted(&grid, &values);
        for level in [0.05, 0.5, 0.95] {
            let found = grid.quantile(&prior, &drawn, level).expect("values");
            assert!((found - prior.quantile(level)).abs() < 1e-9, "{found}");
        }
        assert!(grid.distance(&prior, &drawn).expect("values") < 1e-12);
        let upper = counted(&grid, &values[1000..]);
        assert!((grid.distance(&prior, &upper).expect("values") - 0.5).abs() < 1e-12);
    }

    #[test]
    fn one_of_a_few_values_is_found_again() {
        let prior = Distribution::discrete(vec![1.0, 2.0, 5.0], vec![0.1025, 0.4, 0.4975]).expect("weights");
        let grid = LearningGrid::new(&prior);
        let drawn = counted(&grid, &[1.0, 1.0, 2.0, 2.0, 2.0, 5.0]);
        let at = |level: f64| grid.quantile(&prior, &drawn, level);
        assert_eq!([at(0.2), at(0.5), at(0.99)], [Some(1.0), Some(2.0), Some(5.0)]);
        assert_eq!(grid.quantile(&prior, &Histogram::new(LEARNING_BINS), 0.5), None);
        // Up to 1: 2 of 6 for .1025; up to 2: 5 of 6 for .5025.
        let distance = grid.distance(&prior, &drawn).expect("values");
        assert!((distance - (5.0 / 6.0 - 0.5025)).abs() < 1e-12, "{distance}");
    }
}
