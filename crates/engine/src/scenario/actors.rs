//! Parties, bodies, objectors, spoilers and dated changes of government, with their references to each other.

use super::calendar;
use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::diagnose::{help, nearest};
use super::given::Ids;
use super::model::{Body, Objector, Party, Spoiler, Turnover};
use super::resolver::{Resolver, Slot};
use super::shape::is_id;
use crate::domain::{IncidentResponse, LegalForm, Policy, Role, Snapback};
use crate::parameter::registry::{Circumstance, TableName};

/// The name to show: as given, or the id with spaces.
pub(super) fn display_name(given: Option<String>, id: &str) -> String {
    given.unwrap_or_else(|| id.replace('_', " "))
}

/// The ids of sender and target. Where they cannot be told, a fault is left and the role words stand in.
pub(super) fn party_ids(resolver: &mut Resolver<'_>) -> [String; 2] {
    let given = resolver.given;
    let mut ids = Role::ALL.iter().map(|role| role.word().to_owned()).collect::<Vec<_>>();
    let [first, others @ ..] = &by_precedence(resolver)[..] else { return [ids[0].clone(), ids[1].clone()] };
    let two = std::iter::once(first).chain(others.first());
    let mut untold = Vec::new();
    for (id, place) in others.iter().skip(1) {
        let known = two.clone().map(|(id, _)| id.as_str());
        let near = nearest(id, known.clone()).map(|name| format!("did you mean `{name}`? "));
        let parties: Vec<&str> = known.collect();
        let help = format!("{}the parties are {}", near.unwrap_or_default(), parties.join(" and "));
        let diagnostic = Diagnostic::new(format!("party.{id}"), "a third party");
        resolver.diagnostics.fault(place, diagnostic.allowed("two parties: one sender, one target").help(help));
    }
    let mut taken = [false, false];
    for &(id, place) in two {
        let slot = Slot::of(TableName::Party, id, 0);
        let Some(word) = resolver.word(&slot, "role") else {
            if resolver.lookup(&slot, "role").is_none() {
                let diagnostic = Diagnostic::new(slot.name("role"), "missing");
                resolver.diagnostics.missing(
                    place,
                    diagnostic.help("say role = \"sender\" (gives relief) or role = \"target\" (gives restraint)"),
                );
            }
            untold.push(id);
            continue;
        };
        let Some(role) = Role::from_word(&word) else {
            untold.push(id);
            continue;
        };
        if std::mem::replace(&mut taken[role.index()], true) {
            let diagnostic = Diagnostic::new(slot.name("role"), format!("both parties are the {word}"));
            let place = resolver.lookup(&slot, "role").map_or(place, |(_, given)| &given.place);
            resolver
                .diagnostics
                .fault(place, diagnostic.help(format!("one of the two must be the {}", role.other().word())));
            untold.push(id);
            continue;
        }
        ids[role.index()].clone_from(id);
    }
    // What else is said of a party is about the role that the other one leaves.
    let left = Role::ALL.iter().filter(|role| !taken[role.index()]);
    untold.iter().zip(left).for_each(|(id, role)| ids[role.index()].clone_from(id));
    if let (1, Some((id, place))) = (given.parties.len(), given.parties.iter().next()) {
        let diagnostic = Diagnostic::new(format!("party.{id}"), "the only party");
        resolver.diagnostics.missing(place, diagnostic.allowed("two parties: one sender, one target"));
    }
    ids.try_into().expect("there are two roles")
}

/// The parties as they are believed: first those that say their role, of these those that were written first.
fn by_precedence<'a>(resolver: &Resolver<'a>) -> Vec<(&'a String, &'a Place)> {
    let mut parties: Vec<_> = resolver.given.parties.iter().collect();
    let has_role = |id: &str| resolver.word(&Slot::of(TableName::Party, id, 0), "role").is_some();
    parties.sort_by_key(|(id, place)| (!has_role(id), resolver.diagnostics.rank(place)));
    // Two are taken in the order of their ids.
    let two = parties.len().min(2);
    parties[..two].sort_by_key(|(id, _)| *id);
    parties
}

/// The slot of a party, with what its defaults depend on.
pub(super) fn party_slot(resolver: &Resolver<'_>, role: Role, id: &str) -> Slot {
    let slot = Slot::of(TableName::Party, id, role.index());
    let policy = resolver.word(&slot, "policy").and_then(|word| Policy::from_word(&word)).unwrap_or(Policy::Generous);
    let legal_form =
        resolver.word(&slot, "legal_form").and_then(|word| LegalForm::from_word(&word)).unwrap_or(LegalForm::Text);
    Slot { circumstance: Circumstance { role, policy, legal_form, ..Circumstance::PLAIN }, ..slot }
}

/// One party.
pub(super) fn party(resolver: &mut Resolver<'_>, role: Role, id: &str) -> Party {
    let slot = party_slot(resolver, role, id);
    resolver.fill(&slot, &[]);
    let word = |key| resolver.word(&slot, key).unwrap_or_default();
    Party {
        id: id.to_owned(),
        name: display_name(resolver.word(&slot, "name"), id),
        role,
        snapback: Snapback::from_word(&word("snapback")).unwrap_or(Snapback::Newest),
        incident_response: IncidentResponse::from_word(&word("incident_response")).unwrap_or(IncidentResponse::Pause),
        opener_rungs: resolver.setting(&slot, "opener_rungs") as u32,
        never_first: resolver.flag(&slot, "never_first"),
    }
}

/// All bodies, by id.
pub(super) fn bodies(resolver: &mut Resolver<'_>, parties: &[String; 2]) -> Vec<Body> {
    resolver.numbers.body.resize_with(resolver.given.bodies.len(), Default::default);
    let mut bodies = Vec::new();
    for (index, (id, place)) in resolver.given.bodies.iter().enumerate() {
        let slot = Slot::of(TableName::Body, id, index);
        let role = resolver.role(&slot, "party", place, parties);
        resolver.fill(&slot, &[]);
        bodies.push(Body { id: id.clone(), name: display_name(resolver.word(&slot, "name"), id), role });
    }
    bodies
}

/// All objectors, by id.
pub(super) fn objectors(resolver: &mut Resolver<'_>) -> Vec<Objector> {
    resolver.numbers.objector.resize_with(resolver.given.objectors.len(), Default::default);
    let mut objectors = Vec::new();
    for (index, id) in resolver.given.objectors.keys().enumerate() {
        let slot = Slot::of(TableName::Objector, id, index);
        resolver.fill(&slot, &[]);
        let heard_by = body_positions(resolver, &slot, "heard_by");
        objectors.push(Objector { id: id.clone(), name: display_name(resolver.word(&slot, "name"), id), heard_by });
    }
    objectors
}

/// All spoilers, by id.
pub(super) fn spoilers(resolver: &mut Resolver<'_>, parties: &[String; 2]) -> Vec<Spoiler> {
    resolver.numbers.spoiler.resize_with(resolver.given.spoilers.len(), Default::default);
    let mut spoilers = Vec::new();
    for (index, (id, place)) in resolver.given.spoilers.iter().enumerate() {
        let mut slot = Slot::of(TableName::Spoiler, id, index);
        let camp = resolver.role(&slot, "camp", place, parties);
        slot.circumstance.role = camp;
        resolver.fill(&slot, &[]);
        spoilers.push(Spoiler { id: id.clone(), name: display_name(resolver.word(&slot, "name"), id), camp });
    }
    spoilers
}

/// All dated changes of government, by id.
pub(super) fn turnovers(
    resolver: &mut Resolver<'_>,
    parties: &[String; 2],
    start: Option<jiff::civil::Date>,
) -> Vec<Turnover> {
    resolver.numbers.turnover.resize_with(resolver.given.turnovers.len(), Default::default);
    let mut turnovers = Vec::new();
    for (index, (id, place)) in resolver.given.turnovers.iter().enumerate() {
        let slot = Slot::of(TableName::Turnover, id, index);
        let role = resolver.role(&slot, "party", place, parties);
        resolver.fill(&slot, &[]);
        if resolver.lookup(&slot, "on").is_none() {
            let diagnostic = Diagnostic::new(slot.name("on"), "missing");
            resolver.diagnostics.missing(place, diagnostic.help("say on which day: on = 2029-01-20"));
        }
        let day = calendar::day(resolver, &slot, "on", start).unwrap_or(0);
        turnovers.push(Turnover { id: id.clone(), role, day });
    }
    turnovers
}

/// The positions of the bodies that a list names, ascending; all bodies where there is no list.
pub(super) fn body_positions(resolver: &mut Resolver<'_>, slot: &Slot, key: &str) -> Vec<usize> {
    let bodies: &Ids = &resolver.given.bodies;
    let Some((ids, _)) = resolver.ids(slot, key) else { return (0..bodies.len()).collect() };
    let written = resolver.lookup(slot, key).map_or("", |(written, _)| written);
    let mut positions: Vec<usize> = Vec::new();
    for (id, place) in ids {
        match bodies.keys().position(|body| body == id) {
            Some(position) => positions.push(position),
            None => dangling(resolver, written, "body", id, place, bodies),
        }
    }
    positions.sort_unstable();
    positions
}

/// A fault: nothing of that kind has this id.
pub(super) fn dangling(resolver: &mut Resolver<'_>, key: &str, what: &str, id: &str, place: &Place, known: &Ids) {
    if resolver.diagnostics.is_full() {
        return;
    }
    let known = known.keys().map(String::as_str).filter(|id| is_id(id));
    let help = help(id, known, "ids");
    let help = format!("{help}; or declare it in [{what}.{id}]");
    resolver.diagnostics.fault(place, Diagnostic::new(key, format!("there is no {what} `{id}`")).help(help));
}
