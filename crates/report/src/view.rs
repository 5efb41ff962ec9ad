//! Cells of the published tables by name, scenario by scenario.

use detente_study::table::{Cell, Table};
use jiff::civil::Date;
use std::ops::Range;

/// The rows of one scenario in one table; tables stack scenarios, so these lie together.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    /// The table.
    pub(super) table: &'a Table,
    /// Positions of the rows in the table.
    pub(super) rows: Range<usize>,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    /// Its cells.
    pub(super) cells: &'a [Cell],
}

/// The table called `name`.
pub(super) fn table<'a>(tables: &'a [Table], name: &str) -> &'a Table {
    tables.iter().find(|table| table.name == name).expect("every published table is among the tables")
}

/// All rows of `table`.
pub(super) fn rows_of(table: &Table) -> Vec<Row<'_>> {
    table.rows.iter().map(|cells| Row { table, cells }).collect()
}

impl<'a> View<'a> {
    /// The rows of `scenario` in the table called `name`.
    pub(super) fn of(tables: &'a [Table], name: &str, scenario: &str) -> Self {
        Self::within(table(tables, name), scenario)
    }

    /// The same of a table that is not written for every batch; none where it is not.
    pub(super) fn find(tables: &'a [Table], name: &str, scenario: &str) -> Option<Self> {
        tables.iter().find(|table| table.name == name).map(|table| Self::within(table, scenario))
    }

    fn within(table: &'a Table, scenario: &str) -> Self {
        let own = |cells: &Vec<Cell>| matches!(&cells[0], Cell::Text(stem) if stem == scenario);
        let first = table.rows.iter().position(own).unwrap_or(table.rows.len());
        let number = table.rows[first..].iter().take_while(|cells| own(cells)).count();
        Self { table, rows: first..first + number }
    }

    /// The rows, in their order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let table = self.table;
        table.rows[self.rows.clone()].iter().map(move |cells| Row { table, cells })
    }
}

/// The position of the column called `name`.
pub(super) fn column(table: &Table, name: &str) -> usize {
    table.columns.iter().position(|column| column.name == name).expect("a column of this table")
}

impl<'a> Row<'a> {
    /// The cell under `name`.
    pub(super) fn cell(&self, name: &str) -> &'a Cell {
        &self.cells[column(self.table, name)]
    }

    /// The words under `name`; empty where there are none.
    pub(super) fn text(&self, name: &str) -> &'a str {
        if let Cell::Text(text) = self.cell(name) { text } else { "" }
    }

    /// The number under `name`, where it is defined.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        match self.cell(name) {
            Cell::Count(count) => Some(*count as f64),
            Cell::Number(number) | Cell::Tidy(number) | Cell::Exact(number) => Some(*number),
            Cell::Empty | Cell::Text(_) | Cell::Date(_) => None,
        }
    }

    /// The whole number under `name`; zero where it is not defined.
    pub(super) fn count(&self, name: &str) -> u64 {
        if let Cell::Count(count) = self.cell(name) { *count } else { 0 }
    }

    /// The day under `name`.
    pub(super) fn date(&self, name: &str) -> Option<Date> {
        if let Cell::Date(date) = self.cell(name) { Some(*date) } else { None }
    }
}
