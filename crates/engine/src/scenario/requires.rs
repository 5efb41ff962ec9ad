//! Rungs that may only stand behind others.

use super::actors::dangling;
use super::diagnose::Diagnostic;
use super::resolver::{Resolver, Slot};

const KEY: &str = "requires";

/// The rungs that the rung of `slot` requires, as positions in `ids`, ascending. A fault for each that does not stand
/// before it in `order`.
pub(super) fn positions(resolver: &mut Resolver<'_>, slot: &Slot, order: &[String], ids: &[String]) -> Vec<usize> {
    let Some((required, _)) = resolver.ids(slot, KEY) else { return Vec::new() };
    let written = resolver.lookup(slot, KEY).map_or("", |(written, _)| written);
    let own = &ids[slot.element];
    let place_of = |id: &str| order.iter().position(|other| other == id);
    let mut positions = Vec::new();
    for (id, place) in required {
        if !resolver.given.rungs.contains_key(id) {
            dangling(resolver, written, "rung", id, place, &resolver.given.rungs);
            continue;
        }
        let message = match place_of(id) {
            _ if id == own => format!("`{own}` cannot stand behind itself"),
            None => format!("`{own}` may only stand behind `{id}`, which the order leaves out"),
            Some(before) if place_of(own).is_some_and(|at| at < before) => {
                format!("`{own}` may only stand behind `{id}`, and stands before it")
            }
            Some(_) => {
                positions.extend(ids.iter().position(|other| other == id));
                continue;
            }
        };
        let diagnostic = Diagnostic::new(written, message).found(format!("ladder.order = {order:?}"));
        let help = if id == own {
            format!("take `{id}` out of {written}")
        } else {
            format!("put \"{id}\" before \"{own}\" in ladder.order, or take it out of {written}")
        };
        resolver.diagnostics.fault(place, diagnostic.help(help));
    }
    positions.sort_unstable();
    positions
}
