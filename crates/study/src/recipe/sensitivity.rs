//! Which uncertain values decide how a scenario ends.

use super::control::Control;
use super::guide::guide;
use super::names::Names;
use super::{Analysis, Answer, Findings, Recipe, Study, StudyError, refuse_news, the_one};
use crate::design::{Sensitivity, sensitivity};
use crate::input::Input;
use crate::run::{RunControl, Spec};
use crate::table::{Status, sensitivity_tables};
use serde::{Deserialize, Serialize};

/// An analysis of one scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitivityRecipe {
    /// Seed and trials; worlds are simulated beside them.
    #[serde(flatten)]
    pub spec: Spec,
}

impl SensitivityRecipe {
    /// All trials, with those in worlds.
    fn trials(&self) -> u64 {
        self.spec.trials.saturating_add(Sensitivity::worlds(self.spec.trials).trials())
    }
}

impl Study for SensitivityRecipe {
    fn seed(&self) -> u64 {
        self.spec.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.trials()
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.trials())
    }

    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        Some(inputs.iter().map(|_| self.trials()).fold(0, u64::saturating_add))
    }

    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let inputs = the_one(inputs)?;
        let input = &inputs[0];
        let path = input.path.display();
        refuse_news(input, "indices ask for inputs that do not hang together, and what was observed ties them")?;
        let [fewest, most] = Sensitivity::TRIALS;
        if !(fewest..=most).contains(&self.spec.trials) {
            return Err(StudyError::Refused(format!("{path}: from {fewest} to {most} trials can be asked for")));
        }
        if input.plan.uncertain.is_empty() {
            return Err(StudyError::Refused(format!(
                "{path}: no value is uncertain, so there is nothing to be sensitive to; write ranges such as \"0.1 to 0.3\", or vary values with `detente sweep`"
            )));
        }
        Ok(inputs)
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let input = &inputs[0];
        (control.began)(input.stem());
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let Some(found) = sensitivity(&input.plan, self.spec, run) else { return Ok(None) };
        let tables = sensitivity_tables(input.stem(), &input.plan, &found);
        let findings = Some(Findings::Sensitivity(Box::new(found)));
        let guide = guide(
            "Sensitivity analysis",
            "The scenario was simulated with every uncertain value drawn anew in each trial.",
            "Open `indices.csv` first: how much of what differs between trials each uncertain value explains, and in which direction it acts. \
             `index_pairs.csv` names the values that act together, `boxes.csv` says under which values an outcome prevails.",
        );
        Ok(Some(Answer::Analysis(Box::new(Analysis {
            inputs,
            tables,
            guide,
            files: Vec::new(),
            remarks: Vec::new(),
            findings,
        }))))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        format!("a sensitivity analysis of {}", names.listed())
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Sensitivity(_)) && held.is_within(wanted)
    }
}
