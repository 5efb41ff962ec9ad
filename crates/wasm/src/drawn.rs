//! The tables of one scenario that a picture is drawn from.

use crate::case::Prepared;
use detente_engine::domain::Outcome;
use detente_engine::tally::{Tally, WorldTally};
use detente_study::table::{
    BaselineRow, FateRow, IndexRow, OutcomeRow, RunRow, ScenarioResult, Status, SummaryRow, TimelineRow,
};

/// Those of the tables of a run that a picture shows.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) summary: Vec<SummaryRow>,
    pub(crate) outcomes: Vec<OutcomeRow>,
    pub(crate) timeline: Vec<TimelineRow>,
    pub(crate) baseline: Vec<BaselineRow>,
    pub(crate) fates: Vec<FateRow>,
    pub(crate) indices: Vec<IndexRow>,
}

impl Drawn {
    /// Those of `case`, with what assumptions do where that was worked out.
    pub(crate) fn of(case: &Prepared, tally: &Tally, worlds: Option<&WorldTally>) -> Self {
        let result = ScenarioResult {
            scenario: &case.file.scenario,
            plan: &case.plan,
            tally,
            exact: None,
            worlds,
            histories: None,
            status: Status::Complete,
        };
        Self {
            summary: SummaryRow::alone(result),
            outcomes: OutcomeRow::alone(result),
            timeline: TimelineRow::alone(result),
            baseline: BaselineRow::alone(result),
            fates: FateRow::alone(result),
            indices: IndexRow::alone(result),
        }
    }

    /// The share of trials that ended in `outcome`.
    pub(crate) fn share_of(&self, outcome: Outcome) -> Option<f64> {
        self.outcomes.iter().find(|row| row.outcome == outcome).and_then(|row| row.share.value)
    }
}
