//! What lies in a folder of scenarios and is not simulated: said, where somebody may have meant it to be.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// Names of what was left out that are shown.
const SHOWN: usize = 5;

/// What a name in a folder of scenarios says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A scenario.
    Scenario,
    /// A base for others, something of ours or of an editor, or nothing to do with scenarios.
    NotMeant,
    /// It may have been meant; why it is left out.
    LeftOut(String),
}

/// What the file or folder `path` is. Capitals and small letters of the ending make no difference.
pub(super) fn entry(path: &Path) -> Entry {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_scenario = has_ending(path);
    if name.starts_with('_') || is_dropping(&name) {
        return Entry::NotMeant;
    }
    if path.is_dir() {
        return match (is_scenario, holds_scenarios(path)) {
            (_, true) => Entry::LeftOut("a folder with scenarios of its own: name it as well".to_owned()),
            (true, false) => Entry::LeftOut("a folder".to_owned()),
            (false, false) => Entry::NotMeant,
        };
    }
    match (is_scenario, name.starts_with('.')) {
        (true, true) => Entry::LeftOut("hidden, as its name begins with a point".to_owned()),
        (true, false) => Entry::Scenario,
        (false, _) => match meant(&name) {
            Some(stem) => Entry::LeftOut(format!("its name does not end in .toml: rename it {stem}.toml")),
            None => Entry::NotMeant,
        },
    }
}

/// One line on what was left out of `folder`; none where nothing was.
pub(super) fn remark(folder: &Path, left_out: &[(PathBuf, String)]) -> Option<String> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shown: Vec<String> = left_out.iter().take(SHOWN).map(|(path, why)| format!("{} ({why})", name(path))).collect();
    let more = left_out.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!shown.is_empty()).then(|| format!("{}: left out: {}{more}", folder.display(), shown.join(", ")))
}

/// Whether a name ends in `.toml`, in capitals or small letters.
fn has_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// Whether a file of this name is left behind by this program, by an editor, or by a system that keeps notes of its own.
fn is_dropping(name: &str) -> bool {
    [".detente-", "._", ".#", "#"].iter().any(|begins| name.starts_with(begins)) || name.ends_with('~')
}

/// Whether a folder holds a scenario itself; folders below it are not looked into.
fn holds_scenarios(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().map(|entry| entry.path()).any(|path| !path.is_dir() && entry(&path) == Entry::Scenario)
}

/// The stem of a scenario whose ending was changed or misspelled, as in `x.toml.txt` and `x.tml`; none for all other names.
fn meant(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    if let Some(at) = lower.find(".toml").filter(|at| *at > 0 && lower.len() == name.len()) {
        return Some(name[..at].to_owned());
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let is_near = strsim::osa_distance(&ending.to_lowercase(), "toml") <= 1;
    (!stem.is_empty() && is_near).then(|| stem.to_owned())
}

/// What a folder without scenarios holds in their place.
pub(super) fn in_place_of_scenarios(left_out: &[(PathBuf, String)]) -> String {
    let first = left_out.first();
    first.map_or_else(String::new, |(path, why)| {
        format!(" ({}: {why})", path.file_name().unwrap_or(OsStr::new("")).display())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_were_meant_are_told_from_others() {
        let entry = |name: &str| entry(Path::new(name));
        for name in ["a.toml", "B.TOML", "c.Toml", "d.e.tOmL"] {
            assert_eq!(entry(name), Entry::Scenario, "{name}");
        }
        for name in [
            "_base.toml",
            "_base.TOML",
            ".detente-out",
            "._a.toml",
            ".#a.toml",
            "a.toml~",
            "notes.txt",
            "README.md",
            "toml",
        ] {
            assert_eq!(entry(name), Entry::NotMeant, "{name}");
        }
        for (name, why) in [
            ("x.toml.txt", "rename it x.toml"),
            ("x.TOML.txt", "rename it x.toml"),
            ("x.tml", "rename it x.toml"),
            ("x.toml.bak", "rename it x.toml"),
            ("x.toml ", "rename it x.toml"),
            (".x.toml", "hidden"),
        ] {
            assert!(matches!(entry(name), Entry::LeftOut(said) if said.contains(why)), "{name}");
        }
    }

    #[test]
    fn the_first_few_are_named_and_the_rest_counted() {
        let left_out: Vec<_> = (0..7).map(|at| (PathBuf::from(format!("d/{at}.tml")), "why".to_owned())).collect();
        let said = remark(Path::new("d"), &left_out).expect("a remark");
        assert!(said.starts_with("d: left out: 0.tml (why), ") && said.ends_with("and 2 more"), "{said}");
        assert_eq!(remark(Path::new("d"), &[]), None);
    }
}
