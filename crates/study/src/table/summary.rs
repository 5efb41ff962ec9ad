//! `summary.csv`: one wide row a scenario, made for the eye and for a chart.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table, baseline, quantities, time_bought};
use detente_engine::domain::{Cause, Outcome};
use detente_engine::tally::most_frequent;
use detente_engine::trial::Quantity;

const SHARE_LO: &str = "Lower end of the 95 % interval of that share from chance alone (Wilson).";
const SHARE_HI: &str = "Upper end of the same interval.";
const ASSUMED_LOW: &str = "Where that share itself lies in nine worlds of ten, if the uncertain values were known: the 5 % end; empty where nothing is uncertain.";
const ASSUMED_HIGH: &str = "95 % end of the same.";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("title", Kind::Text, "", "The scenario in words."),
    ("start_date", Kind::Date, "", "Week 0, where given."),
    ("horizon_weeks", Kind::Real, "weeks", "Length of a trial."),
    TRIALS,
    ("status", Kind::Text, "", "complete, or interrupted where fewer trials were simulated than asked for."),
    ("scaling_share", Kind::Share, "share", "Trials that ended in scaling."),
    ("scaling_lo", Kind::Share, "share", SHARE_LO),
    ("scaling_hi", Kind::Share, "share", SHARE_HI),
    ("stalling_share", Kind::Share, "share", "Trials that ended in stalling."),
    ("stalling_lo", Kind::Share, "share", SHARE_LO),
    ("stalling_hi", Kind::Share, "share", SHARE_HI),
    ("overtaken_share", Kind::Share, "share", "Trials in which confrontation came while nobody had left the channel."),
    ("overtaken_lo", Kind::Share, "share", SHARE_LO),
    ("overtaken_hi", Kind::Share, "share", SHARE_HI),
    ("collapse_share", Kind::Share, "share", "Trials that ended in collapse."),
    ("collapse_lo", Kind::Share, "share", SHARE_LO),
    ("collapse_hi", Kind::Share, "share", SHARE_HI),
    ("scaling_assumed_p05", Kind::Share, "share", ASSUMED_LOW),
    ("scaling_assumed_p95", Kind::Share, "share", ASSUMED_HIGH),
    ("collapse_assumed_p05", Kind::Share, "share", ASSUMED_LOW),
    ("collapse_assumed_p95", Kind::Share, "share", ASSUMED_HIGH),
    ("end_weeks_p50", Kind::Real, "weeks", "Median week in which the outcome was decided."),
    ("confrontation_share", Kind::Share, "share", "Trials with confrontation by the end, with the channel."),
    ("confrontation_share_no_channel", Kind::Share, "share", "The same in the no-channel trials."),
    ("confrontation_difference", Kind::Share, "share", "With less without, trial by trial on the same random numbers."),
    ("confrontation_difference_lo", Kind::Share, "share", "Lower end of its 95 % interval from chance alone."),
    ("confrontation_difference_hi", Kind::Share, "share", "Upper end of the same interval."),
    (
        "time_bought_weeks_p50",
        Kind::Real,
        "weeks",
        "Of trials with confrontation without the channel: the median number of weeks by which it comes later with the channel; where it does not come, it counts as if it came at the horizon.",
    ),
    (
        "time_bought_weeks_mean",
        Kind::Real,
        "weeks",
        "Mean weeks before confrontation or the horizon: with the channel less without, over all trials.",
    ),
    ("collapse_cause", Kind::Text, "", "The most frequent cause of collapse."),
    ("collapse_cause_share", Kind::Share, "share", "Share of the collapses that it accounts for."),
    ("binding_rung", Kind::Text, "", "The rung at which the ladder stopped most often."),
    ("binding_rung_share", Kind::Share, "share", "Share of all trials in which it stopped there."),
    ("binding_body", Kind::Text, "", "The body with the most vetoes."),
    ("funds_delivered_usd_bn_mean", Kind::Real, "usd_bn", "Mean money paid out of the frozen total, by a trial's end."),
    ("funds_diverted_usd_bn_mean", Kind::Real, "usd_bn", "Mean of it that was diverted by then."),
    ("values_documented", Kind::Count, "values", "Values that rest on documents."),
    ("values_press", Kind::Count, "values", "Values that rest on press reports."),
    ("values_judgement", Kind::Count, "values", "Values that rest on judgement."),
    ("values_default", Kind::Count, "values", "Values left at their default."),
    (
        "both_claim_success_share",
        Kind::Share,
        "share",
        "Trials in which both parties announced success and no structural rung was ever honoured.",
    ),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "summary",
        description: "A row is a scenario with its headline figures.",
        columns: columns(COLUMNS),
        rows: results.iter().map(row).collect(),
    }
}

fn row(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let mean =
        |quantity: Quantity| Cell::from(result.record().of_all(quantity).moments(result.tally.axis(quantity)).mean());
    let funds = [Quantity::FundsDelivered, Quantity::FundsDiverted].map(mean);
    [
        identity(result),
        outcome_shares(result),
        assumed(result),
        vec![median_end(result)],
        confrontation(result),
        collapse_cause(result),
        binding_rung(result),
        vec![binding_body(result)],
        funds.to_vec(),
        bases(result),
        vec![mean(Quantity::BothClaimSuccess)],
    ]
    .concat()
}

fn identity(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let (scenario, plan) = (result.scenario, result.plan);
    let horizon = Cell::Tidy(plan.weeks(plan.steps));
    let (trials, status) = (result.record().trials, result.status.word());
    row![result.stem(), scenario.title.as_str(), scenario.start, horizon, trials, status]
}

fn outcome_shares(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let (record, trials) = (result.record(), result.record().trials);
    let cells = |outcome: &Outcome| {
        let count = record.outcome(*outcome);
        let [low, high] = share_interval(count, trials);
        row![share(count, trials), low, high]
    };
    Outcome::ALL.iter().flat_map(cells).collect()
}

fn assumed(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let ends = |outcome: &Outcome| {
        let assumed = result.assumed(*outcome);
        row![assumed.map(|assumed| assumed.low), assumed.map(|assumed| assumed.high)]
    };
    [Outcome::Scaling, Outcome::Collapse].iter().flat_map(ends).collect()
}

fn median_end(result: &ScenarioResult<'_>) -> Cell {
    let spread = result.record().of_all(Quantity::EndWeeks);
    quantities::median(&spread, result.tally.axis(Quantity::EndWeeks)).into()
}

fn confrontation(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let (record, counts) = (result.record(), &result.record().confrontation);
    let with = share(counts.with.total(), record.trials);
    match counts.horizons.last() {
        Some(horizon) if counts.counterfactual => {
            let without = share(counts.without.total(), record.trials);
            let [difference, low, high] = baseline::difference(horizon);
            let bought = time_bought(result);
            row![with, without, difference, low, high, bought.median_weeks, bought.mean_weeks[0]]
        }
        _ => [row![with], vec![Cell::Empty; 6]].concat(),
    }
}

fn collapse_cause(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let record = result.record();
    let causes = Cause::ALL.iter().filter(|cause| cause.outcome() == Outcome::Collapse);
    let leading = most_frequent(causes.map(|cause| (cause.word(), record.cause(*cause))));
    named_share(leading, record.outcome(Outcome::Collapse))
}

fn binding_rung(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let record = result.record();
    let rungs = record.ladder.rungs.iter().map(|rung| (rung.label.as_str(), rung.stopped()));
    named_share(most_frequent(rungs), record.trials)
}

fn binding_body(result: &ScenarioResult<'_>) -> Cell {
    let bodies = result.plan.bodies.iter().zip(&result.record().actors.bodies);
    most_frequent(bodies.map(|(body, counts)| (body.id.as_str(), counts.vetoes))).map(|(id, _)| id).into()
}

fn named_share(leading: Option<(&str, u64)>, whole: u64) -> Vec<Cell> {
    row![leading.map(|(name, _)| name), leading.and_then(|(_, count)| share(count, whole))]
}

fn bases(result: &ScenarioResult<'_>) -> Vec<Cell> {
    let count = |basis: &str| result.scenario.parameters.iter().filter(|row| row.basis == basis).count() as u64;
    ["documented", "press", "judgement", "default"].map(|basis| Cell::from(count(basis))).to_vec()
}
