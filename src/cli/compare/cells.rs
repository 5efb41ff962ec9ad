//! How figures of comparisons are spelled, and how many rows are shown.

/// Rows of a list that is longer in its table.
pub(in crate::cli) const MOST_ROWS: usize = 8;

/// A difference in points.
pub(in crate::cli) fn points(share: f64) -> String {
    let points = 100.0 * share;
    if points == 0.0 { "0".to_owned() } else { format!("{points:+.2}") }
}

/// A share in percent, one that is not 0 never shown so.
pub(super) fn share(share: f64) -> String {
    match 100.0 * share {
        0.0 => "0".to_owned(),
        percent if percent < 0.05 => "<0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}
