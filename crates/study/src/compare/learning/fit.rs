//! From counts of cells to their true means, as far as these can be told.

use crate::linear::{backward, cholesky, dot, forward};
use detente_engine::statistics::{Confidence, Interval, kept};

/// Highest power of an input in a regression.
const DEGREE: usize = 3;

/// The difference between a plan and the base, as seen by cell.
pub(super) struct Seen<'a> {
    pub(super) trials: &'a [f64],
    pub(super) sums: &'a [f64],
    /// Sum of the squares of the differences of single trials.
    pub(super) squares: f64,
}

impl Seen<'_> {
    /// The true mean of each cell, as far as it can be told: a cubic in `places` where there are some, the mean of each cell by itself
    /// elsewhere; drawn towards the mean of all, so that chance adds nothing to how much they differ.
    pub(super) fn fitted(&self, places: Option<&[f64]>) -> Vec<f64> {
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
    pub(super) fn cubic(&self, places: &[f64], mean: f64) -> (Vec<f64>, usize) {
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
pub(super) fn jackknife(value: f64, left: &[f64], confidence: Confidence) -> Interval {
    let parts = left.len() as f64;
    let mean = left.iter().sum::<f64>() / parts;
    let error = (left.iter().map(|left| (left - mean) * (left - mean)).sum::<f64>() * (parts - 1.0) / parts).sqrt();
    let half = confidence.student(parts - 1.0) * error;
    Interval { low: (value - half).max(0.0), high: value + half }
}
