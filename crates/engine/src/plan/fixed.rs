//! A plan in one of its worlds, and whether two plans are the same.

use super::model::Plan;
use crate::parameter::Numbers;

impl Plan {
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

    /// Whether every trial is the same under both plans because they say the same, number by number.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        // Numbers that are not given are NaN, which equals nothing: the numbers are compared by themselves.
        let without_numbers = |plan: &Self| Self { numbers: Numbers::default(), ..plan.clone() };
        self.numbers.says_the_same_as(&other.numbers) && without_numbers(self) == without_numbers(other)
    }
}
