//! A rung comes into force: duties, money, and what it settles of the deep dispute.

use super::event::{Event, Observer};
use super::ladder::Site;
use super::play::Play;
use super::state::{Duty, Stage, Stop};
use crate::domain::{Money, Role, StopReason};
use crate::luck::Words;
use crate::math::lesser;
use crate::plan::WEEK_DAYS;

impl<'a, W: Words<L>, O: Observer, const L: usize> Play<'a, W, O, L> {
    #[inline(always)]
    pub(super) fn come_into_force(&mut self, site: Site<'a>, day: f64) {
        let (rung, gives, terms) = (site.index, site.gives(), site.terms);
        let complied = self.state.channel.complied;
        let honoured = (!gives[0] || complied[0]) && (!gives[1] || complied[1]);
        self.observer.observe(day, Event::InForce { rung, honoured });
        let events = &mut self.record.rungs[rung];
        events.delivered += 1;
        let first = events.first_in_force_step;
        events.first_in_force_step = if first == 0 { self.clock.step } else { first };
        let renewal_due = day + terms.renewal_days;
        let channel = &mut self.state.channel;
        channel.duty[rung] = Duty { honoured, renewal_due, ..Duty::default() };
        channel.next_renewal = lesser(channel.next_renewal, renewal_due);
        channel.in_force += 1;
        channel.last_in_force = day;
        channel.ever_in_force = true;
        channel.stage = Stage::Idle { ready: day };
        channel.stop = Stop { at: rung as u32 + 1, reason: StopReason::NotReached, body: None, party: None };
        if honoured {
            channel.relief += terms.relief;
        }
        self.settle(site);
        self.pay(site);
    }

    /// Takes up how the ladder stands at the start: what is in force counts as offered, signed, delivered and honoured.
    pub(super) fn take_over(&mut self) {
        self.state.channel.complied = [true; 2];
        for index in 0..self.plan.in_force {
            let events = &mut self.record.rungs[index];
            (events.offered, events.accepted, events.signed) = (1, 1, 1);
            self.come_into_force(self.site(index), 0.0);
        }
        self.state.channel.last_in_force = 0.0 - self.world.opening.idle_weeks * WEEK_DAYS;
    }

    /// Counts a structural rung once its last tranche is in force.
    #[inline(always)]
    fn settle(&mut self, site: Site<'a>) {
        let (rung, instance) = (site.index, site.instance);
        if site.declared.structural && instance.tranche + 1 == instance.tranches {
            let first = rung - instance.tranche as usize;
            let channel = &mut self.state.channel;
            let in_truth = channel.duty[first..=rung].iter().all(|duty| duty.honoured);
            channel.duty[rung].settles = true;
            channel.duty[rung].settles_in_truth = in_truth;
            channel.structural_in_force += 1;
            channel.structural_honoured += u32::from(in_truth);
            self.state.tallies.structural_ever_honoured |= in_truth;
        }
    }

    /// Moves the sender's money of a rung that came into force; a sender in breach moves none, but the
    /// record counts it as released.
    #[inline(always)]
    fn pay(&mut self, site: Site<'a>) {
        let Some(side) = site.terms.side[Role::Sender.index()].as_ref().filter(|side| side.money > Money::ZERO) else {
            return;
        };
        self.state.released = (self.state.released + side.money.0 as f64).min(self.world.frozen.0 as f64);
        if self.state.channel.complied[Role::Sender.index()] {
            let paid = self.state.ledger.pay(side.money, side.escrow_share);
            self.state.channel.duty[site.index].paid = paid;
            self.state.tallies.paid += paid;
        }
    }

    /// The rung under way has been checked or is void: spoilers have no more to attack.
    #[inline(always)]
    pub(super) fn leave_way(&mut self, rung: usize, day: f64) {
        let since = self.state.channel.under_way_since.take();
        if let Some(since) = since.filter(|_| !self.plan.spoilers.is_empty()) {
            let months = (day - since.max(self.clock.start)) / crate::plan::MONTH_DAYS;
            self.state.channel.exposure += self.world.ladder[rung].stake * months;
        }
    }
}
