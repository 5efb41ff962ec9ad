//! Quantiles of values with weights.

/// By how much of a share sums of weights may be off from rounding.
const ROUNDING: f64 = 1e-12;

/// Values with weights above 0, in order of the values.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    parts: Vec<(f64, f64)>,
}

impl Weighted {
    /// Each value with its weight; those without weight are left out.
    #[must_use]
    pub fn new(parts: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut parts: Vec<(f64, f64)> = parts.filter(|(_, weight)| *weight > 0.0).collect();
        parts.sort_by(|one, other| one.0.total_cmp(&other.0));
        Self { parts }
    }

    /// The values in their order, each with its weight.
    #[must_use]
    pub fn parts(&self) -> &[(f64, f64)] {
        &self.parts
    }

    /// The smallest value up to which a share `share` of the weight lies, 0 to 1; none without values.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let total: f64 = self.parts.iter().map(|(_, weight)| weight).sum();
        let mut below = 0.0;
        let reached = self.parts.iter().find(|(_, weight)| {
            below += weight;
            below >= share * total * (1.0 - ROUNDING)
        });
        reached.or(self.parts.last()).map(|(value, _)| *value)
    }

    /// Its 5 %, 50 % and 95 % quantiles; not a number without values.
    #[must_use]
    pub fn summary(&self) -> [f64; 3] {
        [0.05, 0.5, 0.95].map(|share| self.quantile(share).unwrap_or(f64::NAN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_go_by_weight() {
        let weighted = Weighted::new([(3.0, 0.5), (1.0, 0.25), (2.0, 0.25), (9.0, 0.0)].into_iter());
        assert_eq!(
            [0.1, 0.5, 0.6, 1.0].map(|share| weighted.quantile(share)),
            [Some(1.0), Some(2.0), Some(3.0), Some(3.0)]
        );
        assert_eq!(Weighted::new(std::iter::empty()).quantile(0.5), None);
    }

    #[test]
    fn a_summary_goes_by_weight() {
        let values = |weight| (1..=100).map(|value| (f64::from(value), weight)).collect::<Vec<_>>();
        let summary = |parts: Vec<(f64, f64)>| Weighted::new(parts.into_iter()).summary();
        assert_eq!(summary(values(1.0)), [5.0, 50.0, 95.0]);
        let heavy = [values(1.0), vec![(1000.0, 300.0)], vec![(-5.0, 0.0)]].concat();
        assert_eq!(summary(heavy), [20.0, 1000.0, 1000.0]);
        assert!(summary(Vec::new())[1].is_nan());
    }

    #[test]
    fn weights_that_cannot_be_written_exactly_reach_their_share() {
        // Three times a sixtieth is a little less than a twentieth of sixty of them, as they add up.
        let weighted = Weighted::new((1..=60).map(|value| (f64::from(value), 1.0 / 60.0)));
        assert_eq!([0.05, 0.25, 0.5, 0.75].map(|share| weighted.quantile(share)), [3.0, 15.0, 30.0, 45.0].map(Some));
    }
}
