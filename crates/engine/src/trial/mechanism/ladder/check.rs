//! Checks of what was delivered: alarms, forgiveness, and what both teach.

use super::{PACE_WORDS, check_word, delivery_day, force};
use crate::domain::StopReason;
use crate::random::{Chance, Words};
use crate::trial::event::{Event, Observer};
use crate::trial::mechanism::{dispute, reversal};
use crate::trial::site::Site;
use crate::trial::state::{Leg, Stage};
use crate::trial::step::Step;

/// Checks of all who delivered on this leg. Any alarm not forgiven voids the rung.
pub(super) fn act(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, leg: Leg, day: f64) {
    let rung = site.index;
    let alarms = [0, 1].map(|party| raises_alarm(step, site, leg, party));
    let found = [0, 1].map(|party| check_party(step, site, leg, (party, alarms[party]), day));
    if found != [None; 2] {
        step.record.rungs[rung].alarmed += 1;
    }
    let unforgiven = found.map(|forgiven| forgiven == Some(false));
    if unforgiven != [false; 2] {
        step.stopped(StopReason::Alarm, None, Some(usize::from(!unforgiven[0])));
        reversal::void(step, rung, day);
        dispute::open_over_alarms(step, site, unforgiven, day);
        return;
    }
    let gives = site.gives();
    let second = [gives[0] && !leg.who[0], gives[1] && !leg.who[1]];
    if leg.number == 0 && second != [false; 2] {
        let due = delivery_day(step, site, 1, day);
        step.state.channel.stage = Stage::Delivery { day: due, leg: Leg { who: second, number: 1 } };
    } else {
        force::act(step, site, day);
        step.state.tallies.implementation_days += day - step.state.channel.signed_day;
    }
}

/// Whether the check of a party raises an alarm; none about one that has not delivered on this leg.
fn raises_alarm(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, leg: Leg, party: usize) -> bool {
    let Some(side) = site.delivering(step, leg, party) else { return false };
    let chance = side.alarm(step.state.channel.complied[party]);
    let index = check_word(step.state.channel.attempt, party);
    step.happens(chance, site.declared.deed, index)
}

/// What the check of one party, with or without an alarm, comes to: `None` if it is clean or has not delivered on this leg, else
/// whether the alarm is forgiven.
fn check_party(
    step: &mut Step<'_, impl Words, impl Observer>,
    site: Site<'_>,
    leg: Leg,
    (party, alarm): (usize, bool),
    day: f64,
) -> Option<bool> {
    let (rung, side) = (site.index, site.delivering(step, leg, party)?);
    if alarm {
        step.learn(1 - party, side.signal.alarm);
        return Some(is_forgiven(step, site, party, day));
    }
    step.learn(1 - party, side.signal.clean);
    step.state.party[party].promises.kept += 1.0;
    step.record.parties[party].deeds += 1;
    step.state.tallies.unseen_breaches += u32::from(!step.state.channel.complied[party]);
    step.observe(day, Event::Clean { rung, party });
    None
}

/// An alarm about a party; returns whether the other forgives it.
fn is_forgiven(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, party: usize, day: f64) -> bool {
    let (rung, attempt) = (site.index, step.state.channel.attempt);
    let forgiveness = step.world.party[1 - party].numbers.forgiveness;
    let index = attempt * PACE_WORDS + 2 + party as u64;
    let forgiven = step.happens(Chance::of(forgiveness), site.declared.pace, index);
    step.state.party[party].promises.broken += 1.0;
    step.record.parties[party].alarms += 1;
    step.record.parties[party].forgiven += u32::from(forgiven);
    step.state.tallies.false_alarms += u32::from(step.state.channel.complied[party]);
    step.observe(day, Event::Alarm { rung, party, forgiven });
    forgiven
}
