//! The end of a trial: outcome, cause, quantities, leverage.

use super::event::Observer;
use super::play::Play;
use super::quantity::{LeverageMeasure, Quantity};
use super::state::Arm;
use crate::domain::{Cause, ChannelEnd, Judge, Role, StopReason};
use crate::luck::Words;

impl<W: Words, O: Observer> Play<'_, W, O> {
    /// Writes the record of the trial that has been played.
    pub(super) fn close(&mut self) {
        let cause = self.cause();
        self.record.cause = cause;
        self.record.outcome = cause.outcome();
        self.record.decided_step = self.decided_step();
        self.record.channel_end = self.state.channel.end;
        self.record.channel_end_step = self.state.channel.end_step;
        self.record.confrontation_step = self.state.arm.confrontation_step;
        self.record.twin_confrontation_step = self.state.twin.confrontation_step;
        for (events, duty) in
            self.record.rungs.iter_mut().zip(&self.state.channel.duty).take(self.state.channel.in_force)
        {
            events.in_force = true;
            events.honoured = duty.honoured;
        }
        self.write_stop();
        self.write_quantities();
        self.write_leverage();
    }

    /// The first condition that holds, in the order of the outcomes.
    fn cause(&self) -> Cause {
        let channel = &self.state.channel;
        let counts = match self.plan.judge {
            Judge::Truth => channel.structural_honoured > 0,
            Judge::Record => channel.structural_in_force > 0,
        };
        if let Some(cause) = channel.broke {
            return cause;
        }
        if self.state.arm.confrontation_step.is_some() {
            return match (channel.end, channel.ever_in_force) {
                (ChannelEnd::Open, _) => Cause::ConfrontationOpen,
                (_, false) => Cause::ConfrontationUnstarted,
                _ if counts => Cause::ConfrontationSettled,
                (ChannelEnd::Completed, _) => Cause::AfterCompletion,
                _ => Cause::AfterLapse,
            };
        }
        match (counts, channel.end) {
            (true, ChannelEnd::Completed) => Cause::Completed,
            (true, _) => Cause::StructuralHeld,
            _ if !channel.ever_in_force => Cause::NeverStarted,
            _ if channel.structural_in_force > 0 => Cause::Hollow,
            (_, ChannelEnd::Lapsed) => Cause::Lapsed,
            _ => Cause::Partial,
        }
    }

    fn decided_step(&self) -> u32 {
        match (self.state.channel.broke, self.state.arm.confrontation_step) {
            (Some(_), _) => self.state.channel.end_step.unwrap_or(self.state.step),
            (None, Some(step)) => step,
            (None, None) => self.state.step,
        }
    }

    /// Where the ladder stopped and why: what last kept the next rung from coming into force, or the
    /// confrontation that came while the channel was open.
    fn write_stop(&mut self) {
        let channel = &self.state.channel;
        let stop = channel.stop;
        let complete = channel.end == ChannelEnd::Completed || stop.at >= self.plan.ladder.len();
        self.record.stopped_at = (!complete).then_some(stop.at);
        let confronted = self.state.arm.confrontation_step.is_some() && channel.end == ChannelEnd::Open;
        self.record.stop_reason = if confronted { StopReason::Confrontation } else { stop.reason };
        self.record.stopped_by_body = stop.body.filter(|_| !confronted);
        self.record.stopped_by_party = stop.party.filter(|_| !confronted);
    }

    fn write_quantities(&mut self) {
        let weeks = |days: f64| days / 7.0;
        let step_days = self.plan.step_days;
        let state = &*self.state;
        let (channel, counts) = (&state.channel, &state.tallies);
        let per = |sum: f64, n: u32| if n > 0 { sum / f64::from(n) } else { f64::NAN };
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { f64::NAN };
        let last_channel_step =
            channel.end_step.unwrap_or(state.arm.confrontation_step.unwrap_or(self.channel_steps()));
        let first = self.record.rungs.iter().map(|rung| rung.first_in_force_step).filter(|step| *step > 0).min();
        let spent = (state.ledger.permitted + state.ledger.diverted).0 as f64;
        let end_day = f64::from(self.record.decided_step) * step_days;
        let honoured = self.record.rungs.iter().filter(|rung| rung.honoured).count() as f64;
        let both_claim =
            counts.standing_claims[0] > 0.0 && counts.standing_claims[1] > 0.0 && !counts.structural_ever_honoured;
        let confronted_after_break = channel.broke.is_some() && state.arm.confrontation_step.is_some();
        let exists = channel.end != ChannelEnd::Absent;
        let claims_per_deed = |party: usize| per(self.record.parties[party].claims, counts.delivered);
        let value = |quantity: Quantity| match quantity {
            Quantity::EndWeeks => weeks(end_day),
            Quantity::ChannelWeeks => {
                if exists {
                    weeks(f64::from(last_channel_step) * step_days)
                } else {
                    0.0
                }
            }
            Quantity::FirstInForceWeeks => first.map_or(f64::NAN, |step| weeks(f64::from(step) * step_days)),
            Quantity::RungsInForce => channel.in_force as f64,
            Quantity::RungsHonoured => honoured,
            Quantity::RungsDelivered => f64::from(counts.delivered),
            Quantity::Offers => f64::from(counts.offers),
            Quantity::SignOffs => f64::from(counts.sign_offs),
            Quantity::Vetoes => f64::from(counts.vetoes),
            Quantity::SignOffLagWeeks => weeks(per(counts.sign_off_days, counts.signed)),
            Quantity::ImplementationRatio => per(f64::from(counts.delivered), counts.signed),
            Quantity::ImplementationLagWeeks => weeks(per(counts.implementation_days, counts.delivered)),
            Quantity::Objections => f64::from(counts.objections),
            Quantity::Alarms => f64::from(counts.alarms),
            Quantity::FalseAlarms => f64::from(counts.false_alarms),
            Quantity::UnseenBreaches => f64::from(counts.unseen_breaches),
            Quantity::Disputes => f64::from(channel.disputes),
            Quantity::CureWeeks => weeks(per(counts.cure_days, counts.cures)),
            Quantity::RenewalsMet => f64::from(counts.renewals_met),
            Quantity::WeeksSinceStructuralOffer => counts
                .structural_offered_day
                .map_or(f64::NAN, |day| weeks(f64::from(self.arm_steps()) * step_days - day)),
            Quantity::Incidents => f64::from(state.arm.incidents),
            Quantity::CivilianHarm => f64::from(state.arm.harm),
            Quantity::Attacks => f64::from(counts.attacks),
            Quantity::TrustSender => state.trust(0),
            Quantity::TrustTarget => state.trust(1),
            Quantity::CredibilitySender => state.party[0].promises.credibility(),
            Quantity::CredibilityTarget => state.party[1].promises.credibility(),
            Quantity::CapitalPeakSender => state.party[0].capital_peak,
            Quantity::CapitalPeakTarget => state.party[1].capital_peak,
            Quantity::ClaimsPerDeedSender => claims_per_deed(0),
            Quantity::ClaimsPerDeedTarget => claims_per_deed(1),
            Quantity::FundsDelivered => counts.paid.usd_bn(),
            Quantity::FundsSpentPermitted => state.ledger.permitted.usd_bn(),
            Quantity::FundsDiverted => state.ledger.diverted.usd_bn(),
            Quantity::FundsReclaimed => state.ledger.reclaimed.usd_bn(),
            Quantity::PermittedShare => share(state.ledger.permitted.0 as f64, spent),
            Quantity::VerificationCost => f64::from(counts.checks) * self.world.check_cost,
            Quantity::BothClaimSuccess => f64::from(u8::from(both_claim)),
            Quantity::ConfrontationAfterBreak => f64::from(u8::from(confronted_after_break)),
        };
        let mut quantities = [f64::NAN; Quantity::COUNT];
        for quantity in Quantity::ALL {
            quantities[quantity.index()] = value(*quantity);
        }
        self.record.quantities = quantities;
    }

    /// Steps that the channel arm was played.
    fn arm_steps(&self) -> u32 {
        self.state.arm.confrontation_step.unwrap_or(self.channel_steps())
    }

    fn channel_steps(&self) -> u32 {
        match self.plan.until {
            crate::domain::Until::Horizon => self.plan.steps,
            crate::domain::Until::ChannelEnds => self.state.step,
        }
    }

    fn write_leverage(&mut self) {
        if !self.plan.plays_twin() {
            self.record.leverage = [[f64::NAN; 2]; LeverageMeasure::COUNT];
            return;
        }
        let (state, world) = (&*self.state, self.world);
        let per_step = |sum: f64, arm: &Arm| if arm.steps > 0 { sum / f64::from(arm.steps) } else { f64::NAN };
        let cost = f64::from(state.tallies.checks) * world.check_cost;
        let collapsed = self.record.outcome == crate::domain::Outcome::Collapse;
        for measure in LeverageMeasure::ALL {
            self.record.leverage[measure.index()] = match measure {
                LeverageMeasure::SenderLeverage => self.held(Role::Sender),
                LeverageMeasure::TargetLeverage => {
                    let liquid = (state.ledger.usable + state.ledger.diverted).over(world.frozen);
                    let [with, without] = self.held(Role::Target);
                    [with + liquid, without]
                }
                LeverageMeasure::MediatorStanding => {
                    let exists = !self.plan.ladder.is_empty();
                    let standing = f64::from(state.tallies.delivered) - f64::from(u8::from(collapsed));
                    [if exists { standing } else { 0.0 }, 0.0]
                }
                LeverageMeasure::CalmShare => {
                    [&state.arm, &state.twin].map(|arm| per_step(f64::from(arm.calm_steps), arm))
                }
                LeverageMeasure::ArmsDemand => [&state.arm, &state.twin].map(|arm| per_step(arm.arms_demand, arm)),
                LeverageMeasure::TaxpayerExposure => [state.ledger.diverted.usd_bn() + cost, 0.0],
                LeverageMeasure::CivilianHarm => [f64::from(state.arm.harm), f64::from(state.twin.harm)],
            };
        }
    }

    /// What a party still holds: stakes not given, and of those given what it could take back (of
    /// money, what is still in escrow). Without a channel, all of it.
    fn held(&self, role: Role) -> [f64; 2] {
        let mut held = 0.0;
        let mut all = 0.0;
        let escrow = self.state.ledger.escrow.0 as f64;
        for (rung, terms) in self.world.ladder.iter().enumerate() {
            let Some(side) = &terms.side[role.index()] else { continue };
            all += terms.stake;
            held += if rung >= self.state.channel.in_force {
                terms.stake
            } else if side.money.0 > 0 {
                let paid = self.state.tallies.paid.0.max(1) as f64;
                terms.stake * side.reversible * (escrow / paid).min(1.0)
            } else {
                terms.stake * side.reversible
            };
        }
        [held, all]
    }
}
