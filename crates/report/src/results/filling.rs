//! A folder filled in place, since it cannot be moved: a mount, a layer of a container, a folder of somebody else.
//!
//! What is earlier is moved to `old`, its manifest first; then what is new is moved in from `new`, its manifest last. So
//! while files come and go there is no manifest, and nobody takes the folder for sound. From before the first of these moves
//! `old` is there, and up to the last `new` has the new manifest: where both are found, a run was killed between, and
//! [`put_back`] takes every move back. All lies on one disk, and only files are moved: some disks move files that they have from a
//! layer below, but no folders.
//!
//! Results folders inside, what desktops and disks leave in a folder, and `.detente*` stay where they are.

use super::disk::{remove, rename, sync_folder};
use super::error::ExportError;
use super::manifest::{MANIFEST, Manifest};
use super::tree::Tree;
use crate::platform::{self, folder_of};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// What in `target` belongs to its results, or lies among them: paths, ascending.
pub(super) fn movable(target: &Path) -> Result<Vec<String>, ExportError> {
    Ok(Tree::read(target)?.files)
}

/// Moves what is in `target` to `old`, and what is in `new`, which has a manifest, to `target`.
pub(super) fn fill(target: &Path, new: &Path, old: &Path) -> Result<(), ExportError> {
    let Tree { files: earlier, nested } = Tree::read(target)?;
    let fresh = movable(new)?;
    if let Some(taken) = fresh.iter().find(|path| nested.iter().any(|name| name == first(path))) {
        let source = io::Error::new(io::ErrorKind::AlreadyExists, "a results folder of its own is there");
        return Err(ExportError::io("put results at", &target.join(taken))(source));
    }
    platform::make_folder(old).map_err(ExportError::io("create", old))?;
    let (manifest, earlier) = apart(earlier);
    move_files(&manifest, target, old)?;
    sync_folder(target)?;
    move_files(&earlier, target, old)?;
    remove_emptied(&earlier, target);
    let (manifest, fresh) = apart(fresh);
    move_files(&fresh, new, target)?;
    sync_folders(&fresh, target)?;
    move_files(&manifest, new, target)
}

/// Takes back the moves of a [`fill`] that has not come to its end, and leaves no `old`. One that has is left as it is.
pub(super) fn put_back(target: &Path, new: &Path, old: &Path) -> Result<(), ExportError> {
    if !old.exists() || !new.join(MANIFEST).exists() {
        return Ok(());
    }
    // What was moved in is what the new manifest names and `new` has not any more: while earlier results were still being moved
    // out, `new` had all of it.
    let listed = Manifest::read(new)?;
    let is_there = |folder: &Path, path: &str| folder.join(path).symlink_metadata().is_ok();
    let came = listed.paths().filter(|path| !is_there(new, path) && is_there(target, path));
    let came: Vec<String> = came.map(str::to_owned).collect();
    move_files(&came, target, new)?;
    remove_emptied(&came, target);
    let (manifest, earlier) = apart(movable(old)?);
    move_files(&earlier, old, target)?;
    sync_folders(&earlier, target)?;
    move_files(&manifest, old, target)?;
    sync_folder(target)?;
    remove(old)
}

/// The first name of a path.
fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// The manifest, if it is among `files`, and the others.
fn apart(files: Vec<String>) -> (Vec<String>, Vec<String>) {
    files.into_iter().partition(|path| path == MANIFEST)
}

/// Moves `files` from one folder to another, in which the folders they lie in are made.
fn move_files(files: &[String], from: &Path, to: &Path) -> Result<(), ExportError> {
    files.iter().try_for_each(|path| {
        let target = to.join(path);
        let folder = folder_of(&target);
        platform::make_folder(folder).map_err(ExportError::io("create", folder))?;
        rename(&from.join(path), &target)
    })
}

/// The folders in `root` that `files` lie in, the innermost first.
fn folders(files: &[String]) -> impl Iterator<Item = &Path> {
    let all: BTreeSet<&Path> = files.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    all.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty())
}

/// Removes the folders in `root` that `files` lay in, as far as they are empty now. An empty one does no harm.
fn remove_emptied(files: &[String], root: &Path) {
    folders(files).for_each(|folder| drop(platform::remove_empty_folder(&root.join(folder))));
}

/// Waits until the disk has the names of `files` in `root`.
fn sync_folders(files: &[String], root: &Path) -> Result<(), ExportError> {
    folders(files).try_for_each(|folder| sync_folder(&root.join(folder)))?;
    sync_folder(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Dialect, RunFacts, ScenarioFacts, sha256};
    use detente_study::recipe::{Recipe, RunRecipe};
    use detente_study::run::Spec;
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::PathBuf;

    fn put(folder: &Path, files: &[&str], word: &str) {
        let recipe = Recipe::Run(RunRecipe {
            spec: Spec { seed: 1, trials: 1 },
            shard: None,
            trial_rows: false,
            sequential: None,
            compared: Vec::new(),
        });
        let facts = RunFacts::new(recipe, Dialect::Standard, vec![ScenarioFacts::new("a", 1, 1)]);
        let digests: BTreeMap<_, _> = files.iter().map(|file| ((*file).to_owned(), sha256(word.as_bytes()))).collect();
        for file in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a disk");
            fs::write(path, word).expect("a disk");
        }
        fs::write(folder.join(MANIFEST), Manifest::new(facts, digests).to_json()).expect("a disk");
    }

    fn desk() -> (tempfile::TempDir, [PathBuf; 3]) {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let target = desk.path().join("out");
        let paths = [target.clone(), target.join(".detente/new"), target.join(".detente/old")];
        put(&target, &["one.csv", "charts/a.svg", "gone/b.txt"], "earlier");
        put(&target.join("inner"), &["one.csv"], "inner");
        fs::create_dir_all(target.join("lost+found")).expect("a disk");
        fs::write(target.join(".DS_Store"), "").expect("a disk");
        put(&paths[1], &["one.csv", "charts/c.svg", "two.csv"], "new");
        (desk, paths)
    }

    /// Everything below `folder` but the workplace, with what is in it.
    fn all(folder: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.ends_with(".detente") {
                found.extend(all(&path));
            } else if path.is_file() {
                found.insert(path.clone(), fs::read_to_string(&path).expect("text"));
            }
        }
        found
    }

    #[test]
    fn a_folder_is_filled_with_what_is_new_and_keeps_what_is_not_of_its_results() {
        let (_desk, [target, new, old]) = desk();
        fill(&target, &new, &old).expect("a disk");
        let found = all(&target);
        let names: Vec<_> = found.keys().map(|path| path.strip_prefix(&target).expect("below").to_owned()).collect();
        let expected = [
            ".DS_Store",
            "charts/c.svg",
            "inner/manifest.json",
            "inner/one.csv",
            "manifest.json",
            "one.csv",
            "two.csv",
        ];
        assert_eq!(names, expected.map(PathBuf::from));
        assert_eq!(found[&target.join("one.csv")], "new");
        assert!(!target.join("gone").exists() && target.join("lost+found").exists());
        put_back(&target, &new, &old).expect("nothing is to be done");
        assert_eq!(all(&target), found, "what has ended stays");
    }

    /// After any number of the moves of a filling.
    #[test]
    fn every_move_can_be_taken_back() {
        let (_desk, [target, new, old]) = desk();
        let before = all(&target);
        let out = ["manifest.json", "charts/a.svg", "gone/b.txt", "one.csv"];
        let moves = out.map(|path| (path, &target, &old)).into_iter();
        let moves: Vec<_> =
            moves.chain(["charts/c.svg", "one.csv", "two.csv"].map(|path| (path, &new, &target))).collect();
        for count in 0..=moves.len() {
            fs::create_dir_all(&old).expect("a disk");
            for (path, from, to) in &moves[..count] {
                move_files(&[(*path).to_owned()], from, to).expect("a move");
            }
            assert!(count == 0 || !target.join(MANIFEST).exists(), "nobody takes it for sound");
            fs::write(target.join("note.txt"), "put there since").expect("a disk");
            put_back(&target, &new, &old).expect("a disk");
            assert_eq!(fs::read_to_string(target.join("note.txt")).expect("text"), "put there since");
            fs::remove_file(target.join("note.txt")).expect("a disk");
            assert_eq!(all(&target), before, "{count} moves");
            assert!(!old.exists() && new.join("charts/c.svg").exists(), "{count} moves");
        }
    }

    #[test]
    fn a_results_folder_inside_is_not_written_into() {
        let (_desk, [target, new, old]) = desk();
        put(&target.join("charts"), &["one.csv"], "a results folder called charts");
        let before = all(&target);
        let refused = fill(&target, &new, &old).expect_err("it is in the way").to_string();
        assert!(refused.contains("charts"), "{refused}");
        assert_eq!(all(&target), before);
    }
}
