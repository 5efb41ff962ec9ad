//! How one scenario ends at many values of its keys.

use super::control::Control;
use super::names::{Names, listed};
use super::runs::Runs;
use super::{Answer, Recipe, Study, StudyError};
use crate::input::Input;
use crate::run::{Part, Spec};
use crate::table::{Status, Varied};
use serde::{Deserialize, Serialize};

/// So many trials of every point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepRecipe {
    /// Seed and trials.
    #[serde(flatten)]
    pub spec: Spec,
    /// What differs between the points.
    pub varied: Varied,
    /// Whether only the tables are written in which points are set beside each other, and the counts of the points that a report
    /// shows in full: of thousands of points all else fills a disk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lean: bool,
}

impl SweepRecipe {
    /// How its points are simulated: in turn, so that they are equally far when they are stopped, and without worlds and histories,
    /// since a point is one of many as it is.
    fn runs(&self) -> Runs {
        Runs {
            spec: self.spec,
            part: Part::WHOLE,
            is_whole: true,
            with_passes: false,
            counts_inputs: false,
            in_turn: true,
            more_follows: false,
        }
    }
}

/// The scenario of which the points, called `held`, have their names.
fn bases(held: &Names) -> Names {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let base = |stem: &str| {
        stem.rsplit_once('-').filter(|(_, end)| is_number(end)).map_or(stem.to_owned(), |(base, _)| base.to_owned())
    };
    let bases: Vec<String> = held.iter().map(base).collect();
    Names::of(bases.iter().map(String::as_str))
}

impl Study for SweepRecipe {
    fn seed(&self) -> u64 {
        self.spec.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.spec.trials
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.spec.trials)
    }

    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        Some(self.runs().trials(inputs))
    }

    fn counted(&self) -> Option<(Spec, Part)> {
        Some((self.spec, Part::WHOLE))
    }

    /// Refuses tables that would state a value of a point that is not simulated. Overrides that could bring this about were
    /// refused before, so it is a fault of the program.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        match inputs.iter().find_map(|input| self.varied.contradiction(&input.file.scenario)) {
            None => Ok(inputs),
            Some(wrong) => Err(StudyError::Refused(format!(
                "{wrong}; this is a fault of detente, and nothing was written: please report it"
            ))),
        }
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        Ok(Some(Answer::Runs { scenarios: self.runs().simulate(inputs, control)?, compared: None }))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        let lean = if self.lean { "lean " } else { "" };
        format!(
            "a {lean}sweep of {} over {}",
            bases(names).listed(),
            listed(self.varied.keys.iter().map(String::as_str))
        )
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        // A lean one has fewer tables.
        matches!(asked, Recipe::Sweep(asked) if self.lean || !asked.lean) && bases(held).is_within(&bases(wanted))
    }
}
