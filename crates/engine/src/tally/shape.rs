//! What is wrong with a record that was read.

/// A record does not fit the plan that it is to be read with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record does not fit the scenario: {0} differ; it was made from another scenario or version, or edited")]
pub struct ShapeError(pub &'static str);
