//! detente plays concession sequences between two rivals who do not trust each other.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod domain;
pub mod luck;
pub mod math;
pub mod parameter;
pub mod plan;
pub mod scenario;
pub mod statistics;
pub mod trial;
