//! The tables of an analysis, read from the texts of its CSV files.

use super::kind::AnalysisKind;
use crate::names::{Names, Texts};
use crate::read_back::read_back;
use crate::results::Dialect;
use detente_study::calibrate::{FitRow, PosteriorRow, TargetPairRow, WaveRow};
use detente_study::compare::{
    AttributionCauseRow, AttributionRow, DeliveredRow, DifferenceRow, DotRow, FlowRow, InteractionRow, KeyRow,
    RegretRow, WorthKnowingRow, WorthWatchingRow,
};
use detente_study::order::{BestRow, OrderRow, SearchRow};
use detente_study::table::{BoxRow, IndexPairRow, IndexRow, Table, TableRow};

/// What an analysis wrote, with the rows that a report tells of.
#[derive(Clone, Debug)]
pub struct AnalysisTables {
    pub(super) rows: Rows,
    printed: Vec<Table>,
    pub(super) names: Names,
}

/// The rows of the tables of a calibration.
#[derive(Clone, Debug)]
pub(super) struct CalibrationRows {
    pub(super) fit: Vec<FitRow>,
    pub(super) posterior: Vec<PosteriorRow>,
    pub(super) pairs: Vec<TargetPairRow>,
    pub(super) waves: Vec<WaveRow>,
}

/// Those rows, by what was asked.
#[derive(Clone, Debug)]
pub(super) enum Rows {
    Sensitivity {
        indices: Vec<IndexRow>,
    },
    Plans {
        differences: Vec<DifferenceRow>,
        delivered: Vec<DeliveredRow>,
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
    /// The tables that answer `question` about the scenarios `stems`, from `texts` spelled in `dialect`.
    ///
    /// # Errors
    ///
    /// What does not fit.
    pub(crate) fn read<'a>(
        texts: Texts<'_>,
        stems: impl Iterator<Item = &'a str>,
        dialect: Dialect,
        question: AnalysisKind,
    ) -> Result<Self, String> {
        let mut reader = Reader { texts, dialect, printed: Vec::new() };
        let rows = match question {
            AnalysisKind::Sensitivity => {
                let rows = Rows::Sensitivity { indices: reader.table()? };
                reader.table::<IndexPairRow>()?;
                reader.table::<BoxRow>()?;
                rows
            }
            AnalysisKind::Plans => {
                let (differences, flows) = (reader.table()?, reader.table()?);
                let delivered = reader.table_if_listed()?;
                let (regret, worth_knowing) = (reader.table()?, reader.table()?);
                let (worth_watching, dots) = (reader.table_if_listed()?, reader.table_if_listed()?);
                Rows::Plans { differences, delivered, flows, regret, worth_knowing, worth_watching, dots }
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
        Ok(Self { rows, printed: reader.printed, names: Names::read(texts, stems) })
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
    texts: Texts<'a>,
    dialect: Dialect,
    printed: Vec<Table>,
}

impl Reader<'_> {
    /// The rows of a table that earlier versions did not write; none where the folder has no such one.
    fn table_if_listed<R: TableRow>(&mut self) -> Result<Vec<R>, String> {
        self.text::<R>()?.map_or_else(|| Ok(Vec::new()), |text| self.rows(&text))
    }

    fn table<R: TableRow>(&mut self) -> Result<Vec<R>, String> {
        let text = self.text::<R>()?.ok_or_else(|| format!("there is no {}.csv", R::NAME))?;
        self.rows(&text)
    }

    fn text<R: TableRow>(&self) -> Result<Option<String>, String> {
        (self.texts)(&format!("{}.csv", R::NAME))
    }

    fn rows<R: TableRow>(&mut self, text: &str) -> Result<Vec<R>, String> {
        let (rows, table) = read_back(text, None, self.dialect)?;
        self.printed.push(table);
        Ok(rows)
    }
}
