//! Draws of what an expert takes to be possible.

use super::answers::Answered;
use crate::calibrate::systematic;
use crate::design::stratified;
use detente_engine::math::twelve_digits;
use detente_engine::parameter::{Numbers, Worlds};
use detente_engine::plan::{Plan, WORLDS};
use detente_engine::random::Address;

/// Draws of an expert.
pub(super) struct Drawn {
    /// By draw: every number of the scenario.
    numbers: Vec<Numbers>,
    /// By draw: the world of what no file states; nothing where the scenario has no worlds.
    worlds: Vec<usize>,
}

impl Drawn {
    /// `draws` draws of what the expert called `name` says: each of his uncertain values once in each of as many equal parts of its
    /// distribution, in random order (a Latin hypercube), tied as the scenario ties them; and worlds in proportion to their weights.
    pub(super) fn new(name: &str, answered: &Answered, draws: u32, seed: u64) -> Self {
        let plan = &answered.plan;
        let worlds =
            answered.scenario.worlds.as_deref().map_or(Vec::new(), |worlds| self::worlds(name, worlds, draws, seed));
        let column = |key: &str| stratified(draws as usize, &format!("pool/{name}/{key}"), seed);
        let columns: Vec<Vec<f64>> = plan.uncertain.iter().map(|value| column(&value.key)).collect();
        let numbers = (0..draws as usize).map(|draw| {
            let mut uniforms: Vec<f64> = columns.iter().map(|column| column[draw]).collect();
            if let Some(correlation) = &plan.correlation {
                correlation.tie(&mut uniforms);
            }
            numbers(plan, &uniforms, worlds.get(draw).copied())
        });
        Self { numbers: numbers.collect(), worlds }
    }

    /// What `read` says of the numbers of each draw, to twelve digits where these are one of its values as well.
    pub(super) fn values(&mut self, read: impl Fn(&mut Numbers) -> f64, is_value: impl Fn(f64) -> bool) -> Vec<f64> {
        let rounded = |value: f64| Some(twelve_digits(value)).filter(|value| is_value(*value)).unwrap_or(value);
        self.numbers.iter_mut().map(|numbers| rounded(read(numbers))).collect()
    }

    /// The world of a draw, if there are worlds.
    pub(super) fn world(&self, draw: usize) -> Option<usize> {
        self.worlds.get(draw).copied()
    }
}

/// The numbers of one draw.
fn numbers(plan: &Plan, uniforms: &[f64], world: Option<usize>) -> Numbers {
    let mut numbers = plan.numbers.clone();
    for (value, uniform) in plan.uncertain.iter().zip(uniforms) {
        let drawn = match world {
            Some(world) if value.key == WORLDS => world as f64,
            _ => value.distribution.quantile(*uniform),
        };
        value.apply(&mut numbers, drawn);
    }
    numbers
}

/// `draws` of `worlds`, each as often as its weight says, in random order.
fn worlds(name: &str, worlds: &Worlds, draws: u32, seed: u64) -> Vec<usize> {
    let weights: Vec<f64> = worlds.weights().iter().map(|weight| f64::from(*weight)).collect();
    let counts = systematic(&weights, draws, seed);
    let taken: Vec<usize> =
        counts.iter().enumerate().flat_map(|(world, count)| std::iter::repeat_n(world, *count as usize)).collect();
    let order = Address::of(seed, &format!("pool/{name}/worlds")).shuffled(taken.len());
    order.into_iter().map(|at| taken[at]).collect()
}
