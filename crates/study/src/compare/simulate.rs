//! Plans simulated side by side, added up.

use super::figure::Figures;
use super::interaction::InteractionTally;
use super::key::KeyTally;
use super::pair::PairTally;
use crate::run::{RunControl, Spec, paired_trials_until};
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, TrialRecord};

/// How the trials of the first plan move under each of the others; none where `control` gives up, as with all of these.
#[must_use]
pub fn against_first(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<Vec<PairTally>> {
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = || vec![PairTally::default(); plans.len() - 1];
    let add = |tallies: &mut Vec<PairTally>, records: &[&TrialRecord]| {
        for (at, tally) in (1..).zip(tallies) {
            tally.add([0, at].map(|at| (&figures[at], records[at])));
        }
    };
    let merge = |tallies: &mut Vec<PairTally>, others: &Vec<PairTally>| {
        tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.merge(other));
    };
    // Among the causes by which trials move is how confrontation compares with that without a channel.
    paired_trials_until(plans, Demand::Everything, spec, control, empty, add, merge)
}

/// What two removals do together: `plans` are the base, each removal alone, then each of
/// `pairs`, which are positions among the `singles` removals.
#[must_use]
pub fn interactions(
    plans: &[&Plan],
    singles: usize,
    pairs: &[[usize; 2]],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<InteractionTally> {
    let empty = || InteractionTally::new(singles, pairs);
    let add = |tally: &mut InteractionTally, records: &[&TrialRecord]| tally.add(records);
    paired_trials_until(plans, Demand::Outcome, spec, control, empty, add, InteractionTally::merge)
}

/// What each key does: `plans` are the base, the other, then for each key the base with it as in the other, and the other
/// with it as in the base.
#[must_use]
pub fn exchanges(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<KeyTally> {
    let empty = || KeyTally::new(plans.len() / 2 - 1);
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let add = |tally: &mut KeyTally, records: &[&TrialRecord]| tally.add(&figures, records);
    paired_trials_until(plans, Figures::demand(), spec, control, empty, add, KeyTally::merge)
}
