//! The triangular distribution: density rises in a straight line to the mode and falls in one.

/// The value below which a share `u` lies.
pub(super) fn quantile(u: f64, low: f64, mode: f64, high: f64) -> f64 {
    let width = high - low;
    let rising = (mode - low) / width;
    if u < rising {
        (low + width * (u * rising).sqrt()).min(mode)
    } else {
        (high - width * ((1.0 - u) * (1.0 - rising)).sqrt()).max(mode)
    }
}

/// The share below `x`, for `x` from `low` to `high`.
pub(super) fn cumulative(x: f64, low: f64, mode: f64, high: f64) -> f64 {
    let width = high - low;
    if x < mode {
        ((x - low) / width) * ((x - low) / (mode - low))
    } else if x < high {
        1.0 - ((high - x) / width) * ((high - x) / (high - mode))
    } else {
        1.0
    }
}
