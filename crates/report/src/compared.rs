//! What the plans of a run change against each other, on its way into the folder of the run: spelled once, so that what is written and
//! what the report is made from are the same texts.

use crate::analysis::{AnalysisKind, AnalysisTables};
use crate::results::{Dialect, ExportError, OutDir, text_of};
use detente_study::recipe::{Compared, Simulated};

/// The tables of a comparison as their files spell them.
pub(crate) struct ComparedFiles<'a> {
    found: &'a Compared,
    dialect: Dialect,
    /// Paths within the folder, and texts.
    files: Vec<(String, String)>,
}

impl<'a> ComparedFiles<'a> {
    /// The tables of `found`, spelled in `dialect`.
    pub(crate) fn of(found: &'a Compared, dialect: Dialect) -> Self {
        let files = found.tables.iter().map(|table| (format!("{}.csv", table.name), text_of(table, dialect)));
        Self { found, dialect, files: files.collect() }
    }

    /// What was found.
    pub(crate) fn found(&self) -> &'a Compared {
        self.found
    }

    /// Writes them.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub(crate) fn write(&self, out: &OutDir) -> Result<(), ExportError> {
        self.files.iter().try_for_each(|(path, text)| out.write(path, text.as_bytes()))
    }

    /// What a report shows of them, the same as of the folder that they are written to; `simulated` are the scenarios of the run.
    pub(crate) fn tables(&self, simulated: &[Simulated]) -> AnalysisTables {
        let table = |path: &str| self.files.iter().find(|(own, _)| own == path).map(|(_, text)| text.clone());
        let input = |path: &str| {
            let own = simulated.iter().find(|one| format!("inputs/{}.toml", one.stem()) == path);
            own.map(|one| one.input.file.flattened.clone())
        };
        let texts = |path: &str| Ok(table(path).or_else(|| input(path)));
        let stems = simulated.iter().map(Simulated::stem);
        AnalysisTables::read(&texts, stems, self.dialect, AnalysisKind::Plans).expect("tables that were just spelled")
    }
}
