//! Contestants timed in alternating rounds, so that a busy machine slows all of them. Time is that of the processor, which
//! a machine shared with others changes little, or that of the clock, which threads are about.

#![allow(dead_code, reason = "every bench uses a part")]
#![allow(clippy::disallowed_types, reason = "a bench reads the clock; no result does")]

use cpu_time::ProcessTime;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// One of those that are compared.
pub(crate) struct Contestant<'a> {
    pub(crate) name: &'static str,
    simulate: Box<dyn FnMut() -> u64 + 'a>,
    /// Trials in a round.
    trials: u64,
    /// Nanoseconds of processor time a trial in each round, all threads together.
    pub(crate) busy: Vec<f64>,
    /// Nanoseconds by the clock a trial in each round.
    pub(crate) passed: Vec<f64>,
}

impl<'a> Contestant<'a> {
    /// A contestant that simulates `trials` trials a round; what `simulate` returns only keeps it from being left out.
    pub(crate) fn new(name: &'static str, trials: u64, simulate: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, simulate: Box::new(simulate), trials, busy: Vec::new(), passed: Vec::new() }
    }

    fn round(&mut self) {
        let (start, work) = (Instant::now(), ProcessTime::now());
        black_box((self.simulate)());
        let (passed, busy) = (start.elapsed(), work.elapsed());
        let each = |time: Duration| time.as_secs_f64() * 1e9 / self.trials as f64;
        self.busy.push(each(busy));
        self.passed.push(each(passed));
    }
}

/// Times all contestants in turn, `rounds` times.
pub(crate) fn race(rounds: usize, contestants: &mut [Contestant<'_>]) {
    for _ in 0..rounds {
        contestants.iter_mut().for_each(Contestant::round);
    }
}

/// The middle of some numbers (the upper of two), the least, and the largest.
pub(crate) fn spread(numbers: &[f64]) -> [f64; 3] {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    [sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1]]
}

/// Ratios of times measured in the same rounds.
pub(crate) fn ratios(times: &[f64], others: &[f64]) -> Vec<f64> {
    times.iter().zip(others).map(|(time, other)| time / other).collect()
}
