//! Trials by what is learned of them, counted.

use super::super::figure::Figure;

pub(super) const OBJECTIVES: usize = Figure::OBJECTIVES.len();

/// Trials of which the same is learned.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) trials: u64,
    /// By plan after the base.
    pub(super) others: Vec<Beside>,
}

/// How a plan does beside the base, by objective.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// Trials in which the figure came under the plan alone, less those under the base alone.
    pub(super) differences: [i64; OBJECTIVES],
    /// Trials in which it came under one of the two.
    pub(super) differing: [u64; OBJECTIVES],
}

impl Cell {
    pub(super) fn new(others: usize) -> Self {
        Self { trials: 0, others: vec![Beside::default(); others] }
    }

    /// Takes a trial; `differences` are those of single trials, none where all plans do alike.
    pub(super) fn add(&mut self, differences: Option<&[[i64; OBJECTIVES]]>) {
        self.trials += 1;
        for (own, differences) in self.others.iter_mut().zip(differences.into_iter().flatten()) {
            for (at, difference) in differences.iter().enumerate() {
                own.differences[at] += difference;
                own.differing[at] += difference.unsigned_abs();
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.trials += other.trials;
        for (own, other) in self.others.iter_mut().zip(&other.others) {
            for at in 0..OBJECTIVES {
                own.differences[at] += other.differences[at];
                own.differing[at] += other.differing[at];
            }
        }
    }

    /// Takes out what was merged before.
    pub(super) fn take_out(&mut self, other: &Self) {
        self.trials -= other.trials;
        for (own, other) in self.others.iter_mut().zip(&other.others) {
            for at in 0..OBJECTIVES {
                own.differences[at] -= other.differences[at];
                own.differing[at] -= other.differing[at];
            }
        }
    }
}
