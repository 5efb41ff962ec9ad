//! The shape of a scenario: every table and key known, every value of its kind and in its range.
//! What values mean together is left to [`resolve`](super::resolve).

use super::diagnose::Diagnostic;
use super::diagnose::Diagnostics;
use super::diagnose::{help, nearest};
use super::given::{AllGiven, Given, Ids};
use super::tree::{Item, Node, Table};
use super::word;
use crate::parameter::registry::{Entry, TableName, entries_of, find};

/// The longest id.
pub(super) const LONGEST_ID: usize = 40;

/// Ways to write a key that are proposed.
const MOST_WAYS: usize = 3;
/// The most tables of one kind, such as `[rung.<id>]`.
const MOST_TABLES: usize = 4096;

/// What is an id, in words.
pub(super) fn form_of_ids() -> String {
    format!("a small letter, then small letters, digits and _, at most {LONGEST_ID} in all")
}

/// The words for what a rung's parties give.
pub(super) const SIDES: [&str; 3] = ["sender", "target", "both"];

/// Words that mean something wherever an id of a party may stand.
const RESERVED: [&str; 5] = ["sender", "target", "both", "simultaneous", "none"];

/// Checks the merged tree; where it `is_whole`, all parties of the scenario are known.
pub(super) fn check(diagnostics: &mut Diagnostics, root: &Table, is_whole: bool) -> AllGiven {
    let mut walk = Walk { diagnostics, given: AllGiven::default(), is_whole };
    walk.root(root);
    walk.given
}

struct Walk<'a> {
    diagnostics: &'a mut Diagnostics,
    given: AllGiven,
    is_whole: bool,
}

impl Walk<'_> {
    fn root(&mut self, root: &Table) {
        for (name, item) in root {
            match (TableName::at_top(name), find(TableName::Root, name)) {
                (None, Some(entry)) => self.value(entry, name, &item.node),
                (Some(table), _) => self.top_level(table, name, item),
                (None, None) => self.unknown(TableName::Root, "", name, item),
            }
        }
    }

    fn top_level(&mut self, table: TableName, name: &str, item: &Item) {
        let Some(content) = self.expect_table(name, item) else { return };
        match table {
            TableName::Ladder => self.ladder(content),
            _ if table.is_keyed() => self.keyed(table, name, content),
            _ => self.keys(table, name, content),
        }
    }

    fn ladder(&mut self, content: &Table) {
        let mut own = content.clone();
        for (name, table) in [("rung", TableName::Rung), ("concession", TableName::Concession)] {
            let Some(item) = own.remove(name) else { continue };
            let prefix = format!("ladder.{name}");
            if let Some(inner) = self.expect_table(&prefix, &item) {
                self.keys(table, &prefix, inner);
            }
        }
        self.keys(TableName::Ladder, "ladder", &own);
    }

    fn keyed(&mut self, table: TableName, name: &str, content: &Table) {
        if let Some((id, item)) = content.iter().nth(MOST_TABLES) {
            let diagnostic = Diagnostic::new(format!("{name}.{id}"), "too many tables of this kind");
            let diagnostic = diagnostic.found(content.len().to_string()).allowed(format!("at most {MOST_TABLES}"));
            self.diagnostics.fault(&item.key, diagnostic.help("a scenario is read by people: keep what matters"));
            return;
        }
        for (id, item) in content {
            let key = format!("{name}.{id}");
            if item.node.table().is_none() && find(table, id).is_some() {
                let diagnostic = Diagnostic::new(key, "a key outside of a table of one of them");
                let ids = content.iter().filter(|(_, item)| item.node.table().is_some()).map(|(own, _)| own);
                let ways: Vec<String> = ids.map(|own| format!("`{name}.{own}.{id}`")).take(MOST_WAYS).collect();
                let help = match ways.is_empty() {
                    true => format!("put it in [{name}.<id>]"),
                    false => format!("put it in [{name}.<id>]; with `--set`, write {}", ways.join(" or ")),
                };
                self.diagnostics.fault(&item.key, diagnostic.help(help));
                continue;
            }
            self.check_id(table, &key, id, item);
            let Some(inner) = self.expect_table(&key, item) else { continue };
            self.ids(table).insert(id.clone(), item.key.clone());
            if table == TableName::Rung {
                self.rung(id, &key, inner);
            } else {
                self.keys(table, &key, inner);
            }
        }
    }

    fn rung(&mut self, id: &str, prefix: &str, content: &Table) {
        let mut own = content.clone();
        // A table of any id may be what a party gives that is declared where nothing was read.
        let is_party = |name: &str, item: &Item| is_id(name) && !is_taken(name) && item.node.table().is_some();
        let parties = content.iter().filter(|(name, item)| !self.is_whole && is_party(name, item));
        let parties: Vec<&str> = parties.map(|(name, _)| name.as_str()).collect();
        for side in SIDES.into_iter().chain(parties) {
            let Some(item) = own.remove(side) else { continue };
            let key = format!("{prefix}.{side}");
            if let Some(inner) = self.expect_table(&key, &item) {
                self.given.sides.insert(format!("{id}.{side}"), item.key.clone());
                self.keys(TableName::Concession, &key, inner);
            }
        }
        self.keys(TableName::Rung, prefix, &own);
    }

    fn keys(&mut self, table: TableName, prefix: &str, content: &Table) {
        for (name, item) in content {
            match find(table, name) {
                Some(entry) => self.value(entry, &format!("{prefix}.{name}"), &item.node),
                None => self.unknown(table, prefix, name, item),
            }
        }
    }

    fn value(&mut self, entry: &Entry, key: &str, node: &Node) {
        let reading = word::read(self.diagnostics, entry, key, node);
        let given = Given { place: node.place.clone(), provenance: node.provenance.clone(), reading };
        self.given.values.insert(key.to_owned(), given);
    }

    fn unknown(&mut self, table: TableName, prefix: &str, name: &str, item: &Item) {
        let place = &item.key;
        if self.diagnostics.is_full() {
            return;
        }
        let mut known: Vec<&str> = entries_of(table).map(|entry| entry.key).collect();
        match table {
            TableName::Root => {
                let mut tables: Vec<TableName> =
                    TableName::ALL.iter().copied().filter(|table| table.is_top_level()).collect();
                // Of names that are as near, one of the same form is meant: [rug.x] is no [run].
                let has_ids = item.node.table().is_some_and(|own| own.values().all(|item| item.node.table().is_some()));
                tables.sort_by_key(|table| table.is_keyed() != has_ids);
                known.extend(tables.iter().map(|table| table.word()));
            }
            TableName::Rung if prefix.starts_with("rung.") => {
                known.extend(SIDES);
                known.extend(self.given.parties.keys().map(String::as_str).filter(|id| is_id(id)));
            }
            _ => {}
        }
        if !self.diagnostics.document(place.document).is_override {
            known.extend(["basis", "source"]);
        }
        let key = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        let elsewhere = nearest(name, known.iter().copied()).is_none().then(|| other_home(name)).flatten();
        let help = match elsewhere {
            Some(home) => format!("`{name}` belongs in [{home}]"),
            None => help(name, known, "known here"),
        };
        self.diagnostics.fault(place, Diagnostic::new(key, "unknown key").help(help));
    }

    fn expect_table<'t>(&mut self, key: &str, item: &'t Item) -> Option<&'t Table> {
        let table = item.node.table();
        if table.is_none() {
            let diagnostic = Diagnostic::new(key, "must be a table").found(item.node.kind());
            self.diagnostics.fault(&item.node.place, diagnostic.help(format!("write [{key}] with its keys below")));
        }
        table
    }

    /// A bad id is a fault, and still an id: what it declares is checked, and mentions of it are not dangling.
    fn check_id(&mut self, table: TableName, key: &str, id: &str, item: &Item) {
        let diagnostic = if !is_id(id) {
            Diagnostic::new(key, "not an id").found(id).allowed(form_of_ids())
        } else if table == TableName::Party && is_taken(id) {
            Diagnostic::new(key, "this word has a meaning of its own").help("choose another id")
        } else {
            return;
        };
        self.diagnostics.fault(&item.key, diagnostic);
    }

    fn ids(&mut self, table: TableName) -> &mut Ids {
        match table {
            TableName::Party => &mut self.given.parties,
            TableName::Body => &mut self.given.bodies,
            TableName::Objector => &mut self.given.objectors,
            TableName::Spoiler => &mut self.given.spoilers,
            TableName::Turnover => &mut self.given.turnovers,
            TableName::Correlated => &mut self.given.correlated,
            TableName::Observed => &mut self.given.observed,
            _ => &mut self.given.rungs,
        }
    }
}

/// Whether `id` means something else where an id of a party may stand.
pub(super) fn is_taken(id: &str) -> bool {
    RESERVED.contains(&id) || find(TableName::Rung, id).is_some()
}

/// Whether `id` has the form of an id.
pub(super) fn is_id(id: &str) -> bool {
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    id.len() <= LONGEST_ID && id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(rest)
}

/// Another table that has the key.
fn other_home(key: &str) -> Option<String> {
    let table = TableName::ALL.iter().find(|table| find(**table, key).is_some())?;
    Some(match table {
        TableName::Root => return None,
        TableName::Concession => "rung.<id>.sender] or [rung.<id>.target".to_owned(),
        table if table.is_keyed() => format!("{}.<id>", table.word()),
        table => table.word().to_owned(),
    })
}
