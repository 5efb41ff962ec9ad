//! Two triangles back to back: half of the distribution lies on either side of the median, and on each side density falls in a
//! straight line from the median to nothing at the end.

/// The value below which a share `u` lies.
pub(super) fn quantile(u: f64, low: f64, median: f64, high: f64) -> f64 {
    if u < 0.5 {
        (low + (median - low) * (2.0 * u).sqrt()).min(median)
    } else {
        (high - (high - median) * (2.0 * (1.0 - u)).sqrt()).max(median)
    }
}

/// The share below `x`, for `x` from `low` to `high`.
pub(super) fn cumulative(x: f64, low: f64, median: f64, high: f64) -> f64 {
    if x < median {
        0.5 * ((x - low) / (median - low)) * ((x - low) / (median - low))
    } else {
        1.0 - 0.5 * ((high - x) / (high - median)) * ((high - x) / (high - median))
    }
}

/// The mean.
pub(super) fn mean(low: f64, median: f64, high: f64) -> f64 {
    median + ((high - median) - (median - low)) / 6.0
}
