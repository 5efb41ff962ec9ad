//! Points at which a scenario was simulated, and waves of them.

use super::goal::Told;
use super::region::Region;

/// A point with what its trials told.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Normal scores, one a free key.
    pub scores: Vec<f64>,
    /// By goal; none where nothing came that it could be told from.
    pub told: Vec<Option<Told>>,
}

/// Points that were drawn together.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    /// From where.
    pub region: Region,
    /// The power of the likelihood at which the region was fitted; 0 of what was known before.
    pub power: f64,
    /// The points.
    pub points: Vec<Point>,
}
