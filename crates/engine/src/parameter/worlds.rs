//! Worlds: joint draws of the values that nobody wrote down.
//!
//! A file of worlds has a row for each: its number, its weight, and for every key where in its range the key lies there. A value is
//! said as a **quantile** of what the key may be, so that the same worlds serve scenarios in which the key has other defaults.

use super::Distribution;
use super::registry::{self, Entry, Kind, TableName};
use std::fmt::Write as _;

/// What stands before a key of the registry in the head of a column: the key as it is where a file does not state it.
pub const UNSTATED: &str = "default.";

/// Digits after the point of a quantile.
const DIGITS: usize = 4;

/// Weighted worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Worlds {
    keys: Vec<String>,
    weights: Vec<u32>,
    /// World by world, in the order of `keys`.
    quantiles: Vec<f64>,
    /// By key: the 5 %, 50 % and 95 % points of its quantiles, by weight.
    summaries: Vec<[f64; 3]>,
}

impl Worlds {
    /// Worlds of `weights`, with the quantiles of `keys` in each.
    ///
    /// # Panics
    /// Unless there is a quantile for each key of each world.
    #[must_use]
    pub fn new(keys: Vec<String>, weights: Vec<u32>, quantiles: Vec<f64>) -> Self {
        assert_eq!(keys.len() * weights.len(), quantiles.len(), "every world has a quantile of every key");
        let mut worlds = Self { keys, weights, quantiles, summaries: Vec::new() };
        worlds.summaries = (0..worlds.keys.len()).map(|column| worlds.summarised(column)).collect();
        worlds
    }

    /// The text of a file that holds them.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = format!("world,weight,{}\n", self.keys.join(","));
        for (world, weight) in self.weights.iter().enumerate() {
            let _ = write!(text, "{world},{weight}");
            self.of(world).iter().for_each(|quantile| {
                let _ = write!(text, ",{quantile:.DIGITS$}");
            });
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

    /// The quantiles of one world, in the order of the keys.
    #[must_use]
    pub fn of(&self, world: usize) -> &[f64] {
        &self.quantiles[world * self.keys.len()..(world + 1) * self.keys.len()]
    }

    /// The column of `key`, if there is one.
    #[must_use]
    pub fn column(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|own| own == key)
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

    /// The 5 %, 50 % and 95 % points of the quantiles in `column`, by weight.
    #[must_use]
    pub fn summary(&self, column: usize) -> [f64; 3] {
        self.summaries[column]
    }

    fn summarised(&self, column: usize) -> [f64; 3] {
        let mut order: Vec<(f64, u32)> =
            self.weights.iter().enumerate().map(|(world, weight)| (self.of(world)[column], *weight)).collect();
        order.sort_by(|one, other| one.0.total_cmp(&other.0));
        let total: f64 = self.weights.iter().map(|weight| f64::from(*weight)).sum();
        [0.05, 0.5, 0.95].map(|share| {
            let mut below = 0.0;
            let reached = order.iter().find(|(_, weight)| {
                below += f64::from(*weight);
                below >= share * total
            });
            reached.or(order.last()).map_or(f64::NAN, |(quantile, _)| *quantile)
        })
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

/// Whether files of worlds may have a column with this head: an unstated key, or the dotted key of a number that a file may leave
/// uncertain.
#[must_use]
pub fn is_key_of_worlds(head: &str) -> bool {
    if head.starts_with(UNSTATED) {
        return unstated_keys().any(|key| key == head);
    }
    registry::of_key(head).is_some_and(|entry| entry.as_number().is_some())
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
    }
}
