//! Which scenario files a command line means, and where their results go.

use super::left_out::{self, Entry};
use super::{ExitStatus, Failure};
use anyhow::{Context, anyhow};
use detente_study::run::Part;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The folder of scenarios that is meant where none is named.
const DEFAULT_FOLDER: &str = "scenarios";
/// Where results go.
pub(super) const RESULTS: &str = "results";
/// Where shards go. Not among the results, as they are no folder of results.
const SHARDS: &str = "shards";

/// The scenario files behind `paths`: files as they are, folders with all their `*.toml`, in capitals too, but those
/// whose name starts with `_` (bases that others extend) or with a dot. Sorted by stem; folders below are not entered. What lies
/// in a folder and may have been meant is told, unless `quiet`.
pub(super) fn files(paths: &[PathBuf], quiet: bool) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(in_folder(path, paths, quiet)?);
        } else {
            files.push(path.clone());
        }
    }
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()).then_with(|| a.cmp(b)));
    files.dedup();
    // Some disks take capitals and small letters for the same.
    let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_ascii_lowercase();
    let mut by_name: Vec<&PathBuf> = files.iter().collect();
    by_name.sort_by_key(|path| name(path));
    if let Some(pair) = by_name.windows(2).find(|pair| name(pair[0]) == name(pair[1])) {
        let error = anyhow!(
            "{} and {} would share the name `{}` in the tables; run them apart or rename one",
            pair[0].display(),
            pair[1].display(),
            pair[1].file_stem().unwrap_or_default().display()
        );
        return Err(Failure::new(ExitStatus::CommandLine, error));
    }
    Ok(files)
}

/// The scenarios in `folder`, one of the `named` paths.
fn in_folder(folder: &Path, named: &[PathBuf], quiet: bool) -> Result<Vec<PathBuf>, Failure> {
    let list = || -> std::io::Result<Vec<PathBuf>> {
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
    };
    let all = list().with_context(|| format!("cannot read the folder {}", folder.display()));
    let all = all.map_err(|error| Failure::new(ExitStatus::Files, error))?;
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for path in all {
        match left_out::entry(&path) {
            Entry::Scenario => files.push(path),
            Entry::LeftOut(why) if !named.contains(&path) => left_out.push((path, why)),
            Entry::LeftOut(_) | Entry::NotMeant => {}
        }
    }
    left_out.sort();
    if files.is_empty() {
        let (place, instead) = (folder.display(), left_out::in_place_of_scenarios(&left_out));
        let error = anyhow!("{place} holds no scenario (*.toml){instead}; `detente new NAME` writes one");
        return Err(Failure::new(ExitStatus::CommandLine, error));
    }
    if let Some(remark) = left_out::remark(folder, &left_out).filter(|_| !quiet) {
        super::remark(&remark);
    }
    Ok(files)
}

/// Where results go: as asked, else `results` for the default batch, `results/<name>` for one path,
/// `results/selection` for several; shards to `shards/<name>/<I>_of_<N>`.
pub(super) fn out(asked: Option<&Path>, paths: &[PathBuf], shard: Option<Part>) -> PathBuf {
    let name = match paths {
        [only] => only.file_stem().unwrap_or(OsStr::new("batch")),
        _ => OsStr::new("selection"),
    };
    match (asked, shard, paths) {
        (Some(out), ..) => out.to_owned(),
        (None, Some(part), _) => Path::new(SHARDS).join(name).join(format!("{}_of_{}", part.index(), part.count())),
        (None, None, [only]) if only == Path::new(DEFAULT_FOLDER) => RESULTS.into(),
        (None, None, _) => Path::new(RESULTS).join(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_one_path_go_beside_those_of_the_batch() {
        let out = |asked: Option<&str>, paths: &[&str], shard: Option<Part>| {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            out(asked.map(Path::new), &paths, shard).display().to_string()
        };
        assert_eq!(out(None, &["scenarios"], None), "results");
        assert_eq!(out(None, &["scenarios/doha_2026.toml"], None), "results/doha_2026");
        assert_eq!(out(None, &["a.toml", "b.toml"], None), "results/selection");
        assert_eq!(out(Some("x"), &["scenarios"], None), "x");
        assert_eq!(out(None, &["scenarios"], Part::new(3, 7).ok()), "shards/scenarios/3_of_7");
    }
}
