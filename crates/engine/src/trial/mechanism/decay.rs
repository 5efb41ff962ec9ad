//! What goes on in every step: money is spent, tension decays, and the step enters the accounts.

use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::step::Step;

/// Tension under which a step counts as calm.
const CALM_TENSION: f64 = 0.25;

/// The last `steps` steps.
pub(in crate::trial) fn advance(step: &mut Step<'_, impl Words, impl Observer>, steps: u32) {
    if !step.state.arm.alive {
        return;
    }
    let (state, world, clock) = (&mut *step.state, step.world, &step.clock);
    let spends = state.ledger.has_unspent();
    let mut latent = world.diversion_weight * state.diverted_share - state.channel.relief;
    let (mut tension, mut arms_demand, mut calm) = (state.arm.tension, state.arm.arms_demand, state.arm.calm_steps);
    for number in clock.step + 1 - steps..clock.step + 1 {
        if spends {
            state.ledger.spend(world.spending, world.diverted_share);
            state.diverted_share = state.ledger.diverted.over(world.frozen);
            latent = world.diversion_weight * state.diverted_share - state.channel.relief;
        }
        tension *= world.decay;
        arms_demand += tension + (world.instability_growth * clock.middle_of(number) + latent);
        calm += u32::from(tension < CALM_TENSION);
    }
    (state.arm.tension, state.arm.arms_demand, state.arm.calm_steps) = (tension, arms_demand, calm);
    state.arm.steps += steps;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use crate::trial::rig::Rig;

    #[test]
    fn many_steps_at_once_are_as_many_steps_one_by_one() {
        let sets = ["escalation.instability_per_month=0.02", "money.diversion_feeds_instability=2"];
        let [mut once, mut singly] = [(); 2].map(|()| {
            let mut rig = Rig::new(&sets, &[]);
            rig.state.arm.tension = 1.3;
            rig.state.ledger.pay(Money(700_000_000), 0.5);
            rig
        });
        once.at(9).act(|step| advance(step, 9));
        (1..=9).for_each(|number| singly.at(number).act(|step| advance(step, 1)));
        let told = |rig: &Rig| format!("{:?} {:?}", rig.state.arm, rig.state.ledger);
        assert_eq!(told(&once), told(&singly));
        assert!(once.state.ledger.diverted > Money::ZERO && once.state.arm.calm_steps == 0);
        assert_eq!(once.state.ledger.total(), once.world.frozen);
    }
}
