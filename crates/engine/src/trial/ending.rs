//! The end of a trial: outcome, cause, quantities, leverage.

use super::demand::Demand;
use super::event::Observer;
use super::quantity::{LeverageMeasure, Quantity};
use super::step::Step;
use super::totals::Totals;
use crate::domain::{Cause, ChannelEnd, Money, Role, StopReason};
use crate::math::per;
use crate::random::Words;

impl<W: Words, O: Observer> Step<'_, W, O> {
    /// Writes the record of the trial that has been simulated.
    pub(super) fn close(&mut self, demand: Demand) {
        let cause = self.cause();
        self.record.cause = cause;
        self.record.outcome = cause.outcome();
        self.record.decided_step = self.decided_step();
        self.record.channel_end = self.state.channel.end;
        self.record.channel_end_step = self.state.channel.end_step;
        self.record.confrontation_step = self.confrontation_step();
        self.record.counterfactual_confrontation_step = None;
        self.record.began_step = self.began_step();
        self.record.completed_step = self.state.channel.completed_step;
        for (events, duty) in
            self.record.rungs.iter_mut().zip(&self.state.channel.duty).take(self.state.channel.in_force)
        {
            events.in_force = true;
            events.honoured = duty.honoured;
        }
        self.write_stop();
        if demand >= Demand::Quantities {
            let totals = Totals::of(self.record);
            self.write_quantities(&totals);
            if demand >= Demand::Everything {
                self.write_leverage(&totals);
            }
        }
    }

    /// The first condition that holds, in the order of the outcomes. Confrontation has not been held against the same trial
    /// without a channel yet.
    fn cause(&self) -> Cause {
        let channel = &self.state.channel;
        if let Some(cause) = channel.broke {
            return cause;
        }
        if self.confrontation_step().is_some() {
            return Cause::Uncompared;
        }
        match (self.state.counts(self.plan.judge), channel.end) {
            (true, ChannelEnd::Completed) => Cause::Completed,
            (true, _) => Cause::StructuralHeld,
            _ if !channel.ever_in_force => Cause::NeverStarted,
            _ if channel.structural_in_force > 0 => Cause::Hollow,
            (_, ChannelEnd::Completed) => Cause::CarriedOut,
            (_, ChannelEnd::Dormant) => Cause::Dormant,
            _ => Cause::Open,
        }
    }

    /// The step of confrontation with the channel.
    fn confrontation_step(&self) -> Option<u32> {
        self.state.arm.confrontation_step
    }

    /// The step in which something first came into force, 0 at the opening. Rungs come into force from the first on, so the
    /// first of the ladder is the first of all.
    fn began_step(&self) -> Option<u32> {
        let first = self.record.rungs.first().map_or(0, |rung| rung.first_in_force_step);
        if self.plan.in_force > 0 { Some(0) } else { Some(first).filter(|step| *step > 0) }
    }

    fn decided_step(&self) -> u32 {
        match (self.state.channel.broke, self.confrontation_step()) {
            (Some(_), _) => self.state.channel.end_step.unwrap_or(self.state.last_step),
            (None, Some(step)) => step,
            (None, None) => self.state.last_step,
        }
    }

    /// Where the ladder stopped and why: what last kept the next rung from coming into force, or the
    /// confrontation that came while the channel was open.
    fn write_stop(&mut self) {
        let channel = &self.state.channel;
        let stop = channel.stop;
        let complete = channel.end == ChannelEnd::Completed || stop.at as usize >= self.plan.ladder.len();
        self.record.stopped_at = (!complete).then_some(stop.at as usize);
        let confronted = self.confrontation_step().is_some() && channel.end == ChannelEnd::Open;
        self.record.stop_reason = if confronted { StopReason::Confrontation } else { stop.reason };
        self.record.stopped_by_body = stop.body.map(usize::from).filter(|_| !confronted);
        self.record.stopped_by_party = stop.party.map(usize::from).filter(|_| !confronted);
    }

    /// Writes every quantity: what does not come up in a trial is 0, or NaN where it is undefined.
    fn write_quantities(&mut self, totals: &Totals) {
        self.write_times();
        self.write_ladder_quantities(totals);
        self.write_disputes(totals);
        self.write_escalation();
        self.write_standing(totals);
        self.write_funds(totals);
    }

    #[inline]
    fn write(&mut self, quantity: Quantity, value: f64) {
        self.record.quantities[quantity.index()] = value;
    }

    #[inline]
    fn write_count(&mut self, quantity: Quantity, count: u32) {
        self.write(quantity, f64::from(count));
    }

    fn write_times(&mut self) {
        let channel = &self.state.channel;
        let last_channel_step =
            channel.closed_step.unwrap_or(self.confrontation_step().unwrap_or(self.channel_steps()));
        let channel_step = if channel.end == ChannelEnd::Absent { 0 } else { last_channel_step };
        // Rungs come into force from the first on, so the first of the ladder is the first of all.
        let first = self.record.rungs.first().map_or(0, |rung| rung.first_in_force_step);
        let dormant_until = channel.broke.and(channel.end_step).unwrap_or(self.arm_steps());
        let dormant: u32 = self.record.dormant.iter().map(|spell| spell.steps(dormant_until)).sum();
        let arm_days = f64::from(self.arm_steps()) * self.plan.step_days;
        let since_offer = self.state.tallies.structural_offered_day.map(|day| weeks(arm_days - day));
        self.write(Quantity::EndWeeks, self.week(self.record.decided_step));
        self.write(Quantity::ChannelWeeks, self.week(channel_step));
        self.write(Quantity::DormantWeeks, self.week(dormant));
        self.write(Quantity::FirstInForceWeeks, if first > 0 { self.week(first) } else { f64::NAN });
        self.write(Quantity::WeeksSinceStructuralOffer, since_offer.unwrap_or(f64::NAN));
    }

    /// The end of a step, in weeks.
    fn week(&self, step: u32) -> f64 {
        weeks(f64::from(step) * self.plan.step_days)
    }

    fn write_ladder_quantities(&mut self, totals: &Totals) {
        let counts = self.state.tallies;
        let in_force = self.state.channel.in_force;
        let honoured = self.state.channel.duty[..in_force].iter().filter(|duty| duty.honoured).count();
        self.write(Quantity::RungsInForce, in_force as f64);
        self.write(Quantity::RungsHonoured, honoured as f64);
        self.write_count(Quantity::RungsDelivered, totals.delivered);
        self.write_count(Quantity::Offers, totals.offers);
        self.write_count(Quantity::SignOffs, totals.reviews - totals.vetoes);
        self.write_count(Quantity::Vetoes, totals.vetoes);
        self.write(Quantity::SignOffLagWeeks, weeks(per(counts.sign_off_days, totals.signed)));
        self.write(Quantity::ImplementationRatio, per(f64::from(totals.delivered), totals.signed));
        self.write(Quantity::ImplementationLagWeeks, weeks(per(counts.implementation_days, totals.delivered)));
        self.write_count(Quantity::Objections, self.record.objections.iter().sum());
    }

    fn write_disputes(&mut self, totals: &Totals) {
        let counts = self.state.tallies;
        self.write_count(Quantity::Alarms, totals.alarms);
        self.write_count(Quantity::FalseAlarms, counts.false_alarms);
        self.write_count(Quantity::UnseenBreaches, counts.unseen_breaches);
        self.write_count(Quantity::Disputes, self.state.channel.disputes);
        self.write(Quantity::CureWeeks, weeks(per(counts.cure_days, counts.cures)));
        self.write_count(Quantity::RenewalsMet, counts.renewals_met);
    }

    fn write_escalation(&mut self) {
        let after_break = self.state.channel.broke.is_some() && self.confrontation_step().is_some();
        self.write_count(Quantity::Incidents, self.state.arm.incidents);
        self.write_count(Quantity::CivilianHarm, self.state.arm.harm);
        self.write_count(Quantity::Attacks, self.record.attacks.iter().sum());
        self.write_count(Quantity::ConfrontationAfterBreak, u32::from(after_break));
    }

    /// How the parties stand: trust, credibility, capital, claims.
    fn write_standing(&mut self, totals: &Totals) {
        let (counts, [sender, target]) = (self.state.tallies, self.state.party.clone());
        let claims = [0, 1].map(|party| per(self.record.parties[party].claims, totals.delivered));
        let both_claim = totals.delivered > 0 && !counts.structural_ever_honoured;
        let trust = [sender.trust(), target.trust()];
        self.write(Quantity::TrustSender, trust[0]);
        self.write(Quantity::TrustTarget, trust[1]);
        self.write(Quantity::CredibilitySender, sender.promises.credibility());
        self.write(Quantity::CredibilityTarget, target.promises.credibility());
        self.write(Quantity::CapitalPeakSender, sender.capital_peak);
        self.write(Quantity::CapitalPeakTarget, target.capital_peak);
        self.write(Quantity::ClaimsPerDeedSender, claims[0]);
        self.write(Quantity::ClaimsPerDeedTarget, claims[1]);
        self.write_count(Quantity::BothClaimSuccess, u32::from(both_claim));
    }

    fn write_funds(&mut self, totals: &Totals) {
        let (ledger, counts) = (self.state.ledger, self.state.tallies);
        let spent = ledger.permitted + ledger.diverted;
        let permitted = if spent > Money::ZERO { ledger.permitted.over(spent) } else { f64::NAN };
        self.write(Quantity::FundsDelivered, counts.paid.usd_bn());
        self.write(Quantity::FundsSpentPermitted, ledger.permitted.usd_bn());
        self.write(Quantity::FundsDiverted, ledger.diverted.usd_bn());
        self.write(Quantity::FundsReclaimed, ledger.reclaimed.usd_bn());
        self.write(Quantity::PermittedShare, permitted);
        self.write(Quantity::VerificationCost, f64::from(totals.checks) * self.world.check_cost);
    }

    /// Steps that the channel arm was simulated.
    fn arm_steps(&self) -> u32 {
        self.confrontation_step().unwrap_or(self.channel_steps())
    }

    fn channel_steps(&self) -> u32 {
        match self.plan.until {
            crate::domain::Until::Horizon => self.plan.steps,
            crate::domain::Until::ChannelEnds => self.state.last_step,
        }
    }

    fn write_leverage(&mut self, totals: &Totals) {
        if !self.plan.simulates_counterfactual() {
            self.record.leverage = [[f64::NAN; 2]; LeverageMeasure::COUNT];
            return;
        }
        let (state, world) = (&*self.state, self.world);
        let arm = &state.arm;
        let cost = f64::from(totals.checks) * world.check_cost;
        let collapsed = self.record.outcome == crate::domain::Outcome::Collapse;
        for measure in LeverageMeasure::ALL {
            self.record.leverage[measure.index()] = match measure {
                LeverageMeasure::SenderLeverage => self.held(Role::Sender),
                LeverageMeasure::TargetLeverage => {
                    let [with, without] = self.held(Role::Target);
                    [with + self.liquidity(), without]
                }
                LeverageMeasure::MediatorStanding => {
                    let exists = !self.plan.ladder.is_empty();
                    let standing = f64::from(totals.delivered) - f64::from(u8::from(collapsed));
                    [if exists { standing } else { 0.0 }, 0.0]
                }
                LeverageMeasure::CalmShare => [arm.calm_share(), f64::NAN],
                LeverageMeasure::ArmsDemand => [arm.mean_arms_demand(), f64::NAN],
                LeverageMeasure::TaxpayerExposure => [state.ledger.diverted.usd_bn() + cost, 0.0],
                LeverageMeasure::CivilianHarm => [f64::from(arm.harm), f64::NAN],
            };
        }
    }

    /// What a party still holds: stakes not given, and of those given what it could take back (of
    /// money, the part that is still in escrow). Without a channel, all of it.
    fn held(&self, role: Role) -> [f64; 2] {
        let channel = &self.state.channel;
        let paid = channel.duty[..channel.in_force].iter().fold(Money::ZERO, |sum, duty| sum + duty.paid);
        let in_escrow = self.state.ledger.escrow.over(paid).min(1.0);
        let mut held = 0.0;
        let mut all = 0.0;
        for (rung, terms) in self.world.ladder.iter().enumerate() {
            let Some(side) = &terms.side[role.index()] else { continue };
            all += terms.stake;
            held += if rung >= channel.in_force {
                terms.stake
            } else if side.money == Money::ZERO {
                terms.stake * side.reversible
            } else if channel.duty[rung].paid > Money::ZERO {
                terms.stake * side.reversible * in_escrow
            } else {
                0.0
            };
        }
        [held, all]
    }

    /// The funds that the target has at its disposal or has diverted, in stakes: that share of the frozen
    /// total times the stakes of the rungs that move money.
    fn liquidity(&self) -> f64 {
        let moves_money = |side: &crate::plan::SideTerms| side.money > Money::ZERO;
        let ladder = self.world.ladder.iter().filter(|terms| terms.side[0].as_ref().is_some_and(moves_money));
        let stakes: f64 = ladder.map(|terms| terms.stake).sum();
        (self.state.ledger.usable + self.state.ledger.diverted).over(self.world.frozen) * stakes
    }
}

/// Days as weeks.
fn weeks(days: f64) -> f64 {
    days / 7.0
}
