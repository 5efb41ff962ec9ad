//! Worlds: joint draws of the values that nobody wrote down.
//!
//! A file of worlds has a row for each: its number, its weight, and for every key where in its range the key lies there. A value is
//! said as a **quantile** of what the key may be, so that the same worlds serve scenarios in which the key has other defaults. Where a
//! column begins with `value.`, it is said outright, in the unit of the key: so experts are asked.

use super::Distribution;
use super::registry::{self, Entry, Kind, Range, TableName};
use crate::statistics::Weighted;
use std::fmt::Write as _;

/// What stands before a key of the registry in the head of a column: the key as it is where a file does not state it.
pub const UNSTATED: &str = "default.";

/// What stands before a dotted key in the head of a column whose cells are values of the key, whatever a file states of it.
pub const VALUE: &str = "value.";

/// Digits after the point of a quantile.
const DIGITS: usize = 4;

/// Weighted worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Worlds {
    keys: Vec<String>,
    weights: Vec<u32>,
    /// World by world, in the order of `keys`: quantiles, or values.
    cells: Vec<f64>,
    /// By key: the 5 %, 50 % and 95 % points of its cells, by weight.
    summaries: Vec<[f64; 3]>,
}

impl Worlds {
    /// Worlds of `weights`, with what each says of `keys`: quantiles, or values under heads that say so.
    ///
    /// # Panics
    /// Unless there is a cell for each key of each world.
    #[must_use]
    pub fn new(keys: Vec<String>, weights: Vec<u32>, cells: Vec<f64>) -> Self {
        assert_eq!(keys.len() * weights.len(), cells.len(), "every world has a cell for every key");
        let mut worlds = Self { keys, weights, cells, summaries: Vec::new() };
        worlds.summaries = (0..worlds.keys.len()).map(|column| worlds.summarised(column)).collect();
        worlds
    }

    /// The text of a file that holds them.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = format!("world,weight,{}\n", self.keys.join(","));
        for (world, weight) in self.weights.iter().enumerate() {
            let _ = write!(text, "{world},{weight}");
            for (key, cell) in self.keys.iter().zip(self.of(world)) {
                let _ = match key.strip_prefix(VALUE) {
                    Some(_) => write!(text, ",{cell}"),
                    None => write!(text, ",{cell:.DIGITS$}"),
                };
            }
            text.push('\n');
        }
        text
    }

    /// The keys of which the worlds say something: heads of columns.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The weight of each.
    #[must_use]
    pub fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// The cells of one world, in the order of the keys: quantiles, or values.
    #[must_use]
    pub fn of(&self, world: usize) -> &[f64] {
        &self.cells[world * self.keys.len()..(world + 1) * self.keys.len()]
    }

    /// The column of `key`, if there is one.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|own| own == key)
    }

    /// The dotted keys whose values the worlds hold, each with its column.
    pub fn valued(&self) -> impl Iterator<Item = (&str, usize)> {
        self.keys.iter().enumerate().filter_map(|(column, head)| Some((head.strip_prefix(VALUE)?, column)))
    }

    /// Whether they say something of keys that no file states.
    #[must_use]
    pub fn speak_of_unstated(&self) -> bool {
        self.keys.iter().any(|key| key.starts_with(UNSTATED))
    }

    /// The largest cell of `column` in a world that has weight.
    #[must_use]
    pub fn largest(&self, column: usize) -> f64 {
        self.weighty().map(|world| self.of(world)[column]).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The numbers of the worlds that have weight.
    pub fn weighty(&self) -> impl Iterator<Item = usize> {
        self.weights.iter().enumerate().filter(|(_, weight)| **weight > 0).map(|(world, _)| world)
    }

    /// What the number of a trial's world is drawn from.
    ///
    /// # Panics
    /// Never: there is a world, and some weight.
    #[must_use]
    pub fn numbers(&self) -> Distribution {
        let numbers = (0..self.weights.len()).map(|world| world as f64).collect();
        Distribution::discrete(numbers, self.weights.iter().map(|weight| f64::from(*weight)).collect())
            .expect("worlds with weights")
    }

    /// The 5 %, 50 % and 95 % points of the cells in `column`, by weight.
    #[must_use]
    pub fn summary(&self, column: usize) -> [f64; 3] {
        self.summaries[column]
    }

    fn summarised(&self, column: usize) -> [f64; 3] {
        let weights = self.weights.iter().enumerate();
        Weighted::new(weights.map(|(world, weight)| (self.of(world)[column], f64::from(*weight)))).summary()
    }
}

/// The head under which files of worlds have the key `entry` where no file states it.
#[must_use]
pub fn unstated_key(entry: &Entry) -> String {
    let table = match entry.table {
        TableName::Concession => "rung.concession",
        table => table.word(),
    };
    format!("{UNSTATED}{table}.{}", entry.key)
}

/// Whether files of worlds may have a column with this head: an unstated key, the dotted key of a number that a file may leave
/// uncertain, or that of a number that need not be whole, whose values the cells then are.
#[must_use]
pub fn is_key_of_worlds(head: &str) -> bool {
    if head.starts_with(UNSTATED) {
        return unstated_keys().any(|key| key == head);
    }
    if let Some(key) = head.strip_prefix(VALUE) {
        return allowed_values(key).is_some();
    }
    registry::of_key(head).is_some_and(|entry| entry.as_number().is_some())
}

/// What the cells may be of a column with the values of the dotted key `key`; none where no file of worlds can have one.
#[must_use]
pub fn allowed_values(key: &str) -> Option<Range> {
    let spec = registry::of_key(key)?.as_number()?;
    (!spec.whole).then_some(spec.allowed)
}

/// Every head of an unstated key.
pub fn unstated_keys() -> impl Iterator<Item = String> {
    registry::entries().filter(|entry| matches!(entry.kind, Kind::Number(_))).map(unstated_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_is_drawn_by_its_weight_and_quantiles_go_by_it() {
        let keys = ["default.party.temptation", "default.escalation.branching"].map(str::to_owned).to_vec();
        let worlds = Worlds::new(keys, vec![2, 1], vec![0.25, 0.5, 0.75, 0.125]);
        assert_eq!(worlds.column("default.escalation.branching"), Some(1));
        assert_eq!([0.6, 0.7].map(|u| worlds.numbers().quantile(u).to_bits()), [0.0_f64, 1.0].map(f64::to_bits));
        assert_eq!(worlds.summary(0), [0.25, 0.25, 0.75]);
        assert!(worlds.to_csv().ends_with("1,1,0.7500,0.1250\n"));
    }

    #[test]
    fn columns_are_named_after_keys_of_numbers() {
        assert!(unstated_keys().any(|key| key == "default.rung.concession.detection"));
        assert!(unstated_keys().all(|key| is_key_of_worlds(&key)));
        assert!(is_key_of_worlds("party.iran.trustworthy"));
        assert!(!is_key_of_worlds("party.iran.name") && !is_key_of_worlds("default.party.name"));
        assert!(is_key_of_worlds("value.party.iran.trustworthy") && !is_key_of_worlds("value.party.iran.name"));
        // Counts are no matter of degree.
        assert!(
            !is_key_of_worlds("value.rung.hotline.repeat") && !is_key_of_worlds("value.party.iran.trustworthyness")
        );
    }

    #[test]
    fn values_are_written_to_the_last_digit_and_worlds_without_weight_do_not_count() {
        let keys = vec!["value.escalation.half_life_weeks".to_owned(), "escalation.branching".to_owned()];
        let worlds = Worlds::new(keys, vec![1, 0, 2], vec![3.123_456_789, 0.5, 9.0, 0.5, 4.0, 0.5]);
        assert_eq!(worlds.to_csv().lines().nth(1), Some("0,1,3.123456789,0.5000"));
        assert_eq!(worlds.valued().collect::<Vec<_>>(), [("escalation.half_life_weeks", 0)]);
        assert_eq!(worlds.largest(0).to_bits(), 4.0_f64.to_bits());
        assert!(!worlds.speak_of_unstated());
    }
}
