//! A stake belongs to its rung: a layer that orders the rungs of those below it otherwise moves no stake, unless it says so.

use super::tree::{Item, Node, Provenance, Table, Value, descend};
use crate::domain::Stakes;
use std::collections::BTreeMap;

/// What a kept place rests on.
const SOURCE: &str = "kept from the order that a variant has changed";

/// An order, and where the stake of each of its rungs stands.
pub(super) struct Places {
    order: Vec<String>,
    of: BTreeMap<String, u32>,
}

/// The places as the order of `root` has them; none where it has no order.
pub(super) fn places(root: &Table) -> Option<Places> {
    let (order, mut of, mut next) = (order(root)?, BTreeMap::new(), 0);
    for id in &order {
        let own = number(root, &["rung", id, "place"]);
        of.insert(id.clone(), own.unwrap_or(next));
        let repeat = number(root, &["rung", id, "repeat"]).or_else(|| number(root, &["ladder", "rung", "repeat"]));
        next += repeat.unwrap_or(1);
    }
    Some(Places { order, of })
}

/// Keeps the stakes of rungs where they stood `before` the order of `root` was changed. `kept` remembers which places were
/// written here, so that a later layer with `stakes = "by_place"` can take them back.
pub(super) fn keep(root: &mut Table, before: Option<&Places>, kept: &mut Vec<String>) {
    if descend(root, &["ladder", "stakes"]).and_then(|item| item.node.text()) == Some(Stakes::ByPlace.word()) {
        for id in kept.drain(..) {
            rung(root, &id).map(|rung| rung.remove("place"));
        }
        return;
    }
    let (Some(before), Some(after)) = (before, places(root)) else { return };
    if before.order == after.order {
        return;
    }
    let Some(at) = descend(root, &["ladder", "order"]).map(|item| item.key.clone()) else { return };
    let has_stake = |root: &Table, path: &[&str]| descend(root, path).is_some();
    for (id, place) in after.of {
        let own = has_stake(root, &["rung", &id, "stake"]) || has_stake(root, &["ladder", "rung", "stake"]);
        let Some(stood) = before.of.get(&id).filter(|stood| **stood != place && !own) else { continue };
        let provenance = Provenance { source: Some(SOURCE.to_owned()), ..Provenance::default() };
        let node = Node { place: at.clone(), provenance, value: Value::Number(f64::from(*stood)) };
        if let Some(rung) = rung(root, &id) {
            rung.insert("place".to_owned(), Item { key: at.clone(), node });
            kept.push(id);
        }
    }
}

fn order(root: &Table) -> Option<Vec<String>> {
    let Value::List(list) = &descend(root, &["ladder", "order"])?.node.value else { return None };
    Some(list.iter().filter_map(|node| node.text().map(str::to_owned)).collect())
}

fn number(root: &Table, path: &[&str]) -> Option<u32> {
    match descend(root, path)?.node.value {
        Value::Number(number) if (0.0..1e6).contains(&number) => Some(number as u32),
        _ => None,
    }
}

fn rung<'a>(root: &'a mut Table, id: &str) -> Option<&'a mut Table> {
    root.get_mut("rung")?.node.table_mut()?.get_mut(id)?.node.table_mut()
}
