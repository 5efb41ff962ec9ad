//! Renewals of what is in force: a giver whose consent no longer stands refuses, and breaks the channel.

use super::{consent, reversal, taking_back};
use crate::domain::{Cause, Role, StopReason};
use crate::random::Words;
use crate::trial::event::{Event, Observer};
use crate::trial::site::Site;
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

/// Every giver whose consent no longer stands refuses. False where one does, which breaks the channel.
fn renew(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, day: f64) -> bool {
    for role in Role::ALL {
        let party = role.index();
        let gives = step.world.ladder[rung].side[party].is_some();
        let opened = step.state.channel.duty[rung].opened[party];
        let opened = opened.filter(|_| step.state.party[party].government == 0);
        let site = Site::at(step, rung);
        if gives && taking_back::is_possible(step, party) && !consent::stands(step, *role, site, opened) {
            step.record.parties[party].refusals += 1;
            step.observe(day, Event::NotRenewed { rung, party });
            step.stopped(StopReason::NonRenewal, None, Some(party));
            reversal::break_channel(step, Cause::NonRenewal, day);
            return false;
        }
    }
    step.state.tallies.renewals_met += 1;
    step.observe(day, Event::Renewed { rung });
    let days = step.world.ladder[rung].renewal_days;
    let duty = &mut step.state.channel.duty[rung];
    duty.renewals_left -= 1.0;
    duty.renewal_due = if duty.renewals_left > 0.0 { day + days } else { f64::INFINITY };
    step.state.channel.find_next_renewal();
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChannelEnd;
    use crate::trial::rig::Rig;

    const RENEWED: [&str; 3] =
        ["opening.in_force=1", "rung.step.renewal_days=20", "ladder.concession.acceptance=\"none\""];
    /// The word of the first party's next government.
    const NEXT: &str = "rung/step/acceptance 8192";

    #[test]
    fn what_falls_due_is_renewed_and_falls_due_again_while_nothing_has_changed() {
        // An opening says that both had agreed, whatever their words.
        for word in [0.01, 0.99] {
            let mut rig = Rig::new(&RENEWED, &[("rung/step/acceptance", word)]);
            rig.at(2).act(act);
            assert_eq!(rig.events()[1..], [], "day 14 is before day 20");
            rig.at(3).act(act);
            assert_eq!(rig.events(), [Event::Renewed { rung: 0 }]);
            assert_eq!(rig.state.channel.next_renewal, 40.0);
        }
    }

    #[test]
    fn a_clock_may_begin_on_a_day_and_end_after_some_renewals() {
        let dated = ["opening.in_force=1", "start=2026-01-01", "rung.step.renewal_on=2026-01-11"];
        let mut rig = Rig::new(&[&dated[..], &["rung.step.renewal_days=20", "rung.step.renewals=2"]].concat(), &[]);
        assert_eq!(rig.state.channel.next_renewal, 10.0);
        rig.events();
        rig.at(5).act(act);
        assert_eq!(rig.events(), [Event::Renewed { rung: 0 }; 2], "on days 10 and 30");
        assert_eq!(rig.state.channel.next_renewal, f64::INFINITY);
        let mut once = Rig::new(&dated, &[]);
        once.at(2).act(act);
        assert_eq!(once.state.channel.next_renewal, f64::INFINITY, "no days, no further renewal");
    }

    #[test]
    fn a_giver_that_has_lost_trust_or_its_government_refuses_and_breaks_the_channel() {
        let mut lost = Rig::new(&RENEWED, &[("rung/step/acceptance", 0.995)]);
        lost.state.party[0].believe(-6.0);
        let mut new = Rig::new(&RENEWED, &[(NEXT, 0.9999)]);
        new.state.party[0].government = 1;
        for mut rig in [lost, new] {
            rig.events();
            rig.at(3).act(act);
            assert_eq!(rig.events()[0], Event::NotRenewed { rung: 0, party: 0 });
            assert_eq!((rig.state.channel.end, rig.state.channel.broke), (ChannelEnd::Broken, Some(Cause::NonRenewal)));
        }
    }
}
