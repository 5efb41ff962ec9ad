//! What is asked of scenarios, as data: all that decides the bytes of a results folder beside the scenarios and the spelling.
//!
//! ```text
//! Recipe + inputs ──arranged──> inputs that it can be asked of ──simulate──> Answer
//! ```
//!
//! A [`Recipe`] stands in the manifest as it is here, so that whoever has a folder can simulate it again. Each kind of recipe has
//! a file of its own, in which everything stands that is particular to it. Others ask a recipe what it says of itself; only
//! what is about runs alone (`merge`) or about one answer (a screen, a report) looks at the kind.

mod analysis;
mod calibrate;
mod compare;
mod compared;
mod control;
mod guide;
mod kept_waves;
mod names;
mod order;
mod pool;
mod run;
mod runs;
mod sensitivity;
mod sweep;
#[cfg(test)]
mod tests;

pub use analysis::{Analysis, Findings, OrderFindings};
pub use calibrate::{CalibrateRecipe, REGION_FILE, Start, WORLDS_FILE};
pub use compare::{CompareRecipe, Question};
pub use compared::Compared;
pub use control::{Control, DiskError, Keep, Kept, KeptTrials, TrialRows};
pub use names::Names;
pub use order::{ORDER_BEST, OrderRecipe};
pub use pool::{ExpertText, PoolRecipe};
pub use run::RunRecipe;
pub use runs::Simulated;
pub use sensitivity::SensitivityRecipe;
pub use sweep::SweepRecipe;

use crate::input::Input;
use crate::run::{Part, Spec};
use crate::table::{Status, Varied};
use detente_engine::batch::SequentialSizes;
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
    /// What facts leave open.
    Calibrate(CalibrateRecipe),
    /// What several experts say together.
    Pool(PoolRecipe),
}

/// What came of a recipe.
#[derive(Debug)]
pub enum Answer {
    /// Scenarios with their counts, of which the tables are made.
    Runs {
        /// The scenarios.
        scenarios: Vec<Simulated>,
        /// What they change against each other, where they are plans that are compared and all was simulated.
        compared: Option<Box<Compared>>,
    },
    /// The tables themselves.
    Analysis(Box<Analysis>),
}

impl Answer {
    /// Whether trials are missing that were asked for.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.runs().iter().any(|one| one.status == Status::Interrupted)
    }

    /// The scenarios with their counts; none where the answer is an analysis.
    #[must_use]
    pub fn runs(&self) -> &[Simulated] {
        if let Self::Runs { scenarios, .. } = self { scenarios } else { &[] }
    }

    /// What the scenarios of a run change against each other, where they were compared.
    #[must_use]
    pub fn compared(&self) -> Option<&Compared> {
        if let Self::Runs { compared, .. } = self { compared.as_deref() } else { None }
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

    /// Trials of `input`, as the manifest lists them.
    fn trials_each(&self, input: &Input) -> u64;

    /// Trials of every scenario, where their number does not depend on the scenario.
    fn trials_fixed(&self) -> Option<u64>;

    /// Trials that are simulated for all of `inputs`, for the progress bar; none where nobody knows before.
    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64>;

    /// Which trials are counted into records that can be kept on the way, where that is how it is simulated.
    fn counted(&self) -> Option<(Spec, Part)> {
        None
    }

    /// What decides the trials of `input` that are kept on the way; none where none are.
    fn kept_trials(&self, input: &Input) -> Option<KeptTrials> {
        self.counted().map(|(spec, part)| KeptTrials { spec, part, text: input.file.flattened.clone() })
    }

    /// Whether a row is written for every trial.
    fn writes_rows(&self) -> bool {
        false
    }

    /// `inputs` in the order in which the recipe needs them, or why it cannot be asked of them.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError>;

    /// Simulates; none where an end was asked for and nothing is left of it.
    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError>;

    /// What its folder holds, in words: "a run of a, b with 1 000 trials each". `names` are those of the scenarios.
    fn in_words(&self, names: &Names, status: Status) -> String;

    /// Whether a folder of its results may be replaced by one that answers `asked`. The folder holds the scenarios `held`, the new one
    /// will hold `wanted`. It may where the question is the same and nothing is lost.
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
            Self::Calibrate(one) => one,
            Self::Pool(one) => one,
        }
    }

    /// What differs between the scenarios, where they are the points of a sweep.
    #[must_use]
    pub fn varied(&self) -> Option<&Varied> {
        if let Self::Sweep(sweep) = self { Some(&sweep.varied) } else { None }
    }

    /// How many trials were followed from one entry of the news to the next, of each scenario that has any; none where every trial was
    /// simulated by itself.
    #[must_use]
    pub fn followed(&self) -> Option<u64> {
        if let Self::Run(run) = self { run.sequential.map(SequentialSizes::followed) } else { None }
    }

    /// The scenarios of a run that are compared beside it, the base first; empty where nothing is.
    #[must_use]
    pub fn compared(&self) -> &[String] {
        if let Self::Run(run) = self { &run.compared } else { &[] }
    }

    /// The same runs, with nothing compared beside them.
    #[must_use]
    pub fn without_comparison(self) -> Self {
        if let Self::Run(run) = self { Self::Run(RunRecipe { compared: Vec::new(), ..run }) } else { self }
    }

    /// Whether only the tables are written in which scenarios are set beside each other.
    #[must_use]
    pub fn is_lean(&self) -> bool {
        matches!(self, Self::Sweep(sweep) if sweep.lean)
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

    /// Trials of `input`, as the manifest lists them.
    #[must_use]
    pub fn trials_each(&self, input: &Input) -> u64 {
        self.study().trials_each(input)
    }

    /// Trials of every scenario, where their number does not depend on the scenario.
    #[must_use]
    pub fn trials_fixed(&self) -> Option<u64> {
        self.study().trials_fixed()
    }

    /// Trials that are simulated for all of `inputs`; none where nobody knows before.
    #[must_use]
    pub fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        self.study().trials_in_all(inputs)
    }

    /// Which trials are counted into records that can be kept on the way; none where its answer is tables from the beginning.
    #[must_use]
    pub fn counted(&self) -> Option<(Spec, Part)> {
        self.study().counted()
    }

    /// What decides the trials of `input` that are kept on the way; none where none are.
    #[must_use]
    pub fn kept_trials(&self, input: &Input) -> Option<KeptTrials> {
        self.study().kept_trials(input)
    }

    /// Whether a row is written for every trial.
    #[must_use]
    pub fn writes_rows(&self) -> bool {
        self.study().writes_rows()
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

    /// What its folder holds, in words; `names` are those of the scenarios.
    #[must_use]
    pub fn in_words(&self, names: &Names, status: Status) -> String {
        self.study().in_words(names, status)
    }

    /// Whether a folder of its results, with the scenarios `held`, may be replaced by one that answers `asked` of `wanted`.
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
