//! The folder in which a results folder is prepared, and how its contents come to stand in their place.
//!
//! Its name follows from that of the results folder. So one run at a time writes there, and what a run that was
//! killed has left behind is put right by the next one.

use super::disk::{move_all, remove, rename, sync_folder};
use super::error::ExportError;
use super::filling;
use super::manifest::MANIFEST;
use super::tree::{INNER_STAGING, STAGING_PREFIX, Tree};
use crate::platform::{self, folder_of};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Name of the folder in which earlier results wait while the new ones are moved in.
const OLD: &str = "old";
/// Name of a folder in which something lies: onto it everything is tried to be moved that will have to be.
const PROBE: &str = "probe";

/// How new results come to stand at their place. Found out once, by [`Workplace::claim`], for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placement {
    /// The folder is moved away as a whole and the new one, prepared in `.detente-NAME/` beside it, moved in.
    Replaced,
    /// The folder stays, since it cannot be moved, or nothing can be made beside it: a mount, a folder of another user. What is in
    /// it is moved to `.detente/` within it, where the new results are prepared, and these are moved in. See [`filling`].
    Filled,
}

/// The folder, claimed by this process until it is dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    target: PathBuf,
    placement: Placement,
    lock: Option<File>,
}

/// Where the results of `target` are, if a run was killed, or the disk failed, between moving them aside and moving
/// the new ones in. The next run into `target` puts them back.
#[must_use]
pub fn set_aside(target: &Path) -> Option<PathBuf> {
    let within = target.join(INNER_STAGING).join(OLD);
    if within.exists() {
        return (!target.join(MANIFEST).exists()).then_some(within);
    }
    let old = beside(target)?.join(OLD);
    (!target.exists() && old.exists()).then_some(old)
}

/// The workplace beside `target`.
fn beside(target: &Path) -> Option<PathBuf> {
    let mut name = OsString::from(STAGING_PREFIX);
    name.push(target.file_name()?);
    Some(target.with_file_name(name))
}

impl Workplace {
    /// Claims a workplace for `target` (a full path), and puts earlier results back that a killed run had moved aside.
    ///
    /// A folder that a run was to fill in place before is filled again, so that what that one has left is found. Else the
    /// workplace lies beside `target`, if one can be made there and `target` could be moved. Else it lies within.
    pub(super) fn claim(target: &Path) -> Result<Self, ExportError> {
        let within = target.join(INNER_STAGING);
        if within.is_dir() {
            return Self::take(target, within, Placement::Filled);
        }
        let beside = beside(target).ok_or_else(|| ExportError::Protected { path: target.to_owned() })?;
        match Self::take(target, beside, Placement::Replaced) {
            Err(ExportError::Unwritable { reason, .. }) if target.is_dir() => {
                Self::take(target, within, Placement::Filled).map_err(|error| match error {
                    ExportError::Unwritable { path, reason: inner, source } => {
                        let reason = if reason == inner { inner } else { format!("{reason}, and {inner}") };
                        ExportError::Unwritable { path, reason, source }
                    }
                    other => other,
                })
            }
            other => other,
        }
    }

    fn take(target: &Path, folder: PathBuf, placement: Placement) -> Result<Self, ExportError> {
        let path = target.to_owned();
        platform::make_folder(&folder).map_err(|source| ExportError::no_workplace(target, &folder, source))?;
        let mut own = Self { folder, target: path, placement, lock: None };
        let path = own.folder.join("lock");
        let lock = platform::lock(&path).map_err(|source| ExportError::no_workplace(target, &path, source));
        match lock {
            Ok(Some(lock)) => own.lock = Some(lock),
            Ok(None) => return Err(ExportError::Busy { path: target.to_owned() }),
            Err(error) => {
                let _ = platform::remove_empty_folder(&own.folder);
                return Err(error);
            }
        }
        own.recover()?;
        own.ask_to_move()?;
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
    fn old_folder(&self) -> PathBuf {
        self.folder.join(OLD)
    }

    /// Whether everything could be moved that will have to be.
    fn ask_to_move(&self) -> Result<(), ExportError> {
        let target = &self.target;
        if !target.exists() {
            return Ok(());
        }
        let moved: Vec<PathBuf> = match self.placement {
            Placement::Replaced => {
                let nested = Tree::read(target)?.nested.into_iter().map(|name| target.join(name));
                std::iter::once(target.clone()).chain(nested).collect()
            }
            Placement::Filled => filling::movable(target)?.into_iter().map(|name| target.join(name)).collect(),
        };
        let probe = self.folder.join(PROBE);
        let full = probe.join("full");
        platform::make_folder(&full).map_err(|source| ExportError::no_workplace(target, &full, source))?;
        let answer = moved.iter().try_for_each(|path| {
            platform::could_move(path, &probe).map_err(|source| ExportError::unmovable(target, path, source))
        });
        let removed = remove(&probe);
        answer.and(removed)
    }

    /// Puts the new results in their place, and the earlier ones back if that fails. Where even that fails they stay in
    /// this workplace, from where the next run puts them back.
    pub(super) fn swap(&self) -> Result<(), ExportError> {
        let (new, old) = (self.new_folder(), self.old_folder());
        let (moved, back) = match self.placement {
            Placement::Filled => {
                let moved = filling::fill(&self.target, &new, &old);
                (moved, filling::put_back as Back)
            }
            Placement::Replaced if !self.target.exists() => return rename(&new, &self.target),
            Placement::Replaced => {
                let nested = Tree::read(&self.target)?.nested;
                rename(&self.target, &old)?;
                let moved = move_all(&nested, &old, &new).and_then(|()| rename(&new, &self.target));
                (moved, move_back as Back)
            }
        };
        if moved.is_err() {
            let aside = |_| ExportError::Aside { path: self.target.clone(), old: old.clone() };
            return back(&self.target, &new, &old).map_err(aside).and(moved);
        }
        let _ = remove(&old);
        Ok(())
    }

    /// Waits until the disk has the new results in their place.
    pub(super) fn sync_place(&self) -> Result<(), ExportError> {
        sync_folder(match self.placement {
            Placement::Replaced => folder_of(&self.target),
            Placement::Filled => &self.target,
        })
    }

    fn recover(&self) -> Result<(), ExportError> {
        let (new, old) = (self.new_folder(), self.old_folder());
        match self.placement {
            Placement::Filled => filling::put_back(&self.target, &new, &old)?,
            Placement::Replaced if !self.target.exists() => move_back(&self.target, &new, &old)?,
            Placement::Replaced => (),
        }
        remove(&self.folder.join(PROBE))?;
        remove(&old)?;
        remove(&new)
    }
}

impl Drop for Workplace {
    /// Leaves nothing but checkpoints and what could not be moved back.
    fn drop(&mut self) {
        if self.lock.is_none() {
            return;
        }
        let _ = remove(&self.folder.join(PROBE));
        if !self.old_folder().exists() {
            let _ = remove(&self.new_folder());
        }
        let _ = platform::remove_file(&self.folder.join("lock"));
        drop(self.lock.take());
        let _ = platform::remove_empty_folder(&self.folder);
    }
}

/// A way to take back what was moved, of the target, the new results and the earlier ones.
type Back = fn(&Path, &Path, &Path) -> Result<(), ExportError>;

/// Puts the folder `old` back to `target`, with the results folders that had gone on into `new`.
fn move_back(target: &Path, new: &Path, old: &Path) -> Result<(), ExportError> {
    if !old.exists() {
        return Ok(());
    }
    if new.exists() {
        let carried = Tree::read(new)?.nested.into_iter().filter(|name| !old.join(name).exists());
        move_all(&carried.collect::<Vec<_>>(), new, old)?;
    }
    rename(old, target)
}
