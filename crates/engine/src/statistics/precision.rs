//! How many trials a promised precision takes, computed before the first of them is simulated.

/// Standard deviations on each side such that all four shares are within at once in 95 runs of 100, whatever they are:
/// the normal quantile at `1 - 0.05 / (2 * 4)` is 2.4977 (Bonferroni), rounded up.
const DEVIATIONS: f64 = 2.498;

/// How near every share of a run is to be to the true one, in percentage points.
///
/// The number of trials comes from the worst case, a share of one half, so nothing has to be looked at while simulating: a run
/// with a precision is a run with that many trials, and can be cut into shards and resumed like any other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precision {
    points: f64,
}

impl Precision {
    /// Finest that can be asked for, points.
    pub const FINEST: f64 = 0.001;
    /// Coarsest that can be asked for, points.
    pub const COARSEST: f64 = 50.0;

    /// Within so many points; `None` unless these lie from [`Self::FINEST`] to [`Self::COARSEST`].
    #[must_use]
    pub fn new(points: f64) -> Option<Self> {
        (Self::FINEST..=Self::COARSEST).contains(&points).then_some(Self { points })
    }

    /// The fewest trials that keep the promise: `ceil(z^2 / (4 P^2))` with the precision as a share.
    #[must_use]
    pub fn trials(self) -> u64 {
        let share = self.points / 100.0;
        (DEVIATIONS * DEVIATIONS / (4.0 * share * share)).ceil() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal_quantile;

    #[test]
    fn deviations_are_those_of_four_shares_at_once() {
        let exact = normal_quantile(1.0 - 0.05 / (2.0 * 4.0));
        assert!(exact <= DEVIATIONS && DEVIATIONS - exact < 0.001, "{exact}");
    }

    #[test]
    fn trials_are_those_of_the_worst_case() {
        let trials = |points: f64| Precision::new(points).map(Precision::trials);
        assert_eq!(trials(1.0), Some(15_601));
        assert_eq!(trials(0.5), Some(62_401));
        assert_eq!(trials(50.0), Some(7));
        assert_eq!(trials(0.001), Some(15_600_010_000));
    }

    #[test]
    fn what_no_run_can_promise_is_refused() {
        for points in [0.0, -1.0, 0.0009, 50.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Precision::new(points), None, "{points}");
        }
    }
}
