//! Tables read back from the text of their CSV files.

use crate::results::{Dialect, unmarked, write_table};
use detente_study::table::{Cell, Kind, Table, TableRow, VariedColumns};

/// Decimals of a number that is not written in full.
const DECIMALS: usize = 6;

/// The rows that `text` spells in `dialect`, and the table as it was printed: with the columns of what is `varied`, where anything is.
///
/// # Errors
///
/// Where the text, written again from what was read, would come out otherwise: another version wrote it, or no version.
pub(super) fn read_back<R: TableRow>(
    text: &str,
    varied: Option<&VariedColumns<'_>>,
    dialect: Dialect,
) -> Result<(Vec<R>, Table), String> {
    let other = || format!("{}.csv is not spelled as this version does", R::NAME);
    let mut head = Table::of::<R>(&[]);
    let own = head.columns.len();
    if let Some(varied) = varied {
        varied.add_to(&mut head);
    }
    let printed = spelled(text, head, dialect).ok_or_else(other)?;
    // What is varied stands behind the name of the scenario.
    let behind = printed.columns.len() - own;
    let row = |cells: &Vec<Cell>| R::of_cells(&[&cells[..1], &cells[1 + behind..]].concat());
    let rows: Vec<R> = printed.rows.iter().map(row).collect::<Option<_>>().ok_or_else(other)?;
    let mut again = Table::of(&rows);
    if let Some(varied) = varied {
        varied.add_to(&mut again);
    }
    let mut bytes = Vec::new();
    write_table(&again, dialect, &mut bytes).map_err(|error| error.to_string())?;
    if bytes != text.as_bytes() {
        return Err(format!("{}.csv, read and written again, comes out otherwise", R::NAME));
    }
    Ok((rows, printed))
}

/// The table with the columns of `head` that `text` spells; none where it has other columns, or a cell is not of its kind.
fn spelled(text: &str, head: Table, dialect: Dialect) -> Option<Table> {
    let delimiter = u8::try_from(dialect.delimiter()).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let names = head.columns.iter().map(|column| column.name.as_ref());
    if !reader.headers().ok()?.iter().eq(names) {
        return None;
    }
    let row = |record: csv::StringRecord| {
        let cells = record.iter().zip(&head.columns).map(|(text, column)| cell(text, column.kind, dialect));
        cells.collect::<Option<Vec<Cell>>>()
    };
    let rows = reader.records().map(|record| row(record.ok()?)).collect::<Option<_>>()?;
    Some(Table { rows, ..head })
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
