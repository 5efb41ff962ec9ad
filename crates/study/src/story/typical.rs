//! Which trial is a typical one.

use crate::run::{Spec, search};
use detente_engine::domain::Cause;
use detente_engine::plan::Plan;
use std::ops::ControlFlow;

/// Most trials of one cause of which the median is taken.
const MOST_ALIKE: usize = 1000;
/// Most trials that are looked at. A cause that is the most frequent of all has its thousand long before.
const MOST_LOOKED_AT: usize = 20_000;

/// For each of `causes`, of the trials of `spec` that ended by it the first that was decided in their median step; `None` where
/// none ended so. No more than the first thousand of each are looked at, among the first twenty thousand trials that went as was
/// observed.
#[must_use]
pub fn typical(plan: &Plan, spec: Spec, causes: &[Cause]) -> Vec<Option<u64>> {
    let mut alike: Vec<Vec<(u32, u64)>> = vec![Vec::new(); causes.len()];
    let mut looked_at = 0;
    let _ = search(plan, spec, |trial, record| {
        looked_at += 1;
        if let Some(place) = causes.iter().position(|cause| *cause == record.cause) {
            alike[place].push((record.decided_step, trial));
        }
        let enough = alike.iter().all(|own| own.len() >= MOST_ALIKE);
        if enough || looked_at == MOST_LOOKED_AT { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    alike.into_iter().map(first_of_the_median).collect()
}

/// Of steps with their trials, in order of the trials, the first trial of the median step of the first thousand.
fn first_of_the_median(mut alike: Vec<(u32, u64)>) -> Option<u64> {
    alike.truncate(MOST_ALIKE);
    alike.sort_unstable();
    let median = alike.get(alike.len() / 2)?.0;
    alike.iter().find(|(step, _)| *step == median).map(|(_, trial)| *trial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equals_in_the_median_step_the_first_is_taken_and_of_more_than_a_thousand_the_first_thousand() {
        assert_eq!(first_of_the_median(Vec::new()), None);
        assert_eq!(first_of_the_median(vec![(9, 1), (5, 2), (5, 4), (2, 7), (6, 8)]), Some(2));
        let many = (0..3000).map(|trial| (if trial < 1000 { 3 } else { 8 }, trial)).collect();
        assert_eq!(first_of_the_median(many), Some(0));
    }
}
