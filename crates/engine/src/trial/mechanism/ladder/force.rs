//! A rung comes into force: duties, money, and what it settles of the deep dispute.

use crate::domain::{Money, Role, StopReason};
use crate::math::lesser;
use crate::plan::WEEK_DAYS;
use crate::random::Words;
use crate::trial::event::{Event, Observer};
use crate::trial::mechanism::{consent, duties, spoilers};
use crate::trial::site::Site;
use crate::trial::state::{Duty, Stage, Stop};
use crate::trial::step::Step;

/// How the ladder stands at the start: what is in force counts as offered, signed, delivered and honoured.
pub(in crate::trial) fn open(step: &mut Step<'_, impl Words, impl Observer>) {
    step.state.channel.complied = [true; 2];
    for index in 0..step.plan.in_force {
        let events = &mut step.record.rungs[index];
        (events.offered, events.accepted, events.signed) = (1, 1, 1);
        let site = Site::at(step, index);
        let opened = [Role::Sender, Role::Target].map(|role| Some(consent::probability(step, role, site)));
        act(step, site, 0.0);
        step.state.channel.duty[index].opened = opened;
    }
    step.state.channel.lapse_from = 0.0 - step.world.opening.idle_weeks * WEEK_DAYS;
}

/// The rung comes into force.
pub(super) fn act(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    let (rung, gives, terms) = (site.index, site.gives(), site.terms);
    spoilers::leave(step, rung, day);
    let complied = step.state.channel.complied;
    let honoured = (!gives[0] || complied[0]) && (!gives[1] || complied[1]);
    step.observe(day, Event::InForce { rung, honoured });
    let events = &mut step.record.rungs[rung];
    events.delivered += 1;
    let first = events.first_in_force_step;
    events.first_in_force_step = if first == 0 { step.clock.step } else { first };
    let on = site.declared.renewal_on.filter(|on| *on >= day);
    let renewal_due = on.unwrap_or(day + terms.renewal_days);
    let channel = &mut step.state.channel;
    let (since_step, renewals_left) = (step.clock.step, terms.renewals);
    channel.duty[rung] = Duty { honoured, renewal_due, since_step, renewals_left, ..Duty::default() };
    channel.next_renewal = lesser(channel.next_renewal, renewal_due);
    channel.in_force += 1;
    channel.lapse_from = day;
    channel.ever_in_force = true;
    channel.stage = Stage::Idle { ready: day };
    channel.stop = Stop { at: rung as u32 + 1, reason: StopReason::NotReached, body: None, party: None };
    if honoured {
        channel.relief += terms.relief;
    }
    settle(step, site);
    pay(step, site);
    duties::find(step);
}

/// Counts a structural rung once its last tranche is in force.
fn settle(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>) {
    let (rung, instance) = (site.index, site.instance);
    if site.declared.structural && instance.tranche + 1 == instance.tranches {
        let first = rung - instance.tranche as usize;
        let channel = &mut step.state.channel;
        let in_truth = channel.duty[first..=rung].iter().all(|duty| duty.honoured);
        channel.duty[rung].settles = true;
        channel.duty[rung].settles_in_truth = in_truth;
        channel.structural_in_force += 1;
        channel.structural_honoured += u32::from(in_truth);
        step.state.tallies.structural_ever_honoured |= in_truth;
    }
}

/// Moves the sender's money of a rung that came into force; a sender in breach moves none, but the
/// record counts it as released.
fn pay(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>) {
    let Some(side) = site.terms.side[Role::Sender.index()].as_ref().filter(|side| side.money > Money::ZERO) else {
        return;
    };
    step.state.released = (step.state.released + side.money.0 as f64).min(step.world.frozen.0 as f64);
    if step.state.channel.complied[Role::Sender.index()] {
        let paid = step.state.ledger.pay(side.money, side.escrow_share);
        step.state.channel.duty[site.index].paid = paid;
        step.state.tallies.paid += paid;
    }
}
