//! A scenario as a page has it: the texts of files in memory, and what was changed.

use detente_engine::plan::Plan;
use detente_engine::scenario::{self, CheckedFile};
use detente_engine::tally::Tally;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A scenario among files in memory, with what is laid over it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name: the stem of its file.
    pub name: String,
    /// The text of its file, and of those that it may extend, by the name of the file.
    pub files: BTreeMap<PathBuf, String>,
    /// `KEY=VALUE` each, as after `--set`.
    #[serde(default)]
    pub sets: Vec<String>,
}

/// A case that can be simulated.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) file: CheckedFile,
    pub(crate) plan: Plan,
}

impl Case {
    /// The case read and compiled.
    ///
    /// # Errors
    ///
    /// All that is wrong, in the words of `detente check`.
    pub(crate) fn prepared(&self) -> Result<Prepared, String> {
        let path = PathBuf::from(format!("{}.toml", self.name));
        let file = scenario::read(&self.files, Path::new(&path), &self.sets).map_err(|faults| faults.render(false))?;
        let plan = Plan::compile(&file.scenario).map_err(|error| error.to_string())?;
        Ok(Prepared { file, plan })
    }
}

impl Prepared {
    /// No trials yet.
    pub(crate) fn empty_tally(&self) -> Tally {
        Tally::with_inputs(&self.plan, self.plan.largest_frozen())
    }
}
