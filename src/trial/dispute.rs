//! What goes wrong on the ladder: void rungs, disputes and cures, reversals, renewals refused, the break.

use super::event::{Event, Observer};
use super::ladder::Site;
use super::play::Play;
use super::state::{Dispute, Respondent, Stage};
use crate::domain::{Cause, ChannelEnd, Money, Role, Snapback, StopReason};
use crate::luck::{Chance, Purpose, Words, exponential};
use crate::parameter::given;
use crate::plan::MONTH_DAYS;
use crate::rule::belief;

impl<W: Words<L>, O: Observer, const L: usize> Play<'_, W, O, L> {
    /// The rung under way is void: its announcements cost the capital that they gained, and it
    /// counts as a failed try.
    #[inline(never)]
    pub(super) fn void(&mut self, rung: usize, day: f64) {
        if self.state.channel.under_way_since.is_none() {
            return;
        }
        self.leave_way(rung, day);
        self.state.channel.tries[rung] += 1;
        for party in 0..2 {
            let capital = &mut self.group.standing.capital[party][self.lane];
            *capital = (*capital - self.state.channel.announced[party]).max(0.0);
        }
        self.observer.observe(day, Event::Voided { rung });
    }

    /// A dispute over alarms: the aggrieved take back what their policy says, then all wait for cures.
    #[inline(never)]
    pub(super) fn open_alarm_dispute(&mut self, site: Site<'_>, respondents: [bool; 2], day: f64) {
        let (purpose, attempt) = (site.declared.cure, self.state.channel.attempt);
        self.count_dispute(day);
        let scope = (0..2).filter(|&party| respondents[party]).map(|party| self.plan.parties[1 - party].snapback).max();
        match scope.unwrap_or(Snapback::Nothing) {
            Snapback::Nothing => {}
            Snapback::Newest => self.reverse_down_to(self.state.channel.in_force.saturating_sub(1), day),
            Snapback::All => self.reverse_down_to(0, day),
        }
        if self.leaves(site.index) {
            self.break_channel(Cause::DisputeCount, day);
        } else {
            self.suspend(respondents, purpose, 2 * attempt, day);
        }
    }

    /// A dispute over an incident laid at the door of `respondent`: nothing is taken back.
    #[inline(never)]
    pub(super) fn open_incident_dispute(&mut self, respondent: usize, incident: u64, day: f64) {
        let rung = self.state.channel.in_force;
        self.stopped(StopReason::Incident, None, Some(respondent));
        self.void(rung, day);
        self.count_dispute(day);
        if self.leaves(rung) {
            self.break_channel(Cause::DisputeCount, day);
        } else {
            let respondents = [respondent == 0, respondent == 1];
            self.suspend(respondents, self.plan.world.incident_cure, 2 * incident, day);
        }
    }

    fn count_dispute(&mut self, day: f64) {
        self.state.channel.disputes += 1;
        self.observer.observe(day, Event::DisputeOpened { number: self.state.channel.disputes });
    }

    /// Whether a party leaves at this number of disputes or of failed tries at `rung`.
    fn leaves(&self, rung: usize) -> bool {
        let tries = self.state.channel.tries.get(rung).copied().unwrap_or(0);
        f64::from(self.state.channel.disputes) >= self.world.disputes_before_exit
            || f64::from(tries) >= self.world.tries_per_rung
    }

    /// Suspends the channel until every respondent has cured. `word` is the first of two words, the
    /// sender's and the target's.
    fn suspend(&mut self, respondents: [bool; 2], purpose: Purpose, word: u64, day: f64) {
        let next = self.state.channel.in_force;
        let respondent = [Role::Sender, Role::Target].map(|role| {
            let party = role.index();
            respondents[party].then(|| self.respondent(role, next, purpose, word + party as u64, day))
        });
        let limit = day + self.world.dispute_limit_days;
        self.state.channel.dispute = Dispute { opened: day, limit, respondent };
        self.state.channel.stage = Stage::Dispute;
    }

    fn respondent(&mut self, role: Role, next: usize, purpose: Purpose, word: u64, day: f64) -> Respondent {
        if let Some(pin) = given(self.world.party[role.index()].numbers.cure) {
            let cure_day = if self.happens(Chance::of(pin), purpose, word) { day } else { f64::INFINITY };
            return Respondent { cure_day, effort: 0.0, since: day, read_to: day, rates: None };
        }
        let rates = self.world.cure_rates(role, next);
        let effort = exponential(self.word(purpose, word));
        let rate = rates.of(self.state.party[role.index()].trustworthy);
        Respondent { cure_day: cure_day(day, effort, rate), effort, since: day, read_to: day, rates: Some(rates) }
    }

    /// A respondent cures; the dispute ends with the last cure.
    fn cure(&mut self, party: usize, day: f64) {
        self.read_waiting(day);
        let dispute = &mut self.state.channel.dispute;
        let Some(respondent) = dispute.respondent[party].take() else { return };
        let (opened, ended) = (dispute.opened, dispute.respondent.iter().all(Option::is_none));
        if let Some(rates) = respondent.rates {
            self.learn(1 - party, belief::cured(rates.trustworthy, rates.exploiter));
        }
        self.observer.observe(day, Event::Cured { party });
        if ended {
            self.state.tallies.cures += 1;
            self.state.tallies.cure_days += day - opened;
            self.state.channel.stage = Stage::Idle { ready: day };
            self.observer.observe(day, Event::DisputeEnded);
        }
    }

    /// What ends the dispute, or a part of it, next has come: a cure, or the limit.
    #[inline(never)]
    pub(super) fn end_dispute(&mut self) {
        match self.state.channel.dispute.next() {
            (day, Some(party)) => self.cure(party, day),
            (day, None) => self.dispute_limit(day),
        }
    }

    /// The dispute was not cured in time.
    fn dispute_limit(&mut self, day: f64) {
        self.read_waiting(day);
        self.break_channel(Cause::DisputeLimit, day);
    }

    /// What the parties read from cures that have not come by `day`.
    pub(super) fn read_waiting(&mut self, day: f64) {
        for party in 0..2 {
            let Some(respondent) = &mut self.state.channel.dispute.respondent[party] else { continue };
            let Some(rates) = respondent.rates else { continue };
            let months = (day - respondent.read_to) / MONTH_DAYS;
            respondent.read_to = day;
            self.learn(1 - party, belief::waiting(rates.trustworthy, rates.exploiter, months));
        }
    }

    /// A new government of `party` cures at its own pace: what is left of the wait is rescaled.
    pub(super) fn hand_over_dispute(&mut self, party: usize, was_trustworthy: bool, day: f64) {
        if self.state.channel.stage != Stage::Dispute {
            return;
        }
        let trustworthy = self.state.party[party].trustworthy;
        let Some(respondent) = &mut self.state.channel.dispute.respondent[party] else { return };
        let Some(rates) = respondent.rates.filter(|_| trustworthy != was_trustworthy) else { return };
        let spent = (day - respondent.since) / MONTH_DAYS * rates.of(was_trustworthy);
        respondent.effort = (respondent.effort - spent).max(0.0);
        respondent.since = day;
        respondent.cure_day = cure_day(day, respondent.effort, rates.of(trustworthy));
    }

    /// What ends a dispute on the very day on which it opened, at the end of this step.
    pub(super) fn cure_today(&mut self) {
        while self.state.open()
            && matches!(self.state.channel.stage, Stage::Dispute)
            && self.state.channel.dispute.next().0 <= self.deadline()
        {
            self.end_dispute();
        }
    }

    /// Renewals that fall due in this step, in order of time.
    #[inline(always)]
    pub(super) fn renewals(&mut self) {
        while self.state.channel.next_renewal <= self.clock.end {
            let duties = &self.state.channel.duty[..self.state.channel.in_force];
            let due = duties.iter().enumerate().min_by(|a, b| a.1.renewal_due.total_cmp(&b.1.renewal_due));
            let Some((rung, duty)) = due else { break };
            let day = duty.renewal_due;
            if !self.renew(rung, day) {
                return;
            }
        }
    }

    /// Every giver decides afresh. False where one refuses, which breaks the channel.
    #[inline(never)]
    fn renew(&mut self, rung: usize, day: f64) -> bool {
        let declared = self.plan.ladder[rung].rung;
        let number = self.state.channel.renewals[declared];
        self.state.channel.renewals[declared] += 1;
        for party in 0..2 {
            let Some(side) = self.world.ladder[rung].side[party] else { continue };
            let chance = match side.acceptance {
                Some(pinned) => pinned,
                None => Chance::of(side.terms.renewal_probability(self.trust(party))),
            };
            if !self.happens(chance, self.plan.rungs[declared].renewal, 2 * number + party as u64) {
                self.record.parties[party].refusals += 1;
                self.observer.observe(day, Event::NotRenewed { rung, party });
                self.stopped(StopReason::NonRenewal, None, Some(party));
                self.break_channel(Cause::NonRenewal, day);
                return false;
            }
        }
        self.state.tallies.renewals_met += 1;
        self.observer.observe(day, Event::Renewed { rung });
        self.state.channel.duty[rung].renewal_due = day + self.world.ladder[rung].renewal_days;
        self.find_next_renewal();
        true
    }

    /// The channel breaks: the rung under way is void and everything in force is reversed.
    #[inline(never)]
    pub(super) fn break_channel(&mut self, cause: Cause, day: f64) {
        self.observer.observe(day, Event::Broke { cause });
        self.void(self.state.channel.in_force, day);
        self.reverse_down_to(0, day);
        let channel = &mut self.state.channel;
        channel.broke = Some(cause);
        channel.end = ChannelEnd::Broken;
        channel.end_step = Some(self.clock.step);
        channel.closed_step.get_or_insert(self.clock.step);
        channel.stage = Stage::Idle { ready: f64::INFINITY };
    }

    /// Reverses the newest instances until `remaining` are in force.
    fn reverse_down_to(&mut self, remaining: usize, day: f64) {
        while self.state.channel.in_force > remaining {
            self.state.channel.in_force -= 1;
            let rung = self.state.channel.in_force;
            let duty = self.state.channel.duty[rung];
            let terms = &self.world.ladder[rung];
            if let Some(side) = terms.side[Role::Sender.index()].as_ref().filter(|side| side.money > Money::ZERO) {
                self.state.ledger.reclaim(duty.paid, side.reversible);
                self.state.released = (self.state.released - side.reversible * side.money.0 as f64).max(0.0);
            }
            let channel = &mut self.state.channel;
            if duty.honoured {
                channel.relief -= terms.relief;
            }
            channel.structural_in_force -= u32::from(duty.settles);
            channel.structural_honoured -= u32::from(duty.settles_in_truth);
            self.record.rungs[rung].reversed += 1;
            self.observer.observe(day, Event::Reversed { rung });
        }
        if self.state.channel.next_renewal < f64::INFINITY {
            self.find_next_renewal();
        }
    }

    fn find_next_renewal(&mut self) {
        let channel = &mut self.state.channel;
        let dues = channel.duty[..channel.in_force].iter().map(|duty| duty.renewal_due);
        channel.next_renewal = dues.fold(f64::INFINITY, f64::min);
    }
}

/// The day of a cure that takes `effort` (in units of the mean) from `day` on at `rate` a month; never at
/// rate 0.
fn cure_day(day: f64, effort: f64, rate: f64) -> f64 {
    if rate > 0.0 { day + effort * MONTH_DAYS / rate } else { f64::INFINITY }
}
