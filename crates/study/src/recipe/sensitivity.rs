//! Which uncertain values decide how a scenario ends.

use super::control::Control;
use super::guide::guide;
use super::names::Names;
use super::{Analysis, Answer, Findings, Recipe, Study, StudyError, refuse_news, the_one};
use crate::design::{Sensitivity, Sizes, sensitivity};
use crate::input::Input;
use crate::run::RunControl;
use crate::table::{Status, study_tables};
use serde::{Deserialize, Serialize};

/// An analysis of one scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SensitivityRecipe {
    /// Seed of all draws.
    pub seed: u64,
    /// How much is simulated.
    pub sizes: Sizes,
}

impl Study for SensitivityRecipe {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn trials_each(&self, input: &Input) -> u64 {
        self.sizes.trials(input.plan.uncertain.len())
    }

    fn trials_fixed(&self) -> Option<u64> {
        None
    }

    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        Some(inputs.iter().map(|input| self.trials_each(input)).fold(0, u64::saturating_add))
    }

    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let inputs = the_one(inputs)?;
        let input = &inputs[0];
        let path = input.path.display();
        refuse_news(input, "indices ask for inputs that do not hang together, and what was observed ties them")?;
        if !self.sizes.are_possible() {
            return Err(StudyError::Refused(format!("{path}: so many trials cannot be asked for")));
        }
        if input.plan.correlation.is_some() {
            return Err(StudyError::Refused(format!(
                "{path}: [[correlated]]: indices ask for inputs that do not hang together; take the entries out, or vary values with `detente sweep`"
            )));
        }
        let why = match input.plan.uncertain.len() {
            0 => format!(
                "{path}: no value is uncertain, so there is nothing to be sensitive to; write ranges such as \"0.1 to 0.3\", or vary values with `detente sweep`"
            ),
            values if values > Sensitivity::MOST_INPUTS => {
                format!("{path}: {values} uncertain values; up to {} can be told apart", Sensitivity::MOST_INPUTS)
            }
            _ => return Ok(inputs),
        };
        Err(StudyError::Refused(why))
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let input = &inputs[0];
        (control.began)(input.stem());
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let Some(found) = sensitivity(&input.plan, self.seed, self.sizes, run) else { return Ok(None) };
        let tables = study_tables(input.stem(), &input.plan, &found);
        let findings = Some(Findings::Sensitivity(found));
        let guide = guide(
            "Sensitivity analysis",
            "The scenario was simulated at many values of what its file leaves uncertain.",
            "Open `indices.csv` first: how much of what differs between trials each uncertain value decides, and how much is chance. \
             `screening.csv` says in which direction a value acts, `boxes.csv` under which values an outcome prevails.",
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
