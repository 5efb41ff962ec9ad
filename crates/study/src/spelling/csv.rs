//! Tables as CSV.

use super::dialect::Dialect;
use crate::table::{Cell, Column, Table};
use ::csv::{ErrorKind, QuoteStyle, Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// Writes `table` in `dialect` and flushes `target`.
///
/// # Errors
///
/// What `target` reports.
pub fn write_table(table: &Table, dialect: Dialect, target: impl Write) -> io::Result<()> {
    let mut writer = TableWriter::new(&table.columns, dialect, target)?;
    table.rows.iter().try_for_each(|row| writer.row(row))?;
    writer.finish()?;
    Ok(())
}

/// The rows of `table` in `dialect`, without the header: what a table that is written in parts has after its beginning.
///
/// # Errors
///
/// Where a row has another length than the header.
pub fn spelled_rows(table: &Table, dialect: Dialect) -> io::Result<Vec<u8>> {
    let mut writer = TableWriter::without_header(table.columns.len(), dialect, Vec::new());
    table.rows.iter().try_for_each(|row| writer.row(row))?;
    writer.finish()
}

/// Writes a table row by row. It must be finished: what was not flushed is lost silently otherwise.
#[derive(Debug)]
pub struct TableWriter<W: Write> {
    writer: Writer<W>,
    dialect: Dialect,
    width: usize,
    text: String,
}

impl<W: Write> TableWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// What `target` reports.
    pub fn new(columns: &[Column], dialect: Dialect, mut target: W) -> io::Result<Self> {
        if dialect.byte_order_mark() {
            target.write_all("\u{feff}".as_bytes())?;
        }
        let mut own = Self::without_header(columns.len(), dialect, target);
        let header: Vec<Cell> = columns.iter().map(|column| Cell::from(column.name.as_ref())).collect();
        own.row(&header)?;
        Ok(own)
    }

    fn without_header(width: usize, dialect: Dialect, target: W) -> Self {
        let terminator = if dialect.line_end() == "\n" { Terminator::Any(b'\n') } else { Terminator::CRLF };
        let delimiter = u8::try_from(dialect.delimiter()).expect("delimiters are ASCII");
        // Quotes are put in by the dialect where it must guard more than its own delimiter.
        let quotes = if dialect.guards() { QuoteStyle::Never } else { QuoteStyle::Necessary };
        let mut builder = WriterBuilder::new();
        let writer = builder.delimiter(delimiter).terminator(terminator).quote_style(quotes).from_writer(target);
        Self { writer, dialect, width, text: String::new() }
    }

    /// Writes one row, which must be as long as the header.
    ///
    /// # Errors
    ///
    /// What the target reports; a row of another length is an invalid input.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if cells.len() != self.width {
            let message = format!("a row of {} cells in a table of {} columns", cells.len(), self.width);
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        for cell in cells {
            self.dialect.spell(cell, &mut self.text);
            self.dialect.guard(&mut self.text);
            self.writer.write_field(&self.text).map_err(of_system)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(of_system)
    }

    /// Flushes, and gives the target back.
    ///
    /// # Errors
    ///
    /// What the target reports.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        self.writer.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.error().to_string()))
    }
}

/// What the system said: advice follows from its kind, which the error of the writer hides.
fn of_system(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Kind;

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let column = |name: &'static str, kind: Kind| Column {
            name: name.into(),
            kind,
            unit: "".into(),
            description: "".into(),
        };
        let columns = vec![column("title", Kind::Text), column("share", Kind::Share)];
        Table { name: "test", description: "", columns, rows }
    }

    fn written(dialect: Dialect) -> String {
        let rows = vec![vec![Cell::from("a, \"b\""), Cell::from(0.5)], vec![Cell::from("=1;2"), Cell::Empty]];
        let mut bytes = Vec::new();
        write_table(&table(rows), dialect, &mut bytes).expect("memory");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn each_dialect_is_written_as_promised() {
        assert_eq!(written(Dialect::Standard), "title,share\n\"a, \"\"b\"\"\",0.500000\n'=1;2,\n");
        assert_eq!(written(Dialect::Excel), "\u{feff}title,share\r\n\"a, \"\"b\"\"\",0.500000\r\n'=1;2,\r\n");
        assert_eq!(written(Dialect::Eu), "\u{feff}title;share\r\n\"a, \"\"b\"\"\";\"0,500000\"\r\n\"'=1;2\";\r\n");
    }

    #[test]
    fn a_table_in_parts_is_spelled_as_the_whole() {
        let rows = vec![vec![Cell::from("a, \"b\""), Cell::from(0.5)], vec![Cell::from("=1;2"), Cell::Empty]];
        for dialect in Dialect::ALL {
            let (mut whole, mut parts) = (Vec::new(), Vec::new());
            write_table(&table(rows.clone()), dialect, &mut whole).expect("memory");
            write_table(&table(Vec::new()), dialect, &mut parts).expect("memory");
            for row in &rows {
                parts.extend(spelled_rows(&table(vec![row.clone()]), dialect).expect("memory"));
            }
            assert_eq!(whole, parts, "{dialect:?}");
        }
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let ragged = table(vec![vec![Cell::Empty]]);
        let error = write_table(&ragged, Dialect::Standard, Vec::new()).expect_err("ragged");
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }

    #[test]
    fn a_full_disk_is_reported() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        // Also where it is met by a row, and not by the end.
        let rows = vec![vec![Cell::Text("x".repeat(1 << 17).into()), Cell::Empty]];
        for rows in [Vec::new(), rows] {
            let error = write_table(&table(rows), Dialect::Standard, Full).expect_err("a full disk");
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }
    }
}
