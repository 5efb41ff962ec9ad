//! A scenario that is ready to be simulated.

use crate::scenario::{self, CheckedFile};
use detente_engine::plan::Plan;
use std::path::{Path, PathBuf};

/// A checked scenario with its plan and the place it was read from.
#[derive(Clone, Debug)]
pub struct Input {
    /// The file.
    pub path: PathBuf,
    /// What it says.
    pub file: CheckedFile,
    /// What follows from it for the engine.
    pub plan: Plan,
}

impl Input {
    /// The scenario with the text `input` as it stands in a results folder at `path`.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in words.
    pub fn of_text(path: &Path, input: &str) -> Result<Self, String> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut file = scenario::read_text(&stem, input, &[]).map_err(|faults| faults.render(false))?;
        input.clone_into(&mut file.flattened);
        let plan = Plan::compile(&file.scenario).map_err(|error| error.to_string())?;
        Ok(Self { path: path.to_owned(), file, plan })
    }

    /// The name of the scenario in every table.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.file.scenario.stem
    }
}
