//! From a scenario file to a checked [`Scenario`].

mod model;

pub use model::{Body, Objector, ParameterRow, Party, RunSettings, Rung, Scenario, Spoiler, UncertainValue};
