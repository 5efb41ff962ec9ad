//! The folder beside a results folder in which the next one is prepared.
//!
//! Its name follows from the name of the results folder. So one run at a time writes there, and what a run that was
//! killed has left behind is put right by the next one.

use super::error::ExportError;
use super::tree::{STAGING_PREFIX, Tree};
use crate::platform;
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Name of the folder in which earlier results wait while the new ones are moved in.
const OLD: &str = "old";

/// The folder, claimed by this process until it is dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    lock: Option<File>,
}

/// Where the results of `target` are, if a run was killed, or the disk failed, between moving them aside and moving
/// the new ones in. The next run into `target` puts them back.
#[must_use]
pub fn set_aside(target: &Path) -> Option<PathBuf> {
    let old = workplace_of(target)?.join(OLD);
    (!target.exists() && old.exists()).then_some(old)
}

/// The workplace of `target`.
fn workplace_of(target: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(STAGING_PREFIX);
    name.push(target.file_name()?);
    Some(target.with_file_name(name))
}

impl Workplace {
    /// Claims the workplace of `target` (a full path), and puts earlier results back that a killed run had moved aside.
    pub(super) fn claim(target: &Path) -> Result<Self, ExportError> {
        let folder = workplace_of(target).ok_or_else(|| ExportError::Protected { path: target.to_owned() })?;
        platform::make_folder(&folder).map_err(ExportError::io("create", &folder))?;
        let path = folder.join("lock");
        let lock = platform::lock(&path).map_err(ExportError::io("create", &path))?;
        let lock = lock.ok_or_else(|| ExportError::Busy { path: target.to_owned() })?;
        let own = Self { folder, lock: Some(lock) };
        own.recover(target)?;
        Ok(own)
    }

    /// The folder itself, in which checkpoints are kept.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the new results are prepared.
    pub(super) fn new_folder(&self) -> PathBuf {
        self.folder.join("new")
    }

    /// Where the earlier results are while the new ones are moved in.
    pub(super) fn old_folder(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    fn recover(&self, target: &Path) -> Result<(), ExportError> {
        let (new, old) = (self.new_folder(), self.old_folder());
        if old.exists() && !target.exists() {
            if new.exists() {
                let moved: Vec<String> = Tree::read(&new)?.nested;
                let moved: Vec<String> = moved.into_iter().filter(|name| !old.join(name).exists()).collect();
                move_all(&moved, &new, &old)?;
            }
            rename(&old, target)?;
        }
        remove(&old)?;
        remove(&new)
    }
}

impl Drop for Workplace {
    /// Leaves nothing but checkpoints and what could not be moved back.
    fn drop(&mut self) {
        if !self.old_folder().exists() {
            let _ = remove(&self.new_folder());
        }
        let _ = platform::remove_file(&self.folder.join("lock"));
        drop(self.lock.take());
        let _ = platform::remove_empty_folder(&self.folder);
    }
}

/// Removes the folder `path` and what is in it, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), ExportError> {
    if path.exists() { platform::remove_folder(path).map_err(ExportError::io("remove", path)) } else { Ok(()) }
}

/// The folder in which `path` lies.
pub(super) fn parent_of(path: &Path) -> Result<&Path, ExportError> {
    path.parent().ok_or_else(|| ExportError::Protected { path: path.to_owned() })
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
