//! Incidents; a serious one may be laid at a party's door and open a dispute.

use super::dispute;
use crate::domain::IncidentResponse;
use crate::random::{Chance, Span, Words, poisson, uniform};
use crate::rule::tension;
use crate::trial::event::{Event, Observer};
use crate::trial::step::Step;

/// Steps for which the first, the second ... incident of each have words of their own, one after the
/// other: most steps have one incident at most, so few words are wasted.
const INCIDENT_STEPS: u64 = 1 << 24;
/// Words for the blame of one incident: whether it is laid at a door, at whose, whether it is let pass.
const BLAME_WORDS: u64 = 4;
/// Which of the two parties it is laid at.
const EVEN: f64 = 0.5;

/// Incidents of this step, on its word.
pub(in crate::trial) fn act(step: &mut Step<'_, impl Words, impl Observer>) {
    if step.world.incidents <= 0.0 || !step.state.arm.alive {
        return;
    }
    let mean = expected(step);
    if step.state.incident_scan.rules_out(step.clock.step, mean) {
        return;
    }
    let word = step.word(step.plan.world.incident_count, u64::from(step.clock.step));
    for number in 0..u64::from(poisson(word, mean)) {
        meet(step, number);
    }
    step.end_if_broken();
}

/// The first step from `from` on, before `to`, in which an incident may come unless anything else changes: tension only decays
/// until then.
pub(in crate::trial) fn next(step: &mut Step<'_, impl Words, impl Observer>, from: u32, to: u32) -> u32 {
    if step.world.incidents <= 0.0 {
        return to;
    }
    let (purpose, mean) = (step.plan.world.incident_count, expected(step));
    step.state.incident_scan.next(step.words, purpose, (from, to), (mean, 0.0), Span::of_count)
}

/// The mean number of incidents in a step, which a working channel lowers.
fn expected(step: &Step<'_, impl Words, impl Observer>) -> f64 {
    let calming = if step.state.working() { step.world.calming } else { 1.0 };
    tension::incident_rate(step.world.incidents, step.world.breeding, step.state.arm.tension) * calming
}

/// An incident.
fn meet(step: &mut Step<'_, impl Words, impl Observer>, number: u64) {
    let incident = incident(step, number);
    let severity = severity(step, incident);
    step.state.arm.take_incident(severity, step.world.jump);
    let laid_to = if severity == tension::SERIOUS { laid_to(step, incident) } else { None };
    let ignored = laid_to.is_some_and(|party| lets_pass(step, party, incident));
    step.observe(step.clock.end, Event::Incident { severity, laid_to, ignored });
    if let Some(party) = laid_to.filter(|_| !ignored) {
        dispute::open_over_incident(step, party, incident, step.clock.end);
    }
}

/// The number under which an incident of this step has its draws.
fn incident(step: &Step<'_, impl Words, impl Observer>, number: u64) -> u64 {
    number * INCIDENT_STEPS + u64::from(step.clock.step)
}

fn severity(step: &mut Step<'_, impl Words, impl Observer>, incident: u64) -> u32 {
    tension::severity(uniform(step.word(step.plan.world.incident_severity, incident)))
}

/// At whose door a serious incident is laid: nobody's where the channel is closed or suspended or
/// the rung is ring-fenced.
fn laid_to(step: &mut Step<'_, impl Words, impl Observer>, incident: u64) -> Option<usize> {
    let next = step.plan.ladder.get(step.state.channel.in_force);
    let fenced = next.is_some_and(|instance| step.plan.rungs[instance.rung].ring_fenced);
    if !step.state.working() || fenced {
        return None;
    }
    let purpose = step.plan.world.incident_blame;
    let first = BLAME_WORDS * incident;
    let laid = step.happens(step.world.attribution, purpose, first);
    laid.then(|| usize::from(!step.happens(Chance::of(EVEN), purpose, first + 1)))
}

/// Whether the party that is not at fault lets the incident pass.
fn lets_pass(step: &mut Step<'_, impl Words, impl Observer>, at_fault: usize, incident: u64) -> bool {
    let aggrieved = 1 - at_fault;
    let probability = (1.0 + step.world.party[aggrieved].numbers.forgiveness) / 2.0;
    step.plan.parties[aggrieved].incident_response == IncidentResponse::RingFence
        || step.happens(Chance::of(probability), step.plan.world.incident_blame, BLAME_WORDS * incident + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::rig::Rig;
    use crate::trial::state::Stage;

    const RESTLESS: &str = "escalation.incidents_per_month=1";
    const COUNT: &str = "world/incident/count";

    #[test]
    fn an_incident_raises_tension_by_its_severity() {
        let mut rig = Rig::new(&[RESTLESS], &[(COUNT, 0.9), ("world/incident/severity", 0.6)]);
        rig.at(1).act(act);
        assert_eq!(rig.events(), [Event::Incident { severity: 2, laid_to: None, ignored: false }]);
        assert_eq!(rig.state.arm.tension.to_bits(), (2.0 * rig.world.jump).to_bits());
        assert_eq!((rig.state.arm.incidents, rig.state.arm.harm), (1, 2));
    }

    #[test]
    fn a_serious_one_at_a_door_opens_a_dispute() {
        // Laid at the first party's door; the third word of the blame says whether the second lets it pass.
        for (passes, ignored) in [(0.4, true), (0.6, false)] {
            let blame = [("world/incident/blame", 0.1), ("world/incident/blame 6", passes)];
            let words = [&[(COUNT, 0.9), ("world/incident/severity", 0.9)], &blame[..]].concat();
            let mut rig = Rig::new(&[RESTLESS, "escalation.attribution=0.5"], &words);
            rig.at(1).act(act);
            assert_eq!(rig.events()[0], Event::Incident { severity: 3, laid_to: Some(0), ignored });
            assert_eq!(rig.state.channel.stage == Stage::Dispute, !ignored);
        }
    }

    #[test]
    fn the_next_incident_is_where_a_word_says_so() {
        let next_of = |uniform: f64| Rig::new(&[RESTLESS], &[(COUNT, uniform)]).act(|step| next(step, 1, 50));
        assert_eq!([next_of(0.9), next_of(0.5)], [1, 50]);
    }
}
