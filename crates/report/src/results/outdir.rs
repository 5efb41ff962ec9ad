//! The results folder: prepared first, then put in its place, whole or not at all.
//!
//! Until [`OutDir::finish`] moves the new files into place, earlier results are untouched; if
//! anything fails, or the program stops, they still are, or the next run puts them back. Only checkpoints outlive a run that was
//! not finished. Whether the folder is replaced by another or filled in place is found out when it is opened, before anything is
//! simulated: see [`super::workplace`].

use super::checkpoint::Checkpoints;
use super::digest::sha256_file_unless;
use super::disk::sync_folder;
use super::error::ExportError;
use super::manifest::{MANIFEST, Manifest, RunFacts};
use super::place::resolve;
use super::tree::Tree;
use super::verify::{Fault, inspect_unless};
use super::workplace::Workplace;
use crate::platform::{self, NewFile, folder_of};
use detente_study::table::Status;
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
    /// that is as detente wrote it; anything else only with `force`. Commands ask with [`Self::open_for`].
    ///
    /// # Errors
    ///
    /// Where `target` may not be replaced, another run is writing it, or nothing can be written there.
    pub fn open(target: &Path, force: bool) -> Result<Self, ExportError> {
        let own = Self::reserve(target)?;
        if own.target.exists() && !force {
            check_own(&own.target, None, &|| false)?;
        }
        Ok(own)
    }

    /// The same for results of which `asked` is known. Without `force` they take the place only of results of the same question:
    /// the same command on the same scenarios, or on these and more.
    ///
    /// # Errors
    ///
    /// As [`Self::open`], and where `target` holds results of another question.
    pub fn open_for(target: &Path, asked: &RunFacts, force: bool) -> Result<Self, ExportError> {
        let own = Self::reserve(target)?;
        own.accept(asked, force)?;
        Ok(own)
    }

    /// Whether results of what is `asked` may take the place of what is there.
    ///
    /// # Errors
    ///
    /// As [`Self::open_for`].
    pub fn accept(&self, asked: &RunFacts, force: bool) -> Result<(), ExportError> {
        if self.target.exists() && !force { check_own(&self.target, Some(asked), &|| false) } else { Ok(()) }
    }

    /// Takes the place `target` and finds out whether a folder can come to stand there, whatever is in it now.
    ///
    /// # Errors
    ///
    /// Where it cannot, or another run is writing there.
    pub fn reserve(target: &Path) -> Result<Self, ExportError> {
        let target = resolve(target)?;
        if target.exists() {
            check_place(&target)?;
        }
        let work = Workplace::claim(&target)?;
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
        let own = Self::reserve(target)?;
        if own.target.exists() {
            check_own(&own.target, None, asked)?;
        }
        let facts = own.carry_over(keep, asked)?;
        Ok((own, facts))
    }

    /// Takes over those files of the earlier results whose paths `keep` takes; gives what these were made from.
    ///
    /// # Errors
    ///
    /// Where there are none, or one cannot be copied; [`ExportError::Interrupted`] where an end was `asked` for.
    pub fn carry_over(&self, keep: impl Fn(&str) -> bool, asked: &dyn Fn() -> bool) -> Result<RunFacts, ExportError> {
        let facts = Manifest::read(&self.target)?.facts;
        for path in Tree::read(&self.target)?.files.into_iter().filter(|path| path != MANIFEST && keep(path)) {
            if asked() {
                return Err(ExportError::Interrupted { path: self.target.clone() });
            }
            let (from, to) = (self.target.join(&path), self.place(&path)?);
            platform::link_or_copy(&from, &to).map_err(ExportError::io("copy", &from))?;
        }
        Ok(facts)
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
        let folder = folder_of(&path);
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
        self.work.swap()?;
        self.work.sync_place()?;
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

/// Whether `target`, which exists, is a folder that may be replaced at all.
fn check_place(target: &Path) -> Result<(), ExportError> {
    let path = target.to_owned();
    let here = Path::new(".").canonicalize().map_err(ExportError::io("find", Path::new(".")))?;
    if target.parent().is_none() || here.starts_with(target) {
        return Err(ExportError::Protected { path });
    }
    Ok(())
}

/// Whether the folder `target` is empty or as detente wrote it, and, where the `question` is known, holds results of the same;
/// unless an end is `asked` for.
fn check_own(target: &Path, question: Option<&RunFacts>, asked: &dyn Fn() -> bool) -> Result<(), ExportError> {
    let path = target.to_owned();
    let files = Tree::read(target)?.files;
    let Some(first) = files.first() else { return Ok(()) };
    let inspection = match inspect_unless(target, asked) {
        Err(ExportError::NoManifest { .. }) => return Err(ExportError::Foreign { path, file: first.clone() }),
        other => other?,
    };
    if inspection.differs_only_in_line_ends() {
        return Err(ExportError::LineEnds { path });
    }
    if let Some(found) = inspection.discrepancies.into_iter().find(|found| found.fault != Fault::LineEnds) {
        return Err(match found.fault {
            Fault::Foreign => ExportError::Foreign { path, file: found.path },
            Fault::Changed | Fault::LineEnds => ExportError::Changed { path, file: found.path },
            Fault::Missing => ExportError::Missing { path, file: found.path },
        });
    }
    let held = &inspection.manifest.facts;
    match question.filter(|question| !held.may_give_way_to(question)) {
        None => Ok(()),
        Some(asked) => Err(ExportError::OtherQuestion { path, held: held.in_words(), asked: asked.in_words() }),
    }
}
