//! What is done to files and folders on the disk, with refusals that say where.

use super::error::ExportError;
use crate::platform;
use std::path::Path;

/// Removes the folder `path` and what is in it, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), ExportError> {
    if path.exists() { platform::remove_folder(path).map_err(ExportError::io("remove", path)) } else { Ok(()) }
}

/// Moves the entries `names` from one folder to another.
pub(super) fn move_all(names: &[String], from: &Path, to: &Path) -> Result<(), ExportError> {
    names.iter().try_for_each(|name| rename(&from.join(name), &to.join(name)))
}

/// Moves a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), ExportError> {
    platform::rename(from, to).map_err(ExportError::io("put results at", to))
}

/// Waits until the disk has the names in `folder`.
pub(super) fn sync_folder(folder: &Path) -> Result<(), ExportError> {
    platform::sync_folder(folder).map_err(ExportError::io("write", folder))
}
