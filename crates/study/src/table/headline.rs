//! What a result says first: which outcome, cause, rung and body come most often.

use super::{ActorRow, CauseRow, RungRow};
use detente_engine::domain::{ActorKind, Cause, Outcome};
use detente_engine::tally::{TallyRecord, most_frequent};

/// Which of several comes most often, and in how many trials: the same in tables, on pages and screens, and where a typical
/// trial is chosen. Of several with as many it is the first, in their documented order; none where none came at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    causes: Vec<(Cause, u64)>,
    rung: Option<(usize, u64)>,
    body: Option<(usize, u64)>,
}

impl Headline {
    /// Of what was counted.
    #[must_use]
    pub fn of(record: &TallyRecord) -> Self {
        Self::new(
            Cause::ALL.iter().map(|cause| (*cause, record.cause(*cause))),
            record.ladder.rungs.iter().map(|rung| rung.stopped()),
            record.actors.bodies.iter().map(|body| body.vetoes),
        )
    }

    /// Of the rows of one scenario.
    #[must_use]
    pub fn of_rows(causes: &[CauseRow], rungs: &[RungRow], actors: &[ActorRow]) -> Self {
        let bodies = actors.iter().filter(|actor| actor.kind == ActorKind::Body);
        Self::new(
            causes.iter().map(|row| (row.cause, row.count)),
            rungs.iter().map(|row| row.stopped_count),
            bodies.map(|row| row.vetoes.unwrap_or_default()),
        )
    }

    fn new(
        causes: impl Iterator<Item = (Cause, u64)>,
        stops: impl Iterator<Item = u64>,
        vetoes: impl Iterator<Item = u64>,
    ) -> Self {
        let mut causes: Vec<(Cause, u64)> = causes.collect();
        causes.sort_by_key(|(cause, _)| *cause);
        Self { causes, rung: most_frequent(stops.enumerate()), body: most_frequent(vetoes.enumerate()) }
    }

    /// The outcome of most trials.
    #[must_use]
    pub fn outcome(&self) -> Option<(Outcome, u64)> {
        let count = |outcome: Outcome| self.of_outcome(outcome).map(|(_, count)| count).sum::<u64>();
        most_frequent(Outcome::ALL.iter().map(|outcome| (*outcome, count(*outcome))))
    }

    /// The cause by which most trials ended.
    #[must_use]
    pub fn cause(&self) -> Option<(Cause, u64)> {
        most_frequent(self.causes.iter().copied())
    }

    /// The cause by which most trials came to `outcome`.
    #[must_use]
    pub fn cause_of(&self, outcome: Outcome) -> Option<(Cause, u64)> {
        most_frequent(self.of_outcome(outcome))
    }

    /// The position in the ladder of the rung at which it stopped most often, from 0, and in how many trials.
    #[must_use]
    pub fn rung(&self) -> Option<(usize, u64)> {
        self.rung
    }

    /// The position among the bodies of the one with most vetoes, from 0, and how many those are, over all trials.
    #[must_use]
    pub fn body(&self) -> Option<(usize, u64)> {
        self.body
    }

    fn of_outcome(&self, outcome: Outcome) -> impl Iterator<Item = (Cause, u64)> {
        self.causes.iter().copied().filter(move |(cause, _)| cause.outcome() == outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_with_as_many_the_first_is_named() {
        let causes = [(Cause::Turnover, 3), (Cause::Open, 2), (Cause::Reneging, 3), (Cause::Completed, 2)];
        let headline = Headline::new(causes.into_iter(), [1, 4, 4].into_iter(), [0, 0].into_iter());
        assert_eq!(headline.cause(), Some((Cause::Reneging, 3)));
        assert_eq!(headline.outcome(), Some((Outcome::Collapse, 6)));
        assert_eq!(headline.cause_of(Outcome::Collapse), Some((Cause::Reneging, 3)));
        assert_eq!(headline.cause_of(Outcome::Overtaken), None);
        assert_eq!((headline.rung(), headline.body()), (Some((1, 4)), None));
    }
}
