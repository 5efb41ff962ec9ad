//! Differences of headline figures, with how sure they are.

use super::figure::Figure;
use super::pair::PairTally;
use detente_engine::domain::words;
use detente_engine::math::normal_quantile;
use detente_engine::statistics::{Confidence, Interval, PairedCounts, paired_difference};
use serde::Serialize;

/// The chance with which the smallest difference is seen.
const POWER: f64 = 0.80;

words! {
    /// What can be said of two shares.
    Verdict {
        Same = "same", "The two plans are the same, word by word; the difference is exactly zero.";
        Higher = "higher", "The figure is higher than in the base.";
        Lower = "lower", "The figure is lower than in the base.";
        NotToldApart = "not_told_apart", "The interval holds zero: the two cannot be told apart with these trials.";
    }
}

/// One figure under two plans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Which figure.
    pub figure: Figure,
    /// Number of trials.
    pub trials: u64,
    /// Its share under the base.
    pub base: f64,
    /// Its share under the other.
    pub other: f64,
    /// The other less the base.
    pub difference: f64,
    /// Interval of the difference, all figures of one family at once.
    pub interval: Interval,
    /// Variance of the difference over that of independent runs of as many trials; `None` where the figure always
    /// or never happened under both.
    pub variance_ratio: Option<f64>,
    /// The smallest difference that these trials would have shown with a chance of 80 %.
    pub smallest_seen: f64,
    /// What can be said.
    pub verdict: Verdict,
}

/// The differences of all figures of one pair, whose intervals hold at once with those of `family` figures in all
/// (Newcombe's method 10 for each, at 1 - .05 / `family`: Bonferroni). `same` says that the plans are the same. Empty without
/// trials.
#[must_use]
pub fn differences(pair: &PairTally, family: usize, same: bool) -> Vec<Difference> {
    Figure::ALL.iter().filter_map(|figure| of(*figure, pair.figure(*figure), family, same)).collect()
}

fn of(figure: Figure, counts: PairedCounts, family: usize, same: bool) -> Option<Difference> {
    let confidence = Confidence::at_once(family);
    let difference = counts.difference()?;
    let trials = counts.trials();
    let share = |count: u64| count as f64 / trials as f64;
    let interval = if same { Interval { low: 0.0, high: 0.0 } } else { paired_difference(counts, confidence)? };
    let verdict = match (same, interval) {
        (true, _) => Verdict::Same,
        (_, Interval { low, .. }) if low > 0.0 => Verdict::Higher,
        (_, Interval { high, .. }) if high < 0.0 => Verdict::Lower,
        _ => Verdict::NotToldApart,
    };
    // Were there no difference, this would be the standard error; as if one trial differed, where none does.
    let error = ((counts.only_first + counts.only_second).max(1) as f64).sqrt() / trials as f64;
    Some(Difference {
        figure,
        trials,
        base: share(counts.both + counts.only_second),
        other: share(counts.both + counts.only_first),
        difference,
        interval,
        variance_ratio: variance_ratio(counts),
        smallest_seen: if same { 0.0 } else { (confidence.normal() + normal_quantile(POWER)) * error },
        verdict,
    })
}

/// Variance of the paired difference over `p (1 - p) + q (1 - q)`, that of independent runs.
fn variance_ratio(counts: PairedCounts) -> Option<f64> {
    let trials = counts.trials() as f64;
    let [p, q] = [counts.both + counts.only_first, counts.both + counts.only_second].map(|n| n as f64 / trials);
    let independent = p * (1.0 - p) + q * (1.0 - q);
    let error = counts.standard_error();
    (independent > 0.0).then(|| error * error * trials / independent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn independent_events_have_a_ratio_of_one_and_equal_ones_of_zero() {
        let independent = PairedCounts { both: 6, only_first: 14, only_second: 24, neither: 56 };
        assert!((variance_ratio(independent).expect("varies") - 1.0).abs() < 1e-12);
        let equal = PairedCounts { both: 30, neither: 70, ..PairedCounts::default() };
        assert_eq!(variance_ratio(equal), Some(0.0));
        assert_eq!(variance_ratio(PairedCounts { neither: 9, ..PairedCounts::default() }), None);
    }

    #[test]
    fn more_figures_at_once_widen_the_interval() {
        let counts = PairedCounts { both: 300, only_first: 60, only_second: 30, neither: 610 };
        let [one, eight] = [1, 8].map(|family| of(Figure::Scaling, counts, family, false).expect("trials"));
        assert!(eight.interval.width() > 1.3 * one.interval.width());
        assert_eq!(one.verdict, Verdict::Higher);
        // (1.96 + 0.84) standard errors of sqrt(90) / 1000.
        assert!((one.smallest_seen - 2.801_585_2 * 90_f64.sqrt() / 1000.0).abs() < 1e-7);
    }

    #[test]
    fn nothing_differs_between_the_same_plans() {
        let counts = PairedCounts { both: 3, neither: 7, ..PairedCounts::default() };
        let found = of(Figure::Collapse, counts, 8, true).expect("trials");
        assert_eq!((found.difference, found.interval.width(), found.smallest_seen), (0.0, 0.0, 0.0));
        assert_eq!(found.verdict, Verdict::Same);
    }
}
