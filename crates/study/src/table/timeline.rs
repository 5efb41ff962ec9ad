//! `timeline.csv`: how shares and states develop over the weeks.

use super::interval::share;
use super::run_tables::OfRun;
use super::{Handle, ScenarioResult, Tidy, table};
use detente_engine::domain::Outcome;
use jiff::civil::Date;

table! {
    /// A row is a reporting week of a scenario, shares cumulative from the start.
    pub struct TimelineRow: "timeline" {
        /// Weeks since the start (days/7).
        week: Tidy ["weeks"],
        /// The day, where the scenario has a start date.
        date: Option<Date>,
        /// Trials simulated.
        trials: u64 ["trials"],
        /// Trials whose outcome was scaling and had been decided by the week.
        scaling: Option<f64> ["share"],
        /// The same for stalling.
        stalling: Option<f64> ["share"],
        /// The same for overtaken.
        overtaken: Option<f64> ["share"],
        /// The same for collapse.
        collapse: Option<f64> ["share"],
        /// Trials not decided by the week; sums to one with the four outcomes.
        undecided: Option<f64> ["share"],
        /// Trials with confrontation by the week, with the channel.
        confrontation: Option<f64> ["share"],
        /// The same in the no-channel trials; empty where none are simulated.
        confrontation_no_channel: Option<f64> ["share"],
        /// Trials that reached the week without confrontation: those over which the means of this row go.
        trials_before_confrontation: u64 ["trials"],
        /// Mean tension over these trials.
        tension_mean: Option<f64> ["tension"],
        /// Mean of what the sender believes of the target, over these trials.
        trust_sender_mean: Option<f64> ["share"],
        /// Mean of what the target believes of the sender, over these trials.
        trust_target_mean: Option<f64> ["share"],
        /// Mean number of rungs in force by the record, over these trials.
        rungs_in_force_mean: Option<f64> ["rungs"],
        /// Share of these trials with a structural rung honoured.
        structural_honoured_share: Option<f64> ["share"],
    }
}

impl TimelineRow {
    /// The shares decided by the week, by [`Outcome`].
    #[must_use]
    pub fn decided(&self) -> [Option<f64>; 4] {
        [self.scaling, self.stalling, self.overtaken, self.collapse]
    }

    /// The column of the share of `outcome`.
    #[must_use]
    pub const fn of_outcome(outcome: Outcome) -> Handle<Self, Option<f64>> {
        match outcome {
            Outcome::Scaling => Self::scaling,
            Outcome::Stalling => Self::stalling,
            Outcome::Overtaken => Self::overtaken,
            Outcome::Collapse => Self::collapse,
        }
    }
}

impl OfRun for TimelineRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        result.plan.report_steps().iter().enumerate().map(|(index, step)| row(result, index, *step)).collect()
    }
}

fn row(result: &ScenarioResult<'_>, index: usize, step: u32) -> TimelineRow {
    let record = result.record();
    let (trials, sums) = (record.trials, &record.timeline[index]);
    let decided = |outcome: &Outcome| record.decided[outcome.index()].up_to(step as usize);
    let undecided = trials - Outcome::ALL.iter().map(decided).sum::<u64>();
    let without = record.confrontation.counterfactual.then(|| record.confrontation.without.up_to(step as usize));
    let [scaling, stalling, overtaken, collapse] =
        std::array::from_fn(|outcome| share(decided(&Outcome::ALL[outcome]), trials));
    TimelineRow {
        scenario: result.stem().to_owned(),
        week: Tidy(result.plan.weeks(step)),
        date: result.date(step),
        trials,
        scaling,
        stalling,
        overtaken,
        collapse,
        undecided: share(undecided, trials),
        confrontation: share(record.confrontation.with.up_to(step as usize), trials),
        confrontation_no_channel: without.and_then(|without| share(without, trials)),
        trials_before_confrontation: sums.alive,
        tension_mean: sums.tension.mean(sums.alive),
        trust_sender_mean: sums.trust_sender.mean(sums.alive),
        trust_target_mean: sums.trust_target.mean(sums.alive),
        rungs_in_force_mean: share(sums.in_force, sums.alive),
        structural_honoured_share: share(sums.structural_honoured, sums.alive),
    }
}
