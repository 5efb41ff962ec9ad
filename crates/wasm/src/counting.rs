//! Trials of a base and of what was changed, on the same random numbers, block by block.

use crate::case::Prepared;
use detente_engine::batch::BatchSimulator;
use detente_engine::random::RandomBlocks;
use detente_engine::tally::{Tally, TallyRecord};
use detente_study::compare::{Ended, Figures, PairTally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// What was counted of some trials; counts of other trials of the same question can be added exactly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Of the base, as the program writes them to `records/`.
    pub base: TallyRecord,
    /// Of what was changed, where anything was.
    pub changed: Option<TallyRecord>,
    /// How trials of the base moved; none where nothing was changed, nor where news leave some trials out of one of the two.
    pub pairs: Option<PairTally>,
}

/// The same as sums that tables are made from.
#[derive(Debug)]
pub(crate) struct Sums {
    pub(crate) base: Tally,
    pub(crate) changed: Option<Tally>,
    pub(crate) pairs: Option<PairTally>,
}

/// Some neighbouring trials of one scenario.
#[derive(Debug)]
struct Block {
    tally: Tally,
    /// Of each trial what a comparison takes from it.
    ended: Vec<Ended>,
}

/// Trials under way.
#[derive(Debug)]
pub(crate) struct Counting {
    seed: u64,
    base: Rc<Prepared>,
    changed: Option<Rc<Prepared>>,
    /// What was simulated of the base, by first trial and number of trials: it is the same for every change.
    blocks: BTreeMap<(u64, u64), Block>,
    sums: Sums,
}

impl Sums {
    fn new(base: &Prepared, changed: Option<&Prepared>) -> Self {
        let is_paired = changed.is_some_and(|changed| base.plan.news.is_empty() && changed.plan.news.is_empty());
        Self {
            base: base.empty_tally(),
            changed: changed.map(Prepared::empty_tally),
            pairs: is_paired.then(PairTally::default),
        }
    }
}

impl Counting {
    /// Nothing counted yet of `pair` under `seed`; the trials of the base that `before` has are taken over.
    pub(crate) fn begun(before: Option<Self>, pair: (Rc<Prepared>, Option<Rc<Prepared>>), seed: u64) -> Self {
        let (base, changed) = pair;
        let is_same = |before: &Self| Rc::ptr_eq(&before.base, &base) && before.seed == seed;
        let blocks = before.filter(is_same).map(|before| before.blocks).unwrap_or_default();
        let sums = Sums::new(&base, changed.as_deref());
        Self { seed, base, changed, blocks, sums }
    }

    /// Simulates `trials` trials from `first` on, of both.
    pub(crate) fn simulate(&mut self, first: u64, trials: u64) {
        let (seed, numbers) = (self.seed, first..first.saturating_add(trials));
        let of_base = self.blocks.entry((first, trials)).or_insert_with(|| {
            let mut tally = self.base.empty_tally();
            let ended = simulate(&self.base, seed, numbers.clone(), &mut tally);
            Block { tally, ended }
        });
        self.sums.base.merge(&of_base.tally);
        let (Some(changed), Some(sum)) = (&self.changed, &mut self.sums.changed) else { return };
        let ended = simulate(changed, seed, numbers, sum);
        if let Some(pairs) = &mut self.sums.pairs {
            of_base.ended.iter().zip(&ended).for_each(|(base, own)| pairs.add_ended([*base, *own]));
        }
    }

    /// What was counted so far.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            base: self.sums.base.record().clone(),
            changed: self.sums.changed.as_ref().map(|tally| tally.record().clone()),
            pairs: self.sums.pairs.clone(),
        }
    }
}

/// Simulates these trials of `case` into `tally`; what a comparison takes from each.
fn simulate(case: &Prepared, seed: u64, trials: Range<u64>, tally: &mut Tally) -> Vec<Ended> {
    let (keys, figures) = (case.plan.purposes.keys(seed), Figures::of(&case.plan));
    let mut ended = Vec::new();
    BatchSimulator::new(&case.plan).simulate_and_keep(&mut RandomBlocks::new(&keys), trials, tally, |_, record, _| {
        ended.push(figures.ended(record))
    });
    ended
}

/// All of `counts` together.
///
/// # Errors
///
/// Where some are of another question.
pub(crate) fn merged(base: &Prepared, changed: Option<&Prepared>, counts: Vec<Counts>) -> Result<Sums, String> {
    let mut sums = Sums::new(base, changed);
    let restored = |record: TallyRecord, case: &Prepared| {
        Tally::restore(record, &case.plan, case.plan.largest_frozen()).map_err(|error| error.to_string())
    };
    for part in counts {
        sums.base.merge(&restored(part.base, base)?);
        if let (Some(sum), Some(case), Some(record)) = (&mut sums.changed, changed, part.changed) {
            sum.merge(&restored(record, case)?);
        }
        if let (Some(sum), Some(pairs)) = (&mut sums.pairs, &part.pairs) {
            sum.merge(pairs);
        }
    }
    Ok(sums)
}
