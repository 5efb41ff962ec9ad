//! The same trials under many plans, counted pair by pair.

use super::objective::CLASSES;
use crate::run::BLOCK_TRIALS;
use rayon::prelude::*;

const WORDS: usize = BLOCK_TRIALS as usize / 64;

/// One block of trials: by plan and class, a bit for every trial that is of that class.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    bits: Vec<[[u64; WORDS]; CLASSES]>,
    trials: usize,
}

impl Marks {
    /// No trials yet, of so many plans.
    pub(super) fn new(plans: usize) -> Self {
        Self { bits: vec![[[0; WORDS]; CLASSES]; plans], trials: 0 }
    }

    /// The same trials of other plans beside each other.
    pub(super) fn side_by_side(parts: &[&Self]) -> Self {
        let bits = parts.iter().flat_map(|part| &part.bits).copied().collect();
        Self { bits, trials: parts.first().map_or(0, |part| part.trials) }
    }

    /// Takes one trial: its class under every plan.
    pub(super) fn add(&mut self, classes: impl Iterator<Item = usize>) {
        for (bits, class) in self.bits.iter_mut().zip(classes) {
            bits[class][self.trials / 64] |= 1 << (self.trials % 64);
        }
        self.trials += 1;
    }
}

/// How a class under one plan goes with a class under another.
type Flows = [[u32; CLASSES]; CLASSES];

/// Mean and variance of a paired difference of scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PairMoments {
    pub(super) trials: u64,
    pub(super) mean: f64,
    /// With divisor `trials - 1`.
    pub(super) variance: f64,
}

/// Counts of plans and of pairs of plans. Integers; no larger for a million trials than for one.
#[derive(Clone, Debug)]
pub(super) struct Meetings {
    counts: Vec<[u64; CLASSES]>,
    /// By plan, then by each plan behind it.
    flows: Vec<Vec<Flows>>,
}

impl Meetings {
    /// No trials yet, of so many plans.
    pub(super) fn new(plans: usize) -> Self {
        let flows = (0..plans).map(|plan| vec![Flows::default(); plans - plan - 1]).collect();
        Self { counts: vec![[0; CLASSES]; plans], flows }
    }

    /// Takes a block in which the plans `simulating`, in rising order, were simulated.
    pub(super) fn take(&mut self, simulating: &[usize], marks: &Marks) {
        for (at, plan) in simulating.iter().enumerate() {
            for (count, bits) in self.counts[*plan].iter_mut().zip(&marks.bits[at]) {
                *count += bits.iter().map(|word| u64::from(word.count_ones())).sum::<u64>();
            }
        }
        self.flows.par_iter_mut().enumerate().for_each(|(plan, row)| {
            let Ok(at) = simulating.binary_search(&plan) else { return };
            for (behind, other) in simulating.iter().enumerate().skip(at + 1) {
                meet(&mut row[other - plan - 1], &marks.bits[at], &marks.bits[behind]);
            }
        });
    }

    /// Trials by class under `plan`.
    pub(super) fn counts(&self, plan: usize) -> &[u64; CLASSES] {
        &self.counts[plan]
    }

    /// Trials of `plan`.
    pub(super) fn trials(&self, plan: usize) -> u64 {
        self.counts[plan].iter().sum()
    }

    /// Mean score of `plan`.
    pub(super) fn score(&self, plan: usize, scores: &[f64; CLASSES]) -> f64 {
        let sum: f64 = self.counts[plan].iter().zip(scores).map(|(count, score)| *count as f64 * score).sum();
        sum / self.trials(plan).max(1) as f64
    }

    /// The score of `plan` less that of `other`, over the trials of both.
    pub(super) fn difference(&self, plan: usize, other: usize, scores: &[f64; CLASSES]) -> PairMoments {
        if plan == other {
            return PairMoments { trials: self.trials(plan), mean: 0.0, variance: 0.0 };
        }
        let (first, second) = (plan.min(other), plan.max(other));
        let flows = &self.flows[first][second - first - 1];
        let cells = (0..CLASSES).flat_map(|one| (0..CLASSES).map(move |two| (one, two)));
        let weighted = |part: &dyn Fn(f64) -> f64| -> f64 {
            cells.clone().map(|(one, two)| f64::from(flows[one][two]) * part(scores[one] - scores[two])).sum()
        };
        let trials = flows.iter().flatten().map(|count| u64::from(*count)).sum::<u64>();
        let mean = weighted(&|gap| gap) / trials.max(1) as f64;
        let squares = weighted(&|gap| (gap - mean) * (gap - mean));
        let variance = squares / trials.saturating_sub(1).max(1) as f64;
        PairMoments { trials, mean: if plan == first { mean } else { 0.0 - mean }, variance }
    }

    /// In how many trials `class` came under both plans, the first alone, the second alone, and neither.
    pub(super) fn paired(&self, plans: [usize; 2], class: usize) -> [u64; 4] {
        let [first, second] = plans;
        assert!(first < second, "pairs are kept by the first of two");
        let flows = &self.flows[first][second - first - 1];
        let mut found = [0; 4];
        for (one, row) in flows.iter().enumerate() {
            for (two, count) in row.iter().enumerate() {
                found[2 * usize::from(one != class) + usize::from(two != class)] += u64::from(*count);
            }
        }
        found
    }
}

/// Adds a block to the flows of one pair.
fn meet(flows: &mut Flows, first: &[[u64; WORDS]; CLASSES], second: &[[u64; WORDS]; CLASSES]) {
    for (row, one) in flows.iter_mut().zip(first) {
        for (count, two) in row.iter_mut().zip(second) {
            *count += one.iter().zip(two).map(|(one, two)| (one & two).count_ones()).sum::<u32>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes of 1,500 trials under three plans, the second the same as the first.
    fn trials() -> impl Iterator<Item = [usize; 3]> {
        (0..1500_usize).map(|trial| {
            let class = (trial * 7 + trial / 11) % CLASSES;
            [class, class, (trial * trial + 3) % CLASSES]
        })
    }

    fn met() -> Meetings {
        let mut meetings = Meetings::new(3);
        let all: Vec<[usize; 3]> = trials().collect();
        for block in all.chunks(BLOCK_TRIALS as usize) {
            let mut marks = Marks::new(3);
            block.iter().for_each(|classes| marks.add(classes.iter().copied()));
            meetings.take(&[0, 1, 2], &marks);
        }
        meetings
    }

    #[test]
    fn differences_are_those_of_the_trials_one_by_one() {
        let scores = [1.0, 0.25, -0.5, -1.0, 0.0];
        let meetings = met();
        let gaps: Vec<f64> = trials().map(|classes| scores[classes[0]] - scores[classes[2]]).collect();
        let mean = gaps.iter().sum::<f64>() / 1500.0;
        let variance = gaps.iter().map(|gap| (gap - mean) * (gap - mean)).sum::<f64>() / 1499.0;
        let found = meetings.difference(0, 2, &scores);
        assert!((found.mean - mean).abs() < 1e-12 && (found.variance - variance).abs() < 1e-12 && found.trials == 1500);
        assert_eq!(meetings.difference(2, 0, &scores).mean, -found.mean);
        assert!((meetings.score(0, &scores) - meetings.score(2, &scores) - mean).abs() < 1e-12);
        let [both, ..] = meetings.paired([0, 2], 3);
        assert_eq!(both, trials().filter(|classes| classes[0] == 3 && classes[2] == 3).count() as u64);
    }

    #[test]
    fn the_same_plan_differs_nowhere() {
        let found = met().difference(0, 1, &[1.0, 0.3, -0.5, -1.0, 0.0]);
        assert_eq!((found.mean, found.variance), (0.0, 0.0));
    }

    #[test]
    fn a_plan_that_does_not_simulate_on_keeps_what_it_has() {
        let mut meetings = met();
        let mut marks = Marks::new(2);
        (0..100).for_each(|_| marks.add([0, 1].into_iter()));
        meetings.take(&[0, 2], &marks);
        assert_eq!([0, 1, 2].map(|plan| meetings.trials(plan)), [1600, 1500, 1600]);
        assert_eq!(meetings.difference(0, 1, &[1.0; CLASSES]).trials, 1500);
    }
}
