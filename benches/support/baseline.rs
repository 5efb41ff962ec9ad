//! The reference ladder as one would write it by hand: nothing but this ladder, a stream of draws a
//! trial, a handful of counters.

use rand::{Rng, SeedableRng};
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

/// Plays `trials` trials under `seed` and returns how many scaled.
pub(crate) fn scaling(seed: u64, trials: u64) -> u64 {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let mut scaling = 0;
    for trial in 0..trials {
        // In this order: turning to another stream is quicker at the start of one.
        generator.set_word_pos(0);
        generator.set_stream(trial);
        scaling += u64::from(scales(&mut generator));
    }
    scaling
}

/// Whether one trial scales.
fn scales(generator: &mut ChaCha8Rng) -> bool {
    let mut happens = |probability: f64| ((generator.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0) < probability;
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
