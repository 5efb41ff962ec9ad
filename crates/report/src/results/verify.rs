//! A results folder against its manifest.

use super::digest::{sha256_by_line_ends, sha256_file_unless};
use super::error::ExportError;
use super::manifest::{MANIFEST, Manifest};
use super::tree::Tree;
use std::collections::BTreeSet;
use std::path::Path;

/// How a file differs from the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Listed, but not there.
    Missing,
    /// There, but with other contents than listed.
    Changed,
    /// There, with other contents than listed, but only as to how its lines end.
    LineEnds,
    /// There, but not listed.
    Foreign,
}

/// A file that is not as the manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// Path within the folder.
    pub path: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What was found in a results folder.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Its manifest.
    pub manifest: Manifest,
    /// All that differs, by path; nothing for a sound folder.
    pub discrepancies: Vec<Discrepancy>,
}

impl Inspection {
    /// Whether something differs, but nothing else than how lines end.
    #[must_use]
    pub fn differs_only_in_line_ends(&self) -> bool {
        !self.discrepancies.is_empty() && self.discrepancies.iter().all(|found| found.fault == Fault::LineEnds)
    }
}

/// Compares every file of `folder` with its manifest. Results folders inside it are left alone.
///
/// # Errors
///
/// Where there is no manifest, or something cannot be read.
pub fn inspect(folder: &Path) -> Result<Inspection, ExportError> {
    inspect_unless(folder, &|| false)
}

/// The same, unless an end is `asked` for while files are read: gigabytes take a while.
///
/// # Errors
///
/// As [`inspect`]; [`ExportError::Interrupted`] where an end was asked for.
pub fn inspect_unless(folder: &Path, asked: &dyn Fn() -> bool) -> Result<Inspection, ExportError> {
    let (manifest, as_written) = Manifest::read_whatever_its_line_ends(folder)?;
    let found = Tree::read(folder)?.files;
    let mut discrepancies = Vec::new();
    if !as_written {
        discrepancies.push(Discrepancy { path: MANIFEST.to_owned(), fault: Fault::LineEnds });
    }
    for path in found.iter().filter(|path| *path != MANIFEST) {
        let fault = match manifest.digest(path) {
            None => Some(Fault::Foreign),
            Some(listed) => difference(&folder.join(path), listed, asked)?,
        };
        discrepancies.extend(fault.map(|fault| Discrepancy { path: path.clone(), fault }));
    }
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let missing = manifest.paths().filter(|path| !found.contains(path));
    discrepancies.extend(missing.map(|path| Discrepancy { path: path.to_owned(), fault: Fault::Missing }));
    discrepancies.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Inspection { manifest, discrepancies })
}

/// How the file at `path` differs from one with the digest `listed`.
fn difference(path: &Path, listed: &str, asked: &dyn Fn() -> bool) -> Result<Option<Fault>, ExportError> {
    if sha256_file_unless(path, asked)? == listed {
        return Ok(None);
    }
    let is_listed = sha256_by_line_ends(path)?.iter().any(|digest| digest == listed);
    Ok(Some(if is_listed { Fault::LineEnds } else { Fault::Changed }))
}
