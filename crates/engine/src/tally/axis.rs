//! The grid on which values of one quantity are counted.
//!
//! A value counts at the grid point nearest to it. Rounding keeps the order, so a quantile read from
//! the grid is the quantile of the trials, rounded to the nearest grid point: shares of exactly 0
//! and 1 and whole counts come out exact.

use crate::domain::Money;
use crate::math::{greater, lesser, nearest};
use crate::plan::Plan;
use crate::trial::Grid;

/// Bins of a grid of counts: 0 to 511, the last for all above.
const COUNT_BINS: usize = 512;
/// Steps between the ends of a bounded grid.
const DIVISIONS: u32 = 200;
/// Points of the grid of review lengths: 0 to 104 weeks by quarters.
const QUARTER_WEEKS: usize = 417;

/// Equally spaced grid points. Values beyond the ends count at the ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    low: f64,
    width: f64,
    per_unit: f64,
    bins: usize,
    /// The last bin, as a number.
    last: f64,
    kind: Kind,
}

/// What a grid point stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Exactly itself, a whole number.
    Whole,
    /// Exactly itself, an end of a step.
    Step,
    /// All values nearest to it.
    Nearest,
}

impl Axis {
    /// The axis of `grid` under `plan`, where `frozen_total` is the money that `Grid::Funds` divides.
    #[must_use]
    pub fn new(grid: Grid, plan: &Plan, frozen_total: Money) -> Self {
        let steps = || Self::spaced(plan.weeks(1), plan.steps as usize + 1, Kind::Step);
        Self::bounded(grid, frozen_total).unwrap_or_else(steps)
    }

    /// The axis of a grid that does not depend on the steps; `None` for the one that does.
    pub fn bounded(grid: Grid, frozen_total: Money) -> Option<Self> {
        match grid {
            Grid::Count => Some(Self::spaced(1.0, COUNT_BINS, Kind::Whole)),
            Grid::Steps => None,
            Grid::Share => Some(Self::divided(0.0, 1.0)),
            Grid::Range { low, high } => Some(Self::divided(low, high)),
            // Money can be paid, taken back and paid again, so more than the total can be delivered.
            Grid::Funds if frozen_total > Money::ZERO => Some(Self::divided(0.0, 2.0 * frozen_total.usd_bn())),
            Grid::Funds => Some(Self::divided(0.0, 1.0)),
        }
    }

    /// Quarters of a week, for the mean length of a body's reviews.
    #[must_use]
    pub fn quarter_weeks() -> Self {
        Self::spaced(0.25, QUARTER_WEEKS, Kind::Nearest)
    }

    fn divided(low: f64, high: f64) -> Self {
        let divisions = f64::from(DIVISIONS);
        let (width, per_unit) = ((high - low) / divisions, divisions / (high - low));
        Self { low, width, per_unit, bins: DIVISIONS as usize + 1, last: divisions, kind: Kind::Nearest }
    }

    fn spaced(width: f64, bins: usize, kind: Kind) -> Self {
        Self { low: 0.0, width, per_unit: 1.0 / width, bins, last: (bins - 1) as f64, kind }
    }

    /// Whether the grid is of counts: below its last bin, a bin is one whole number.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.kind == Kind::Whole
    }

    /// The bin of `value` where the bin says all about it: on grids of counts, below the last bin.
    #[inline(always)]
    pub(super) fn small_count(&self, value: f64) -> Option<usize> {
        // What is negative, large or undefined rounds to a huge number, and is left to others.
        let bin = nearest(value).cast_unsigned() as usize;
        (self.kind == Kind::Whole && bin < self.bins - 1).then_some(bin)
    }

    /// How many bins there are.
    #[must_use]
    pub fn bins(&self) -> usize {
        self.bins
    }

    /// The bin of `value`.
    #[inline]
    #[must_use]
    pub fn bin(&self, value: f64) -> usize {
        let position = lesser((value - self.low) * self.per_unit, self.last);
        nearest(greater(position, 0.0)) as usize
    }

    /// The value that stands for bin `bin`.
    #[must_use]
    pub fn point(&self, bin: usize) -> f64 {
        self.low + bin as f64 * self.width
    }

    /// Whether bin `bin` took only values nearest to its point, where all values lie in `min..=max`:
    /// false for a bin at an end of the grid that also took values from beyond.
    #[must_use]
    pub fn holds(&self, bin: usize, min: f64, max: f64) -> bool {
        let half = 0.5 * self.width;
        let below = bin == 0 && min < self.low - half;
        let above = bin + 1 == self.bins && max > self.point(bin) + half;
        !below && !above
    }

    /// Whether a bin is a single value, not a range of values.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.kind != Kind::Nearest
    }

    /// The values that fall into bin `bin`: one value on grids of counts and of steps, half a width
    /// to either side (cut off at the ends of the grid) on others.
    #[must_use]
    pub fn bounds(&self, bin: usize) -> (f64, f64) {
        let point = self.point(bin);
        if self.exact() {
            return (point, point);
        }
        let half = 0.5 * self.width;
        let low = if bin == 0 { point } else { point - half };
        let high = if bin + 1 == self.bins { point } else { point + half };
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_counts_at_its_nearest_grid_point() {
        let axis = Axis::divided(0.0, 1.0);
        assert_eq!([axis.bin(0.0), axis.bin(0.29), axis.bin(0.2912), axis.bin(1.0)], [0, 58, 58, 200]);
        assert_eq!([axis.bin(-3.0), axis.bin(7.0)], [0, 200]);
        assert!((axis.point(58) - 0.29).abs() < 1e-12);
    }

    #[test]
    fn every_grid_point_falls_into_its_own_bin() {
        for axis in [Axis::divided(-1.0, 20.0), Axis::divided(0.0, 7.3), Axis::quarter_weeks()] {
            for bin in 0..axis.bins() {
                assert_eq!(axis.bin(axis.point(bin)), bin);
            }
        }
    }
}
