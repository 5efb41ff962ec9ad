//! How far the ladder was climbed, and what stopped it where.

use super::fixed::{Wide, to_fixed};
use super::histogram::Histogram;
use super::most::most_frequent;
use crate::domain::StopReason;
use crate::plan::Plan;
use crate::trial::{RungEvents, TrialRecord, TrustMet};
use serde::{Deserialize, Serialize};

/// The rungs of the ladder as climbed, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LadderCounts {
    /// One per rung instance.
    pub rungs: Vec<RungCounts>,
    /// Trials in which nothing stopped the ladder: every rung came into force, or there was none.
    pub not_stopped: u64,
}

/// One rung instance. All but `attempts` count trials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungCounts {
    /// The label of the rung.
    pub label: String,
    /// Offered at least once.
    pub offered: u64,
    /// Accepted at least once.
    pub accepted: u64,
    /// Signed at least once.
    pub signed: u64,
    /// Came into force at least once.
    pub delivered: u64,
    /// An alarm was raised at least once.
    pub alarmed: u64,
    /// Reversed at least once after coming into force.
    pub reversed: u64,
    /// In force at the end.
    pub in_force: u64,
    /// In force at the end and honoured.
    pub honoured: u64,
    /// Offers made, over all trials.
    pub attempts: u64,
    /// By the step in which it first came into force, 0 for never.
    pub first_in_force: Histogram,
    /// The ladder stopped here, by [`StopReason`].
    pub stops: Vec<u64>,
    /// Trust at its first offer, of sender and target.
    pub trust: [TrustSums; 2],
}

/// Trust when a rung was first offered, of a party that weighs whether to give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustSums {
    /// Trials in which it weighed that.
    pub trials: u64,
    /// Sum of the trust needed, fixed point.
    pub needed: Wide,
    /// Sum of the trust earned, fixed point.
    pub earned: Wide,
}

impl TrustSums {
    fn add(&mut self, met: &TrustMet) {
        self.trials += 1;
        self.needed += to_fixed(met.needed);
        self.earned += to_fixed(met.earned);
    }

    fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        self.needed += other.needed;
        self.earned += other.earned;
    }
}

impl LadderCounts {
    /// No trials yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self { rungs: plan.ladder.iter().map(|rung| RungCounts::new(&rung.label, plan)).collect(), not_stopped: 0 }
    }

    /// Takes one trial.
    pub(super) fn add(&mut self, record: &TrialRecord) {
        for (rung, events) in self.rungs.iter_mut().zip(&record.rungs) {
            rung.add(events);
        }
        match record.stopped_at {
            Some(rung) => self.rungs[rung].stops[record.stop_reason.index()] += 1,
            None => self.not_stopped += 1,
        }
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.not_stopped += other.not_stopped;
        for (own, others) in self.rungs.iter_mut().zip(&other.rungs) {
            own.merge(others);
        }
    }
}

impl RungCounts {
    fn new(label: &str, plan: &Plan) -> Self {
        Self {
            label: label.to_owned(),
            offered: 0,
            accepted: 0,
            signed: 0,
            delivered: 0,
            alarmed: 0,
            reversed: 0,
            in_force: 0,
            honoured: 0,
            attempts: 0,
            first_in_force: Histogram::new(plan.steps as usize + 1),
            stops: vec![0; StopReason::ALL.len()],
            trust: [TrustSums::default(); 2],
        }
    }

    #[inline]
    fn add(&mut self, events: &RungEvents) {
        self.offered += u64::from(events.offered > 0);
        self.accepted += u64::from(events.accepted > 0);
        self.signed += u64::from(events.signed > 0);
        self.delivered += u64::from(events.delivered > 0);
        self.alarmed += u64::from(events.alarmed > 0);
        self.reversed += u64::from(events.reversed > 0);
        self.in_force += u64::from(events.in_force);
        self.honoured += u64::from(events.honoured);
        self.attempts += u64::from(events.offered);
        self.first_in_force.add(events.first_in_force_step as usize);
        for (own, met) in self.trust.iter_mut().zip(&events.trust) {
            met.iter().for_each(|met| own.add(met));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.accepted += other.accepted;
        self.signed += other.signed;
        self.delivered += other.delivered;
        self.alarmed += other.alarmed;
        self.reversed += other.reversed;
        self.in_force += other.in_force;
        self.honoured += other.honoured;
        self.attempts += other.attempts;
        self.first_in_force.merge(&other.first_in_force);
        for (own, others) in self.stops.iter_mut().zip(&other.stops) {
            *own += others;
        }
        for (own, others) in self.trust.iter_mut().zip(&other.trust) {
            own.merge(others);
        }
    }

    /// Trials in which the ladder stopped here.
    #[must_use]
    pub fn stopped(&self) -> u64 {
        self.stops.iter().sum()
    }

    /// What stopped it here most often (the first in order where several did); `None` if nothing did.
    #[must_use]
    pub fn mostly_stopped_by(&self) -> Option<StopReason> {
        most_frequent(StopReason::ALL.iter().copied().zip(self.stops.iter().copied())).map(|(reason, _)| reason)
    }

    /// Step by which it had come into force in half of the trials in which it ever did; `None` if none.
    #[must_use]
    pub fn median_step(&self) -> Option<usize> {
        let never = self.first_in_force.up_to(0);
        let ever = self.first_in_force.total() - never;
        if ever == 0 { None } else { self.first_in_force.ranked(never + ever.div_ceil(2)) }
    }
}
