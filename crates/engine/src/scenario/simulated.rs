//! Whether what an override says is what is simulated.

use super::diagnose::Diagnostics;
use super::model::{ParameterRow, Scenario};
use super::overlay::{self, Overlay};
use super::reach::{Leaf, Reached, leaves, places};
use super::resolver::LABELS;
use super::tree::{Node, Table, Value, is_structural};
use super::{list_ids, merge, uncertain, worlds};
use crate::domain::Role;
use std::collections::BTreeMap;

/// The word that takes an actor, a rung or a whole category away.
const NONE: &str = "none";

/// Why what an override says is not what is simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSimulated {
    /// No parameter takes its value from it.
    #[error("nothing takes this value")]
    Nothing,
    /// A parameter that it names has another value.
    #[error("{key} is {simulated} all the same")]
    Otherwise {
        /// The parameter.
        key: String,
        /// Its value.
        simulated: String,
    },
}

impl Scenario {
    /// Whether the scenario is simulated with `value`, written as after `--set KEY=`, at the dotted key `key`: every parameter that
    /// the key names, or that takes its value from it, has this value.
    ///
    /// # Errors
    ///
    /// The first parameter that has another one.
    pub fn must_simulate(&self, key: &str, value: &str) -> Result<(), NotSimulated> {
        let mut diagnostics = Diagnostics::default();
        let layers = self.layers(&mut diagnostics, &Overlay::of_option("", key, value));
        let mut layer = layers.into_iter().next().ok_or(NotSimulated::Nothing)?;
        list_ids::name(&mut layer);
        leaves(&layer).iter().try_for_each(|leaf| self.rows_agree(leaf))
    }

    /// The first two of `overrides` that reach one place of the scenario, in words; none where all lie apart.
    #[must_use]
    pub fn meeting(&self, overrides: &[Overlay]) -> Option<String> {
        let (mut diagnostics, mut reached) = (Diagnostics::default(), Reached::default());
        for overlay in overrides {
            let layers = self.layers(&mut diagnostics, overlay);
            if let Some(met) = layers.iter().find_map(|layer| reached.add(layer).into_iter().next()) {
                return Some(met.told(&diagnostics));
            }
        }
        None
    }

    /// What stands for `key` in `parameters.csv`: the value, or the distribution as it is written; none where no row has it, or
    /// rows that it stands for differ.
    #[must_use]
    pub fn simulated(&self, key: &str) -> Option<&str> {
        let mut shown = self.named(key).map(shown);
        let first = shown.next()?;
        shown.all(|other| other == first).then_some(first)
    }

    /// The keys of `parameters.csv` that `key` means, whatever its spelling; itself where there is no row of that name.
    #[must_use]
    pub fn rows_meant(&self, key: &str) -> Vec<String> {
        let rows: Vec<String> = self.named(key).map(|row| row.key.clone()).collect();
        if rows.is_empty() { vec![key.to_owned()] } else { rows }
    }

    /// Whether the values of `layer`, which was laid over the files, are those that are simulated, and something takes each.
    pub(super) fn takes<'a>(&self, layer: &'a Table) -> Result<(), (Leaf<'a>, NotSimulated)> {
        leaves(layer).into_iter().try_for_each(|leaf| match self.leaf_is_taken(&leaf) {
            Ok(()) => Ok(()),
            Err(why) => Err((leaf, why)),
        })
    }

    fn leaf_is_taken(&self, leaf: &Leaf<'_>) -> Result<(), NotSimulated> {
        self.rows_agree(leaf)?;
        let written = leaf.path.join(".");
        let is_whole = is_structural(&leaf.path)
            || LABELS.contains(&leaf.path[leaf.path.len() - 1].as_str())
            || leaf.path == [worlds::KEY];
        let is_taken = || self.parameters.iter().any(|row| row.is_given_by(&written));
        if is_whole || is_taken() { Ok(()) } else { Err(NotSimulated::Nothing) }
    }

    fn rows_agree(&self, leaf: &Leaf<'_>) -> Result<(), NotSimulated> {
        let written = leaf.path.join(".");
        let otherwise =
            |row: &ParameterRow| NotSimulated::Otherwise { key: row.key.clone(), simulated: shown(row).to_owned() };
        if is_structural(&leaf.path) {
            // Taken away: nothing below it is simulated.
            let below = format!("{written}.");
            let is_left = |row: &&ParameterRow| leaf.node.text() == Some(NONE) && row.key.starts_with(&below);
            return self.parameters.iter().find(is_left).map_or(Ok(()), |row| Err(otherwise(row)));
        }
        let names: Vec<String> = places(&leaf.path).iter().map(|place| place.join(".")).collect();
        let is_meant = |row: &&ParameterRow| row.is_given_by(&written) || names.contains(&row.key);
        let differs = |row: &&ParameterRow| !says(row, leaf.node);
        self.parameters.iter().filter(is_meant).find(differs).map_or(Ok(()), |row| Err(otherwise(row)))
    }

    /// The rows that `key` names, however it is spelled.
    fn named(&self, key: &str) -> impl Iterator<Item = &ParameterRow> {
        let mut path: Vec<String> = key.split('.').map(|part| part.trim().to_owned()).collect();
        if let [top, _, side, _] = path.as_mut_slice()
            && top == "rung"
            && let Some(role) = self.roles().get(side.as_str())
        {
            role.word().clone_into(side);
        }
        let names: Vec<String> = places(&path).iter().map(|place| place.join(".")).collect();
        self.parameters.iter().filter(move |row| names.contains(&row.key))
    }

    fn layers(&self, diagnostics: &mut Diagnostics, overlay: &Overlay) -> Vec<Table> {
        let mut layers = overlay::layers(diagnostics, overlay);
        layers.iter_mut().for_each(|layer| merge::name_sides(diagnostics, layer, &self.roles()));
        layers
    }

    fn roles(&self) -> BTreeMap<String, Role> {
        self.parties.iter().map(|party| (party.id.clone(), party.role)).collect()
    }
}

impl ParameterRow {
    /// Whether the value was given under the dotted key `written`.
    fn is_given_by(&self, written: &str) -> bool {
        self.given_by == written
    }
}

/// The value of a row, or its distribution.
fn shown(row: &ParameterRow) -> &str {
    if row.value.is_empty() { &row.distribution } else { &row.value }
}

/// Whether `row` has the value that `node` spells.
fn says(row: &ParameterRow, node: &Node) -> bool {
    match &node.value {
        Value::Number(number) => row.value.parse::<f64>().is_ok_and(|own| own.total_cmp(&(number + 0.0)).is_eq()),
        Value::Text(text) => row.value == *text || shown(row) == text.trim(),
        Value::Flag(flag) => row.value == flag.to_string(),
        Value::Date(date) => row.value == date.to_string(),
        Value::List(list) => {
            let ids: Vec<&str> = list.iter().filter_map(Node::text).collect();
            row.value == ids.join(" ")
        }
        Value::Table(table) => row.distribution == uncertain::as_text(table),
    }
}
