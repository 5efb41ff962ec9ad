//! The reference ladder as one would write it by hand: nothing but this ladder, a stream of draws a
//! trial, a handful of counters. Once as one would write it first, with a real number from 0 to 1 for every draw, and once
//! with whole numbers, which are quicker to compare.

#![allow(dead_code, reason = "every bench uses a part")]

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const APPROVAL: f64 = 0.85;
const COMPLIANCE: f64 = 0.93;
const FALSE_ALARM: f64 = 0.03;
const DETECTION: f64 = 0.8;
const CONFRONTATION: f64 = 0.003;
const RUNGS: u32 = 10;
const STEPS: u32 = 52;
const DISPUTES_BEFORE_EXIT: u32 = 3;
const LAPSE_STEPS: u32 = 6;

/// Simulates `trials` trials under `seed`, comparing whole numbers, and returns how many scaled.
pub(crate) fn scaling(seed: u64, trials: u64) -> u64 {
    count(seed, trials, integer)
}

/// The same, comparing real numbers.
pub(crate) fn scaling_by_reals(seed: u64, trials: u64) -> u64 {
    count(seed, trials, |generator, probability| generator.random::<f64>() < probability)
}

#[inline(always)]
fn count(seed: u64, trials: u64, happens: impl Fn(&mut ChaCha8Rng, f64) -> bool) -> u64 {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut scaling = 0;
    for trial in 0..trials {
        turn(&mut generator, trial);
        scaling += u64::from(scales(|probability| happens(&mut generator, probability)));
    }
    scaling
}

/// Whether a draw of 64 bits lies under the share `probability` of all there are.
#[inline(always)]
fn integer(generator: &mut ChaCha8Rng, probability: f64) -> bool {
    generator.next_u64() < (probability * 18_446_744_073_709_551_616.0) as u64
}

/// How many draws each of the first trials takes: few enough that the list itself stays at hand.
pub(crate) struct Draws(Vec<u32>);

impl Draws {
    /// Notes the draws of the first trials under `seed`.
    pub(crate) fn note(seed: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let draws = (0..4096).map(|trial| {
            turn(&mut generator, trial);
            scales(|probability| integer(&mut generator, probability));
            (generator.get_word_pos() / 2) as u32
        });
        Self(draws.collect())
    }

    /// Draws a trial, on average.
    pub(crate) fn mean(&self) -> f64 {
        self.0.iter().map(|draws| f64::from(*draws)).sum::<f64>() / self.0.len() as f64
    }

    /// The floor: draws what `trials` trials draw, and trials nothing. Returns the sum, so that no draw is left out.
    pub(crate) fn make(&self, seed: u64, trials: u64) -> u64 {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        let mut sum = 0_u64;
        for (trial, draws) in (0..trials).zip(self.0.iter().cycle()) {
            turn(&mut generator, trial);
            for _ in 0..*draws {
                sum = sum.wrapping_add(generator.next_u64());
            }
        }
        sum
    }
}

fn turn(generator: &mut ChaCha8Rng, trial: u64) {
    // In this order: turning to another stream is quicker at the start of one.
    generator.set_word_pos(0);
    generator.set_stream(trial);
}

/// Whether one trial scales, where `happens` draws whether an event of a probability does.
#[inline(always)]
fn scales(mut happens: impl FnMut(f64) -> bool) -> bool {
    let (mut in_force, mut since_progress, mut disputes) = (0_u32, 0, 0);
    for _ in 0..STEPS {
        since_progress += 1;
        if happens(APPROVAL) && happens(APPROVAL) {
            let complied = [happens(COMPLIANCE), happens(COMPLIANCE)];
            let alarms = complied.map(|complied| happens(if complied { FALSE_ALARM } else { DETECTION }));
            if alarms == [false; 2] {
                in_force += 1;
                since_progress = 0;
            } else {
                in_force = in_force.saturating_sub(1);
                disputes += 1;
                if disputes == DISPUTES_BEFORE_EXIT {
                    return false;
                }
            }
        }
        if happens(CONFRONTATION) {
            return false;
        }
        if in_force == RUNGS {
            return true;
        }
        if since_progress == LAPSE_STEPS {
            return false;
        }
    }
    false
}
