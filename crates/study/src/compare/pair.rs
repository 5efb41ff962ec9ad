//! The same trials under two plans, counted.

use super::figure::{Ended, Figure, Figures};
use detente_engine::domain::Cause;
use detente_engine::statistics::PairedCounts;
use detente_engine::trial::TrialRecord;
use serde::{Deserialize, Serialize};

const CAUSES: usize = Cause::ALL.len();

/// How the trials of a base moved under another plan. Integers only; no larger for a million trials than for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairTally {
    trials: u64,
    /// Trials by cause under the base, then by cause under the other.
    flows: Vec<[u64; CAUSES]>,
    /// By [`Figure`]; the other plan is the first, the base the second.
    figures: [PairedCounts; Figure::ALL.len()],
}

impl Default for PairTally {
    fn default() -> Self {
        let figures = [PairedCounts::default(); Figure::ALL.len()];
        Self { trials: 0, flows: vec![[0; CAUSES]; CAUSES], figures }
    }
}

impl PairTally {
    /// Takes one trial: how it went under the base, and under the other plan, with the figures of each.
    pub fn add(&mut self, trial: [(&Figures, &TrialRecord); 2]) {
        self.add_ended(trial.map(|(figures, record)| figures.ended(record)));
    }

    /// The same, where no more is left of the trial than what is counted.
    pub fn add_ended(&mut self, [base, other]: [Ended; 2]) {
        self.trials += 1;
        self.flows[base.cause.index()][other.cause.index()] += 1;
        for (counts, (other, base)) in self.figures.iter_mut().zip(other.happened.into_iter().zip(base.happened)) {
            counts.add(other, base);
        }
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        let flows = self.flows.iter_mut().flatten().zip(other.flows.iter().flatten());
        flows.for_each(|(own, others)| *own += others);
        self.figures.iter_mut().zip(&other.figures).for_each(|(own, others)| own.merge(others));
    }

    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// Trials that ended by `from` under the base and by `to` under the other.
    #[must_use]
    pub fn flow(&self, from: Cause, to: Cause) -> u64 {
        self.flows[from.index()][to.index()]
    }

    /// In how many trials a figure happened under the other plan (first) and under the base (second).
    #[must_use]
    pub fn figure(&self, figure: Figure) -> PairedCounts {
        self.figures[figure.index()]
    }
}
