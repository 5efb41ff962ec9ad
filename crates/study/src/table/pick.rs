//! Columns of a table named by the fields of its rows: what a page or a chart takes from a table that it prints.

use super::row::end;
use super::{Ranged, Table, TableRow};
use std::fmt;
use std::marker::PhantomData;

/// A field of `R`, of type `T`, by its name.
pub struct Handle<R, T>(&'static str, PhantomData<fn() -> (R, T)>);

impl<R, T> Handle<R, T> {
    /// The field called `name`.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name, PhantomData)
    }

    /// Its column; of a figure with an interval the one of the figure.
    #[must_use]
    pub const fn alone(self) -> Pick<R> {
        Pick(self.0, Part::Alone, PhantomData)
    }

    /// The name of its column; of a figure with an interval of the figure's.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl<R> Handle<R, Ranged> {
    /// The columns of the figure and of the ends of its interval.
    #[must_use]
    pub const fn whole(self) -> Pick<R> {
        Pick(self.0, Part::Whole, PhantomData)
    }

    /// The column of the lower end.
    #[must_use]
    pub const fn low(self) -> Pick<R> {
        Pick(self.0, Part::Low, PhantomData)
    }

    /// The column of the upper end.
    #[must_use]
    pub const fn high(self) -> Pick<R> {
        Pick(self.0, Part::High, PhantomData)
    }
}

/// One or several columns of a table of `R`.
pub struct Pick<R>(&'static str, Part, PhantomData<fn() -> R>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Alone,
    Low,
    High,
    Whole,
}

impl<R> Pick<R> {
    /// The names of the columns.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let [low, high] = ["_lo", "_hi"].map(|own| end(self.0, own));
        match self.1 {
            Part::Alone => vec![self.0.to_owned()],
            Part::Low => vec![low],
            Part::High => vec![high],
            Part::Whole => vec![self.0.to_owned(), low, high],
        }
    }
}

impl<R: TableRow> Pick<R> {
    /// The places of the columns in `table`, which is one of `R`, whatever columns were added to it.
    #[must_use]
    pub fn places(self, table: &Table) -> Vec<usize> {
        debug_assert_eq!(table.name, R::NAME);
        let place = |name: &String| table.columns.iter().position(|column| column.name == name.as_str());
        self.names().iter().map(|name| place(name).expect("a table has the columns of its rows")).collect()
    }
}

impl<R, T> Clone for Handle<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T> Copy for Handle<R, T> {}

impl<R> Clone for Pick<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Pick<R> {}

impl<R, T> fmt::Debug for Handle<R, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Handle({})", self.0)
    }
}

impl<R> fmt::Debug for Pick<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pick({}, {:?})", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, FateRow, Kind};

    #[test]
    fn columns_are_found_wherever_others_were_added() {
        let mut table = Table::of::<FateRow>(&[]);
        let added = Column { name: "varied_title".into(), kind: Kind::Text, unit: "".into(), description: "".into() };
        table.columns.insert(1, added);
        assert_eq!(FateRow::share.whole().places(&table), [7, 8, 9]);
        assert_eq!(FateRow::fate.alone().places(&table), [3]);
    }

    #[test]
    fn the_ends_of_an_interval_are_named_after_the_figure() {
        let named = |name: &'static str| Handle::<(), Ranged>::new(name).whole().names();
        assert_eq!(named("share"), ["share", "share_lo", "share_hi"]);
        assert_eq!(named("better_share"), ["better_share", "better_lo", "better_hi"]);
        let without = "confrontation_share_no_channel";
        assert_eq!(named(without), [without, "confrontation_no_channel_lo", "confrontation_no_channel_hi"]);
    }
}
