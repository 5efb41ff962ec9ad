//! Times of alternating rounds.

#![allow(clippy::disallowed_types, reason = "a bench reads the clock; no result does")]

use std::hint::black_box;
use std::time::Instant;

/// Nanoseconds a trial in each round of one contestant.
#[derive(Default)]
pub(crate) struct Rounds {
    pub(crate) nanoseconds: Vec<f64>,
}

impl Rounds {
    /// Times one round of `trials` trials.
    pub(crate) fn time<T>(&mut self, trials: u64, play: impl FnOnce() -> T) {
        let start = Instant::now();
        black_box(play());
        self.nanoseconds.push(start.elapsed().as_secs_f64() * 1e9 / trials as f64);
    }

    /// The middle round.
    pub(crate) fn median(&self) -> f64 {
        median(&self.nanoseconds)
    }

    /// The quickest round.
    pub(crate) fn best(&self) -> f64 {
        self.nanoseconds.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// The middle of some numbers (the upper of two).
pub(crate) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}
