//! `actors.csv`: what parties, bodies, objectors and spoilers did.

use super::interval::{WILSON_OF_THAT, ranged_share, share};
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, table};
use detente_engine::domain::ActorKind;
use detente_engine::tally::{BodyCounts, ObjectorCounts, PartyCounts, SpoilerCounts, from_fixed};

table! {
    /// A row is an actor of a scenario: the parties, then bodies, objectors and spoilers by id.
    pub struct ActorRow: "actors" {
        /// Id of the actor.
        actor: String,
        /// Its name, for people.
        name: String,
        /// What it is: party, body, objector or spoiler. Figures of other kinds are empty.
        kind: ActorKind,
        /// Trials simulated.
        trials: u64 ["trials"],
        /// Bodies: reviews concluded, over all trials.
        reviews: Option<u64> ["reviews"],
        /// Bodies: reviews that ended in a veto, over all trials.
        vetoes: Option<u64> ["reviews"],
        /// Bodies: vetoes / reviews.
        veto_share: Option<f64> ["share"],
        /// Bodies: trials with at least one veto.
        trials_with_veto_share: Option<f64> ["share"],
        /// Bodies: median over trials of the mean length of a review, to the nearest quarter of a week.
        median_review_weeks: Option<f64> ["weeks"],
        /// Objectors: objections registered, over all trials.
        objections: Option<u64> ["objections"],
        /// Objectors: trials with at least one objection.
        trials_with_objection_share: Option<f64> ["share"],
        /// Spoilers: attacks carried out, over all trials.
        attacks: Option<u64> ["attacks"],
        /// Spoilers: trials with at least one attack.
        trials_with_attack_share: Option<f64> ["share"],
        /// Parties: what was announced, in promises, over all trials.
        claims: Option<f64> ["promises"],
        /// Parties: deliveries that a check let pass, over all trials.
        deeds: Option<u64> ["deliveries"],
        /// Parties: claims / deeds.
        claims_per_clean_check: Option<f64> ["ratio"],
        /// Parties: alarms about it, over all trials.
        alarms: Option<u64> ["alarms"],
        /// Parties: of these, forgiven.
        forgiven: Option<u64> ["alarms"],
        /// Parties: deliveries not complied with in truth, over all trials.
        breaches: Option<u64> ["breaches"],
        /// Parties: offers and renewals refused, over all trials.
        refusals: Option<u64> ["offers"],
        /// Parties: changes of government in the life of the channel, over all trials.
        turnovers: Option<u64> ["changes"],
        /// Parties and bodies: trials in which it was what stopped the ladder.
        trials_stopped: Option<u64> ["trials"],
        /// trials_stopped / trials.
        trials_stopped_share: Ranged ["share", WILSON_OF_THAT],
    }
}

impl ActorRow {
    /// Its name, or its id where it has none.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.actor } else { &self.name }
    }
}

impl OfRun for ActorRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let (plan, actors) = (result.plan, &result.record().actors);
        let parties =
            plan.parties.iter().zip(&actors.parties).map(|(party, counts)| party_row(result, &party.id, counts));
        let bodies = plan.bodies.iter().zip(&actors.bodies).map(|(body, counts)| body_row(result, &body.id, counts));
        let objectors = plan.objectors.iter().zip(&actors.objectors);
        let objectors = objectors.map(|(objector, counts)| objector_row(result, &objector.id, counts));
        let spoilers = plan.spoilers.iter().zip(&actors.spoilers);
        let spoilers = spoilers.map(|(spoiler, counts)| spoiler_row(result, &spoiler.id, counts));
        parties.chain(bodies).chain(objectors).chain(spoilers).collect()
    }
}

/// The name of an actor of one kind.
fn name(result: &ScenarioResult<'_>, id: &str, kind: ActorKind) -> String {
    let scenario = result.scenario;
    let mut named: Box<dyn Iterator<Item = (&String, &String)>> = match kind {
        ActorKind::Party => Box::new(scenario.parties.iter().map(|party| (&party.id, &party.name))),
        ActorKind::Body => Box::new(scenario.bodies.iter().map(|body| (&body.id, &body.name))),
        ActorKind::Objector => Box::new(scenario.objectors.iter().map(|objector| (&objector.id, &objector.name))),
        ActorKind::Spoiler => Box::new(scenario.spoilers.iter().map(|spoiler| (&spoiler.id, &spoiler.name))),
    };
    named.find(|(known, _)| *known == id).map_or(String::new(), |(_, name)| name.clone())
}

/// A row with nothing but who it is.
fn blank(result: &ScenarioResult<'_>, id: &str, kind: ActorKind) -> ActorRow {
    ActorRow {
        scenario: result.stem().to_owned(),
        actor: id.to_owned(),
        name: name(result, id, kind),
        kind,
        trials: result.record().trials,
        reviews: None,
        vetoes: None,
        veto_share: None,
        trials_with_veto_share: None,
        median_review_weeks: None,
        objections: None,
        trials_with_objection_share: None,
        attacks: None,
        trials_with_attack_share: None,
        claims: None,
        deeds: None,
        claims_per_clean_check: None,
        alarms: None,
        forgiven: None,
        breaches: None,
        refusals: None,
        turnovers: None,
        trials_stopped: None,
        trials_stopped_share: Ranged::default(),
    }
}

/// The row of an actor that can stop the ladder, and did so in `count` trials.
fn stopping(result: &ScenarioResult<'_>, id: &str, kind: ActorKind, count: u64) -> ActorRow {
    let blank = blank(result, id, kind);
    ActorRow { trials_stopped: Some(count), trials_stopped_share: ranged_share(count, blank.trials), ..blank }
}

fn body_row(result: &ScenarioResult<'_>, id: &str, body: &BodyCounts) -> ActorRow {
    let review = body.review_length.quantile(0.5).map(|bin| result.tally.review_axis().point(bin));
    ActorRow {
        reviews: Some(body.reviews),
        vetoes: Some(body.vetoes),
        veto_share: share(body.vetoes, body.reviews),
        trials_with_veto_share: share(body.trials_with_veto, result.record().trials),
        median_review_weeks: review,
        ..stopping(result, id, ActorKind::Body, body.trials_stopped)
    }
}

fn objector_row(result: &ScenarioResult<'_>, id: &str, objector: &ObjectorCounts) -> ActorRow {
    ActorRow {
        objections: Some(objector.objections),
        trials_with_objection_share: share(objector.trials_with_objection, result.record().trials),
        ..blank(result, id, ActorKind::Objector)
    }
}

fn spoiler_row(result: &ScenarioResult<'_>, id: &str, spoiler: &SpoilerCounts) -> ActorRow {
    ActorRow {
        attacks: Some(spoiler.attacks),
        trials_with_attack_share: share(spoiler.trials_with_attack, result.record().trials),
        ..blank(result, id, ActorKind::Spoiler)
    }
}

fn party_row(result: &ScenarioResult<'_>, id: &str, party: &PartyCounts) -> ActorRow {
    ActorRow {
        claims: Some(party.claims.0 as f64 * from_fixed(1)),
        deeds: Some(party.deeds),
        claims_per_clean_check: party.claims.mean(party.deeds),
        alarms: Some(party.alarms),
        forgiven: Some(party.forgiven),
        breaches: Some(party.breaches),
        refusals: Some(party.refusals),
        turnovers: Some(party.turnovers),
        ..stopping(result, id, ActorKind::Party, party.trials_stopped)
    }
}
