//! `leverage.csv`: what each actor's stake gained from the channel.

use super::interval::mean;
use super::run_tables::OfRun;
use super::{Ranged, ScenarioResult, Text, table};
use detente_engine::tally::LeverageSums;
use detente_engine::trial::LeverageMeasure;

const IN_UNIT: &str = "see unit";
const GAIN_LO: &str = "Lower end of the 95 % interval of the gain from chance alone.";

table! {
    /// A row is an actor's stake in a scenario; scenarios whose trials stop with the channel have none.
    pub struct LeverageRow: "leverage" {
        /// Whose stake it is.
        actor: Text,
        /// What the stake is.
        measure: Text,
        /// Unit of the figures in this row.
        unit: Text,
        /// Trials in which the measure is defined with and without the channel.
        trials: u64 ["trials"],
        /// Mean with the channel.
        mean: Option<f64> [IN_UNIT],
        /// Mean in the no-channel trials.
        mean_no_channel: Option<f64> [IN_UNIT],
        /// With less without, trial by trial on the same random numbers.
        gain: Ranged [IN_UNIT, GAIN_LO],
    }
}

impl OfRun for LeverageRow {
    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        if !result.record().confrontation.counterfactual {
            return Vec::new();
        }
        let measures = LeverageMeasure::ALL.iter().zip(&result.record().leverage);
        measures.map(|(measure, sums)| row(result, *measure, sums)).collect()
    }
}

fn row(result: &ScenarioResult<'_>, measure: LeverageMeasure, sums: &LeverageSums) -> LeverageRow {
    let trials = sums.gain.count();
    LeverageRow {
        scenario: result.stem().to_owned(),
        actor: measure.actor().into(),
        measure: measure.word().into(),
        unit: measure.unit().into(),
        trials,
        mean: sums.with.mean(trials),
        mean_no_channel: sums.without.mean(trials),
        gain: mean(&sums.gain),
    }
}
