//! What `detente verify` says of a results folder.

use super::super::ExitStatus;
use detente_report::results::Manifest;

/// What is said of one folder.
pub(super) struct Found {
    pub(super) status: ExitStatus,
    pub(super) problems: Vec<String>,
    pub(super) sound: Option<String>,
}

impl Found {
    pub(super) fn unsound(problems: Vec<String>) -> Self {
        Self { status: ExitStatus::Unsound, problems, sound: None }
    }

    pub(super) fn interrupted() -> Self {
        Self { status: ExitStatus::Interrupted, problems: vec!["interrupted".to_owned()], sound: None }
    }

    /// What is said of a folder whose inputs gave `again`.
    pub(super) fn compared(manifest: &Manifest, again: &Manifest) -> Self {
        let listed: Vec<&str> = again.paths().collect();
        let differ = listed.iter().filter(|path| manifest.digest(path) != again.digest(path));
        let mut problems: Vec<String> =
            differ.map(|path| format!("{path} is not what the inputs give when they are simulated again")).collect();
        if manifest.facts != again.facts {
            problems
                .push("manifest.json does not say what was simulated when the inputs are simulated again".to_owned());
        }
        if !problems.is_empty() {
            return Self::unsound(problems);
        }
        let others = manifest.paths().filter(|path| again.digest(path).is_none()).count();
        let others =
            if others > 0 { format!("; {others} files of other commands were not made again") } else { String::new() };
        let sound =
            Some(format!("sound: simulated again, {} files came out the same, byte for byte{others}", listed.len()));
        Self { status: ExitStatus::Done, problems: Vec::new(), sound }
    }
}

/// What is said where another version wrote the folder: this one cannot simulate it again.
pub(super) fn other_version(manifest: &Manifest) -> String {
    let (version, results_version) = (&manifest.facts.version, manifest.facts.results_version);
    format!(
        "it was written by detente {version}, results version {results_version}: simulate it again with that version"
    )
}
