//! The tables of an analysis, read from the CSV files of its folder.

use super::Question;
use crate::results::{Dialect, Manifest, sha256, unmarked, write_table};
use detente_study::compare::{
    attribution, attribution_causes, differences_table, flows, interactions_table, keys_table,
};
use detente_study::table::{Cell, Kind, Table, study_headers};
use std::path::Path;

/// Decimals of a number that is not written in full.
const DECIMALS: usize = 6;

/// The tables that answer `question`, from `folder`, which is as `manifest` says.
///
/// # Errors
///
/// What does not fit.
pub(crate) fn tables(folder: &Path, manifest: &Manifest, question: Question) -> Result<Vec<Table>, String> {
    let word = &manifest.facts.csv_dialect;
    let dialect = Dialect::from_word(word).ok_or_else(|| format!("the CSV dialect {word} is not known"))?;
    let mut tables = headers(question);
    for table in &mut tables {
        let path = format!("{}.csv", table.name);
        let text = manifest.text(folder, &path).map_err(|error| error.to_string())?;
        table.rows =
            rows(&text, table, dialect).ok_or_else(|| format!("{path} is not spelled as this version does"))?;
        let mut bytes = Vec::new();
        write_table(table, dialect, &mut bytes).map_err(|error| error.to_string())?;
        if manifest.digest(&path) != Some(sha256(&bytes).as_str()) {
            return Err(format!("{path}, read and written again, comes out otherwise"));
        }
    }
    Ok(tables)
}

/// The tables without their rows.
fn headers(question: Question) -> Vec<Table> {
    match question {
        Question::Sensitivity => study_headers(),
        Question::Plans => vec![differences_table(&[]), flows(&[])],
        Question::Without => {
            vec![attribution("", &[]), attribution_causes("", &[]), interactions_table("", &[], &[])]
        }
        Question::Keys => vec![keys_table("", "", &[], &[])],
    }
}

/// The rows of `text`; none where its columns are not those of `table`, or a cell is not of its kind.
fn rows(text: &str, table: &Table, dialect: Dialect) -> Option<Vec<Vec<Cell>>> {
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
    reader.records().map(|record| row(record.ok()?)).collect()
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
