//! A channel that lies dormant: nothing is offered and nothing undone, until it resumes where it stood.

use crate::domain::{ChannelEnd, Dormancy};
use crate::random::{Words, exponential};
use crate::trial::event::{Event, Observer};
use crate::trial::record::Spell;
use crate::trial::state::{Stage, State};
use crate::trial::step::Step;

/// The channel becomes dormant on `day` of this step. What was under way is dropped, a dispute is over.
pub(in crate::trial) fn begin(step: &mut Step<'_, impl Words, impl Observer>, why: Dormancy, day: f64) {
    step.observe(day, Event::Dormant { why });
    let resumes_in = wait(step);
    let from = step.clock.step;
    let channel = &mut step.state.channel;
    channel.end = ChannelEnd::Dormant;
    channel.end_step = Some(from);
    channel.closed_step = Some(from);
    channel.resumes = resumes_in.map_or(u32::MAX, |steps| from.saturating_add(steps));
    channel.under_way_since = None;
    channel.stage = Stage::Idle { ready: f64::INFINITY };
    channel.next_renewal = f64::INFINITY;
    step.record.dormant.push(Spell { from, until: None });
}

/// Steps until the channel resumes: as many as a hazard tried in every step would take. None where it never does.
fn wait(step: &mut Step<'_, impl Words, impl Observer>) -> Option<u32> {
    let (hazard, before) = (step.world.resumption, step.record.dormant.len() as u64);
    if hazard <= 0.0 {
        return None;
    }
    let threshold = exponential(step.word(step.plan.world.resumption, before));
    Some((threshold / hazard).ceil().max(1.0) as u32)
}

/// The step in which the channel resumes; the largest number where it is not dormant, or never does.
pub(in crate::trial) fn due(state: &State) -> u32 {
    if state.channel.end == ChannelEnd::Dormant { state.channel.resumes } else { u32::MAX }
}

/// Where the channel resumes in this step, it is open again from the start of the step: clocks that stood still run on, and the
/// rung next to come is weighed anew.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if due(step.state) != step.clock.step {
        return;
    }
    let day = step.clock.start;
    step.observe(day, Event::Resumed);
    let spell = step.record.dormant.last_mut().expect("a dormant channel has a spell");
    spell.until = Some(step.clock.step);
    let stood_still = day - f64::from(spell.from) * step.plan.step_days;
    step.state.mediator = 1.0;
    let channel = &mut step.state.channel;
    channel.end = ChannelEnd::Open;
    (channel.end_step, channel.closed_step) = (None, None);
    channel.stage = Stage::Idle { ready: day };
    channel.lapse_from = day;
    if let Some(weighed) = channel.weighed_anew.get_mut(channel.in_force) {
        *weighed += 1;
    }
    channel.duty[..channel.in_force].iter_mut().for_each(|duty| duty.renewal_due += stood_still);
    channel.find_next_renewal();
}

/// Whether the channel is dormant for good, since nothing makes it resume.
pub(in crate::trial) fn is_final(step: &Step<'_, impl Words, impl Observer>) -> bool {
    step.state.channel.end == ChannelEnd::Dormant && step.world.resumption <= 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;

    #[test]
    fn a_dormant_channel_resumes_where_it_stood_and_its_clocks_run_on() {
        // Half of all channels take ln 2 / hazard months; a month has 30 / 7 steps.
        let sets = ["opening.in_force=1", "rung.step.renewal_days=50", "ladder.resume_per_month=0.3"];
        let mut rig = Rig::new(&sets, &[("channel/resumption", 0.5)]);
        rig.at(4).act(|step| begin(step, Dormancy::Lapse, 28.0));
        let steps = (std::f64::consts::LN_2 / 0.3 * 30.0 / 7.0).ceil() as u32;
        assert_eq!(due(&rig.state), 4 + steps);
        assert!(!rig.state.open() && rig.state.has_stakes() && rig.state.channel.in_force == 1);
        rig.at(3 + steps).act(act);
        assert_eq!(rig.state.channel.end, ChannelEnd::Dormant);
        rig.events();
        rig.at(4 + steps).act(act);
        assert_eq!(rig.events(), [Event::Resumed]);
        assert!(rig.state.open() && rig.state.mediator == 1.0);
        let day = f64::from(3 + steps) * 7.0;
        assert_eq!(rig.state.channel.stage, Stage::Idle { ready: day });
        assert_eq!(rig.state.channel.next_renewal, 50.0 + day - 28.0);
        assert_eq!(rig.state.channel.weighed_anew, [0, 1], "only the rung next to come");
        assert_eq!(rig.record.dormant, [Spell { from: 4, until: Some(4 + steps) }]);
    }

    #[test]
    fn without_a_hazard_it_never_resumes() {
        let mut rig = Rig::new(&["ladder.resume_per_month=0"], &[]);
        rig.at(4).act(|step| begin(step, Dormancy::DisputeLimit, 25.0));
        assert_eq!(due(&rig.state), u32::MAX);
        assert!(rig.act(|step| is_final(step)));
        assert_eq!(rig.events(), [Event::Dormant { why: Dormancy::DisputeLimit }]);
    }
}
