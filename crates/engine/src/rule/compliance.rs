//! Whether a giver keeps its side: a logit response to what a breach would cost.
//!
//! The threshold of inspection games (comply where detection times loss outweighs the gain) in its
//! quantal-response form; the continuation value is the screening logic of starting small.

use crate::math::logistic;

/// What a giver weighs.
#[derive(Clone, Copy, Debug)]
pub struct Temptation {
    /// d: probability that a breach is seen, before ambiguity.
    pub detection: f64,
    /// a: ambiguity of the terms.
    pub ambiguity: f64,
    /// Value of what the other gives that the other could take back: `rho_j * nu_j * xh`, 0 where
    /// the other gives nothing.
    pub forfeit: f64,
    /// `delta * V`: discounted worth of the rungs above.
    pub future: f64,
    /// `tau * xh`: what cheating gains.
    pub gain: f64,
}

/// Probability of compliance: `Lam(u + h)` with `u = d(1-a)(forfeit + future) - gain`, where
/// `honour_gap` is h for a trustworthy party and 0 for an exploiter.
#[inline]
#[must_use]
pub fn probability(temptation: &Temptation, honour_gap: f64) -> f64 {
    let seen = temptation.detection * (1.0 - temptation.ambiguity);
    logistic(seen * (temptation.forfeit + temptation.future) - temptation.gain + honour_gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn detection_deters_and_ambiguity_undoes_it() {
        let base = Temptation { detection: 0.5, ambiguity: 0.0, forfeit: 1.0, future: 2.0, gain: 1.0 };
        assert!(probability(&Temptation { detection: 0.9, ..base }, 0.0) > probability(&base, 0.0));
        assert!(probability(&Temptation { ambiguity: 0.5, ..base }, 0.0) < probability(&base, 0.0));
        assert!(probability(&base, 3.0) > probability(&base, 0.0));
        assert!((probability(&base, 0.0) - 1.0 / (1.0 + libm::exp(-0.5))).abs() < 1e-15);
    }
}
