//! What bodies, objectors, spoilers and parties did.

use super::axis::Axis;
use super::fixed::{Wide, to_fixed};
use super::histogram::Histogram;
use crate::plan::Plan;
use crate::trial::{BodyEvents, PartyEvents, TrialRecord};
use serde::{Deserialize, Serialize};

/// All actors, in plan order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorCounts {
    /// Bodies that sign.
    pub bodies: Vec<BodyCounts>,
    /// Objectors.
    pub objectors: Vec<ObjectorCounts>,
    /// Spoilers.
    pub spoilers: Vec<SpoilerCounts>,
    /// Sender, then target.
    pub parties: [PartyCounts; 2],
}

/// A body over all trials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyCounts {
    /// Reviews concluded.
    pub reviews: u64,
    /// Of these, vetoes.
    pub vetoes: u64,
    /// Trials with a veto.
    pub trials_with_veto: u64,
    /// Trials in which its veto was what stopped the ladder.
    pub trials_stopped: u64,
    /// Trials by mean length of their reviews, in quarters of a week.
    pub review_length: Histogram,
}

/// An objector over all trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectorCounts {
    /// Objections registered.
    pub objections: u64,
    /// Trials with an objection.
    pub trials_with_objection: u64,
}

/// A spoiler over all trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpoilerCounts {
    /// Attacks carried out.
    pub attacks: u64,
    /// Trials with an attack.
    pub trials_with_attack: u64,
}

/// A party over all trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyCounts {
    /// Sum of announcements, fixed point.
    pub claims: Wide,
    /// Deliveries that a check let pass.
    pub deeds: u64,
    /// Alarms about it.
    pub alarms: u64,
    /// Of these, forgiven.
    pub forgiven: u64,
    /// Breaches in truth.
    pub breaches: u64,
    /// Offers that it refused.
    pub refusals: u64,
    /// Changes of its government.
    pub turnovers: u64,
    /// Trials in which it was what stopped the ladder.
    pub trials_stopped: u64,
}

impl ActorCounts {
    /// No trials yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            bodies: plan.bodies.iter().map(|_| BodyCounts::new()).collect(),
            objectors: vec![ObjectorCounts::default(); plan.objectors.len()],
            spoilers: vec![SpoilerCounts::default(); plan.spoilers.len()],
            parties: [PartyCounts::default(); 2],
        }
    }

    /// Takes one trial; `weeks` is the grid of review lengths.
    pub(super) fn add(&mut self, record: &TrialRecord, weeks: &Axis) {
        for (body, events) in self.bodies.iter_mut().zip(&record.bodies) {
            body.add(events, weeks);
        }
        for (objector, objections) in self.objectors.iter_mut().zip(&record.objections) {
            objector.objections += u64::from(*objections);
            objector.trials_with_objection += u64::from(*objections > 0);
        }
        for (spoiler, attacks) in self.spoilers.iter_mut().zip(&record.attacks) {
            spoiler.attacks += u64::from(*attacks);
            spoiler.trials_with_attack += u64::from(*attacks > 0);
        }
        for (party, events) in self.parties.iter_mut().zip(&record.parties) {
            party.add(events);
        }
        if let Some(body) = record.stopped_by_body {
            self.bodies[body].trials_stopped += 1;
        }
        if let Some(party) = record.stopped_by_party {
            self.parties[party].trials_stopped += 1;
        }
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        for (own, others) in self.bodies.iter_mut().zip(&other.bodies) {
            own.merge(others);
        }
        for (own, others) in self.objectors.iter_mut().zip(&other.objectors) {
            own.objections += others.objections;
            own.trials_with_objection += others.trials_with_objection;
        }
        for (own, others) in self.spoilers.iter_mut().zip(&other.spoilers) {
            own.attacks += others.attacks;
            own.trials_with_attack += others.trials_with_attack;
        }
        for (own, others) in self.parties.iter_mut().zip(&other.parties) {
            own.merge(others);
        }
    }
}

impl BodyCounts {
    fn new() -> Self {
        let review_length = Histogram::new(Axis::quarter_weeks().bins());
        Self { reviews: 0, vetoes: 0, trials_with_veto: 0, trials_stopped: 0, review_length }
    }

    fn add(&mut self, events: &BodyEvents, weeks: &Axis) {
        if events.reviews == 0 {
            return;
        }
        self.reviews += u64::from(events.reviews);
        self.vetoes += u64::from(events.vetoes);
        self.trials_with_veto += u64::from(events.vetoes > 0);
        self.review_length.add(weeks.bin(events.review_days / 7.0 / f64::from(events.reviews)));
    }

    fn merge(&mut self, other: &Self) {
        self.reviews += other.reviews;
        self.vetoes += other.vetoes;
        self.trials_with_veto += other.trials_with_veto;
        self.trials_stopped += other.trials_stopped;
        self.review_length.merge(&other.review_length);
    }
}

impl PartyCounts {
    fn add(&mut self, events: &PartyEvents) {
        self.claims += to_fixed(events.claims);
        self.deeds += u64::from(events.deeds);
        self.alarms += u64::from(events.alarms);
        self.forgiven += u64::from(events.forgiven);
        self.breaches += u64::from(events.breaches);
        self.refusals += u64::from(events.refusals);
        self.turnovers += u64::from(events.turnovers);
    }

    fn merge(&mut self, other: &Self) {
        self.claims += other.claims;
        self.deeds += other.deeds;
        self.alarms += other.alarms;
        self.forgiven += other.forgiven;
        self.breaches += other.breaches;
        self.refusals += other.refusals;
        self.turnovers += other.turnovers;
        self.trials_stopped += other.trials_stopped;
    }
}
