//! `baseline.csv`: confrontation with the channel against no channel, on the same luck.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{mean_interval, paired_difference, share, share_interval};
use super::{Cell, ScenarioResult, Table};
use crate::statistics::PairedCounts;
use crate::tally::HorizonCounts;

const LO: &str = "Lower end of its 95 % interval from luck alone.";
const HI: &str = "Upper end of the same interval.";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("horizon_weeks", Kind::Real, "weeks", "Confrontation counts if it came by the end of this week."),
    TRIALS,
    ("confrontation_share", Kind::Share, "share", "Trials with confrontation by then, with the channel."),
    ("confrontation_lo", Kind::Share, "share", LO),
    ("confrontation_hi", Kind::Share, "share", HI),
    ("confrontation_share_no_channel", Kind::Share, "share", "The same in the no-channel twins."),
    ("confrontation_no_channel_lo", Kind::Share, "share", LO),
    ("confrontation_no_channel_hi", Kind::Share, "share", HI),
    (
        "difference",
        Kind::Share,
        "share",
        "With less without, trial by trial on the same luck; negative is less confrontation.",
    ),
    ("difference_lo", Kind::Share, "share", LO),
    ("difference_hi", Kind::Share, "share", HI),
    ("averted_share", Kind::Share, "share", "Trials with confrontation by then only without the channel."),
    ("caused_share", Kind::Share, "share", "Trials with confrontation by then only with the channel."),
    ("delayed_share", Kind::Share, "share", "Trials with confrontation by then in both, later with the channel."),
    ("hastened_share", Kind::Share, "share", "Trials with confrontation by then in both, earlier with the channel."),
    ("unchanged_share", Kind::Share, "share", "Trials with confrontation by then in both, in the same step."),
    ("neither_share", Kind::Share, "share", "Trials without confrontation by then in either; the six sum to one."),
    ("restricted_mean_weeks", Kind::Real, "weeks", "Mean time before confrontation or the horizon, with the channel."),
    ("restricted_mean_weeks_no_channel", Kind::Real, "weeks", "The same in the no-channel twins."),
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
        rows: results.iter().filter(|result| result.record().confrontation.twin).flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    result.record().confrontation.horizons.iter().map(|horizon| row(result, horizon)).collect()
}

fn row(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> Vec<Cell> {
    let trials = horizon.trials();
    let both = horizon.both();
    let kinds =
        [horizon.averted, horizon.caused, horizon.delayed, horizon.hastened, horizon.unchanged, horizon.neither];
    [
        row![result.stem(), Cell::Tidy(result.plan.weeks(horizon.step)), trials],
        arm(both + horizon.caused, trials),
        arm(both + horizon.averted, trials),
        difference(horizon).map(Cell::from).to_vec(),
        kinds.map(|count| Cell::from(share(count, trials))).to_vec(),
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
        only_first: horizon.caused,
        only_second: horizon.averted,
        neither: horizon.neither,
    })
}

fn restricted_means(result: &ScenarioResult<'_>, horizon: &HorizonCounts) -> Vec<Cell> {
    let trials = horizon.trials();
    let step_weeks = result.plan.weeks(1);
    let mean_weeks = |steps: u64| share(steps, trials).map(|mean| mean * step_weeks);
    let means = row![mean_weeks(horizon.steps_with), mean_weeks(horizon.steps_without)];
    let Some((mean, sd)) = horizon.restricted_difference() else { return [means, vec![Cell::Empty; 3]].concat() };
    let (mean, sd) = (mean * step_weeks, sd.map(|sd| sd * step_weeks));
    let [low, high] = mean_interval(mean, sd, trials);
    [means, row![mean, low, high]].concat()
}
