//! Where the next points are looked for.

use crate::linear::{backward, basis, cholesky, dot, forward};
use serde::{Deserialize, Serialize};

/// How much wider than the points a region is, as a factor of variance: its tails must reach over theirs.
const WIDER: f64 = 1.25;
/// Smallest variance along a direction, against that before anything was known.
const SMALLEST_VARIANCE: f64 = 1e-6;
/// A direction in which the goals change by less than this many of their standard deviations, per standard deviation of what was
/// known before, is left as it was.
const SHORTEST: f64 = 0.2;
/// Weight of a straight line through nothing, beside the points, where slopes are fitted.
const RIDGE: f64 = 1e-3;

/// A normal distribution of normal scores: standard in all directions but a few.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// The directions in which it differs, orthonormal.
    directions: Vec<Vec<f64>>,
    /// The mean along each.
    mean: Vec<f64>,
    /// The lower triangle of the root of the covariance along them.
    root: Vec<Vec<f64>>,
}

impl Region {
    /// What is known before anything is counted.
    #[must_use]
    pub fn prior() -> Self {
        Self { directions: Vec::new(), mean: Vec::new(), root: Vec::new() }
    }

    /// The normal distribution with the mean and the covariance of `points`, weighted, along `directions`; none where there are
    /// too few points to tell.
    #[must_use]
    pub(super) fn fitted(directions: Vec<Vec<f64>>, points: &[&[f64]], weights: &[f64]) -> Option<Self> {
        let along: Vec<Vec<f64>> =
            points.iter().map(|point| directions.iter().map(|direction| dot(direction, point)).collect()).collect();
        let total: f64 = weights.iter().sum();
        let rank = directions.len();
        let mut mean = vec![0.0; rank];
        for (point, weight) in along.iter().zip(weights) {
            mean.iter_mut().zip(point).for_each(|(sum, value)| *sum += weight * value / total);
        }
        let mut covariance = vec![vec![0.0; rank]; rank];
        for (point, weight) in along.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
            for (i, row) in covariance.iter_mut().enumerate() {
                let own = WIDER * weight / total * (point[i] - mean[i]);
                row.iter_mut()
                    .zip(point.iter().zip(&mean))
                    .for_each(|(sum, (value, mean))| *sum += own * (value - mean));
            }
        }
        covariance.iter_mut().enumerate().for_each(|(i, row)| row[i] += SMALLEST_VARIANCE);
        Some(Self { root: cholesky(&covariance)?, directions, mean })
    }

    /// How many directions it differs in.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.directions.len()
    }

    /// How many scores its points have, where it differs from what was known at all.
    #[must_use]
    pub fn dimensions(&self) -> Option<usize> {
        self.directions.first().map(Vec::len)
    }

    /// The point that stands to it as `standard` does to independent standard normal scores.
    #[must_use]
    pub fn point(&self, standard: &[f64]) -> Vec<f64> {
        let along: Vec<f64> = self.directions.iter().map(|direction| dot(direction, standard)).collect();
        let mut point = standard.to_vec();
        for (i, direction) in self.directions.iter().enumerate() {
            let shift = self.mean[i] + dot(&self.root[i], &along[..=i]) - along[i];
            point.iter_mut().zip(direction).for_each(|(score, part)| *score += shift * part);
        }
        point
    }

    /// The logarithm of its density at `point` over that of independent standard normal scores.
    #[must_use]
    pub fn log_ratio(&self, point: &[f64]) -> f64 {
        let along: Vec<f64> = self.directions.iter().map(|direction| dot(direction, point)).collect();
        let from_mean: Vec<f64> = along.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect();
        let scores = forward(&self.root, &from_mean);
        let scale: f64 = self.root.iter().enumerate().map(|(i, row)| libm::log(row[i])).sum();
        0.5 * (dot(&along, &along) - dot(&scores, &scores)) - scale
    }
}

/// The slopes of each column of `values` along the scores of `points`: least squares, with a ridge that a few points can bear.
pub(super) fn slopes(points: &[&[f64]], values: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let Some(width) = points.first().map(|point| point.len()) else { return Vec::new() };
    let number = points.len() as f64;
    let mean_of = |at: usize| points.iter().map(|point| point[at]).sum::<f64>() / number;
    let means: Vec<f64> = (0..width).map(mean_of).collect();
    let mut normal = vec![vec![0.0; width]; width];
    let mut right = vec![vec![0.0; width]; values.len()];
    let value_means: Vec<f64> = values.iter().map(|column| column.iter().sum::<f64>() / number).collect();
    for (row, point) in points.iter().enumerate() {
        let centred: Vec<f64> = point.iter().zip(&means).map(|(score, mean)| score - mean).collect();
        for (i, own) in normal.iter_mut().enumerate() {
            let score = centred[i];
            own[..=i].iter_mut().zip(&centred).for_each(|(sum, other)| *sum += score * other);
        }
        for (sums, (column, mean)) in right.iter_mut().zip(values.iter().zip(&value_means)) {
            let value = column[row] - mean;
            sums.iter_mut().zip(&centred).for_each(|(sum, score)| *sum += value * score);
        }
    }
    normal.iter_mut().enumerate().for_each(|(i, row)| row[i] += RIDGE * number);
    let Some(lower) = cholesky(&normal) else { return vec![vec![0.0; width]; values.len()] };
    right.iter().map(|right| backward(&lower, &forward(&lower, right))).collect()
}

/// The directions in which `gradients`, slopes in standard deviations of their goals, change anything.
pub(super) fn directions(gradients: &[Vec<f64>]) -> Vec<Vec<f64>> {
    if gradients.is_empty() { Vec::new() } else { basis(gradients, SHORTEST) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region() -> Region {
        let directions = vec![vec![0.6, 0.8, 0.0], vec![0.0, 0.0, 1.0]];
        Region { directions, mean: vec![1.0, -0.5], root: vec![vec![0.5], vec![0.2, 0.1]] }
    }

    #[test]
    fn the_density_is_that_of_the_points() {
        // By the change of variables: the density of a point is that of its standard scores over the determinant of the map, .05.
        for standard in [[0.3, -1.0, 2.0], [0.0, 0.0, 0.0], [-2.0, 0.7, 0.1]] {
            let point = region().point(&standard);
            let expected = 0.5 * (dot(&point, &point) - dot(&standard, &standard)) - libm::log(0.05);
            assert!((region().log_ratio(&point) - expected).abs() < 1e-12);
        }
        assert_eq!(Region::prior().point(&[1.0, 2.0]), [1.0, 2.0]);
        assert_eq!(Region::prior().log_ratio(&[1.0, 2.0]), 0.0);
    }

    #[test]
    fn a_fit_has_the_moments_of_its_points() {
        let points: Vec<Vec<f64>> = vec![vec![0.0, 5.0], vec![2.0, -5.0], vec![100.0, 0.0]];
        let points: Vec<&[f64]> = points.iter().map(Vec::as_slice).collect();
        let fitted = Region::fitted(vec![vec![1.0, 0.0]], &points, &[0.25, 0.75, 0.0]).expect("a variance");
        assert!((fitted.mean[0] - 1.5).abs() < 1e-12);
        assert!((fitted.root[0][0] - (WIDER * 0.75 + SMALLEST_VARIANCE).sqrt()).abs() < 1e-9);
    }

    #[test]
    fn slopes_of_a_plane_are_its_own() {
        let points: Vec<Vec<f64>> = (0..64_u32)
            .map(|i| {
                (0..3)
                    .map(|k| f64::from(i.wrapping_mul(2_654_435_761).rotate_left(7 * k) % 1000) / 500.0 - 1.0)
                    .collect()
            })
            .collect();
        let rows: Vec<&[f64]> = points.iter().map(Vec::as_slice).collect();
        let values = points.iter().map(|point| 3.0 + 2.0 * point[0] - point[2]).collect();
        let found = slopes(&rows, &[values]);
        for (slope, expected) in found[0].iter().zip([2.0, 0.0, -1.0]) {
            assert!((slope - expected).abs() < 0.02, "{found:?}");
        }
        assert_eq!(directions(&[vec![0.1, 0.0, 0.1]]).len(), 0);
    }
}
