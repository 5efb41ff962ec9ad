//! What can be taken out of a scenario, and what taking it out means.

use crate::scenario::Scenario;
use detente_engine::domain::{Role, words};
use detente_engine::parameter::given;
use serde::Serialize;

words! {
    /// A kind of thing that can be taken out.
    FactorKind {
        Hazard = "hazard", "Something that may go wrong: it never comes.";
        Body = "body", "A body that must sign: nobody asks it.";
        Objector = "objector", "An objector: it is not there to object.";
        Spoiler = "spoiler", "A spoiler: it is not there to attack.";
        Mediator = "mediator", "The mediator: it neither calms nor leaves a penalty behind.";
        Rung = "rung", "A rung: the ladder is climbed without it, and its stake is spread over the others, since the total stays.";
    }
}

/// One thing that can be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Its kind.
    pub kind: FactorKind,
    /// Its name: an id, or a hazard with whose it is, such as `turnover.iran`.
    pub id: String,
    /// What taking it out means.
    pub means: String,
    /// The `KEY=VALUE`s that take it out.
    pub sets: Vec<String>,
}

/// Everything that can be taken out of `scenario` by itself: hazards, then actors, then rungs.
#[must_use]
pub fn factors(scenario: &Scenario) -> Vec<Factor> {
    let actors = [
        (FactorKind::Body, "body", ids(&scenario.bodies, |body| &body.id)),
        (FactorKind::Objector, "objector", ids(&scenario.objectors, |objector| &objector.id)),
        (FactorKind::Spoiler, "spoiler", ids(&scenario.spoilers, |spoiler| &spoiler.id)),
    ];
    let mut all = hazards(scenario);
    for (kind, table, ids) in actors {
        all.extend(ids.iter().map(|id| factor(kind, id, kind.meaning(), vec![format!("{table}.{id}=none")])));
    }
    let mediator = ["mediator.calming=0", "mediator.artificial_incentive=0"].map(str::to_owned).to_vec();
    all.push(factor(FactorKind::Mediator, "mediator", FactorKind::Mediator.meaning(), mediator));
    let rungs = ids(&scenario.rungs, |rung| &rung.id);
    let kind = FactorKind::Rung;
    all.extend(rungs.iter().map(|id| factor(kind, id, kind.meaning(), vec![format!("rung.{id}=none")])));
    all
}

fn ids<'a, T>(list: &'a [T], id: fn(&'a T) -> &'a String) -> Vec<&'a str> {
    list.iter().map(|one| id(one).as_str()).collect()
}

fn factor(kind: FactorKind, id: &str, means: &str, sets: Vec<String>) -> Factor {
    Factor { kind, id: id.to_owned(), means: means.to_owned(), sets }
}

fn hazards(scenario: &Scenario) -> Vec<Factor> {
    let hazard = |id: &str, means: &str, sets| factor(FactorKind::Hazard, id, means, sets);
    let one = |set: String| vec![set];
    let mut all = vec![
        hazard("incidents", "No incidents come.", one("escalation.incidents_per_month=0".to_owned())),
        hazard(
            "instability",
            "The deep dispute does not grow by itself.",
            one("escalation.instability_per_month=0".to_owned()),
        ),
        hazard("false_alarms", "No check of a deed done raises an alarm.", sides(scenario, Role::ALL, "false_alarm=0")),
    ];
    for role in Role::ALL {
        let party = &scenario.parties[role.index()].id;
        let own = |key: &str, value: &str| vec![format!("party.{party}.{key}={value}")];
        all.extend([
            hazard(&format!("turnover.{party}"), "Its government does not change.", own("turnover_per_month", "0")),
            hazard(
                &format!("reneging.{party}"),
                "It never openly takes back what it gave.",
                own("renege_per_month", "0"),
            ),
            hazard(
                &format!("breaches.{party}"),
                "It does all that it signed; so nothing is learned from its deeds.",
                sides(scenario, &[*role], "compliance=1"),
            ),
            hazard(
                &format!("refusals.{party}"),
                "It accepts every offer and every renewal.",
                sides(scenario, &[*role], "acceptance=1"),
            ),
        ]);
    }
    for (rung, numbers) in scenario.rungs.iter().zip(&scenario.numbers.rung) {
        if given(numbers.renewal_days).is_some() {
            let set = format!("rung.{}.renewal_days=none", rung.id);
            all.push(hazard(&format!("renewal.{}", rung.id), "The rung need not be renewed.", one(set)));
        }
    }
    all
}

/// `key` on every rung on which one of `roles` gives something.
fn sides(scenario: &Scenario, roles: &[Role], key: &str) -> Vec<String> {
    let of_rung = |rung: &crate::scenario::Rung| {
        let givers = roles.iter().filter(|role| rung.gives[role.index()].is_some());
        givers.map(|role| format!("rung.{}.{}.{key}", rung.id, role.word())).collect::<Vec<_>>()
    };
    scenario.rungs.iter().flat_map(of_rung).collect()
}
