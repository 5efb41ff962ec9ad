//! Tables of a page: cells as people read them, without the marks by which the CSV files keep text from becoming a formula.

use crate::cell::shown;
use crate::model::Report;
use detente_study::table::{Cell, Kind, Pick, RunRow, Table, TableRow};
use maud::{Markup, Render, html};

/// Names columns of the rows `$row` by their fields; `whole` after one stands for a figure with both ends of its interval.
macro_rules! picks {
    ($row:ident: $($field:ident $($whole:ident)?),+ $(,)?) => {
        &[$($crate::html::table::pick!($row $field $($whole)?)),+]
    };
}
/// One of them.
macro_rules! pick {
    ($row:ident $field:ident) => {
        $row::$field.alone()
    };
    ($row:ident $field:ident $whole:ident) => {
        $row::$field.$whole()
    };
}
pub(super) use {pick, picks};

/// What sets the cells of a column: none for text.
pub(super) type Class = Option<&'static str>;
/// Cells of figures.
pub(super) const NUMBER: Class = Some("n");
/// Cells of text.
pub(super) const TEXT: Class = None;
/// Cells that a telephone leaves out.
pub(super) const READS: Class = Some("reads");
/// Figures that a telephone leaves out.
pub(super) const READS_NUMBER: Class = Some("n reads");

/// A table that is wider than a telephone scrolls by itself; `label` says to those who only hear it what scrolls.
pub(super) fn scrolled(label: &str, table: &Markup) -> Markup {
    html! { div.scroll tabindex="0" role="group" aria-label=(label) { (table) } "\n" }
}

/// The heads of columns.
pub(super) fn heads<'a>(columns: impl IntoIterator<Item = (Class, &'a str)>) -> Markup {
    html! { thead { tr { @for (class, words) in columns { th scope="col" class=[class] { (words) } } } } "\n" }
}

/// A row: what it is about, and its cells.
pub(super) fn row<const N: usize>(head: &str, cells: [(Class, &dyn Render); N]) -> Markup {
    html! { tr { th scope="row" { (head) } @for (class, cell) in cells { td class=[class] { (cell) } } } "\n" }
}

/// Some columns of the rows of one scenario; none where the batch has no such table.
pub(super) fn of_scenario<R: RunRow>(report: &Report<'_>, scenario: &str, picks: &[Pick<R>]) -> Option<Markup> {
    of_some(report, picks, |row| row.stem() == scenario)
}

/// Some columns of the rows that are `meant`.
pub(super) fn of_some<R: RunRow>(report: &Report<'_>, picks: &[Pick<R>], meant: impl Fn(&R) -> bool) -> Option<Markup> {
    let table = report.printed::<R>()?;
    let rows = table.rows.iter().zip(R::rows(report.tables)).filter(|(_, row)| meant(row));
    Some(printed(table, &rows.map(|(cells, _)| cells).collect::<Vec<_>>(), &places(table, picks)))
}

/// The places of some columns in `table`.
pub(super) fn places<R: TableRow>(table: &Table, picks: &[Pick<R>]) -> Vec<usize> {
    picks.iter().flat_map(|pick| pick.places(table)).collect()
}

/// The columns at `places` of some rows of any table.
pub(super) fn printed(table: &Table, rows: &[&Vec<Cell>], places: &[usize]) -> Markup {
    let file = format!("{}.csv", table.name);
    let columns = || places.iter().map(|place| (&table.columns[*place], *place));
    let class = |kind: Kind| if kind == Kind::Text { TEXT } else { NUMBER };
    let printed = html! {
        table {
            caption { "from " (file) }
            thead { tr {
                @for (column, _) in columns() {
                    th scope="col" class=[class(column.kind)] title=(column.description) { (column.name) }
                }
            } } "\n"
            tbody {
                @for cells in rows {
                    tr {
                        @for (nth, (column, place)) in columns().enumerate() {
                            @if nth == 0 { th scope="row" { (shown(&cells[place])) } }
                            @else { td class=[class(column.kind)] { (shown(&cells[place])) } }
                        }
                    } "\n"
                }
            }
        }
    };
    scrolled(&file, &printed)
}
