//! What a party reads about the other: additions to the log-odds that the other is trustworthy.
//!
//! Every rule counts the event *and* its absence, so that beliefs are martingales under the model's
//! own predictive distribution.

use super::LARGEST_EXPONENT;
use crate::math::{logistic, logit};

/// Smallest and largest probability of a signal used in a ratio.
const SIGNAL_BOUND: f64 = 1e-12;

/// Holds a log-odds to +-40.
#[inline]
#[must_use]
pub fn held(log_odds: f64) -> f64 {
    log_odds.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT)
}

/// The belief `trust` (a probability) that a log-odds stands for.
#[inline]
#[must_use]
pub fn trust(log_odds: f64) -> f64 {
    logistic(log_odds)
}

/// What an alarm and a clean check add.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signal {
    /// `ln f(t)/f(e)`.
    pub alarm: f64,
    /// `ln (1-f(t))/(1-f(e))`.
    pub clean: f64,
}

/// The signal rule: `f = pC * alpha + (1 - pC) * d(1-a)` for each type.
#[must_use]
pub fn signal(comply_trustworthy: f64, comply_exploiter: f64, false_alarm: f64, seen: f64) -> Signal {
    let alarm = |comply: f64| (comply * false_alarm + (1.0 - comply) * seen).clamp(SIGNAL_BOUND, 1.0 - SIGNAL_BOUND);
    let (t, e) = (alarm(comply_trustworthy), alarm(comply_exploiter));
    Signal { alarm: libm::log(t / e), clean: libm::log((1.0 - t) / (1.0 - e)) }
}

/// An announcement with over-claim `over` by a party whose trustworthy type over-claims by `mean`
/// and whose exploiting type by `mean * (1 + excess)`: `2 ln(1+g) - 2 (y/o) g/(1+g)`. Nothing where
/// the mean is 0.
#[inline]
#[must_use]
pub fn over_claim(over: f64, mean: f64, excess: f64) -> f64 {
    if mean > 0.0 { 2.0 * libm::log1p(excess) - 2.0 * (over / mean) * excess / (1.0 + excess) } else { 0.0 }
}

/// `count` attacks from the other's camp where `expected` were to be expected of a camp that nobody
/// controls: `n ln(1-chi) + chi * expected`.
#[inline]
#[must_use]
pub fn attacks(count: u32, control: f64, expected: f64) -> f64 {
    let quiet = control * expected;
    if count == 0 { quiet } else { f64::from(count) * libm::log1p(-control) + quiet }
}

/// A stretch without reneging, over which an exploiter's hazard would have added up to `hazard`.
#[inline]
#[must_use]
pub fn no_renege(hazard: f64) -> f64 {
    hazard
}

/// Time `months` waited for a cure that comes at `rate_trustworthy` or `rate_exploiter` a month.
#[inline]
#[must_use]
pub fn waiting(rate_trustworthy: f64, rate_exploiter: f64, months: f64) -> f64 {
    -(rate_trustworthy - rate_exploiter) * months
}

/// A cure, at these rates: `ln(c_t / c_e)`. A cure that only a trustworthy party would bring decides the
/// matter (infinite; beliefs are held to +-40).
#[must_use]
pub fn cured(rate_trustworthy: f64, rate_exploiter: f64) -> f64 {
    if rate_trustworthy <= 0.0 {
        0.0
    } else if rate_exploiter <= 0.0 {
        f64::INFINITY
    } else {
        libm::log(rate_trustworthy / rate_exploiter)
    }
}

/// The other's government changed: `mu <- cont * mu + (1 - cont) * mu0`, in log-odds.
#[must_use]
pub fn new_government(log_odds: f64, kept: f64, first_trust: f64) -> f64 {
    held(logit(kept * trust(log_odds) + (1.0 - kept) * first_trust))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(mu: f64, added: f64) -> f64 {
        trust(logit(mu) + added)
    }

    fn near(value: f64, published: f64) {
        assert!((value - published).abs() < 5.1e-5, "{value} for {published}");
    }

    #[test]
    fn the_closed_forms_hold() {
        let rule = signal(0.9, 0.5, 0.03, 0.6);
        near(after(0.4, rule.clean), 0.4705);
        near(after(0.4, rule.alarm), 0.1555);
        near(after(0.5, attacks(1, 0.6, 0.0)), 0.2857);
        near(after(0.5, attacks(0, 0.6, 0.05)), 0.5075);
        near(after(0.5, over_claim(0.0, 0.3, 0.5)), 0.6923);
        near(after(0.5, over_claim(0.3, 0.3, 0.5)), 0.5360);
        near(after(0.5, over_claim(0.9, 0.3, 0.5)), 0.2334);
        let waited = after(0.5, waiting(0.35, 0.175, 1.0));
        near(waited, 0.4564);
        near(after(waited, cured(0.35, 0.175)), 0.6267);
        near(trust(new_government(logit(0.8), 0.5, 0.4)), 0.6);
    }

    /// What the belief `mu` is expected to be after an event; each way it can turn out has its probability (or
    /// density) for a trustworthy and for an exploiting party, and what it adds to the log-odds.
    fn expected(mu: f64, ways: impl IntoIterator<Item = [f64; 3]>) -> f64 {
        ways.into_iter().map(|[t, e, added]| (mu * t + (1.0 - mu) * e) * after(mu, added)).sum()
    }

    fn assert_martingale(what: &str, mu: f64, found: f64) {
        assert!((found - mu).abs() < 1e-9, "{what}: {found} expected at a belief of {mu}");
    }

    #[test]
    fn every_update_is_a_martingale_under_its_own_prediction() {
        for mu in [0.05, 0.4, 0.7] {
            for (t, e, alpha, seen) in [(0.9, 0.5, 0.03, 0.6), (0.99, 0.2, 0.1, 0.14), (0.6, 0.6, 0.2, 0.8)] {
                let rule = signal(t, e, alpha, seen);
                let f = |comply: f64| comply * alpha + (1.0 - comply) * seen;
                let ways = [[f(t), f(e), rule.alarm], [1.0 - f(t), 1.0 - f(e), rule.clean]];
                assert_martingale("signal", mu, expected(mu, ways));
            }
            for (control, rate) in [(0.6, 0.05), (0.95, 2.0)] {
                let poisson = |count: u32, mean: f64| {
                    libm::exp(f64::from(count) * libm::log(mean) - mean - libm::lgamma(f64::from(count) + 1.0))
                };
                let ways = (0..60).map(|count| {
                    [poisson(count, (1.0 - control) * rate), poisson(count, rate), attacks(count, control, rate)]
                });
                assert_martingale("attacks", mu, expected(mu, ways));
            }
            for hazard in [0.01, 1.3] {
                let survives = libm::exp(-hazard);
                let ways = [[1.0, survives, no_renege(hazard)], [0.0, 1.0 - survives, f64::NEG_INFINITY]];
                assert_martingale("reneging", mu, expected(mu, ways));
            }
        }
    }

    /// Sums over a fine grid in place of integrals, by the rule of the midpoint.
    #[test]
    fn updates_on_sizes_and_times_are_martingales_as_well() {
        let (mean, excess, width) = (0.3, 0.5, 1e-4);
        let density = |m: f64, over: f64| 4.0 * over / (m * m) * libm::exp(-2.0 * over / m) * width;
        let claims = (0..100_000).map(|i| {
            let over = (f64::from(i) + 0.5) * width;
            [density(mean, over), density(mean * (1.0 + excess), over), over_claim(over, mean, excess)]
        });
        assert!((expected(0.4, claims) - 0.4).abs() < 1e-7);
        let (t, e, months, width) = (0.7, 0.25, 2.5, 2.5e-4);
        let cures = (0..10_000).map(|i| {
            let day = (f64::from(i) + 0.5) * width;
            let density = |rate: f64| rate * libm::exp(-rate * day) * width;
            [density(t), density(e), waiting(t, e, day) + cured(t, e)]
        });
        let none = [libm::exp(-t * months), libm::exp(-e * months), waiting(t, e, months)];
        assert!((expected(0.4, cures.chain([none])) - 0.4).abs() < 1e-7);
    }

    #[test]
    fn a_cure_that_only_one_type_brings_decides() {
        assert_eq!(held(0.3 + cured(0.3, 0.0)), LARGEST_EXPONENT);
    }

    #[test]
    fn types_that_behave_alike_teach_nothing() {
        assert_eq!(signal(0.93, 0.93, 0.03, 0.8), Signal { alarm: 0.0, clean: 0.0 });
        assert_eq!(waiting(0.3, 0.3, 2.0), 0.0);
        assert_eq!(over_claim(0.4, 0.3, 0.0), 0.0);
        assert_eq!(cured(0.3, 0.3), 0.0);
        assert_eq!(cured(0.0, 0.0), 0.0);
    }
}
