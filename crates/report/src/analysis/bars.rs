//! Bars and the rows behind them: which are shown, in which order.

use super::finding::{Effect, Finding, Picture};
use crate::estimate::Estimate;
use crate::names::Names;
use detente_study::table::{Ranged, Table, TableRow};

/// Inputs, factors and keys that a picture shows; the tables have all.
const MOST: usize = 15;

/// What `rows` are told apart by, each once, in the order in which they come.
pub(super) fn each<R, T: PartialEq>(rows: &[R], of: impl Fn(&R) -> T) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for own in rows.iter().map(of) {
        if !all.contains(&own) {
            all.push(own);
        }
    }
    all
}

/// The rows that are `meant`, those with the largest `size` first, as many as are shown, and their number before that.
pub(super) fn largest<R>(rows: &[R], meant: impl Fn(&R) -> bool, size: impl Fn(&R) -> Option<f64>) -> (Vec<&R>, usize) {
    let own = rows.iter().filter(|row| meant(row));
    let mut own: Vec<(f64, &R)> = own.filter_map(|row| Some((size(row)?.abs(), row))).collect();
    own.sort_by(|one, other| other.0.total_cmp(&one.0));
    let all = own.len();
    (own.into_iter().take(MOST).map(|(_, row)| row).collect(), all)
}

/// The bar of a row, where its interval is known.
pub(super) fn bar<'a, R>(row: &'a R, label: &str, length: Ranged, signed: bool) -> Option<(&'a R, Effect)> {
    Some((
        row,
        Effect { label: label.to_owned(), length: Estimate::of(length)?, signed, wanted: None, key: String::new() },
    ))
}

/// The bar of what the value of `key` adds to a share, which is called by words.
pub(super) fn of_key<'a, R>(row: &'a R, key: &str, added: Ranged, names: &Names) -> Option<(&'a R, Effect)> {
    let (row, effect) = bar(row, &names.question(key), added, true)?;
    Some((row, Effect { key: key.to_owned(), ..effect }))
}

/// The longest bars first: a tornado is read by its bars, whatever chose them.
pub(super) fn by_length<R>(bars: &mut [(&R, Effect)]) {
    bars.sort_by(|one, other| other.1.length.value.abs().total_cmp(&one.1.length.value.abs()));
}

/// A picture of bars with the rows behind them.
pub(super) fn bars<R: TableRow + Clone>(
    name: String,
    heading: String,
    (sentence, left_out): (String, String),
    bars: Vec<(&R, Effect)>,
) -> Finding {
    let (rows, effects): (Vec<R>, Vec<Effect>) = bars.into_iter().map(|(row, effect)| (row.clone(), effect)).unzip();
    Finding {
        name,
        heading,
        sentence,
        left_out,
        listed: Vec::new(),
        rows: Table::of(&rows),
        picture: Some(Picture::Effects(effects)),
    }
}
