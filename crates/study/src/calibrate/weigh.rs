//! Weights of points.

use super::goal::Goal;
use super::point::{Point, Wave};
use detente_engine::random::Address;

/// What the weights of all points of some waves are made from.
#[derive(Clone, Debug)]
pub struct Weights {
    /// By point: the logarithm of what was known before over the mixture from which the points were drawn.
    mixture: Vec<f64>,
    /// By point, then by goal: the logarithm of the likelihood.
    likelihoods: Vec<Vec<f64>>,
}

impl Weights {
    /// Of all points of `waves`, in their order.
    #[must_use]
    pub fn new(waves: &[Wave], goals: &[Goal]) -> Self {
        let number: f64 = waves.iter().map(|wave| wave.points.len() as f64).sum();
        let shares: Vec<f64> = waves.iter().map(|wave| libm::log(wave.points.len() as f64 / number)).collect();
        let of_point = |point: &Point| {
            let parts = waves.iter().zip(&shares).map(|(wave, share)| share + wave.region.log_ratio(&point.scores));
            -log_sum(&parts.collect::<Vec<_>>())
        };
        let points = || waves.iter().flat_map(|wave| &wave.points);
        let likelihood =
            |point: &Point| goals.iter().zip(&point.told).map(|(goal, told)| goal.log_likelihood(*told)).collect();
        Self { mixture: points().map(of_point).collect(), likelihoods: points().map(likelihood).collect() }
    }

    /// The weights, which sum to 1, where every likelihood counts to the power `power`.
    #[must_use]
    pub fn at(&self, power: f64) -> Vec<f64> {
        self.weights(|likelihoods| power * likelihoods.iter().sum::<f64>())
    }

    /// The weights where all goals but one count, to the power `power`.
    #[must_use]
    pub fn without(&self, goal: usize, power: f64) -> Vec<f64> {
        self.weights(|likelihoods| power * (likelihoods.iter().sum::<f64>() - likelihoods[goal]))
    }

    fn weights(&self, log: impl Fn(&[f64]) -> f64) -> Vec<f64> {
        let logs: Vec<f64> =
            self.mixture.iter().zip(&self.likelihoods).map(|(mixture, own)| mixture + log(own)).collect();
        let total = log_sum(&logs);
        logs.iter().map(|value| libm::exp(value - total)).collect()
    }

    /// The largest power, from `from` up to 1, at which the weights still have `wanted` effective points; `from` where they have
    /// fewer already.
    #[must_use]
    pub fn power(&self, from: f64, wanted: f64) -> f64 {
        let is_enough = |power: f64| effective(&self.at(power)) >= wanted;
        if is_enough(1.0) {
            return 1.0;
        }
        let (mut low, mut high) = (from, 1.0);
        for _ in 0..30 {
            let middle = 0.5 * (low + high);
            if is_enough(middle) { low = middle } else { high = middle }
        }
        low
    }
}

/// How many equally weighted points the weights are worth (L. Kish, Survey Sampling, 1965).
#[must_use]
pub fn effective(weights: &[f64]) -> f64 {
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    sum * sum / squares
}

/// How often each point is taken where `draws` are taken in proportion to the weights: one from each of `draws` equal parts of
/// their sum, at the same place in each (systematic resampling).
#[must_use]
pub fn systematic(weights: &[f64], draws: u32, seed: u64) -> Vec<u32> {
    let total: f64 = weights.iter().sum();
    let start = (Address::of(seed, "worlds drawn").word(0) as u32 as f64 + 0.5) / 4_294_967_296.0;
    let (mut below, mut taken) = (0.0, 0_u32);
    let mut take = |weight: &f64| {
        below += weight / total * f64::from(draws);
        let reached = ((below - start).ceil().max(0.0) as u32).min(draws);
        let own = reached - taken.min(reached);
        taken += own;
        own
    };
    let mut counts: Vec<u32> = weights.iter().map(&mut take).collect();
    // What rounding leaves over goes to the heaviest.
    if let Some(heaviest) = (0..weights.len()).max_by(|one, other| weights[*one].total_cmp(&weights[*other])) {
        counts[heaviest] += draws - taken;
    }
    counts
}

/// The logarithm of the sum of exponentials.
fn log_sum(logs: &[f64]) -> f64 {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + libm::log(logs.iter().map(|value| libm::exp(value - largest)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_are_worth_their_number_and_one_is_worth_one() {
        assert!((effective(&[0.25; 4]) - 4.0).abs() < 1e-12);
        assert!((effective(&[1.0, 0.0, 0.0]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn points_are_taken_in_proportion_to_their_weights() {
        let weights = [0.1, 0.0, 0.3, 0.6];
        for seed in 0..20 {
            let counts = systematic(&weights, 100, seed);
            assert_eq!(counts.iter().sum::<u32>(), 100);
            for (count, weight) in counts.iter().zip(weights) {
                assert!((f64::from(*count) - 100.0 * weight).abs() < 1.0 + 1e-9, "{counts:?}");
            }
        }
    }

    #[test]
    fn powers_that_leave_too_few_points_are_not_taken() {
        let weights = Weights { mixture: vec![0.0; 100], likelihoods: (0..100).map(|i| vec![-f64::from(i)]).collect() };
        let power = weights.power(0.0, 20.0);
        assert!((effective(&weights.at(power)) - 20.0).abs() < 0.01, "{power}");
        assert_eq!(weights.power(0.5, 20.0), 0.5);
        assert_eq!(weights.power(0.0, 1.0), 1.0);
    }
}
