//! What can stand in a cell: how each type of the program is written into one, and read back.

use super::{Cell, Kind, Status};
use crate::design::Side;
use detente_engine::domain::{ActorKind, Basis, Cause, ChannelEnd, Confronted, Fate, Outcome, StopReason};
use detente_engine::trial::{Indicator, Quantity};
use jiff::civil::Date;
use std::borrow::Cow;

/// Text that is mostly the program's own, which need not be copied: for tables of many rows.
pub type Text = Cow<'static, str>;

/// Something that fills one cell.
pub trait CellValue: Sized {
    /// What the cells of a column of these in `unit` are.
    fn kind(unit: &str) -> Kind;
    /// Written into a cell.
    fn cell(&self) -> Cell;
    /// Read from a cell; none where something else stands there.
    fn of_cell(cell: &Cell) -> Option<Self>;
}

/// A number that is mostly whole, such as weeks: without decimals where it is, else with six.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Tidy(
    /// The number.
    pub f64,
);

/// A number in full precision: whole ones without decimals, others with at least six.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Exact(
    /// The number.
    pub f64,
);

/// What was written down: a number, in full precision, or words.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// A number.
    Number(f64),
    /// Words; empty where nothing was written.
    Words(String),
}

impl Written {
    /// `text`, as a number where it is written as one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let looks_like_one = text.chars().all(|letter| matches!(letter, '0'..='9' | '.' | '-' | 'e' | 'E'));
        match text.parse::<f64>() {
            Ok(number) if looks_like_one && number.is_finite() => Self::Number(number),
            _ => Self::Words(text.to_owned()),
        }
    }

    /// The words; empty where it is a number.
    #[must_use]
    pub fn words(&self) -> &str {
        if let Self::Words(words) = self { words } else { "" }
    }
}

impl CellValue for String {
    fn kind(_: &str) -> Kind {
        Kind::Text
    }

    fn cell(&self) -> Cell {
        Cell::from(self.as_str())
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        Text::of_cell(cell).map(Cow::into_owned)
    }
}

impl CellValue for Text {
    fn kind(_: &str) -> Kind {
        Kind::Text
    }

    fn cell(&self) -> Cell {
        Cell::from(self)
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.clone()),
            Cell::Empty => Some(Cow::Borrowed("")),
            Cell::Count(_) | Cell::Number(_) | Cell::Tidy(_) | Cell::Exact(_) | Cell::Date(_) => None,
        }
    }
}

impl CellValue for Written {
    fn kind(_: &str) -> Kind {
        Kind::Text
    }

    fn cell(&self) -> Cell {
        match self {
            Self::Number(number) => Cell::exact(Some(*number)),
            Self::Words(words) => Cell::from(words.as_str()),
        }
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Exact(number) => Some(Self::Number(*number)),
            other => String::of_cell(other).map(Self::Words),
        }
    }
}

impl CellValue for u64 {
    fn kind(_: &str) -> Kind {
        Kind::Count
    }

    fn cell(&self) -> Cell {
        Cell::Count(*self)
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        if let Cell::Count(count) = cell { Some(*count) } else { None }
    }
}

/// Real numbers, each in a cell of its own kind; one that is not finite leaves it empty.
macro_rules! real {
    ($($type:ty: $number:ident => $value:expr, $cell:expr, $back:expr;)+) => { $(
        impl CellValue for $type {
            fn kind(unit: &str) -> Kind {
                Kind::of_real(unit)
            }

            fn cell(&self) -> Cell {
                let $number = self;
                if $value.is_finite() { $cell($value) } else { Cell::Empty }
            }

            fn of_cell(cell: &Cell) -> Option<Self> {
                match cell {
                    Cell::Number(number) | Cell::Tidy(number) | Cell::Exact(number) => Some($back(*number)),
                    Cell::Empty => Some($back(f64::NAN)),
                    Cell::Text(_) | Cell::Count(_) | Cell::Date(_) => None,
                }
            }
        }
    )+ };
}

real! {
    f64: own => *own, Cell::Number, std::convert::identity;
    Tidy: own => own.0, Cell::Tidy, Tidy;
    Exact: own => own.0, Cell::Exact, Exact;
}

impl CellValue for Date {
    fn kind(_: &str) -> Kind {
        Kind::Date
    }

    fn cell(&self) -> Cell {
        Cell::Date(*self)
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        if let Cell::Date(date) = cell { Some(*date) } else { None }
    }
}

/// What may be undefined: its cell is empty then.
impl<T: CellValue> CellValue for Option<T> {
    fn kind(unit: &str) -> Kind {
        T::kind(unit)
    }

    fn cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Empty, T::cell)
    }

    fn of_cell(cell: &Cell) -> Option<Self> {
        if *cell == Cell::Empty { Some(None) } else { T::of_cell(cell).map(Some) }
    }
}

/// Words of a closed list.
macro_rules! worded {
    ($($type:ty),+ $(,)?) => { $(
        impl $crate::table::CellValue for $type {
            fn kind(_: &str) -> $crate::table::Kind {
                $crate::table::Kind::Text
            }

            fn cell(&self) -> $crate::table::Cell {
                $crate::table::Cell::word(self.word())
            }

            fn of_cell(cell: &$crate::table::Cell) -> Option<Self> {
                let $crate::table::Cell::Text(word) = cell else { return None };
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    )+ };
}
pub(crate) use worded;

worded!(ActorKind, Basis, Cause, ChannelEnd, Confronted, Fate, Indicator, Outcome, Quantity, Side, Status, StopReason);

#[cfg(test)]
mod tests {
    use super::*;

    fn kept<T: CellValue + PartialEq + std::fmt::Debug>(values: &[T]) {
        for value in values {
            assert_eq!(T::of_cell(&value.cell()).as_ref(), Some(value));
        }
    }

    #[test]
    fn what_stands_in_a_cell_is_read_back() {
        kept(&["a".to_owned(), String::new()]);
        kept(&[Some(0.25), None]);
        kept(&[Some(Tidy(26.0)), None]);
        kept(&[Exact(1e-7)]);
        kept(&[Some(3_u64), None]);
        kept(&[Written::Number(0.5), Written::Words("soon".to_owned()), Written::Words(String::new())]);
        kept(&[Some(jiff::civil::date(2026, 7, 2)), None]);
        kept(Outcome::ALL);
        kept(Indicator::ALL);
    }

    #[test]
    fn a_cell_of_another_kind_is_refused() {
        assert_eq!(u64::of_cell(&Cell::Number(1.0)), None);
        assert_eq!(f64::of_cell(&Cell::from("a few")), None);
        assert_eq!(Outcome::of_cell(&Cell::from("victory")), None);
        assert_eq!(Outcome::of_cell(&Cell::Empty), None);
    }

    #[test]
    fn only_what_is_written_as_a_number_becomes_one() {
        assert_eq!(["0.35", "-2"].map(Written::of), [Written::Number(0.35), Written::Number(-2.0)]);
        for text in ["inf", "nan", "+5", "2026-07-02", "newest", "0,35", ""] {
            assert_eq!(Written::of(text), Written::Words(text.to_owned()));
        }
    }

    #[test]
    fn undefined_numbers_are_empty_cells() {
        let undefined = [f64::NAN.cell(), Tidy(f64::INFINITY).cell(), None::<f64>.cell()];
        assert!(undefined.iter().all(|cell| *cell == Cell::Empty));
    }
}
