//! `causes.csv`: why trials ended as they did.

use super::interval::{WILSON, ranged_share};
use super::run_tables::{OfRun, Written};
use super::{Ranged, ScenarioResult, table};
use detente_engine::domain::{Cause, Outcome};

table! {
    /// A row is a cause of an outcome of a scenario, causes that never came included.
    pub struct CauseRow: "causes" {
        /// The outcome that the cause belongs to.
        outcome: Outcome,
        /// Why the trial ended so; every cause belongs to one outcome.
        cause: Cause,
        /// Trials that ended by this cause.
        count: u64 ["trials"],
        /// Trials simulated.
        trials: u64 ["trials"],
        /// count / trials; the shares of an outcome's causes sum to the outcome's share.
        share: Ranged ["share", WILSON],
    }
}

impl OfRun for CauseRow {
    const WRITTEN: Written = Written::Always;

    fn of(result: &ScenarioResult<'_>) -> Vec<Self> {
        let (record, trials) = (result.record(), result.record().trials);
        let row = |cause: Cause| {
            let count = record.cause(cause);
            let (scenario, share) = (result.stem().to_owned(), ranged_share(count, trials));
            Self { scenario, outcome: cause.outcome(), cause, count, trials, share }
        };
        let of = |outcome: Outcome| Cause::ALL.iter().copied().filter(move |cause| cause.outcome() == outcome);
        Outcome::ALL.iter().flat_map(|outcome| of(*outcome)).map(row).collect()
    }
}
