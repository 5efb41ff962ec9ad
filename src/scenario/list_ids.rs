//! Lists of tables, whose entries get ids: from then on they are tables like any other.

use super::tree::{Item, Table, Value};

/// Keys under which a list of tables may stand, each with what the ids of its entries begin with.
const LISTS: [(&str, &str); 2] = [("observed", "news"), ("correlated", "pair")];

/// Gives the entries of lists such as `[[observed]]` ids: `news_1`, `news_2` and so on. A list in which something is no table
/// stays as it is, to be reported.
pub(super) fn name(root: &mut Table) {
    for (key, stem) in LISTS {
        let Some(item) = root.get_mut(key) else { continue };
        let Value::List(list) = &mut item.node.value else { continue };
        if list.iter().any(|node| node.table().is_none()) {
            continue;
        }
        let entries = std::mem::take(list).into_iter().enumerate();
        let named =
            entries.map(|(place, node)| (format!("{stem}_{}", place + 1), Item { key: node.place.clone(), node }));
        item.node.value = Value::Table(named.collect());
    }
}
