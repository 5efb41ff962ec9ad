//! Plans of one conflict that are compared beside their runs.

use super::control::Control;
use super::{CompareRecipe, Simulated, Study, StudyError};
use crate::compare::{self, Plans};
use crate::run::RunControl;
use crate::table::Table;

/// What the scenarios of a run change against each other, where they are plans of one conflict: what `compare` finds with the same seed
/// and as many trials.
#[derive(Debug)]
pub struct Compared {
    /// Their names: the base, then the others.
    pub scenarios: Vec<String>,
    /// How the others differ from the base.
    pub plans: Plans,
    /// The tables of `compare`.
    pub tables: Vec<Table>,
    /// What to read in which of them, for somebody to whom the folder was handed (Markdown).
    pub guide: String,
}

impl Compared {
    /// What `asked` compares, found in `simulated`; none where an end is asked for: it is whole or not at all.
    pub(super) fn of(
        asked: CompareRecipe,
        simulated: &[Simulated],
        control: &Control<'_>,
    ) -> Result<Option<Self>, StudyError> {
        let inputs = asked.arranged(simulated.iter().map(|one| one.input.clone()).collect())?;
        (control.began)("comparison");
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let guide = asked.paragraph();
        let whole = |(plans, tables)| Self { scenarios: asked.scenarios, plans, tables, guide };
        Ok(compare::plans(&inputs, asked.spec, run).map(whole))
    }
}
