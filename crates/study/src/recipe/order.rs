//! Which order of rungs, first movers and tranches is best.

use super::control::Control;
use super::guide::guide;
use super::names::Names;
use super::{Analysis, Answer, Findings, OrderFindings, Recipe, Study, StudyError, refuse_news, the_one};
use crate::input::Input;
use crate::order::{SearchSpec, Space, Stopped, Varying, WrittenSearch, order_tables, seek};
use crate::run::RunControl;
use crate::table::Status;
use serde::{Deserialize, Serialize};

/// End of the name of the file that holds the best plan.
pub const ORDER_BEST: &str = "_best.toml";

/// A search among the plans of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WrittenSearch", into = "WrittenSearch")]
pub struct OrderRecipe {
    /// What is sought, and how.
    pub search: SearchSpec,
    /// What may differ between the plans.
    pub varying: Varying,
}

impl From<OrderRecipe> for WrittenSearch {
    fn from(recipe: OrderRecipe) -> Self {
        Self::new(&recipe.search, &recipe.varying)
    }
}

impl TryFrom<WrittenSearch> for OrderRecipe {
    type Error = String;

    fn try_from(written: WrittenSearch) -> Result<Self, String> {
        let (search, varying) = written.read().ok_or("this version cannot read what was sought")?;
        Ok(Self { search, varying })
    }
}

impl Study for OrderRecipe {
    fn seed(&self) -> u64 {
        self.search.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.search.rule.trials
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.search.rule.trials)
    }

    fn trials_in_all(&self, _: &[Input]) -> Option<u64> {
        None
    }

    /// Refuses what leaves nothing to be chosen.
    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let inputs = the_one(inputs)?;
        let input = &inputs[0];
        let path = input.path.display();
        let refused = |why: String| Err(StudyError::Refused(why));
        refuse_news(input, "the plans would keep different trials, and share no random numbers any more")?;
        if input.plan.in_force > 0 {
            return refused(format!(
                "{path}: opening.in_force counts the first rungs, whatever the order, so no order can be better; leave what is in force out of the ladder"
            ));
        }
        let space = Space::new(&input.file.scenario, &self.varying);
        if space.possible() == Some(1) || space.ids.is_empty() {
            return refused(format!(
                "{path}: there is one plan only, the ladder as written; drop --keep-order or a `requires`, or vary more with --first-mover sender,target or --tranches 1,2,3"
            ));
        }
        if self.search.risk.is_some() && input.plan.uncertain.is_empty() {
            return refused(format!(
                "{path}: no value is uncertain, so there are no worse worlds than others; drop --risk, or write ranges such as \"0.1 to 0.3\""
            ));
        }
        Ok(inputs)
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let input = &inputs[0];
        (control.began)(input.stem());
        let space = Space::new(&input.file.scenario, &self.varying);
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let found = match seek(&input.file, &space, &self.search, run) {
            Ok(found) => found,
            Err(Stopped::GaveUp) => return Ok(None),
            Err(Stopped::Unsound(fault)) => {
                let path = input.path.display();
                let why = format!("{path}: what is varied makes a plan that is no sound scenario:\n{fault}");
                return Err(StudyError::Refused(why));
            }
        };
        let stem = input.stem();
        let tables = order_tables(stem, &space, &self.search, &found);
        let best = &found.runners[found.raced.best].arrangement;
        let title = format!("{}: best of the plans tried", input.file.scenario.title);
        let file = best.file(&space, &format!("inputs/{stem}.toml"), &title);
        let files = vec![(format!("{stem}{ORDER_BEST}"), file)];
        let guide = folder_guide(stem);
        let findings = Some(Findings::Order(Box::new(OrderFindings { space, found })));
        Ok(Some(Answer::Analysis(Box::new(Analysis { inputs, tables, guide, files, remarks: Vec::new(), findings }))))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        let risk = self.search.risk.map_or(String::new(), |risk| format!(" in the worst {risk} of the worlds"));
        format!("a search for the best order of {} by {}{risk}", names.listed(), self.search.objective.word())
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Order(_)) && held.is_within(wanted)
    }
}

/// What the folder of a search holds.
fn folder_guide(stem: &str) -> String {
    guide(
        "Search for the best order",
        "The plans that were tried lived through the same random numbers; those found worse than another dropped out.",
        &format!(
            "Open `orders.csv` first: a row for each plan tried, the best first, with its difference to the best and whether the two \
             can be told apart. `best.csv` estimates the best again, and the ladder as written, on trials that had no part in choosing \
             it; quote its figures. `search.csv` says what was sought, among how many plans, how surely, and at what cost.\n\n\
             `{stem}{ORDER_BEST}` is the best plan as a scenario that extends `inputs/{stem}.toml`: simulate it with `detente run`, \
             set it beside the original with `detente compare`. To change either, copy both.\n\n"
        ),
    )
}
