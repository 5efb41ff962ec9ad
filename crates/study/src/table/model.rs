//! A table and its cells.

use super::column::Column;
use super::row::TableRow;
use jiff::civil::Date;
use std::borrow::Cow;

/// One published table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name, which is also the stem of its file.
    pub name: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// `rows` for a writer that prints any table.
    #[must_use]
    pub fn of<R: TableRow>(rows: &[R]) -> Self {
        let rows = rows.iter().map(R::cells).collect();
        Self { name: R::NAME, description: R::DESCRIPTION, columns: R::columns(), rows }
    }
}

/// One cell. How it is printed is decided by the writer alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Undefined, or not applicable.
    Empty,
    /// Text.
    Text(Cow<'static, str>),
    /// A whole number.
    Count(u64),
    /// A real number, printed with six decimals.
    Number(f64),
    /// A number that is mostly whole (weeks): printed without decimals where it is, else with six.
    Tidy(f64),
    /// A number printed in full precision: whole numbers without decimals, others with at least six.
    Exact(f64),
    /// A day.
    Date(Date),
}

impl Cell {
    /// A word of the program's own, which need not be copied: for tables of many rows.
    #[must_use]
    pub fn word(word: &'static str) -> Self {
        Self::Text(word.into())
    }

    /// `number` mostly whole; empty where undefined.
    #[must_use]
    pub fn tidy(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Empty, Self::Tidy)
    }

    /// `number` in full precision; empty where undefined.
    #[must_use]
    pub fn exact(number: Option<f64>) -> Self {
        number.filter(|number| number.is_finite()).map_or(Self::Empty, Self::Exact)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned().into()) }
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl From<&Cow<'static, str>> for Cell {
    fn from(text: &Cow<'static, str>) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.clone()) }
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<Option<u64>> for Cell {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Self::Empty, Self::Count)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Number(number) } else { Self::Empty }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::from)
    }
}

impl From<Option<Date>> for Cell {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_numbers_are_empty_cells() {
        assert_eq!(Cell::from(f64::NAN), Cell::Empty);
        assert_eq!(Cell::from(None::<f64>), Cell::Empty);
        assert_eq!(Cell::tidy(Some(f64::INFINITY)), Cell::Empty);
    }
}
