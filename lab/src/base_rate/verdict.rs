//! Where the model lies against a base rate.

use detente_study::figure::RateEstimate;
use detente_study::target::{Compares, Target};

/// Beyond how many times the base rate, or its inverse, a figure is far off.
const FAR: f64 = 2.0;

/// How the model's figure stands to a base rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Within the interval of the base rate.
    Inside,
    /// Outside; model over base rate.
    Outside(f64),
    /// On the right side of a bound.
    Kept,
    /// On the wrong side of a bound; model over base rate.
    Crossed(f64),
    /// Nothing happened in the trials that the figure could be told from.
    Untold,
    /// The model has nothing of the kind.
    NotCompared,
}

impl Verdict {
    /// Whether the figure is off by more than twice.
    #[must_use]
    pub fn is_far(self) -> bool {
        matches!(self, Self::Outside(ratio) | Self::Crossed(ratio) if !(1.0 / FAR..=FAR).contains(&ratio))
    }

    /// Whether the page owes a reason.
    #[must_use]
    pub fn is_off(self) -> bool {
        matches!(self, Self::Outside(_) | Self::Crossed(_) | Self::Untold)
    }

    /// As the page says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Outside(_) if self.is_far() => "**off by more than twice**",
            Self::Outside(_) => "outside",
            Self::Kept => "bound kept",
            Self::Crossed(_) if self.is_far() => "**bound crossed, by more than twice**",
            Self::Crossed(_) => "bound crossed",
            Self::Untold => "none came",
            Self::NotCompared => "no comparison",
        }
    }
}

/// A base rate with the model's figure.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'t> {
    /// The base rate.
    pub target: &'t Target,
    /// The figure, if there is one.
    pub estimate: Option<RateEstimate>,
    /// How it stands.
    pub verdict: Verdict,
}

impl Judged<'_> {
    /// Model over base rate.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        self.estimate.map(|estimate| estimate.value / self.target.value)
    }
}

/// Holds `estimate` against `target`. The figure itself is judged, not its interval: with many trials that is narrow.
#[must_use]
pub fn judge(target: &Target, estimate: Option<RateEstimate>) -> Judged<'_> {
    let verdict = match (target.compares, estimate) {
        (Compares::No, _) => Verdict::NotCompared,
        (_, None) => Verdict::Untold,
        (compares, Some(RateEstimate { value, .. })) => {
            let (ratio, interval) = (value / target.value, target.interval());
            match compares {
                Compares::Yes if interval.contains(value) => Verdict::Inside,
                Compares::AtMost if value <= interval.high => Verdict::Kept,
                Compares::AtLeast if value >= interval.low => Verdict::Kept,
                Compares::Yes => Verdict::Outside(ratio),
                _ => Verdict::Crossed(ratio),
            }
        }
    };
    Judged { target, estimate, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_engine::statistics::Interval;
    use detente_study::figure::{Figure, NamedFigure};
    use detente_study::target::Spread;

    fn target(compares: Compares) -> Target {
        Target {
            id: "T1".to_owned(),
            measured: "something".to_owned(),
            figure: Some(Figure::Named(NamedFigure::EverInForce)),
            value: 0.2,
            spread: Spread::Interval(Interval { low: 0.05, high: 0.5 }),
            discrepancy: 0.05,
            discrepancy_why: String::new(),
            n: "10".to_owned(),
            rule: "counted".to_owned(),
            source: "nobody".to_owned(),
            compares,
            held_out: false,
            note: String::new(),
            explained: String::new(),
            place: 0..0,
        }
    }

    fn verdict(compares: Compares, value: f64) -> Verdict {
        judge(&target(compares), Some(RateEstimate { value, interval: None, quartiles: None })).verdict
    }

    #[test]
    fn ends_of_the_interval_are_inside_whatever_the_ratio() {
        assert_eq!([0.05, 0.2, 0.5].map(|value| verdict(Compares::Yes, value)), [Verdict::Inside; 3]);
        assert_eq!(verdict(Compares::Yes, 0.6), Verdict::Outside(0.6 / 0.2));
    }

    #[test]
    fn twice_is_not_more_than_twice() {
        let far = [2.0, 2.01, 0.5, 0.49, 0.0].map(|ratio| Verdict::Outside(ratio).is_far());
        assert_eq!(far, [false, true, false, true, true]);
        assert!(!Verdict::Inside.is_far() && !Verdict::Untold.is_far());
    }

    #[test]
    fn bounds_have_one_side() {
        assert_eq!([0.0, 0.5].map(|value| verdict(Compares::AtMost, value)), [Verdict::Kept; 2]);
        assert_eq!([0.05, 1.0].map(|value| verdict(Compares::AtLeast, value)), [Verdict::Kept; 2]);
        assert_eq!(verdict(Compares::AtMost, 0.51), Verdict::Crossed(0.51 / 0.2));
        assert!(verdict(Compares::AtLeast, 0.04).is_far());
    }

    #[test]
    fn what_never_came_is_not_taken_for_nought() {
        assert_eq!(judge(&target(Compares::Yes), None).verdict, Verdict::Untold);
        assert_eq!(judge(&target(Compares::No), None).verdict, Verdict::NotCompared);
    }
}
