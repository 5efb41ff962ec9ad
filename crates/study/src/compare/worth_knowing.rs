//! What it is worth to learn an input before a plan is chosen: the expected value of partial perfect information (J. Brennan and
//! others, Medical Decision Making 27 (2007), 448-470), by regression on the input (M. Strong, J. E. Oakley and A. Brennan, Medical
//! Decision Making 34 (2014), 311-326).
//!
//! Every trial was simulated under all plans. Trials fall into cells by where an input lies; in each cell the difference between a plan
//! and the base has a mean. Their means over all cells say which plan is best if nothing is learned. Where the input is learned first,
//! the best plan of its cell is chosen: what that brings on average is what learning is worth.

use super::figure::{Figure, Figures};
use super::inputs::{Input, Inputs, Stated};
use crate::linear::{backward, cholesky, dot, forward};
use detente_engine::plan::Plan;
use detente_engine::statistics::{Confidence, Interval, kept};
use detente_engine::trial::TrialSimulator;

/// Parts of the trials that are left out in turn to see how much chance there is in an estimate.
const PARTS: usize = 20;
/// Highest power of an input in a regression.
const DEGREE: usize = 3;
const OBJECTIVES: usize = Figure::OBJECTIVES.len();

/// What it is worth to learn an input.
#[derive(Clone, Debug, PartialEq)]
pub struct WorthKnowing {
    /// What counts.
    pub objective: Figure,
    /// The key; [`detente_engine::plan::WORLDS`] for all that no file states, together.
    pub input: String,
    /// Whether a file states it.
    pub stated: Stated,
    /// The share of trials that is gained by learning it before choosing.
    pub gain: f64,
    /// Interval of the gain, from chance.
    pub gain_interval: Interval,
    /// The share of the worlds in which another plan would be chosen.
    pub changes: f64,
    /// Interval of that share, from chance.
    pub changes_interval: Interval,
}

/// Trials of a comparison by where each input lies. Integers only.
#[derive(Clone, Debug)]
pub(super) struct LearningTally {
    parts: Vec<Part>,
}

/// A part of the trials.
#[derive(Clone, Debug)]
struct Part {
    /// By list of cells, then by cell.
    cells: Vec<Vec<Cell>>,
    /// By plan after the base, then by objective: trials that differ.
    differing: Vec<[u64; OBJECTIVES]>,
}

/// Trials in which an input lies in one place.
#[derive(Clone, Debug)]
struct Cell {
    trials: u64,
    /// By plan after the base, then by objective: trials in which the figure came under the plan alone, less those under the base alone.
    differences: Vec<[i64; OBJECTIVES]>,
}

impl Cell {
    fn new(others: usize) -> Self {
        Self { trials: 0, differences: vec![[0; OBJECTIVES]; others] }
    }

    fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        let both = self.differences.iter_mut().flatten().zip(other.differences.iter().flatten());
        both.for_each(|(own, other)| *own += other);
    }

    fn take_out(&mut self, other: &Self) {
        self.trials -= other.trials;
        let both = self.differences.iter_mut().flatten().zip(other.differences.iter().flatten());
        both.for_each(|(own, other)| *own -= other);
    }
}

impl LearningTally {
    pub(super) fn new(inputs: &Inputs, others: usize) -> Self {
        let cells = inputs.cells().map(|cells| vec![Cell::new(others); cells]).collect();
        Self { parts: vec![Part { cells, differing: vec![[0; OBJECTIVES]; others] }; PARTS] }
    }

    /// Takes the trial `number`, simulated under every plan, of which `figures` are read.
    pub(super) fn add(&mut self, number: u64, inputs: &Inputs, figures: &[Figures], simulated: &[&TrialSimulator<'_>]) {
        let happened = |at: usize| {
            let all = figures[at].happened(simulated[at].record());
            Figure::OBJECTIVES.map(|figure| i64::from(all[figure.index()]))
        };
        let base = happened(0);
        let difference = |at: usize| {
            let own = happened(at);
            std::array::from_fn(|objective| own[objective] - base[objective])
        };
        let differences: Vec<[i64; OBJECTIVES]> = (1..simulated.len()).map(difference).collect();
        let quantiles = |plan: usize, place: usize| simulated[plan].quantiles()[place];
        let drawn = |plan: usize| *simulated[plan].drawn().last().expect("a world is drawn");
        self.take(number, inputs.cells_of(quantiles, drawn), &differences);
    }

    /// Takes a trial that falls into these cells, one of each list, by how the plans after the base differ from it.
    fn take(&mut self, number: u64, cells: impl Iterator<Item = usize>, differences: &[[i64; OBJECTIVES]]) {
        let part = &mut self.parts[(number % PARTS as u64) as usize];
        for (sums, own) in part.differing.iter_mut().flatten().zip(differences.iter().flatten()) {
            *sums += own.unsigned_abs();
        }
        for (own, at) in part.cells.iter_mut().zip(cells) {
            let cell = &mut own[at];
            cell.trials += 1;
            for (sums, own) in cell.differences.iter_mut().flatten().zip(differences.iter().flatten()) {
                *sums += own;
            }
        }
    }

    /// Takes all trials of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.parts.iter_mut().zip(&other.parts).for_each(|(own, other)| own.merge(other));
    }

    fn whole(&self) -> Part {
        let (first, others) = self.parts.split_first().expect("there are parts");
        let mut whole = first.clone();
        others.iter().for_each(|part| whole.merge(part));
        whole
    }

    /// What it is worth to learn each of `inputs`, by objective, most worth first.
    pub(super) fn worth_knowing(&self, inputs: &Inputs) -> Vec<WorthKnowing> {
        let whole = self.whole();
        let left: Vec<Part> = self.parts.iter().map(|part| whole.without(part)).collect();
        let of_objective = |objective: usize| {
            let of_input = |input: Input<'_>| {
                let [gain, changes] = whole.learned(&input, objective);
                let left: Vec<[f64; 2]> = left.iter().map(|part| part.learned(&input, objective)).collect();
                let interval = |at: usize, value: f64| jackknife(value, left.iter().map(|left| left[at]));
                WorthKnowing {
                    objective: Figure::OBJECTIVES[objective],
                    input: input.key.to_owned(),
                    stated: input.stated,
                    gain,
                    gain_interval: interval(0, gain),
                    changes,
                    changes_interval: interval(1, changes),
                }
            };
            let mut all: Vec<WorthKnowing> = inputs.all().into_iter().map(of_input).collect();
            all.sort_by(|one, other| other.gain.total_cmp(&one.gain));
            all
        };
        (0..OBJECTIVES).flat_map(of_objective).collect()
    }
}

impl Part {
    fn merge(&mut self, other: &Self) {
        self.cells.iter_mut().flatten().zip(other.cells.iter().flatten()).for_each(|(own, other)| own.merge(other));
        let both = self.differing.iter_mut().flatten().zip(other.differing.iter().flatten());
        both.for_each(|(own, other)| *own += other);
    }

    /// What is left of it without `part`, which is one of those of which it is the sum.
    fn without(&self, part: &Self) -> Self {
        let mut left = self.clone();
        left.cells.iter_mut().flatten().zip(part.cells.iter().flatten()).for_each(|(own, other)| own.take_out(other));
        let both = left.differing.iter_mut().flatten().zip(part.differing.iter().flatten());
        both.for_each(|(own, other)| *own -= other);
        left
    }

    /// What is gained by learning `input`, and the share of the trials in which another plan would be chosen.
    fn learned(&self, input: &Input<'_>, objective: usize) -> [f64; 2] {
        let cells = &self.cells[input.list];
        let sign = if Figure::OBJECTIVES[objective].is_wanted() { 1.0 } else { -1.0 };
        let trials: Vec<f64> = cells.iter().map(|cell| cell.trials as f64).collect();
        let all: f64 = trials.iter().sum();
        let of_plan = |(plan, differing): (usize, &[u64; OBJECTIVES])| {
            let sums: Vec<f64> = cells.iter().map(|cell| sign * cell.differences[plan][objective] as f64).collect();
            let seen = Seen { trials: &trials, sums: &sums, squares: differing[objective] as f64 };
            (sums.iter().sum::<f64>() / all, seen.fitted(input.places.as_deref()))
        };
        let (means, fitted): (Vec<f64>, Vec<Vec<f64>>) = self.differing.iter().enumerate().map(of_plan).unzip();
        let unlearned = best(means.iter().copied());
        let mut found = [0.0; 2];
        for (cell, trials) in trials.iter().enumerate() {
            let learned = best(fitted.iter().map(|fitted| fitted[cell]));
            let as_chosen = if unlearned.0 == 0 { 0.0 } else { fitted[unlearned.0 - 1][cell] };
            found[0] += trials / all * (learned.1 - as_chosen);
            found[1] += if learned.0 == unlearned.0 { 0.0 } else { trials / all };
        }
        found
    }
}

/// The best plan, the base being 0, and its value beside that of the base, from those of the others.
fn best(others: impl Iterator<Item = f64>) -> (usize, f64) {
    (1..).zip(others).fold((0, 0.0), |best, other| if other.1 > best.1 { other } else { best })
}

/// The difference between a plan and the base, as seen by cell.
struct Seen<'a> {
    trials: &'a [f64],
    sums: &'a [f64],
    /// Sum of the squares of the differences of single trials.
    squares: f64,
}

impl Seen<'_> {
    /// The true mean of each cell, as far as it can be told: a cubic in `places` where there are some, the mean of each cell by itself
    /// elsewhere; drawn towards the mean of all, so that chance adds nothing to how much they differ.
    fn fitted(&self, places: Option<&[f64]>) -> Vec<f64> {
        let all: f64 = self.trials.iter().sum();
        let mean = self.sums.iter().sum::<f64>() / all;
        let cells = self.trials.iter().zip(self.sums);
        let (fit, freedom, chance) = match places {
            Some(places) => {
                let (fit, degree) = self.cubic(places, mean);
                (fit, degree, (self.squares / all - mean * mean).max(0.0))
            }
            None => {
                let own = |(trials, sum): (&f64, &f64)| if *trials > 0.0 { sum / trials } else { mean };
                let between: f64 =
                    cells.clone().filter(|own| *own.0 > 0.0).map(|(trials, sum)| sum * sum / trials).sum();
                let number = self.trials.iter().filter(|trials| **trials > 0.0).count();
                (
                    cells.map(own).collect(),
                    number.saturating_sub(1),
                    (self.squares - between) / (all - number as f64).max(1.0),
                )
            }
        };
        let seen =
            self.trials.iter().zip(&fit).map(|(trials, fit)| trials * (fit - mean) * (fit - mean)).sum::<f64>() / all;
        let kept = kept(seen, freedom as f64 * chance / all);
        fit.iter().map(|fit| mean + kept * (fit - mean)).collect()
    }

    /// The cubic through the means of the cells, by least squares over the trials, and how many powers it has; fewer than three where the
    /// places are too few.
    fn cubic(&self, places: &[f64], mean: f64) -> (Vec<f64>, usize) {
        let powers = |place: f64, degree: usize| -> Vec<f64> {
            let x = 2.0 * place - 1.0;
            [1.0, x, 1.5 * x * x - 0.5, 2.5 * x * x * x - 1.5 * x][..=degree].to_vec()
        };
        let mut met: Vec<f64> = places.iter().zip(self.trials).filter(|own| *own.1 > 0.0).map(|own| *own.0).collect();
        met.sort_by(f64::total_cmp);
        met.dedup();
        for degree in (1..=DEGREE.min(met.len().saturating_sub(1))).rev() {
            let rows: Vec<Vec<f64>> = places.iter().map(|place| powers(*place, degree)).collect();
            let sum = |of: &dyn Fn(usize, &[f64]) -> f64| {
                rows.iter().enumerate().map(|(cell, row)| of(cell, row)).sum::<f64>()
            };
            let gram: Vec<Vec<f64>> = (0..=degree)
                .map(|i| (0..=degree).map(|j| sum(&|cell, row| self.trials[cell] * row[i] * row[j])).collect())
                .collect();
            let right: Vec<f64> = (0..=degree).map(|i| sum(&|cell, row| self.sums[cell] * row[i])).collect();
            if let Some(lower) = cholesky(&gram) {
                let coefficients = backward(&lower, &forward(&lower, &right));
                return (rows.iter().map(|row| dot(row, &coefficients)).collect(), degree);
            }
        }
        (vec![mean; places.len()], 0)
    }
}

/// The interval of an estimate of something from 0 up, from what it is where each part is left out in turn (J. W. Tukey, Annals of
/// Mathematical Statistics 29 (1958), 614).
fn jackknife(value: f64, left: impl Iterator<Item = f64> + Clone) -> Interval {
    let parts = PARTS as f64;
    let mean = left.clone().sum::<f64>() / parts;
    let error = (left.map(|left| (left - mean) * (left - mean)).sum::<f64>() * (parts - 1.0) / parts).sqrt();
    let half = Confidence::NINETY_FIVE.student(parts - 1.0) * error;
    Interval { low: (value - half).max(0.0), high: value + half }
}

/// Inputs of `plans`, and an empty tally of what it is worth to learn them; none where nothing is uncertain.
pub(super) fn learning(plans: &[&Plan]) -> Option<(Inputs, LearningTally)> {
    let inputs = Inputs::new(plans);
    let is_uncertain = inputs.cells().next().is_some();
    let tally = LearningTally::new(&inputs, plans.len() - 1);
    is_uncertain.then_some((inputs, tally))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const CELLS: usize = 64;
    const WORLDS: usize = 200;

    fn uniform(generator: &mut ChaCha8Rng) -> f64 {
        f64::from(generator.next_u32()) / 4_294_967_296.0
    }

    /// Trials of two plans of which the second is better by `.02 + .1 (u - .5)`, where `u` is where the first input lies; the second
    /// input does nothing; the third list has worlds, in which the first input has one place each. In a fifth of the trials the plans differ.
    fn tally(trials: u64, seed: u64) -> LearningTally {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let lists = [CELLS, CELLS, WORLDS].map(|cells| vec![Cell::new(1); cells]);
        let mut tally =
            LearningTally { parts: vec![Part { cells: lists.to_vec(), differing: vec![[0; OBJECTIVES]] }; PARTS] };
        for number in 0..trials {
            let [world, other, toss] = [0; 3].map(|_| uniform(&mut generator));
            let world = (world * WORLDS as f64) as usize;
            let place = (world as f64 + 0.5) / WORLDS as f64;
            let better = 0.02 + 0.1 * (place - 0.5);
            let difference = if toss < 0.1 + better / 2.0 { 1 } else { -i64::from(toss < 0.2) };
            let cells = [place, other].map(|place| (place * CELLS as f64) as usize);
            tally.take(number, cells.into_iter().chain([world]), &[[difference, -difference, 0]]);
        }
        tally
    }

    fn inputs() -> [Input<'static>; 3] {
        let places = || Some((0..CELLS).map(|cell| (cell as f64 + 0.5) / CELLS as f64).collect());
        let input = |key, list, places| Input { key, stated: Stated::Stated, list, places };
        [input("matters", 0, places()), input("inert", 1, places()), input("worlds", 2, None)]
    }

    /// The second plan is better from `u = .3` on: learning `u` is worth the integral of `.1 (u - .3)` from there less .02, which is
    /// .0045, and changes the choice in three worlds of ten. Of 60 tallies of 40,000 trials each, fixed seeds, so no false alarms;
    /// bounds of some three standard errors of the mean over the tallies.
    #[test]
    fn learning_is_worth_what_it_truly_is() {
        let (mut sums, mut held) = ([[0.0; 2]; 3], [0; 2]);
        for seed in 0..60 {
            let tally = tally(40_000, seed);
            let whole = tally.whole();
            for (at, input) in inputs().iter().enumerate() {
                let found = whole.learned(input, 0);
                assert_eq!(found, whole.learned(input, 1), "less of what is as much rarer is worth the same");
                assert_eq!(whole.learned(input, 2), [0.0; 2], "plans that never differ");
                sums[at].iter_mut().zip(found).for_each(|(sum, found)| *sum += found / 60.0);
                let left: Vec<f64> = tally.parts.iter().map(|part| whole.without(part).learned(input, 0)[0]).collect();
                if at < 2 {
                    let truth = [0.0045, 0.0][at];
                    held[at] += u32::from(jackknife(found[0], left.into_iter()).contains(truth));
                }
            }
        }
        for (at, (truth, bounds)) in
            [([0.0045, 0.3], [0.0006, 0.03]), ([0.0, 0.0], [0.0001, 0.01]), ([0.0045, 0.3], [0.001, 0.05])]
                .into_iter()
                .enumerate()
        {
            for ((found, truth), bound) in sums[at].into_iter().zip(truth).zip(bounds) {
                assert!((found - truth).abs() < bound, "{at}: {found} for {truth}");
            }
        }
        // At a coverage of 95 % fewer than 52 of 60 has a probability of .006; these seeds are fixed.
        assert!(held.iter().all(|held| *held >= 52), "{held:?}");
    }

    #[test]
    fn too_few_places_for_a_cubic_have_a_line() {
        let (trials, sums) = ([100.0, 100.0, 0.0], [10.0, -10.0, 0.0]);
        let seen = Seen { trials: &trials, sums: &sums, squares: 20.0 };
        let (fit, degree) = seen.cubic(&[0.25, 0.75, 0.5], 0.0);
        assert_eq!(degree, 1);
        assert!((fit[0] - 0.1).abs() < 1e-12 && (fit[1] + 0.1).abs() < 1e-12);
    }
}
