//! What two removals do together that neither does alone.

use crate::run::Spec;
use detente_engine::domain::Outcome;
use detente_engine::statistics::{Confidence, Interval, mean_interval};
use detente_engine::trial::TrialRecord;

/// Most removals that are also tried two by two.
pub const MOST_COMBINED: usize = 6;

/// Of how many trials pairs are taken out: of a quarter of them, at least of these many.
const FEWEST_TRIALS: u64 = 25_000;

/// The first trials of `spec`, of which pairs are taken out: an interaction is told from chance by fewer trials than a single part, and
/// there are many pairs.
#[must_use]
pub fn pair_trials(spec: Spec) -> Spec {
    Spec { trials: spec.trials.min(FEWEST_TRIALS.max(spec.trials / 4)), ..spec }
}

/// Over the trials that collapse under the base: how many end better under each removal and each pair of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InteractionTally {
    singles: usize,
    pairs: Vec<[usize; 2]>,
    collapses: u64,
    /// Trials that end better, by removal, then by pair.
    better: Vec<u64>,
    /// By pair: sum and sum of squares, over trials, of *better under both* less *better under each*.
    sums: Vec<[i64; 2]>,
}

/// What a pair of removals does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interaction {
    /// Positions of the two removals.
    pub pair: [usize; 2],
    /// Collapses under the base.
    pub collapses: u64,
    /// Share of them that end better without the first, without the second, and without both.
    pub better: [f64; 3],
    /// The last less the two before. Below zero: one would do what the other does. Above: it takes both.
    pub interaction: f64,
    /// Its interval, all pairs at once; `None` for fewer than two collapses.
    pub interval: Option<Interval>,
}

impl InteractionTally {
    /// No trials yet, of `singles` removals and some `pairs` of them.
    #[must_use]
    pub fn new(singles: usize, pairs: &[[usize; 2]]) -> Self {
        let (better, sums) = (vec![0; singles + pairs.len()], vec![[0; 2]; pairs.len()]);
        Self { singles, pairs: pairs.to_vec(), collapses: 0, better, sums }
    }

    /// Takes one trial: under the base, under each removal, under each pair.
    pub(super) fn add(&mut self, records: &[&TrialRecord]) {
        if records[0].outcome != Outcome::Collapse {
            return;
        }
        self.collapses += 1;
        let better = |at: usize| i64::from(records[1 + at].outcome.is_better_than(Outcome::Collapse));
        for (at, count) in self.better.iter_mut().enumerate() {
            *count += better(at) as u64;
        }
        for (at, ([first, second], sums)) in self.pairs.iter().zip(&mut self.sums).enumerate() {
            let more = better(self.singles + at) - better(*first) - better(*second);
            sums[0] += more;
            sums[1] += more * more;
        }
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.collapses += other.collapses;
        self.better.iter_mut().zip(&other.better).for_each(|(own, others)| *own += others);
        self.sums.iter_mut().flatten().zip(other.sums.iter().flatten()).for_each(|(own, others)| *own += others);
    }
}

/// The pairs of `tally`, the strongest interaction first. Intervals are normal, from the trial by trial values, Bonferroni over
/// the pairs. Empty where nothing collapsed.
#[must_use]
pub fn strongest(tally: &InteractionTally) -> Vec<Interaction> {
    if tally.collapses == 0 {
        return Vec::new();
    }
    let number = tally.collapses as f64;
    let confidence = Confidence::at_once(tally.sums.len());
    let of = |(at, pair): (usize, [usize; 2])| {
        let share = |at: usize| tally.better[at] as f64 / number;
        let [sum, squares] = tally.sums[at].map(|sum| sum as f64);
        let sd = ((squares - sum * sum / number) / (number - 1.0).max(1.0)).max(0.0).sqrt();
        Interaction {
            pair,
            collapses: tally.collapses,
            better: [share(pair[0]), share(pair[1]), share(tally.singles + at)],
            interaction: sum / number,
            interval: mean_interval(sum / number, sd, tally.collapses, confidence),
        }
    };
    let mut all: Vec<Interaction> = tally.pairs.iter().copied().enumerate().map(of).collect();
    all.sort_by(|one, other| other.interaction.abs().total_cmp(&one.interaction.abs()).then(one.pair.cmp(&other.pair)));
    all
}
