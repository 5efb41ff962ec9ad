//! What the trials leave for a figure that is made of means: sums over trials of numerators, denominators and their products.

use super::figure::{Figure, MeanOver};
use super::rate_estimate::RateEstimate;
use super::unit::Unit;
use detente_engine::observe::BoundObservable;
use detente_engine::plan::Plan;
use detente_engine::statistics::{Confidence, Interval, RatioSums};
use detente_engine::trial::TrialRecord;

/// A mean of one plan, ready to be read from its trials.
#[derive(Clone, Debug)]
struct BoundMean {
    of: BoundObservable,
    given: Option<BoundObservable>,
}

impl BoundMean {
    fn new(mean: &MeanOver, plan: &Plan) -> Self {
        Self { of: mean.of.bind(plan), given: mean.given.as_ref().map(|given| given.bind(plan)) }
    }

    /// What a trial adds to numerator and denominator: nothing where the number is undefined, or what is given did not happen.
    #[inline]
    fn parts(&self, record: &TrialRecord) -> [f64; 2] {
        if self.given.as_ref().is_some_and(|given| !given.happened(record)) {
            return [0.0; 2];
        }
        let value = self.of.value(record);
        if value.is_nan() { [0.0; 2] } else { [value, 1.0] }
    }
}

/// A figure that is made of means, of one plan.
#[derive(Clone, Debug)]
pub(super) struct BoundMeans {
    one: BoundMean,
    other: Option<BoundMean>,
}

impl BoundMeans {
    /// `figure` of `plan`; none where it is not made of means.
    pub(super) fn new(figure: &Figure, plan: &Plan) -> Option<Self> {
        let (one, other) = figure.means()?;
        Some(Self { one: BoundMean::new(&one, plan), other: other.map(|other| BoundMean::new(&other, plan)) })
    }

    /// Adds a trial to `sums`.
    #[inline]
    pub(super) fn add(&self, record: &TrialRecord, sums: &mut RatioSums) {
        let [a, b] = self.one.parts(record);
        let [c, d] = self.other.as_ref().map_or([0.0; 2], |other| other.parts(record));
        sums.add([a, b, c, d]);
    }
}

/// `figure`, which is made of means, as `sums` show it; `None` where no trial has what it is told from.
///
/// Shares of trials have Wilson's interval. Other means, conditional ones and differences have that of the normal distribution, with
/// the errors of ratios of sums (delta method), ratios the same on the scale of the logarithm: both sides are of the same trials, so
/// that what they share is taken out. A ratio of which a side is 0 has no logarithm, and is not told.
pub(super) fn of_means(figure: &Figure, sums: &RatioSums) -> Option<RateEstimate> {
    let (unit, [first, second]) = (figure.unit(), sums.ratios());
    match figure {
        Figure::Difference(..) => {
            let value = first? - second?;
            Some(normal(value, sums.difference().map(|(_, error)| error), unit))
        }
        Figure::Ratio(..) => match (sums.quotient(), unit) {
            (Some((value, error)), Unit::Ratio) => RateEstimate::on_log_scale(value, error * error),
            (Some((value, error)), _) => Some(normal(value, Some(error * value.abs()), unit)),
            (None, _) => first
                .zip(second)
                .filter(|(first, second)| first * second != 0.0)
                .map(|(first, second)| RateEstimate::given(first / second)),
        },
        _ => {
            let (mean, _) = figure.means()?;
            if mean.is_share_of_trials() {
                // Sums of ones are exact.
                return RateEstimate::share(sums.sums[0] as u64, sums.sums[1] as u64);
            }
            Some(normal(first?, sums.first().map(|(_, error)| error), unit))
        }
    }
}

fn normal(value: f64, error: Option<f64>, unit: Unit) -> RateEstimate {
    let interval = error.map(|error| {
        let reach = Confidence::NINETY_FIVE.normal() * error;
        unit.within(Interval { low: value - reach, high: value + reach })
    });
    RateEstimate { value, interval, quartiles: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(text: &str, trials: &[[f64; 4]]) -> Option<RateEstimate> {
        let mut sums = RatioSums::default();
        trials.iter().for_each(|parts| sums.add(*parts));
        of_means(&Figure::parse(text).unwrap_or_else(|error| panic!("{error}")), &sums)
    }

    /// 29 of 408, Wilson: .0501 to .1003.
    #[test]
    fn a_share_of_trials_has_wilsons_interval() {
        let trials: Vec<[f64; 4]> = (0..408).map(|n| [f64::from(u8::from(n < 29)), 1.0, 0.0, 0.0]).collect();
        let interval = estimate("collapse", &trials).and_then(|found| found.interval).expect("an interval");
        assert!((interval.low - 0.0500).abs() < 2e-4 && (interval.high - 0.1002).abs() < 2e-4, "{interval:?}");
    }

    /// Student's sleepers: the mean of ten is 1.58, the standard error .38896.
    #[test]
    fn a_mean_has_the_interval_of_its_error() {
        let gains = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4_f64];
        let found = estimate("disputes", &gains.map(|gain| [gain, 1.0, 0.0, 0.0])).expect("defined");
        let interval = found.interval.expect("an interval");
        assert!((found.value - 1.58).abs() < 1e-12);
        assert!((interval.width() / 2.0 / 1.959_964 - 0.388_96).abs() < 1e-4, "{interval:?}");
    }

    /// Trials that know of each other: of 100, twenty have both, ten the first alone. The paired error of the difference is
    /// sqrt(.1 - .01) / sqrt(99), that of independent shares of .3 and .2 would be twice as large.
    #[test]
    fn what_both_sides_share_is_taken_out() {
        let trials: Vec<[f64; 4]> =
            (0..100).map(|n| [f64::from(u8::from(n < 30)), 1.0, f64::from(u8::from(n < 20)), 1.0]).collect();
        let found = estimate("scaling - collapse", &trials).expect("defined");
        let width = found.interval.expect("an interval").width();
        assert!((found.value - 0.1).abs() < 1e-12);
        assert!((width / 2.0 / 1.959_964 - (0.09_f64 / 99.0).sqrt()).abs() < 1e-6, "{width}");
        // (x / .3 - y / .2) is -5/3 on twenty trials and 10/3 on ten: its mean square is 5/3.
        let ratio = estimate("scaling / collapse", &trials).expect("defined");
        let interval = ratio.interval.expect("an interval");
        let error = libm::log(interval.high / interval.low) / 2.0 / 1.959_964;
        assert!((ratio.value - 1.5).abs() < 1e-12 && (error - (5.0_f64 / 3.0 / 99.0).sqrt()).abs() < 1e-6, "{error}");
    }

    #[test]
    fn what_never_came_is_not_told() {
        assert_eq!(estimate("scaling given collapse", &[[0.0; 4]; 9]), None);
        assert_eq!(estimate("disputes given collapse", &[]), None);
        assert_eq!(estimate("scaling / collapse", &[[1.0, 1.0, 0.0, 1.0]; 9]), None);
        assert_eq!(estimate("scaling - (stalling given collapse)", &[[1.0, 1.0, 0.0, 0.0]; 9]), None);
        assert_eq!(estimate("disputes", &[[2.0, 1.0, 0.0, 0.0]]).map(|found| found.interval), Some(None));
    }
}
