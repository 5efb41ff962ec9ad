//! The mediator's influence: whole while the channel is open, fading once it is not.

use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::step::Step;

/// The influence fades over the last `steps` steps, if the channel is not open.
#[inline]
pub(in crate::trial) fn advance(step: &mut Step<'_, impl Words, impl Observer>, steps: u32) {
    if step.state.mediator > 0.0 && !step.state.open() {
        for _ in 0..steps {
            step.state.mediator *= step.world.mediator_decay;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    #[test]
    fn the_influence_stays_while_the_channel_is_open_and_then_fades_step_by_step() {
        let mut rig = Rig::new(&[], &[]);
        rig.at(3).act(|step| advance(step, 3));
        assert_eq!(rig.state.mediator, 1.0);
        rig.state.channel.end = ChannelEnd::Dormant;
        rig.at(5).act(|step| advance(step, 2));
        let factor = rig.world.mediator_decay;
        assert_eq!(rig.state.mediator.to_bits(), (factor * factor).to_bits());
    }
}
