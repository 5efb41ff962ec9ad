//! Open reneging on the newest duty in force, and what its absence teaches.

use super::{reversal, taking_back};
use crate::domain::{Cause, StopReason};
use crate::random::{Words, exponential};
use crate::rule::{LARGEST_EXPONENT, belief};
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// A party whose hazard has reached its threshold takes back what it gave, which breaks the channel.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    for party in 0..2 {
        let Some((rung, hazard)) = hazard(step, party) else {
            fade(step, party);
            continue;
        };
        let exploits = !step.state.party[party].trustworthy;
        if exploits && step.state.party[party].renege_left.is_nan() {
            step.state.party[party].renege_left = exponential(step.word(step.plan.parties[party].renege, 0));
        }
        if exploits && step.state.party[party].renege_left - hazard <= 0.0 {
            let day = step.clock.end;
            step.state.party[party].renege_left -= hazard;
            step.state.party[1 - party].believe(-LARGEST_EXPONENT);
            step.observe(day, Event::Reneged { rung, party });
            step.stopped(StopReason::Reneging, None, Some(party));
            reversal::break_channel(step, Cause::Reneging, day);
            return;
        }
        wait_on(step, party, hazard);
        fade(step, party);
    }
}

/// The duty on which `party` may renege, and the hazard of a step: in proportion to what it could still take back there.
fn hazard(step: &Step<'_, impl Words, impl Observer>, party: usize) -> Option<(usize, f64)> {
    let (rung, hazard) = step.state.party[party].duty?;
    let hazard = hazard * taking_back::left(step, party, rung);
    (hazard > 0.0).then_some((rung, hazard))
}

/// What `reader` learns, at most, from each of the coming steps in which the other does not renege, log-odds.
pub(in crate::trial) fn lesson(step: &Step<'_, impl Words, impl Observer>, reader: usize) -> f64 {
    hazard(step, 1 - reader).map_or(0.0, |(_, hazard)| belief::no_renege(hazard))
}

/// The last `steps` steps, without reneging, of both parties.
#[inline]
pub(in crate::trial) fn advance(step: &mut Step<'_, impl Words, impl Observer>, steps: u32) {
    for party in 0..2 {
        let Some((rung, _)) = step.state.party[party].duty else { continue };
        let left = taking_back::left(step, party, rung);
        for _ in 0..steps {
            let Some((_, hazard)) = step.state.party[party].duty else { break };
            if hazard * left > 0.0 {
                wait_on(step, party, hazard * left);
            }
            fade(step, party);
        }
    }
}

/// Whatever has been kept for a step is a little less likely to be taken back in the next.
fn fade(step: &mut Step<'_, impl Words, impl Observer>, party: usize) {
    if let Some((_, hazard)) = &mut step.state.party[party].duty {
        *hazard *= step.world.party[party].renege_decay;
    }
}

/// The first step from `from` on, before `to`, in which more than waiting is to come: a threshold is to be drawn, or is reached.
pub(in crate::trial) fn next(step: &Step<'_, impl Words, impl Observer>, from: u32, to: u32) -> u32 {
    let of = |party: usize| {
        // What could be taken back becomes no more, and the hazard fades.
        let home = &step.state.party[party];
        let Some((_, mut hazard)) = hazard(step, party).filter(|_| !home.trustworthy) else { return to };
        let (mut left, decay) = (home.renege_left, step.world.party[party].renege_decay);
        if left > hazard * f64::from(to - from + 1) {
            return to;
        }
        let mut wait = || {
            left -= hazard;
            hazard *= decay;
            left.is_nan() || left <= 0.0
        };
        (from..to).find(|_| wait()).unwrap_or(to)
    };
    of(0).min(of(1))
}

/// The exploiter's hazard adds up; the other learns from what did not happen.
#[inline]
fn wait_on(step: &mut Step<'_, impl Words, impl Observer>, party: usize, hazard: f64) {
    if !step.state.party[party].trustworthy {
        step.state.party[party].renege_left -= hazard;
    }
    step.learn(1 - party, belief::no_renege(hazard));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    /// The target is an exploiter with a duty in force.
    fn tempted(threshold: f64) -> Rig {
        let sets =
            ["opening.in_force=1", "party.second.renege_per_month=0.9", "party.second.renege_half_life_months=24"];
        Rig::new(&sets, &[("party/second/renege", threshold), ("party/second/government", 0.9)])
    }

    #[test]
    fn the_party_reneges_in_the_step_in_which_its_hazard_reaches_the_threshold() {
        let mut rig = tempted(0.5);
        rig.at(1).act(act);
        assert!(rig.state.party[1].renege_left < std::f64::consts::LN_2, "the threshold is drawn in the first step");
        let due = rig.act(|step| next(step, 2, 99));
        assert!((3..99).contains(&due), "{due}");
        let quiet = due - 2;
        rig.at(due - 1).act(|step| advance(step, quiet));
        assert_eq!(rig.state.channel.end, ChannelEnd::Open);
        rig.events();
        rig.at(due).act(act);
        assert_eq!(rig.events()[0], Event::Reneged { rung: 0, party: 1 });
        assert_eq!(rig.state.channel.end, ChannelEnd::Broken);
    }

    #[test]
    fn the_other_learns_from_every_step_without_it() {
        let mut rig = tempted(1e-9);
        let first = rig.state.party[0].belief;
        rig.at(1).act(act);
        let once = rig.state.party[0].belief;
        rig.at(4).act(|step| advance(step, 3));
        // In each step a little less than in the one before.
        let (hazard, decay) =
            (rig.act(|step| step.conduct(0, 1).expect("a duty").renege), rig.world.party[1].renege_decay);
        assert!((once - first - hazard * libm::sqrt(decay)).abs() < 1e-12);
        let sum = libm::sqrt(decay) * (decay + decay * decay + decay * decay * decay);
        assert!((rig.state.party[0].belief - once - hazard * sum).abs() < 1e-12);
    }
}
