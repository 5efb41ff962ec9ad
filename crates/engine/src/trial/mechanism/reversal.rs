//! What is undone: the rung under way, what is in force, the channel.

use super::{duties, spoilers};
use crate::domain::{Cause, ChannelEnd, Money, Role};
use crate::random::Words;
use crate::trial::event::{Event, Observer};
use crate::trial::state::Stage;
use crate::trial::step::Step;

/// The rung under way is void: its announcements cost the capital that they gained, and it
/// counts as a failed try.
pub(in crate::trial) fn void(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, day: f64) {
    if step.state.channel.under_way_since.is_none() {
        return;
    }
    spoilers::leave(step, rung, day);
    step.state.channel.tries[rung] += 1;
    for party in 0..2 {
        let announced = step.state.channel.announced[party];
        let capital = &mut step.state.party[party].capital;
        let left = capital.now(step.clock.step, step.world.decay) - announced;
        capital.set(step.clock.step, left.max(0.0));
    }
    step.observe(day, Event::Voided { rung });
}

/// The channel breaks: the rung under way is void and everything in force is reversed.
pub(in crate::trial) fn break_channel(step: &mut Step<'_, impl Words, impl Observer>, cause: Cause, day: f64) {
    step.observe(day, Event::Broke { cause });
    void(step, step.state.channel.in_force, day);
    down_to(step, 0, day);
    let channel = &mut step.state.channel;
    channel.broke = Some(cause);
    channel.end = ChannelEnd::Broken;
    channel.end_step = Some(step.clock.step);
    channel.closed_step.get_or_insert(step.clock.step);
    channel.stage = Stage::Idle { ready: f64::INFINITY };
}

/// Reverses the newest instances until `remaining` are in force.
pub(in crate::trial) fn down_to(step: &mut Step<'_, impl Words, impl Observer>, remaining: usize, day: f64) {
    while step.state.channel.in_force > remaining {
        step.state.channel.in_force -= 1;
        let rung = step.state.channel.in_force;
        let duty = step.state.channel.duty[rung];
        let terms = &step.world.ladder[rung];
        if let Some(side) = terms.side[Role::Sender.index()].as_ref().filter(|side| side.money > Money::ZERO) {
            step.state.ledger.reclaim(duty.paid, side.reversible);
            step.state.released = (step.state.released - side.reversible * side.money.0 as f64).max(0.0);
        }
        let channel = &mut step.state.channel;
        if duty.honoured {
            channel.relief -= terms.relief;
        }
        channel.structural_in_force -= u32::from(duty.settles);
        channel.structural_honoured -= u32::from(duty.settles_in_truth);
        step.record.rungs[rung].reversed += 1;
        step.observe(day, Event::Reversed { rung });
    }
    if step.state.channel.next_renewal < f64::INFINITY {
        step.state.channel.find_next_renewal();
    }
    duties::find(step);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;

    #[test]
    fn a_channel_that_breaks_takes_back_what_is_in_force_and_voids_what_is_under_way() {
        let mut rig = Rig::new(&["opening.in_force=1"], &[]);
        rig.state.channel.under_way_since = Some(3.0);
        rig.state.channel.announced = [1.0, 1.0];
        rig.events();
        rig.at(1).act(|step| break_channel(step, Cause::Turnover, 5.0));
        let broke = Event::Broke { cause: Cause::Turnover };
        assert_eq!(rig.events(), [broke, Event::Voided { rung: 1 }, Event::Reversed { rung: 0 }]);
        assert_eq!((rig.state.channel.in_force, rig.state.channel.tries[1]), (0, 1));
        assert_eq!((rig.state.channel.end, rig.record.rungs[0].reversed), (ChannelEnd::Broken, 1));
    }
}
