//! The race: all plans live through the same trials, those found worse than another drop out, and it ends when nothing that
//! is left can be better than the leader by the indifference zone.
//!
//! What it promises, and why. Let there be `P` plans and at most `L` looks. At each look, for each ordered pair of plans that
//! are both still simulating, [`bernstein_bound`] at the level `(1 - confidence) / (P (P - 1) L)` says by how much the expected
//! difference of their scores can exceed the mean paired difference seen. By the union bound all these statements are true at
//! once with probability `confidence` at least, whatever the looks decide, since each of them, had it been asked for all pairs
//! at all looks, would have been. Suppose they are. Then
//!
//! - a plan drops out only if another is truly better, so the best plan never does;
//! - the race ends when every plan still simulating is found to be better than the leader by less than `delta`, or none other is left.
//!   The best is still simulating, so the leader is less than `delta` below it. Where the second best is `delta` or more below the
//!   best, the leader is the best: **correct selection** with probability `confidence`;
//! - those still simulating hold the best: they are the group that cannot be told apart from it (a comparison with the best in the
//!   sense of J. C. Hsu, Annals of Statistics 12 (1984), 1136-1144).
//!
//! Where the trials run out before, the first and the third still hold, and it is said that the second does not. The trials of a race
//! are independent and its plans were chosen without them, which the bound needs.

use super::meeting::Meetings;
use super::stage::RaceTrials;
use crate::run::RunControl;
use crate::run::{BLOCK_TRIALS, Spec};
use detente_engine::domain::words;
use detente_engine::statistics::{Interval, bernstein_bound};
use serde::Serialize;

/// From look to look a race grows by half.
const GROWTH: [u64; 2] = [3, 2];

/// How sure a race is to be, and of what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Plans whose values are closer than this count as equally good.
    pub delta: f64,
    /// The probability with which the promise is kept.
    pub confidence: f64,
    /// Most trials of any plan.
    pub trials: u64,
}

words! {
    /// Why a race ended.
    Finish {
        Alone = "alone", "One plan is left: every other is worse.";
        WithinDelta = "within_delta", "None of those left is better than the best by delta or more.";
        OutOfTrials = "out_of_trials", "The trials ran out: among those left one may be better than the best by more than delta.";
    }
}

words! {
    /// What is said of a plan.
    Standing {
        Best = "best", "The best of the plans tried.";
        NotToldApart = "not_told_apart", "It cannot be told apart from the best.";
        Worse = "worse", "It is worse than another plan tried.";
    }
}

/// What came of a race.
#[derive(Clone, Debug)]
pub struct Raced {
    /// The plan in front.
    pub best: usize,
    /// By plan: by whom it was found worse, none for those that simulated to the end.
    pub beaten_by: Vec<Option<usize>>,
    /// Why it ended.
    pub finish: Finish,
    /// Looks taken.
    pub looks: u64,
    /// The level of each single bound.
    pub error: f64,
    pub(super) meetings: Meetings,
}

impl Rule {
    /// Blocks by which each look has been simulated, the last one all.
    fn looks(&self) -> Vec<u64> {
        let most = self.trials.div_ceil(BLOCK_TRIALS);
        let next = |blocks: &u64| Some((blocks * GROWTH[0]).div_ceil(GROWTH[1]).max(blocks + 1));
        let mut looks: Vec<u64> = std::iter::successors(Some(1), next).take_while(|blocks| *blocks < most).collect();
        looks.push(most);
        looks
    }

    /// The level of each bound among so many plans.
    fn error(&self, plans: usize) -> f64 {
        let pairs = plans as f64 * plans.saturating_sub(1).max(1) as f64;
        (1.0 - self.confidence) / (pairs * self.looks().len() as f64)
    }

    /// Runs the race; `None` where `control` gave up.
    pub(super) fn race(
        &self,
        stage: &RaceTrials<'_>,
        plans: usize,
        seed: u64,
        control: RunControl<'_>,
    ) -> Option<Raced> {
        let spec = Spec { seed, trials: self.trials };
        let mut raced = Raced {
            best: 0,
            beaten_by: vec![None; plans],
            finish: Finish::OutOfTrials,
            looks: 0,
            error: self.error(plans),
            meetings: Meetings::new(plans),
        };
        let mut simulated = 0;
        for blocks in self.looks() {
            let simulating = raced.simulating();
            if !stage.simulate(spec, simulated..blocks, &simulating, control, &mut raced.meetings) {
                return None;
            }
            simulated = blocks;
            raced.looks += 1;
            raced.look(stage, &simulating);
            if let Some(finish) = raced.finished(stage, self.delta) {
                raced.finish = finish;
                break;
            }
        }
        Some(raced)
    }
}

impl Raced {
    /// The plans that are still simulating, in rising order.
    fn simulating(&self) -> Vec<usize> {
        (0..self.beaten_by.len()).filter(|plan| self.beaten_by[*plan].is_none()).collect()
    }

    /// By how much `plan` may be better than `other` in expectation, and by how much it seems to be.
    fn at_most(&self, stage: &RaceTrials<'_>, plan: usize, other: usize) -> f64 {
        let seen = self.meetings.difference(plan, other, &stage.scores);
        seen.mean + bernstein_bound(seen.variance, stage.range(), seen.trials, self.error)
    }

    /// Lets drop out who is worse than another of those who simulated.
    fn look(&mut self, stage: &RaceTrials<'_>, simulating: &[usize]) {
        for plan in simulating {
            let others = simulating.iter().filter(|other| *other != plan);
            let mut beaten = others.map(|other| (self.at_most(stage, *plan, *other), *other));
            self.beaten_by[*plan] = beaten.find(|(most, _)| *most < 0.0).map(|(_, other)| other);
        }
        let score = |plan: &usize| self.meetings.score(*plan, &stage.scores);
        let simulating = self.simulating();
        let best = simulating.iter().rev().max_by(|one, other| score(one).total_cmp(&score(other)));
        self.best = *best.expect("the plan in front is never beaten");
    }

    fn finished(&self, stage: &RaceTrials<'_>, delta: f64) -> Option<Finish> {
        let simulating = self.simulating();
        let others = simulating.iter().filter(|plan| **plan != self.best);
        match others.map(|plan| self.at_most(stage, *plan, self.best)).reduce(f64::max) {
            None => Some(Finish::Alone),
            Some(most) if most < delta => Some(Finish::WithinDelta),
            Some(_) => None,
        }
    }

    /// What is said of `plan`.
    #[must_use]
    pub fn status(&self, plan: usize) -> Standing {
        match self.beaten_by[plan] {
            _ if plan == self.best => Standing::Best,
            None => Standing::NotToldApart,
            Some(_) => Standing::Worse,
        }
    }

    /// Trials of `plan`.
    #[must_use]
    pub fn trials(&self, plan: usize) -> u64 {
        self.meetings.trials(plan)
    }

    /// Trials of all plans.
    #[must_use]
    pub fn all_trials(&self) -> u64 {
        (0..self.beaten_by.len()).map(|plan| self.trials(plan)).sum()
    }

    /// Trials of all plans, had all of them simulated to the end.
    #[must_use]
    pub fn equal_trials(&self) -> u64 {
        self.trials(self.best) * self.beaten_by.len() as u64
    }

    /// The score of `plan` less that of the best, with the interval that holds at once with all others of the race.
    pub(super) fn behind(&self, stage: &RaceTrials<'_>, plan: usize) -> (f64, Interval) {
        let seen = self.meetings.difference(plan, self.best, &stage.scores);
        if plan == self.best {
            return (0.0, Interval { low: 0.0, high: 0.0 });
        }
        let (bound, most) =
            (bernstein_bound(seen.variance, stage.range(), seen.trials, self.error), 0.5 * stage.range());
        (seen.mean, Interval { low: (seen.mean - bound).max(-most), high: (seen.mean + bound).min(most) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_grow_by_half_and_end_with_all_trials() {
        let looks = |trials| Rule { delta: 0.01, confidence: 0.99, trials }.looks();
        assert_eq!(looks(1), [1]);
        assert_eq!(looks(1024), [1]);
        assert_eq!(looks(10_000), [1, 2, 3, 5, 8, 10]);
    }

    #[test]
    fn the_levels_of_all_bounds_sum_to_what_may_fail() {
        let rule = Rule { delta: 0.01, confidence: 0.99, trials: 10_000 };
        assert!((rule.error(24) * 24.0 * 23.0 * 6.0 - 0.01).abs() < 1e-15);
    }
}
