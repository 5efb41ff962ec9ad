//! Pages that commands make, written whole or not at all.

use super::{Failure, Status};
use anyhow::Context;
use std::io;
use std::path::Path;

/// Writes `text` to `path`.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        io::Write::write_all(&mut file, text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)
    });
    let written = written.with_context(|| format!("cannot write {}", path.display()));
    written.map(|_| ()).map_err(|error| Failure::new(Status::Files, error))
}
