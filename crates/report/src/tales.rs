//! A typical trial of each scenario that is shown in full, told again.

use detente_engine::plan::Plan;
use detente_engine::tally::TallyRecord;
use detente_study::run::{Spec, replay};
use detente_study::scenario::Scenario;
use detente_study::story::{Tale, typical};
use detente_study::table::Headline;
use std::collections::BTreeMap;

/// Tales by the stems of their scenarios.
pub type Tales = BTreeMap<String, Tale>;

/// The tale of a typical trial of a scenario, of those simulated: one that ended by the most frequent cause, decided in the median
/// step of these; the same that `detente trace --typical` tells. None where nothing was counted.
pub(super) fn of(scenario: &Scenario, plan: &Plan, record: &TallyRecord, seed: u64) -> Option<Tale> {
    let (cause, _) = Headline::of(record).cause()?;
    let trial = typical(plan, Spec { seed, trials: record.simulated() }, cause)?;
    Some(Tale::of(scenario, plan, &replay(plan, seed, trial)))
}
