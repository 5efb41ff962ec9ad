//! The name of one number inside [`Numbers`].

use super::Numbers;
use super::registry::{self, Entry, Kind, NumberSpec, TableName};
use std::fmt;

/// The name of one number of a scenario: the entry of the registry that gives it, and of which element where there are several.
///
/// Elements of concessions count `2 * rung + role`; those of all other tables are positions in the
/// table (parties: sender 0, target 1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NumberId {
    table: TableName,
    /// Position among the entries of the table.
    place: usize,
    element: usize,
}

impl NumberId {
    /// The number that the key `key` of `table` gives `element`; none where the table has no such number.
    #[must_use]
    pub fn new(table: TableName, key: &str, element: usize) -> Option<Self> {
        let place = registry::entries_of(table).position(|entry| entry.key == key && entry.as_number().is_some())?;
        Some(Self { table, place, element })
    }

    /// The number that `entry` gives `element`.
    ///
    /// # Panics
    /// Where the entry holds no number.
    #[must_use]
    pub fn of_entry(entry: &Entry, element: usize) -> Self {
        Self::new(entry.table, entry.key, element).expect("the entry of a number")
    }

    /// All numbers of `numbers`, in the order of the registry; those that a shorthand stands for once, under their own keys.
    pub fn all(numbers: &Numbers) -> impl Iterator<Item = Self> + use<> {
        let elements = TableName::ALL.iter().map(|table| (*table, numbers.elements(*table))).collect::<Vec<_>>();
        elements.into_iter().flat_map(|(table, elements)| {
            let own =
                registry::entries_of(table).enumerate().filter(|(_, entry)| matches!(entry.kind, Kind::Number(_)));
            own.flat_map(move |(place, _)| (0..elements).map(move |element| Self { table, place, element }))
        })
    }

    /// Its table.
    #[must_use]
    pub fn table(self) -> TableName {
        self.table
    }

    /// Its key within the table.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// Which element of the table it is of.
    #[must_use]
    pub fn element(self) -> usize {
        self.element
    }

    /// Its value in `numbers`; NaN where it is optional and not given.
    ///
    /// # Panics
    /// Where `numbers` has no such element.
    #[must_use]
    pub fn of(self, numbers: &mut Numbers) -> f64 {
        *(self.spec().select)(numbers, self.element)
    }

    /// Writes `value` into `numbers`.
    ///
    /// # Panics
    /// Where `numbers` has no such element.
    pub fn set(self, numbers: &mut Numbers, value: f64) {
        *(self.spec().select)(numbers, self.element) = value;
    }

    fn entry(self) -> &'static Entry {
        registry::entries_of(self.table).nth(self.place).expect("the place of an entry")
    }

    fn spec(self) -> &'static NumberSpec {
        self.entry().as_number().expect("the entry of a number")
    }
}

/// The table, the key and the element, such as `party.trustworthy 1`.
impl fmt::Debug for NumberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} {}", self.table.word(), self.entry().key, self.element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::{BodyNumbers, ObjectorNumbers, RungNumbers, SpoilerNumbers, TurnoverNumbers};

    fn some() -> Numbers {
        Numbers {
            body: vec![BodyNumbers::default(); 2],
            objector: vec![ObjectorNumbers::default(); 3],
            spoiler: vec![SpoilerNumbers::default()],
            turnover: vec![TurnoverNumbers::default(); 2],
            rung: vec![RungNumbers::default(); 2],
            ..Numbers::default()
        }
    }

    #[test]
    fn every_number_has_one_name() {
        let ids: Vec<NumberId> = NumberId::all(&some()).collect();
        let mut numbers = some();
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(id.of(&mut numbers).to_bits(), 0, "{id:?} was set as another number");
            id.set(&mut numbers, 1.0 + at as f64);
        }
        // None is left that no name reaches.
        assert!(!format!("{numbers:?}").contains(": 0.0"), "{numbers:#?}");
        for (at, id) in ids.iter().enumerate() {
            assert_eq!(id.of(&mut numbers).to_bits(), (1.0 + at as f64).to_bits(), "{id:?}");
        }
    }

    #[test]
    fn a_name_is_a_table_a_key_and_an_element() {
        let id = NumberId::new(TableName::Party, "trustworthy", 1).expect("a number");
        assert_eq!(format!("{id:?}"), "party.trustworthy 1");
        assert_eq!(Some(id), NumberId::new(TableName::Party, "trustworthy", 1));
        assert_ne!(Some(id), NumberId::new(TableName::Party, "trustworthy", 0));
        assert_ne!(Some(id), NumberId::new(TableName::Party, "temptation", 1));
        let mut numbers = some();
        id.set(&mut numbers, 0.25);
        assert_eq!(numbers.party[1].trustworthy.to_bits(), 0.25_f64.to_bits());
        assert_eq!(NumberId::new(TableName::Party, "name", 0), None);
        assert_eq!(NumberId::new(TableName::Party, "detection", 0), None);
    }

    #[test]
    fn numbers_are_the_same_where_every_one_is_and_one_that_is_not_given_is_itself() {
        let given = |change: &dyn Fn(&mut Numbers)| {
            let mut numbers = some();
            numbers.money.frozen_usd_bn = f64::NAN;
            change(&mut numbers);
            numbers
        };
        assert!(given(&|_| ()).says_the_same_as(&given(&|_| ())));
        for id in NumberId::all(&some()) {
            assert!(!given(&|_| ()).says_the_same_as(&given(&|numbers| id.set(numbers, 0.5))), "{id:?}");
        }
        assert!(!given(&|_| ()).says_the_same_as(&given(&|numbers| numbers.rung.truncate(1))));
    }
}
