//! Pages that commands make, written whole or not at all.

use super::{Failure, Status};
use crate::platform;
use anyhow::Context;
use std::path::Path;

/// Writes `text` to `path`.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = platform::put(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()));
    written.map_err(|error| Failure::new(Status::Files, error))
}
