//! Finding entries.

use super::{Entry, TableName, actors, correlated, home, ladder, news, opening, settings, world};

/// Every entry, in the order of the reference page and of `parameters.csv`.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    TableName::ALL.iter().flat_map(|table| entries_of(*table))
}

/// The entries of one table, in order.
pub fn entries_of(table: TableName) -> impl Iterator<Item = &'static Entry> {
    let list = match table {
        TableName::Root => settings::ROOT,
        TableName::Run => settings::RUN,
        TableName::Party => actors::PARTY,
        TableName::Mediator => actors::MEDIATOR,
        TableName::Body => home::BODY,
        TableName::Objector => home::OBJECTOR,
        TableName::Spoiler => actors::SPOILER,
        TableName::Turnover => actors::TURNOVER,
        TableName::Ladder => ladder::LADDER,
        TableName::Rung => ladder::RUNG,
        TableName::Concession => ladder::CONCESSION,
        TableName::SignOff => home::SIGN_OFF,
        TableName::Messaging => home::MESSAGING,
        TableName::Dispute => world::DISPUTE,
        TableName::Verification => world::VERIFICATION,
        TableName::Escalation => world::ESCALATION,
        TableName::Money => world::MONEY,
        TableName::Correlated => correlated::CORRELATED,
        TableName::Opening => opening::OPENING,
        TableName::Observed => news::OBSERVED,
    };
    list.iter()
}

/// The entry of the dotted key `path`, such as `party.iran.trustworthy`; none where no file has such a key.
#[must_use]
pub fn at(path: &[&str]) -> Option<&'static Entry> {
    find(table_of(path)?, path.last()?)
}

/// The table in which the last key of the dotted key `path` stands, whether the table knows it or not.
#[must_use]
pub fn table_of(path: &[&str]) -> Option<TableName> {
    match *path {
        [_] => Some(TableName::Root),
        ["ladder", "rung", _] => Some(TableName::Rung),
        ["ladder", "concession", _] | ["rung", _, _, _] => Some(TableName::Concession),
        [top, _] => TableName::at_top(top).filter(|table| !table.is_keyed()),
        [top, _, _] => TableName::at_top(top).filter(|table| table.is_keyed()),
        _ => None,
    }
}

/// The entry of the dotted key `key`, as it is written.
#[must_use]
pub fn of_key(key: &str) -> Option<&'static Entry> {
    at(&key.split('.').map(str::trim).collect::<Vec<_>>())
}

/// The entry of `key` in `table`.
#[must_use]
pub fn find(table: TableName, key: &str) -> Option<&'static Entry> {
    entries_of(table).find(|entry| entry.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::registry::{Circumstance, DefaultValue};

    #[test]
    fn every_entry_stands_in_its_own_table_once_and_asks_a_question() {
        for table in TableName::ALL {
            let keys: Vec<_> = entries_of(*table).map(|entry| entry.key).collect();
            for entry in entries_of(*table) {
                assert_eq!(entry.table, *table, "{}", entry.key);
                assert_eq!(keys.iter().filter(|key| **key == entry.key).count(), 1, "{}", entry.key);
                assert!(entry.question.ends_with('?'), "{}: {}", entry.key, entry.question);
                assert!(!entry.source.is_empty() || entry.as_number().is_none(), "{}", entry.key);
            }
        }
    }

    #[test]
    fn dotted_keys_lead_to_their_entries() {
        for (key, table) in [
            ("title", Some(TableName::Root)),
            ("mediator.name", Some(TableName::Mediator)),
            ("party.iran.name", Some(TableName::Party)),
            ("rung.hotline.title", Some(TableName::Rung)),
            ("rung.hotline.sender.detection", Some(TableName::Concession)),
            ("case", None),
            ("mediator.iran.name", None),
        ] {
            assert_eq!(of_key(key).map(|entry| entry.table), table, "{key}");
        }
    }

    #[test]
    fn every_default_lies_in_its_plausible_range_and_that_in_the_allowed_one() {
        for entry in entries() {
            let Some(spec) = entry.as_number() else { continue };
            let (low, high) = spec.plausible;
            assert!(spec.allowed.low <= low && low < high && high <= spec.allowed.high, "{}", entry.key);
            let value = spec.default.value(&Circumstance::PLAIN);
            if !matches!(spec.default, DefaultValue::Absent(_)) {
                assert!(spec.allowed.contains(value), "{}", entry.key);
                assert!(low <= value && value <= high, "{}: {value}", entry.key);
            }
        }
    }
}
