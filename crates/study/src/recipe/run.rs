//! How scenarios end.

use super::control::Control;
use super::names::Names;
use super::runs::Runs;
use super::{Answer, Recipe, Study, StudyError};
use crate::input::Input;
use crate::run::{Part, Spec};
use crate::table::{Status, grouped};
use serde::{Deserialize, Serialize};

/// So many trials of every scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecipe {
    /// Seed and trials.
    #[serde(flatten)]
    pub spec: Spec,
    /// The shard, where only one is simulated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Part>,
    /// Whether a row is written for every trial.
    pub trial_rows: bool,
}

impl RunRecipe {
    /// The trials that are simulated of every scenario.
    #[must_use]
    pub fn part(&self) -> Part {
        self.shard.unwrap_or(Part::WHOLE)
    }

    /// How its scenarios are simulated.
    fn runs(&self) -> Runs {
        let is_whole = self.shard.is_none();
        Runs {
            spec: self.spec,
            part: self.part(),
            is_whole,
            with_passes: is_whole,
            counts_inputs: true,
            in_turn: false,
        }
    }
}

impl Study for RunRecipe {
    fn seed(&self) -> u64 {
        self.spec.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.part().trials(self.spec)
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.part().trials(self.spec))
    }

    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        Some(self.runs().trials(inputs))
    }

    fn counted(&self) -> Option<(Spec, Part)> {
        Some((self.spec, self.part()))
    }

    fn writes_rows(&self) -> bool {
        self.trial_rows
    }

    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        Ok(inputs)
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let runs = self.runs();
        let simulated = match control.rows.filter(|_| self.trial_rows) {
            Some(rows) => runs.simulate_with_rows(inputs, rows, control)?,
            None => runs.simulate(inputs, control)?,
        };
        Ok(Some(Answer::Runs(simulated)))
    }

    fn in_words(&self, names: &Names, status: Status) -> String {
        let unfinished = if status == Status::Interrupted { "an unfinished" } else { "a" };
        let part = self.shard.map_or(format!("{unfinished} run"), |shard| format!("shard {shard} of a run"));
        let each = if names.count() == 1 { "" } else { " each" };
        format!("{part} of {} with {} trials{each}", names.listed(), grouped(self.spec.trials))
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Run(asked) if asked.shard == self.shard) && held.is_within(wanted)
    }
}
