//! Estimates with their intervals, empty where undefined.

use crate::tally::{Moments, Spread};

/// 97.5 % quantile of the normal distribution: two-sided 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// `count` of `trials` as a share; `None` for no trials.
#[must_use]
pub fn share(count: u64, trials: u64) -> Option<f64> {
    if trials == 0 { None } else { Some(count as f64 / trials as f64) }
}

/// Wilson's 95 % interval of the share `count` of `trials` (Wilson 1927); `None` for no trials.
#[must_use]
pub fn share_interval(count: u64, trials: u64) -> [Option<f64>; 2] {
    let Some(share) = share(count, trials) else { return [None; 2] };
    let number = trials as f64;
    let centre = share + Z * Z / (2.0 * number);
    let half = Z * (share * (1.0 - share) / number + Z * Z / (4.0 * number * number)).sqrt();
    let scale = 1.0 + Z * Z / number;
    let low = if count == 0 { 0.0 } else { (centre - half) / scale };
    let high = if count == trials { 1.0 } else { (centre + half) / scale };
    [Some(low), Some(high)]
}

/// 95 % interval of a mean from its standard deviation (normal; the samples are large). `None` for
/// fewer than two values.
pub(super) fn mean_interval(mean: f64, sd: Option<f64>, number: u64) -> [Option<f64>; 2] {
    let Some(sd) = sd else { return [None; 2] };
    let half = Z * sd / (number as f64).sqrt();
    [Some(mean - half), Some(mean + half)]
}

/// Mean of `moments` and its interval.
pub(super) fn mean(moments: &Moments) -> [Option<f64>; 3] {
    let Some(mean) = moments.mean() else { return [None; 3] };
    let [low, high] = mean_interval(mean, moments.sd(), moments.count());
    [Some(mean), low, high]
}

/// Ranks between which the median of the population lies with about 95 %.
pub(super) fn median_ranks(spread: &Spread) -> Option<(u64, u64)> {
    let number = spread.moments.count();
    if number < 6 {
        return None;
    }
    let (half, reach) = (number as f64 / 2.0, Z * (number as f64).sqrt() / 2.0);
    Some((((half - reach).floor() as u64).max(1), ((half + reach).ceil() as u64 + 1).min(number)))
}

/// Difference of two paired shares, first less second, with its 95 % interval, from the number of
/// trials in which only the first, only the second, or neither or both held.
pub(super) fn paired_difference(both: u64, only_first: u64, only_second: u64, neither: u64) -> [Option<f64>; 3] {
    let trials = both + only_first + only_second + neither;
    if trials == 0 {
        return [None; 3];
    }
    let difference = (only_first as f64 - only_second as f64) / trials as f64;
    // Bonett and Price 2012: half a trial added to each of the discordant cells on either side.
    let number = trials as f64 + 2.0;
    let (first, second) = ((only_first as f64 + 1.0) / number, (only_second as f64 + 1.0) / number);
    let half = Z * ((first + second - (first - second) * (first - second)) / number).sqrt();
    let low = (first - second - half).clamp(-1.0, difference);
    let high = (first - second + half).clamp(difference, 1.0);
    [Some(difference), Some(low), Some(high)]
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
        assert_eq!(share_interval(0, 0), [None; 2]);
    }

    #[test]
    fn nothing_compared_leaves_the_difference_undefined() {
        assert_eq!(paired_difference(0, 0, 0, 0), [None; 3]);
        let [difference, low, high] = paired_difference(10, 5, 20, 65).map(|figure| figure.expect("trials"));
        assert!((difference + 0.15).abs() < 1e-12 && low < difference && difference < high && high < 0.0);
    }
}
