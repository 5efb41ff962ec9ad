//! The next rung is offered, and accepted or not.

use super::{refusal, sign_off};
use crate::domain::{Role, StopReason};
use crate::random::Words;
use crate::trial::event::{Event, Observer};
use crate::trial::mechanism::consent;
use crate::trial::record::TrustMet;
use crate::trial::site::Site;
use crate::trial::state::Answers;
use crate::trial::step::Step;

/// A round: the next rung is offered.
pub(super) fn act(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    make(step, site, day);
    let accepts = [accepts(step, Role::Sender, site), accepts(step, Role::Target, site)];
    if accepts == [true; 2] {
        accepted(step, site, day);
    } else {
        refused(step, site.index, accepts, day);
        refusal::begin(step, site, accepts);
    }
}

/// A round of which it is known that the answers are those of the last.
pub(super) fn act_again(step: &mut Step<'_, impl Words, impl Observer>, answers: Answers) {
    let (site, day) = (Site::at(step, step.state.channel.in_force), step.clock.end);
    make(step, site, day);
    refused(step, site.index, answers.accepts, day);
}

fn make(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    let rung = site.index;
    step.record.rungs[rung].offered += 1;
    if site.declared.structural {
        step.state.tallies.structural_offered_day = Some(day);
    }
    let belief = [step.state.party[0].belief, step.state.party[1].belief];
    step.observe(day, Event::Offered { rung, belief });
}

/// Every giver has accepted: an attempt begins, objectors may register, and the bodies take up their reviews.
fn accepted(step: &mut Step<'_, impl Words, impl Observer>, site: Site<'_>, day: f64) {
    step.record.rungs[site.index].accepted += 1;
    step.observe(day, Event::Accepted { rung: site.index });
    let attempts = &mut step.state.channel.attempts[site.instance.rung];
    *attempts += 1;
    step.state.channel.attempt = *attempts - 1;
    step.state.channel.accepted_day = day;
    step.stopped(StopReason::InProgress, None, None);
    sign_off::object(step, site, day);
    sign_off::begin(step, site, day);
}

fn refused(step: &mut Step<'_, impl Words, impl Observer>, rung: usize, accepts: [bool; 2], day: f64) {
    for party in (0..2).filter(|&party| !accepts[party]) {
        step.record.parties[party].refusals += 1;
        step.observe(day, Event::Refused { rung, party });
    }
    step.stopped(StopReason::NotAccepted, None, Some(usize::from(accepts[0])));
}

/// Whether a party accepts. A party that only receives always accepts.
fn accepts(step: &mut Step<'_, impl Words, impl Observer>, role: Role, site: Site<'_>) -> bool {
    let party = role.index();
    let Some(conduct) = step.conduct(site.index, party) else { return true };
    if conduct.acceptance.is_none() && step.record.rungs[site.index].offered == 1 {
        let needed = conduct.terms.trust_needed(consent::pressure(step, role));
        let earned = step.state.party[party].trust();
        step.record.rungs[site.index].trust[party] = Some(TrustMet { needed, earned });
    }
    consent::stands(step, role, site, None)
}
