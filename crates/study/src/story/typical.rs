//! Which trial is a typical one.

use crate::run::{Spec, search};
use detente_engine::domain::Cause;
use detente_engine::plan::Plan;
use std::ops::ControlFlow;

/// Most trials of one cause of which the median is taken.
const MOST_ALIKE: usize = 1000;

/// Of the trials of `spec` that ended by `cause`, the first that was decided in their median step; `None` where none ended so. No
/// more than the first thousand of them are looked at.
#[must_use]
pub fn typical(plan: &Plan, spec: Spec, cause: Cause) -> Option<u64> {
    let mut alike: Vec<(u32, u64)> = Vec::new();
    let _ = search(plan, spec, |trial, record| {
        alike.extend((record.cause == cause).then_some((record.decided_step, trial)));
        if alike.len() < MOST_ALIKE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    alike.sort_unstable();
    let median = alike.get(alike.len() / 2)?.0;
    alike.iter().find(|(step, _)| *step == median).map(|(_, trial)| *trial)
}
