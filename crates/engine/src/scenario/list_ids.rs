//! Lists of tables, whose entries get ids: from then on they are tables like any other.

use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::tree::{Item, Table, Value};

/// Keys under which a list of tables may stand, each with what the ids of its entries begin with.
const LISTS: [(&str, &str); 2] = [("observed", "news"), ("correlated", "pair")];

/// Remarks on every list of `over` that takes the place of entries of `under`: who only wants to add one may not know.
pub(super) fn remark_on_replaced(diagnostics: &mut Diagnostics, under: &Table, over: &Table) {
    for (key, _) in LISTS {
        let below = under.get(key).and_then(|item| item.node.table()).map_or(0, Table::len);
        let Some(item) = over.get(key).filter(|_| below > 0) else { continue };
        if matches!(&item.node.value, Value::List(list) if !list.is_empty()) {
            let entries = if below == 1 { "entry" } else { "entries" };
            let diagnostic =
                Diagnostic::new(key, format!("this list takes the place of {below} {entries} given below it"));
            let help = format!("to add an entry and keep those, give it an id of its own: [{key}.my_id]");
            diagnostics.note(&item.key, diagnostic.help(help));
        }
    }
}

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
