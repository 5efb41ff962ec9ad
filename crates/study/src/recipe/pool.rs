//! What several experts say of one scenario, together.

use super::calibrate::WORLDS_FILE;
use super::control::Control;
use super::guide::guide;
use super::names::Names;
use super::{Analysis, Answer, Findings, Recipe, Study, StudyError, the_one};
use crate::expert::{
    Expert, FEW_SEEDS, Pool, SeedAnswers, SeedTruth, Weighing, pool, pool_tables, shipped_truths, truths,
};
use crate::input::Input;
use crate::scenario::ScenarioFaults;
use crate::sheet::Sheet;
use crate::table::Status;
use serde::{Deserialize, Serialize};

/// The name under which messages speak of the table of known answers.
const TRUTHS: &str = "the known answers";

/// A pool of experts about one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolRecipe {
    /// Seed of all draws.
    pub seed: u64,
    /// Worlds of each expert.
    pub draws: u32,
    /// The experts, in order of their names.
    pub experts: Vec<ExpertText>,
    /// How they are weighed.
    pub weighing: Weighing,
}

/// What an expert handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpertText {
    /// His name.
    pub name: String,
    /// The text of his `parameters.csv`.
    pub answers: String,
    /// The text of his answers to the seed questions, where he was asked.
    pub seeds: Option<String>,
}

impl PoolRecipe {
    /// The pool, or all that is wrong with what was handed in.
    fn pooled(&self, input: &Input) -> Result<Pool, StudyError> {
        let truths = self.truths()?;
        let (mut experts, mut wrong) = (Vec::new(), Vec::new());
        for text in &self.experts {
            match expert(text, &truths) {
                Ok(expert) => experts.push(expert),
                Err(why) => wrong.push(why),
            }
        }
        if !wrong.is_empty() {
            return Err(StudyError::Refused(wrong.join("\n")));
        }
        pool(&input.file, &experts, &self.weighing, &truths, self.draws, self.seed)
            .map_err(|why| StudyError::Refused(why.to_string()))
    }

    fn truths(&self) -> Result<Vec<SeedTruth>, StudyError> {
        match &self.weighing {
            Weighing::Scores { cut_off, .. } if !(0.0..=1.0).contains(cut_off) => Err(StudyError::Refused(format!(
                "--cut-off {cut_off}: calibration scores are probabilities; give a number from 0 to 1"
            ))),
            Weighing::Scores { answers: Some(text), .. } => {
                truths(TRUTHS, text).map_err(|faults| StudyError::Refused(ScenarioFaults::new(faults).render(false)))
            }
            _ => Ok(shipped_truths()),
        }
    }
}

/// The expert that a text is of.
fn expert(text: &ExpertText, truths: &[SeedTruth]) -> Result<Expert, String> {
    let ExpertText { name, answers, seeds } = text;
    let mut faults = Vec::new();
    let sheet = Sheet::of_bytes(&format!("{name}.csv"), answers.as_bytes()).map_err(|found| faults.extend(found)).ok();
    let read = |text: &String| SeedAnswers::read(&format!("the seeds of {name}"), text, truths);
    let seeds = seeds.as_ref().and_then(|text| read(text).map_err(|found| faults.extend(found)).ok());
    match sheet.filter(|_| faults.is_empty()) {
        Some(answers) => Ok(Expert { name: name.clone(), answers, seeds }),
        None => Err(ScenarioFaults::new(faults).render(false)),
    }
}

impl Study for PoolRecipe {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        0
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(0)
    }

    fn trials_in_all(&self, _: &[Input]) -> Option<u64> {
        Some(0)
    }

    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let inputs = the_one(inputs)?;
        self.pooled(&inputs[0])?;
        Ok(inputs)
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let input = &inputs[0];
        (control.began)(input.stem());
        let pool = self.pooled(input)?;
        let tables = pool_tables(input.stem(), &pool);
        let files = vec![(WORLDS_FILE.to_owned(), pool.worlds.to_csv())];
        let remarks = remarks(&pool);
        let findings = Some(Findings::Pool(Box::new(pool)));
        let guide = folder_guide();
        Ok(Some(Answer::Analysis(Box::new(Analysis { inputs, tables, guide, files, remarks, findings }))))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        format!("a pool of {} experts about {}", self.experts.len(), names.listed())
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Pool(_)) && held.is_within(wanted)
    }
}

/// What a reader must know before the tables.
fn remarks(pool: &Pool) -> Vec<String> {
    let mut remarks = Vec::new();
    if (1..FEW_SEEDS).contains(&pool.seeds) {
        remarks.push(format!(
            "the experts were scored by {} seed questions only: with fewer than {FEW_SEEDS} the scores are loose, and weights by them \
             are little better than equal ones",
            pool.seeds
        ));
    }
    remarks
}

/// What the folder of a pool holds.
fn folder_guide() -> String {
    guide(
        "Pool of experts",
        "The answers of several experts to the questionnaire of one scenario were weighed and put together. Nothing was simulated.",
        &format!(
            "Open `experts.csv` first: who weighs what, and why. `pooled_keys.csv` sets what each of them takes to be possible beside the \
             pool, key by key, so that disagreement is seen.\n\n\
             `{WORLDS_FILE}` holds the pool: `detente run --worlds {WORLDS_FILE}` draws one expert's view in each trial, as often as he \
             weighs. `manifest.json` holds the answers as they were handed in.\n\n"
        ),
    )
}
