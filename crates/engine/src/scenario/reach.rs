//! Which places of a scenario an override reaches. Two overrides that reach one place contradict each other, however they are
//! spelled: the later one would win, and what the other one says would never be simulated.

use super::diagnose::Diagnostic;
use super::diagnose::{Diagnostics, Place};
use super::tree::{Node, Table, is_structural};
use crate::domain::Role;
use crate::parameter::registry::{self, Entry, TableName, entries_of};
use std::collections::BTreeMap;

/// A place of a scenario: the keys from the head of the file down to a value. On rungs, parties are named by their role.
pub(super) type Path = Vec<String>;

/// A value of an override, and where it goes.
pub(super) struct Leaf<'a> {
    /// The place as it is spelled, parties named by their role.
    pub(super) path: Path,
    /// Where its key stands.
    pub(super) key: &'a Place,
    /// The value.
    pub(super) node: &'a Node,
}

/// The values that `layer` gives. Tables of the language are entered; a distribution or a list is one value.
pub(super) fn leaves(layer: &Table) -> Vec<Leaf<'_>> {
    let mut found = Vec::new();
    enter(layer, &mut Vec::new(), &mut found);
    found
}

fn enter<'a>(table: &'a Table, path: &mut Path, found: &mut Vec<Leaf<'a>>) {
    for (key, item) in table {
        path.push(key.clone());
        match item.node.table().filter(|_| is_structural(path)) {
            Some(inner) => enter(inner, path, found),
            None => found.push(Leaf { path: path.clone(), key: &item.key, node: &item.node }),
        }
        path.pop();
    }
}

/// The places that stand for `path`: what the two parties have in common on a rung is given to each of them, and a shorthand
/// gives every key that it stands for.
pub(super) fn places(path: &Path) -> Vec<Path> {
    let with = |at: usize, word: &str| {
        let mut place = path.clone();
        word.clone_into(&mut place[at]);
        place
    };
    if let [top, _, side, ..] = path.as_slice()
        && top == TableName::Rung.word()
        && side == "both"
    {
        return Role::ALL.iter().flat_map(|role| places(&with(2, role.word()))).collect();
    }
    let last = path.len() - 1;
    let is_short_for = |entry: &&Entry| {
        entry.as_number().is_some_and(|spec| !spec.shorthand.is_empty() && spec.shorthand == path[last])
    };
    let meant = table_of(path).into_iter().flat_map(entries_of).filter(is_short_for);
    let meant: Vec<Path> = meant.map(|entry| with(last, entry.key)).collect();
    if meant.is_empty() { vec![path.clone()] } else { meant }
}

/// The table in which the last key of `path` stands.
pub(super) fn table_of(path: &[String]) -> Option<TableName> {
    registry::table_of(&path.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The places that the overrides of one scenario have reached so far, each with the number of the override and where it stands.
#[derive(Default)]
pub(super) struct Reached {
    places: BTreeMap<Path, (usize, Place)>,
    overrides: usize,
}

impl Reached {
    /// Takes the next override in; gives each of its values that reaches a place which another one has reached.
    pub(super) fn add(&mut self, layer: &Table) -> Vec<Met> {
        self.overrides += 1;
        let mut all = Vec::new();
        for leaf in leaves(layer) {
            for place in places(&leaf.path) {
                if let Some((met, (_, other))) = self.met(&place) {
                    let place = if met.len() < place.len() { &place } else { met };
                    let (key, place) = (leaf.path.join("."), place.join("."));
                    all.push(Met { key, place, here: leaf.key.clone(), there: other.clone() });
                    break;
                }
                self.places.insert(place, (self.overrides, leaf.key.clone()));
            }
        }
        all
    }

    /// The place of another override that is `place`, lies above it, or below it.
    fn met(&self, place: &Path) -> Option<(&Path, &(usize, Place))> {
        let is_other = |found: &(&Path, &(usize, Place))| found.1.0 != self.overrides;
        let above = (1..place.len()).filter_map(|length| self.places.get_key_value(&place[..length]));
        let below = self.places.range(place.clone()..).take_while(|(found, _)| found.starts_with(place));
        above.chain(below).find(is_other)
    }
}

/// Two overrides that reach one place.
pub(super) struct Met {
    /// The key of the later one, parties on rungs named by their role.
    key: String,
    /// The place.
    place: String,
    /// Where the later one stands.
    here: Place,
    /// Where the earlier one stands.
    there: Place,
}

/// What can be done about it.
const REMEDY: &str = "only one of the two could be simulated: leave one out";

impl Met {
    /// The same as a fault of the later one.
    pub(super) fn complain(self, diagnostics: &mut Diagnostics) {
        let message = format!("reaches {}, which {} reaches too", self.place, written(diagnostics, &self.there));
        diagnostics.fault(&self.here, Diagnostic::new(self.key, message).help(REMEDY));
    }

    /// The same as a sentence.
    pub(super) fn told(&self, diagnostics: &Diagnostics) -> String {
        let [one, other] = [&self.here, &self.there].map(|place| written(diagnostics, place));
        format!("{one} reaches {}, which {other} reaches too; {REMEDY}", self.place)
    }
}

/// The override at `place` as it is written. What is varied has a value of its own at every point, so that its key stands for it.
fn written(diagnostics: &Diagnostics, place: &Place) -> String {
    let document = diagnostics.document(place.document);
    let key = document.text.get(place.span.clone()).unwrap_or_default().trim();
    match document.name.as_str() {
        "--vary" => format!("`--vary {}`", document.text.split('=').next().unwrap_or_default()),
        option if option.starts_with("--") => format!("`{option} {}`", document.text),
        file => format!("`{key}` in {file}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::set;

    fn met(sets: &[&str]) -> Vec<String> {
        let (mut diagnostics, mut reached) = (Diagnostics::default(), Reached::default());
        let mut all = Vec::new();
        for text in sets {
            let layer = set::layer(&mut diagnostics, text).expect("a value");
            all.extend(reached.add(&layer));
        }
        all.iter().map(|met| met.told(&diagnostics)).collect()
    }

    #[test]
    fn one_place_is_one_place_however_it_is_spelled() {
        for pair in [
            ["messaging.ambiguity=0.1", "messaging.ambiguity=0.2"],
            ["messaging={ ambiguity = 0.9 }", "messaging.ambiguity=0.1"],
            ["messaging.ambiguity=0.1", "messaging={ ambiguity = 0.9 }"],
            ["rung.a.both.detection=0.1", "rung.a.target.detection=0.9"],
            ["rung.a.sender.detection=0.1", "rung.a={ both = { detection = 0.9 } }"],
            ["rung.a.sender.compliance=0.1", "rung.a.sender.compliance_exploiter=0.9"],
            ["rung.a.both.compliance_trustworthy=0.1", "rung.a.target.compliance=0.9"],
            ["rung.a=none", "rung.a.tranches=2"],
            ["rung.a.sender.detection=0.5", "rung.a=none"],
            ["body=none", "body.b.stringency=1"],
            ["observed=[{ event = \"broke\" }]", "observed.news_1.event=broke"],
            ["horizon_weeks=12", "horizon_weeks=24"],
        ] {
            let found = met(&pair);
            assert_eq!(found.len(), 1, "{pair:?}: {found:?}");
            let said = format!("`--set {}` reaches ", pair[1]);
            assert!(found[0].starts_with(&said) && found[0].contains(pair[0]), "{found:?}");
        }
    }

    #[test]
    fn what_lies_apart_may_be_given_together() {
        for pair in [
            ["messaging.ambiguity=0.1", "messaging.overclaim=0.2"],
            ["messaging={ ambiguity = 0.1 }", "messaging.overclaim=0.2"],
            ["rung.a.sender.detection=0.1", "rung.a.target.detection=0.9"],
            ["rung.a.sender.detection=0.1", "rung.ab.sender.detection=0.9"],
            ["rung.a.sender.detection=0.1", "ladder.concession.detection=0.9"],
            ["rung.a={ tranches = 2, both = { detection = 0.1 }, sender = { detection = 0.2 } }", "rung.b=none"],
        ] {
            assert_eq!(met(&pair), [""; 0], "{pair:?}");
        }
    }
}
