//! Credibility and political capital: what claims and deeds leave behind.

/// Promises kept and broken, as a Beta-Bernoulli ledger with two of each to start from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Promises {
    /// Kept: clean checks.
    pub kept: f64,
    /// Broken: alarms, and claims beyond what was signed.
    pub broken: f64,
}

impl Promises {
    /// Credibility `C = (2 + kept) / (4 + kept + broken)`, 0..1, one half at the start.
    #[inline]
    #[must_use]
    pub fn credibility(&self) -> f64 {
        (2.0 + self.kept) / (4.0 + self.kept + self.broken)
    }
}

/// Over-claim in promises: `y = (m / 2) Z` with `Z` the sum of two unit exponentials, so that its
/// mean is `m`; `m` is `mean` for a trustworthy party, `mean * (1 + excess)` for an exploiter.
#[inline]
#[must_use]
pub fn over_claim(mean: f64, excess: f64, trustworthy: bool, exponential_pair: f64) -> f64 {
    let m = if trustworthy { mean } else { mean * (1.0 + excess) };
    m / 2.0 * exponential_pair
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credibility_starts_at_one_half_and_follows_the_record() {
        assert_eq!(Promises::default().credibility(), 0.5);
        assert!(Promises { kept: 3.0, broken: 0.0 }.credibility() > 0.5);
        assert!(Promises { kept: 0.0, broken: 0.7 }.credibility() < 0.5);
    }

    #[test]
    fn exploiters_claim_more_on_the_same_chance() {
        assert_eq!(over_claim(0.3, 0.5, false, 2.0), 1.5 * over_claim(0.3, 0.5, true, 2.0));
    }
}
