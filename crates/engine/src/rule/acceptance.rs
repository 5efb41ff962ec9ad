//! Whether a giver accepts a rung: trust against the trust that the rung needs.

use crate::math::logistic;

/// What makes a rung acceptable to one giver; all of it known before the offer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// lam: precision.
    pub precision: f64,
    /// q*: the probability of the other's compliance that makes the giver indifferent.
    pub threshold: f64,
    /// Probability that a trustworthy other complies; 1 where the other gives nothing here.
    pub if_trustworthy: f64,
    /// Probability that an exploiting other complies; 0 where the other gives nothing here.
    pub if_exploiter: f64,
    /// w: reluctance against structural rungs, 0 on others.
    pub reluctance: f64,
    /// beta_P on structural rungs, 0 on others.
    pub pressure_weight: f64,
}

/// Smallest gain at stake, so that a threshold is defined where nothing is to be won.
const SMALLEST_GAIN: f64 = 1e-9;

/// The threshold `q* = r / (G + r)` with risk `r = exposure * xh * (1 - rho)`: reversibility lowers
/// the trust that is needed. `exposure` is 1 for a first or simultaneous mover, 0 for a second.
#[must_use]
pub fn threshold(gain: f64, stake: f64, reversible: f64, exposure: f64) -> f64 {
    let risk = exposure * stake * (1.0 - reversible);
    risk / (gain.max(SMALLEST_GAIN) + risk)
}

impl Terms {
    /// Probability of acceptance at belief `trust` and pressure `pressure`:
    /// `Lam(lam (q - q*) - w - beta_P (1 - P))`.
    #[inline]
    #[must_use]
    pub fn probability(&self, trust: f64, pressure: f64) -> f64 {
        logistic(self.eagerness(trust) - self.reluctance - self.pressure_weight * (1.0 - pressure))
    }

    /// The trust at which acceptance is as likely as not at pressure `pressure`: see [`trust_for`](Self::trust_for).
    #[inline]
    #[must_use]
    pub fn trust_needed(&self, pressure: f64) -> f64 {
        self.trust_for(0.0, pressure)
    }

    /// The trust at which acceptance has the log-odds `likely` at pressure `pressure`, kept within 0..1: 0 where it is that likely
    /// without any trust, 1 where it is no more than that likely even in full trust.
    #[inline]
    #[must_use]
    pub fn trust_for(&self, likely: f64, pressure: f64) -> f64 {
        let against = self.reluctance + self.pressure_weight * (1.0 - pressure);
        let missing = likely + against - self.precision * (self.if_exploiter - self.threshold);
        let full = self.precision * (self.if_trustworthy - self.if_exploiter);
        if missing <= 0.0 {
            0.0
        } else if missing >= full {
            1.0
        } else {
            missing / full
        }
    }

    /// Whether more trust never makes acceptance less likely.
    #[inline]
    #[must_use]
    pub fn rises_with_trust(&self) -> bool {
        self.precision * (self.if_trustworthy - self.if_exploiter) >= 0.0
    }

    fn eagerness(&self, trust: f64) -> f64 {
        let expected = trust * self.if_trustworthy + (1.0 - trust) * self.if_exploiter;
        self.precision * (expected - self.threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_has_its_published_value() {
        assert!((threshold(2.0 * 1.0 - 1.0, 1.0, 0.7, 1.0) - 0.2308).abs() < 5e-5);
        assert_eq!(threshold(1.0, 1.0, 0.7, 0.0), 0.0);
    }

    const TERMS: Terms = Terms {
        precision: 6.0,
        threshold: 0.25,
        if_trustworthy: 0.9,
        if_exploiter: 0.1,
        reluctance: 0.5,
        pressure_weight: 2.0,
    };

    #[test]
    fn at_the_trust_needed_acceptance_is_as_likely_as_not() {
        for pressure in [0.5, 0.7, 1.0] {
            let needed = TERMS.trust_needed(pressure);
            assert!(needed > 0.0 && needed < 1.0, "{needed}");
            assert!((TERMS.probability(needed, pressure) - 0.5).abs() < 1e-12);
            let likelier = TERMS.trust_for(0.8, pressure);
            assert!((TERMS.probability(likelier, pressure) - logistic(0.8)).abs() < 1e-12);
        }
        let easy = Terms { threshold: 0.05, reluctance: 0.0, pressure_weight: 0.0, ..TERMS };
        assert_eq!(easy.trust_needed(1.0), 0.0);
        assert!(easy.probability(0.0, 1.0) > 0.5);
        let hard = Terms { reluctance: 20.0, ..TERMS };
        assert_eq!(hard.trust_needed(1.0), 1.0);
        assert!(hard.probability(1.0, 1.0) < 0.5);
        let deaf = Terms { precision: 0.0, pressure_weight: 0.0, ..TERMS };
        assert_eq!(deaf.trust_needed(1.0), 1.0);
        assert_eq!(Terms { reluctance: 0.0, ..deaf }.trust_needed(1.0), 0.0);
    }

    #[test]
    fn trust_and_pressure_raise_acceptance() {
        let terms = Terms { if_exploiter: 0.4, ..TERMS };
        assert!(terms.probability(0.6, 1.0) > terms.probability(0.4, 1.0));
        assert!(terms.probability(0.6, 1.0) > terms.probability(0.6, 0.7));
    }
}
