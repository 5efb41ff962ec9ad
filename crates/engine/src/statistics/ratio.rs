//! The difference of two ratios seen in the same trials.

/// What the trials leave for the difference of two ratios: sums of the four parts, in the order numerator and
/// denominator of the first, numerator and denominator of the second, and sums of their products.
///
/// A mean is the ratio of a sum to a count, so a mean over the trials in which a number is defined is one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RatioSums {
    /// Number of trials.
    pub trials: u64,
    /// Sum of each part.
    pub sums: [f64; 4],
    /// Sum of the product of each part with each.
    pub products: [[f64; 4]; 4],
}

impl RatioSums {
    /// Adds a trial with these parts.
    #[inline]
    pub fn add(&mut self, parts: [f64; 4]) {
        self.trials += 1;
        for (at, part) in parts.into_iter().enumerate() {
            self.sums[at] += part;
            self.products[at].iter_mut().zip(parts).for_each(|(sum, other)| *sum += part * other);
        }
    }

    /// Adds what others summed up. Sums of whole numbers are those of all trials exactly, others but for rounding.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        self.trials += other.trials;
        self.sums.iter_mut().zip(other.sums).for_each(|(own, other)| *own += other);
        let products = self.products.iter_mut().flatten().zip(other.products.iter().flatten());
        products.for_each(|(own, other)| *own += other);
        self
    }

    /// The first ratio and the second; `None` for one whose denominator is 0.
    #[must_use]
    pub fn ratios(&self) -> [Option<f64>; 2] {
        let [a, b, c, d] = self.sums;
        [(a, b), (c, d)].map(|(above, below)| (below != 0.0).then(|| above / below))
    }

    /// The first ratio less the second, and the standard error of this difference; `None` where a ratio is undefined
    /// or there are fewer than two trials.
    ///
    /// By the delta method (W. G. Cochran, Sampling Techniques, 3rd edition 1977, section 6.19): with
    /// `e = (a - A/B b) / mean(b)` for either ratio, the error is that of the mean of the differences of `e`. Good for
    /// some hundred trials on, provided the denominators are far from 0 against their own errors.
    #[must_use]
    pub fn difference(&self) -> Option<(f64, f64)> {
        let [Some(first), Some(second)] = self.ratios() else { return None };
        let [_, b, _, d] = self.sums;
        Some((first - second, self.error([1.0 / b, -first / b, -1.0 / d, second / d])?))
    }

    /// The first ratio and its standard error, by the same method; `None` where it is undefined or there are fewer than two
    /// trials.
    #[must_use]
    pub fn first(&self) -> Option<(f64, f64)> {
        let ([Some(first), _], [_, b, ..]) = (self.ratios(), self.sums) else { return None };
        Some((first, self.error([1.0 / b, -first / b, 0.0, 0.0])?))
    }

    /// The first ratio over the second, and the standard error of this quotient over itself, which is that of its logarithm; `None`
    /// where a ratio is undefined or 0, or there are fewer than two trials.
    ///
    /// By the same method, with the differences of `e` over the ratio that it is of.
    #[must_use]
    pub fn quotient(&self) -> Option<(f64, f64)> {
        let [Some(first), Some(second)] = self.ratios() else { return None };
        let [a, b, c, d] = self.sums;
        let is_defined = first != 0.0 && second != 0.0;
        is_defined.then(|| self.error([1.0 / a, -1.0 / b, -1.0 / c, 1.0 / d]))?.map(|error| (first / second, error))
    }

    /// The standard error of what moves by these weights with the parts of a trial.
    fn error(&self, weights: [f64; 4]) -> Option<f64> {
        if self.trials < 2 {
            return None;
        }
        let mut squares = 0.0;
        for (row, weight) in self.products.iter().zip(weights) {
            squares += row.iter().zip(weights).map(|(product, other)| weight * other * product).sum::<f64>();
        }
        let n = self.trials as f64;
        Some((squares.max(0.0) * n / (n - 1.0)).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn sums(trials: impl Iterator<Item = [f64; 4]>) -> RatioSums {
        let mut sums = RatioSums::default();
        trials.for_each(|parts| sums.add(parts));
        sums
    }

    #[test]
    fn with_denominators_of_one_it_is_the_paired_error_of_a_mean() {
        // Student, Biometrika 6 (1908), 1-25: hours of sleep gained under two drugs by the same ten patients.
        let [one, other] = [
            [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
        ];
        let sums = sums(one.iter().zip(other).map(|(one, other)| [other, 1.0, *one, 1.0]));
        let (difference, error) = sums.difference().expect("defined");
        assert!(
            (difference - 1.58).abs() < 1e-12 && (difference / error - 4.0621).abs() < 5e-5,
            "{difference} {error}"
        );
    }

    /// 2000 samples of 400 trials: the share covered has a standard error of .005, so the bounds (4 of them) are
    /// missed by chance in fewer than 1 run of 10,000, and an error wrong by 15 % is surely seen (coverage .91 or .98).
    #[test]
    fn the_error_of_a_difference_of_ratios_covers_as_often_as_it_should() {
        let mut generator = ChaCha8Rng::seed_from_u64(20_260_702);
        let mut draw = || f64::from(generator.next_u32()) / 4_294_967_296.0;
        let samples = 2000;
        let mut covered = 0;
        for _ in 0..samples {
            let trials = (0..400).map(|_| {
                let (common, b, d) = (draw(), f64::from(draw() < 0.6), f64::from(draw() < 0.4));
                [b * (common + draw()), b, d * (common + 2.0 * draw()), d]
            });
            let (difference, error) = sums(trials).difference().expect("defined");
            covered += i32::from((difference + 0.5).abs() < 1.96 * error);
        }
        let share = f64::from(covered) / f64::from(samples);
        assert!((share - 0.95).abs() < 0.02, "{share}");
    }

    /// The same of the logarithm of a quotient, whose two sides share most of their chance: .8 over .6, in the mean.
    #[test]
    fn the_error_of_a_quotient_of_ratios_covers_as_often_as_it_should() {
        let mut generator = ChaCha8Rng::seed_from_u64(20_261_012);
        let mut draw = || f64::from(generator.next_u32()) / 4_294_967_296.0;
        let (samples, mut covered) = (2000, 0);
        for _ in 0..samples {
            let trials = (0..400).map(|_| {
                let (common, b, d) = (draw(), f64::from(draw() < 0.6), f64::from(draw() < 0.8));
                [b * f64::from(common < 0.8), b, d * f64::from(common < 0.6), d]
            });
            let (quotient, error) = sums(trials).quotient().expect("defined");
            covered += i32::from(libm::log(quotient / (0.8 / 0.6)).abs() < 1.96 * error);
        }
        let share = f64::from(covered) / f64::from(samples);
        assert!((share - 0.95).abs() < 0.02, "{share}");
    }

    #[test]
    fn the_error_of_a_mean_is_that_of_its_sample() {
        let values = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4_f64];
        let (mean, error) = sums(values.iter().map(|value| [*value, 1.0, 0.0, 0.0])).first().expect("defined");
        let squares: f64 = values.iter().map(|value| (value - 1.58) * (value - 1.58)).sum();
        assert!((mean - 1.58).abs() < 1e-12 && (error - (squares / 90.0).sqrt()).abs() < 1e-12, "{mean} {error}");
    }

    #[test]
    fn merged_counts_are_those_of_all_trials() {
        let trials: Vec<[f64; 4]> =
            (0..9).map(|n: u32| [f64::from(n % 2), 1.0, f64::from(n % 3), f64::from(n)]).collect();
        for cut in 0..=trials.len() {
            let [one, other] = [&trials[..cut], &trials[cut..]].map(|part| sums(part.iter().copied()));
            assert_eq!(one.merged(&other), sums(trials.iter().copied()));
        }
    }

    #[test]
    fn nothing_to_divide_by_is_undefined() {
        let sums = sums([[1.0, 0.0, 1.0, 1.0]; 5].into_iter());
        assert_eq!((sums.difference(), sums.first(), sums.quotient()), (None, None, None));
    }
}
