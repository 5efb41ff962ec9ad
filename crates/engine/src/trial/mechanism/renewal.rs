//! Renewals of what is in force: every giver decides afresh, and one that refuses breaks the channel.

use super::reversal;
use crate::domain::{Cause, StopReason};
use crate::luck::{Chance, Words};
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// Renewals that fall due in this step, in order of time.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    while step.state.channel.next_renewal <= step.clock.end {
        let duties = &step.state.channel.duty[..step.state.channel.in_force];
        let due = duties.iter().enumerate().min_by(|a, b| a.1.renewal_due.total_cmp(&b.1.renewal_due));
        let Some((rung, duty)) = due else { break };
        let day = duty.renewal_due;
        if !renew(step, rung, day) {
            return;
        }
    }
}

/// Every giver decides afresh. False where one refuses, which breaks the channel.
fn renew(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, day: f64) -> bool {
    let declared = step.plan.ladder[rung].rung;
    let number = step.state.channel.renewals[declared];
    step.state.channel.renewals[declared] += 1;
    for party in 0..2 {
        let Some(conduct) = step.conduct(rung, party) else { continue };
        let chance = match conduct.acceptance {
            Some(pinned) => pinned,
            None => Chance::of(conduct.terms.renewal_probability(step.state.party[party].trust())),
        };
        if !step.happens(chance, step.plan.rungs[declared].renewal, 2 * number + party as u64) {
            step.record.parties[party].refusals += 1;
            step.observe(day, Event::NotRenewed { rung, party });
            step.stopped(StopReason::NonRenewal, None, Some(party));
            reversal::break_channel(step, Cause::NonRenewal, day);
            return false;
        }
    }
    step.state.tallies.renewals_met += 1;
    step.observe(day, Event::Renewed { rung });
    step.state.channel.duty[rung].renewal_due = day + step.world.ladder[rung].renewal_days;
    step.state.channel.find_next_renewal();
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    const RENEWED: [&str; 2] = ["opening.in_force=1", "rung.step.renewal_days=20"];

    #[test]
    fn what_falls_due_is_renewed_and_falls_due_again() {
        let mut rig = Rig::new(&RENEWED, &[("rung/step/renewal", 0.4)]);
        rig.at(2).act(act);
        assert_eq!(rig.events()[1..], [], "day 14 is before day 20");
        rig.at(3).act(act);
        assert_eq!(rig.events(), [Event::Renewed { rung: 0 }]);
        assert_eq!(rig.state.channel.next_renewal, 40.0);
    }

    #[test]
    fn a_giver_that_refuses_breaks_the_channel() {
        let mut rig = Rig::new(&RENEWED, &[("rung/step/renewal", 0.6)]);
        rig.events();
        rig.at(3).act(act);
        assert_eq!(rig.events()[0], Event::NotRenewed { rung: 0, party: 0 });
        assert_eq!((rig.state.channel.end, rig.state.channel.broke), (ChannelEnd::Broken, Some(Cause::NonRenewal)));
    }
}
