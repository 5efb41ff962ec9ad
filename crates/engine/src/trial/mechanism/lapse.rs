//! When the channel lapses for want of steps, and lies dormant from then on.

use crate::math::lesser;
use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::step::Step;

/// The last day of this step on which anything on the ladder counts: not after it lapses.
pub(in crate::trial) fn deadline(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    lesser(day(step), step.clock.end)
}

/// The day on which the channel lapses, unless a rung comes into force before.
pub(in crate::trial) fn day(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    step.state.channel.lapse_from + step.world.lapse_days
}
