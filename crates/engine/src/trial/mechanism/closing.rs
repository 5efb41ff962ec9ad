//! What a channel comes to that nobody has broken: all rungs in force, or too long without one.

use super::{dormancy, lapse};
use crate::domain::{ChannelEnd, Dormancy, Until};
use crate::random::Words;
use crate::trial::event::{Event, Observer};
use crate::trial::state::Stage;
use crate::trial::step::Step;

/// The channel, open so far, closes at the end of the step in which it is complete or lapses. Duties stay in force.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if !step.state.arm.alive {
        return;
    }
    if is_complete(step) {
        complete(step);
    } else if due(step) <= step.clock.end {
        dormancy::begin(step, Dormancy::Lapse, step.clock.end);
    }
    let has_ended = step.state.channel.end == ChannelEnd::Completed || dormancy::is_final(step);
    if has_ended && step.plan.until == Until::ChannelEnds {
        step.end();
    }
}

fn complete(step: &mut Step<'_, impl Words, impl Observer>) {
    step.observe(step.clock.end, Event::Completed);
    let channel = &mut step.state.channel;
    channel.end = ChannelEnd::Completed;
    channel.end_step = Some(step.clock.step);
    channel.closed_step = Some(step.clock.step);
    channel.completed_step = Some(step.clock.step);
    channel.under_way_since = None;
    channel.stage = Stage::Idle { ready: f64::INFINITY };
}

/// The day from which on the channel closes at the end of a step: minus infinity where it is complete, infinite where it is
/// not open.
pub(in crate::trial) fn due(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    if !step.state.open() {
        f64::INFINITY
    } else if is_complete(step) {
        f64::NEG_INFINITY
    } else {
        lapse::day(step)
    }
}

/// Whether all rungs of an open channel are in force and no dispute suspends it.
fn is_complete(step: &Step<'_, impl Words, impl Observer>) -> bool {
    step.state.working() && step.state.channel.in_force == step.plan.ladder.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;

    #[test]
    fn a_channel_becomes_dormant_on_the_day_on_which_it_lapses() {
        let mut rig = Rig::new(&["ladder.lapse_weeks=10"], &[]);
        assert_eq!(rig.act(|step| due(step)), 70.0);
        rig.at(9).act(act);
        assert!(rig.state.open());
        rig.at(10).act(act);
        let lapsed = Event::Dormant { why: Dormancy::Lapse };
        assert_eq!((rig.state.channel.end, rig.events()), (ChannelEnd::Dormant, vec![lapsed]));
        assert_eq!(rig.act(|step| due(step)), f64::INFINITY);
    }

    #[test]
    fn a_channel_with_all_rungs_in_force_is_complete_at_once() {
        let mut rig = Rig::new(&["opening.in_force=1"], &[]);
        rig.state.channel.in_force = 2;
        rig.events();
        assert_eq!(rig.act(|step| due(step)), f64::NEG_INFINITY);
        rig.at(1).act(act);
        assert_eq!((rig.state.channel.end, rig.events()), (ChannelEnd::Completed, vec![Event::Completed]));
    }
}
