//! One declaration a table: its rows as a type, and from that its columns, cells and reader.

use super::{Cell, CellValue, Column, Kind};
use detente_engine::statistics::Interval;
use std::borrow::Cow;

/// A row of a published table, as `table!` declares it.
pub trait TableRow: Sized {
    /// Name of the table, which is also the stem of its file.
    const NAME: &'static str;
    /// What a row is.
    const DESCRIPTION: &'static str;
    /// The names of its fields, in their order.
    const FIELDS: &'static [&'static str];

    /// The scenario that it is about, which stands in the first column of every table.
    fn stem(&self) -> &str;
    /// The columns, in their order.
    fn columns() -> Vec<Column>;
    /// Its cells, one a column.
    fn cells(&self) -> Vec<Cell>;
    /// The row with these cells; none where one is not of its kind, or there are more or fewer.
    fn of_cells(cells: &[Cell]) -> Option<Self>;
}

/// Declares a table: `pub struct ROW: "NAME" { FIELD: TYPE [UNIT], ... }`. Every field is a column called as it is, with its text
/// as the meaning; the column of the scenario stands before them by itself. A [`Ranged`] field makes three columns, and says
/// after its unit what the lower end of its interval is.
macro_rules! table {
    (
        $(#[doc = $about:literal])+
        pub struct $row:ident: $name:literal {
            $( $(#[doc = $text:literal])+ $field:ident: $type:ty $([$unit:expr $(, $lower:expr)?])?, )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq)]
        pub struct $row {
            /// Stem of the scenario's file.
            pub scenario: String,
            $( $(#[doc = $text])+ pub $field: $type, )+
        }

        #[allow(non_upper_case_globals, reason = "a column is called as its field")]
        impl $row {
            /// Stem of the scenario's file.
            pub const scenario: $crate::table::Handle<Self, String> = $crate::table::Handle::new("scenario");
            $(
                $(#[doc = $text])+
                pub const $field: $crate::table::Handle<Self, $type> = $crate::table::Handle::new(stringify!($field));
            )+
        }

        impl $crate::table::TableRow for $row {
            const NAME: &'static str = $name;
            const DESCRIPTION: &'static str = concat!($($about),+).trim_ascii();
            const FIELDS: &'static [&'static str] = &["scenario", $(stringify!($field)),+];

            fn stem(&self) -> &str {
                &self.scenario
            }

            fn columns() -> Vec<$crate::table::Column> {
                use $crate::table::{Field, Head};
                let mut columns = Vec::new();
                String::columns(Head::new("scenario", "Stem of the scenario's file."), &mut columns);
                $(
                    let head = Head::new(stringify!($field), concat!($($text),+).trim_ascii());
                    $(
                        let head = head.in_unit($unit);
                        $( let head = head.with_lower_end($lower); )?
                    )?
                    <$type as Field>::columns(head, &mut columns);
                )+
                columns
            }

            fn cells(&self) -> Vec<$crate::table::Cell> {
                use $crate::table::Field as _;
                let mut cells = Vec::with_capacity(1 $(+ <$type as $crate::table::Field>::WIDTH)+);
                self.scenario.put(&mut cells);
                $( self.$field.put(&mut cells); )+
                cells
            }

            fn of_cells(cells: &[$crate::table::Cell]) -> Option<Self> {
                use $crate::table::Field as _;
                let mut cells = cells.iter();
                let row = Self {
                    scenario: String::take(&mut cells)?,
                    $( $field: <$type as $crate::table::Field>::take(&mut cells)?, )+
                };
                cells.next().is_none().then_some(row)
            }
        }
    };
}
pub(crate) use table;

/// What is said of a field where it is declared.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    name: &'static str,
    meaning: &'static str,
    unit: &'static str,
    lower_end: &'static str,
}

impl Head {
    /// A field of no unit.
    #[must_use]
    pub const fn new(name: &'static str, meaning: &'static str) -> Self {
        Self { name, meaning, unit: "", lower_end: "" }
    }

    /// In `unit`.
    #[must_use]
    pub const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// With `lower_end`, what the lower end of its interval is.
    #[must_use]
    pub const fn with_lower_end(self, lower_end: &'static str) -> Self {
        Self { lower_end, ..self }
    }
}

/// Something that fills the cells of one field of a row.
pub trait Field: Sized {
    /// How many cells it fills.
    const WIDTH: usize = 1;
    /// Adds its columns.
    fn columns(head: Head, columns: &mut Vec<Column>);
    /// Adds its cells.
    fn put(&self, cells: &mut Vec<Cell>);
    /// Takes its cells; none where they are not of its kind.
    fn take(cells: &mut std::slice::Iter<'_, Cell>) -> Option<Self>;
}

impl<T: CellValue> Field for T {
    fn columns(head: Head, columns: &mut Vec<Column>) {
        columns.push(column(head, head.name.into(), T::kind(head.unit), head.meaning));
    }

    fn put(&self, cells: &mut Vec<Cell>) {
        cells.push(self.cell());
    }

    fn take(cells: &mut std::slice::Iter<'_, Cell>) -> Option<Self> {
        T::of_cell(cells.next()?)
    }
}

fn column(head: Head, name: Cow<'static, str>, kind: Kind, meaning: &'static str) -> Column {
    Column { name, kind, unit: head.unit.into(), description: meaning.into() }
}

/// What the upper end of an interval is.
const UPPER_END: &str = "Upper end of the same interval.";

/// A figure with the ends of its 95 % interval from chance alone, each undefined where it cannot be told.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ranged {
    /// The figure.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

impl Ranged {
    /// `value` in `interval`.
    #[must_use]
    pub fn new(value: Option<f64>, interval: Option<Interval>) -> Self {
        Self { value, low: interval.map(|interval| interval.low), high: interval.map(|interval| interval.high) }
    }

    /// Figure, lower and upper end, where all are defined.
    #[must_use]
    pub fn whole(self) -> Option<[f64; 3]> {
        Some([self.value?, self.low?, self.high?])
    }
}

impl From<[Option<f64>; 3]> for Ranged {
    fn from([value, low, high]: [Option<f64>; 3]) -> Self {
        Self { value, low, high }
    }
}

/// The figure stands under the name of the field, the ends of its interval under that name with `_lo` and `_hi` in place of
/// `_share`.
impl Field for Ranged {
    const WIDTH: usize = 3;

    fn columns(head: Head, columns: &mut Vec<Column>) {
        let kind = Kind::of_real(head.unit);
        columns.push(column(head, head.name.into(), kind, head.meaning));
        columns.push(column(head, end(head.name, "_lo").into(), kind, head.lower_end));
        columns.push(column(head, end(head.name, "_hi").into(), kind, UPPER_END));
    }

    fn put(&self, cells: &mut Vec<Cell>) {
        cells.extend([self.value, self.low, self.high].map(Cell::from));
    }

    fn take(cells: &mut std::slice::Iter<'_, Cell>) -> Option<Self> {
        Some(Self { value: Field::take(cells)?, low: Field::take(cells)?, high: Field::take(cells)? })
    }
}

/// The name of an end of the interval of the figure `name`.
pub(super) fn end(name: &str, end: &str) -> String {
    name.replacen("_share", "", 1) + end
}

/// The rows of `scenario`; tables stack scenarios, so these lie together.
#[must_use]
pub fn of_scenario<'a, R: TableRow>(rows: &'a [R], scenario: &str) -> &'a [R] {
    let first = rows.iter().position(|row| row.stem() == scenario).unwrap_or(rows.len());
    let number = rows[first..].iter().take_while(|row| row.stem() == scenario).count();
    &rows[first..first + number]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{FateRow, Table, Tidy};
    use detente_engine::domain::{Confronted, Fate};

    fn row(scenario: &str) -> FateRow {
        FateRow {
            scenario: scenario.to_owned(),
            horizon_weeks: Tidy(26.0),
            fate: Fate::Open,
            confrontation: Confronted::Later,
            count: 1,
            trials: 2,
            share: Ranged { value: Some(0.5), low: Some(0.25), high: None },
        }
    }

    #[test]
    fn a_declaration_gives_columns_cells_and_reader() {
        let table = Table::of(&[row("a")]);
        assert_eq!(table.name, "fates");
        assert!(
            table.description.starts_with("A row is a fate")
                && table.description.contains("stop with the channel have")
        );
        let columns = table.columns.iter().map(|own| (own.name.as_ref(), own.kind, own.unit.as_ref()));
        let expected = [
            ("scenario", Kind::Text, ""),
            ("horizon_weeks", Kind::Real, "weeks"),
            ("fate", Kind::Text, ""),
            ("confrontation", Kind::Text, ""),
            ("count", Kind::Count, "trials"),
            ("trials", Kind::Count, "trials"),
            ("share", Kind::Share, "share"),
            ("share_lo", Kind::Share, "share"),
            ("share_hi", Kind::Share, "share"),
        ];
        assert_eq!(columns.collect::<Vec<_>>(), expected);
        assert_eq!(table.columns[8].description, UPPER_END);
        let cells = [Cell::from("a"), Cell::Tidy(26.0), Cell::word("open"), Cell::word("later"), Cell::Count(1)];
        let rest = [Cell::Count(2), Cell::Number(0.5), Cell::Number(0.25), Cell::Empty];
        assert_eq!(table.rows, [cells.into_iter().chain(rest).collect::<Vec<_>>()]);
        assert_eq!(FateRow::of_cells(&table.rows[0]), Some(row("a")));
        assert_eq!(FateRow::of_cells(&table.rows[0][..8]), None);
        assert_eq!(FateRow::of_cells(&[table.rows[0].clone(), vec![Cell::Empty]].concat()), None);
    }

    #[test]
    fn the_rows_of_a_scenario_lie_together() {
        let rows = ["a", "b", "b", "c"].map(row);
        assert_eq!(of_scenario(&rows, "b").len(), 2);
        assert!(of_scenario(&rows, "d").is_empty());
    }
}
