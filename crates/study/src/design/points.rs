//! The points of a sweep: what every axis is set to, point by point.

use super::axis::{Axis, Levels};
use super::{SobolPoints, latin_hypercube};
use detente_engine::parameter::Distribution;
use detente_engine::random::uniform;

/// Most points of a sweep.
pub const MOST_POINTS: usize = 10_000;

/// How points are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Every value of every axis with every value of the others.
    Grid,
    /// A Latin hypercube of so many points.
    LatinHypercube(usize),
    /// So many scrambled Sobol' points.
    Sobol(usize),
}

/// The points, each with a value for each of the keys, written as after `--set KEY=`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// What is varied.
    pub keys: Vec<String>,
    /// The values of every point, in the order of the keys.
    pub rows: Vec<Vec<String>>,
}

/// There are no such points.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PointsError {
    /// A key comes twice.
    #[error("{0} is varied twice")]
    Twice(String),
    /// A grid needs to know how many.
    #[error(
        "how many values of {0}? A grid needs a number after a colon, such as {0}=0.2..0.6:5; or choose --design lhs or sobol with --points N"
    )]
    Uncounted(String),
    /// Only a grid takes so many values.
    #[error(
        "{0}: how many values stands in grids alone; leave out what stands after the colon, or choose --design grid"
    )]
    Counted(String),
    /// The file gives a plain number, or nothing.
    #[error("the file does not leave {0} uncertain, so there is no range to take its values from; write {0}=LOW..HIGH")]
    Certain(String),
    /// A span in which no value of the key lies.
    #[error("{0} takes whole numbers, and none lies from {1} to {2}; write {0}={low}..{high}", low = .1.floor(), high = .2.ceil())]
    NoWhole(String, f64, f64),
    /// Too many points.
    #[error("{0} points are more than {MOST_POINTS}; vary less, or choose --design lhs or sobol with --points N")]
    TooMany(usize),
    /// Too many axes for Sobol' points.
    #[error("{0} axes are more than Sobol' points have dimensions")]
    TooWide(usize),
}

/// The points of `design` over `axes`. `distribution` says what a key is drawn from where the file leaves it uncertain, `is_whole`
/// whether its values are whole numbers.
///
/// # Errors
/// Where a key comes twice, a grid is not told how many values, another design is, a span holds no value of its key, or there would be
/// too many points.
pub fn points<'d>(
    axes: &[Axis],
    design: Design,
    seed: u64,
    distribution: impl Fn(&str) -> Option<&'d Distribution>,
    is_whole: impl Fn(&str) -> bool,
) -> Result<Points, PointsError> {
    let keys: Vec<String> = axes.iter().map(|axis| axis.key.clone()).collect();
    if let Some(key) = keys.iter().enumerate().find(|(at, key)| keys[..*at].contains(key)) {
        return Err(PointsError::Twice(key.1.clone()));
    }
    let is_grid = design == Design::Grid;
    if let Some(axis) = axes.iter().find(|axis| !is_grid && axis.levels.count().is_some()) {
        return Err(PointsError::Counted(axis.key.clone()));
    }
    let scale = |axis| Scale::of(axis, &distribution, |key| !is_grid && is_whole(key));
    let scales = axes.iter().map(scale).collect::<Result<Vec<_>, _>>()?;
    let at = |coordinates: Vec<f64>| scales.iter().zip(coordinates).map(|(scale, u)| scale.value(u)).collect();
    let rows = match design {
        Design::Grid => grid(axes, &scales)?,
        Design::LatinHypercube(count) | Design::Sobol(count) if count > MOST_POINTS => {
            return Err(PointsError::TooMany(count));
        }
        Design::LatinHypercube(count) => latin_hypercube(count, axes.len(), seed).into_iter().map(at).collect(),
        Design::Sobol(count) => {
            let points = SobolPoints::scrambled(axes.len(), seed, "sweep").ok_or(PointsError::TooWide(axes.len()))?;
            let row = |number| (0..axes.len()).map(|dimension| uniform(points.word(number, dimension))).collect();
            (0..count as u32).map(|number| at(row(number))).collect()
        }
    };
    Ok(Points { keys, rows })
}

/// From a coordinate to a value.
enum Scale<'a> {
    List(&'a [String]),
    Span(f64, f64),
    /// Whole numbers from the first to the second, all as likely.
    Whole(f64, f64),
    Quantiles(&'a Distribution),
}

impl<'a> Scale<'a> {
    fn of<'d: 'a>(
        axis: &'a Axis,
        distribution: &impl Fn(&str) -> Option<&'d Distribution>,
        is_whole: impl Fn(&str) -> bool,
    ) -> Result<Self, PointsError> {
        Ok(match &axis.levels {
            Levels::List(list) => Self::List(list),
            Levels::Span { low, high, .. } if is_whole(&axis.key) => {
                if low.ceil() > high.floor() {
                    return Err(PointsError::NoWhole(axis.key.clone(), *low, *high));
                }
                Self::Whole(low.ceil(), high.floor())
            }
            Levels::Span { low, high, .. } => Self::Span(*low, *high),
            Levels::AsInFile { .. } => {
                Self::Quantiles(distribution(&axis.key).ok_or_else(|| PointsError::Certain(axis.key.clone()))?)
            }
        })
    }

    fn value(&self, u: f64) -> String {
        match self {
            Self::List(list) => list[((u * list.len() as f64) as usize).min(list.len() - 1)].clone(),
            Self::Span(low, high) => tidy(low + u * (high - low)),
            Self::Whole(low, high) => tidy((low + u * (high - low + 1.0)).floor().min(*high)),
            Self::Quantiles(distribution) => tidy(distribution.quantile(u)),
        }
    }

    /// Value `position` of `count` in a grid: a span with both ends, a distribution at the middles of equal parts.
    fn step(&self, position: usize, count: usize) -> String {
        match self {
            Self::List(list) => list[position].clone(),
            Self::Span(..) | Self::Whole(..) => self.value(position as f64 / (count - 1) as f64),
            Self::Quantiles(_) => self.value((position as f64 + 0.5) / count as f64),
        }
    }
}

/// Every combination, the last axis changing fastest.
fn grid(axes: &[Axis], scales: &[Scale<'_>]) -> Result<Vec<Vec<String>>, PointsError> {
    let count = |axis: &Axis| match &axis.levels {
        Levels::List(list) => Ok(list.len()),
        Levels::Span { count, .. } | Levels::AsInFile { count } => {
            count.ok_or_else(|| PointsError::Uncounted(axis.key.clone()))
        }
    };
    let counts = axes.iter().map(count).collect::<Result<Vec<usize>, _>>()?;
    let all = counts.iter().fold(1_usize, |all, count| all.saturating_mul(*count));
    if all > MOST_POINTS {
        return Err(PointsError::TooMany(all));
    }
    let row = |point: usize| {
        let mut rest = point;
        let mut positions: Vec<usize> = counts
            .iter()
            .rev()
            .map(|count| {
                let position = rest % count;
                rest /= count;
                position
            })
            .collect();
        positions.reverse();
        let axis = scales.iter().zip(&counts).zip(positions);
        axis.map(|((scale, count), position)| scale.step(position, *count)).collect()
    };
    Ok((0..all).map(row).collect())
}

/// A number with twelve digits: what nobody meant is rounding.
fn tidy(number: f64) -> String {
    let rounded: f64 = format!("{number:.11e}").parse().expect("a number that was just written");
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(axes: &[&str], design: Design) -> Result<Points, PointsError> {
        let axes: Vec<Axis> = axes.iter().map(|axis| axis.parse().expect("an axis")).collect();
        let uniform = Distribution::uniform(0.0, 10.0).expect("in order");
        points(&axes, design, 1, |key| (key == "uncertain").then_some(&uniform), |key| key == "whole")
    }

    #[test]
    fn a_grid_has_every_combination_in_tidy_numbers() {
        let points = made(&["a=0.1..0.5:3", "b=x,y"], Design::Grid).expect("a grid");
        assert_eq!(points.keys, ["a", "b"]);
        assert_eq!(points.rows, [["0.1", "x"], ["0.1", "y"], ["0.3", "x"], ["0.3", "y"], ["0.5", "x"], ["0.5", "y"]]);
        let points = made(&["uncertain:4"], Design::Grid).expect("a grid");
        assert_eq!(points.rows, [["1.25"], ["3.75"], ["6.25"], ["8.75"]]);
    }

    #[test]
    fn other_designs_spread_each_axis_evenly() {
        for design in [Design::LatinHypercube(8), Design::Sobol(8)] {
            let points = made(&["a=0..8", "b=x,y", "uncertain"], design).expect("points");
            let mut strata: Vec<f64> =
                points.rows.iter().map(|row| row[0].parse::<f64>().expect("a number").floor()).collect();
            strata.sort_by(f64::total_cmp);
            assert_eq!(strata, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], "{design:?}");
            assert_eq!(points.rows.iter().filter(|row| row[1] == "x").count(), 4, "{design:?}");
        }
    }

    #[test]
    fn whole_numbers_are_spread_evenly_by_every_design() {
        for design in [Design::LatinHypercube(6), Design::Sobol(8)] {
            let points = made(&["whole=1..2"], design).expect("points");
            let ones = points.rows.iter().filter(|row| row[0] == "1").count();
            assert_eq!(2 * ones, points.rows.len(), "{design:?}: {:?}", points.rows);
            assert!(points.rows.iter().all(|row| ["1", "2"].contains(&row[0].as_str())));
        }
    }

    #[test]
    fn what_makes_no_points_is_refused() {
        assert_eq!(made(&["a=1..2:7"], Design::Sobol(4)), Err(PointsError::Counted("a".into())));
        assert_eq!(made(&["a=1,2", "a=3,4"], Design::Grid), Err(PointsError::Twice("a".into())));
        assert_eq!(made(&["a=1..2"], Design::Grid), Err(PointsError::Uncounted("a".into())));
        assert_eq!(made(&["a"], Design::Sobol(4)), Err(PointsError::Certain("a".into())));
        assert_eq!(made(&["a=1..2:200", "b=1..2:200"], Design::Grid), Err(PointsError::TooMany(40_000)));
        assert_eq!(made(&["a=1..2"], Design::Sobol(20_000)), Err(PointsError::TooMany(20_000)));
        for design in [Design::LatinHypercube(4), Design::Sobol(4)] {
            let refused = made(&["whole=1.2..1.8"], design).expect_err("no whole number lies there").to_string();
            let proposed = refused.rsplit_once("write ").expect("a proposal").1;
            assert_eq!(proposed, "whole=1..2");
            made(&[proposed], design).expect("what is proposed is accepted");
        }
    }
}
