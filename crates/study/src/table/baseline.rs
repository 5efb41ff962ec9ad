//! `baseline.csv`: confrontation with the channel against no channel, on the same random numbers.

use super::interval::{CHANCE_LO, mean_interval, paired_difference, ranged_share, share};
use super::run_tables::{OfRun, Written};
use super::{Ranged, ScenarioResult, Tidy, table};
use detente_engine::domain::Confronted;
use detente_engine::statistics::PairedCounts;
use detente_engine::tally::HorizonCounts;

table! {
    /// A row is a horizon of a scenario; scenarios whose trials stop with the channel have none.
    pub struct BaselineRow: "baseline" {
        /// Confrontation counts if it came by the end of this week.
        horizon_weeks: Tidy ["weeks"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// Trials with confrontation by then, with the channel.
        confrontation_share: Ranged ["share", CHANCE_LO],
        /// The same in the no-channel trials.
        confrontation_share_no_channel: Ranged ["share", CHANCE_LO],
        /// With less without, trial by trial on the same random numbers; negative is less confrontation.
        difference: Ranged ["share", CHANCE_LO],
        /// Worlds in which both arms were simulated as well: what follows is over these. Empty where nothing is uncertain.
        worlds: Option<u64> ["worlds"],
        /// Share of the worlds in which the difference is above zero, chance taken out.
        higher_share: Option<f64> ["share"],
        /// Where the difference lies in nine worlds of ten, chance taken out: the 5 % end. More trials do not narrow that.
        assumed_p05: Option<f64> ["share"],
        /// The same at the 95 % end.
        assumed_p95: Option<f64> ["share"],
        /// Trials without confrontation by then in either; the six sum to one.
        none_share: Option<f64> ["share"],
        /// Trials with confrontation by then only without the channel.
        averted_share: Option<f64> ["share"],
        /// Trials with confrontation by then in both, later with the channel.
        later_share: Option<f64> ["share"],
        /// Trials with confrontation by then in both, in the same step.
        same_week_share: Option<f64> ["share"],
        /// Trials with confrontation by then in both, earlier with the channel.
        earlier_share: Option<f64> ["share"],
        /// Trials with confrontation by then only with the channel.
        only_with_channel_share: Option<f64> ["share"],
        /// Mean time before confrontation or the horizon, with the channel.
        restricted_mean_weeks: Option<f64> ["weeks"],
        /// The same in the no-channel trials.
        restricted_mean_weeks_no_channel: Option<f64> ["weeks"],
        /// With less without, trial by trial; positive is time gained.
        restricted_mean_difference: Ranged ["weeks", CHANCE_LO],
    }
}

impl OfRun for BaselineRow {
    const WRITTEN: Written = Written::Always;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        result.compared_horizons().iter().enumerate().map(|(at, horizon)| row(result, at, horizon)).collect()
    }
}

fn row(result: &ScenarioResult<'_>, at: usize, horizon: &HorizonCounts) -> BaselineRow {
    let trials = horizon.trials();
    let over = result.channel_over_worlds(at);
    let way = |way: Confronted| share(horizon.confronted(way), trials);
    let mean_weeks = |steps: u64| share(steps, trials).map(|mean| mean * result.plan.weeks(1));
    BaselineRow {
        scenario: result.stem().to_owned(),
        horizon_weeks: Tidy(result.plan.weeks(horizon.step)),
        trials,
        confrontation_share: ranged_share(horizon.with_channel(), trials),
        confrontation_share_no_channel: ranged_share(horizon.without_channel(), trials),
        difference: difference(horizon).into(),
        worlds: over.map(|over| over.worlds),
        higher_share: over.map(|over| over.higher),
        assumed_p05: over.map(|over| over.interval.low),
        assumed_p95: over.map(|over| over.interval.high),
        none_share: way(Confronted::None),
        averted_share: way(Confronted::Averted),
        later_share: way(Confronted::Later),
        same_week_share: way(Confronted::SameWeek),
        earlier_share: way(Confronted::Earlier),
        only_with_channel_share: way(Confronted::OnlyWithChannel),
        restricted_mean_weeks: mean_weeks(horizon.steps_with),
        restricted_mean_weeks_no_channel: mean_weeks(horizon.steps_without),
        restricted_mean_difference: restricted_difference(result, horizon).into(),
    }
}

/// The difference of the two arms, with less without, with its paired 95 % interval (Newcombe's
/// method 10); `None` for no trials.
#[must_use]
pub fn difference(horizon: &HorizonCounts) -> [Option<f64>; 3] {
    paired_difference(PairedCounts {
        both: horizon.both(),
        only_first: horizon.confronted(Confronted::OnlyWithChannel),
        only_second: horizon.confronted(Confronted::Averted),
        neither: horizon.confronted(Confronted::None),
    })
}

/// Mean weeks before confrontation or the horizon, with the channel less without, and its 95 % interval.
fn restricted_difference(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> [Option<f64>; 3] {
    let step_weeks = result.plan.weeks(1);
    let Some((mean, sd)) = horizon.restricted_difference() else { return [None; 3] };
    let (mean, sd) = (mean * step_weeks, sd.map(|sd| sd * step_weeks));
    let [low, high] = mean_interval(mean, sd, horizon.trials());
    [Some(mean), low, high]
}

/// How much later confrontation comes with the channel than without.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeBought {
    /// The median over trials with confrontation without the channel, weeks: at least so many where it does not come with it.
    pub median_weeks: Option<f64>,
    /// The mean of weeks before confrontation or the horizon over all trials, with the channel less without, and its 95 % interval.
    pub mean_weeks: [Option<f64>; 3],
}

/// What the channel of a scenario buys; nothing where it was not simulated without.
#[must_use]
pub fn time_bought(result: &ScenarioResult<'_>) -> TimeBought {
    let counts = &result.record().confrontation;
    let Some(last) = counts.horizons.last().filter(|_| counts.counterfactual) else { return TimeBought::default() };
    let weeks = |bin: usize| result.plan.weeks(1) * (bin as f64 - f64::from(result.plan.steps));
    TimeBought { median_weeks: counts.later.quantile(0.5).map(weeks), mean_weeks: restricted_difference(result, last) }
}
