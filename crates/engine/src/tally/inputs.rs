//! Trials by where their uncertain values lie: what tells afterwards which of them matter.
//!
//! Each uncertain value is drawn by a quantile that is spread evenly over 0 to 1, whatever its distribution. So every trial is
//! already a point of an experiment in which all of them vary at once. What is kept of it are whole numbers: by input, how the
//! trials went whose quantile fell into each of [`CELLS`] equal parts; by pair of inputs, the sums of the products of their places.

use super::measures::MeasureCounts;
use super::shape::ShapeError;
use crate::observe::MEASURES;
use crate::plan::Plan;
use crate::trial::TrialRecord;
use serde::{Deserialize, Serialize};

/// Equal parts into which the quantiles of an input are cut.
pub const CELLS: usize = 64;
/// Most inputs of which pairs are looked at: their number grows with its square.
const MOST_PAIRED: usize = 96;
/// Most trials whose products surely sum to a number.
const MOST_SUMMED: u64 = 1 << 50;

/// Trials by where their inputs lie. The inputs are the uncertain values of a plan in their order, without the world of what no file states,
/// which is counted by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputCounts {
    /// All trials.
    all: MeasureCounts,
    /// By input, then by cell.
    cells: Vec<MeasureCounts>,
    /// By measure, then by pair (0 and 1, 0 and 2, 1 and 2, 0 and 3 and so on): the sum over the trials in which it came of the
    /// product of both places, see [`place`]. Empty where there are too many inputs, or values hang together.
    pairs: [Vec<i64>; MEASURES.len()],
}

/// The part of the unit interval in which a quantile lies.
#[must_use]
pub fn cell_of(quantile: f64) -> usize {
    ((quantile * CELLS as f64) as usize).min(CELLS - 1)
}

/// Where a cell lies about the middle, in halves of a cell: odd, from `1 - CELLS` to `CELLS - 1`.
#[must_use]
pub fn place(cell: usize) -> i16 {
    let whole = |number: usize| i16::try_from(number).expect("cells are few");
    whole(2 * cell + 1) - whole(CELLS)
}

impl InputCounts {
    /// No trials of `plan` yet; none where nothing is uncertain, and none under news, which tie inputs to each other.
    #[must_use]
    pub fn new(plan: &Plan) -> Option<Self> {
        if plan.uncertain.is_empty() || !plan.news.is_empty() {
            return None;
        }
        let inputs = plan.inputs();
        let is_paired = inputs <= MOST_PAIRED && plan.correlation.is_none();
        let pairs = if is_paired { inputs * inputs.saturating_sub(1) / 2 } else { 0 };
        Some(Self::empty(inputs, pairs))
    }

    fn empty(inputs: usize, pairs: usize) -> Self {
        let cells = vec![MeasureCounts::default(); inputs * CELLS];
        Self { all: MeasureCounts::default(), cells, pairs: std::array::from_fn(|_| vec![0; pairs]) }
    }

    /// Takes a trial whose uncertain values lie at `quantiles`.
    pub fn add(&mut self, trial: &TrialRecord, quantiles: &[f64]) {
        self.all.add(trial);
        let mut places = [0_i16; MOST_PAIRED];
        for (input, (cells, quantile)) in self.cells.chunks_exact_mut(CELLS).zip(quantiles).enumerate() {
            let cell = cell_of(*quantile);
            cells[cell].add(trial);
            if let Some(own) = places.get_mut(input) {
                *own = place(cell);
            }
        }
        for measure in MeasureCounts::came(trial) {
            let mut sums = self.pairs[measure].as_mut_slice();
            for (input, own) in places.iter().enumerate().skip(1) {
                let Some((row, rest)) = sums.split_at_mut_checked(input) else { break };
                for (sum, other) in row.iter_mut().zip(&places) {
                    *sum += i64::from(own * other);
                }
                sums = rest;
            }
        }
    }

    /// Takes all trials of `other`, which must have the same shape.
    pub fn merge(&mut self, other: &Self) {
        self.all.merge(&other.all);
        self.cells.iter_mut().zip(&other.cells).for_each(|(own, other)| own.merge(other));
        for (own, other) in self.pairs.iter_mut().flatten().zip(other.pairs.iter().flatten()) {
            *own += other;
        }
    }

    /// Whether `self`, of `trials` trials, could be merged into `model`.
    ///
    /// # Errors
    /// Where lengths differ, or sums are such as no trials have.
    pub(super) fn fits(&self, model: &Self, trials: u64) -> Result<(), ShapeError> {
        let lengths = |one: &Self| (one.cells.len(), one.pairs.each_ref().map(Vec::len));
        if lengths(self) != lengths(model) {
            return Err(ShapeError("inputs"));
        }
        let sums_up = |cells: &[MeasureCounts]| {
            let all = cells.iter().try_fold(0_u64, |sum, own| sum.checked_add(own.checked_trials()?));
            all == Some(trials) && cells.iter().all(|own| own.is_possible())
        };
        let largest = trials.saturating_mul((CELLS * CELLS) as u64);
        let is_possible = |sum: &i64| sum.unsigned_abs() <= largest;
        let is_summed = self.pairs[0].is_empty() || trials <= MOST_SUMMED;
        let is_sound = sums_up(std::slice::from_ref(&self.all))
            && self.cells.chunks_exact(CELLS).all(sums_up)
            && self.pairs.iter().flatten().all(is_possible);
        if is_sound && is_summed { Ok(()) } else { Err(ShapeError("inputs and trials")) }
    }

    /// All trials.
    #[must_use]
    pub fn all(&self) -> &MeasureCounts {
        &self.all
    }

    /// By input, by cell.
    pub fn inputs(&self) -> impl Iterator<Item = &[MeasureCounts]> {
        self.cells.chunks_exact(CELLS)
    }

    /// The sums of products of the trials in which `measure`, a position in [`MEASURES`], came: by pair; and of all trials.
    #[must_use]
    pub fn pairs(&self, measure: usize) -> (&[i64], Vec<i64>) {
        let outcomes = &self.pairs[..MEASURES.len() - 1];
        let all = (0..outcomes[0].len()).map(|pair| outcomes.iter().map(|sums| sums[pair]).sum()).collect();
        (&self.pairs[measure], all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(inputs: usize) -> InputCounts {
        InputCounts::empty(inputs, inputs * (inputs - 1) / 2)
    }

    #[test]
    fn places_lie_about_the_middle_and_cells_hold_both_ends() {
        assert_eq!([cell_of(0.0), cell_of(0.5), cell_of(1.0)], [0, CELLS / 2, CELLS - 1]);
        assert_eq!([place(0), place(CELLS - 1)], [-63, 63]);
        assert_eq!((0..CELLS).map(|cell| i64::from(place(cell))).sum::<i64>(), 0);
    }

    #[test]
    fn what_no_trials_can_have_left_is_refused() {
        let empty = counts(3);
        assert_eq!(empty.fits(&empty, 0), Ok(()));
        assert!(empty.fits(&counts(2), 0).is_err(), "fewer inputs");
        assert!(empty.fits(&empty, 1).is_err(), "a trial that lies nowhere");
        let mut wild = counts(3);
        wild.pairs[0][1] = 1;
        assert!(wild.fits(&empty, 0).is_err(), "a product of no trial");
    }
}
