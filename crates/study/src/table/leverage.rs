//! `leverage.csv`: what each actor's stake gained from the channel.

use super::column::{Kind, SCENARIO, Spec, columns};
use super::interval::mean;
use super::{Cell, ScenarioResult, Table};
use detente_engine::tally::LeverageSums;
use detente_engine::trial::LeverageMeasure;

const IN_UNIT: &str = "see unit";

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("actor", Kind::Text, "", "Whose stake it is."),
    ("measure", Kind::Text, "", "What the stake is."),
    ("unit", Kind::Text, "", "Unit of the figures in this row."),
    ("trials", Kind::Count, "trials", "Trials in which the measure is defined with and without the channel."),
    ("mean", Kind::Real, IN_UNIT, "Mean with the channel."),
    ("mean_no_channel", Kind::Real, IN_UNIT, "Mean in the no-channel trials."),
    ("gain", Kind::Real, IN_UNIT, "With less without, trial by trial on the same random numbers."),
    ("gain_lo", Kind::Real, IN_UNIT, "Lower end of the 95 % interval of the gain from chance alone."),
    ("gain_hi", Kind::Real, IN_UNIT, "Upper end of the same interval."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "leverage",
        description: "A row is an actor's stake in a scenario; scenarios whose trials stop with the channel have none.",
        columns: columns(COLUMNS),
        rows: results.iter().filter(|result| result.record().confrontation.counterfactual).flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let measures = LeverageMeasure::ALL.iter().zip(&result.record().leverage);
    measures.map(|(measure, sums)| row(result, *measure, sums)).collect()
}

fn row(result: &ScenarioResult<'_>, measure: LeverageMeasure, sums: &LeverageSums) -> Vec<Cell> {
    let trials = sums.gain.count();
    let [gain, low, high] = mean(&sums.gain);
    let (with, without) = (sums.with.mean(trials), sums.without.mean(trials));
    row![result.stem(), measure.actor(), measure.word(), measure.unit(), trials, with, without, gain, low, high]
}
