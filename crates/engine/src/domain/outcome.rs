//! How a trial can end, and why.
//!
//! The definitions are meant for an outsider who codes a real channel: each is decided from facts
//! that could be looked up afterwards, in the order in which the outcomes are listed in
//! [`Outcome::decided_in_order`].

use super::setting::words;
use serde::Serialize;

words! {
    /// The four exclusive outcomes of a trial.
    Outcome {
        Scaling = "scaling", "No confrontation, the channel not broken, and a structural rung honoured at the end.";
        Stalling = "stalling", "None of the others: never started, partial, hollow or lapsed, without confrontation.";
        Postponed = "postponed", "Confrontation after the channel had lapsed or completed with something once in force but no structural rung honoured.";
        Collapse = "collapse", "The channel broke; or confrontation came while it was open, before anything came into force, or although a structural rung was honoured.";
    }
}

impl Outcome {
    /// Position in arrays that hold one thing per outcome.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether it is the better end: scaling before stalling before postponed before collapse.
    #[must_use]
    pub const fn is_better_than(self, other: Self) -> bool {
        self.index() < other.index()
    }

    /// The order in which the conditions are tried: the first that holds decides.
    #[must_use]
    pub const fn decided_in_order() -> [Self; 4] {
        [Self::Collapse, Self::Postponed, Self::Scaling, Self::Stalling]
    }
}

words! {
    /// Why a trial ended as it did. Every cause belongs to exactly one outcome.
    Cause {
        Completed = "completed", "Scaling: every rung came into force and a structural rung is honoured.";
        StructuralHeld = "structural_held", "Scaling: a structural rung is honoured while the channel is still open or has lapsed.";
        NeverStarted = "never_started", "Stalling: nothing ever came into force.";
        Hollow = "hollow", "Stalling: a structural rung is in force by the record, but not honoured.";
        Lapsed = "lapsed", "Stalling: the channel lapsed with something once in force and nothing structural honoured.";
        Partial = "partial", "Stalling: the channel is open, or all rungs are in force, without a structural rung honoured.";
        AfterLapse = "after_lapse", "Postponed: confrontation after the channel had lapsed.";
        AfterCompletion = "after_completion", "Postponed: confrontation after all rungs were in force, none of them structural and honoured.";
        DisputeCount = "dispute_count", "Collapse: a party left at its number of disputes or of failed tries at one rung.";
        DisputeLimit = "dispute_limit", "Collapse: a dispute was not cured within its limit.";
        Reneging = "reneging", "Collapse: a party openly took back what it had given.";
        Turnover = "turnover", "Collapse: a new government left the channel.";
        NonRenewal = "non_renewal", "Collapse: a party refused to renew a rung in force.";
        ConfrontationOpen = "confrontation_open", "Collapse: confrontation while the channel was open.";
        ConfrontationUnstarted = "confrontation_unstarted", "Collapse: confrontation with the channel closed or absent and nothing ever in force.";
        ConfrontationSettled = "confrontation_settled", "Collapse: confrontation although a structural rung was honoured.";
    }
}

impl Cause {
    /// The outcome that the cause belongs to.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Completed | Self::StructuralHeld => Outcome::Scaling,
            Self::NeverStarted | Self::Hollow | Self::Lapsed | Self::Partial => Outcome::Stalling,
            Self::AfterLapse | Self::AfterCompletion => Outcome::Postponed,
            Self::DisputeCount
            | Self::DisputeLimit
            | Self::Reneging
            | Self::Turnover
            | Self::NonRenewal
            | Self::ConfrontationOpen
            | Self::ConfrontationUnstarted
            | Self::ConfrontationSettled => Outcome::Collapse,
        }
    }

    /// Position in arrays that hold one thing per cause.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

words! {
    /// What became of the channel itself, whatever the world did afterwards.
    ChannelEnd {
        Absent = "absent", "The ladder has no rungs: there was no channel.";
        Open = "open", "Still open when the trial ended.";
        Completed = "completed", "Every rung was in force.";
        Lapsed = "lapsed", "Too long without a rung coming into force.";
        Broken = "broken", "A party left; everything in force was reversed.";
    }
}

words! {
    /// Why the ladder advanced no further than it did: the last thing that kept the rung next to
    /// come from coming into force.
    StopReason {
        NotReached = "not_reached", "The trial ended before the rung was offered.";
        NotAccepted = "not_accepted", "A party did not accept the offer.";
        Vetoed = "vetoed", "A body refused to sign.";
        InProgress = "in_progress", "The rung was being reviewed, delivered or checked.";
        Alarm = "alarm", "A check raised an alarm that was not forgiven.";
        Incident = "incident", "A serious incident was laid at a party's door.";
        Turnover = "turnover", "A new government left.";
        Reneging = "reneging", "A party took back what it had given.";
        NonRenewal = "non_renewal", "A rung in force was not renewed.";
        Confrontation = "confrontation", "Confrontation came first.";
    }
}

impl StopReason {
    /// Position in arrays that hold one thing per reason.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_a_cause_and_every_cause_one_outcome() {
        for outcome in Outcome::ALL {
            assert!(Cause::ALL.iter().any(|cause| cause.outcome() == *outcome));
        }
        assert_eq!(Outcome::decided_in_order().len(), Outcome::ALL.len());
    }
}
