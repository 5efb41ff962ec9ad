//! Tables of a page: cells as people read them, without the marks by which the CSV files keep text from becoming a formula.

use crate::cell::shown;
use crate::model::Report;
use crate::svg::escaped;
use detente_study::table::{Cell, Kind, Pick, RunRow, Table, TableRow};
use std::fmt::Write as _;

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

/// Some columns of the rows of one scenario; nothing where the batch has no such table.
pub(super) fn of_scenario<R: RunRow>(report: &Report<'_>, scenario: &str, picks: &[Pick<R>]) -> String {
    of_some(report, picks, |row| row.stem() == scenario)
}

/// Some columns of the rows that are `meant`.
pub(super) fn of_some<R: RunRow>(report: &Report<'_>, picks: &[Pick<R>], meant: impl Fn(&R) -> bool) -> String {
    let Some(table) = report.printed::<R>() else { return String::new() };
    let rows = table.rows.iter().zip(R::rows(report.tables)).filter(|(_, row)| meant(row));
    printed(table, &rows.map(|(cells, _)| cells).collect::<Vec<_>>(), &places(table, picks))
}

/// The places of some columns in `table`.
pub(super) fn places<R: TableRow>(table: &Table, picks: &[Pick<R>]) -> Vec<usize> {
    picks.iter().flat_map(|pick| pick.places(table)).collect()
}

/// The columns at `places` of some rows of any table.
pub(super) fn printed(table: &Table, rows: &[&Vec<Cell>], places: &[usize]) -> String {
    let mut text = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}.csv\">\n<table>\n<caption>from {0}.csv</caption>\n<thead><tr>",
        table.name
    );
    for place in places {
        let column = &table.columns[*place];
        let class = if column.kind == Kind::Text { "" } else { " class=\"n\"" };
        let (title, name) = (escaped(&column.description), escaped(&column.name));
        let _ = write!(text, "<th scope=\"col\"{class} title=\"{title}\">{name}</th>");
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        text.push_str("<tr>");
        for (nth, place) in places.iter().enumerate() {
            let shown = escaped(&shown(&row[*place]));
            let _ = match table.columns[*place].kind {
                _ if nth == 0 => write!(text, "<th scope=\"row\">{shown}</th>"),
                Kind::Text => write!(text, "<td>{shown}</td>"),
                Kind::Count | Kind::Share | Kind::Real | Kind::Date => write!(text, "<td class=\"n\">{shown}</td>"),
            };
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}
