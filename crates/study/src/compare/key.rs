//! Which of the keys in which two files differ makes the difference.

use super::figure::{Figure, Figures};
use detente_engine::statistics::{Confidence, Interval, mean_interval};
use detente_engine::trial::TrialRecord;

/// Integer sums of what exchanging each key does to each figure, trial by trial, each key both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTally {
    keys: usize,
    trials: u64,
    /// By figure: trials in which it happened under the base, under the other.
    ends: [[u64; 2]; Figure::ALL.len()],
    /// By figure, then by key and at last the remainder.
    effects: Vec<Vec<Sums>>,
}

/// Sums over trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    /// Of the change in the base, and of the change in the other.
    ways: [i64; 2],
    /// Of the squares of their sum.
    squares: i64,
}

/// What one key does to one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyEffect {
    /// Position of the key; `None` for what the keys do only together.
    pub key: Option<usize>,
    /// The figure.
    pub figure: Figure,
    /// Share of trials in which it happened, in the base and in the other.
    pub ends: [f64; 2],
    /// How far the figure moves when the key alone is changed in the base, and when it is the last to be changed on the way to
    /// the other; both `None` for what the keys do together.
    pub ways: Option<[f64; 2]>,
    /// The mean of the two; of all keys and of what they do together the sum is the whole difference.
    pub effect: f64,
    /// Its interval, all keys and figures at once.
    pub interval: Option<Interval>,
}

impl KeyEffect {
    /// Whether its interval leaves out zero.
    #[must_use]
    pub fn is_told_from_zero(&self) -> bool {
        self.interval.is_some_and(|interval| !interval.contains(0.0))
    }
}

impl KeyTally {
    /// No trials yet, of `keys` keys.
    #[must_use]
    pub fn new(keys: usize) -> Self {
        let effects = vec![vec![Sums::default(); keys + 1]; Figure::ALL.len()];
        Self { keys, trials: 0, ends: [[0; 2]; Figure::ALL.len()], effects }
    }

    /// Takes one trial under all plans.
    pub fn add(&mut self, figures: &[Figures], records: &[&TrialRecord]) {
        self.trials += 1;
        let happened: Vec<_> = figures.iter().zip(records).map(|(figures, record)| figures.happened(record)).collect();
        for figure in Figure::ALL {
            let value = |at: usize| i64::from(happened[at][figure.index()]);
            let (base, other) = (value(0), value(1));
            let ends = &mut self.ends[figure.index()];
            ends[0] += base as u64;
            ends[1] += other as u64;
            let effects = &mut self.effects[figure.index()];
            let mut left = 2 * (other - base);
            for (key, sums) in effects.iter_mut().take(self.keys).enumerate() {
                let ways = [value(2 + 2 * key) - base, other - value(3 + 2 * key)];
                left -= ways[0] + ways[1];
                sums.add(ways);
            }
            effects[self.keys].add([left, 0]);
        }
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        self.ends.iter_mut().flatten().zip(other.ends.iter().flatten()).for_each(|(own, others)| *own += others);
        for (own, others) in self.effects.iter_mut().flatten().zip(other.effects.iter().flatten()) {
            own.ways.iter_mut().zip(others.ways).for_each(|(way, more)| *way += more);
            own.squares += others.squares;
        }
    }
}

impl Sums {
    fn add(&mut self, ways: [i64; 2]) {
        self.ways.iter_mut().zip(ways).for_each(|(way, more)| *way += more);
        self.squares += (ways[0] + ways[1]) * (ways[0] + ways[1]);
    }
}

/// The effect of every key on every figure, by figure. Intervals are normal, from the trial by trial values, Bonferroni
/// over keys, remainder and figures. Empty without trials.
#[must_use]
pub fn key_effects(tally: &KeyTally) -> Vec<KeyEffect> {
    if tally.trials == 0 {
        return Vec::new();
    }
    let number = tally.trials as f64;
    let family = Figure::ALL.len() * (tally.keys + 1);
    let confidence = Confidence::at_once(family);
    let of = |figure: Figure, at: usize, sums: &Sums| {
        let both = (sums.ways[0] + sums.ways[1]) as f64;
        let variance = (sums.squares as f64 - both * both / number) / (number - 1.0).max(1.0);
        let effect = 0.5 * both / number;
        let sd = 0.5 * variance.max(0.0).sqrt();
        KeyEffect {
            key: (at < tally.keys).then_some(at),
            figure,
            ends: tally.ends[figure.index()].map(|count| count as f64 / number),
            ways: (at < tally.keys).then(|| sums.ways.map(|way| way as f64 / number)),
            effect,
            interval: mean_interval(effect, sd, tally.trials, confidence),
        }
    };
    let by_figure = Figure::ALL.iter().zip(&tally.effects);
    by_figure.flat_map(|(figure, effects)| effects.iter().enumerate().map(|(at, sums)| of(*figure, at, sums))).collect()
}
