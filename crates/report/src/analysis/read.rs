//! The tables of an analysis, read from the CSV files of its folder.

use super::AnalysisKind;
use super::calibration::CalibrationRows;
use super::names::Names;
use crate::read_back::read_back;
use crate::results::{Dialect, Manifest};
use detente_study::compare::{
    AttributionCauseRow, AttributionRow, DifferenceRow, DotRow, FlowRow, InteractionRow, KeyRow, RegretRow,
    WorthKnowingRow, WorthWatchingRow,
};
use detente_study::order::{BestRow, OrderRow, SearchRow};
use detente_study::table::{BoxRow, IndexPairRow, IndexRow, Table, TableRow};
use std::path::Path;

/// What an analysis wrote, with the rows that a report tells of.
#[derive(Clone, Debug)]
pub struct AnalysisTables {
    pub(super) rows: Rows,
    printed: Vec<Table>,
    pub(super) names: Names,
}

/// Those rows, by what was asked.
#[derive(Clone, Debug)]
pub(super) enum Rows {
    Sensitivity {
        indices: Vec<IndexRow>,
    },
    Plans {
        differences: Vec<DifferenceRow>,
        flows: Vec<FlowRow>,
        regret: Vec<RegretRow>,
        worth_knowing: Vec<WorthKnowingRow>,
        worth_watching: Vec<WorthWatchingRow>,
        dots: Vec<DotRow>,
    },
    Without {
        attribution: Vec<AttributionRow>,
    },
    Keys {
        keys: Vec<KeyRow>,
    },
    Calibration(CalibrationRows),
    Order {
        orders: Vec<OrderRow>,
        best: Vec<BestRow>,
        search: Vec<SearchRow>,
    },
}

impl AnalysisTables {
    /// The tables that answer `question`, from `folder`, which is as `manifest` says.
    ///
    /// # Errors
    ///
    /// What does not fit.
    pub(crate) fn read(folder: &Path, manifest: &Manifest, question: AnalysisKind) -> Result<Self, String> {
        let dialect = manifest.facts.dialect()?;
        let mut reader = Reader { folder, manifest, dialect, printed: Vec::new() };
        let rows = match question {
            AnalysisKind::Sensitivity => {
                let rows = Rows::Sensitivity { indices: reader.table()? };
                reader.table::<IndexPairRow>()?;
                reader.table::<BoxRow>()?;
                rows
            }
            AnalysisKind::Plans => {
                let (differences, flows) = (reader.table()?, reader.table()?);
                let (regret, worth_knowing) = (reader.table()?, reader.table()?);
                let (worth_watching, dots) = (reader.table_if_listed()?, reader.table_if_listed()?);
                Rows::Plans { differences, flows, regret, worth_knowing, worth_watching, dots }
            }
            AnalysisKind::Without => {
                let rows = Rows::Without { attribution: reader.table()? };
                reader.table::<AttributionCauseRow>()?;
                reader.table::<InteractionRow>()?;
                rows
            }
            AnalysisKind::Keys => Rows::Keys { keys: reader.table()? },
            AnalysisKind::Calibration => Rows::Calibration(CalibrationRows {
                fit: reader.table()?,
                posterior: reader.table()?,
                pairs: reader.table()?,
                waves: reader.table()?,
            }),
            AnalysisKind::Order => {
                Rows::Order { orders: reader.table()?, best: reader.table()?, search: reader.table()? }
            }
        };
        Ok(Self { rows, printed: reader.printed, names: Names::read(folder, manifest) })
    }

    /// What was asked.
    #[must_use]
    pub fn question(&self) -> AnalysisKind {
        match self.rows {
            Rows::Sensitivity { .. } => AnalysisKind::Sensitivity,
            Rows::Plans { .. } => AnalysisKind::Plans,
            Rows::Without { .. } => AnalysisKind::Without,
            Rows::Keys { .. } => AnalysisKind::Keys,
            Rows::Calibration(_) => AnalysisKind::Calibration,
            Rows::Order { .. } => AnalysisKind::Order,
        }
    }

    /// All of them, cell by cell as they stand in the files, for writers that print any table.
    pub(crate) fn printed(&self) -> &[Table] {
        &self.printed
    }
}

/// Reads one table after the other.
struct Reader<'a> {
    folder: &'a Path,
    manifest: &'a Manifest,
    dialect: Dialect,
    printed: Vec<Table>,
}

impl Reader<'_> {
    /// The rows of a table that earlier versions did not write; none where the folder has no such one.
    fn table_if_listed<R: TableRow>(&mut self) -> Result<Vec<R>, String> {
        let is_listed = self.manifest.digest(&format!("{}.csv", R::NAME)).is_some();
        if is_listed { self.table() } else { Ok(Vec::new()) }
    }

    fn table<R: TableRow>(&mut self) -> Result<Vec<R>, String> {
        let path = format!("{}.csv", R::NAME);
        let text = self.manifest.text(self.folder, &path).map_err(|error| error.to_string())?;
        let (rows, table) = read_back(&text, None, self.dialect)?;
        self.printed.push(table);
        Ok(rows)
    }
}
