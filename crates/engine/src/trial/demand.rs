//! What of a trial is asked for.

use crate::observe::Observable;

/// What of a trial is asked for; each kind asks for all before it. What nobody asks for is not worked out, and is undefined in the
/// record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// Outcome and cause: the trial is not simulated beyond the step that decides them.
    Outcome,
    /// How it ends besides: channel, confrontation, and what happened on the ladder.
    Ending,
    /// One number per [`Quantity`](super::Quantity).
    Quantities,
    /// How the same world goes without a channel, what observers read at landmarks, and the moments of the timeline.
    Everything,
}

impl Demand {
    /// The least that has all of `observables`.
    #[must_use]
    pub fn of(observables: impl IntoIterator<Item = Observable>) -> Self {
        observables.into_iter().map(|observable| observable.demand()).max().unwrap_or(Self::Outcome)
    }
}
