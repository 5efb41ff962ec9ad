//! The ladder: offer, sign-off, delivery, check, coming into force, and the order in which they follow each other.

mod check;
mod delivery;
mod force;
mod offer;
mod refusal;
mod sign_off;

pub(in crate::trial) use force::open;
pub(in crate::trial) use refusal::{forget, next_round};

use super::{dispute, lapse};
use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::site::Site;
use crate::trial::state::Stage;
use crate::trial::step::Step;

/// Words of one attempt in the `deed` purpose: compliance of sender and target, check of sender and target.
const DEED_WORDS: u64 = 4;
/// Words of one attempt in the `pace` purpose: first and second delivery, forgiveness of sender and target.
const PACE_WORDS: u64 = 4;

/// Everything that falls due on the ladder in this step, in order of time: what is under way goes
/// on, and where this leaves the ladder idle, a round at the end of the step offers the next rung.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if !step.state.open() {
        return;
    }
    go_on(step);
    if step.clock.is_round && may_offer(step) {
        offer::act(step, Site::at(step, step.state.channel.in_force), step.clock.end);
        go_on(step);
    }
}

/// The day on which what is under way goes on.
pub(in crate::trial) fn due(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    match step.state.channel.stage {
        Stage::Idle { .. } | Stage::Refused(_) => f64::INFINITY,
        Stage::Dispute => step.state.channel.dispute.next().0,
        Stage::Review => step.state.channel.reviews.next_day(),
        Stage::Delivery { day, .. } | Stage::Check { day, .. } => day,
    }
}

/// The step of the round that offers the next rung, unless anything else comes before, and is not known to be refused as the last was;
/// the largest number where none will.
pub(in crate::trial) fn next_offer(step: &Step<'_, impl Words, impl Observer>) -> u32 {
    let channel = &step.state.channel;
    if !step.state.open() || channel.in_force >= step.plan.ladder.len() {
        return u32::MAX;
    }
    match channel.stage {
        Stage::Idle { ready } => round_from(step, step.clock.step_of(ready, step.plan)),
        Stage::Refused(answers) => round_from(step, refusal::may_end(step, answers)),
        _ => u32::MAX,
    }
}

/// The first round to come, in step `first` at the earliest.
fn round_from(step: &Step<'_, impl Words, impl Observer>, first: u32) -> u32 {
    let rounds = step.plan.round_steps;
    first.max(step.clock.step + 1).div_ceil(rounds).saturating_mul(rounds)
}

/// The end of a step that is passed: where a round ends with it and the last was refused, the rung is offered and refused as before.
pub(in crate::trial) fn pass(step: &mut Step<'_, impl Words, impl Observer>) {
    if let Some(answers) = refusal::standing(step).filter(|_| step.clock.is_round) {
        offer::act_again(step, answers);
    }
}

/// Whether the next rung may be offered at the end of this step.
fn may_offer(step: &Step<'_, impl Words, impl Observer>) -> bool {
    let (channel, end) = (&step.state.channel, step.clock.end);
    let ready = match channel.stage {
        Stage::Idle { ready } => ready <= end,
        Stage::Refused(_) => true,
        _ => false,
    };
    step.state.open() && ready && end <= lapse::deadline(step) && channel.in_force < step.plan.ladder.len()
}

/// What is under way goes on, from stage to stage, as far as the deadline lets it.
fn go_on(step: &mut Step<'_, impl Words, impl Observer>) {
    while step.state.open() && take_up(step) {}
}

/// Takes up the stage under way. False where nothing more of it falls due by the deadline.
fn take_up(step: &mut Step<'_, impl Words, impl Observer>) -> bool {
    let (deadline, next) = (lapse::deadline(step), step.state.channel.in_force);
    match step.state.channel.stage {
        Stage::Review if step.state.channel.reviews.next_day() <= deadline => {
            sign_off::conclude(step, Site::at(step, next));
        }
        Stage::Delivery { day, leg } if day <= deadline => delivery::deliver(step, Site::at(step, next), leg, day),
        Stage::Check { day, leg } if day <= deadline => check::act(step, Site::at(step, next), leg, day),
        Stage::Dispute if step.state.channel.dispute.next().0 <= deadline => dispute::go_on(step),
        _ => return false,
    }
    true
}

/// The day of a delivery that is prepared from `day` on; `number` is that of its leg.
fn delivery_day(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, number: u64, day: f64) -> f64 {
    let index = step.state.channel.attempt * PACE_WORDS + number;
    day + step.waiting_time(site.terms.implementation_days, site.declared.pace, index)
}

/// The word in the `deed` purpose that says whether a party complies in an attempt.
fn deed_word(attempt: u64, party: usize) -> u64 {
    attempt * DEED_WORDS + party as u64
}

/// The word in the `deed` purpose that says whether its check raises an alarm.
fn check_word(attempt: u64, party: usize) -> u64 {
    deed_word(attempt, party) + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StopReason;
    use crate::trial::event::Event;
    use crate::trial::rig::Rig;

    /// The first round is offered, accepted or not.
    fn offered(acceptance: f64, vote: f64) -> Rig {
        let words =
            [("rung/step/acceptance", acceptance), ("rung/step/body/council/vote", vote), ("rung/step/deed", 0.99)];
        let mut rig = Rig::new(&["ladder.round_weeks=2", "ladder.concession.compliance=1"], &words);
        assert_eq!(rig.act(|step| next_offer(step)), 2);
        rig.at(2).act(act);
        rig
    }

    #[test]
    fn a_rung_that_is_refused_is_offered_again_at_the_next_round() {
        let mut rig = offered(0.6, 0.1);
        assert!(matches!(
            rig.events()[..],
            [Event::Offered { rung: 0, .. }, Event::Refused { .. }, Event::Refused { .. }]
        ));
        assert_eq!(rig.state.channel.stop.reason, StopReason::NotAccepted);
        assert_eq!(rig.act(|step| next_round(step)), 4);
    }

    #[test]
    fn an_accepted_rung_goes_through_review_delivery_and_check_into_force() {
        let mut rig = offered(0.4, 0.4);
        assert_eq!(rig.state.channel.stage, Stage::Review);
        let review = rig.act(|step| due(step));
        assert!(review > 14.0 && rig.act(|step| next_offer(step)) == u32::MAX, "{review}");
        let number = (review / 7.0).ceil() as u32;
        rig.at(number).act(act);
        let signed = rig.events();
        assert!(signed.contains(&Event::Approved { rung: 0, body: 0 }) && signed.contains(&Event::Signed { rung: 0 }));
        assert_eq!(rig.act(|step| due(step)), review + 7.0, "the check comes a week after the delivery");
        rig.at(number + 1).act(act);
        assert!(rig.events().contains(&Event::InForce { rung: 0, honoured: true }));
        assert_eq!(rig.state.channel.in_force, 1);
    }

    #[test]
    fn a_veto_makes_the_ladder_wait() {
        let mut rig = offered(0.4, 0.6);
        let review = rig.act(|step| due(step));
        rig.at((review / 7.0).ceil() as u32).act(act);
        assert!(rig.events().contains(&Event::Vetoed { rung: 0, body: 0 }));
        let wait = rig.world.body[0].veto_wait_days;
        assert!(matches!(rig.state.channel.stage, Stage::Idle { ready } if (ready - review - wait).abs() < 1e-9));
    }
}
