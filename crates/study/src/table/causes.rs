//! `causes.csv`: why trials ended as they did.

use super::column::{Kind, SCENARIO, Spec, TRIALS, columns};
use super::interval::{share, share_interval};
use super::{Cell, ScenarioResult, Table};
use detente_engine::domain::{Cause, Outcome};

const COLUMNS: &[Spec] = &[
    SCENARIO,
    ("outcome", Kind::Text, "", "The outcome that the cause belongs to."),
    ("cause", Kind::Text, "", "Why the trial ended so; every cause belongs to one outcome."),
    ("count", Kind::Count, "trials", "Trials that ended by this cause."),
    TRIALS,
    ("share", Kind::Share, "share", "count / trials; the shares of an outcome's causes sum to the outcome's share."),
    ("share_lo", Kind::Share, "share", "Lower end of the 95 % interval of the share from chance alone (Wilson)."),
    ("share_hi", Kind::Share, "share", "Upper end of the same interval."),
];

/// The table.
pub(super) fn table(results: &[ScenarioResult<'_>]) -> Table {
    Table {
        name: "causes",
        description: "A row is a cause of an outcome of a scenario, causes that never came included.",
        columns: columns(COLUMNS),
        rows: results.iter().flat_map(rows).collect(),
    }
}

fn rows(result: &ScenarioResult<'_>) -> Vec<Vec<Cell>> {
    let (record, trials) = (result.record(), result.record().trials);
    let row = |cause: &Cause| {
        let count = record.cause(*cause);
        let [low, high] = share_interval(count, trials);
        let (outcome, share) = (cause.outcome().word(), share(count, trials));
        row![result.stem(), outcome, cause.word(), count, trials, share, low, high]
    };
    let by_outcome = |outcome: &Outcome| {
        let outcome = *outcome;
        Cause::ALL.iter().filter(move |cause| cause.outcome() == outcome)
    };
    Outcome::ALL.iter().flat_map(by_outcome).map(row).collect()
}
