//! Why there is no pool.

/// Why experts cannot be pooled, in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotPooled(pub String);
