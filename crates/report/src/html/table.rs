//! Tables of a page: cells as people read them, without the marks by which the CSV files keep text from becoming a formula.

use crate::cell::shown;
use crate::svg::escaped;
use crate::view::{View, column};
use detente_study::table::{Cell, Kind, Table};
use std::fmt::Write as _;

/// Some columns of all rows of a table.
pub(super) fn whole(table: &Table, columns: &[&str]) -> String {
    of_rows(table, &table.rows, columns)
}

/// Some columns of the rows of one scenario.
pub(super) fn of_view(view: &View<'_>, columns: &[&str]) -> String {
    of_rows(view.table, &view.table.rows[view.rows.clone()], columns)
}

/// Some columns of the rows of one scenario that have `word` under `name`.
pub(super) fn of_kind(view: &View<'_>, name: &str, word: &str, columns: &[&str]) -> String {
    let at = column(view.table, name);
    let rows = view.table.rows[view.rows.clone()].iter();
    let rows: Vec<Vec<Cell>> =
        rows.filter(|row| matches!(&row[at], Cell::Text(text) if text == word)).cloned().collect();
    of_rows(view.table, &rows, columns)
}

/// Some columns of some rows.
pub(super) fn of_rows(table: &Table, rows: &[Vec<Cell>], columns: &[&str]) -> String {
    let places: Vec<usize> = columns.iter().map(|name| column(table, name)).collect();
    let mut text = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}.csv\">\n<table>\n<caption>from {0}.csv</caption>\n<thead><tr>",
        table.name
    );
    for place in &places {
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
