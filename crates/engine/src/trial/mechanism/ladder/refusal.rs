//! A refusal that stands. A party weighs every offer of a rung on the same word, so its answer stays what it is while its belief stays
//! between bounds that are known. Rounds until then are passed: the rung is offered, and refused, as before.

use super::round_from;
use crate::domain::Role;
use crate::random::Words;
use crate::trial::event::Observer;
use crate::trial::mechanism::{consent, reneging};
use crate::trial::site::Site;
use crate::trial::state::{Answers, Stage};
use crate::trial::step::Step;

/// The rung at `site` has been refused with these answers.
pub(super) fn begin(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, accepts: [bool; 2]) {
    let stand = [Role::Sender, Role::Target].map(|role| consent::beliefs_of(step, role, site, accepts[role.index()]));
    step.state.channel.stage = Stage::Refused(Answers { accepts, stand });
}

/// The first step in which the answers may be others: beliefs rise by what each party reads from every step in which the other does not
/// renege.
pub(super) fn may_end(step: &Step<'_, impl Words, impl Observer>, answers: Answers) -> u32 {
    let steps = |party: usize| {
        let [from, to] = answers.stand[party];
        let (belief, rise) = (step.state.party[party].belief, reneging::lesson(step, party));
        if from <= belief && belief < to { ((to - belief) / rise) as u32 } else { 0 }
    };
    step.clock.step.saturating_add(steps(0).min(steps(1))).saturating_add(1)
}

/// The answers to the last offer, where the next rung was refused at the last round and is offered again at each.
pub(super) fn standing(step: &Step<'_, impl Words, impl Observer>) -> Option<Answers> {
    if let Stage::Refused(answers) = step.state.channel.stage { Some(answers) } else { None }
}

/// The step of the next round, where the last was refused.
pub(in crate::trial) fn next_round(step: &Step<'_, impl Words, impl Observer>) -> u32 {
    if standing(step).is_some() { round_from(step, 0) } else { u32::MAX }
}

/// A new government may answer otherwise than the last did.
pub(in crate::trial) fn forget(step: &mut Step<'_, impl Words, impl Observer>) {
    if standing(step).is_some() {
        step.state.channel.stage = Stage::Idle { ready: step.clock.start };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::event::Event;
    use crate::trial::mechanism::ladder;
    use crate::trial::rig::Rig;

    /// The first rung has been refused by the first party, which trusts little; both weigh it by the rule.
    fn refused() -> Rig {
        let sets = [
            "ladder.round_weeks=2",
            "rung.step.first.reversible=0",
            "ladder.concession.acceptance=\"none\"",
            "party.first.trusts_other=0.15",
        ];
        let words = [("rung/step/acceptance 0", 0.8), ("rung/step/acceptance 1", 1e-6)];
        let mut rig = Rig::new(&sets, &words);
        rig.at(2).act(ladder::act);
        let told = rig.events();
        assert!(told.contains(&Event::Refused { rung: 0, party: 0 }), "{told:?}");
        rig
    }

    fn answers(rig: &mut Rig) -> Answers {
        rig.act(|step| standing(step)).expect("it was refused")
    }

    #[test]
    fn it_stands_up_to_the_belief_at_which_the_party_would_accept() {
        let mut rig = refused();
        let Answers { accepts, stand } = answers(&mut rig);
        assert_eq!((accepts, stand[0][0], stand[1][1]), ([false, true], f64::NEG_INFINITY, f64::INFINITY));
        assert!(stand[0][1] > rig.state.party[0].belief && stand[1][0] < rig.state.party[1].belief, "{stand:?}");
        for (belief, refuses) in [(stand[0][1] - 1e-6, true), (stand[0][1] + 1e-6, false)] {
            rig.state.party[0].believe(belief);
            rig.state.channel.stage = Stage::Idle { ready: 0.0 };
            rig.events();
            rig.at(2).act(ladder::act);
            assert_eq!(rig.events().contains(&Event::Refused { rung: 0, party: 0 }), refuses, "{belief}");
        }
    }

    #[test]
    fn its_rounds_are_offered_and_refused_while_they_are_passed() {
        let mut rig = refused();
        assert_eq!(rig.act(|step| (next_round(step), ladder::next_offer(step))), (4, u32::MAX));
        let offered = rig.record.rungs[0].offered;
        for number in 3..=6 {
            rig.at(number).act(ladder::pass);
        }
        assert_eq!((rig.record.rungs[0].offered, rig.record.parties[0].refusals), (offered + 2, 3));
        let told = rig.events();
        assert!(matches!(
            told[..],
            [Event::Offered { .. }, Event::Refused { .. }, Event::Offered { .. }, Event::Refused { .. }]
        ));
    }

    #[test]
    fn it_ends_in_time_where_the_party_learns_from_what_the_other_does_not_do() {
        let mut rig = refused();
        let to = answers(&mut rig).stand[0][1];
        // A duty of the other's teaches the party .01 a step.
        rig.state.party[1].duty = Some((0, 0.01));
        rig.state.party[0].believe(to - 0.055);
        let standing = answers(&mut rig);
        assert_eq!(rig.act(|step| may_end(step, standing)), 2 + 5 + 1);
        rig.act(forget);
        assert_eq!(rig.state.channel.stage, Stage::Idle { ready: 7.0 });
    }
}
