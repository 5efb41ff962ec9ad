//! Counts per bin, written sparsely, and held only up to the highest bin that was ever met: a batch of thousands of
//! scenarios would else keep and add up mostly zeros.

use serde::{Deserialize, Serialize};

/// How many values fell into each bin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Sparse", into = "Sparse")]
pub struct Histogram {
    bins: usize,
    /// Up to the highest bin that holds something.
    counts: Vec<u64>,
}

/// The written form: the number of bins, then only those that hold something.
#[derive(Serialize, Deserialize)]
struct Sparse {
    bins: usize,
    counts: Vec<(usize, u64)>,
}

/// A written histogram may not ask for more bins than this, whatever a damaged file says.
const MOST_BINS: usize = 1 << 24;

impl Histogram {
    /// No values in any of `bins` bins.
    #[must_use]
    pub fn new(bins: usize) -> Self {
        Self { bins, counts: Vec::new() }
    }

    /// Counts one value in `bin`.
    #[inline]
    pub fn add(&mut self, bin: usize) {
        match self.counts.get_mut(bin) {
            Some(count) => *count += 1,
            None => self.put(bin, 1),
        }
    }

    /// Counts the first `count` values in a bin above all that were met.
    #[cold]
    #[inline(never)]
    fn put(&mut self, bin: usize, count: u64) {
        assert!(bin < self.bins, "bin {bin} of {}", self.bins);
        self.counts.resize(bin + 1, 0);
        self.counts[bin] = count;
    }

    /// Counts everything that `other`, of as many bins, holds.
    pub fn merge(&mut self, other: &Self) {
        if self.counts.len() < other.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (own, others) in self.counts.iter_mut().zip(&other.counts) {
            *own += others;
        }
    }

    /// The count of every bin.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut all = self.counts.clone();
        all.resize(self.bins, 0);
        all
    }

    /// The number of bins.
    #[must_use]
    pub fn bins(&self) -> usize {
        self.bins
    }

    /// The number of values; the largest number there is, where a forged histogram holds more.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The number of values in bins up to and including `bin`.
    #[must_use]
    pub fn up_to(&self, bin: usize) -> u64 {
        self.counts.iter().take(bin + 1).sum()
    }

    /// Bins that hold something, with their counts, ascending.
    pub fn filled(&self) -> impl Iterator<Item = (usize, u64)> {
        self.counts.iter().copied().enumerate().filter(|(_, count)| *count > 0)
    }

    /// Bin of the value with `rank` (1 is the smallest); `None` where there are fewer values.
    #[must_use]
    pub fn ranked(&self, rank: u64) -> Option<usize> {
        let mut below = 0;
        self.filled().find_map(|(bin, count)| {
            below += count;
            (rank >= 1 && rank <= below).then_some(bin)
        })
    }

    /// Bin of the `share` quantile: the value with rank ceil(share * n), the inverse of the
    /// empirical distribution function (type 1 of Hyndman and Fan 1996).
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<usize> {
        let total = self.total();
        self.ranked(((share * total as f64).ceil() as u64).clamp(1, total.max(1)))
    }
}

impl From<Sparse> for Histogram {
    fn from(sparse: Sparse) -> Self {
        let bins = sparse.bins.min(MOST_BINS);
        let mut histogram = Self::new(bins);
        for (bin, count) in sparse.counts.into_iter().filter(|(bin, count)| *bin < bins && *count > 0) {
            match histogram.counts.get_mut(bin) {
                Some(own) => *own += count,
                None => histogram.put(bin, count),
            }
        }
        histogram
    }
}

impl From<Histogram> for Sparse {
    fn from(histogram: Histogram) -> Self {
        Self { bins: histogram.bins(), counts: histogram.filled().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bins: &[usize]) -> Histogram {
        let mut histogram = Histogram::new(10);
        bins.iter().for_each(|bin| histogram.add(*bin));
        histogram
    }

    #[test]
    fn quantiles_are_order_statistics() {
        let histogram = of(&[1, 3, 3, 9]);
        assert_eq!(histogram.quantile(0.25), Some(1));
        assert_eq!(histogram.quantile(0.5), Some(3));
        assert_eq!(histogram.quantile(0.76), Some(9));
        assert_eq!(of(&[]).quantile(0.5), None);
        assert_eq!(histogram.ranked(5), None);
    }

    #[test]
    fn no_bin_above_the_highest_met_is_held_whichever_way_it_came() {
        let (low, high) = (of(&[0, 1]), of(&[7]));
        assert_eq!([of(&[]), low.clone(), high.clone()].map(|histogram| histogram.counts.len()), [0, 2, 8]);
        assert_eq!(low.counts(), [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        for [first, second] in [[&low, &high], [&high, &low]] {
            let mut merged = first.clone();
            merged.merge(second);
            assert_eq!(merged, of(&[0, 1, 7]));
        }
        let read: Histogram =
            serde_json::from_str(r#"{"bins":10,"counts":[[0,1],[1,1],[9,0],[12,4]]}"#).expect("own form");
        assert_eq!(read, low);
    }

    #[test]
    #[should_panic(expected = "bin 10 of 10")]
    fn a_bin_that_is_not_there_is_a_bug() {
        of(&[10]);
    }

    #[test]
    fn only_filled_bins_are_written() {
        let json = serde_json::to_string(&of(&[2, 2, 7])).expect("plain data");
        assert_eq!(json, r#"{"bins":10,"counts":[[2,2],[7,1]]}"#);
        assert_eq!(serde_json::from_str::<Histogram>(&json).expect("own form"), of(&[2, 2, 7]));
    }
}
