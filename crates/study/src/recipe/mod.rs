//! What is asked of scenarios, as data: all that decides the bytes of a results folder beside the scenarios and the spelling.
//!
//! ```text
//! Recipe + inputs ──arranged──> inputs that it can be asked of ──simulate──> Answer
//! ```
//!
//! A [`Recipe`] stands in the manifest as it is here, so that whoever has a folder can simulate it again. Each kind of recipe has
//! a file of its own, in which everything stands that is particular to it; nothing outside of it asks which kind a recipe is,
//! but for the screen that shows the answer.

mod analysis;
mod compare;
mod control;
mod guide;
mod names;
mod order;
mod run;
mod runs;
mod sensitivity;
mod sweep;
#[cfg(test)]
mod tests;

pub use analysis::{Analysis, Findings, OrderFindings};
pub use compare::{CompareRecipe, Question};
pub use control::{Control, DiskError, Keep, Kept, TrialRows};
pub use names::Names;
pub use order::{ORDER_BEST, OrderRecipe};
pub use run::RunRecipe;
pub use runs::Simulated;
pub use sensitivity::SensitivityRecipe;
pub use sweep::SweepRecipe;

use crate::input::Input;
use crate::run::Part;
use crate::table::{Status, Varied};
use serde::{Deserialize, Serialize};

/// A question to scenarios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Recipe {
    /// How each scenario ends.
    Run(RunRecipe),
    /// The same at many values of its keys.
    Sweep(SweepRecipe),
    /// How several differ, or what a part or a key contributes.
    Compare(CompareRecipe),
    /// Which uncertain values decide.
    Sensitivity(SensitivityRecipe),
    /// Which order of rungs is best.
    Order(OrderRecipe),
}

/// What came of a recipe.
#[derive(Debug)]
pub enum Answer {
    /// Scenarios with their counts, of which the tables are made.
    Runs(Vec<Simulated>),
    /// The tables themselves.
    Analysis(Box<Analysis>),
}

impl Answer {
    /// Whether trials are missing that were asked for.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self, Self::Runs(runs) if runs.iter().any(|one| one.status == Status::Interrupted))
    }
}

/// A recipe that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// It cannot be asked of these scenarios.
    #[error("{0}")]
    Refused(String),
    /// What was simulated could not be kept or written.
    #[error(transparent)]
    Disk(Box<dyn std::error::Error + Send + Sync>),
}

/// What every kind of recipe says of itself.
trait Study {
    /// Seed of all draws.
    fn seed(&self) -> u64;

    /// Trials that are asked of `input`.
    fn trials_of(&self, input: &Input) -> u64;

    /// The same, where it is one number whatever the scenario.
    fn trials_asked(&self) -> Option<u64>;

    /// Trials that are simulated in all; none where nobody knows before.
    fn trials(&self, inputs: &[Input]) -> Option<u64>;

    /// `inputs` in the order in which the recipe needs them, or why it cannot be asked of them.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError>;

    /// Simulates; none where an end was asked for and nothing is left of it.
    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError>;

    /// What a folder holds that was made by it of `names`, as in "a run of a and b with 1 000 trials each".
    fn in_words(&self, names: &Names, status: Status) -> String;

    /// Whether results of it of the scenarios `held` may give way to those that `asked` gives of `wanted`: nothing is lost by it,
    /// since the question is the same.
    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool;
}

impl Recipe {
    fn study(&self) -> &dyn Study {
        match self {
            Self::Run(one) => one,
            Self::Sweep(one) => one,
            Self::Compare(one) => one,
            Self::Sensitivity(one) => one,
            Self::Order(one) => one,
        }
    }

    /// What differs between the scenarios, where they are the points of a sweep.
    #[must_use]
    pub fn varied(&self) -> Option<&Varied> {
        if let Self::Sweep(sweep) = self { Some(&sweep.varied) } else { None }
    }

    /// The shard, where it asks for one: then there are counts and no tables.
    #[must_use]
    pub fn shard(&self) -> Option<Part> {
        if let Self::Run(run) = self { run.shard } else { None }
    }

    /// Seed of all draws.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.study().seed()
    }

    /// Trials that are asked of `input`.
    #[must_use]
    pub fn trials_of(&self, input: &Input) -> u64 {
        self.study().trials_of(input)
    }

    /// The same, where it is one number whatever the scenario.
    #[must_use]
    pub fn trials_asked(&self) -> Option<u64> {
        self.study().trials_asked()
    }

    /// Trials that are simulated in all; none where nobody knows before.
    #[must_use]
    pub fn trials(&self, inputs: &[Input]) -> Option<u64> {
        self.study().trials(inputs)
    }

    /// `inputs` in the order in which the recipe needs them.
    ///
    /// # Errors
    ///
    /// Why it cannot be asked of them, with what can be done.
    pub fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        self.study().arranged(inputs)
    }

    /// Simulates `inputs`, which [`Self::arranged`] gave, on the current thread pool; none where an end was asked for and nothing
    /// is left of it.
    ///
    /// # Errors
    ///
    /// Where the recipe turns out not to be possible, or what was simulated cannot be kept.
    pub fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        self.study().simulate(inputs, control)
    }

    /// What a folder holds that was made by it of `names`, in words.
    #[must_use]
    pub fn in_words(&self, names: &Names, status: Status) -> String {
        self.study().in_words(names, status)
    }

    /// Whether results of it of the scenarios `held` may give way to those that `asked` gives of `wanted`.
    #[must_use]
    pub fn gives_way_to(&self, asked: &Self, held: &Names, wanted: &Names) -> bool {
        self.study().gives_way_to(asked, held, wanted)
    }
}

/// The only scenario of a question to one.
fn the_one(inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
    if inputs.len() == 1 { Ok(inputs) } else { Err(StudyError::Refused("this is asked of one scenario".to_owned())) }
}

/// Refuses a scenario with news where they cannot be heeded.
fn refuse_news(input: &Input, why: &str) -> Result<(), StudyError> {
    let Some(news) = input.plan.news.first() else { return Ok(()) };
    let path = input.path.display();
    Err(StudyError::Refused(format!("{path}: observed.{}: {why}; `detente run` heeds news", news.id)))
}
