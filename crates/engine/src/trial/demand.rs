//! What of a trial is asked for.

/// What of a trial is asked for; each kind asks for all before it. What nobody asks for is not worked out, and is undefined in the
/// record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Demand {
    /// How it ends: outcome, cause, channel, confrontation, and what happened on the ladder.
    Ending,
    /// One number per [`Quantity`](super::Quantity).
    Quantities,
    /// How the same world goes without a channel, what observers read at landmarks, and the moments of the timeline.
    Everything,
}
