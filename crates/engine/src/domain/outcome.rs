//! How a trial can end, and why.
//!
//! The definitions are meant for an outsider who codes a real channel: each is decided from facts
//! that could be looked up afterwards, in the order in which the outcomes are listed in
//! [`Outcome::decided_in_order`].

use super::setting::words;
use serde::Serialize;
use std::cmp::Ordering;

words! {
    /// The four exclusive outcomes of a trial.
    Outcome {
        Scaling = "scaling", "Nobody left the channel, no confrontation, and a structural rung honoured at the end.";
        Stalling = "stalling", "None of the others: nobody left, nobody fought, and nothing structural is honoured.";
        Overtaken = "overtaken", "Confrontation came while nobody had left the channel.";
        Collapse = "collapse", "A party left the channel.";
    }
}

impl Outcome {
    /// Whether it is the better end: scaling before stalling before overtaken before collapse.
    #[must_use]
    pub const fn is_better_than(self, other: Self) -> bool {
        self.index() < other.index()
    }

    /// The order in which the conditions are tried: the first that holds decides.
    #[must_use]
    pub const fn decided_in_order() -> [Self; 4] {
        [Self::Collapse, Self::Overtaken, Self::Scaling, Self::Stalling]
    }
}

words! {
    /// Why a trial ended as it did. Every cause belongs to exactly one outcome.
    Cause {
        Completed = "completed", "Scaling: every rung came into force and a structural rung is honoured.";
        StructuralHeld = "structural_held", "Scaling: a structural rung is honoured while the channel is still open or lies dormant.";
        NeverStarted = "never_started", "Stalling: nothing ever came into force.";
        CarriedOut = "carried_out", "Stalling: all rungs came into force and hold, none of them structural: a small trade done.";
        Hollow = "hollow", "Stalling: a structural rung is in force by the record, but not honoured.";
        Open = "open", "Stalling: the channel is still open, with something once in force and nothing structural.";
        Dormant = "dormant", "Stalling: the channel lay dormant, with something once in force and nothing structural.";
        Postponed = "postponed", "Overtaken: confrontation came later than without the channel.";
        Unchanged = "unchanged", "Overtaken: confrontation came in the same step as without the channel.";
        Hastened = "hastened", "Overtaken: confrontation came earlier than without the channel, or only with it.";
        Uncompared = "uncompared", "Overtaken: confrontation came; the trial was not simulated without the channel.";
        DisputeCount = "dispute_count", "Collapse: a party left at its number of disputes or of failed tries at one rung.";
        Reneging = "reneging", "Collapse: a party openly took back what it had given.";
        Turnover = "turnover", "Collapse: a new government left the channel.";
        NonRenewal = "non_renewal", "Collapse: a party refused to renew a rung in force.";
    }
}

impl Cause {
    /// The outcome that the cause belongs to.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Completed | Self::StructuralHeld => Outcome::Scaling,
            Self::NeverStarted | Self::CarriedOut | Self::Hollow | Self::Open | Self::Dormant => Outcome::Stalling,
            Self::Postponed | Self::Unchanged | Self::Hastened | Self::Uncompared => Outcome::Overtaken,
            Self::DisputeCount | Self::Reneging | Self::Turnover | Self::NonRenewal => Outcome::Collapse,
        }
    }

    /// Why confrontation overtook a channel that nobody had left.
    #[must_use]
    pub const fn overtaken(confronted: Confronted) -> Self {
        match confronted {
            Confronted::Later => Self::Postponed,
            Confronted::SameWeek => Self::Unchanged,
            Confronted::Earlier | Confronted::OnlyWithChannel => Self::Hastened,
            Confronted::None | Confronted::Averted => Self::Uncompared,
        }
    }
}

words! {
    /// The first axis of how a trial goes: what became of the channel by some week, or by confrontation if that came before.
    Fate {
        NeverBegan = "never_began", "Nobody left, and nothing ever came into force.";
        Open = "open", "Open, with something once in force.";
        Dormant = "dormant", "Nothing is offered and nothing undone until the channel resumes, with something once in force.";
        Completed = "completed", "Every rung came into force.";
        Left = "left", "A party left.";
    }
}

words! {
    /// The second axis: confrontation with the channel by some week, against the same random numbers without a channel.
    Confronted {
        None = "none", "No confrontation, with the channel or without.";
        Averted = "averted", "Confrontation without the channel only.";
        Later = "later", "Confrontation in both, later with the channel.";
        SameWeek = "same_week", "Confrontation in both, in the same step.";
        Earlier = "earlier", "Confrontation in both, earlier with the channel.";
        OnlyWithChannel = "only_with_channel", "Confrontation with the channel only.";
    }
}

impl Confronted {
    /// By the end of `step`, where confrontation came in these steps with the channel and without, if it came.
    #[must_use]
    pub fn by(step: u32, with: Option<u32>, without: Option<u32>) -> Self {
        let in_time = |came: Option<u32>| came.filter(|came| *came <= step);
        match (in_time(with), in_time(without)) {
            (None, None) => Self::None,
            (None, Some(_)) => Self::Averted,
            (Some(_), None) => Self::OnlyWithChannel,
            (Some(with), Some(without)) => match with.cmp(&without) {
                Ordering::Greater => Self::Later,
                Ordering::Equal => Self::SameWeek,
                Ordering::Less => Self::Earlier,
            },
        }
    }
}

words! {
    /// What became of the channel itself, whatever the world did afterwards.
    ChannelEnd {
        Absent = "absent", "The ladder has no rungs: there was no channel.";
        Open = "open", "Still open when the trial ended.";
        Completed = "completed", "Every rung was in force.";
        Dormant = "dormant", "Nothing is offered and nothing undone until it resumes.";
        Broken = "broken", "A party left; everything in force was reversed.";
    }
}

words! {
    /// Why the channel lies dormant.
    Dormancy {
        Lapse = "lapse", "Too long without a rung coming into force.";
        DisputeLimit = "dispute_limit", "A dispute was not cured within its limit.";
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
