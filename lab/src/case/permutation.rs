//! Whether the forecasts know one case from another: what happened is dealt out among the cases again and again.

use super::forecast::{Forecast, Shares};
use super::score::{Sample, brier};
use detente_engine::domain::Outcome;
use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;

/// How often what happened is dealt out.
pub const DEALS: u64 = 100_000;

/// How often the cases would do as well or better by their Brier scores if what happened belonged to other cases than it does: the
/// p-value of a permutation test, the true dealing counted among the [`DEALS`]. None of an empty sample. `cases` are the forecasts in
/// the order of the list.
#[must_use]
pub fn chance(sample: &Sample, cases: &[Forecast], seed: u64) -> Option<f64> {
    let shares: Vec<Shares> = sample.members.iter().map(|(at, _)| cases[*at].shares()).collect();
    let happened: Vec<Outcome> = sample.members.iter().map(|(_, happened)| *happened).collect();
    (!shares.is_empty()).then(|| of_deals(&shares, happened, seed))
}

fn of_deals(shares: &[Shares], mut dealt: Vec<Outcome>, seed: u64) -> f64 {
    let score =
        |dealt: &[Outcome]| shares.iter().zip(dealt).map(|(shares, happened)| brier(shares, *happened)).sum::<f64>();
    // Sums of the same misses in another order differ by rounding.
    let own = score(&dealt) + 1e-9;
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut deal = || {
        dealt.shuffle(&mut chance);
        score(&dealt) <= own
    };
    let as_good = (0..DEALS).filter(|_| deal()).count();
    (as_good as f64 + 1.0) / (DEALS as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 24 deals of four different outcomes one is as good as a forecast that is right of all; of forecasts that are all the same,
    /// every one. A share of 1 in 24 has a standard error of .0006; six of these are allowed.
    #[test]
    fn who_knows_the_cases_is_hardly_matched_by_chance_and_who_does_not_always() {
        let sure = |outcome: &Outcome| {
            let mut shares = [0.1; 4];
            shares[outcome.index()] = 0.7;
            shares
        };
        let knows: Vec<Shares> = Outcome::ALL.iter().map(sure).collect();
        let found = of_deals(&knows, Outcome::ALL.to_vec(), 1);
        assert!((found - 1.0 / 24.0).abs() < 0.0038, "{found}");
        assert_eq!(of_deals(&[[0.25; 4]; 4], Outcome::ALL.to_vec(), 1).to_bits(), 1.0_f64.to_bits());
    }
}
