//! Where a path leads, or what stands in the way, in words: said before the first trial is played.

use super::error::ExportError;
use crate::platform::{self, folder_of};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Links that are followed before they are taken to lead in a circle, as systems do.
const MOST_LINKS: usize = 40;

/// The full path of the folder that is at `path`, or that can be made there: links followed, the folders in which it lies made
/// where they are missing.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, ExportError> {
    if path.symlink_metadata().is_ok() {
        return there(path);
    }
    let name = path.file_name().ok_or_else(|| ExportError::NotAFolder { path: path.to_owned() })?;
    Ok(folder(folder_of(path))?.join(name))
}

/// The full path of the folder `path`, which is made where it is missing.
///
/// # Errors
///
/// Where it cannot be: the reason in words.
pub fn folder(path: &Path) -> Result<PathBuf, ExportError> {
    if path.symlink_metadata().is_ok() {
        return there(path);
    }
    must_lead_on(path)?;
    platform::make_folder(path).map_err(|source| ExportError::unwritable(path, source))?;
    path.canonicalize().map_err(ExportError::io("find", path))
}

/// Refuses a path that leads nowhere or through a file, without making anything.
///
/// # Errors
///
/// What stands in the way, in words.
pub fn must_lead_on(path: &Path) -> Result<(), ExportError> {
    // Only what is there can stand in the way.
    let nearest = path.ancestors().find(|path| path.symlink_metadata().is_ok());
    nearest.map_or(Ok(()), |nearest| there(nearest).map(drop))
}

/// The full path of what is at `path`, if it is a folder or leads to one.
fn there(path: &Path) -> Result<PathBuf, ExportError> {
    match path.canonicalize() {
        Ok(full) if full.is_dir() => Ok(full),
        Ok(_) => Err(ExportError::NotAFolder { path: path.to_owned() }),
        Err(source) => Err(astray(path, source)),
    }
}

/// Why the link `path` leads nowhere.
fn astray(path: &Path, source: io::Error) -> ExportError {
    let path = path.to_owned();
    let mut end = path.clone();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&end) else { break };
        end = end.parent().unwrap_or(Path::new("")).join(next);
    }
    match end.symlink_metadata().map_err(|error| error.kind()) {
        Err(ErrorKind::NotFound | ErrorKind::NotADirectory) => ExportError::DanglingLink { path, to: end },
        Err(ErrorKind::PermissionDenied) => ExportError::unwritable(&path, source),
        _ => ExportError::LinkCircle { path },
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn desk() -> (tempfile::TempDir, PathBuf) {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let path = desk.path().canonicalize().expect("a folder");
        fs::write(path.join("file"), "mine").expect("a disk");
        (desk, path)
    }

    #[test]
    fn a_folder_that_is_missing_is_placed_in_one_that_is_made() {
        let (_desk, path) = desk();
        assert_eq!(resolve(&path.join("a/b/c")).expect("a place"), path.join("a/b/c"));
        assert!(path.join("a/b").is_dir() && !path.join("a/b/c").exists());
        symlink("a/b", path.join("link")).expect("a disk");
        assert_eq!(resolve(&path.join("link/c")).expect("a place"), path.join("a/b/c"));
        assert_eq!(resolve(&path.join("link")).expect("a place"), path.join("a/b"));
    }

    #[test]
    fn what_stands_in_the_way_is_named_and_nothing_is_made() {
        let (_desk, path) = desk();
        for (link, to) in
            [("dangling", "nowhere"), ("chain", "dangling"), ("to_file", "file"), ("one", "two"), ("two", "one")]
        {
            symlink(to, path.join(link)).expect("a disk");
        }
        symlink("round/and_round", path.join("round")).expect("a disk");
        let said = |name: &str| resolve(&path.join(name)).expect_err(name).to_string();
        for (name, words) in [
            ("file", "file is not a folder"),
            ("file/x", "file is not a folder"),
            ("file/x/y", "file is not a folder"),
            ("to_file", "to_file is not a folder"),
            ("dangling", "nowhere, which is not there"),
            ("chain", "nowhere, which is not there"),
            ("dangling/x", "dangling is a link to"),
            ("one", "leads back to itself"),
            ("two/x", "leads back to itself"),
            ("round", "leads back to itself"),
        ] {
            assert!(said(name).contains(words), "{name}: {}", said(name));
        }
        assert_eq!(fs::read_dir(&path).expect("a folder").count(), 7);
    }
}
