//! Differences of worlds with chance taken out.

use super::{Interval, PairedCounts, Weighted, kept};

/// The golden ratio less one: its multiples, less their whole parts, lie evenly between 0 and 1.
const GOLDEN: f64 = 0.618_033_988_749_894_9;

/// The true difference of each world, first event less second, as far as it can be told: `worlds` are counts of as many paired trials
/// in each, `centre` is the mean of the true differences as best known.
///
/// The differences seen are spread wider than the true ones, by chance in the trials of each world. That part of their variance is
/// known without bias from the trials themselves; the differences are drawn towards their mean by the ratio of the two standard
/// deviations, so that what is left has just the variance of the true ones (T. A. Louis, Journal of the American Statistical
/// Association 79 (1984), 393-398). What is right of them is their distribution: the share above zero, the points below which a part
/// of them lies. A difference that is seen is a whole number of trials; it is spread evenly over half a trial to either side.
///
/// With 781 worlds of 128 trials the ends of nine worlds in ten are right to .4 to .6 points where chance is once to twice as wide as the
/// differences; the share above zero is off by some 4 to 8 of 100 worlds, and by more where no world differs from another (root mean
/// squares, see the tests).
///
/// Where chance explains all of the spread, every world has `centre`. `None` for fewer than two worlds, or two trials of each.
#[must_use]
pub fn true_differences(worlds: &[PairedCounts], centre: f64) -> Option<Vec<f64>> {
    let trials =
        worlds.iter().map(PairedCounts::trials).min().filter(|trials| *trials >= 2 && worlds.len() >= 2)? as f64;
    let number = worlds.len() as f64;
    let seen: Vec<f64> = worlds.iter().filter_map(PairedCounts::difference).collect();
    let mean = seen.iter().sum::<f64>() / number;
    let variance = seen.iter().map(|seen| (seen - mean) * (seen - mean)).sum::<f64>() / (number - 1.0);
    // The squared standard error has n in its denominator; with n - 1 it is without bias.
    let chance_of = |counts: &PairedCounts| {
        let error = counts.standard_error();
        error * error * counts.trials() as f64 / (counts.trials() - 1) as f64
    };
    let chance = worlds.iter().map(chance_of).sum::<f64>() / number;
    let kept = kept(variance, chance);
    let within = |world: usize| ((world as f64 + 0.5) * GOLDEN).fract() - 0.5;
    let value = |(world, seen): (usize, &f64)| centre + kept * (seen + within(world) / trials - mean);
    Some(seen.iter().enumerate().map(value).collect())
}

/// How a difference hangs on what is not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverWorlds {
    /// Worlds.
    pub worlds: u64,
    /// The share of them in which the difference is above zero.
    pub higher: f64,
    /// Between which values it lies in nine worlds of ten.
    pub interval: Interval,
}

impl OverWorlds {
    /// Of the difference of two events, of which `counts` are by world and `centre` is the mean; none where [`true_differences`] says
    /// nothing.
    #[must_use]
    pub fn of(counts: &[PairedCounts], centre: f64) -> Option<Self> {
        let differences = true_differences(counts, centre)?;
        let higher = differences.iter().filter(|difference| **difference > 0.0).count();
        let [low, _, high] = Weighted::new(differences.iter().map(|difference| (*difference, 1.0))).summary();
        let worlds = differences.len();
        let interval = Interval { low, high };
        Some(Self { worlds: worlds as u64, higher: higher as f64 / worlds as f64, interval })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Weighted;
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const TRIALS: usize = 128;

    /// What it is, the true difference of a world by where it stands among all, and the errors that are let pass.
    type Case = (&'static str, fn(f64) -> f64, [f64; 2]);

    /// Worlds in which the first event alone comes with probability `.1 + d / 2`, the second alone with `.1 - d / 2`.
    fn seen(differences: &[f64], seed: u64) -> Vec<PairedCounts> {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let mut one = |difference: &f64| {
            let mut counts = PairedCounts::default();
            for _ in 0..TRIALS {
                let toss = f64::from(generator.next_u32()) / 4_294_967_296.0;
                let first = toss < 0.1 + difference / 2.0;
                counts.add(first, !first && toss < 0.2);
            }
            counts
        };
        differences.iter().map(&mut one).collect()
    }

    fn told(differences: &[f64]) -> [f64; 3] {
        let higher = differences.iter().filter(|it| **it > 0.0).count() as f64 / differences.len() as f64;
        let [low, _, high] = Weighted::new(differences.iter().map(|it| (*it, 1.0))).summary();
        [higher, low, high]
    }

    /// Root mean square errors, over twelve passes of 781 worlds of 128 trials, of the share above zero and of both ends. Chance has a
    /// standard deviation of 4 points in each world, as much as the true differences in the widest case. The spread is right; a
    /// share of worlds may be off by a few of a hundred, since chance changes the shape of what is seen. Fixed seeds; the bounds are some 1.5
    /// times what they give, and for the ends a fraction of the errors without correction.
    #[test]
    fn chance_is_taken_out_of_known_differences() {
        let cases: [Case; 4] = [
            ("wide", |u| 0.02 + 0.16 * (u - 0.5), [0.055, 0.007]),
            ("narrow", |u| 0.02 + 0.06 * (u - 0.5), [0.115, 0.0095]),
            ("heaps", |u| if u < 0.7 { 0.06 } else { -0.04 }, [0.06, 0.042]),
            ("the same in all worlds", |_| 0.01, [0.185, 0.02]),
        ];
        for (name, difference, bounds) in cases {
            let truth: Vec<f64> = (0..781).map(|world| difference((f64::from(world) + 0.5) / 781.0)).collect();
            let centre = truth.iter().sum::<f64>() / 781.0;
            let (mut errors, mut raw) = ([0.0; 2], [0.0; 2]);
            for pass in 0..12 {
                let worlds = seen(&truth, pass);
                let found = told(&true_differences(&worlds, centre).expect("many worlds"));
                let plain: Vec<f64> = worlds.iter().filter_map(PairedCounts::difference).collect();
                for (sums, found) in [(&mut errors, found), (&mut raw, told(&plain))] {
                    let miss: Vec<f64> = found
                        .iter()
                        .zip(told(&truth))
                        .map(|(found, truth)| (found - truth) * (found - truth))
                        .collect();
                    sums[0] += miss[0] / 12.0;
                    sums[1] += (miss[1] + miss[2]) / 24.0;
                }
            }
            let [errors, raw] = [errors, raw].map(|sums| sums.map(f64::sqrt));
            assert!(errors[0] < bounds[0] && errors[1] < bounds[1], "{name}: {errors:?}, uncorrected {raw:?}");
            assert!(errors[1] < 0.7 * raw[1], "{name}: {errors:?}, uncorrected {raw:?}");
        }
    }

    #[test]
    fn the_same_plan_differs_nowhere() {
        let same = PairedCounts { both: 30, neither: 98, ..PairedCounts::default() };
        assert_eq!(true_differences(&[same; 5], 0.0), Some(vec![0.0; 5]));
        assert_eq!(true_differences(&[same], 0.0), None);
        assert_eq!(true_differences(&[PairedCounts::default(); 5], 0.0), None);
    }

    #[test]
    fn without_chance_the_differences_stand_to_within_half_a_trial() {
        let [all, none] = [(128, 0), (0, 128)].map(|(only_first, only_second)| PairedCounts {
            only_first,
            only_second,
            ..PairedCounts::default()
        });
        let found = true_differences(&[all, none, all, none], 0.0).expect("worlds");
        for (found, truth) in found.iter().zip([1.0, -1.0, 1.0, -1.0]) {
            assert!((found - truth).abs() <= 0.5 / 128.0, "{found}");
        }
    }
}
