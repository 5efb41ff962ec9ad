//! Tables written a few scenarios at a time, each table into a file of its own.
//!
//! Ten thousand scenarios make gigabytes of cells; no more of them is held than those of a few scenarios.

use super::dictionary::{Documented, columns_markdown, data_package};
use super::error::ExportError;
use super::outdir::{OutDir, OutFile};
use detente_study::spelling::{Dialect, TableWriter, write_table};
use detente_study::table::Table;
use std::path::PathBuf;

/// The files of some tables under way. They must be finished, or what is still buffered is lost.
#[derive(Debug)]
pub struct TableFiles {
    files: Vec<(PathBuf, TableWriter<OutFile>)>,
}

impl TableFiles {
    /// Begins `<name>.csv` for each of `tables`, with its header and its rows so far.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub fn begin(out: &OutDir, tables: &[Table], dialect: Dialect) -> Result<Self, ExportError> {
        let begin = |table: &Table| {
            let file = out.create(&format!("{}.csv", table.name))?;
            let path = file.path().to_owned();
            let writer = TableWriter::new(&table.columns, dialect, file).map_err(ExportError::io("write", &path))?;
            Ok((path, writer))
        };
        let mut own = Self { files: tables.iter().map(begin).collect::<Result<_, ExportError>>()? };
        own.add(tables)?;
        Ok(own)
    }

    /// Adds the rows of more of the same tables, in the same order.
    ///
    /// # Errors
    ///
    /// Where one cannot be written, or has other columns.
    pub fn add(&mut self, tables: &[Table]) -> Result<(), ExportError> {
        for ((path, writer), table) in self.files.iter_mut().zip(tables) {
            table.rows.iter().try_for_each(|row| writer.row(row)).map_err(ExportError::io("write", path))?;
        }
        Ok(())
    }

    /// Writes out what is buffered and waits until the disk has it.
    ///
    /// # Errors
    ///
    /// Where one cannot be written.
    pub fn finish(self) -> Result<(), ExportError> {
        self.files.into_iter().try_for_each(|(path, writer)| {
            let file = writer.finish().map_err(ExportError::io("write", &path))?;
            file.finish()
        })
    }
}

/// Writes `tables` whole, each as `<name>.csv`, and what they are, below `guide`.
///
/// # Errors
///
/// Where one cannot be written.
pub fn write_tables(out: &OutDir, tables: &[Table], dialect: Dialect, guide: &str) -> Result<(), ExportError> {
    TableFiles::begin(out, tables, dialect)?.finish()?;
    let documented: Vec<Documented<'_>> = tables.iter().map(Documented::table).collect();
    write_dictionary(out, &documented, dialect, guide)
}

/// The text of the file of `table`.
pub(crate) fn text_of(table: &Table, dialect: Dialect) -> String {
    let mut bytes = Vec::new();
    write_table(table, dialect, &mut bytes).expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("tables are UTF-8")
}

/// Writes what the columns mean: for programs, and for people below `guide`, which says what to open first.
///
/// # Errors
///
/// Where it cannot be written.
pub fn write_dictionary(
    out: &OutDir,
    documented: &[Documented<'_>],
    dialect: Dialect,
    guide: &str,
) -> Result<(), ExportError> {
    out.write("datapackage.json", data_package(documented, dialect).as_bytes())?;
    out.write("README.md", format!("{guide}\n{}", columns_markdown(documented)).as_bytes())
}
