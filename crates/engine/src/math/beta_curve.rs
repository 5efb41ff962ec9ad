//! Quantiles of one beta distribution, fast enough for the inner loop.

use super::beta::{LogOddsBeta, beta_quantile_log_odds};
use super::{logistic_tails, normal_cumulative, normal_density, normal_quantile};
use std::fmt;

/// Standard deviations of the normal scale that the table covers on each side: all `u` that a draw
/// of 53 bits can give.
const REACH: f64 = 8.5;
/// Pieces of the table.
const PIECES: u16 = 272;
/// Width of a piece.
const STEP: f64 = 2.0 * REACH / PIECES as f64;
/// Shapes below this make curves too sharp for the table.
const LEAST_SHAPE: f64 = 0.1;

/// The quantiles of a beta distribution as a table of polynomials.
///
/// The log-odds of the quantile are a smooth function of the normal quantile of the share. Between
/// nodes a sixteenth of a standard deviation apart, where value, slope and curvature are exact, it
/// is a polynomial of degree five. The quantile errs by less than 1e-12 of the unit interval for
/// shapes from 1 to 10, and by less than 1e-8 for any from 0.1 to 10^6. With a shape below 0.1 each
/// quantile is solved for afresh, which takes some forty times as long.
#[derive(Clone, PartialEq)]
pub struct BetaCurve {
    a: f64,
    b: f64,
    /// Coefficients of each piece, constant first, over a variable that runs from 0 to 1.
    pieces: Box<[[f64; 6]]>,
}

impl BetaCurve {
    /// The curve of the beta distribution with shapes `a` and `b`, both positive.
    #[must_use]
    pub fn new(a: f64, b: f64) -> Self {
        let pieces = if a.min(b) < LEAST_SHAPE { 0 } else { PIECES };
        let nodes: Vec<Node> = (0..=pieces).map(|node| Node::at(f64::from(node) * STEP - REACH, a, b)).collect();
        Self { a, b, pieces: nodes.windows(2).map(|ends| piece(&ends[0], &ends[1])).collect() }
    }

    /// The value below which a share `u` (0 < u < 1) lies.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        let place = (normal_quantile(u) + REACH) / STEP;
        let Some(piece) = self.piece(place) else {
            return super::beta_quantile(u, self.a, self.b);
        };
        let t = place - place.floor();
        logistic_tails(piece.iter().rev().fold(0.0, |sum, coefficient| sum * t + coefficient)).0
    }

    fn piece(&self, place: f64) -> Option<&[f64; 6]> {
        if place >= 0.0 { self.pieces.get(place.floor() as usize) } else { None }
    }
}

impl fmt::Debug for BetaCurve {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("BetaCurve").field("a", &self.a).field("b", &self.b).finish_non_exhaustive()
    }
}

/// The log-odds of the quantile at one normal quantile, with two derivatives, in units of a step.
struct Node {
    value: f64,
    slope: f64,
    curvature: f64,
}

impl Node {
    fn at(z: f64, a: f64, b: f64) -> Self {
        let y = if z <= 0.0 {
            beta_quantile_log_odds(normal_cumulative(z), a, b)
        } else {
            -beta_quantile_log_odds(normal_cumulative(-z), b, a)
        };
        let law = LogOddsBeta::new(a, b);
        // Equal shares below z and y: density(z) dz = density(y) dy.
        let slope = libm::exp(libm::log(normal_density(z)) - law.log_density(y));
        let curvature = slope * (-z - law.log_density_slope(y) * slope);
        Self { value: y, slope: slope * STEP, curvature: curvature * STEP * STEP }
    }
}

/// The polynomial of degree five that has value, slope and curvature of both nodes.
fn piece(from: &Node, to: &Node) -> [f64; 6] {
    let rise = to.value - from.value;
    let (slope, end_slope) = (from.slope, to.slope);
    let (bend, end_bend) = (0.5 * from.curvature, 0.5 * to.curvature);
    [
        from.value,
        slope,
        bend,
        10.0 * rise - 6.0 * slope - 4.0 * end_slope - 3.0 * bend + end_bend,
        -15.0 * rise + 8.0 * slope + 7.0 * end_slope + 3.0 * bend - 2.0 * end_bend,
        6.0 * rise - 3.0 * (slope + end_slope) - bend + end_bend,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::beta_quantile;

    fn largest_error(a: f64, b: f64) -> f64 {
        let curve = BetaCurve::new(a, b);
        let shares = (1..800).map(|step| normal_cumulative(f64::from(step) / 50.0 - 8.0 + 0.0123));
        shares.map(|u| (curve.quantile(u) - beta_quantile(u, a, b)).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn curve_follows_the_exact_quantiles() {
        for a in [1.0, 1.5, 2.0, 3.0, 5.0, 10.0] {
            for b in [1.0, 3.0, 10.0] {
                assert!(largest_error(a, b) < 1e-12, "{a} {b}: {:e}", largest_error(a, b));
            }
        }
        for a in [0.1, 0.3, 100.0, 1e4, 1e6] {
            for b in [0.1, 0.2, 1.0, 50.0, 1e6] {
                assert!(largest_error(a, b) < 1e-8, "{a} {b}: {:e}", largest_error(a, b));
            }
        }
    }

    #[test]
    fn curve_rises_everywhere() {
        for (a, b) in [(0.001, 0.001), (0.2, 3.0), (1.0, 1.0), (2.0, 4.0), (1e5, 3.0)] {
            let curve = BetaCurve::new(a, b);
            let values: Vec<f64> = (1..20_000).map(|step| curve.quantile(f64::from(step) / 20_000.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] <= pair[1]), "{a} {b}");
        }
    }

    #[test]
    fn shares_beyond_the_table_and_sharp_shapes_are_solved_exactly() {
        let curve = BetaCurve::new(2.0, 3.0);
        assert_eq!(curve.quantile(1e-30).to_bits(), beta_quantile(1e-30, 2.0, 3.0).to_bits());
        assert_eq!(BetaCurve::new(0.05, 3.0).quantile(0.3).to_bits(), beta_quantile(0.3, 0.05, 3.0).to_bits());
    }
}
