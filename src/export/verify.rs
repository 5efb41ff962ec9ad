//! A results folder against its manifest.

use super::digest::sha256_file_unless;
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
    let manifest = Manifest::read(folder)?;
    let found = Tree::read(folder)?.files;
    let mut discrepancies = Vec::new();
    for path in found.iter().filter(|path| *path != MANIFEST) {
        let fault = match manifest.digest(path) {
            None => Some(Fault::Foreign),
            Some(listed) => (sha256_file_unless(&folder.join(path), asked)? != listed).then_some(Fault::Changed),
        };
        discrepancies.extend(fault.map(|fault| Discrepancy { path: path.clone(), fault }));
    }
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let missing = manifest.paths().filter(|path| !found.contains(path));
    discrepancies.extend(missing.map(|path| Discrepancy { path: path.to_owned(), fault: Fault::Missing }));
    discrepancies.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Inspection { manifest, discrepancies })
}
