//! An estimated difference, and what it says about an expectation.

use detente_engine::math::normal_cumulative;
use detente_engine::statistics::{Confidence, Interval, PairedCounts, RatioSums, paired_difference};

/// The difference of two figures with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EffectEstimate {
    /// The figure itself, and what it is compared with; `None` where undefined.
    pub(super) figures: [Option<f64>; 2],
    difference: Difference,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Difference {
    /// Of two shares of the same trials.
    Shares(PairedCounts),
    /// Of anything else, with standard error.
    Normal(f64, f64),
    Undefined,
}

impl EffectEstimate {
    pub(super) fn of_shares(counts: PairedCounts) -> Self {
        let share = |count: u64| (counts.trials() > 0).then(|| count as f64 / counts.trials() as f64);
        let figures = [counts.both + counts.only_first, counts.both + counts.only_second].map(share);
        Self { figures, difference: Difference::Shares(counts) }
    }

    pub(super) fn of_ratios(sums: &RatioSums) -> Self {
        let normal = |(difference, error)| Difference::Normal(difference, error);
        Self { figures: sums.ratios(), difference: sums.difference().map_or(Difference::Undefined, normal) }
    }

    pub(super) fn of_area(area: Option<(f64, f64)>) -> Self {
        let normal = |(area, error)| Difference::Normal(area - 0.5, error);
        Self {
            figures: [area.map(|(area, _)| area), Some(0.5)],
            difference: area.map_or(Difference::Undefined, normal),
        }
    }

    /// The difference; `None` where undefined.
    pub(super) fn difference(&self) -> Option<f64> {
        match self.difference {
            Difference::Shares(counts) => counts.difference(),
            Difference::Normal(difference, _) => Some(difference),
            Difference::Undefined => None,
        }
    }

    /// Its interval: Newcombe's for paired shares, else the normal one.
    pub(super) fn interval(&self, confidence: Confidence) -> Option<Interval> {
        match self.difference {
            Difference::Shares(counts) => paired_difference(counts, confidence),
            Difference::Normal(difference, error) => {
                let half_width = confidence.normal() * error;
                Some(Interval { low: difference - half_width, high: difference + half_width })
            }
            Difference::Undefined => None,
        }
    }

    /// How likely chance alone would give a difference as high as this or higher, were the true one `bound`. For paired
    /// shares and a bound of 0 exact, else by the normal.
    pub(super) fn chance_above(&self, bound: f64) -> f64 {
        match self.difference {
            Difference::Shares(counts) if bound == 0.0 => counts.chance_of_first(),
            Difference::Shares(counts) => {
                tail(counts.difference().unwrap_or(f64::NAN) - bound, counts.standard_error())
            }
            Difference::Normal(difference, error) => tail(difference - bound, error),
            Difference::Undefined => 1.0,
        }
    }

    /// The same for a difference as low as this or lower.
    pub(super) fn chance_below(&self, bound: f64) -> f64 {
        self.mirrored().chance_above(-bound)
    }

    /// The second figure less the first.
    fn mirrored(&self) -> Self {
        let [first, second] = self.figures;
        let difference = match self.difference {
            Difference::Shares(PairedCounts { both, only_first, only_second, neither }) => {
                let (only_first, only_second) = (only_second, only_first);
                Difference::Shares(PairedCounts { both, only_first, only_second, neither })
            }
            Difference::Normal(difference, error) => Difference::Normal(-difference, error),
            Difference::Undefined => Difference::Undefined,
        };
        Self { figures: [second, first], difference }
    }
}

/// The upper tail of the normal beyond `excess`; without error, certain one way or the other.
fn tail(excess: f64, error: f64) -> f64 {
    match (excess > 0.0, error > 0.0) {
        (_, true) => normal_cumulative(-excess / error),
        (true, false) => 0.0,
        (false, false) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_their_mirror_image_have_mirrored_chances() {
        let counts = |only_first, only_second| PairedCounts { both: 40, only_first, only_second, neither: 40 };
        let (one, other) = (EffectEstimate::of_shares(counts(15, 5)), EffectEstimate::of_shares(counts(5, 15)));
        assert_eq!(one.figures, [Some(0.55), Some(0.45)]);
        assert_eq!(one.chance_above(0.0).to_bits(), other.chance_below(0.0).to_bits());
        // 15 heads or more in 20 tosses of a fair coin.
        assert!((one.chance_above(0.0) - 0.020_694_732_666).abs() < 1e-11);
        assert!(one.chance_below(0.3) < 1e-4 && one.chance_below(0.1) > 0.4);
    }

    #[test]
    fn a_difference_without_error_is_certain() {
        let exact = EffectEstimate { figures: [Some(1.0); 2], difference: Difference::Normal(0.0, 0.0) };
        assert_eq!((exact.chance_above(0.0), exact.chance_below(0.01), exact.chance_above(-0.01)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn what_is_undefined_shows_nothing() {
        let none = EffectEstimate::of_area(None);
        assert_eq!(
            (none.difference(), none.interval(Confidence::NINETY_FIVE), none.chance_above(0.0)),
            (None, None, 1.0)
        );
    }
}
