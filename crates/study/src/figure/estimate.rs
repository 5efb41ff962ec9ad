//! What the trials say of a named figure, with the 95 % interval that chance in the trials leaves.

use super::counts::{Counts, WINDOWS};
use super::life_table::LifeTable;
use super::named::NamedFigure;
use super::rate_estimate::RateEstimate;
use detente_engine::observe::Arm;
use detente_engine::plan::{MONTH_DAYS, Plan, WEEK_DAYS};
use detente_engine::statistics::{Confidence, Interval, quantile_interval_ranks};

/// What was counted for named figures.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'c> {
    /// The plan, for what it says outright.
    pub plan: &'c Plan,
    /// Of its trials; none where no figure needs them.
    pub channel: Option<&'c Counts>,
    /// Of those without a ladder; none where no figure needs them.
    pub no_ladder: Option<&'c Counts>,
}

/// `figure`, as `counted` shows it; `None` where nothing happened that it could be told from, or what it needs was not counted.
#[must_use]
pub fn estimate(figure: NamedFigure, counted: &Counted<'_>) -> Option<RateEstimate> {
    let numbers = &counted.plan.numbers;
    match figure {
        NamedFigure::IncidentsPerMonth => incidents_per_month(counted.no_ladder?, counted.plan.step_days),
        NamedFigure::GravestShare => {
            counted.no_ladder.and_then(|counts| RateEstimate::share(counts.gravest, counts.incidents))
        }
        NamedFigure::TurnoverPerMonth => {
            let [one, other] = [0, 1].map(|party| numbers.party[party].turnover_per_month);
            Some(RateEstimate::given(0.5 * (one + other)))
        }
        NamedFigure::HalfLifeWeeks => Some(RateEstimate::given(numbers.escalation.half_life_weeks)),
        NamedFigure::Branching => Some(RateEstimate::given(numbers.escalation.branching)),
        figure => of_channel(figure, counted.channel?),
    }
}

fn of_channel(figure: NamedFigure, counts: &Counts) -> Option<RateEstimate> {
    let by = |table: &LifeTable, weeks: u32| table.ended_by((f64::from(weeks) * WEEK_DAYS) as usize);
    match figure {
        NamedFigure::Confrontation(arm, weeks) => {
            let by_window = if arm == Arm::Channel { counts.with_channel } else { counts.without };
            let at = WINDOWS.iter().position(|window| *window == weeks)?;
            RateEstimate::share(by_window[at], counts.trials)
        }
        NamedFigure::LaterOverFirst => later_over_first(counts),
        NamedFigure::ChannelOverNone => channel_over_none(counts),
        NamedFigure::EverInForce => RateEstimate::share(counts.began, counts.trials),
        NamedFigure::Left(weeks) => by(&counts.left, weeks),
        NamedFigure::Structural(weeks) => by(&counts.structural, weeks),
        NamedFigure::StepAfterQuiet => by(&counts.quiet, 156),
        NamedFigure::AgreementAfterLongDispute => RateEstimate::share(counts.settled, counts.long_disputes),
        NamedFigure::WeeksBetweenSteps => median_weeks(&counts.gaps),
        NamedFigure::LeftAfterTurnover => by(&counts.after_turnover, 52),
        NamedFigure::IncidentsPerMonth
        | NamedFigure::GravestShare
        | NamedFigure::TurnoverPerMonth
        | NamedFigure::HalfLifeWeeks
        | NamedFigure::Branching => None,
    }
}

/// Of those left after two years the share that meets confrontation by the end of the fifth, a year, over the share that does in
/// the first year. The two are of different trials, one after the other, so that their errors do not hang together: the variance
/// of the logarithm is the sum of `(1-p) / (n p)` of both.
fn later_over_first(counts: &Counts) -> Option<RateEstimate> {
    let [_, first, second, fifth] = counts.without.map(|count| count as f64);
    let all = counts.trials as f64;
    let (start, later) = (first / all, (fifth - second) / (all - second));
    let variance = (1.0 - start) / first + (1.0 - later) / (fifth - second);
    RateEstimate::on_log_scale(later / 3.0 / start, variance)
}

/// The ratio of `-ln(1-p)` with the channel to that without. By the delta method: an error `e` of `p` is one of
/// `e / ((1-p) -ln(1-p))` of the logarithm; both arms are of the same trials, so that what they share is taken out.
fn channel_over_none(counts: &Counts) -> Option<RateEstimate> {
    let all = counts.trials as f64;
    let last = WINDOWS.len() - 1;
    let [with, without, both] = [counts.with_channel[last], counts.without[last], counts.both].map(|n| n as f64 / all);
    let hazard = |p: f64| -libm::log1p(-p);
    let weight = |p: f64| 1.0 / ((1.0 - p) * hazard(p));
    let (a, b) = (weight(with), weight(without));
    let variance =
        a * a * with * (1.0 - with) + b * b * without * (1.0 - without) - 2.0 * a * b * (both - with * without);
    RateEstimate::on_log_scale(hazard(with) / hazard(without), variance.max(0.0) / all)
}

/// The median of whole days as weeks, with the quartiles and the interval between two of the values (Conover).
fn median_weeks(by_day: &[u64]) -> Option<RateEstimate> {
    let number: u64 = by_day.iter().sum();
    let at_rank = |rank: u64| {
        let mut below = 0;
        let day = by_day.iter().position(|count| {
            below += count;
            below >= rank
        });
        day.map(|day| day as f64 / WEEK_DAYS)
    };
    let quantile = |share: f64| at_rank(((share * number as f64).ceil() as u64).max(1));
    let interval = quantile_interval_ranks(number, 0.5, Confidence::NINETY_FIVE)
        .and_then(|(low, high)| Some(Interval { low: at_rank(low)?, high: at_rank(high)? }));
    let quartiles = Interval { low: quantile(0.25)?, high: quantile(0.75)? };
    Some(RateEstimate { value: quantile(0.5)?, interval, quartiles: Some(quartiles) })
}

/// Incidents over months. The error is that of a ratio of sums over trials (W. G. Cochran, Sampling Techniques, 3rd edition
/// 1977, section 6.4): incidents of one trial breed each other.
fn incidents_per_month(counts: &Counts, step_days: f64) -> Option<RateEstimate> {
    if counts.steps == 0 {
        return None;
    }
    let (steps, trials) = (counts.steps as f64, counts.trials as f64);
    let ratio = counts.incidents as f64 / steps;
    let [squares, products, lengths] = counts.squares.map(|sum| sum as f64);
    let residuals = (squares - 2.0 * ratio * products + ratio * ratio * lengths).max(0.0);
    let error = (residuals * trials / (trials - 1.0).max(1.0)).sqrt() / steps;
    let (months, reach) = (step_days / MONTH_DAYS, Confidence::NINETY_FIVE.normal() * error);
    let interval = Interval { low: (ratio - reach).max(0.0) / months, high: (ratio + reach) / months };
    Some(RateEstimate { value: ratio / months, interval: Some(interval), quartiles: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    fn counts() -> Counts {
        let checked =
            scenario::read_text("built_in", "defaults = \"fixed\"", &[]).unwrap_or_else(|faults| panic!("{faults}"));
        Counts::new(&Plan::compile(&checked.scenario).expect("no two ids collide"))
    }

    /// As counted of crises: 29 of 408 in the first year, 42 of 356 in the third to fifth. The ratio is .55; the variance of its
    /// logarithm is .92892/29 + .88202/42 = .053032, so that 1.96 errors are a factor of 1.5704.
    #[test]
    fn the_hazard_of_later_years_over_the_first_is_that_worked_out_by_hand() {
        let counts = Counts { trials: 408, without: [10, 29, 52, 94], ..counts() };
        let found = later_over_first(&counts).expect("defined");
        let interval = found.interval.expect("an interval");
        assert!((found.value - 42.0 / 356.0 / 3.0 / (29.0 / 408.0)).abs() < 1e-12);
        assert!((found.value - 0.5533).abs() < 5e-5, "{found:?}");
        assert!((interval.high / found.value - 1.5704).abs() < 5e-4, "{interval:?}");
        assert!((interval.high * interval.low - found.value * found.value).abs() < 1e-12);
        let steady = Counts { without: [0, 40, 76, 157], trials: 400, ..counts };
        assert!((later_over_first(&steady).expect("defined").value - 81.0 / 324.0 / 3.0 / 0.1).abs() < 1e-12);
    }

    /// 29 of 151 and 65 of 257 came to serious clashes, of which the published ratio is .73; the two arms of one trial know more of
    /// each other: where confrontation with the channel is always one without it, the error is smaller than where they are
    /// independent.
    #[test]
    fn the_ratio_of_hazards_is_that_of_the_complementary_logarithms() {
        let paired = |both: u64| Counts {
            trials: 10_000,
            with_channel: [0, 0, 0, 1920],
            without: [0, 0, 0, 2530],
            both,
            ..counts()
        };
        let found = channel_over_none(&paired(1920)).expect("defined");
        assert!(
            (found.value - libm::log(0.808) / libm::log(0.747)).abs() < 1e-12 && (found.value - 0.731).abs() < 5e-4
        );
        let width =
            |both: u64| channel_over_none(&paired(both)).and_then(|one| one.interval).expect("an interval").width();
        assert!(width(1920) < 0.7 * width(486), "{} {}", width(1920), width(486));
    }

    #[test]
    fn one_arm_that_never_fights_leaves_no_ratio() {
        let never = Counts { trials: 100, with_channel: [0; 4], without: [0, 10, 20, 50], ..counts() };
        assert_eq!(channel_over_none(&never), None);
        let always = Counts { with_channel: [0, 0, 0, 100], ..never };
        assert_eq!(channel_over_none(&always), None);
        assert_eq!(later_over_first(&Counts { without: [0, 0, 0, 50], ..always }), None);
    }

    #[test]
    fn the_median_and_quartiles_of_days_are_those_counted_off() {
        let mut days = vec![0; 100];
        [7, 14, 14, 21, 70, 70, 70, 84].into_iter().for_each(|day| days[day] += 1);
        let found = median_weeks(&days).expect("some");
        assert_eq!((found.value, found.quartiles), (3.0, Some(Interval { low: 2.0, high: 10.0 })));
        assert_eq!(median_weeks(&[0; 10]), None);
    }

    /// Two incidents in 10 weeks and four in 20: exactly .2 a week in both, so no error at all.
    #[test]
    fn incidents_are_counted_over_the_time_that_was_watched() {
        let counts = Counts { trials: 2, incidents: 6, steps: 30, squares: [20, 100, 500], ..counts() };
        let found = incidents_per_month(&counts, 7.0).expect("time");
        let interval = found.interval.expect("an interval");
        assert!((found.value - 0.2 * 30.0 / 7.0).abs() < 1e-12 && interval.width() < 1e-6, "{found:?}");
        assert_eq!(incidents_per_month(&Counts { trials: 1, ..self::counts() }, 7.0), None);
    }
}
