//! A figure and its interval.

use detente_study::table::Ranged;

/// A figure with its 95 % interval from chance alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// A figure whose interval is known.
    pub(crate) fn of(ranged: Ranged) -> Option<Self> {
        ranged.whole().map(|[value, low, high]| Self { value, low, high })
    }
}
