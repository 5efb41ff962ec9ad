//! What an observer of a channel can see happen, as news of a scenario name it.

use super::setting::words;
use serde::Serialize;

words! {
    /// Something that can be observed to have happened. What is hidden from observers is not among them.
    NewsEvent {
        Offered = "offered", "A rung is offered at a round.";
        Refused = "refused", "A party does not accept an offer; `who` is the party.";
        Accepted = "accepted", "Every giver accepts the rung offered.";
        Objection = "objection", "An objector registers; `who` is the objector.";
        Signed = "signed", "With `who`, that body approves at a review; without, all who must sign the rung have.";
        Vetoed = "vetoed", "A body vetoes at a review; `who` is the body.";
        Delivered = "delivered", "A party says that it has delivered; `who` is the party.";
        Clean = "clean_check", "A check finds nothing; `who` is the party checked.";
        Alarm = "alarm", "A check raises an alarm, forgiven or not; `who` is the party checked.";
        InForce = "in_force", "A rung comes into force.";
        Voided = "voided", "The rung under way is void.";
        Dispute = "dispute", "A dispute opens.";
        Cured = "cured", "A party cures its breach; `who` is the party.";
        Reversed = "reversed", "A rung in force is reversed.";
        Renewed = "renewed", "A rung in force is renewed by every giver.";
        RenewalMissed = "renewal_missed", "A giver does not renew a rung in force; `who` is the party.";
        Turnover = "turnover", "A government changes while there is a channel or a duty to lose; `who` is the party.";
        Reneged = "reneged", "A party openly takes back what it gave; `who` is the party.";
        Attack = "attack", "Spoilers attack; `who` is the spoiler.";
        Incident = "incident", "An incident of any severity.";
        SeriousIncident = "serious_incident", "An incident of the highest severity.";
        Completed = "completed", "The channel completes: every rung is in force.";
        Dormant = "dormant", "The channel becomes dormant.";
        Resumed = "resumed", "A dormant channel resumes.";
        Broke = "broke", "The channel breaks, for whatever cause.";
        Confrontation = "confrontation", "Confrontation with the channel.";
    }
}

/// Who can be named as the one who did something, or to whom it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A party.
    Party,
    /// A body.
    Body,
    /// An objector.
    Objector,
    /// A spoiler.
    Spoiler,
}

impl ActorKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Party, Self::Body, Self::Objector, Self::Spoiler];

    /// The word for it, which is also that of its table in a file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Body => "body",
            Self::Objector => "objector",
            Self::Spoiler => "spoiler",
        }
    }
}

impl NewsEvent {
    /// Who can be named; nobody where it is nobody's doing.
    #[must_use]
    pub const fn actor(self) -> Option<ActorKind> {
        match self {
            Self::Objection => Some(ActorKind::Objector),
            Self::Signed | Self::Vetoed => Some(ActorKind::Body),
            Self::Attack => Some(ActorKind::Spoiler),
            Self::Refused
            | Self::Delivered
            | Self::Clean
            | Self::Alarm
            | Self::Cured
            | Self::RenewalMissed
            | Self::Turnover
            | Self::Reneged => Some(ActorKind::Party),
            _ => None,
        }
    }

    /// Whether it happens to a rung, which can then be named.
    #[must_use]
    pub const fn has_rung(self) -> bool {
        !matches!(
            self,
            Self::Dispute
                | Self::Cured
                | Self::Turnover
                | Self::Attack
                | Self::Incident
                | Self::SeriousIncident
                | Self::Completed
                | Self::Dormant
                | Self::Resumed
                | Self::Broke
                | Self::Confrontation
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_that_names_somebody_says_whom() {
        for event in NewsEvent::ALL {
            assert_eq!(event.actor().is_some(), event.meaning().contains("`who`"), "{}", event.word());
        }
    }
}
