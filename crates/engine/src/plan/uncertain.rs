//! What is drawn once per trial: values, and the world of what nobody wrote down.

use crate::parameter::{Distribution, NumberId, Numbers, Worlds};
use crate::random::Purpose;
use crate::scenario::WorldValue;
use std::sync::Arc;

/// The key of the uncertain value that is the world of a trial.
pub const WORLDS: &str = "worlds";

/// A value drawn once per trial.
#[derive(Clone, Debug, PartialEq)]
pub struct UncertainPlan {
    /// The dotted key.
    pub key: String,
    /// What it is drawn from.
    pub distribution: Distribution,
    /// What follows from it.
    pub effect: Effect,
    /// Its draw.
    pub draw: Purpose,
}

/// What a drawn value decides.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// These numbers take it.
    Numbers(Vec<NumberId>),
    /// It is the number of a world, which gives many numbers a value each.
    World(Arc<WorldPlan>),
}

/// The worlds of a plan: what each of them says of its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldPlan {
    /// The worlds.
    pub worlds: Arc<Worlds>,
    /// The numbers that take a quantile from them.
    pub numbers: Vec<WorldNumber>,
    /// The numbers that take a value from them.
    pub values: Vec<WorldValue>,
}

/// Numbers that take the value at a quantile from the world of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldNumber {
    /// Column of the worlds.
    pub column: usize,
    /// What the column has quantiles of.
    pub distribution: Distribution,
    /// The numbers.
    pub numbers: Vec<NumberId>,
}

impl UncertainPlan {
    /// Gives every number that hangs on the value what `drawn` means for it.
    pub fn apply(&self, numbers: &mut Numbers, drawn: f64) {
        match &self.effect {
            Effect::Numbers(own) => own.iter().for_each(|number| number.set(numbers, drawn)),
            Effect::World(world) => world.apply(numbers, world.worlds.of(drawn as usize)),
        }
    }

    /// Gives them the largest values that there are.
    pub(super) fn apply_largest(&self, numbers: &mut Numbers) {
        match &self.effect {
            Effect::Numbers(own) => own.iter().for_each(|number| number.set(numbers, largest(&self.distribution))),
            Effect::World(world) => {
                for part in &world.numbers {
                    part.numbers.iter().for_each(|number| number.set(numbers, largest(&part.distribution)));
                }
                for part in &world.values {
                    let largest = world.worlds.largest(part.column);
                    part.numbers.iter().for_each(|number| number.set(numbers, largest));
                }
            }
        }
    }
}

impl WorldNumber {
    /// Gives the numbers their value in the world with these `cells`, one for each column.
    pub fn apply(&self, numbers: &mut Numbers, cells: &[f64]) {
        let value = self.distribution.quantile(cells[self.column]);
        self.numbers.iter().for_each(|number| number.set(numbers, value));
    }
}

impl WorldPlan {
    /// Gives every number what it is in the world with these `cells`, one for each column.
    pub fn apply(&self, numbers: &mut Numbers, cells: &[f64]) {
        self.numbers.iter().for_each(|part| part.apply(numbers, cells));
        for part in &self.values {
            part.numbers.iter().for_each(|number| number.set(numbers, cells[part.column]));
        }
    }
}

/// The upper end of a distribution; where it has none, its 99.9 % quantile.
fn largest(distribution: &Distribution) -> f64 {
    let end = distribution.support().1;
    if end.is_finite() { end } else { distribution.quantile(0.999) }
}
