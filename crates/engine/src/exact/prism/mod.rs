//! A finite plan as a PRISM model, for a second opinion by PRISM or Storm.
//!
//! The model is written to be read: modules and guarded commands named after what happens in a step, not a
//! list of states. Times are whole units, counted from the end of the current step.

mod chances;
mod channel;
mod memory;
mod outcomes;
mod units;

use super::plan::FinitePlan;
use super::refusal::NotFinite;
use units::Units;

/// A model with its properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prism {
    /// The model (`.prism`).
    pub model: String,
    /// Its properties (`.props`): every outcome and cause by name, and the mean week of the end.
    pub properties: String,
}

/// What the parts of a model are written from.
struct Source<'a> {
    plan: &'a FinitePlan,
    units: Units,
}

impl FinitePlan {
    /// The PRISM model of the plan; `name` is that of the scenario.
    ///
    /// # Errors
    /// [`NotFinite::NoCommonUnit`] where its durations cannot be counted in whole units.
    pub fn prism(&self, name: &str) -> Result<Prism, NotFinite> {
        let source = Source { plan: self, units: Units::of(self)? };
        let parts = [
            source.head(name),
            source.constants(),
            source.chances(),
            source.week(),
            source.channel(),
            source.memory(),
            source.outcomes(),
        ];
        Ok(Prism { model: parts.concat(), properties: source.properties(name) })
    }
}

impl Source<'_> {
    fn head(&self, name: &str) -> String {
        let days = self.plan.step_days / self.units.step as f64;
        format!(
            "// The finite scenario {name}, written by detente {}.\n// Durations are in units of {days} days.\n\ndtmc\n\n",
            env!("CARGO_PKG_VERSION")
        )
    }

    /// Whether it is remembered which rungs are honoured.
    fn reads_truth(&self) -> bool {
        (0..self.plan.rungs.len()).any(|rung| self.plan.reads_truth(rung))
    }

    /// Whether some answer to an offer is neither certain nor impossible, so that it has to be remembered.
    fn remembers_answers(&self) -> bool {
        self.plan.rungs.iter().any(|rung| rung.accepted > 0.0 && rung.accepted < 1.0)
    }
}
