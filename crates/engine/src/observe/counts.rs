//! What is counted of a party or of a rung in a trial.

use crate::domain::words;
use crate::trial::{PartyEvents, RungEvents};
use serde::Serialize;

words! {
    /// Something counted of a party.
    PartyCount {
        Claims = "claims", "Successes that it claimed, in promises.";
        Deeds = "deeds", "Deliveries that a check found clean.";
        Alarms = "alarms", "Alarms that checks of its deliveries raised.";
        Forgiven = "forgiven", "Of these, alarms that the other let pass.";
        Checks = "checks", "Checks of its deliveries.";
        Breaches = "breaches", "Deliveries that were none (truth).";
        Refusals = "refusals", "Offers that it refused.";
        Turnovers = "turnovers", "Changes of its government.";
    }
}

words! {
    /// Something counted of a rung of the ladder.
    RungCount {
        Offered = "offered", "Times it was offered.";
        Accepted = "accepted", "Times both parties accepted it.";
        Signed = "signed", "Times every body signed it.";
        Delivered = "delivered", "Times it came into force.";
        Alarmed = "alarmed", "Attempts at it in which a check raised an alarm.";
        Reversed = "reversed", "Times it was taken back.";
        InForce = "in_force", "1 where it is in force at the end, by the record.";
        Honoured = "honoured", "1 where it is in force at the end and honoured in truth.";
        Hollow = "hollow", "1 where it is in force at the end and not honoured in truth.";
    }
}

impl PartyCount {
    /// The count.
    #[must_use]
    pub fn of(self, party: &PartyEvents) -> f64 {
        match self {
            Self::Claims => party.claims,
            Self::Deeds => f64::from(party.deeds),
            Self::Alarms => f64::from(party.alarms),
            Self::Forgiven => f64::from(party.forgiven),
            Self::Checks => f64::from(party.deeds + party.alarms),
            Self::Breaches => f64::from(party.breaches),
            Self::Refusals => f64::from(party.refusals),
            Self::Turnovers => f64::from(party.turnovers),
        }
    }
}

impl RungCount {
    /// The count.
    #[must_use]
    pub fn of(self, rung: &RungEvents) -> f64 {
        match self {
            Self::Offered => f64::from(rung.offered),
            Self::Accepted => f64::from(rung.accepted),
            Self::Signed => f64::from(rung.signed),
            Self::Delivered => f64::from(rung.delivered),
            Self::Alarmed => f64::from(rung.alarmed),
            Self::Reversed => f64::from(rung.reversed),
            Self::InForce => f64::from(u8::from(rung.in_force)),
            Self::Honoured => f64::from(u8::from(rung.honoured)),
            Self::Hollow => f64::from(u8::from(rung.in_force && !rung.honoured)),
        }
    }
}
