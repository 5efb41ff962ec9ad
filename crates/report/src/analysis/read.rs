//! The tables of an analysis, read from the CSV files of its folder.

use super::AnalysisKind;
use super::calibration::CalibrationRows;
use super::names::Names;
use crate::results::{Dialect, Manifest, sha256, unmarked, write_table};
use detente_study::compare::{
    AttributionCauseRow, AttributionRow, DifferenceRow, DotRow, FlowRow, InteractionRow, KeyRow, RegretRow,
    WorthKnowingRow,
};
use detente_study::order::{BestRow, OrderRow, SearchRow};
use detente_study::table::{BoxRow, Cell, IndexPairRow, IndexRow, Kind, Table, TableRow};
use std::path::Path;

/// Decimals of a number that is not written in full.
const DECIMALS: usize = 6;

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
        let word = &manifest.facts.csv_dialect;
        let dialect = Dialect::from_word(word).ok_or_else(|| format!("the CSV dialect {word} is not known"))?;
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
                Rows::Plans { differences, flows, regret, worth_knowing, dots: reader.table_if_listed()? }
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
        let other = || format!("{path} is not spelled as this version does");
        let table = spelled::<R>(&text, self.dialect).ok_or_else(other)?;
        let rows = table.rows.iter().map(|row| R::of_cells(row)).collect::<Option<_>>().ok_or_else(other)?;
        let mut bytes = Vec::new();
        write_table(&table, self.dialect, &mut bytes).map_err(|error| error.to_string())?;
        if self.manifest.digest(&path) != Some(sha256(&bytes).as_str()) {
            return Err(format!("{path}, read and written again, comes out otherwise"));
        }
        self.printed.push(table);
        Ok(rows)
    }
}

/// The table that `text` spells; none where its columns are not those of `R`, or a cell is not of its kind.
fn spelled<R: TableRow>(text: &str, dialect: Dialect) -> Option<Table> {
    let table = Table::of::<R>(&[]);
    let delimiter = u8::try_from(dialect.delimiter()).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = table.columns.iter().map(|column| column.name.as_ref());
    if !reader.headers().ok()?.iter().eq(names) {
        return None;
    }
    let row = |record: csv::StringRecord| {
        let cells = record.iter().zip(&table.columns).map(|(text, column)| cell(text, column.kind, dialect));
        cells.collect::<Option<Vec<Cell>>>()
    };
    let rows = reader.records().map(|record| row(record.ok()?)).collect::<Option<_>>()?;
    Some(Table { rows, ..table })
}

/// A cell as it was before it was spelled `text`.
fn cell(text: &str, kind: Kind, dialect: Dialect) -> Option<Cell> {
    Some(match kind {
        _ if text.is_empty() => Cell::Empty,
        Kind::Text => Cell::from(unmarked(text).as_str()),
        Kind::Count => Cell::Count(text.parse().ok()?),
        Kind::Date => Cell::Date(text.parse().ok()?),
        Kind::Share | Kind::Real => {
            let number = text.replace(dialect.decimal_mark(), ".").parse().ok()?;
            match text.split_once(dialect.decimal_mark()) {
                None => Cell::Tidy(number),
                Some((_, decimals)) if decimals.len() == DECIMALS => Cell::Number(number),
                Some(_) => Cell::Exact(number),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_read_back_is_spelled_as_before() {
        let cells = [
            (Cell::Empty, Kind::Real),
            (Cell::from("=1+1; =2"), Kind::Text),
            (Cell::Count(100_000), Kind::Count),
            (Cell::Number(-0.125), Kind::Share),
            (Cell::Exact(0.123_456_789), Kind::Real),
            (Cell::Tidy(26.0), Kind::Real),
        ];
        for dialect in Dialect::ALL {
            for (own, kind) in &cells {
                let (mut text, mut again) = (String::new(), String::new());
                dialect.spell(own, &mut text);
                dialect.spell(&cell(&text, *kind, dialect).expect("of its kind"), &mut again);
                assert_eq!(text, again, "{own:?} in {dialect:?}");
            }
        }
        assert_eq!(cell("'-1 to 0.5", Kind::Text, Dialect::Standard), Some(Cell::from("-1 to 0.5")));
        assert_eq!(cell("a few", Kind::Count, Dialect::Standard), None);
    }
}
