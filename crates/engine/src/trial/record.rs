//! What one trial leaves behind: plain counts and a fixed list of quantities.
//!
//! The kernel fills a record that it is lent; the tally reads it; `trace` and `--trial-rows` print
//! it. A record is reset, never reallocated, between trials.

use super::cleared::clear;
use super::indicator::Reading;
use super::quantity::{LeverageMeasure, Quantity};
use super::state::Arm;
use crate::domain::{Cause, ChannelEnd, Confronted, Fate, Outcome, StopReason};
use crate::plan::Plan;

/// One trial, finished.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialRecord {
    /// The outcome.
    pub outcome: Outcome,
    /// Its cause.
    pub cause: Cause,
    /// Step at whose end the outcome was decided (1-based; the last step where nothing decided earlier).
    pub decided_step: u32,
    /// What became of the channel.
    pub channel_end: ChannelEnd,
    /// Step in which the channel completed, broke, or became dormant for as long as the trial lasted.
    pub channel_end_step: Option<u32>,
    /// Step in which the channel completed, be it that a party left afterwards.
    pub completed_step: Option<u32>,
    /// When the channel lay dormant, in order.
    pub dormant: Vec<Spell>,
    /// Step in which something first came into force, 0 where something was at the opening.
    pub began_step: Option<u32>,
    /// Step of confrontation with the channel.
    pub confrontation_step: Option<u32>,
    /// Step of confrontation in the no-channel trials; `None` also where the plan simulates no counterfactual.
    pub counterfactual_confrontation_step: Option<u32>,
    /// Rung instance that was next to come when the ladder stopped; `None` where all were in force.
    pub stopped_at: Option<usize>,
    /// Why the ladder stopped there.
    pub stop_reason: StopReason,
    /// Body whose veto was the last thing that kept the rung from coming, where `stop_reason` is `vetoed`.
    pub stopped_by_body: Option<usize>,
    /// Party responsible, where `stop_reason` is `not_accepted`, `alarm`, `incident`, `turnover`, `reneging` or `non_renewal`.
    pub stopped_by_party: Option<usize>,
    /// Per rung instance, in ladder order.
    pub rungs: Vec<RungEvents>,
    /// Per body, in plan order.
    pub bodies: Vec<BodyEvents>,
    /// Objections registered, per objector.
    pub objections: Vec<u32>,
    /// Attacks carried out, per spoiler.
    pub attacks: Vec<u32>,
    /// Per party, sender then target.
    pub parties: [PartyEvents; 2],
    /// One number per [`Quantity`], NaN where undefined in this trial.
    pub quantities: [f64; Quantity::COUNT],
    /// With the channel and without, one pair per [`LeverageMeasure`]; both NaN where the plan simulates no counterfactual.
    pub leverage: [[f64; 2]; LeverageMeasure::COUNT],
    /// At each horizon (see `Plan::horizons`) that the arm with the channel reached without confrontation, whether a structural
    /// rung counts then.
    pub counts: Vec<bool>,
    /// What an observer read at each landmark (see `Plan::landmarks`) at which the outcome was undecided.
    pub readings: Vec<Reading>,
}

impl TrialRecord {
    /// A record with room for what trials of `plan` leave.
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            outcome: Outcome::Stalling,
            cause: Cause::NeverStarted,
            decided_step: 0,
            channel_end: ChannelEnd::Open,
            channel_end_step: None,
            completed_step: None,
            dormant: Vec::new(),
            began_step: None,
            confrontation_step: None,
            counterfactual_confrontation_step: None,
            stopped_at: None,
            stop_reason: StopReason::NotReached,
            stopped_by_body: None,
            stopped_by_party: None,
            rungs: vec![RungEvents::default(); plan.ladder.len()],
            bodies: vec![BodyEvents::default(); plan.bodies.len()],
            objections: vec![0; plan.objectors.len()],
            attacks: vec![0; plan.spoilers.len()],
            parties: [PartyEvents::default(); 2],
            quantities: [f64::NAN; Quantity::COUNT],
            leverage: [[f64::NAN; 2]; LeverageMeasure::COUNT],
            counts: Vec::with_capacity(plan.horizons.len()),
            readings: Vec::with_capacity(plan.landmarks().len()),
        }
    }

    /// What had become of the channel by the end of `step`, or by confrontation if that came before.
    #[must_use]
    pub fn fate_by(&self, step: u32) -> Fate {
        let step = step.min(self.confrontation_step.unwrap_or(u32::MAX));
        let in_time = |came: Option<u32>| came.is_some_and(|came| came <= step);
        if self.channel_end == ChannelEnd::Broken && in_time(self.channel_end_step) {
            return Fate::Left;
        }
        if !in_time(self.began_step) {
            Fate::NeverBegan
        } else if in_time(self.completed_step) {
            Fate::Completed
        } else if self.dormant.iter().any(|spell| spell.holds(step)) {
            Fate::Dormant
        } else {
            Fate::Open
        }
    }

    /// Confrontation by the end of `step`, against the same trial without a channel.
    #[must_use]
    pub fn confronted_by(&self, step: u32) -> Confronted {
        Confronted::by(step, self.confrontation_step, self.counterfactual_confrontation_step)
    }

    /// The outcome by the end of `step`, where `counts` says whether a structural rung counts at that end.
    #[must_use]
    pub fn outcome_by(&self, step: u32, counts: bool) -> Outcome {
        match self.fate_by(step) {
            Fate::Left => Outcome::Collapse,
            _ if self.confrontation_step.is_some_and(|came| came <= step) => Outcome::Overtaken,
            _ if counts => Outcome::Scaling,
            _ => Outcome::Stalling,
        }
    }

    /// Notes what came of the arm without a channel.
    pub(super) fn set_against(&mut self, without: &Arm) {
        self.counterfactual_confrontation_step = without.confrontation_step;
        if self.cause == Cause::Uncompared {
            self.cause = Cause::overtaken(self.confronted_by(u32::MAX));
        }
        self.leverage[LeverageMeasure::CalmShare.index()][1] = without.calm_share();
        self.leverage[LeverageMeasure::ArmsDemand.index()][1] = without.mean_arms_demand();
        self.leverage[LeverageMeasure::CivilianHarm.index()][1] = f64::from(without.harm);
    }

    /// Clears what the trial adds up, where it has added anything; the rest is written by the ending.
    pub(super) fn reset(&mut self) {
        // Every rung up to the highest that was offered, and none above it, has been touched.
        for events in self.rungs.iter_mut().take_while(|events| events.offered > 0) {
            *events = RungEvents::default();
        }
        for events in self.bodies.iter_mut().filter(|events| events.reviews > 0) {
            *events = BodyEvents::default();
        }
        clear(&mut self.objections);
        clear(&mut self.attacks);
        self.parties = [PartyEvents::default(); 2];
        self.dormant.clear();
        self.counts.clear();
        self.readings.clear();
    }
}

/// A time for which the channel lay dormant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// The step at whose end, at the latest, it was so.
    pub from: u32,
    /// The step in which it resumed; none where it did not.
    pub until: Option<u32>,
}

impl Spell {
    /// Whether the channel lay dormant at the end of `step`.
    #[must_use]
    pub fn holds(&self, step: u32) -> bool {
        self.from <= step && self.until.is_none_or(|until| step < until)
    }

    /// For how many steps it lay dormant, up to the end of `last`.
    #[must_use]
    pub fn steps(&self, last: u32) -> u32 {
        self.until.map_or(last, |until| until - 1).saturating_sub(self.from)
    }
}

/// Trust when a rung was first offered, of a party that gives there and weighs whether to: both 0..1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TrustMet {
    /// The trust at which it would accept as often as not.
    pub needed: f64,
    /// What it believed of the other.
    pub earned: f64,
}

/// What happened on one rung instance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RungEvents {
    /// Offers made.
    pub offered: u32,
    /// Offers accepted by every giver.
    pub accepted: u32,
    /// Times signed by every body.
    pub signed: u32,
    /// Times it came into force.
    pub delivered: u32,
    /// Tries in which at least one alarm was raised.
    pub alarmed: u32,
    /// Times it was reversed after coming into force.
    pub reversed: u32,
    /// Step in which it first came into force (1-based); 0 if never.
    pub first_in_force_step: u32,
    /// In force when the trial ended, by the record.
    pub in_force: bool,
    /// In force, and every giver complied in truth.
    pub honoured: bool,
    /// Of sender and target at the first offer; none where the party gives nothing or its acceptance is given outright.
    pub trust: [Option<TrustMet>; 2],
}

/// What one body did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BodyEvents {
    /// Reviews concluded (approved or vetoed).
    pub reviews: u32,
    /// Vetoes.
    pub vetoes: u32,
    /// Length of all concluded reviews together.
    pub review_days: f64,
}

/// What one party did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartyEvents {
    /// Sum of announcements, `1 + y` each.
    pub claims: f64,
    /// Deliveries that a check let pass (clean).
    pub deeds: u32,
    /// Alarms about the party, forgiven or not.
    pub alarms: u32,
    /// Of these, forgiven.
    pub forgiven: u32,
    /// Breaches in truth (deliveries not complied with).
    pub breaches: u32,
    /// Offers and renewals that it refused.
    pub refusals: u32,
    /// Changes of government that fell into the life of the channel.
    pub turnovers: u32,
}
