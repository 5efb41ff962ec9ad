//! How much of why trials differ every input explains, told from trials in which all inputs varied at once.
//!
//! The quantile of an input is spread evenly over 0 to 1. With polynomials that are orthonormal there, the mean of a polynomial times what
//! is measured is a coefficient, its error is known, and its square less the square of the error is without bias a part of the variance
//! (I. M. Sobol', Mathematics and Computers in Simulation 55 (2001), 271-280, for the parts; B. Sudret, Reliability Engineering & System
//! Safety 93 (2008), 964-979, for telling them from coefficients). No trial is simulated for it.
//!
//! - first order of an input: the polynomials of its degrees 1 to [`DEGREES`];
//! - a pair: the product of both first degrees, which is how one input strengthens or weakens the direction of the other;
//! - up to second order: the first order and all pairs of the input.
//!
//! Quantiles are seen by cell ([`CELLS`]), so a straight line loses a four-thousandth of its variance. What neither polynomials nor pairs
//! see is not claimed for anybody: the parts need not sum to what the assumptions explain.

use detente_engine::math::normal_cumulative;
use detente_engine::statistics::{Confidence, Interval, holm, sum_of_squares};
use detente_engine::tally::{CELLS, InputCounts, MeasureCounts, place};

/// Highest degree of one input: enough for two waves over its range.
pub const DEGREES: usize = 8;
/// A pair is told from nothing where, of all pairs of a scenario, one that does nothing would be with at most this probability.
const FALSE_PAIR: f64 = 0.05;
/// The error of a pair is at least this part of what it would be were the measure the same everywhere.
const LEAST_NOISE: f64 = 0.25;

/// An estimate with its interval of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The estimate; a part below 0 is too small to be told from 0.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
}

/// Who explains what of one measure. Parts are of its variance between trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// By input.
    pub inputs: Vec<InputIndex>,
    /// Pairs that can be told from nothing, the largest first.
    pub pairs: Vec<PairIndex>,
}

/// What one input explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InputIndex {
    /// By itself.
    pub first: Part,
    /// With its pairs; none where these were not looked at.
    pub to_second: Option<Part>,
    /// What moving it up by half of its distribution adds to the mean: the mean over its upper half less that over its lower half.
    pub effect: Part,
}

/// What two inputs explain together beyond what each does by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairIndex {
    /// Which.
    pub inputs: [usize; 2],
    /// The part.
    pub part: Part,
    /// What moving one up by half of its distribution adds to the effect of the other.
    pub effect: Part,
}

/// What was measured of trials by where their inputs lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// All of them.
    all: Cell,
    /// By input, then by cell.
    inputs: Vec<Vec<Cell>>,
    /// By pair (0 and 1, 0 and 2, 1 and 2 and so on): the sum over the trials of both places and of the measure less its mean.
    pairs: Vec<f64>,
}

/// The trials in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cell {
    /// How many.
    trials: f64,
    /// Sum of what was measured.
    sum: f64,
    /// Sum of its squares.
    squares: f64,
}

impl Cell {
    fn of(counts: &MeasureCounts, measure: usize) -> Self {
        let sum = counts.of(measure) as f64;
        Self { trials: counts.trials() as f64, sum, squares: sum }
    }

    fn and(self, other: Self) -> Self {
        let (trials, sum) = (self.trials + other.trials, self.sum + other.sum);
        Self { trials, sum, squares: self.squares + other.squares }
    }

    fn mean(self) -> f64 {
        self.sum / self.trials
    }

    /// Sum of the squares about `mean`.
    fn about(self, mean: f64) -> f64 {
        self.squares - 2.0 * mean * self.sum + mean * mean * self.trials
    }
}

impl Seen {
    /// What `counts` hold of a measure, a position in [`detente_engine::observe::MEASURES`].
    #[must_use]
    pub fn of(counts: &InputCounts, measure: usize) -> Self {
        let inputs: Vec<Vec<Cell>> =
            counts.inputs().map(|cells| cells.iter().map(|cell| Cell::of(cell, measure)).collect()).collect();
        let all = Cell::of(counts.all(), measure);
        let (own, of_all) = counts.pairs(measure);
        let pairs = own.iter().zip(of_all).map(|(own, of_all)| *own as f64 - all.mean() * of_all as f64).collect();
        Self { all, inputs, pairs }
    }

    /// Who explains what; none where nothing was measured, or always the same.
    #[must_use]
    pub fn indices(&self) -> Option<Indices> {
        let all = self.all;
        let (mean, variance) = (all.mean(), all.about(all.mean()) / all.trials);
        if variance.is_nan() || variance <= 0.0 {
            return None;
        }
        let waves = polynomials();
        let firsts: Vec<Squares> =
            self.inputs.iter().map(|cells| Squares::of(cells, &waves, mean, all.trials)).collect();
        let pairs = self.pairs_seen(variance, mean, all.trials);
        let input = |at: usize| {
            let own = pairs.iter().filter(|pair| pair.inputs.contains(&at)).map(|pair| pair.squares);
            let together = own.fold(firsts[at], Squares::and);
            InputIndex {
                first: firsts[at].part(variance),
                to_second: (!pairs.is_empty()).then(|| together.part(variance)),
                effect: effect(&self.inputs[at]),
            }
        };
        let inputs = (0..self.inputs.len()).map(input).collect();
        Some(Indices { mean, variance, inputs, pairs: told(&pairs, variance) })
    }

    fn pairs_seen(&self, variance: f64, mean: f64, trials: f64) -> Vec<SeenPair> {
        let scale = place_square();
        // How much wider the measure is spread where the input lies far out, on average.
        let outward = |cells: &Vec<Cell>| {
            let weighted = cells.iter().enumerate().map(|(cell, own)| {
                let place = f64::from(place(cell));
                (place * place / scale - 1.0) * own.about(mean)
            });
            weighted.sum::<f64>() / trials
        };
        let outward: Vec<f64> = self.inputs.iter().map(outward).collect();
        let both = (1..self.inputs.len()).flat_map(|second| (0..second).map(move |first| [first, second]));
        let seen = |(inputs, sum): ([usize; 2], &f64)| {
            let coefficient = sum / scale / trials;
            let spread = variance + outward[inputs[0]] + outward[inputs[1]] - coefficient * coefficient;
            let noise = spread.max(LEAST_NOISE * variance) / trials;
            let seen = coefficient * coefficient;
            SeenPair { inputs, coefficient, squares: Squares { seen, chance: noise, along: noise, freedom: 1.0 } }
        };
        both.zip(&self.pairs).map(seen).collect()
    }
}

fn total(cells: &[Cell]) -> Cell {
    cells.iter().copied().fold(Cell::default(), Cell::and)
}

/// The mean of the square of a place over all cells.
fn place_square() -> f64 {
    ((CELLS * CELLS) as f64 - 1.0) / 3.0
}

/// Squares of coefficients, and what chance adds to them.
#[derive(Clone, Copy, Debug)]
struct Squares {
    /// Their sum.
    seen: f64,
    /// What chance adds to it on average.
    chance: f64,
    /// Variance of the estimates in the direction that they point to.
    along: f64,
    /// How many.
    freedom: f64,
}

impl Squares {
    /// Of all polynomials of one input.
    fn of(cells: &[Cell], waves: &[Vec<f64>], mean: f64, trials: f64) -> Self {
        let coefficient = |wave: &Vec<f64>| {
            wave.iter().zip(cells).map(|(w, cell)| w * (cell.sum - mean * cell.trials)).sum::<f64>() / trials
        };
        let spread =
            |curve: &[f64]| curve.iter().zip(cells).map(|(w, cell)| w * w * cell.about(mean)).sum::<f64>() / trials;
        let coefficients: Vec<f64> = waves.iter().map(coefficient).collect();
        let seen: f64 = coefficients.iter().map(|own| own * own).sum();
        let chance = waves.iter().map(|wave| spread(wave)).sum::<f64>() - seen;
        let curve: Vec<f64> = (0..cells.len())
            .map(|cell| waves.iter().zip(&coefficients).map(|(wave, own)| wave[cell] * own).sum())
            .collect();
        let along = if seen > 0.0 { (spread(&curve) - seen * seen) / seen } else { 0.0 };
        Self { seen, chance: chance / trials, along: along / trials, freedom: waves.len() as f64 }
    }

    fn and(self, other: Self) -> Self {
        let (seen, freedom) = (self.seen + other.seen, self.freedom + other.freedom);
        let along = if seen > 0.0 { (self.along * self.seen + other.along * other.seen) / seen } else { 0.0 };
        Self { seen, chance: self.chance + other.chance, along, freedom }
    }

    fn part(self, variance: f64) -> Part {
        let noise = self.along.max(self.chance / self.freedom);
        let (value, Interval { low, high }) = sum_of_squares(self.seen, self.chance, noise, Confidence::NINETY_FIVE);
        Part { value: value / variance, interval: Interval { low: low / variance, high: high / variance } }
    }
}

/// A pair, whether it does anything or not.
struct SeenPair {
    inputs: [usize; 2],
    coefficient: f64,
    squares: Squares,
}

/// The pairs that can be told from nothing.
fn told(pairs: &[SeenPair], variance: f64) -> Vec<PairIndex> {
    let chance = |pair: &SeenPair| 2.0 * normal_cumulative(-pair.coefficient.abs() / pair.squares.along.sqrt());
    let adjusted = holm(&pairs.iter().map(chance).collect::<Vec<f64>>());
    // From the middle of the lower half to that of the upper, for both.
    let by_half = {
        let outside: f64 = (CELLS / 2..CELLS).map(|cell| f64::from(place(cell))).sum::<f64>() / (CELLS / 2) as f64;
        4.0 * outside * outside / place_square()
    };
    let index = |pair: &SeenPair| {
        let half = Confidence::NINETY_FIVE.normal() * pair.squares.along.sqrt();
        let end = |to: f64| by_half * (pair.coefficient + to);
        let effect = Part { value: end(0.0), interval: Interval { low: end(-half), high: end(half) } };
        PairIndex { inputs: pair.inputs, part: pair.squares.part(variance), effect }
    };
    let sure = pairs.iter().zip(adjusted).filter(|(_, chance)| *chance <= FALSE_PAIR);
    let mut all: Vec<PairIndex> = sure.map(|(pair, _)| index(pair)).collect();
    all.sort_by(|one, other| other.part.value.total_cmp(&one.part.value));
    all
}

/// The mean over the upper half of an input less that over its lower half.
fn effect(cells: &[Cell]) -> Part {
    let (lower, upper) = cells.split_at(cells.len() / 2);
    let (lower, upper) = (total(lower), total(upper));
    let error = |half: Cell| half.about(half.mean()) / half.trials / half.trials;
    let (value, error) = (upper.mean() - lower.mean(), (error(lower) + error(upper)).max(0.0).sqrt());
    let half = Confidence::NINETY_FIVE.normal() * error;
    Part { value, interval: Interval { low: value - half, high: value + half } }
}

/// The part of the variance of a measure that lies between groups of trials, each by itself, such as worlds.
pub(super) fn between<'a>(groups: impl Iterator<Item = &'a MeasureCounts>, measure: usize) -> Option<Part> {
    let groups: Vec<Cell> = groups.map(|counts| Cell::of(counts, measure)).filter(|group| group.trials > 0.0).collect();
    let (all, number) = (total(&groups), groups.len() as f64);
    let variance = all.about(all.mean()) / all.trials;
    if number < 2.0 || all.trials <= number || variance <= 0.0 {
        return None;
    }
    let within = groups.iter().map(|group| group.about(group.mean())).sum::<f64>() / (all.trials - number);
    let seen = groups.iter().map(|group| group.trials * (group.mean() - all.mean()) * (group.mean() - all.mean()));
    let noise = within / all.trials;
    let squares = Squares {
        seen: seen.sum::<f64>() / all.trials,
        chance: (number - 1.0) * noise,
        along: noise,
        freedom: number - 1.0,
    };
    Some(squares.part(variance))
}

/// Polynomials of degrees 1 to [`DEGREES`], by cell: orthonormal over cells that are all as likely.
fn polynomials() -> Vec<Vec<f64>> {
    let scalar = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(x, y)| x * y).sum::<f64>() / CELLS as f64;
    let places: Vec<f64> = (0..CELLS).map(|cell| f64::from(place(cell)) / CELLS as f64).collect();
    let mut all: Vec<Vec<f64>> = vec![vec![1.0; CELLS]];
    while all.len() <= DEGREES {
        let last = &all[all.len() - 1];
        let mut next: Vec<f64> = last.iter().zip(&places).map(|(value, place)| value * place).collect();
        for one in &all {
            let shared = scalar(&next, one);
            next.iter_mut().zip(one).for_each(|(value, one)| *value -= shared * one);
        }
        let length = scalar(&next, &next).sqrt();
        all.push(next.into_iter().map(|value| value / length).collect());
    }
    all.split_off(1)
}

#[cfg(test)]
mod tests;
