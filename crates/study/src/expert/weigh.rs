//! What each expert weighs.

use super::score::SeedScores;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The calibration score below which an expert has no weight unless something else is asked for: that at which a hypothesis is
/// rejected by convention. Cooke picks it so that the pool itself scores best, which takes many seeds.
pub const DEFAULT_CUT_OFF: f64 = 0.05;
/// Largest weight of a world.
const LARGEST: f64 = 1_000_000.0;
/// Largest multiple of the lowest weight that is tried to make all weights whole.
const MOST_MULTIPLES: u32 = 100;

/// How experts are weighed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Weighing {
    /// All the same.
    Equal,
    /// As somebody says.
    Given {
        /// The weight of each by his name, 0 or more.
        weights: BTreeMap<String, f64>,
    },
    /// By calibration times information on seed questions.
    Scores {
        /// The lowest calibration score with which an expert has any weight.
        cut_off: f64,
        /// The text of the table of known answers; that of the shipped base rates where there is none.
        answers: Option<String>,
    },
}

/// The weights of experts with these scores, which add up to 1; none where nobody reaches the cut-off, or all that do know nothing.
pub(super) fn by_scores(scores: &[SeedScores], cut_off: f64) -> Option<Vec<f64>> {
    let weigh = |own: &SeedScores| if own.calibration >= cut_off { own.calibration * own.information } else { 0.0 };
    shares(&scores.iter().map(weigh).collect::<Vec<_>>())
}

/// `weights` so that they add up to 1; none where they add up to nothing.
pub(super) fn shares(weights: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = weights.iter().sum();
    (sum > 0.0).then(|| weights.iter().map(|weight| weight / sum).collect())
}

/// Whole numbers in proportion to `weights`: exactly where small ones are, else the largest as large as it may be, so that no
/// share is off by more than one in a million. A weight above 0 stays above 0.
#[must_use]
pub fn whole_weights(weights: &[f64]) -> Vec<u32> {
    let positive = || weights.iter().copied().filter(|weight| *weight > 0.0);
    let (low, high) = (positive().fold(f64::INFINITY, f64::min), positive().fold(0.0, f64::max));
    let is_whole = |scaled: f64| (scaled - scaled.round()).abs() < 1e-9 * scaled.max(1.0);
    let multiple = (1..=MOST_MULTIPLES).map(|times| f64::from(times) / low);
    let exact =
        multiple.filter(|scale| high * scale <= LARGEST).find(|scale| positive().all(|own| is_whole(own * scale)));
    let scale = exact.unwrap_or(LARGEST / high);
    let whole = |weight: &f64| if *weight > 0.0 { ((weight * scale).round() as u32).max(1) } else { 0 };
    weights.iter().map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_small_whole_numbers_where_they_can() {
        assert_eq!(whole_weights(&[0.5, 0.5]), [1, 1]);
        assert_eq!(whole_weights(&[0.4, 0.6, 0.0]), [2, 3, 0]);
        assert_eq!(whole_weights(&[2.0, 1.0]), [2, 1]);
    }

    #[test]
    fn other_weights_are_off_by_less_than_one_in_ten_thousand() {
        for weights in [[0.317_238_1, 0.682_761_9], [1e-3, 0.999], [0.123_456_789, 0.5]] {
            let whole = whole_weights(&weights);
            let (all, sum) = (f64::from(whole.iter().sum::<u32>()), weights.iter().sum::<f64>());
            for (own, weight) in whole.iter().zip(weights) {
                assert!((f64::from(*own) / all - weight / sum).abs() < 1e-6, "{own}");
                assert!(*own <= 1_000_000);
            }
        }
        // What weighs next to nothing still weighs something.
        assert_eq!(whole_weights(&[1e-9, 1.0]), [1, 1_000_000]);
    }

    #[test]
    fn who_is_below_the_cut_off_weighs_nothing_and_the_others_by_both_scores() {
        let of = |calibration, information| SeedScores { calibration, information };
        let scores = [of(0.6, 1.0), of(0.3, 1.0), of(0.04, 9.0)];
        let weights = by_scores(&scores, 0.05).expect("two reach it");
        assert!((weights[0] - 2.0 / 3.0).abs() < 1e-12 && weights[2] == 0.0, "{weights:?}");
        assert_eq!(by_scores(&scores, 0.7), None);
        assert!(by_scores(&scores, 0.0).expect("all")[2] > 0.2);
    }
}
