//! Scenarios: their language is the engine's; here their files are opened.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

pub use detente_engine::scenario::*;

/// Where scenarios lie.
const FOLDER: &str = "scenarios";
/// Files of a folder among which one that is called almost so is looked for.
const MOST_ENTRIES: usize = 10_000;

/// The files of the machine, as a source of scenarios.
#[derive(Clone, Copy, Debug)]
struct Disk;

impl Source for Disk {
    fn bytes(&self, path: &Path) -> Result<Vec<u8>, Diagnostic> {
        // A pipe or a device may never end, or wait for ever to be opened.
        let kind = std::fs::metadata(path).map(|found| found.file_type());
        match kind {
            Ok(kind) if kind.is_dir() => {
                return Err(Diagnostic::new("", "this is a folder, not a scenario file").help("name a .toml file"));
            }
            Ok(kind) if !kind.is_file() => {
                return Err(Diagnostic::new("", "this is a pipe or a device, not a file")
                    .help("write it to a file, and name that"));
            }
            _ => {}
        }
        let file = std::fs::File::open(path).map_err(|error| unreadable(path, &error))?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
        Ok(bytes)
    }

    fn identity(&self, path: &Path) -> PathBuf {
        path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    if error.kind() == io::ErrorKind::NotFound {
        Diagnostic::new("", "there is no such file").help(what_to_do(path))
    } else {
        Diagnostic::new("", format!("cannot be read: {error}"))
    }
}

/// What to do about a path that leads nowhere.
fn what_to_do(path: &Path) -> String {
    if path.to_string_lossy().contains(['*', '?']) {
        return "a pattern in quotes is taken for a name: leave out the quotes, or name the folder".to_owned();
    }
    if let Some(near) = meant(path) {
        return format!("did you mean {}? check the spelling of the path", near.display());
    }
    if path == Path::new(FOLDER) {
        return format!(
            "scenarios lie in a folder `{FOLDER}`, and here is none: go to the folder that holds it, name a scenario file, or begin one \
             with `detente new my_case`"
        );
    }
    "check the spelling of the path".to_owned()
}

/// The scenario, or the folder of some, that a path which leads nowhere must mean: without its ending, without the folder in which
/// scenarios lie, or with a slip in any part of it.
fn meant(path: &Path) -> Option<PathBuf> {
    let mut ended = path.to_owned();
    if ended.extension().is_none() {
        ended.set_extension("toml");
    }
    let places = [ended.clone(), Path::new(FOLDER).join(&ended)];
    let is_folder = || path.extension().is_none().then(|| folder_alike(path)).flatten();
    let slipped = || places.iter().find_map(|near| alike(near, ".toml"));
    places.iter().find(|near| near.is_file()).cloned().or_else(slipped).or_else(is_folder)
}

/// The file that ends so and is called almost as `path`, in the same folder or one that is called almost so.
pub(crate) fn alike(path: &Path, ending: &str) -> Option<PathBuf> {
    let folder = match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => folder_alike(folder)?,
        None => PathBuf::new(),
    };
    let there = folder.join(path.file_name()?);
    if there.is_file() { Some(there) } else { named_alike(&there, |name| name.ends_with(ending)) }
}

/// The folder at `path`, or one that is called almost so.
fn folder_alike(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_owned());
    }
    let above = match path.parent().filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => folder_alike(above)?,
        None => PathBuf::new(),
    };
    named_alike(&above.join(path.file_name()?), |_| true).filter(|near| near.is_dir())
}

/// What lies in the folder of `path`, is named almost so, and is `wanted` by its name.
fn named_alike(path: &Path, wanted: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).ok()?.take(MOST_ENTRIES).filter_map(Result::ok);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| wanted(name));
    names.sort();
    let found = path.file_name()?.to_str()?;
    nearest(found, names.iter().map(String::as_str)).map(|near| path.with_file_name(near))
}

/// Reads and checks the scenario file at `path` of this machine. Each of `sets` is a `KEY=VALUE` that overrides the file.
///
/// # Errors
///
/// As [`detente_engine::scenario::read`].
pub fn read(path: &Path, sets: &[String]) -> Result<CheckedFile, ScenarioFaults> {
    detente_engine::scenario::read(&Disk, path, sets)
}

/// Reads and checks the scenario file at `path` of this machine with `over` laid over it.
///
/// # Errors
///
/// As [`read`].
pub fn read_over(path: &Path, over: Over<'_>) -> Result<CheckedFile, ScenarioFaults> {
    detente_engine::scenario::read_over(&Disk, path, over)
}

/// Reads the list at `path` of this machine, as [`detente_engine::scenario::read_list`].
pub fn read_list<T: serde::de::DeserializeOwned>(findings: &mut Diagnostics, path: &Path) -> Option<ListFile<T>> {
    detente_engine::scenario::read_list(findings, &Disk, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_absent_files_get_one_message_each() {
        for path in ["src", "no/such/file.toml"] {
            let faults = read(Path::new(path), &[]).expect_err("no scenario");
            assert_eq!(faults.faults().len(), 1, "{path}");
        }
    }
}
