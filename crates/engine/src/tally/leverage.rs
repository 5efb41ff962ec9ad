//! Stakes of the actors with the channel against their counterfactuals without.

use super::fixed::{Wide, to_fixed};
use super::moments::Moments;
use serde::{Deserialize, Serialize};

/// Sums of one leverage measure over the trials in which both arms define it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeverageSums {
    /// Values with the channel, fixed point.
    pub with: Wide,
    /// Values without, fixed point.
    pub without: Wide,
    /// With less without, trial by trial.
    pub gain: Moments,
}

impl LeverageSums {
    /// Takes one trial's value with and without the channel; undefined pairs count for nothing.
    #[inline]
    pub fn add(&mut self, [with, without]: [f64; 2]) {
        if with.is_nan() || without.is_nan() {
            return;
        }
        self.with += to_fixed(with);
        self.without += to_fixed(without);
        self.gain.add(with - without);
    }

    /// Takes all trials of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.with += other.with;
        self.without += other.without;
        self.gain.merge(&other.gain);
    }
}
