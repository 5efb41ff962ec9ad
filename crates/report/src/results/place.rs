//! Where a path leads, or what stands in the way, in words: said before the first trial is simulated.

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

/// Refuses a place for results, or a page, that is one of the `inputs` of the command, holds one or lies in one: to write there
/// would destroy it. The one rule for every command that writes.
///
/// # Errors
///
/// Where it is such a place.
pub fn spare_inputs<'a>(out: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), ExportError> {
    let place = full_path(out);
    for input in inputs {
        // A link that is named counts where it stands and where it leads.
        let own = input.canonicalize().ok();
        let named = input.file_name().map(|name| full_path(folder_of(input)).join(name));
        for full in own.into_iter().chain(named) {
            let how = match (full == place, full.starts_with(&place), place.starts_with(&full)) {
                (true, ..) => "is",
                (_, true, _) => "holds",
                (.., true) => "lies in",
                _ => continue,
            };
            return Err(ExportError::Input { path: out.to_owned(), how, input: input.clone() });
        }
    }
    Ok(())
}

/// `path` in full, as far as it is there without links.
fn full_path(path: &Path) -> PathBuf {
    let from_here = Path::new(".").join(path);
    for there in from_here.ancestors() {
        if let Ok(full) = there.canonicalize() {
            let rest = from_here.strip_prefix(there).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() { full } else { full.join(rest) };
        }
    }
    path.to_owned()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    #[cfg(unix)]
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

    #[test]
    fn no_place_is_an_input_or_holds_one_or_lies_in_one() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| desk.path().join(name);
        fs::create_dir_all(path("shards/1")).expect("a disk");
        fs::write(path("case.toml"), "").expect("a disk");
        let inputs = [path("shards/1"), path("case.toml")];
        let said = |out: &str| spare_inputs(&path(out), &inputs).err().map(|error| error.to_string());
        for (out, words) in [
            ("shards/1", "is what"),
            ("shards", "holds"),
            ("shards/1/inner/deep", "lies in"),
            ("", "holds"),
            ("case.toml", "is what"),
        ] {
            let said = said(out).unwrap_or_default();
            assert!(said.contains(words), "{out}: {said}");
        }
        for out in ["shards/11", "shards/2", "out", "case", "case.toml.d"] {
            assert_eq!(said(out), None, "{out}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_an_input_is_that_input_and_one_that_is_named_is_spared_too() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| desk.path().join(name);
        fs::create_dir_all(path("shard")).expect("a disk");
        fs::create_dir_all(path("links")).expect("a disk");
        symlink(path("shard"), path("links/one")).expect("a disk");
        assert!(spare_inputs(&path("links/one"), &[path("shard")]).is_err());
        assert!(spare_inputs(&path("links"), &[path("links/one")]).is_err());
        assert!(spare_inputs(&path("shard"), &[path("links/one")]).is_err());
    }
}
