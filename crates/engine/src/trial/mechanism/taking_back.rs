//! What a party could still take back of what it gave. Whoever is in an open channel may leave it; once the channel is done, there
//! is no more to leave than what can be undone.

use crate::domain::Money;
use crate::math::lesser;
use crate::plan::SideTerms;
use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::step::Step;

/// Of the stakes that `party` gave on what is in force, the share that it could still take back by the record; 1 while the channel
/// is open, 0 where it gave nothing. It must not hang on what is hidden: the other learns from what is not taken back.
pub(in crate::trial) fn share(step: &Step<'_, impl Words, impl Observer>, party: usize) -> f64 {
    if step.state.open() {
        return 1.0;
    }
    let (mut given, mut reversible) = (0.0, 0.0);
    for (rung, terms) in step.world.ladder[..step.state.channel.in_force].iter().enumerate() {
        let Some(side) = &terms.side[party] else { continue };
        given += terms.stake;
        reversible += terms.stake * lesser(side.reversible, unspent(step, side, rung));
    }
    if given > 0.0 { reversible / given } else { 0.0 }
}

/// Of what `party` could take back of `rung` when it came into force, the share that is left; 1 while the channel is open.
pub(in crate::trial) fn left(step: &Step<'_, impl Words, impl Observer>, party: usize, rung: usize) -> f64 {
    match &step.world.ladder[rung].side[party] {
        Some(side) if !step.state.open() && side.reversible > 0.0 => {
            lesser(side.reversible, unspent(step, side, rung)) / side.reversible
        }
        _ => 1.0,
    }
}

/// Whether `party` could take back anything.
pub(in crate::trial) fn is_possible(step: &Step<'_, impl Words, impl Observer>, party: usize) -> bool {
    share(step, party) > 0.0
}

/// Whether the hazard of reneging falls from step to step, as the money of the newest duty is spent.
pub(in crate::trial) fn melts(step: &Step<'_, impl Words, impl Observer>) -> bool {
    !step.state.open()
        && step.state.party.iter().enumerate().any(|(party, home)| {
            let duty =
                home.duty.and_then(|(rung, _)| step.world.ladder[rung].side[party].as_ref().map(|side| (side, rung)));
            duty.is_some_and(|(side, rung)| side.money > Money::ZERO && unspent(step, side, rung) > 0.0)
        })
}

/// What of a sum counts as nothing left.
const SPENT: f64 = 1e-3;

/// Of what was given on `rung` in force, the share that is not spent yet: all of it but for money, of which less than a
/// thousandth counts as nothing.
fn unspent(step: &Step<'_, impl Words, impl Observer>, side: &SideTerms, rung: usize) -> f64 {
    if side.money == Money::ZERO {
        return 1.0;
    }
    let steps = step.clock.step - step.state.channel.duty[rung].since_step;
    let unspent = libm::exp(f64::from(steps) * step.world.spending_log);
    if unspent < SPENT { 0.0 } else { unspent }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    #[test]
    fn all_can_be_left_while_the_channel_is_open_and_then_only_what_can_be_undone() {
        let sets = [
            "opening.in_force=2",
            "rung.step.first.reversible=0.5",
            "rung.funds.first.reversible=0.9",
            "money.spending_weeks=10",
        ];
        let mut rig = Rig::new(&sets, &[]);
        assert_eq!(rig.act(|step| share(step, 0)), 1.0);
        rig.state.channel.end = ChannelEnd::Completed;
        let stakes: Vec<f64> = rig.world.ladder.iter().map(|terms| terms.stake).collect();
        // What is spent cannot come back: after twenty weeks, all but exp(-2) of it.
        for (number, money) in [(0, 0.9), (20, libm::exp(-2.0))] {
            let found = rig.at(number).act(|step| share(step, 0));
            let expected = (0.5 * stakes[0] + money * stakes[1]) / (stakes[0] + stakes[1]);
            assert!((found - expected).abs() < 1e-12, "step {number}: {found} for {expected}");
        }
        // What is left after a hundred weeks is not worth a quarrel.
        let spent = rig.at(100).act(|step| share(step, 0));
        assert!((spent - 0.5 * stakes[0] / (stakes[0] + stakes[1])).abs() < 1e-12, "{spent}");
    }
}
