//! The targets of a file.

use super::column::Column;
use super::target::Target;
use crate::scenario::{Diagnostic, Fault, ScenarioFaults};
use crate::sheet::Sheet;
use detente_engine::plan::Plan;
use std::sync::Arc;

/// The targets of a file.
#[derive(Clone, Debug)]
pub struct TargetList {
    /// The file as it was named.
    pub name: String,
    /// Its text, for digests.
    pub text: Arc<str>,
    /// In the order of the file.
    pub targets: Vec<Target>,
    pub(super) sheet: Sheet,
}

impl TargetList {
    /// Whether every target that compares can be told of trials of `plan`.
    ///
    /// # Errors
    ///
    /// All that cannot be, with their places.
    pub fn fit(&self, plan: &Plan) -> Result<(), ScenarioFaults> {
        let of = |target: &Target| {
            target.fits(plan).into_iter().map(|one| self.fault(target, Column::Figure, one)).collect::<Vec<_>>()
        };
        let faults: Vec<Fault> = self.targets.iter().flat_map(of).collect();
        if faults.is_empty() { Ok(()) } else { Err(ScenarioFaults::new(faults)) }
    }

    /// `diagnostic` with its place: the cell of `target` in `column`, or in that of the figures where the file has no such column.
    #[must_use]
    pub fn fault(&self, target: &Target, column: Column, diagnostic: Diagnostic) -> Fault {
        let at = self.sheet.column(column.word());
        let mut rows = self.sheet.rows.iter();
        let row = rows.find(|row| row.cells.iter().any(|cell| cell.span == target.place));
        let cell = row.zip(at).map(|(row, at)| row.cells[at].span.clone());
        let fault = diagnostic.at(&self.name, &self.text, Some(cell.unwrap_or_else(|| target.place.clone())));
        self.sheet.located(vec![fault]).remove(0)
    }
}
