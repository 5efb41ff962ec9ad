//! The ladder: its order, its rungs, and what is given on them.

use super::actors::{body_positions, dangling, display_name};
use super::calendar;
use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::diagnose::{help, nearest};
use super::given::{Given, Reading};
use super::model::Rung;
use super::requires;
use super::resolver::role_of;
use super::resolver::{Resolver, Slot};
use super::shape::is_id;
use crate::domain::{FirstMover, Instrument, Role};
use crate::parameter::registry::{Circumstance, TableName};
use std::collections::BTreeSet;

/// The most rungs that a ladder may have once every repetition and tranche counts as one.
pub(super) const MOST_RUNGS: u32 = 4096;

/// Numbers that only structural rungs have.
const STRUCTURAL_ONLY: [&str; 2] = ["relief", "reluctance"];

/// Numbers that only the sender's concessions have: money flows one way.
const SENDER_ONLY: [&str; 2] = ["money_usd_bn", "escrow_share"];

/// The ids of the rungs that are climbed, in the order of the ladder.
pub(super) fn order(resolver: &mut Resolver<'_>) -> Vec<String> {
    let given = resolver.given;
    let slot = Slot::single(TableName::Ladder);
    let Some((listed, list_place)) = resolver.ids(&slot, "order") else {
        if let (None, Some((_, place))) = (resolver.lookup(&slot, "order"), given.rungs.iter().next()) {
            let names: Vec<String> = given.rungs.keys().filter(|id| is_id(id)).map(|id| format!("\"{id}\"")).collect();
            let diagnostic = Diagnostic::new("ladder.order", "missing");
            resolver
                .diagnostics
                .missing(place, diagnostic.help(format!("say [ladder] order = [{}]", names.join(", "))));
        }
        return given.rungs.keys().cloned().collect();
    };
    let mut order = Vec::new();
    for (id, place) in listed {
        if given.rungs.contains_key(id) {
            order.push(id.clone());
        } else {
            dangling(resolver, "ladder.order", "rung", id, place, &given.rungs);
        }
    }
    let in_order: BTreeSet<&str> = listed.iter().map(|(id, _)| id.as_str()).collect();
    for (id, place) in given.rungs.iter().filter(|(id, _)| !in_order.contains(id.as_str())) {
        left_out(resolver, id, place, listed.is_empty(), list_place);
    }
    order
}

/// A rung outside the order is a slip where the order was written last or beside it, and a choice where
/// a later layer gives a shorter order.
fn left_out(resolver: &mut Resolver<'_>, id: &str, place: &Place, empty: bool, order: &Place) {
    let key = format!("rung.{id}");
    let diagnostic = Diagnostic::new(key, "not in the order of the ladder");
    let declared = resolver.diagnostics.rank(place);
    if empty || declared == 0 || !is_id(id) {
        return;
    }
    if resolver.diagnostics.rank(order) > declared {
        resolver.diagnostics.note(place, diagnostic.help("a later layer gives an order without it: it is not climbed"));
    } else {
        // In a variant, it may be a rung of its base with a slip.
        let below = resolver.given.rungs.iter().filter(|(_, place)| resolver.diagnostics.rank(place) < declared);
        let near = nearest(id, below.map(|(id, _)| id.as_str()));
        let near = near.map(|name| format!("did you mean `{name}`? else ")).unwrap_or_default();
        let help = format!("{near}add \"{id}\" to ladder.order, or take the rung out");
        resolver.diagnostics.fault(place, diagnostic.help(help));
    }
}

/// The rungs that `order` names, by id.
pub(super) fn rungs(
    resolver: &mut Resolver<'_>,
    order: &[String],
    parties: &[String; 2],
    start: Option<jiff::civil::Date>,
) -> Vec<Rung> {
    let mut ids = order.to_vec();
    ids.sort();
    resolver.numbers.rung.resize_with(ids.len(), Default::default);
    let mut rungs: Vec<Rung> =
        ids.iter().enumerate().map(|(index, id)| rung(resolver, index, id, parties, start)).collect();
    for (index, id) in ids.iter().enumerate() {
        let slot = slot(id, index);
        rungs[index].requires = requires::positions(resolver, &slot, order, &ids);
    }
    let instances: u64 = rungs.iter().map(|rung| u64::from(rung.repeat) * u64::from(rung.tranches)).sum();
    if instances > u64::from(MOST_RUNGS)
        && let Some((_, place)) = resolver.given.rungs.iter().next()
    {
        let diagnostic = Diagnostic::new("rung", "too long a ladder")
            .found(format!("{instances} rungs with all repetitions and tranches"));
        resolver.diagnostics.fault(place, diagnostic.allowed(format!("{MOST_RUNGS} rungs")));
    }
    rungs
}

/// The table of the rung `id`, at position `index` among the rungs.
fn slot(id: &str, index: usize) -> Slot {
    let chain = vec![format!("rung.{id}"), "ladder.rung".to_owned(), "ladder".to_owned()];
    Slot { chain, ..Slot::of(TableName::Rung, id, index) }
}

fn rung(
    resolver: &mut Resolver<'_>,
    index: usize,
    id: &str,
    parties: &[String; 2],
    start: Option<jiff::civil::Date>,
) -> Rung {
    let own = format!("rung.{id}");
    let mut slot = slot(id, index);
    let structural = resolver.flag(&slot, "structural");
    slot.circumstance.structural = structural;
    resolver.fill_unread(&slot);
    resolver.fill(&slot, if structural { &[] } else { &STRUCTURAL_ONLY });
    if !structural {
        refuse_given(
            resolver,
            &own,
            &STRUCTURAL_ONLY,
            "only structural rungs have it",
            "say structural = true, or drop the key",
        );
    }
    let gives = Role::ALL.iter().map(|role| concession(resolver, index, id, *role, structural)).collect::<Vec<_>>();
    if gives.iter().all(Option::is_none)
        && let Some(place) = resolver.given.rungs.get(id)
    {
        let diagnostic = Diagnostic::new(&own, "nobody gives anything on this rung");
        let help = format!("say what is given: {} = {{ kind = \"easing\" }}", parties[0]);
        resolver.diagnostics.missing(place, diagnostic.help(help));
    }
    refuse_given(
        resolver,
        &format!("{own}.both"),
        &SENDER_ONLY,
        "money is given by the sender only",
        "put it in the sender's table",
    );
    refuse_given(
        resolver,
        &format!("{own}.target"),
        &SENDER_ONLY,
        "money is given by the sender only",
        "put it in the sender's table",
    );
    Rung {
        id: id.to_owned(),
        title: display_name(title(resolver, &own), id),
        structural,
        gives: [gives[0], gives[1]],
        needs: needs(resolver, &slot),
        requires: Vec::new(),
        first_mover: first_mover(resolver, &slot, parties),
        ring_fenced: resolver.flag(&slot, "ring_fenced"),
        repeat: resolver.setting(&slot, "repeat") as u32,
        tranches: resolver.setting(&slot, "tranches") as u32,
        renewal_on: calendar::day(resolver, &slot, "renewal_on", start),
    }
}

fn title(resolver: &Resolver<'_>, own: &str) -> Option<String> {
    match resolver.given.values.get(&format!("{own}.title")) {
        Some(Given { reading: Reading::Word(title), .. }) => Some(title.clone()),
        _ => None,
    }
}

fn needs(resolver: &mut Resolver<'_>, slot: &Slot) -> Vec<usize> {
    if let Some((ids, place)) = resolver.ids(slot, "needs")
        && ids.is_empty()
    {
        let diagnostic = Diagnostic::new(slot.name("needs"), "nobody has to sign this rung");
        resolver.diagnostics.note(place, diagnostic.help("leave `needs` out if all bodies must sign"));
    }
    body_positions(resolver, slot, "needs")
}

/// What `role` gives on a rung, if anything.
fn concession(resolver: &mut Resolver<'_>, index: usize, id: &str, role: Role, structural: bool) -> Option<Instrument> {
    let own = format!("rung.{id}.{}", role.word());
    let both = format!("rung.{id}.both");
    let sides = &resolver.given.sides;
    let is_given = sides.contains_key(&format!("{id}.{}", role.word())) || sides.contains_key(&format!("{id}.both"));
    let circumstance = Circumstance { role, structural, ..Circumstance::PLAIN };
    let chain = vec![own, both, "ladder.concession".to_owned()];
    let mut slot = Slot { table: TableName::Concession, chain, element: 2 * index + role.index(), circumstance };
    let kind = resolver.word(&slot, "kind").and_then(|word| Instrument::from_word(&word)).unwrap_or(Instrument::Other);
    slot.circumstance.instrument = kind;
    resolver.fill_unread(&slot);
    if !is_given {
        return None;
    }
    resolver.fill(&slot, if role == Role::Sender { &[] } else { &SENDER_ONLY });
    Some(kind)
}

/// Who delivers first: the rung's own word, that of `[ladder.rung]`, or that of `[ladder]`.
pub(super) fn first_mover(resolver: &mut Resolver<'_>, slot: &Slot, parties: &[String; 2]) -> FirstMover {
    let Some((written, given)) = resolver.lookup(slot, "first_mover") else { return FirstMover::Simultaneous };
    let Reading::Word(word) = &given.reading else { return FirstMover::Simultaneous };
    match role_of(word, parties) {
        Some(Role::Sender) => FirstMover::Sender,
        Some(Role::Target) => FirstMover::Target,
        None => {
            if word != FirstMover::Simultaneous.word() {
                let ids = parties.iter().map(String::as_str).filter(|id| is_id(id));
                let known = ids.chain(["sender", "target", "simultaneous"]);
                let diagnostic = Diagnostic::new(written, format!("there is no party `{word}`"));
                resolver.diagnostics.fault(&given.place, diagnostic.help(help(word, known, "words")));
            }
            FirstMover::Simultaneous
        }
    }
}

fn refuse_given(resolver: &mut Resolver<'_>, prefix: &str, keys: &[&str], message: &str, help: &str) {
    for key in keys {
        let written = format!("{prefix}.{key}");
        if let Some(given) = resolver.given.values.get(&written) {
            resolver.diagnostics.fault(&given.place, Diagnostic::new(written, message).help(help));
        }
    }
}
