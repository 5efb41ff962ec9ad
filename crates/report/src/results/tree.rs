//! What lies in a results folder.
//!
//! Results folders may stand inside one another: `results` holds the default batch, and
//! `results/<stem>` what was run by name. A folder inside that has a manifest of its own is not part
//! of the outer one; it is kept when the outer one is replaced.

use super::error::ExportError;
use super::manifest::MANIFEST;
use std::fs;
use std::path::Path;

/// Beginning of the names of folders in which results are prepared for a folder beside them.
pub(super) const STAGING_PREFIX: &str = ".detente-";
/// Name of the folder in which results are prepared for the folder around it.
pub(super) const INNER_STAGING: &str = ".detente";
/// Folders that disks keep for themselves at their roots.
const OF_DISKS: [&str; 1] = ["lost+found"];
/// Folders that servers of files, and desktops, keep in every folder that they look after.
const OF_SERVERS: [&str; 7] =
    ["@eaDir", "#recycle", ".snapshot", ".Trashes", ".Spotlight-V100", ".fseventsd", "System Volume Information"];
/// Files that desktops leave behind where people have looked.
const DROPPINGS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Beginnings of the names of files by which spreadsheets mark what they have open, macOS keeps beside a file what a foreign disk
/// cannot hold, and network disks keep what was removed while somebody read it.
const BEGINNINGS: [&str; 5] = [".~lock.", "~$", "._", ".nfs", ".fuse_hidden"];

/// The contents of a folder.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Files that belong to the folder: paths within it with `/`, ascending.
    pub(super) files: Vec<String>,
    /// Names of folders directly inside that are results folders of their own.
    pub(super) nested: Vec<String>,
}

impl Tree {
    /// Reads `folder`. Links count as files.
    pub(super) fn read(folder: &Path) -> Result<Self, ExportError> {
        let mut tree = Self::default();
        for (name, is_folder) in entries(folder)? {
            let inner = folder.join(&name);
            if !is_folder {
                tree.files.push(name);
            } else if OF_DISKS.contains(&name.as_str()) || is_of_a_server(&name) {
                continue;
            } else if is_staging(&name) || inner.join(MANIFEST).is_file() || inner.join(INNER_STAGING).is_dir() {
                tree.nested.push(name);
            } else {
                tree.collect(&inner, &name)?;
            }
        }
        tree.files.retain(|path| !is_dropping(path.rsplit('/').next().unwrap_or(path)));
        tree.files.sort();
        Ok(tree)
    }

    fn collect(&mut self, folder: &Path, prefix: &str) -> Result<(), ExportError> {
        for (name, is_folder) in entries(folder)? {
            let path = format!("{prefix}/{name}");
            if is_folder && is_of_a_server(&name) {
                continue;
            } else if is_folder {
                self.collect(&folder.join(&name), &path)?;
            } else {
                self.files.push(path);
            }
        }
        Ok(())
    }
}

fn is_staging(name: &str) -> bool {
    name == INNER_STAGING || name.starts_with(STAGING_PREFIX)
}

fn is_dropping(name: &str) -> bool {
    DROPPINGS.contains(&name) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// Whether a folder so called is one that a server of files, or a desktop, keeps for itself.
#[must_use]
pub(crate) fn is_of_a_server(name: &str) -> bool {
    OF_SERVERS.contains(&name)
}

/// Names in `folder`, ascending, each with whether it is a folder (a link to one is not).
fn entries(folder: &Path) -> Result<Vec<(String, bool)>, ExportError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(ExportError::io("read", folder))? {
        let entry = entry.map_err(ExportError::io("read", folder))?;
        let kind = entry.file_type().map_err(ExportError::io("read", &entry.path()))?;
        names.push((entry.file_name().to_string_lossy().into_owned(), kind.is_dir()));
    }
    names.sort();
    Ok(names)
}
