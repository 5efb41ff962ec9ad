//! How large the rungs are: stakes scaled to a fixed sum, and what the rest of the ladder is worth.

/// One rung instance as the stake rule sees it.
#[derive(Clone, Copy, Debug)]
pub struct Raw {
    /// Stake given for the rung, if any.
    pub given: Option<f64>,
    /// Position that sets the stake by growth, from 0.
    pub position: u32,
    /// Into how many tranches the rung was cut.
    pub tranches: u32,
}

/// Scaled stakes: `xh = total * x / sum x`, where `x` is the stake given or `growth^position`, and a
/// tranche has its equal part of its rung's `x`. The sum is fixed, so cutting a rung into tranches
/// changes no other stake. All zero where the stakes sum to zero.
#[must_use]
pub fn scaled(rungs: &[Raw], growth: f64, total: f64) -> Vec<f64> {
    let raw: Vec<f64> = rungs
        .iter()
        .map(|rung| {
            rung.given.unwrap_or_else(|| libm::pow(growth, f64::from(rung.position))) / f64::from(rung.tranches)
        })
        .collect();
    let sum: f64 = raw.iter().sum();
    raw.iter().map(|x| if sum > 0.0 { total * x / sum } else { 0.0 }).collect()
}

/// What one party makes of one rung: the value to it of what the other gives, less its own cost.
#[must_use]
pub fn net_gain(stake: f64, value_received: Option<f64>, gives: bool) -> f64 {
    value_received.map_or(0.0, |ratio| ratio * stake) - if gives { stake } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(position: u32, tranches: u32) -> Raw {
        Raw { given: None, position, tranches }
    }

    #[test]
    fn a_rung_in_tranches_has_the_stake_of_the_lump_and_moves_no_other() {
        let lump = scaled(&[raw(0, 1), raw(1, 1), raw(2, 1)], 1.5, 6.0);
        let split = scaled(&[raw(0, 1), raw(1, 3), raw(1, 3), raw(1, 3), raw(2, 1)], 1.5, 6.0);
        assert!((split[1..4].iter().sum::<f64>() - lump[1]).abs() < 1e-12);
        assert!((split[0] - lump[0]).abs() < 1e-12 && (split[4] - lump[2]).abs() < 1e-12);
        assert!((split.iter().sum::<f64>() - 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_party_that_only_receives_gains_the_value_and_one_that_only_gives_loses_the_stake() {
        assert_eq!(net_gain(2.0, Some(1.5), false), 3.0);
        assert_eq!(net_gain(2.0, None, true), -2.0);
        assert_eq!(net_gain(2.0, Some(2.0), true), 2.0);
    }
}
