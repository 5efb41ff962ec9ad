//! From an arrangement to its plan.

use crate::scenario::{CheckedFile, read_text};
use detente_engine::plan::Plan;

/// All in which the plans of two arrangements of one scenario can differ, spelled out.
pub(super) fn plan_key(plan: &Plan) -> String {
    format!("{:?}{:?}", plan.ladder, plan.rungs)
}

/// The plan of `base` with `sets`, or the first fault in words.
pub(super) fn compiled(base: &CheckedFile, sets: &[String]) -> Result<Plan, String> {
    let file = read_text(&base.scenario.stem, &base.flattened, sets);
    let file = file.map_err(|faults| faults.faults().first().map_or(String::new(), |fault| fault.render(false)))?;
    Plan::compile(&file.scenario).map_err(|error| error.to_string())
}
