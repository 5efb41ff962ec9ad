//! Waves of points, each nearer to the goals than the one before.

use super::goal::{Goal, Told};
use super::point::{Point, Wave};
use super::region::{Region, directions, slopes};
use super::weigh::{Weights, effective};
use crate::design::SobolPoints;
use detente_engine::math::normal_quantile;
use detente_engine::random::{MIDDLE, uniform_wide};
use serde::{Deserialize, Serialize};

/// The share of the points of a wave that the weights of all points must be worth at the tolerance of the next.
const KEPT: f64 = 0.125;

/// How much is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// Points of a wave.
    pub points: u32,
    /// Trials of every point.
    pub trials: u64,
    /// Most waves.
    pub waves: u32,
    /// Effective points that are enough at the tolerance of the goals.
    pub enough: u32,
}

/// All waves.
#[derive(Clone, Debug, PartialEq)]
pub struct Waves {
    /// In their order.
    pub waves: Vec<Wave>,
    /// The power of the likelihood that was reached: 1 at the tolerance of the goals themselves.
    pub power: f64,
    /// By point, waves after each other: weights at that power, which sum to 1.
    pub weights: Vec<f64>,
    /// The region of the weighted points.
    pub region: Region,
}

impl Waves {
    /// All points, in the order of the weights.
    pub fn points(&self) -> impl Iterator<Item = &Point> {
        self.waves.iter().flat_map(|wave| &wave.points)
    }

    /// How many equally weighted points they are worth.
    #[must_use]
    pub fn effective(&self) -> f64 {
        effective(&self.weights)
    }
}

/// Draws waves of points with `dimensions` scores until they meet `goals`, or there have been as many as `sizes` allow. `tell` is
/// asked for what is told of the goals at the points of a wave, by its number; none where an end was asked for. Where there are
/// earlier waves, the second begins where they led to (`start`).
pub fn waves(
    dimensions: usize,
    goals: &[Goal],
    sizes: Sizes,
    seed: u64,
    start: Option<Region>,
    mut tell: impl FnMut(u32, &[Vec<f64>]) -> Option<Vec<Vec<Option<Told>>>>,
) -> Option<Waves> {
    let mut drawn: Vec<Wave> = Vec::new();
    let mut gradients: Vec<Vec<f64>> = Vec::new();
    let mut next = (Region::prior(), 0.0);
    let mut start = start;
    loop {
        let number = drawn.len() as u32;
        let (region, power) = next;
        let scores: Vec<Vec<f64>> =
            standard(dimensions, sizes.points, seed, number).iter().map(|scores| region.point(scores)).collect();
        let told = tell(number, &scores)?;
        let points = scores.into_iter().zip(told).map(|(scores, told)| Point { scores, told }).collect();
        let wave = Wave { region, power, points };
        gradients.extend(slopes_in_goals(&wave, goals));
        drawn.push(wave);
        let weights = Weights::new(&drawn, goals);
        let reached = weights.power(power, KEPT * f64::from(sizes.points));
        let own = weights.at(reached);
        let points: Vec<&[f64]> =
            drawn.iter().flat_map(|wave| &wave.points).map(|point| point.scores.as_slice()).collect();
        let region = Region::fitted(directions(&gradients), &points, &own).unwrap_or_else(Region::prior);
        let is_enough = reached >= 1.0 && effective(&own) >= f64::from(sizes.enough);
        let is_first = number == 0 && start.is_some();
        if (is_enough && !is_first) || number + 1 >= sizes.waves {
            return Some(Waves { waves: drawn, power: reached, weights: own, region });
        }
        next = match start.take() {
            Some(start) => (start, reached),
            None => (region, reached),
        };
    }
}

/// Independent standard normal scores of the points of wave `number`.
fn standard(dimensions: usize, points: u32, seed: u64, number: u32) -> Vec<Vec<f64>> {
    let design = SobolPoints::scrambled(dimensions, seed, &format!("calibrate/{number}")).expect("not too many keys");
    let score = |point: u32, dimension: usize| normal_quantile(uniform_wide(design.word(point, dimension), MIDDLE));
    (0..points).map(|point| (0..dimensions).map(|dimension| score(point, dimension)).collect()).collect()
}

/// How the goals change along the scores of the wave, in their standard deviations. A figure that a point does not tell is taken
/// to be that of the others.
fn slopes_in_goals(wave: &Wave, goals: &[Goal]) -> Vec<Vec<f64>> {
    let points: Vec<&[f64]> = wave.points.iter().map(|point| point.scores.as_slice()).collect();
    let column = |(at, goal): (usize, &Goal)| {
        let told: Vec<Option<f64>> =
            wave.points.iter().map(|point| point.told[at].map(|told| told.value / goal.sd)).collect();
        let (sum, number) = told.iter().flatten().fold((0.0, 0.0), |(sum, number), value| (sum + value, number + 1.0));
        let mean = if number > 0.0 { sum / number } else { 0.0 };
        told.iter().map(|value| value.unwrap_or(mean)).collect()
    };
    let values: Vec<Vec<f64>> = goals.iter().enumerate().filter(|(_, goal)| !goal.held_out).map(column).collect();
    slopes(&points, &values)
}

#[cfg(test)]
mod tests {
    use super::super::goal::Side;
    use super::*;
    use detente_engine::math::normal_cumulative;
    use detente_engine::random::Address;
    use std::f64::consts::PI;

    fn sizes(points: u32, waves: u32) -> Sizes {
        Sizes { points, trials: 1, waves, enough: points }
    }

    fn goals(values: &[f64], sd: f64) -> Vec<Goal> {
        values.iter().map(|value| Goal { value: *value, sd, side: Side::Both, held_out: false }).collect()
    }

    fn told(values: &[f64]) -> Vec<Option<Told>> {
        values.iter().map(|value| Some(Told { value: *value, chance: 0.0 })).collect()
    }

    fn square(value: f64) -> f64 {
        value * value
    }

    fn mean(waves: &Waves, of: impl Fn(&Point) -> f64) -> f64 {
        waves.points().zip(&waves.weights).map(|(point, weight)| weight * of(point)).sum()
    }

    /// A straight line in forty scores, of which the answer is known: with figures `B z` and errors of .1, what is known after is
    /// normal with covariance `(I + B'B / .01)^-1`. The two figures are orthogonal, of lengths 1 and 2, and lie at 2 and -3.
    #[test]
    fn a_straight_line_in_forty_scores_is_solved() {
        let figures = |scores: &[f64]| {
            let first = scores[..25].iter().sum::<f64>() / 5.0;
            let second = 2.0 * scores[25..29].iter().sum::<f64>() / 2.0;
            [first, second]
        };
        let goals = goals(&[2.0, -3.0], 0.1);
        let found = waves(40, &goals, sizes(1024, 12), 3, None, |_, points| {
            Some(points.iter().map(|scores| told(&figures(scores))).collect())
        });
        let found = found.expect("nobody ends it");
        assert!(found.power == 1.0 && found.effective() > 1000.0, "{} {}", found.power, found.effective());
        let expected = [2.0 / 1.01, -3.0 * 4.0 / 4.01];
        for (at, expected) in expected.into_iter().enumerate() {
            let mean = mean(&found, |point| figures(&point.scores)[at]);
            // Its standard deviation is .1; over 1,000 effective points an error of .02 is more than six standard errors.
            assert!((mean - expected).abs() < 0.02, "{mean} for {expected}");
            let variance = self::mean(&found, |point| square(figures(&point.scores)[at] - mean));
            assert!((variance.sqrt() - 0.0995).abs() < 0.01, "{variance}");
        }
        // A score of which the figures say little stays where it was: mean .4/1.01 of its own, standard deviation near 1.
        let own = mean(&found, |point| point.scores[0]);
        assert!((own - 2.0 / 1.01 / 5.0).abs() < 0.2, "{own}");
        let untouched = mean(&found, |point| point.scores[35] * point.scores[35]);
        assert!((untouched - 1.0).abs() < 0.25, "{untouched}");
    }

    /// The function of Ishigami and Homma (1990), which has many hills: the weighted points are held against sums over a grid.
    #[test]
    fn a_function_of_many_hills_is_solved_as_by_a_grid() {
        let ishigami = |u: [f64; 3]| {
            let [a, b, c] = u.map(|u| PI * (2.0 * u - 1.0));
            libm::sin(a) + 7.0 * libm::sin(b) * libm::sin(b) + 0.1 * c * c * c * c * libm::sin(a)
        };
        let goals = goals(&[9.0], 0.5);
        let quantiles = |point: &Point| [0, 1, 2].map(|at| normal_cumulative(point.scores[at]));
        let found = waves(5, &goals, sizes(2048, 10), 1, None, |_, points| {
            let at = |scores: &Vec<f64>| ishigami([0, 1, 2].map(|at| normal_cumulative(scores[at])));
            Some(points.iter().map(|scores| told(&[at(scores)])).collect())
        });
        let found = found.expect("nobody ends it");
        let (mut all, mut sums) = (0.0, [0.0; 4]);
        let cells = 120;
        for index in 0..cells * cells * cells {
            let u = [index % cells, index / cells % cells, index / cells / cells]
                .map(|i| (f64::from(i) + 0.5) / f64::from(cells));
            let weight = libm::exp(goals[0].log_likelihood(Some(Told { value: ishigami(u), chance: 0.0 })));
            all += weight;
            sums.iter_mut().zip(measures(u)).for_each(|(sum, value)| *sum += weight * value);
        }
        for (at, sum) in sums.into_iter().enumerate() {
            let mean = mean(&found, |point| measures(quantiles(point))[at]);
            // Four standard errors of a share over the effective points, at most.
            assert!((mean - sum / all).abs() < 2.0 / found.effective().sqrt(), "{at}: {mean} for {}", sum / all);
        }
    }

    /// Where the first value lies, how far the third is from the middle, and where both of the first two are.
    fn measures(u: [f64; 3]) -> [f64; 4] {
        let share = |holds: bool| f64::from(u8::from(holds));
        [
            share(u[0] > 0.5),
            share((u[2] - 0.5).abs() > 0.4),
            share((u[1] - 0.5).abs() < 0.25),
            share(u[0] > 0.7 && u[1] > 0.5),
        ]
    }

    /// Simulation-based calibration (S. Talts and others, 2018): where truths are drawn from what is known before and goals from the
    /// truths, the rank of each truth among draws of what is known after is uniform. 240 repeats of a curved figure in three scores,
    /// ten cells a score: chi-squared with 9 degrees of freedom above 33.7 in one of three has a false alarm of 3e-4; intervals of
    /// half the nominal width put 60 % into the outer cells and are surely seen.
    #[test]
    fn truths_rank_evenly_among_draws() {
        const REPEATS: u32 = 240;
        const CELLS: usize = 10;
        let figures =
            |scores: &[f64]| [scores[0] + 0.5 * scores[1] * scores[1], libm::exp(0.5 * scores[2]) - scores[0]];
        let normal = |repeat: u32, at: u64| {
            let word = Address::of(u64::from(repeat), "truths").word(at) as u32;
            normal_quantile(uniform_wide(word, MIDDLE))
        };
        let mut counts = [[0_u32; CELLS]; 3];
        for repeat in 0..REPEATS {
            let truth: Vec<f64> = (0..3).map(|at| normal(repeat, at)).collect();
            let shown = figures(&truth);
            let goals = goals(&[0, 1].map(|at| shown[at] + 0.4 * normal(repeat, 3 + at as u64)), 0.4);
            let found = waves(3, &goals, sizes(256, 8), u64::from(repeat), None, |_, points| {
                Some(points.iter().map(|scores| told(&figures(scores))).collect())
            });
            let found = found.expect("nobody ends it");
            for (at, counts) in counts.iter_mut().enumerate() {
                let below = mean(&found, |point| f64::from(u8::from(point.scores[at] < truth[at])));
                counts[((below * CELLS as f64) as usize).min(CELLS - 1)] += 1;
            }
        }
        for counts in counts {
            let expected = f64::from(REPEATS) / CELLS as f64;
            let chi: f64 = counts.iter().map(|count| square(f64::from(*count) - expected) / expected).sum();
            assert!(chi < 33.7, "{counts:?}: {chi}");
        }
    }

    #[test]
    fn earlier_waves_lead_where_they_led() {
        let goals = goals(&[2.0], 0.1);
        let tell = |_: u32, points: &[Vec<f64>]| Some(points.iter().map(|scores| told(&scores[..1])).collect());
        let first = waves(6, &goals, sizes(512, 10), 1, None, tell).expect("nobody ends it");
        let second = waves(6, &goals, sizes(512, 10), 1, Some(first.region.clone()), tell).expect("nobody ends it");
        assert!(second.waves.len() < first.waves.len(), "{} and {}", second.waves.len(), first.waves.len());
        assert_eq!(second.power, 1.0);
    }
}
