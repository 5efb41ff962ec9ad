//! A plan and its worlds, and whether two plans are the same.

use super::model::Plan;
use super::uncertain::{Effect, WorldPlan};
use crate::parameter::Numbers;
use crate::random::PurposeBook;

impl Plan {
    /// What is drawn with the world of a trial, the last of the values that it draws; none where nothing is drawn from worlds.
    #[must_use]
    pub fn world(&self) -> Option<&WorldPlan> {
        match &self.uncertain.last()?.effect {
            Effect::World(world) => Some(world),
            Effect::Numbers(_) => None,
        }
    }

    /// How many worlds of what no file states there are; 0 where nothing is drawn from worlds.
    #[must_use]
    pub fn worlds(&self) -> usize {
        self.world().map_or(0, |world| world.worlds.weights().len())
    }

    /// How many uncertain values there are, without the world, which is the last of them.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.uncertain.len() - usize::from(self.worlds() > 0)
    }

    /// How many numbers are drawn with the world of a trial.
    #[must_use]
    pub fn drawn_with_world(&self) -> usize {
        self.world().map_or(0, |world| world.numbers.iter().map(|part| part.numbers.len()).sum())
    }

    /// The plan with its uncertain values given outright: `drawn`, in order of [`Plan::uncertain`]. A trial for which just
    /// these values are drawn is the same trial under both plans.
    #[must_use]
    pub fn in_world(&self, drawn: &[f64]) -> Self {
        let mut fixed = self.clone();
        for (value, drawn) in self.uncertain.iter().zip(drawn) {
            value.apply(&mut fixed.numbers, *drawn);
        }
        fixed.uncertain.clear();
        fixed.correlation = None;
        fixed
    }

    /// The plan without its numbers, whether given or drawn: who takes part, which rungs there are, how long it goes on.
    #[must_use]
    pub fn shape(&self) -> Self {
        let (numbers, purposes) = (Numbers::default(), PurposeBook::default());
        Self { numbers, uncertain: Vec::new(), correlation: None, purposes, ..self.clone() }
    }

    /// Whether every trial is the same under both plans because they say the same, number by number.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        // Numbers that are not given are NaN, which equals nothing: the numbers are compared by themselves.
        let without_numbers = |plan: &Self| Self { numbers: Numbers::default(), ..plan.clone() };
        self.numbers.says_the_same_as(&other.numbers) && without_numbers(self) == without_numbers(other)
    }
}
