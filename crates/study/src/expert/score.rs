//! How well somebody answers questions whose answer is known: the scores of Cooke's classical model.
//!
//! R. M. Cooke, Experts in Uncertainty (1991); A. R. Colson and R. M. Cooke, Reliability Engineering and System Safety 163 (2017),
//! 109-120. Seeds are taken as independent of each other.

use std::f64::consts::PI;

/// The share of answers that should fall below the 5 % quantile, between it and the median, between that and the 95 % quantile, and
/// above.
const EXPECTED: [f64; 4] = [0.05, 0.45, 0.45, 0.05];
/// By what part of the range of all quantiles and answers the background reaches beyond it at either end.
const OVERSHOOT: f64 = 0.1;
/// Seeds below which scores are loose: with ten, the best calibration that there can be is 0.83.
pub const FEW_SEEDS: usize = 10;

/// The known answer of a seed question.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedTruth {
    /// Id of the question.
    pub id: String,
    /// The answer.
    pub value: f64,
    /// Whether its background is uniform in the logarithm: for quantities that may lie orders of magnitude apart.
    pub is_log: bool,
    /// Whether it is a share, 0 to 1.
    pub is_share: bool,
}

/// How an expert answered the seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeedScores {
    /// Probability of answers at least as far from what the quantiles say, were the quantiles right: 0 to 1, high is good.
    pub calibration: f64,
    /// Mean information of the quantiles relative to the background, 0 or more: high is narrow.
    pub information: f64,
}

/// The scores of each expert; `answers` are, by expert, the 5 %, 50 % and 95 % quantiles of each seed in the order of `truths`.
#[must_use]
pub fn scores(answers: &[Vec<[f64; 3]>], truths: &[SeedTruth]) -> Vec<SeedScores> {
    let on_scale = |truth: &SeedTruth, value: f64| if truth.is_log { libm::log(value) } else { value };
    let ranges: Vec<(f64, f64)> = truths
        .iter()
        .enumerate()
        .map(|(seed, truth)| {
            let ends = answers.iter().flat_map(|own| [own[seed][0], own[seed][2]]);
            let values = ends.chain([truth.value]).map(|value| on_scale(truth, value));
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
            let beyond = OVERSHOOT * (high - low);
            (low - beyond, high + beyond)
        })
        .collect();
    let of = |own: &Vec<[f64; 3]>| {
        let mut counts = [0_u64; 4];
        let mut gained = 0.0;
        for ((quantiles, truth), range) in own.iter().zip(truths).zip(&ranges) {
            counts[quantiles.iter().filter(|quantile| truth.value > **quantile).count()] += 1;
            gained += information(quantiles.map(|quantile| on_scale(truth, quantile)), *range);
        }
        SeedScores { calibration: calibration(counts), information: gained / truths.len() as f64 }
    };
    answers.iter().map(of).collect()
}

/// The calibration score of somebody of whose seeds so many fell into each of the four parts that three quantiles make; an answer
/// that is a quantile falls below it.
#[must_use]
pub fn calibration(counts: [u64; 4]) -> f64 {
    let seeds: u64 = counts.iter().sum();
    let part = |(count, expected): (&u64, &f64)| {
        let share = *count as f64 / seeds as f64;
        if *count == 0 { 0.0 } else { share * libm::log(share / expected) }
    };
    let divergence: f64 = counts.iter().zip(&EXPECTED).map(part).sum();
    above_chi_squared((2.0 * seeds as f64 * divergence).max(0.0))
}

/// The probability that a chi-squared value with three degrees of freedom lies above `value`.
fn above_chi_squared(value: f64) -> f64 {
    libm::erfc((value / 2.0).sqrt()) + (2.0 * value / PI).sqrt() * libm::exp(-value / 2.0)
}

/// The information of `quantiles` relative to a uniform background over `range`, in nats.
#[must_use]
pub fn information(quantiles: [f64; 3], range: (f64, f64)) -> f64 {
    let [low, middle, high] = quantiles;
    let ends = [range.0, low, middle, high, range.1];
    let parts = EXPECTED.iter().zip(ends.windows(2));
    libm::log(range.1 - range.0)
        + parts.map(|(share, part)| share * libm::log(share / (part[1] - part[0]))).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth(value: f64) -> SeedTruth {
        SeedTruth { id: "T".to_owned(), value, is_log: false, is_share: false }
    }

    #[test]
    fn chi_squared_is_as_in_tables() {
        // M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, table 26.8, three degrees of freedom.
        for (value, above) in [(0.351_846, 0.95), (2.365_97, 0.5), (7.814_73, 0.05), (16.2662, 0.001)] {
            assert!((above_chi_squared(value) - above).abs() < 1e-6, "{value}");
        }
        assert_eq!(above_chi_squared(0.0).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn calibration_is_as_worked_out_by_hand() {
        // As many as expected.
        assert!((calibration([1, 9, 9, 1]) - 1.0).abs() < 1e-12);
        // Ten seeds, 1 4 4 1: 20 (.2 ln 2 + .8 ln (8/9)) = 0.88806, above which chi-squared lies with .82818.
        assert!((calibration([1, 4, 4, 1]) - 0.828).abs() < 5e-4, "{}", calibration([1, 4, 4, 1]));
        // Ten seeds, 0 5 5 0: 20 ln (10/9) = 2.10721; .55051.
        assert!((calibration([0, 5, 5, 0]) - 0.5505).abs() < 5e-4, "{}", calibration([0, 5, 5, 0]));
        // Overconfident, 4 1 1 4: 20 (.8 ln 8 + .2 ln (2/9)) = 27.2547; 5.2e-6.
        assert!((calibration([4, 1, 1, 4]) / 5.2e-6 - 1.0).abs() < 0.02, "{}", calibration([4, 1, 1, 4]));
    }

    #[test]
    fn information_is_as_worked_out_by_hand() {
        // Over 0 to 20 with the quantiles 9, 10, 11: ln 20 + .1 ln (.05 / 9) + .9 ln .45 = 1.75781.
        let narrow = information([9.0, 10.0, 11.0], (0.0, 20.0));
        assert!((narrow - 1.757_81).abs() < 1e-4, "{narrow}");
        // Who says what the background says adds nothing.
        assert!(information([1.0, 10.0, 19.0], (0.0, 20.0)).abs() < 1e-12);
    }

    #[test]
    fn the_range_is_that_of_all_experts_and_answers_with_a_tenth_more() {
        let answers = [vec![[2.0, 5.0, 8.0]], vec![[4.0, 5.0, 6.0]]];
        let [wide, narrow] = scores(&answers, &[truth(12.0)])[..] else { panic!("two") };
        // 2 to 12 and one more at either end.
        assert!((wide.information - information([2.0, 5.0, 8.0], (1.0, 13.0))).abs() < 1e-12);
        assert!((narrow.information - information([4.0, 5.0, 6.0], (1.0, 13.0))).abs() < 1e-12);
        assert!(narrow.information > wide.information);
        assert_eq!(wide.calibration.to_bits(), calibration([0, 0, 0, 1]).to_bits());
    }

    #[test]
    fn information_on_a_scale_of_logarithms_does_not_depend_on_the_unit() {
        let of = |unit: f64, is_log| {
            let answers = [vec![[1.0 * unit, 10.0 * unit, 1000.0 * unit]], vec![[5.0 * unit, 7.0 * unit, 9.0 * unit]]];
            scores(&answers, &[SeedTruth { is_log, ..truth(8.0 * unit) }])[0].information
        };
        assert!((of(1.0, true) - of(1000.0, true)).abs() < 1e-9);
        assert!((of(1.0, true) - of(1.0, false)).abs() > 0.1);
    }

    #[test]
    fn an_answer_that_is_a_quantile_falls_below_it() {
        let answers = [vec![[1.0, 2.0, 3.0]]];
        let of = |value| scores(&answers, &[truth(value)])[0].calibration.to_bits();
        assert_eq!(of(1.0), calibration([1, 0, 0, 0]).to_bits());
        assert_eq!(of(2.5), calibration([0, 0, 1, 0]).to_bits());
    }
}
