//! On what each party may renege.

use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::step::Step;

/// Finds the newest duty in force of each party afresh, with its hazard in the coming step: what is in force has changed.
pub(in crate::trial) fn find(step: &mut Step<'_, impl Words, impl Observer>) {
    for party in 0..2 {
        let in_force = &step.world.ladder[..step.state.channel.in_force];
        let rung = in_force.iter().rposition(|terms| terms.side[party].is_some());
        let duty = rung.and_then(|rung| {
            let steps = f64::from(step.clock.step - step.state.channel.duty[rung].since_step) + 0.5;
            let faded = libm::pow(step.world.party[party].renege_decay, steps);
            Some((rung, step.conduct(rung, party)?.renege * faded))
        });
        step.state.party[party].duty = duty.filter(|(_, hazard)| *hazard > 0.0);
    }
}
