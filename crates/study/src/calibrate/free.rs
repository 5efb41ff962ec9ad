//! The keys of a scenario that are free, and what a point says of them.

use crate::input::Input;
use detente_engine::math::normal_cumulative;
use detente_engine::parameter::VALUE;
use detente_engine::plan::{Plan, WorldNumber};
use std::collections::BTreeMap;

/// Digits of the quantiles of worlds: a point is simulated as its world is written.
const STEPS: f64 = 10_000.0;

/// What is free in a scenario: keys that no file states, and those that it leaves uncertain.
#[derive(Clone, Debug)]
pub struct FreeKeys {
    /// Their names: heads of the columns of worlds, in order.
    pub names: Vec<String>,
    /// What each decides.
    pub numbers: Vec<WorldNumber>,
    /// By number: the first dotted key that it stands for, and how many.
    pub rows: Vec<(String, usize)>,
    /// The plan, in which the free keys stand at their medians.
    base: Plan,
}

/// Why keys cannot be free.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FreeKeysError {
    /// Nothing is.
    #[error(
        "it states every value, so that nothing is left open; write ranges such as \"0.1 to 0.3\", or leave keys out"
    )]
    None,
    /// A name is none of theirs.
    #[error("no free key is called `{name}`; {help}")]
    Unknown {
        /// The name.
        name: String,
        /// What is meant.
        help: String,
    },
    /// A free key hangs together with another.
    #[error(
        "[[correlated]] ties free keys to each other, and a calibration draws each by itself; leave the entries out, or name other keys with --free"
    )]
    Tied,
    /// Its worlds give values outright.
    #[error("its worlds give `{0}` outright, which a calibration would leave at its middle; leave `worlds` out")]
    Given(String),
}

impl FreeKeys {
    /// The free keys of `input`; where `only` names some, those.
    ///
    /// # Errors
    ///
    /// Where there are none, a name is unknown, or values that hang together are torn apart.
    pub fn new(input: &Input, only: &[String]) -> Result<Self, FreeKeysError> {
        let scenario = &input.file.scenario;
        let worlds = scenario.worlds.iter().flat_map(|worlds| worlds.keys());
        if let Some(key) = worlds.filter_map(|head| head.strip_prefix(VALUE)).next() {
            return Err(FreeKeysError::Given(key.to_owned()));
        }
        let mut groups: BTreeMap<String, Vec<(WorldNumber, String)>> = BTreeMap::new();
        for unstated in &scenario.unstated {
            let (distribution, numbers) = (unstated.distribution.clone(), unstated.numbers.clone());
            let number = WorldNumber { column: 0, distribution, numbers };
            groups.entry(unstated.key.clone()).or_default().push((number, unstated.rows[0].clone()));
        }
        for value in scenario.uncertain.iter().filter(|value| !value.by_default) {
            let number =
                WorldNumber { column: 0, distribution: value.distribution.clone(), numbers: value.numbers.clone() };
            groups.insert(value.key.clone(), vec![(number, value.key.clone())]);
        }
        if let Some(name) = only.iter().find(|name| !groups.contains_key(*name)) {
            let help = crate::scenario::suggestion(name, groups.keys().map(String::as_str), "free keys");
            return Err(FreeKeysError::Unknown { name: name.clone(), help });
        }
        groups.retain(|name, _| only.is_empty() || only.contains(name));
        if groups.is_empty() {
            return Err(FreeKeysError::None);
        }
        let is_free = |at: usize| groups.contains_key(&scenario.uncertain[at].key);
        if scenario.correlated.iter().any(|pair| is_free(pair.one) || is_free(pair.other)) {
            return Err(FreeKeysError::Tied);
        }
        let names: Vec<String> = groups.keys().cloned().collect();
        let mut base = input.plan.clone();
        base.uncertain.retain(|value| !names.contains(&value.key) && value.key != detente_engine::plan::WORLDS);
        let (mut numbers, mut rows) = (Vec::new(), Vec::new());
        for (column, group) in groups.into_values().enumerate() {
            for (number, row) in group {
                rows.push((row, number.numbers.len()));
                numbers.push(WorldNumber { column, ..number });
            }
        }
        Ok(Self { names, numbers, rows, base })
    }

    /// The quantiles of a point, to the digits in which worlds are written.
    #[must_use]
    pub fn quantiles(scores: &[f64]) -> Vec<f64> {
        let quantile = |score: &f64| (normal_cumulative(*score) * STEPS).round().clamp(1.0, STEPS - 1.0) / STEPS;
        scores.iter().map(quantile).collect()
    }

    /// The plan in the world with these quantiles.
    #[must_use]
    pub fn plan_at(&self, quantiles: &[f64]) -> Plan {
        let mut plan = self.base.clone();
        self.numbers.iter().for_each(|part| part.apply(&mut plan.numbers, quantiles));
        plan
    }
}
