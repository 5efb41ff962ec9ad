//! How scenarios differ, or what a part or a key contributes.

use super::control::Control;
use super::guide::guide;
use super::names::{Names, listed};
use super::{Analysis, Answer, Findings, Recipe, Study, StudyError, refuse_news};
use crate::compare::{self, Comparison, MOST_COMBINED};
use crate::input::Input;
use crate::run::{RunControl, Spec, WorldSizes};
use crate::scenario::{differing_keys, suggestion};
use crate::table::Status;
use detente_engine::plan::Plan;
use serde::{Deserialize, Serialize};

/// What is asked of the scenarios.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Which is better.
    Plans,
    /// What would have been without these parts; without each where none is named.
    Without(Vec<String>),
    /// Which key makes the difference.
    Keys,
}

/// Scenarios on the same random numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareRecipe {
    /// Seed and trials.
    #[serde(flatten)]
    pub spec: Spec,
    /// What is asked.
    pub question: Question,
    /// Their names: the base, then the others.
    pub scenarios: Vec<String>,
}

impl CompareRecipe {
    /// Whether so many scenarios can be asked this.
    fn can_be_asked_of(&self, scenarios: usize) -> bool {
        match self.question {
            Question::Plans => scenarios >= 2,
            Question::Without(_) => scenarios == 1,
            Question::Keys => scenarios == 2,
        }
    }

    /// The heading of its folder, what was done, and what to open first.
    fn told(&self) -> [&'static str; 3] {
        let what = "Every trial was simulated under each plan with the same random numbers.";
        match self.question {
            Question::Plans => [
                "Comparison of plans",
                what,
                "Open `differences.csv` first: each share under the base and under the other plan, their difference, and in \
                 how many worlds it is above zero; `difference_dots.csv` has fifty equally likely values of it. `worth_knowing.csv` says what to find out before choosing, `worth_watching.csv` what to watch for as long as the plans go alike, `regret.csv` what \
                 each plan gives away where it is not the best, `flows.csv` where the trials of an end of the base go under the other plan.",
            ],
            Question::Without(_) => [
                "What would have ended better without what",
                what,
                "Open `attribution.csv` first: of the trials of each outcome, how many end better when one thing is taken out. \
                 `attribution_causes.csv` says the same of each cause, `interactions.csv` what two things do together.",
            ],
            Question::Keys => [
                "Which key makes the difference",
                what,
                "Open `keys.csv`: what each key in which the two files differ does, exchanged alone both ways.",
            ],
        }
    }

    /// What to open first in a folder of its own.
    fn guide(&self) -> String {
        let [title, what, tables] = self.told();
        guide(title, what, tables)
    }

    /// The same in a folder that has other tables, too: a paragraph.
    pub(super) fn paragraph(&self) -> String {
        let (names, [_, what, tables]) = (&Names::of(std::iter::empty()), self.told());
        format!("The folder also has {}. {what} {tables}", self.in_words(names, Status::Complete))
    }

    /// The name of its results folder, unless another is asked for.
    #[must_use]
    pub fn folder(&self) -> String {
        let base = &self.scenarios[0];
        match (&self.question, &self.scenarios[1..]) {
            (Question::Without(_), _) => format!("{base}_without"),
            (Question::Keys, [other]) => format!("{base}_vs_{other}_by_key"),
            (_, [other]) => format!("{base}_vs_{other}"),
            _ => format!("{base}_vs_others"),
        }
    }
}

impl Study for CompareRecipe {
    fn seed(&self) -> u64 {
        self.spec.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.spec.trials
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.spec.trials)
    }

    /// About as many: which parts are strongest is not known before.
    fn trials_in_all(&self, inputs: &[Input]) -> Option<u64> {
        let plans = match &self.question {
            Question::Plans => {
                let plans: Vec<&Plan> = inputs.iter().map(|input| &input.plan).collect();
                let worlds = WorldSizes::beside(&plans, self.spec.trials).map_or(0, WorldSizes::trials);
                return Some(self.spec.trials.saturating_add(worlds).saturating_mul(plans.len() as u64));
            }
            Question::Without(asked) => {
                let singles = compare::parts_of(&inputs[0], asked).len();
                let combined = singles.min(MOST_COMBINED);
                let pairs = combined * combined.saturating_sub(1) / 2;
                let together = if pairs > 0 { 1 + combined + pairs } else { 0 };
                let together = compare::pair_trials(self.spec).trials.saturating_mul(together as u64);
                return Some(self.spec.trials.saturating_mul(1 + singles as u64).saturating_add(together));
            }
            Question::Keys => 2 + 2 * differing_keys(&inputs[0].file, &inputs[1].file).len(),
        };
        Some(self.spec.trials.saturating_mul(plans as u64))
    }

    /// The base first. Names must tell the scenarios apart, and the parts must be there.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let refused = |why: String| Err(StudyError::Refused(why));
        for (at, one) in inputs.iter().enumerate() {
            let same = inputs[..at].iter().find(|other| other.stem() == one.stem());
            if let Some(other) = same.filter(|other| other.file.flattened != one.file.flattened) {
                let [first, second] = [other.path.display(), one.path.display()];
                return refused(format!(
                    "{first} and {second} would share the name `{}` in the tables; rename one",
                    one.stem()
                ));
            }
        }
        let find = |stem: &String| inputs.iter().find(|input| input.stem() == stem).cloned();
        let found: Option<Vec<Input>> = self.scenarios.iter().map(find).collect();
        let Some(inputs) = found.filter(|found| self.can_be_asked_of(found.len())) else {
            return refused("these are not the scenarios that were compared".to_owned());
        };
        let why = "the plans would keep different trials, and share no random numbers any more";
        inputs.iter().try_for_each(|input| refuse_news(input, why))?;
        let Question::Without(asked) = &self.question else { return Ok(inputs) };
        let known = compare::parts_of(&inputs[0], &[]);
        match asked.iter().find(|id| known.iter().all(|part| part.id != **id)) {
            None => Ok(inputs),
            Some(id) => {
                let help = suggestion(id, known.iter().map(|part| part.id.as_str()), "names");
                let path = inputs[0].path.display();
                refused(format!("there is nothing called `{id}` to take out of {path}; {help}"))
            }
        }
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let found = match &self.question {
            Question::Plans => {
                compare::plans(&inputs, self.spec, run).map(|(found, tables)| (Comparison::Plans(found), tables))
            }
            Question::Without(asked) => compare::without(&inputs[0], asked, self.spec, run)
                .map(|(found, tables)| (Comparison::Without(found), tables)),
            Question::Keys => compare::keys(&inputs[0], &inputs[1], self.spec, run)
                .map_err(|entangled| {
                    let [base, other] = [inputs[0].path.display(), inputs[1].path.display()];
                    let keys = entangled.0.join(", ");
                    StudyError::Refused(format!(
                        "{base} and {other} differ in {keys}, which cannot be exchanged between them even together; compare them without `--by key`"
                    ))
                })?
                .map(|(found, tables)| (Comparison::Keys(found), tables)),
        };
        let Some((found, tables)) = found else { return Ok(None) };
        let mut inputs = inputs;
        inputs.sort_by(|one, other| one.stem().cmp(other.stem()));
        inputs.dedup_by(|one, other| one.stem() == other.stem());
        let remarks = match &found {
            Comparison::Without(without) => without.unsound.iter().map(|(id, why)| left_in(id, why)).collect(),
            _ => Vec::new(),
        };
        let findings = Some(Findings::Comparison(found));
        let (guide, files) = (self.guide(), Vec::new());
        Ok(Some(Answer::Analysis(Box::new(Analysis { inputs, tables, guide, files, remarks, findings }))))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        let names = names.listed();
        let parts = |asked: &[String]| listed(asked.iter().map(String::as_str));
        match (&self.question, self.scenarios.split_first()) {
            (Question::Without(asked), _) if asked.is_empty() => {
                format!("a comparison of {names} without each of its parts")
            }
            (Question::Without(asked), _) => format!("a comparison of {names} without {}", parts(asked)),
            (question, Some((base, others))) => {
                let by = if *question == Question::Keys { " key by key" } else { "" };
                format!("a comparison of {base} with {}{by}", parts(others))
            }
            _ => "a comparison".to_owned(),
        }
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        let Recipe::Compare(asked) = asked else { return false };
        let same = match (&self.question, &asked.question) {
            (Question::Without(held), Question::Without(asked)) => {
                asked.is_empty() || !held.is_empty() && held.iter().all(|id| asked.contains(id))
            }
            (held, asked) => held == asked,
        };
        same && self.scenarios.first() == asked.scenarios.first() && held.is_within(wanted)
    }
}

/// Why a part was not taken out.
fn left_in(id: &str, why: &str) -> String {
    format!("without {id} there is no sound scenario, so it is left in:\n{why}")
}
