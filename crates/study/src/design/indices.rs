//! How much of the variance of an output every input accounts for: Sobol' indices by picking and freezing.
//!
//! Points come in pairs A and B, and a few trials are simulated at each. Point A is simulated again with one input taken from B, for
//! every input in turn, on the same trial numbers: so chance is one more factor, an input that does nothing changes nothing in any
//! trial, and its indices are exactly 0. And A is simulated once more with the trial numbers of B. With `a`, `b`, `a_j`, `a_l` for
//! the outputs of trials, and capitals for their means at a point, variance being that between trials:
//!
//! - first order of an input: mean of `B (A_j - A)` (I. M. Sobol', Mathematics and Computers in Simulation 55 (2001), 271-280;
//!   A. Saltelli and others, Computer Physics Communications 181 (2010), 259-270), `B` taken from its mean; of chance: mean of
//!   `b (a_l - a)`, trial by trial;
//! - total: half the mean of `(a - a_j)^2`, trial by trial (M. J. W. Jansen, Computer Physics Communications 117 (1999), 35-43);
//! - what the assumptions decide, chance averaged out: the covariance of `A` and `A_l`. Of this part an input accounts for its
//!   first order, and, its interactions with other inputs counted in, for the mean of `A_l (A - A_j)`.
//!
//! The points are Sobol' points, scrambled anew for each replicate. So the replicates are independent, and intervals are
//! Student's over them, by the residuals of each ratio. An estimate may come out below 0: nothing is clipped.

use super::{Evaluate, SobolPoints};
use crate::run::RunControl;
use detente_engine::random::LANES;
use detente_engine::statistics::{Confidence, Interval};
use rayon::prelude::*;

/// What to evaluate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexPlan {
    /// Seed of the scrambles.
    pub seed: u64,
    /// How many inputs there are, without chance; at most half of [`super::MOST_DIMENSIONS`].
    pub inputs: usize,
    /// How many outputs there are.
    pub outputs: usize,
    /// Independent scrambles, at least 2; 16 to 32 are usual.
    pub replicates: u32,
    /// Pairs of points in each, a power of two and at least [`LANES`].
    pub pairs: u32,
    /// Trials at every point.
    pub trials_per_point: u32,
}

impl IndexPlan {
    /// How many evaluations all of it takes.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        u64::from(self.replicates) * u64::from(self.pairs) * u64::from(self.trials_per_point) * (self.inputs as u64 + 3)
    }
}

/// An estimate over independent replicates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IndexEstimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom: replicates less one.
    pub freedom: u32,
}

impl IndexEstimate {
    /// Student's interval.
    #[must_use]
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let half = confidence.student(f64::from(self.freedom)) * self.error;
        Interval { low: self.value - half, high: self.value + half }
    }
}

/// What one output owes to whom. Chance is the last factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// The mean of the output.
    pub mean: f64,
    /// Its variance over assumptions and chance.
    pub variance: f64,
    /// The part of the variance that remains when chance is averaged out: what the assumptions decide.
    pub assumed: Option<IndexEstimate>,
    /// By factor: the part of the variance that it accounts for by itself. `None` where nothing varies.
    pub first: Vec<Option<IndexEstimate>>,
    /// By factor: the part in which it has a hand.
    pub total: Vec<Option<IndexEstimate>>,
    /// By input: the same two as parts of what the assumptions decide. `None` where that cannot be told from nothing.
    pub first_assumed: Vec<Option<IndexEstimate>>,
    /// See [`Self::first_assumed`].
    pub total_assumed: Vec<Option<IndexEstimate>>,
}

/// Sums over the pairs of one replicate, for one output. What is summed over trials is divided by the trials at a point.
#[derive(Clone, Debug)]
struct Sums {
    pairs: f64,
    /// Of A, B, A_l.
    levels: [f64; 3],
    /// Of a^2 and b^2, and of A A_l.
    squares: f64,
    shared: f64,
    /// By factor: of `A_j - A`, `B (A_j - A)` (for chance `b (a_l - a)`), `(a_j - a)^2`, `A_l (A - A_j)`.
    factors: Vec<[f64; 4]>,
}

/// Evaluates `plan` on the current thread pool and estimates the indices of every output; `None` where `control` gave up.
///
/// # Panics
/// If the plan has more inputs, fewer pairs or fewer replicates than it may have.
#[must_use]
pub fn indices<E: Evaluate>(
    plan: IndexPlan,
    start: impl Fn() -> E + Sync,
    control: RunControl<'_>,
) -> Option<Vec<Indices>> {
    assert!(
        plan.pairs.is_power_of_two()
            && plan.pairs as usize >= LANES
            && plan.replicates >= 2
            && plan.trials_per_point >= 1
    );
    let replicates: Option<Vec<Vec<Sums>>> = (0..plan.replicates)
        .into_par_iter()
        .map(|replicate| simulate(plan, replicate, &mut start(), control))
        .collect();
    let replicates = replicates?;
    let of = |output: usize| -> Vec<&Sums> { replicates.iter().map(|sums| &sums[output]).collect() };
    Some((0..plan.outputs).map(|output| Indices::of(&of(output))).collect())
}

fn simulate(
    plan: IndexPlan,
    replicate: u32,
    function: &mut impl Evaluate,
    control: RunControl<'_>,
) -> Option<Vec<Sums>> {
    let points = SobolPoints::scrambled(2 * plan.inputs, plan.seed, &format!("indices/{replicate}"));
    let points = points.expect("no more inputs than there are dimensions for");
    let mut sums = vec![Sums::new(plan.inputs); plan.outputs];
    let trials_per_point = u64::from(plan.trials_per_point);
    let first_trial = 2 * u64::from(replicate) * u64::from(plan.pairs) * trials_per_point;
    for first in (0..plan.pairs).step_by(LANES) {
        let half = |from: usize| -> Vec<Vec<u32>> {
            let row = |number| (from..from + plan.inputs).map(|dimension| points.word(number, dimension)).collect();
            (first..first + LANES as u32).map(row).collect()
        };
        let trials = [0, plan.pairs].map(|offset| first_trial + u64::from(offset + first) * trials_per_point);
        let mut table =
            Evaluations { trials_per_point: plan.trials_per_point as usize, outputs: plan.outputs, function, control };
        add(&mut sums, &half(0), &half(plan.inputs), trials, &mut table)?;
        (control.finished)(LANES as u64 * trials_per_point * (plan.inputs as u64 + 3));
    }
    Some(sums)
}

/// The function, as it is simulated at several points.
struct Evaluations<'f, E> {
    trials_per_point: usize,
    outputs: usize,
    function: &'f mut E,
    control: RunControl<'f>,
}

impl<E: Evaluate> Evaluations<'_, E> {
    /// The outputs of all trials at `points`, of which the first has the number `trial`: by point, simulate, and output. `None`
    /// where `control` gave up.
    fn simulate(&mut self, points: &[Vec<u32>], trial: u64) -> Option<Vec<f64>> {
        let rows: Vec<&[u32]> =
            points.iter().flat_map(|point| std::iter::repeat_n(point.as_slice(), self.trials_per_point)).collect();
        let mut outputs = Vec::with_capacity(rows.len() * self.outputs);
        for (rows, trial) in rows.chunks(LANES).zip((trial..).step_by(LANES)) {
            if (self.control.give_up)() {
                return None;
            }
            self.function.evaluate(rows, trial, &mut outputs);
        }
        Some(outputs)
    }
}

/// Simulates neighbouring pairs, `a` and `b`, with the chance from the two `trials` on, and adds the outputs up. `None` where the
/// control gave up.
fn add<E: Evaluate>(
    sums: &mut [Sums],
    a: &[Vec<u32>],
    b: &[Vec<u32>],
    trials: [u64; 2],
    table: &mut Evaluations<'_, E>,
) -> Option<()> {
    let (at_a, at_chance, at_b) =
        (table.simulate(a, trials[0])?, table.simulate(a, trials[1])?, table.simulate(b, trials[1])?);
    let mut mixed = a.to_vec();
    let mut factors: Vec<Vec<f64>> = Vec::with_capacity(a[0].len() + 1);
    for input in 0..a[0].len() {
        mixed.iter_mut().zip(b).for_each(|(row, other)| row[input] = other[input]);
        factors.push(table.simulate(&mixed, trials[0])?);
        mixed.iter_mut().zip(a).for_each(|(row, own)| row[input] = own[input]);
    }
    factors.push(at_chance);
    let (trials_per_point, outputs) = (table.trials_per_point, table.outputs);
    for point in 0..a.len() {
        for (output, sums) in sums.iter_mut().enumerate() {
            let of = |all: &[f64]| -> Vec<f64> {
                (0..trials_per_point).map(|trial| all[(point * trials_per_point + trial) * outputs + output]).collect()
            };
            sums.add(&of(&at_a), &of(&at_b), &factors.iter().map(|factor| of(factor)).collect::<Vec<_>>());
        }
    }
    Some(())
}

impl Sums {
    fn new(inputs: usize) -> Self {
        Self { pairs: 0.0, levels: [0.0; 3], squares: 0.0, shared: 0.0, factors: vec![[0.0; 4]; inputs + 1] }
    }

    /// Adds the trials at one pair: of `a`, of `b`, and of `a` with each factor taken from `b`, chance last.
    fn add(&mut self, a: &[f64], b: &[f64], mixed: &[Vec<f64>]) {
        let trials_per_point = a.len() as f64;
        let mean = |all: &[f64]| all.iter().sum::<f64>() / trials_per_point;
        let product =
            |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(x, y)| x * y).sum::<f64>() / trials_per_point;
        let (at_a, at_b, chance) = (mean(a), mean(b), &mixed[mixed.len() - 1]);
        let at_chance = mean(chance);
        self.pairs += 1.0;
        self.levels.iter_mut().zip([at_a, at_b, at_chance]).for_each(|(sum, level)| *sum += level);
        self.squares += product(a, a) + product(b, b);
        self.shared += at_a * at_chance;
        let last = mixed.len() - 1;
        for (factor, (sums, mixed)) in self.factors.iter_mut().zip(mixed).enumerate() {
            let steps: Vec<f64> = mixed.iter().zip(a).map(|(mixed, a)| mixed - a).collect();
            let step = mean(&steps);
            let first = if factor == last { product(b, &steps) } else { at_b * step };
            let terms = [step, first, product(&steps, &steps), -at_chance * step];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
    }

    fn mean(&self) -> f64 {
        (self.levels[0] + self.levels[1]) / (2.0 * self.pairs)
    }

    fn variance(&self) -> f64 {
        self.squares / (2.0 * self.pairs) - self.mean() * self.mean()
    }

    fn first(&self, factor: usize) -> f64 {
        let [steps, products, ..] = self.factors[factor];
        (products - self.mean() * steps) / self.pairs
    }

    fn total(&self, factor: usize) -> f64 {
        0.5 * self.factors[factor][2] / self.pairs
    }

    /// The variance that is left when chance is averaged out.
    fn assumed(&self) -> f64 {
        let mean = (self.levels[0] + self.levels[2]) / (2.0 * self.pairs);
        self.shared / self.pairs - mean * mean
    }

    fn total_assumed(&self, factor: usize) -> f64 {
        let [steps, _, _, products] = self.factors[factor];
        (products + self.levels[2] / self.pairs * steps) / self.pairs
    }
}

impl Indices {
    fn of(replicates: &[&Sums]) -> Self {
        let number = replicates.len() as f64;
        let over = |figure: &dyn Fn(&Sums) -> f64| -> Vec<f64> { replicates.iter().map(|sums| figure(sums)).collect() };
        let mean = |figure: &dyn Fn(&Sums) -> f64| over(figure).iter().sum::<f64>() / number;
        let variances = over(&Sums::variance);
        let part = |figure: &dyn Fn(&Sums) -> f64| ratio(&over(figure), &variances);
        let assumed = part(&Sums::assumed);
        let known = assumed.filter(|part| part.interval(Confidence::NINETY_FIVE).low > 0.0);
        let assumed_variances = over(&Sums::assumed);
        let of_assumed = |figure: &dyn Fn(&Sums) -> f64| known.and_then(|_| ratio(&over(figure), &assumed_variances));
        let factors = 0..replicates[0].factors.len();
        let inputs = 0..replicates[0].factors.len() - 1;
        Self {
            mean: mean(&Sums::mean),
            variance: mean(&Sums::variance),
            assumed,
            first: factors.clone().map(|factor| part(&|sums| sums.first(factor))).collect(),
            total: factors.map(|factor| part(&|sums| sums.total(factor))).collect(),
            first_assumed: inputs.clone().map(|input| of_assumed(&|sums| sums.first(input))).collect(),
            total_assumed: inputs.map(|input| of_assumed(&|sums| sums.total_assumed(input))).collect(),
        }
    }
}

/// The ratio of two means with its standard error from the residuals `top - ratio * bottom` (W. G. Cochran, Sampling
/// Techniques, 1977, section 2.11); `None` unless the bottom is above 0.
fn ratio(tops: &[f64], bottoms: &[f64]) -> Option<IndexEstimate> {
    let number = tops.len() as f64;
    let bottom = bottoms.iter().sum::<f64>() / number;
    if bottom.is_nan() || bottom <= 0.0 {
        return None;
    }
    let value = tops.iter().sum::<f64>() / number / bottom;
    let squares: f64 = tops.iter().zip(bottoms).map(|(top, below)| top - value * below).map(|rest| rest * rest).sum();
    let error = (squares / (number - 1.0) / number).sqrt() / bottom;
    Some(IndexEstimate { value, error, freedom: tops.len() as u32 - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::random::uniform;
    use std::f64::consts::PI;
    use std::sync::atomic::{AtomicU64, Ordering};

    fn plan(inputs: usize, replicates: u32, pairs: u32) -> IndexPlan {
        IndexPlan { seed: 1, inputs, outputs: 1, replicates, pairs, trials_per_point: 1 }
    }

    /// Whether all intervals, taken together at a false-alarm rate of 1e-3 (Bonferroni), hold the known values.
    fn all_hold(found: &[Option<IndexEstimate>], known: &[f64]) {
        let confidence = Confidence::new(1.0 - 1e-3 / (2 * known.len()) as f64).expect("a level");
        for (found, known) in found.iter().zip(known) {
            let found = found.expect("something varies");
            assert!(found.interval(confidence).contains(*known), "{found:?} for {known}");
        }
    }

    fn ishigami(words: &[u32], _trial: u64) -> Vec<f64> {
        let x = [0, 1, 2].map(|input| PI * (2.0 * uniform(words[input]) - 1.0));
        let sines = x.map(libm::sin);
        vec![sines[0] + 7.0 * sines[1] * sines[1] + 0.1 * x[2] * x[2] * x[2] * x[2] * sines[0]]
    }

    #[test]
    fn the_function_of_ishigami_has_its_known_indices() {
        // T. Ishigami, T. Homma, ISUMA 1990. Two families of four at 1e-3 in all; an error of .02 is surely seen.
        let found = indices(plan(4, 32, 1024), || ishigami, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        all_hold(&found.first, &[0.3139, 0.4424, 0.0, 0.0]);
        all_hold(&found.total, &[0.5576, 0.4424, 0.2437, 0.0]);
        all_hold(&found.first_assumed, &[0.3139, 0.4424, 0.0, 0.0]);
        all_hold(&found.total_assumed, &[0.5576, 0.4424, 0.2437, 0.0]);
        for estimate in found.first.iter().chain(&found.total).take(8).flatten() {
            assert!(estimate.error < 0.005, "{estimate:?}");
        }
        let exact = IndexEstimate { value: 0.0, error: 0.0, freedom: 31 };
        let inert = [found.first[3], found.total[3], found.first[4], found.total[4]];
        assert_eq!(inert, [Some(exact); 4], "the fourth input and chance do nothing");
        assert!((found.mean - 3.5).abs() < 0.01 && (found.variance - 13.8446).abs() < 0.05);
    }

    #[test]
    fn a_g_function_has_its_known_indices() {
        // A. Saltelli, I. M. Sobol', Reliability Engineering & System Safety 50 (1995), 225-239. V_j = 1 / (3 (1 + a_j)^2).
        let a = [0.0, 1.0, 4.5, 9.0, 99.0];
        let g = move |words: &[u32], _: u64| {
            let factor = |(word, a): (&u32, f64)| ((4.0 * uniform(*word) - 2.0).abs() + a) / (1.0 + a);
            vec![words.iter().zip(a).map(factor).product::<f64>()]
        };
        let parts = a.map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let all: f64 = parts.iter().map(|part| 1.0 + part).product();
        let first = parts.map(|part| part / (all - 1.0));
        let total = parts.map(|part| part * all / (1.0 + part) / (all - 1.0));
        let found = indices(plan(5, 32, 1024), || g, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        all_hold(&found.first, &first);
        all_hold(&found.total, &total);
    }

    /// Happens where chance falls below .2 + .6 x_1; x_2 does nothing.
    fn coin(words: &[u32], trial: u64) -> Vec<f64> {
        let chance = (detente_engine::random::Address::of(1, "chance of a test").word(trial) >> 32) as u32;
        vec![f64::from(u8::from(uniform(chance) < 0.2 + 0.6 * uniform(words[0])))]
    }

    #[test]
    fn chance_is_told_from_assumptions() {
        // Variance .25, of the share over assumptions .03, of the share over chance .15; false alarm 1e-3 a family.
        let found = indices(plan(2, 32, 1024), || coin, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        all_hold(&found.first, &[0.12, 0.0, 0.6]);
        all_hold(&found.total, &[0.4, 0.0, 0.88]);
        all_hold(&[found.assumed], &[0.12]);
        all_hold(&found.first_assumed, &[1.0, 0.0]);
        all_hold(&found.total_assumed, &[1.0, 0.0]);
        let sharper = IndexPlan { trials_per_point: 16, ..plan(2, 32, 64) };
        let found = indices(sharper, || coin, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
        all_hold(&found.first, &[0.12, 0.0, 0.6]);
        all_hold(&found.total, &[0.4, 0.0, 0.88]);
        all_hold(&[found.assumed], &[0.12]);
        all_hold(&found.first_assumed, &[1.0, 0.0]);
        all_hold(&found.total_assumed, &[1.0, 0.0]);
        for inert in [found.first[1], found.total[1], found.first_assumed[1], found.total_assumed[1]] {
            assert_eq!(inert.map(|inert| (inert.value, inert.error)), Some((0.0, 0.0)));
        }
    }

    #[test]
    fn intervals_hold_the_true_value_as_often_as_they_promise() {
        // 200 analyses of 16 replicates, intervals of 95 %: 175 or fewer hits have probability 4e-5 at a coverage of .95.
        let covers = |seed| {
            let plan = IndexPlan { seed, ..plan(3, 16, 64) };
            let found = indices(plan, || ishigami, RunControl::UNWATCHED).expect("nobody gave up").remove(0);
            let total = found.total[0].expect("it varies");
            total.interval(Confidence::NINETY_FIVE).contains(0.5576)
        };
        let hits = (0..200).filter(|seed| covers(*seed)).count();
        assert!(hits > 175, "{hits} of 200");
    }

    #[test]
    fn nothing_is_said_of_an_output_that_never_varies() {
        let found = indices(plan(2, 4, 16), || |_: &[u32], _: u64| vec![1.0], RunControl::UNWATCHED);
        let found = found.expect("nobody gave up").remove(0);
        assert_eq!((found.first[0], found.assumed, found.total_assumed[1]), (None, None, None));
    }

    #[test]
    fn threads_change_nothing_and_a_watch_can_end_it() {
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| indices(plan(3, 8, 64), || ishigami, RunControl::UNWATCHED))
        };
        assert_eq!(run(1), run(3));
        let end = RunControl { give_up: &|| true, finished: &|_| (), ..RunControl::UNWATCHED };
        assert!(indices(plan(3, 8, 64), || ishigami, end).is_none());
    }

    /// However often every point is simulated, who wants an end waits for no more than the trials under way.
    #[test]
    fn an_end_comes_within_one_group_of_trials() {
        let simulated = AtomicU64::new(0);
        let start = || {
            |row: &[u32], trial: u64| {
                simulated.fetch_add(1, Ordering::Relaxed);
                ishigami(row, trial)
            }
        };
        let end = RunControl {
            give_up: &|| simulated.load(Ordering::Relaxed) >= 100,
            finished: &|_| (),
            ..RunControl::UNWATCHED
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let often = IndexPlan { trials_per_point: 4096, ..plan(3, 2, 64) };
        assert!(pool.install(|| indices(often, start, end)).is_none());
        assert!(simulated.into_inner() < 100 + LANES as u64);
    }
}
