//! The folder beside a results folder in which the next one is prepared.
//!
//! Its name follows from the name of the results folder. So one run at a time writes there, and what a run that was
//! killed has left behind is put right by the next one.

use super::error::ExportError;
use super::tree::{STAGING_PREFIX, Tree};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder, claimed by this process until it is dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    lock: Option<File>,
}

impl Workplace {
    /// Claims the workplace of `target` (a full path), and puts earlier results back that a killed run had moved aside.
    pub(super) fn claim(target: &Path) -> Result<Self, ExportError> {
        let mut name = OsString::from(STAGING_PREFIX);
        name.push(target.file_name().unwrap_or_default());
        let folder = parent_of(target)?.join(name);
        fs::create_dir_all(&folder).map_err(ExportError::io("create", &folder))?;
        let path = folder.join("lock");
        let lock = File::create(&path).map_err(ExportError::io("create", &path))?;
        // Some network disks know no locks: there, two runs into one folder are not told apart.
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(ExportError::Busy { path: target.to_owned() });
        }
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
        self.folder.join("old")
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
        let _ = remove(&self.new_folder());
        let _ = fs::remove_file(self.folder.join("lock"));
        drop(self.lock.take());
        let _ = fs::remove_dir(&self.folder);
    }
}

/// Removes the folder `path` and what is in it, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), ExportError> {
    if path.exists() { fs::remove_dir_all(path).map_err(ExportError::io("remove", path)) } else { Ok(()) }
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
    fs::rename(from, to).map_err(ExportError::io("put results at", to))
}

/// Waits until the disk has the names in `folder`; only Unix systems can be asked.
pub(super) fn sync_folder(folder: &Path) -> Result<(), ExportError> {
    if !cfg!(unix) {
        return Ok(());
    }
    File::open(folder).and_then(|handle| handle.sync_all()).map_err(ExportError::io("write", folder))
}
