//! Disputes over alarms and incidents: the channel is suspended until all respondents have cured, or becomes dormant.

use super::{dormancy, lapse, reversal};
use crate::domain::{Cause, Dormancy, Role, Snapback, StopReason};
use crate::parameter::given;
use crate::plan::MONTH_DAYS;
use crate::random::{Chance, Purpose, Words, exponential};
use crate::rule::belief;
use crate::trial::event::{Event, Observer};
use crate::trial::site::Site;
use crate::trial::state::{Dispute, Respondent, Stage};
use crate::trial::step::Step;

/// A dispute over alarms: the aggrieved take back what their policy says, then all wait for cures.
pub(in crate::trial) fn open_over_alarms(
    step: &mut Step<'_, impl Words, impl Observer>,
    site: Site<'_>,
    respondents: [bool; 2],
    day: f64,
) {
    let (purpose, attempt) = (site.declared.cure, step.state.channel.attempt);
    count(step, day);
    let scope = (0..2).filter(|&party| respondents[party]).map(|party| step.plan.parties[1 - party].snapback).max();
    match scope.unwrap_or(Snapback::Nothing) {
        Snapback::Nothing => {}
        Snapback::Newest => reversal::down_to(step, step.state.channel.in_force.saturating_sub(1), day),
        Snapback::All => reversal::down_to(step, 0, day),
    }
    if somebody_leaves(step, site.index) {
        reversal::break_channel(step, Cause::DisputeCount, day);
    } else {
        suspend(step, respondents, purpose, 2 * attempt, day);
    }
}

/// A dispute over an incident laid at the door of `respondent`: nothing is taken back.
pub(in crate::trial) fn open_over_incident(
    step: &mut Step<'_, impl Words, impl Observer>,
    respondent: usize,
    incident: u64,
    day: f64,
) {
    let rung = step.state.channel.in_force;
    step.stopped(StopReason::Incident, None, Some(respondent));
    reversal::void(step, rung, day);
    count(step, day);
    if somebody_leaves(step, rung) {
        reversal::break_channel(step, Cause::DisputeCount, day);
    } else {
        let respondents = [respondent == 0, respondent == 1];
        suspend(step, respondents, step.plan.world.incident_cure, 2 * incident, day);
    }
}

/// A dispute after the incidents of a step: a cure that comes on the very day on which it opened, at the end of the step, ends
/// it there; where none comes, waiting is read.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if !step.state.arm.alive || !is_open(step) {
        return;
    }
    while is_open(step) && step.state.channel.dispute.next().0 <= lapse::deadline(step) {
        go_on(step);
    }
    step.end_if_broken();
    advance(step);
}

/// The end of a step in which nobody cures.
pub(in crate::trial) fn advance(step: &mut Step<'_, impl Words, impl Observer>) {
    if step.state.channel.stage == Stage::Dispute {
        read_waiting(step, step.clock.end);
    }
}

/// What ends the dispute, or a part of it, next has come: a cure, or the limit.
pub(in crate::trial) fn go_on(step: &mut Step<'_, impl Words, impl Observer>) {
    match step.state.channel.dispute.next() {
        (day, Some(party)) => cure(step, party, day),
        (day, None) => {
            read_waiting(step, day);
            dormancy::begin(step, Dormancy::DisputeLimit, day);
        }
    }
}

/// A new government of `party` cures at its own pace from `day` on: what is left of the wait is rescaled.
pub(in crate::trial) fn hand_dispute_on(
    step: &mut Step<'_, impl Words, impl Observer>,
    party: usize,
    was_trustworthy: bool,
    day: f64,
) {
    if step.state.channel.stage != Stage::Dispute {
        return;
    }
    let trustworthy = step.state.party[party].trustworthy;
    let Some(respondent) = &mut step.state.channel.dispute.respondent[party] else { return };
    let Some(rates) = respondent.rates.filter(|_| trustworthy != was_trustworthy) else { return };
    let spent = (day - respondent.since) / MONTH_DAYS * rates.of(was_trustworthy);
    respondent.effort = (respondent.effort - spent).max(0.0);
    respondent.since = day;
    respondent.cure_day = cure_day(day, respondent.effort, rates.of(trustworthy));
}

/// Whether the channel is open and suspended by a dispute.
pub(in crate::trial) fn is_open(step: &Step<'_, impl Words, impl Observer>) -> bool {
    step.state.open() && step.state.channel.stage == Stage::Dispute
}

fn count(step: &mut Step<'_, impl Words, impl Observer>, day: f64) {
    step.state.channel.disputes += 1;
    step.observe(day, Event::DisputeOpened { number: step.state.channel.disputes });
}

/// Whether a party leaves at this number of disputes or of failed tries at `rung`.
fn somebody_leaves(step: &Step<'_, impl Words, impl Observer>, rung: usize) -> bool {
    let tries = step.state.channel.tries.get(rung).copied().unwrap_or(0);
    f64::from(step.state.channel.disputes) >= step.world.disputes_before_exit
        || f64::from(tries) >= step.world.tries_per_rung
}

/// Suspends the channel until every respondent has cured. `word` is the first of two words, the
/// sender's and the target's.
fn suspend(
    step: &mut Step<'_, impl Words, impl Observer>,
    respondents: [bool; 2],
    purpose: Purpose,
    word: u64,
    day: f64,
) {
    let next = step.state.channel.in_force;
    let respondent = [Role::Sender, Role::Target].map(|role| {
        let party = role.index();
        respondents[party].then(|| respondent(step, role, next, (purpose, word + party as u64), day))
    });
    let limit = day + step.world.dispute_limit_days;
    step.state.channel.dispute = Dispute { opened: day, limit, respondent };
    step.state.channel.stage = Stage::Dispute;
}

fn respondent(
    step: &mut Step<'_, impl Words, impl Observer>,
    role: Role,
    next: usize,
    (purpose, word): (Purpose, u64),
    day: f64,
) -> Respondent {
    if let Some(pin) = given(step.world.party[role.index()].numbers.cure) {
        let cure_day = if step.happens(Chance::of(pin), purpose, word) { day } else { f64::INFINITY };
        return Respondent { cure_day, effort: 0.0, since: day, read_to: day, rates: None };
    }
    let rates = step.world.cure_rates(step.plan, role, next);
    let effort = exponential(step.word(purpose, word));
    let rate = rates.of(step.state.party[role.index()].trustworthy);
    Respondent { cure_day: cure_day(day, effort, rate), effort, since: day, read_to: day, rates: Some(rates) }
}

/// A respondent cures; the dispute ends with the last cure.
fn cure(step: &mut Step<'_, impl Words, impl Observer>, party: usize, day: f64) {
    read_waiting(step, day);
    let dispute = &mut step.state.channel.dispute;
    let Some(respondent) = dispute.respondent[party].take() else { return };
    let (opened, ended) = (dispute.opened, dispute.respondent.iter().all(Option::is_none));
    if let Some(rates) = respondent.rates {
        step.learn(1 - party, belief::cured(rates.trustworthy, rates.exploiter));
    }
    step.observe(day, Event::Cured { party });
    if ended {
        step.state.tallies.cures += 1;
        step.state.tallies.cure_days += day - opened;
        step.state.channel.stage = Stage::Idle { ready: day };
        step.observe(day, Event::DisputeEnded);
    }
}

/// What the parties read from cures that have not come by `day`.
fn read_waiting(step: &mut Step<'_, impl Words, impl Observer>, day: f64) {
    for party in 0..2 {
        let Some(respondent) = &mut step.state.channel.dispute.respondent[party] else { continue };
        let Some(rates) = respondent.rates else { continue };
        let months = (day - respondent.read_to) / MONTH_DAYS;
        respondent.read_to = day;
        step.learn(1 - party, belief::waiting(rates.trustworthy, rates.exploiter, months));
    }
}

/// The day of a cure that takes `effort` (in units of the mean) from `day` on at `rate` a month; never at
/// rate 0.
fn cure_day(day: f64, effort: f64, rate: f64) -> f64 {
    if rate > 0.0 { day + effort * MONTH_DAYS / rate } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    /// A dispute over an incident laid at the target's door on day 7, with the cure on this word.
    fn dispute(uniform: f64) -> Rig {
        let sets = ["dispute.limit_weeks=6", "party.second.cure_per_month=1"];
        let mut rig = Rig::new(&sets, &[("world/incident/cure", uniform), ("party/second/government", 0.1)]);
        rig.at(1).act(|step| open_over_incident(step, 1, 1, 7.0));
        assert!(rig.act(|step| is_open(step)));
        rig.events();
        rig
    }

    #[test]
    fn a_cure_ends_it_on_its_day_and_waiting_lowers_trust_until_then() {
        let mut rig = dispute(0.5);
        let first = rig.state.party[0].belief;
        let (day, who) = rig.state.channel.dispute.next();
        assert_eq!(who, Some(1));
        assert!(day > 21.0 && day < 49.0, "{day}");
        rig.at(2).act(advance);
        assert!(rig.state.party[0].belief <= first);
        rig.at(9).act(act);
        assert_eq!(rig.events(), [Event::Cured { party: 1 }, Event::DisputeEnded]);
        assert_eq!(rig.state.channel.stage, Stage::Idle { ready: day });
    }

    #[test]
    fn without_a_cure_the_channel_is_dormant_from_the_limit_on() {
        let mut rig = dispute(1e-9);
        assert_eq!(rig.state.channel.dispute.next(), (49.0, None));
        rig.at(7).act(act);
        assert_eq!((rig.state.channel.end, rig.state.channel.broke), (ChannelEnd::Dormant, None));
        assert_eq!(rig.events(), [Event::Dormant { why: Dormancy::DisputeLimit }]);
    }
}
