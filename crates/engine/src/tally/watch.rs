//! What observers read at the landmarks, by the outcome that came of it.

use super::histogram::Histogram;
use crate::domain::Outcome;
use crate::plan::Plan;
use crate::trial::{Indicator, TrialRecord, UNDEFINED};
use serde::{Deserialize, Serialize};

/// Trials that were undecided at one landmark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandmarkCounts {
    /// The step at whose end they were read.
    pub step: u32,
    /// How many came to each [`Outcome`].
    pub undecided: [u64; 4],
    /// By [`Indicator`], then by [`Outcome`], trials in each bin of the indicator's scale; trials in which it is
    /// undefined in none.
    pub indicators: Vec<[Histogram; 4]>,
}

impl LandmarkCounts {
    fn new(step: u32) -> Self {
        let empty = |indicator: &Indicator| std::array::from_fn(|_| Histogram::new(indicator.scale().bins()));
        Self { step, undecided: [0; 4], indicators: Indicator::ALL.iter().map(empty).collect() }
    }

    /// Whether no more trials were undecided than came to each outcome, `ended`, and no indicator was read in more
    /// trials than were undecided.
    pub(super) fn is_possible(&self, ended: [u64; 4]) -> bool {
        let read = |counts: &Histogram| counts.filled().fold(0, |sum: u64, (_, count)| sum.saturating_add(count));
        let within =
            |counts: &[Histogram; 4]| counts.iter().zip(self.undecided).all(|(counts, most)| read(counts) <= most);
        self.undecided.iter().zip(ended).all(|(undecided, ended)| *undecided <= ended)
            && self.indicators.iter().all(within)
    }

    fn merge(&mut self, other: &Self) {
        for outcome in 0..Outcome::ALL.len() {
            self.undecided[outcome] += other.undecided[outcome];
            for (own, others) in self.indicators.iter_mut().zip(&other.indicators) {
                own[outcome].merge(&others[outcome]);
            }
        }
    }
}

/// No trials yet, at each landmark of `plan`.
pub(super) fn empty(plan: &Plan) -> Vec<LandmarkCounts> {
    plan.landmarks().into_iter().flatten().map(LandmarkCounts::new).collect()
}

/// Takes one trial.
pub(super) fn add(landmarks: &mut [LandmarkCounts], trial: &TrialRecord) {
    let outcome = trial.outcome.index();
    for (landmark, reading) in landmarks.iter_mut().zip(&trial.readings) {
        landmark.undecided[outcome] += 1;
        for (counts, bin) in landmark.indicators.iter_mut().zip(reading) {
            if *bin != UNDEFINED {
                counts[outcome].add(usize::from(*bin));
            }
        }
    }
}

/// Takes all trials of `others`.
pub(super) fn merge(landmarks: &mut [LandmarkCounts], others: &[LandmarkCounts]) {
    for (own, others) in landmarks.iter_mut().zip(others) {
        own.merge(others);
    }
}
