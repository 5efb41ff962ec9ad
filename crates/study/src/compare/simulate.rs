//! Plans simulated side by side, added up.

use super::figure::Figures;
use super::interaction::InteractionTally;
use super::key::KeyTally;
use super::moved::MovedTally;
use super::pair::PairTally;
use super::worth_knowing::{LearningTally, WorthKnowing, learning};
use crate::run::{PairedTable, RunControl, Spec, paired_trials_until};
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, TrialRecord, TrialSimulator};

/// How the trials of the first plan move under each of the others; none where `control` gives up, as with all of these.
#[must_use]
pub fn against_first(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<Vec<PairTally>> {
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = || vec![PairTally::default(); plans.len() - 1];
    let add = |tallies: &mut Vec<PairTally>, records: &[&TrialRecord]| add_pairs(tallies, &figures, records);
    // Among the causes by which trials move is how confrontation compares with that without a channel.
    paired_trials_until(plans, Demand::Everything, spec, control, empty, add, |own, others| merge_pairs(own, others))
}

/// The same, and what it is worth to learn each input before one of the plans is chosen: nothing of that where nothing is uncertain.
#[must_use]
pub fn side_by_side(
    plans: &[&Plan],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<(Vec<PairTally>, Vec<WorthKnowing>)> {
    let Some((inputs, no_trials)) = learning(plans) else {
        return against_first(plans, spec, control).map(|tallies| (tallies, Vec::new()));
    };
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = || (vec![PairTally::default(); plans.len() - 1], no_trials.clone());
    let add =
        |(pairs, learning): &mut (Vec<PairTally>, LearningTally), trial: u64, simulated: &[&TrialSimulator<'_>]| {
            let records: Vec<&TrialRecord> = simulated.iter().map(|simulator| simulator.record()).collect();
            add_pairs(pairs, &figures, &records);
            learning.add(trial, &inputs, &figures, simulated);
        };
    let mut whole = empty();
    let table = PairedTable::new(plans, Demand::Everything, spec.seed, None);
    let is_done = table.simulate(spec, 0..spec.blocks(), control, &empty, add, |(pairs, learning)| {
        merge_pairs(&mut whole.0, &pairs);
        whole.1.merge(&learning);
    });
    is_done.then(|| (whole.0, whole.1.worth_knowing(&inputs)))
}

fn add_pairs(tallies: &mut [PairTally], figures: &[Figures], records: &[&TrialRecord]) {
    for (at, tally) in (1..).zip(tallies) {
        tally.add([0, at].map(|at| (&figures[at], records[at])));
    }
}

fn merge_pairs(tallies: &mut [PairTally], others: &[PairTally]) {
    tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.merge(other));
}

/// How the trials of the first plan end under each of the others, which are the same without a part.
#[must_use]
pub fn without_each(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<Vec<MovedTally>> {
    let empty = || vec![MovedTally::default(); plans.len() - 1];
    let add = |tallies: &mut Vec<MovedTally>, _: u64, simulated: &[&TrialSimulator<'_>]| {
        let Some((base, others)) = simulated.split_first() else { return };
        tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.add(base.record(), other.record()));
    };
    let mut whole = empty();
    // Only the cause under the base hangs on how confrontation compares with that without a channel.
    let table = PairedTable::new(plans, Demand::Everything, spec.seed, None);
    let table = table.asking_of_others(Demand::Outcome, |_| true);
    let is_done = table.simulate(spec, 0..spec.blocks(), control, &empty, add, |tallies| {
        whole.iter_mut().zip(&tallies).for_each(|(tally, other)| tally.merge(other));
    });
    is_done.then_some(whole)
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
    let add = |tally: &mut InteractionTally, _: u64, simulated: &[&TrialSimulator<'_>]| {
        let records: Vec<&TrialRecord> = simulated.iter().map(|simulator| simulator.record()).collect();
        tally.add(&records);
    };
    let mut whole = empty();
    // Nothing is asked of trials that do not collapse.
    let table = PairedTable::new(plans, Demand::Outcome, spec.seed, None);
    let table = table.asking_of_others(Demand::Outcome, |base| base.outcome == Outcome::Collapse);
    table.simulate(spec, 0..spec.blocks(), control, &empty, add, |tally| whole.merge(&tally)).then_some(whole)
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
