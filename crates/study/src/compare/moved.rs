//! How the trials of a base end without a part of it, counted.

use detente_engine::domain::{Cause, Outcome};
use detente_engine::trial::TrialRecord;

/// How the trials of a base end under another plan. Integers only; no larger for a million trials than for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTally {
    /// Trials by cause under the base, then by outcome under the other.
    ends: Vec<[u64; Outcome::ALL.len()]>,
}

impl Default for MovedTally {
    fn default() -> Self {
        Self { ends: vec![[0; Outcome::ALL.len()]; Cause::ALL.len()] }
    }
}

impl MovedTally {
    /// Takes one trial: how it went under the base, and how under the other plan, of which no more is asked than its outcome.
    pub fn add(&mut self, base: &TrialRecord, other: &TrialRecord) {
        self.ends[base.cause.index()][other.outcome.index()] += 1;
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        let both = self.ends.iter_mut().flatten().zip(other.ends.iter().flatten());
        both.for_each(|(own, others)| *own += others);
    }

    /// Number of trials.
    #[must_use]
    pub fn trials(&self) -> u64 {
        self.ends.iter().flatten().sum()
    }

    /// Trials that ended by `cause` under the base.
    #[must_use]
    pub fn ended_by(&self, cause: Cause) -> u64 {
        self.ends[cause.index()].iter().sum()
    }

    /// Of these, those that ended better under the other plan, and those that ended worse. The outcomes in order,
    /// best first: scaling, stalling, overtaken, collapse.
    #[must_use]
    pub fn moved(&self, cause: Cause) -> [u64; 2] {
        let from = cause.outcome();
        let count = |holds: fn(Outcome, Outcome) -> bool| {
            let ends = Outcome::ALL.iter().filter(|to| holds(**to, from));
            ends.map(|to| self.ends[cause.index()][to.index()]).sum()
        };
        [count(|to, from| to.is_better_than(from)), count(|to, from| from.is_better_than(to))]
    }

    /// The same for all trials that ended in `outcome` under the base, their number before it.
    #[must_use]
    pub fn moved_from(&self, outcome: Outcome) -> [u64; 3] {
        let causes = Cause::ALL.iter().filter(|cause| cause.outcome() == outcome);
        causes.fold([0; 3], |[all, better, worse], cause| {
            let moved = self.moved(*cause);
            [all + self.ended_by(*cause), better + moved[0], worse + moved[1]]
        })
    }

    /// Trials that end in `outcome` under the base, and under the other plan.
    #[must_use]
    pub fn ends(&self, outcome: Outcome) -> [u64; 2] {
        [self.moved_from(outcome)[0], self.ends.iter().map(|ends| ends[outcome.index()]).sum()]
    }

    /// The share of trials that end in `outcome` under the other plan, less the share under the base; none without trials.
    #[must_use]
    pub fn net(&self, outcome: Outcome) -> Option<f64> {
        let (trials, [from, to]) = (self.trials() as f64, self.ends(outcome));
        (trials > 0.0).then(|| (to as f64 - from as f64) / trials)
    }
}
