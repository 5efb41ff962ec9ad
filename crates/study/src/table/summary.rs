//! `summary.csv`: one wide row a scenario, made for the eye and for a chart.

use super::interval::{CHANCE_LO, WILSON_OF_THAT, ranged_share, share};
use super::run_tables::{OfRun, Written};
use super::{Handle, Headline, Ranged, ScenarioResult, Status, Tidy, baseline, quantities, table, time_bought};
use detente_engine::domain::{Basis, Cause, Outcome};
use detente_engine::trial::Quantity;
use jiff::civil::Date;

table! {
    /// A row is a scenario with its headline figures.
    pub struct SummaryRow: "summary" {
        /// The scenario in words.
        title: String,
        /// Week 0, where given.
        start_date: Option<Date>,
        /// Length of a trial.
        horizon_weeks: Tidy ["weeks"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// complete, or interrupted where fewer trials were simulated than asked for.
        status: Status,
        /// Trials that ended in scaling.
        scaling_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials that ended in stalling.
        stalling_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials in which confrontation came while nobody had left the channel.
        overtaken_share: Ranged ["share", WILSON_OF_THAT],
        /// Trials that ended in collapse.
        collapse_share: Ranged ["share", WILSON_OF_THAT],
        /// Where that share itself lies in nine worlds of ten, if the uncertain values were known: the 5 % end; empty where
        /// nothing is uncertain.
        scaling_assumed_p05: Option<f64> ["share"],
        /// 95 % end of the same.
        scaling_assumed_p95: Option<f64> ["share"],
        /// Where that share itself lies in nine worlds of ten, if the uncertain values were known: the 5 % end; empty where
        /// nothing is uncertain.
        collapse_assumed_p05: Option<f64> ["share"],
        /// 95 % end of the same.
        collapse_assumed_p95: Option<f64> ["share"],
        /// Median week in which the outcome was decided.
        end_weeks_p50: Option<f64> ["weeks"],
        /// Trials with confrontation by the end, with the channel.
        confrontation_share: Option<f64> ["share"],
        /// The same in the no-channel trials.
        confrontation_share_no_channel: Option<f64> ["share"],
        /// With less without, trial by trial on the same random numbers.
        confrontation_difference: Ranged ["share", CHANCE_LO],
        /// Of trials with confrontation without the channel: the median number of weeks by which it comes later with the channel;
        /// where it does not come, it counts as if it came at the horizon.
        time_bought_weeks_p50: Option<f64> ["weeks"],
        /// Mean weeks before confrontation or the horizon: with the channel less without, over all trials.
        time_bought_weeks_mean: Option<f64> ["weeks"],
        /// The most frequent cause of collapse.
        collapse_cause: Option<Cause>,
        /// Share of the collapses that it accounts for.
        collapse_cause_share: Option<f64> ["share"],
        /// The rung at which the ladder stopped most often.
        sticking_point: Option<String>,
        /// Share of all trials in which it stopped there.
        sticking_point_share: Option<f64> ["share"],
        /// The body with the most vetoes.
        most_vetoes_by: Option<String>,
        /// Mean money paid out of the frozen total, by a trial's end.
        funds_delivered_usd_bn_mean: Option<f64> ["usd_bn"],
        /// Mean of it that was diverted by then.
        funds_diverted_usd_bn_mean: Option<f64> ["usd_bn"],
        /// Values that rest on documents.
        values_documented: u64 ["values"],
        /// Values that rest on press reports.
        values_press: u64 ["values"],
        /// Values that rest on judgement.
        values_judgement: u64 ["values"],
        /// Values that came with a template and were judged by nobody.
        values_template: u64 ["values"],
        /// Values left at their default.
        values_default: u64 ["values"],
        /// Trials in which both parties announced success and no structural rung was ever honoured.
        both_claim_success_share: Option<f64> ["share"],
    }
}

impl SummaryRow {
    /// The share of trials that ended in `outcome`.
    #[must_use]
    pub fn share(&self, outcome: Outcome) -> Ranged {
        match outcome {
            Outcome::Scaling => self.scaling_share,
            Outcome::Stalling => self.stalling_share,
            Outcome::Overtaken => self.overtaken_share,
            Outcome::Collapse => self.collapse_share,
        }
    }

    /// The column of that share.
    #[must_use]
    pub const fn of_outcome(outcome: Outcome) -> Handle<Self, Ranged> {
        match outcome {
            Outcome::Scaling => Self::scaling_share,
            Outcome::Stalling => Self::stalling_share,
            Outcome::Overtaken => Self::overtaken_share,
            Outcome::Collapse => Self::collapse_share,
        }
    }

    /// How many values rest on `basis`.
    #[must_use]
    pub fn values(&self, basis: Basis) -> u64 {
        match basis {
            Basis::Documented => self.values_documented,
            Basis::Press => self.values_press,
            Basis::Judgement => self.values_judgement,
            Basis::Template => self.values_template,
            Basis::Default => self.values_default,
        }
    }
}

impl OfRun for SummaryRow {
    const WRITTEN: Written = Written::Always;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        vec![row(result)]
    }
}

fn row(result: &ScenarioResult<'_>) -> SummaryRow {
    let (scenario, plan, record) = (result.scenario, result.plan, result.record());
    let mean = |own: Quantity| record.of_all(own).moments(result.tally.axis(own)).mean();
    let share_of = |outcome: Outcome| ranged_share(record.outcome(outcome), record.trials);
    let assumed = |outcome: Outcome| {
        let assumed = result.assumed(outcome);
        (assumed.map(|assumed| assumed.low), assumed.map(|assumed| assumed.high))
    };
    let (scaling_assumed_p05, scaling_assumed_p95) = assumed(Outcome::Scaling);
    let (collapse_assumed_p05, collapse_assumed_p95) = assumed(Outcome::Collapse);
    let horizon = result.compared_horizons().last();
    let bought = time_bought(result);
    let headline = Headline::of(record);
    let (cause, rung) = (headline.cause_of(Outcome::Collapse), headline.rung());
    SummaryRow {
        scenario: result.stem().to_owned(),
        title: scenario.title.clone(),
        start_date: scenario.start,
        horizon_weeks: Tidy(plan.weeks(plan.steps)),
        trials: record.trials,
        status: result.status,
        scaling_share: share_of(Outcome::Scaling),
        stalling_share: share_of(Outcome::Stalling),
        overtaken_share: share_of(Outcome::Overtaken),
        collapse_share: share_of(Outcome::Collapse),
        scaling_assumed_p05,
        scaling_assumed_p95,
        collapse_assumed_p05,
        collapse_assumed_p95,
        end_weeks_p50: quantities::median(&record.of_all(Quantity::EndWeeks), result.tally.axis(Quantity::EndWeeks)),
        confrontation_share: share(record.confrontation.with.total(), record.trials),
        confrontation_share_no_channel: horizon
            .and_then(|_| share(record.confrontation.without.total(), record.trials)),
        confrontation_difference: horizon.map_or(Ranged::default(), |horizon| baseline::difference(horizon).into()),
        time_bought_weeks_p50: bought.median_weeks,
        time_bought_weeks_mean: bought.mean_weeks[0],
        collapse_cause: cause.map(|(cause, _)| cause),
        collapse_cause_share: cause.and_then(|(_, count)| share(count, record.outcome(Outcome::Collapse))),
        sticking_point: rung.map(|(at, _)| record.ladder.rungs[at].label.clone()),
        sticking_point_share: rung.and_then(|(_, count)| share(count, record.trials)),
        most_vetoes_by: headline.body().map(|(at, _)| plan.bodies[at].id.clone()),
        funds_delivered_usd_bn_mean: mean(Quantity::FundsDelivered),
        funds_diverted_usd_bn_mean: mean(Quantity::FundsDiverted),
        values_documented: scenario.values_on(Basis::Documented),
        values_press: scenario.values_on(Basis::Press),
        values_judgement: scenario.values_on(Basis::Judgement),
        values_template: scenario.values_on(Basis::Template),
        values_default: scenario.values_on(Basis::Default),
        both_claim_success_share: mean(Quantity::BothClaimSuccess),
    }
}
