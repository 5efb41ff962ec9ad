//! Estimates with their intervals, empty where undefined.

use super::Ranged;
use detente_engine::statistics::{Confidence, Interval, PairedCounts, median_interval_ranks, wilson};
use detente_engine::tally::Moments;

/// The level of every published interval.
const LEVEL: Confidence = Confidence::NINETY_FIVE;

/// What the lower end of the interval of a share is, where the column of the share is called `share`.
pub(super) const WILSON: &str = "Lower end of the 95 % interval of the share from chance alone (Wilson).";
/// The same where it is one of several shares of a row.
pub(super) const WILSON_OF_THAT: &str = "Lower end of the 95 % interval of that share from chance alone (Wilson).";
/// What the lower end of the interval of another figure is.
pub(super) const CHANCE_LO: &str = "Lower end of its 95 % interval from chance alone.";

/// `count` of `trials` as a share; `None` for no trials.
#[must_use]
pub fn share(count: u64, trials: u64) -> Option<f64> {
    if trials == 0 { None } else { Some(count as f64 / trials as f64) }
}

/// Wilson's 95 % interval of the share `count` of `trials`; `None` for no trials.
#[must_use]
pub fn share_interval(count: u64, trials: u64) -> [Option<f64>; 2] {
    ends(wilson(count, trials, LEVEL))
}

/// `count` of `trials` as a share with Wilson's 95 % interval; nothing of it for no trials.
#[must_use]
pub fn ranged_share(count: u64, trials: u64) -> Ranged {
    Ranged::new(share(count, trials), wilson(count, trials, LEVEL))
}

/// 95 % interval of a mean from its standard deviation; `None` for fewer than two values.
pub(super) fn mean_interval(mean: f64, sd: Option<f64>, number: u64) -> [Option<f64>; 2] {
    ends(sd.and_then(|sd| detente_engine::statistics::mean_interval(mean, sd, number, LEVEL)))
}

/// Mean of `moments` and its interval.
pub(super) fn mean(moments: &Moments) -> Ranged {
    let Some(mean) = moments.mean() else { return Ranged::default() };
    let [low, high] = mean_interval(mean, moments.sd(), moments.count());
    Ranged { value: Some(mean), low, high }
}

/// Ranks, of `number` values, between which the median of the population lies with at least 95 %.
pub(super) fn median_ranks(number: u64) -> Option<(u64, u64)> {
    median_interval_ranks(number, LEVEL)
}

/// Difference of two paired shares, first less second, with its 95 % interval.
pub(super) fn paired_difference(counts: PairedCounts) -> [Option<f64>; 3] {
    let [low, high] = ends(detente_engine::statistics::paired_difference(counts, LEVEL));
    [counts.difference(), low, high]
}

fn ends(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.map(|interval| interval.low), interval.map(|interval| interval.high)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_share_and_stays_in_range() {
        for (count, trials) in [(0, 50), (1, 50), (25, 50), (50, 50)] {
            let share = share(count, trials).expect("some trials");
            let [low, high] = share_interval(count, trials).map(|end| end.expect("some trials"));
            assert!((0.0..=share).contains(&low) && (share..=1.0).contains(&high));
        }
    }

    #[test]
    fn figures_of_no_trials_are_undefined() {
        assert_eq!(share_interval(0, 0), [None; 2]);
        assert_eq!(mean(&Moments::default()), Ranged::default());
        assert_eq!(median_ranks(0), None);
        assert_eq!(paired_difference(PairedCounts::default()), [None; 3]);
    }
}
