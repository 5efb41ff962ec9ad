//! `baseline.csv`: confrontation with the channel against no channel, on the same random numbers.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{mean_interval, paired_difference, share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::Confronted;
use detente_engine::statistics::PairedCounts;
use detente_engine::tally::HorizonCounts;

const LO: &str = "Lower end of its 95 % interval from chance alone.";
const HI: &str = "Upper end of the same interval.";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("horizon_weeks", Kind::Real, "weeks", "Confrontation counts if it came by the end of this week."),
    TRIALS,
    ("confrontation_share", Kind::Share, "share", "Trials with confrontation by then, with the channel."),
    ("confrontation_lo", Kind::Share, "share", LO),
    ("confrontation_hi", Kind::Share, "share", HI),
    ("confrontation_share_no_channel", Kind::Share, "share", "The same in the no-channel trials."),
    ("confrontation_no_channel_lo", Kind::Share, "share", LO),
    ("confrontation_no_channel_hi", Kind::Share, "share", HI),
    (
        "difference",
        Kind::Share,
        "share",
        "With less without, trial by trial on the same random numbers; negative is less confrontation.",
    ),
    ("difference_lo", Kind::Share, "share", LO),
    ("difference_hi", Kind::Share, "share", HI),
    ("none_share", Kind::Share, "share", "Trials without confrontation by then in either; the six sum to one."),
    ("averted_share", Kind::Share, "share", "Trials with confrontation by then only without the channel."),
    ("later_share", Kind::Share, "share", "Trials with confrontation by then in both, later with the channel."),
    ("same_week_share", Kind::Share, "share", "Trials with confrontation by then in both, in the same step."),
    ("earlier_share", Kind::Share, "share", "Trials with confrontation by then in both, earlier with the channel."),
    ("only_with_channel_share", Kind::Share, "share", "Trials with confrontation by then only with the channel."),
    ("restricted_mean_weeks", Kind::Real, "weeks", "Mean time before confrontation or the horizon, with the channel."),
    ("restricted_mean_weeks_no_channel", Kind::Real, "weeks", "The same in the no-channel trials."),
    ("restricted_mean_difference", Kind::Real, "weeks", "With less without, trial by trial; positive is time gained."),
    ("restricted_mean_difference_lo", Kind::Real, "weeks", LO),
    ("restricted_mean_difference_hi", Kind::Real, "weeks", HI),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "baseline",
        description: "A row is a horizon of a scenario; scenarios whose trials stop with the channel have none.",
        columns: columns(COLUMNS),
        rows: results.iter().filter(|result| result.record().confrontation.counterfactual).flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    result.record().confrontation.horizons.iter().map(|horizon| row(result, horizon)).collect()
}

fn row(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> Vec<Cell> {
    let trials = horizon.trials();
    [
        row![result.stem(), Cell::Tidy(result.plan.weeks(horizon.step)), trials],
        arm(horizon.with_channel(), trials),
        arm(horizon.without_channel(), trials),
        difference(horizon).map(Cell::from).to_vec(),
        Confronted::ALL.iter().map(|way| Cell::from(share(horizon.confronted(*way), trials))).collect(),
        restricted_means(result, horizon),
    ]
    .concat()
}

/// The share of confrontation in one arm with its interval.
fn arm(count: u64, trials: u64) -> Vec<Cell> {
    let [low, high] = share_interval(count, trials);
    row![share(count, trials), low, high]
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

fn restricted_means(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> Vec<Cell> {
    let trials = horizon.trials();
    let step_weeks = result.plan.weeks(1);
    let mean_weeks = |steps: u64| share(steps, trials).map(|mean| mean * step_weeks);
    let means = row![mean_weeks(horizon.steps_with), mean_weeks(horizon.steps_without)];
    [means, restricted_difference(result, horizon).map(Cell::from).to_vec()].concat()
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
