//! The results folder: prepared beside its place, then put there in one move.
//!
//! Until [`OutDir::finish`] has renamed the new folder into place, earlier results are untouched; if
//! anything fails, or the program stops, they still are. Only checkpoints outlive a run that was not finished.

use super::checkpoint::Checkpoints;
use super::digest::sha256_file_unless;
use super::error::ExportError;
use super::manifest::{MANIFEST, Manifest, RunFacts};
use super::tree::Tree;
use super::verify::{Fault, inspect_unless};
use super::workplace::{Workplace, move_all, parent_of, remove, rename, sync_folder};
use crate::platform::{self, NewFile};
use crate::table::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A results folder in the making. Dropped without [`OutDir::finish`], it leaves nothing but checkpoints.
#[derive(Debug)]
pub struct OutDir {
    target: PathBuf,
    work: Workplace,
}

impl OutDir {
    /// Prepares a folder that shall stand at `target`, which may be absent, empty, or a results folder
    /// that is as detente wrote it; anything else only with `force`.
    ///
    /// # Errors
    ///
    /// Where `target` may not be replaced, another run is writing it, or nothing can be written beside it.
    pub fn open(target: &Path, force: bool) -> Result<Self, ExportError> {
        Self::open_unless(target, force, &|| false)
    }

    fn open_unless(target: &Path, force: bool, asked: &dyn Fn() -> bool) -> Result<Self, ExportError> {
        let target = resolve(target)?;
        if target.exists() {
            check_place(&target)?;
        }
        let work = Workplace::claim(&target)?;
        if target.exists() && !force {
            check_own(&target, asked)?;
        }
        let own = Self { target, work };
        platform::make_folder(&own.prepared()).map_err(ExportError::io("create", &own.prepared()))?;
        Ok(own)
    }

    /// Prepares a folder that shall replace the results folder `target` with those of its files whose
    /// paths `keep` takes, so that more can be added; gives what it was made from. The files are not copied where the disk
    /// can give one file two names.
    ///
    /// # Errors
    ///
    /// Where `target` is no results folder, may not be replaced, or cannot be copied; [`ExportError::Interrupted`] where an
    /// end was `asked` for.
    pub fn amend(
        target: &Path,
        keep: impl Fn(&str) -> bool,
        asked: &dyn Fn() -> bool,
    ) -> Result<(Self, RunFacts), ExportError> {
        let facts = Manifest::read(target)?.facts;
        let own = Self::open_unless(target, false, asked)?;
        for path in Tree::read(&own.target)?.files.into_iter().filter(|path| path != MANIFEST && keep(path)) {
            if asked() {
                return Err(ExportError::Interrupted { path: own.target });
            }
            let (from, to) = (own.target.join(&path), own.place(&path)?);
            platform::link_or_copy(&from, &to).map_err(ExportError::io("copy", &from))?;
        }
        Ok((own, facts))
    }

    /// Where the folder will stand.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// What is kept of a run into this folder until it is done.
    #[must_use]
    pub fn checkpoints(&self) -> Checkpoints {
        Checkpoints::new(self.work.folder())
    }

    fn prepared(&self) -> PathBuf {
        self.work.new_folder()
    }

    /// The full path of `relative`, with its folder made.
    fn place(&self, relative: &str) -> Result<PathBuf, ExportError> {
        let path = self.prepared().join(relative);
        let folder = parent_of(&path)?;
        platform::make_folder(folder).map_err(ExportError::io("create", folder))?;
        Ok(path)
    }

    /// A new file at `relative`, such as `trials/doha.csv`, to be written piece by piece.
    ///
    /// # Errors
    ///
    /// Where it cannot be created.
    pub fn create(&self, relative: &str) -> Result<OutFile, ExportError> {
        let path = self.place(relative)?;
        if path.exists() {
            // It may be a second name of a file of the earlier results, which must not be written through.
            platform::remove_file(&path).map_err(ExportError::io("replace", &path))?;
        }
        let file = NewFile::create(&path).map_err(ExportError::io("create", &path))?;
        Ok(OutFile { writer: BufWriter::new(file) })
    }

    /// Writes `bytes` as the file `relative`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let mut file = self.create(relative)?;
        let written = file.write_all(bytes);
        written.map_err(ExportError::io("write", file.path()))?;
        file.finish()
    }

    /// Writes the manifest over everything written so far and puts the folder in its place. Results
    /// folders inside the one replaced are kept; checkpoints are not, where the results are complete.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read back or the folder not be moved; earlier results then stand.
    pub fn finish(self, facts: RunFacts) -> Result<Manifest, ExportError> {
        self.finish_unless(facts, &|| false)
    }

    /// The same, unless an end is `asked` for while the files are read back; then all is as it was.
    ///
    /// # Errors
    ///
    /// As [`Self::finish`]; [`ExportError::Interrupted`] where an end was asked for.
    pub fn finish_unless(self, facts: RunFacts, asked: &dyn Fn() -> bool) -> Result<Manifest, ExportError> {
        let prepared = self.prepared();
        let mut digests = BTreeMap::new();
        for path in Tree::read(&prepared)?.files.into_iter().filter(|path| path != MANIFEST) {
            let digest = sha256_file_unless(&prepared.join(&path), asked)?;
            digests.insert(path, digest);
        }
        let manifest = Manifest::new(facts, digests);
        self.write(MANIFEST, manifest.to_json().as_bytes())?;
        let folders: BTreeSet<&str> = manifest.paths().filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
        folders.into_iter().try_for_each(|folder| sync_folder(&prepared.join(folder)))?;
        sync_folder(&prepared)?;
        self.swap()?;
        sync_folder(parent_of(&self.target)?)?;
        if manifest.facts.status == Status::Complete {
            // The results are in their place: what cannot be cleared now, the next run clears.
            let _ = self.checkpoints().discard();
        }
        Ok(manifest)
    }

    /// Whether what stands in the folder's place now are complete results.
    #[must_use]
    pub fn replaces_complete(&self) -> bool {
        Manifest::read(&self.target).is_ok_and(|manifest| manifest.facts.status == Status::Complete)
    }

    /// Moves the earlier folder aside and the new one in; the earlier one back if that fails. Where
    /// even that fails the earlier one stays, whole, in the folder in which this one was prepared.
    fn swap(&self) -> Result<(), ExportError> {
        let (new, old) = (self.prepared(), self.work.old_folder());
        if !self.target.exists() {
            return rename(&new, &self.target);
        }
        let nested = Tree::read(&self.target)?.nested;
        rename(&self.target, &old)?;
        let moved = move_all(&nested, &old, &new).and_then(|()| rename(&new, &self.target));
        if moved.is_err() {
            let carried: Vec<String> = nested.into_iter().filter(|name| !old.join(name).exists()).collect();
            let back = move_all(&carried, &new, &old).and_then(|()| rename(&old, &self.target));
            return back.map_err(|_| ExportError::Aside { path: self.target.clone(), old }).and(moved);
        }
        let _ = remove(&old);
        Ok(())
    }
}

/// A file of a results folder. It must be finished, or what is still buffered may be lost.
#[derive(Debug)]
pub struct OutFile {
    writer: BufWriter<NewFile>,
}

impl OutFile {
    /// Writes out what is buffered and waits until the disk has it.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn finish(self) -> Result<(), ExportError> {
        let path = self.path().to_owned();
        let file = self.writer.into_inner().map_err(io::IntoInnerError::into_error);
        file.and_then(NewFile::sync).map_err(ExportError::io("write", &path))
    }

    /// Where the file is being written, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.writer.get_ref().path()
    }
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// `target` without links, its parent made where it is missing.
fn resolve(target: &Path) -> Result<PathBuf, ExportError> {
    if target.exists() {
        return target.canonicalize().map_err(ExportError::io("find", target));
    }
    let not_a_folder = || ExportError::NotAFolder { path: target.to_owned() };
    let name = target.file_name().ok_or_else(not_a_folder)?;
    let parent = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    platform::make_folder(parent).map_err(ExportError::io("create", parent))?;
    Ok(parent.canonicalize().map_err(ExportError::io("find", parent))?.join(name))
}

/// Whether `target`, which exists, is a folder that may be replaced at all.
fn check_place(target: &Path) -> Result<(), ExportError> {
    let path = target.to_owned();
    if !target.is_dir() {
        return Err(ExportError::NotAFolder { path });
    }
    let here = Path::new(".").canonicalize().map_err(ExportError::io("find", Path::new(".")))?;
    if target.parent().is_none() || here.starts_with(target) {
        return Err(ExportError::Protected { path });
    }
    Ok(())
}

/// Whether the folder `target` is empty or as detente wrote it.
fn check_own(target: &Path, asked: &dyn Fn() -> bool) -> Result<(), ExportError> {
    let path = target.to_owned();
    let files = Tree::read(target)?.files;
    let Some(first) = files.first() else { return Ok(()) };
    let inspection = match inspect_unless(target, asked) {
        Err(ExportError::NoManifest { .. }) => return Err(ExportError::Foreign { path, file: first.clone() }),
        other => other?,
    };
    match inspection.discrepancies.into_iter().next() {
        None => Ok(()),
        Some(found) => Err(match found.fault {
            Fault::Foreign => ExportError::Foreign { path, file: found.path },
            Fault::Changed => ExportError::Changed { path, file: found.path },
            Fault::Missing => ExportError::Missing { path, file: found.path },
        }),
    }
}
