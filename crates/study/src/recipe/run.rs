//! How scenarios end.

use super::control::Control;
use super::names::Names;
use super::runs::{Runs, Simulated};
use super::{Answer, CompareRecipe, Compared, Question, Recipe, Study, StudyError};
use crate::input::Input;
use crate::run::{Part, Spec, sequential};
use crate::table::{Status, grouped};
use detente_engine::batch::{NoneLeft, SequentialSizes};
use detente_engine::tally::Tally;
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
    /// How trials are followed from one entry of the news to the next, in scenarios that have any; none where every trial is simulated by
    /// itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequential: Option<SequentialSizes>,
    /// Names of the scenarios that are compared beside their runs, the base first; empty where nothing is compared. Of a shard, and
    /// where trials are followed, nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compared: Vec<String>,
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
            more_follows: !self.compared.is_empty(),
        }
    }

    /// What is compared beside the runs, where anything is.
    fn comparison(&self) -> Option<CompareRecipe> {
        let asked = || CompareRecipe { spec: self.spec, question: Question::Plans, scenarios: self.compared.clone() };
        (!self.compared.is_empty()).then(asked)
    }
}

impl RunRecipe {
    /// Follows the trials of scenarios with news from one entry to the next, and simulates the others as ever; all or nothing.
    fn simulate_sequentially(
        &self,
        sizes: SequentialSizes,
        inputs: Vec<Input>,
        control: &Control<'_>,
    ) -> Result<Option<Answer>, StudyError> {
        let mut simulated = Vec::with_capacity(inputs.len());
        for input in inputs {
            if input.plan.news.is_empty() {
                simulated.extend(self.runs().simulate(vec![input], control)?);
                continue;
            }
            (control.began)(input.stem());
            let empty = Tally::with_inputs(&input.plan, input.plan.largest_frozen());
            let (seed, run) = (self.spec.seed, control.run);
            match sequential(&input.plan, empty, seed, sizes, run.pause, run.finished) {
                None => return Ok(None),
                Some(Ok(tally)) => simulated.push(Simulated::whole(input, tally, self.spec)),
                Some(Err(none)) => return Err(StudyError::Refused(none_left(&input, none, sizes))),
            }
        }
        Ok(Some(Answer::Runs { scenarios: simulated, compared: None }))
    }
}

/// Why nothing can be said of `input`.
fn none_left(input: &Input, none: NoneLeft, sizes: SequentialSizes) -> String {
    let news = &input.file.scenario.news[none.entry];
    format!(
        "{}: of {} trials that go as was observed before, not one goes as observed.{} says: {} by {}; see whether the scenario can go so at all, or ask for more trials with --keep",
        input.path.display(),
        grouped(sizes.trials),
        news.id,
        news.words,
        news.date
    )
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
        let Some(sizes) = self.sequential else {
            let compared = self.comparison().and_then(|asked| asked.trials_in_all(inputs)).unwrap_or(0);
            return Some(self.runs().trials(inputs).saturating_add(compared));
        };
        let (with_news, without): (Vec<Input>, Vec<Input>) =
            inputs.iter().cloned().partition(|input| !input.plan.news.is_empty());
        let followed = sizes.followed().saturating_mul(with_news.len() as u64);
        Some(self.runs().trials(&without).saturating_add(followed))
    }

    fn counted(&self) -> Option<(Spec, Part)> {
        Some((self.spec, self.part()))
    }

    fn writes_rows(&self) -> bool {
        self.trial_rows
    }

    /// As they come. Those that are compared must be there, and be such that they can be.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        if let Some(asked) = self.comparison() {
            asked.arranged(inputs.clone())?;
        }
        Ok(inputs)
    }

    /// The runs, then what is compared of them. Who stops the runs has what was simulated of them, and nothing is compared; who stops the
    /// comparison has no answer, but all counts are kept.
    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let runs = self.runs();
        if let Some(sizes) = self.sequential {
            return self.simulate_sequentially(sizes, inputs, control);
        }
        let simulated = match control.rows.filter(|_| self.trial_rows) {
            Some(rows) => runs.simulate_with_rows(inputs, rows, control)?,
            None => runs.simulate(inputs, control)?,
        };
        let is_whole = simulated.iter().all(|one| one.status == Status::Complete);
        let compared = match self.comparison().filter(|_| is_whole) {
            None => None,
            Some(asked) => match Compared::of(asked, &simulated, control)? {
                None => return Ok(None),
                found => found.map(Box::new),
            },
        };
        Ok(Some(Answer::Runs { scenarios: simulated, compared }))
    }

    fn in_words(&self, names: &Names, status: Status) -> String {
        let unfinished = if status == Status::Interrupted { "an unfinished" } else { "a" };
        let part = self.shard.map_or(format!("{unfinished} run"), |shard| format!("shard {shard} of a run"));
        let each = if names.count() == 1 { "" } else { " each" };
        let trials = match self.sequential {
            None => format!("{} trials", grouped(self.spec.trials)),
            Some(sizes) => format!("{} trials followed from news to news", grouped(sizes.followed())),
        };
        let compared =
            self.comparison().map_or(String::new(), |asked| format!(", and {}", asked.in_words(names, status)));
        format!("{part} of {} with {trials}{each}{compared}", names.listed())
    }

    /// What is compared belongs to the report, and goes with it.
    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Run(asked) if asked.shard == self.shard) && held.is_within(wanted)
    }
}
