//! How large the rungs are: stakes scaled to a fixed sum, and what the rest of the ladder is worth.

/// The stake of a rung instance before it is scaled: the stake given for the rung or `growth^position`, of which a tranche has
/// its equal part.
#[must_use]
pub fn raw(given: Option<f64>, growth: f64, position: u32, tranches: u32) -> f64 {
    given.unwrap_or_else(|| libm::pow(growth, f64::from(position))) / f64::from(tranches)
}

/// A scaled stake: `xh = total * x / sum x`, where `x` is the stake before. The sum is fixed, so cutting a rung into tranches
/// changes no other stake. Zero where the stakes sum to zero.
#[must_use]
pub fn scaled(raw: f64, sum: f64, total: f64) -> f64 {
    if sum > 0.0 { total * raw / sum } else { 0.0 }
}

/// What one party makes of one rung: the value to it of what the other gives, less its own cost.
#[must_use]
pub fn net_gain(stake: f64, value_received: Option<f64>, gives: bool) -> f64 {
    value_received.map_or(0.0, |ratio| ratio * stake) - if gives { stake } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stakes(rungs: &[(u32, u32)]) -> Vec<f64> {
        let raw: Vec<f64> = rungs.iter().map(|(position, tranches)| raw(None, 1.5, *position, *tranches)).collect();
        raw.iter().map(|stake| scaled(*stake, raw.iter().sum(), 6.0)).collect()
    }

    #[test]
    fn a_rung_in_tranches_has_the_stake_of_the_lump_and_moves_no_other() {
        let lump = stakes(&[(0, 1), (1, 1), (2, 1)]);
        let split = stakes(&[(0, 1), (1, 3), (1, 3), (1, 3), (2, 1)]);
        assert!((split[1..4].iter().sum::<f64>() - lump[1]).abs() < 1e-12);
        assert!((split[0] - lump[0]).abs() < 1e-12 && (split[4] - lump[2]).abs() < 1e-12);
        assert!((split.iter().sum::<f64>() - 6.0).abs() < 1e-12);
        assert_eq!(scaled(0.0, 0.0, 6.0), 0.0);
    }

    #[test]
    fn a_party_that_only_receives_gains_the_value_and_one_that_only_gives_loses_the_stake() {
        assert_eq!(net_gain(2.0, Some(1.5), false), 3.0);
        assert_eq!(net_gain(2.0, None, true), -2.0);
        assert_eq!(net_gain(2.0, Some(2.0), true), 2.0);
    }
}
