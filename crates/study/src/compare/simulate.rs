//! Plans simulated side by side, added up.

use super::delivered::{Delivered, DeliveredTally};
use super::figure::Figures;
use super::interaction::InteractionTally;
use super::key::KeyTally;
use super::learning::{Learning, LearningTally, WorthKnowing, WorthWatching};
use super::moved::MovedTally;
use super::pair::PairTally;
use super::removal::{PairRemoval, Removal};
use crate::run::{Kin, PairedTable, PairedTrial, RunControl, Spec, paired_trials_until};
use detente_engine::divergence;
use detente_engine::domain::Outcome;
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, TrialRecord};

/// How the trials of the first plan move under each of the others; none where `control` gives up, as with all of these.
#[must_use]
pub fn against_first(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<Vec<PairTally>> {
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = || vec![PairTally::default(); plans.len() - 1];
    let add = |tallies: &mut Vec<PairTally>, records: &[&TrialRecord]| add_pairs(tallies, &figures, records);
    // Among the causes by which trials move is how confrontation compares with that without a channel.
    paired_trials_until(plans, Demand::Everything, spec, control, empty, add, |own, others| merge_pairs(own, others))
}

/// What was counted of plans side by side.
#[derive(Debug)]
pub struct SideBySide {
    /// How the trials of the first plan move under each of the others.
    pub pairs: Vec<PairTally>,
    /// How much of its ladder each plan carries out; empty without trials.
    pub delivered: Vec<Delivered>,
    /// What it is worth to learn each input before choosing; empty where nothing is uncertain.
    pub worth_knowing: Vec<WorthKnowing>,
    /// What it is worth to read each indicator before choosing; empty where the plans part at the opening.
    pub worth_watching: Vec<WorthWatching>,
}

/// The same, how much of its ladder each plan carries out, and what it is worth to learn or to watch something before one is chosen.
#[must_use]
pub fn side_by_side(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<SideBySide> {
    let learning = Learning::new(plans);
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let empty = || Sums {
        pairs: vec![PairTally::default(); plans.len() - 1],
        delivered: vec![DeliveredTally::default(); plans.len()],
        learned: learning.tally(),
    };
    let add = |sums: &mut Sums, trial: &PairedTrial<'_, '_>| {
        let records = trial.records();
        add_pairs(&mut sums.pairs, &figures, &records);
        sums.delivered.iter_mut().zip(&records).for_each(|(tally, record)| tally.add(record));
        learning.add(&mut sums.learned, trial, &figures);
    };
    let mut whole = empty();
    let table = PairedTable::new(plans, Demand::Everything, spec.seed, None).watching();
    let is_done = table.simulate(spec, 0..spec.blocks(), control, &empty, add, |sums| whole.merge(&sums));
    is_done.then(|| SideBySide {
        delivered: plans.iter().zip(&whole.delivered).filter_map(|(plan, tally)| tally.of(plan)).collect(),
        worth_knowing: learning.worth_knowing(&whole.learned),
        worth_watching: learning.worth_watching(&whole.learned),
        pairs: whole.pairs,
    })
}

/// Trials of plans side by side.
struct Sums {
    pairs: Vec<PairTally>,
    /// By plan.
    delivered: Vec<DeliveredTally>,
    learned: LearningTally,
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        merge_pairs(&mut self.pairs, &other.pairs);
        self.delivered.iter_mut().zip(&other.delivered).for_each(|(own, other)| own.merge(other));
        self.learned.merge(&other.learned);
    }
}

fn add_pairs(tallies: &mut [PairTally], figures: &[Figures], records: &[&TrialRecord]) {
    for (at, tally) in (1..).zip(tallies) {
        tally.add([0, at].map(|at| (&figures[at], records[at])));
    }
}

fn merge_pairs(tallies: &mut [PairTally], others: &[PairTally]) {
    tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.merge(other));
}

/// How the trials of `base` end without each of its parts. Only those are simulated in which the part had a hand.
#[must_use]
pub fn without_each(
    base: &Plan,
    removals: &[&Removal],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<Vec<MovedTally>> {
    let plans: Vec<&Plan> = std::iter::once(base).chain(removals.iter().map(|removal| &removal.plan)).collect();
    let empty = || vec![MovedTally::default(); removals.len()];
    let add = |tallies: &mut Vec<MovedTally>, trial: &PairedTrial<'_, '_>| {
        let Some((base, others)) = trial.simulated.split_first() else { return };
        tallies.iter_mut().zip(others).for_each(|(tally, other)| tally.add(base.record(), other.record()));
    };
    let mut whole = empty();
    let kin = removals.iter().map(|removal| vec![Kin { of: 0, divergences: removal.divergences.clone() }]);
    let kin = std::iter::once(Vec::new()).chain(kin).collect();
    // Only the cause under the base hangs on how confrontation compares with that without a channel.
    let table = PairedTable::new(&plans, Demand::Everything, spec.seed, None);
    let table = table.asking_of_others(Demand::Outcome, |_| true).sparing(kin);
    let is_done = table.simulate(spec, 0..spec.blocks(), control, &empty, add, |tallies| {
        whole.iter_mut().zip(&tallies).for_each(|(tally, other)| tally.merge(other));
    });
    is_done.then_some(whole)
}

/// What two removals do together, over the trials that collapse under `base`: of the `singles`, two by two.
#[must_use]
pub fn interactions(
    base: &Plan,
    singles: &[&Removal],
    pairs: &[PairRemoval],
    spec: Spec,
    control: RunControl<'_>,
) -> Option<InteractionTally> {
    let plans = std::iter::once(base).chain(singles.iter().map(|single| &single.plan));
    let plans: Vec<&Plan> = plans.chain(pairs.iter().map(|pair| &pair.plan)).collect();
    let places: Vec<[usize; 2]> = pairs.iter().map(|pair| pair.singles).collect();
    let empty = || InteractionTally::new(singles.len(), &places);
    let add = |tally: &mut InteractionTally, trial: &PairedTrial<'_, '_>| tally.add(&trial.records());
    let of_single = |single: &&Removal| vec![Kin { of: 0, divergences: single.divergences.clone() }];
    // Without the one, the other need have no hand in the trial; or neither of them had one.
    let of_pair = |pair: &PairRemoval| {
        let [first, second] = pair.singles;
        let [beside_first, beside_second] = pair.divergences.clone();
        let either = [&singles[first].divergences[..], &singles[second].divergences].concat();
        vec![
            Kin { of: 1 + first, divergences: beside_first },
            Kin { of: 1 + second, divergences: beside_second },
            Kin { of: 0, divergences: either },
        ]
    };
    let kin = std::iter::once(Vec::new()).chain(singles.iter().map(of_single)).chain(pairs.iter().map(of_pair));
    let mut whole = empty();
    // Nothing is asked of trials that do not collapse.
    let table = PairedTable::new(&plans, Demand::Outcome, spec.seed, None);
    let table =
        table.asking_of_others(Demand::Outcome, |base| base.outcome == Outcome::Collapse).sparing(kin.collect());
    table.simulate(spec, 0..spec.blocks(), control, &empty, add, |tally| whole.merge(&tally)).then_some(whole)
}

/// What each key does: `plans` are the base, the other, then for each key the base with it as in the other, and the other
/// with it as in the base. Only those trials are simulated in which the key can have mattered.
#[must_use]
pub fn exchanges(plans: &[&Plan], spec: Spec, control: RunControl<'_>) -> Option<KeyTally> {
    let empty = || KeyTally::new(plans.len() / 2 - 1);
    let figures: Vec<Figures> = plans.iter().map(|plan| Figures::of(plan)).collect();
    let add = |tally: &mut KeyTally, trial: &PairedTrial<'_, '_>| tally.add(&figures, &trial.records());
    let of_exchange = |(at, plan): (usize, &&Plan)| {
        let of = at % 2;
        vec![Kin { of, divergences: divergence::between(plans[of], plan) }]
    };
    let exchanged = plans.iter().enumerate().skip(2).map(of_exchange);
    let kin = [Vec::new(), Vec::new()].into_iter().chain(exchanged).collect();
    let mut whole = empty();
    let table = PairedTable::new(plans, Figures::demand(), spec.seed, None).sparing(kin);
    table.simulate(spec, 0..spec.blocks(), control, &empty, add, |tally| whole.merge(&tally)).then_some(whole)
}
