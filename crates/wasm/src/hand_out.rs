//! What can be taken away from a page: tables, and the scenario.

use crate::case::{Case, Prepared};
use detente_engine::scenario;
use detente_engine::tally::Tally;
use detente_study::input::Input;
use detente_study::recipe::Simulated;
use detente_study::run::Spec;
use detente_study::spelling::{Dialect, write_table};
use detente_study::table::summarise;
use serde::Serialize;
use std::path::PathBuf;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedText {
    /// Its name.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Every table that `detente run` writes of `case` for the trials in `tally`, byte for byte: worlds, histories and exact
/// answers beside the trials are worked out as it does.
///
/// # Errors
///
/// Where the case is faulty.
pub(crate) fn tables(case: &Case, tally: Tally, seed: u64) -> Result<Vec<NamedText>, String> {
    let Prepared { file, plan } = case.prepared()?;
    let input = Input { path: PathBuf::from(format!("{}.toml", case.name)), file, plan };
    let spec = Spec { seed, trials: tally.record().simulated() };
    let simulated = Simulated::whole(input, tally, spec);
    let spelled = |table| {
        let mut bytes = Vec::new();
        write_table(&table, Dialect::Standard, &mut bytes).map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        Ok(NamedText { name: format!("{}.csv", table.name), text })
    };
    summarise(&[simulated.result()]).into_iter().map(spelled).collect()
}

/// The changes of `case` as `NAME_changed.toml`, which extends the file that they were made to, and `NAME.toml`, all of it as one text
/// that extends nothing.
///
/// # Errors
///
/// Where a change is not of the form `KEY=VALUE`.
pub(crate) fn variant(case: &Case, whole: &Prepared) -> Result<Vec<NamedText>, String> {
    let base = format!("{}.toml", case.name);
    let changes = scenario::variant(&base, &case.sets).map_err(|faults| faults.render(false))?;
    Ok(vec![
        NamedText { name: format!("{}_changed.toml", case.name), text: changes },
        NamedText { name: base, text: whole.file.flattened.clone() },
    ])
}
