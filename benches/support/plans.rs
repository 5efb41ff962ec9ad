//! The scenarios that are timed: shipped files, some of them with changes.

#![allow(dead_code, reason = "every bench uses a part")]

use detente_engine::plan::Plan;
use detente_study::scenario;

/// The reference ladder, and the case that uses every part of the model.
pub(crate) const LADDER: &str = "reference/ladder.toml";
/// The founding case, in which nearly every mechanism of the model is at work.
pub(crate) const DOHA: &str = "doha_2026.toml";

/// The plan of a shipped scenario with `sets` as `--set` takes them.
pub(crate) fn plan(name: &str, sets: &[String]) -> Plan {
    let path = format!("{}/../scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    let file = scenario::read(path.as_ref(), sets).unwrap_or_else(|faults| panic!("{faults}"));
    Plan::compile(&file.scenario).expect("the ids of shipped scenarios are distinct")
}
