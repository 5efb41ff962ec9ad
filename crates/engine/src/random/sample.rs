//! From a word to an event: yes or no, a waiting time, a count.
//!
//! A word `w` stands for the uniform `(w + 1/2) / 2^32`, which is never 0 or 1. Every sampler is an
//! inverse cumulative distribution, so a larger rate can only bring an event forward: variants that
//! share a word stay coupled.

use crate::math::exp;

/// Number of values of a word.
pub(super) const WORDS: f64 = 4_294_967_296.0;

/// The uniform that a word stands for, strictly between 0 and 1.
#[inline]
#[must_use]
pub fn uniform(word: u32) -> f64 {
    (f64::from(word) + 0.5) / WORDS
}

/// The word in the middle of all there are: the low word of a draw whose high word a design gives.
pub const MIDDLE: u32 = 1 << 31;

/// A uniform of 53 bits from two words, strictly between 0 and 1.
#[must_use]
pub fn uniform_wide(high: u32, low: u32) -> f64 {
    let bits = (u64::from(high) << 21) | u64::from(low >> 11);
    (bits as f64 + 0.5) / 9_007_199_254_740_992.0
}

/// A probability, held as the number of words, of the 2^32 there are, on which the event occurs: off
/// by at most 2^-32, exact at 0 and 1.
///
/// ```
/// use detente_engine::random::Chance;
///
/// let even = Chance::of(0.5);
/// assert!(even.occurs(0x7fff_ffff) && !even.occurs(0x8000_0000));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance(u64);

impl Chance {
    /// It occurs on every word.
    pub const CERTAIN: Self = Self(1 << 32);

    /// The chance of probability `probability`: the words that lie under `probability * 2^32`. None
    /// where that is undefined (NaN) or negative, all from 1 on.
    #[inline]
    #[must_use]
    pub fn of(probability: f64) -> Self {
        if probability >= 1.0 {
            return Self::CERTAIN;
        }
        let bound = probability * WORDS;
        let whole = bound as u32;
        Self(u64::from(whole) + u64::from(f64::from(whole) < bound))
    }

    /// The chance that a hazard which adds up to `hazard` strikes: the words on which [`strikes`] says so.
    #[must_use]
    pub fn of_hazard(hazard: f64) -> Self {
        let bound = hazard.min(-libm::expm1(-hazard)) * WORDS;
        let whole = bound as u32;
        Self(u64::from(whole) + u64::from(bound - f64::from(whole) > 0.5))
    }

    /// The number of words on which it occurs, which are the lowest; none where it occurs on every word.
    #[inline(always)]
    #[must_use]
    pub fn bound(self) -> Option<u32> {
        u32::try_from(self.0).ok()
    }

    /// Whether it hangs on the word: it is neither impossible nor certain.
    #[inline(always)]
    #[must_use]
    pub fn is_open(self) -> bool {
        self.0.wrapping_sub(1) < Self::CERTAIN.0 - 1
    }

    /// Whether the event occurs on `word`.
    #[inline(always)]
    #[must_use]
    pub fn occurs(self, word: u32) -> bool {
        u64::from(word) < self.0
    }
}

/// The largest probability with which an event does not occur on `word`.
#[inline]
#[must_use]
pub fn largest_without(word: u32) -> f64 {
    f64::from(word) / WORDS
}

/// An exponential waiting time of mean 1.
#[must_use]
pub fn exponential(word: u32) -> f64 {
    -libm::log(uniform(word))
}

/// The sum of two independent exponential times of mean 1.
#[must_use]
pub fn exponential_pair(first: u32, second: u32) -> f64 {
    -libm::log(uniform(first) * uniform(second))
}

/// Largest mean of a count, and the largest count that is told apart.
pub const LARGEST_MEAN: f64 = 20.0;
/// Largest count of events in one step. With a mean of at most 20 more has probability under 1e-12.
pub const LARGEST_COUNT: u32 = 63;

/// More than rounding may come to in a sum of probabilities.
const ROUNDING: f64 = 1e-9;

/// A Poisson count of mean `mean` (clamped to [`LARGEST_MEAN`]). No transcendental is computed
/// where the uniform lies under `1 - mean <= exp(-mean)`: then the count is surely 0.
#[inline]
#[must_use]
pub fn poisson(word: u32, mean: f64) -> u32 {
    let u = uniform(word);
    // Few terms of the exponential's series bound it from both sides.
    let half_square = 0.5 * mean * mean;
    if u < 1.0 - mean {
        0
    } else if u > 1.0 - mean + half_square + ROUNDING && u < 1.0 - half_square - ROUNDING {
        1
    } else {
        poisson_by_inversion(u, mean.min(LARGEST_MEAN))
    }
}

fn poisson_by_inversion(u: f64, mean: f64) -> u32 {
    let mut term = exp(-mean);
    let mut cumulative = term;
    let mut count = 0;
    while u >= cumulative && count < LARGEST_COUNT {
        count += 1;
        term *= mean / f64::from(count);
        cumulative += term;
    }
    count
}

/// Whether a hazard that adds up to `hazard` over a step strikes: probability `1 - exp(-hazard)`.
/// No transcendental is computed where the uniform lies above `hazard`, which bounds it.
#[inline]
#[must_use]
pub fn strikes(word: u32, hazard: f64) -> bool {
    let u = uniform(word);
    u < hazard && u < -libm::expm1(-hazard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_event_never_and_a_certain_event_always_occurs() {
        for word in [0, 1, u32::MAX / 2, u32::MAX] {
            assert!(!Chance::of(0.0).occurs(word) && !Chance::of(-0.1).occurs(word));
            assert!(Chance::of(1.0).occurs(word) && Chance::of(7.0).occurs(word));
            assert!(!strikes(word, 0.0));
            assert!(!Chance::of(f64::NAN).occurs(word));
        }
    }

    #[test]
    fn a_chance_occurs_on_the_words_under_its_bound() {
        for i in 0..4_000_u32 {
            let probability = f64::from(i) / 3_989.3;
            for word in [i.wrapping_mul(1_073_741), (probability * WORDS) as u32, (probability * WORDS + 1.0) as u32] {
                assert_eq!(Chance::of(probability).occurs(word), f64::from(word) < probability * WORDS);
            }
        }
        assert!(Chance::of(1e-12).is_open() && Chance::of(0.5).is_open());
        assert!(!Chance::of(0.0).is_open() && !Chance::CERTAIN.is_open());
    }

    #[test]
    fn the_chance_of_a_hazard_is_that_of_its_strikes() {
        for hazard in [0.0, 1e-12, 3.1e-10, 0.003_004_5, 0.2, 1.7, 60.0] {
            let chance = Chance::of_hazard(hazard);
            let bound = (-libm::expm1(-hazard) * WORDS) as u32;
            for word in (0..9).map(|i| bound.saturating_sub(4).saturating_add(i)).chain([0, u32::MAX]) {
                assert_eq!(chance.occurs(word), strikes(word, hazard), "{word} at {hazard}");
            }
        }
    }

    #[test]
    fn an_event_does_not_occur_on_a_word_up_to_the_probability_that_says_so() {
        for word in [0, 1, 77, 1 << 31, u32::MAX] {
            let largest = largest_without(word);
            assert!(!Chance::of(largest).occurs(word) && Chance::of(largest + 1e-9).occurs(word), "{word}");
        }
    }

    #[test]
    fn fixed_words_give_fixed_values() {
        assert_eq!(exponential(0).to_bits(), 4_627_131_636_036_799_423, "33 ln 2");
        assert!((exponential(0) - 33.0 * std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!(poisson(u32::MAX / 2, 0.6), 0);
        assert_eq!(poisson(u32::MAX / 2, 0.7), 1);
        assert_eq!(poisson(u32::MAX, 0.0), 0);
        assert_eq!(poisson(u32::MAX, 1.0), 12);
    }

    #[test]
    fn the_short_cut_of_the_poisson_count_changes_nothing() {
        for i in 0..2_000_u32 {
            let word = i.wrapping_mul(2_147_483_659).wrapping_add(i);
            for mean in [0.0, 1e-9, 0.06, 0.4, 1.0, 3.0] {
                assert_eq!(poisson(word, mean), poisson_by_inversion(uniform(word), mean));
            }
        }
    }

    #[test]
    fn poisson_frequencies_follow_the_law_on_a_regular_grid_of_words() {
        let steps = 1_u32 << 16;
        let mean = 0.8;
        let mut counts = [0_u32; 4];
        for i in 0..steps {
            let count = poisson(i << 16, mean);
            if count < 4 {
                counts[count as usize] += 1;
            }
        }
        let mut p = libm::exp(-mean);
        for (k, count) in counts.iter().enumerate() {
            assert!((f64::from(*count) / f64::from(steps) - p).abs() < 2.0 / f64::from(steps));
            p *= mean / (k as f64 + 1.0);
        }
    }
}
