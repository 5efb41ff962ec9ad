//! A plan in one of its worlds, and whether two plans are the same.

use super::model::Plan;

impl Plan {
    /// The plan with its uncertain values given outright: `drawn`, in order of [`Plan::uncertain`]. A trial for which just
    /// these values are drawn is the same trial under both plans.
    #[must_use]
    pub fn in_world(&self, drawn: &[f64]) -> Self {
        let mut fixed = self.clone();
        for (value, drawn) in self.uncertain.iter().zip(drawn) {
            for field in &value.fields {
                field.set(&mut fixed.numbers, *drawn);
            }
        }
        fixed.uncertain.clear();
        fixed.correlation = None;
        fixed
    }

    /// Whether every trial is the same under both plans because they say the same, number by number.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        // Spelled out, since numbers that are not given are NaN, which equals nothing; the spelling of a number is exact.
        format!("{self:?}") == format!("{other:?}")
    }
}
