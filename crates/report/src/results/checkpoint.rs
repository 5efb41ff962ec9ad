//! What was simulated so far, kept beside the results folder until the run is done.
//!
//! A checkpoint of a scenario is the record of its first blocks. Its file begins with the SHA-256 of the rest. It is
//! replaced by moving the new one in; the one before is kept, and used where the newest cannot be read.

use super::digest::sha256;
use super::disk::{rename, sync_folder};
use super::error::ExportError;
use super::manifest::{RESULTS_VERSION, read_within};
use crate::platform;
use detente_study::run::{BLOCK_TRIALS, Part, Spec};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// What decides the trials of a scenario: a run goes on only from a checkpoint with the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    version: String,
    results_version: u32,
    seed: u64,
    trials: u64,
    block_size: u64,
    shard: String,
    input: String,
}

impl Identity {
    /// Of `part` of the trials of `spec` of the scenario whose text as run is `input`, by this version.
    #[must_use]
    pub fn new(spec: Spec, part: Part, input: &str) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            results_version: RESULTS_VERSION,
            seed: spec.seed,
            trials: spec.trials,
            block_size: BLOCK_TRIALS,
            shard: part.to_string(),
            input: sha256(input.as_bytes()),
        }
    }

    /// Everything but the input, in words.
    fn facts(&self) -> [(&'static str, String); 6] {
        [
            ("version of detente", self.version.clone()),
            ("results version", self.results_version.to_string()),
            ("seed", self.seed.to_string()),
            ("number of trials", self.trials.to_string()),
            ("block size", self.block_size.to_string()),
            ("shard", self.shard.clone()),
        ]
    }

    /// What differs first in `found`, in words.
    fn difference(&self, found: &Self) -> Option<String> {
        let (wanted, other) = (self.facts(), found.facts());
        match wanted.iter().zip(&other).find(|(wanted, other)| wanted != other) {
            Some(((what, wanted), (_, other))) => Some(format!("its {what} is {other}, not {wanted}")),
            None if self.input != found.input => Some("the scenario or --set has been changed since".to_owned()),
            None => None,
        }
    }
}

/// The first blocks of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// What it belongs to.
    pub identity: Identity,
    /// The first block that is not in it.
    pub next: u64,
    /// The record of the blocks before, as written: what it may hold follows from the scenario.
    pub record: Value,
}

impl Checkpoint {
    /// The written form: the SHA-256 of what follows, on a line of its own.
    #[must_use]
    pub fn to_text(&self) -> String {
        let body = serde_json::to_string(self).expect("integers and text can be spelled");
        format!("{}\n{body}", sha256(body.as_bytes()))
    }

    /// Reads the written form; none where it is not whole.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (digest, body) = text.split_once('\n')?;
        let whole = digest == sha256(body.as_bytes());
        if whole { serde_json::from_str(body).ok() } else { None }
    }
}

/// The checkpoints of one results folder.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    folder: PathBuf,
}

impl Checkpoints {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn path(&self, stem: &str) -> PathBuf {
        self.folder.join(format!("{stem}.json"))
    }

    fn previous(&self, stem: &str) -> PathBuf {
        self.folder.join(format!("{stem}.previous.json"))
    }

    /// Keeps `checkpoint` for the scenario `stem`.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; the one before is then still there.
    pub fn save(&self, stem: &str, checkpoint: &Checkpoint) -> Result<(), ExportError> {
        let (path, draft) = (self.path(stem), self.folder.join(format!("{stem}.draft")));
        platform::write(&draft, checkpoint.to_text().as_bytes()).map_err(ExportError::io("write", &draft))?;
        if path.exists() {
            rename(&path, &self.previous(stem))?;
        }
        rename(&draft, &path)?;
        sync_folder(&self.folder)
    }

    /// The newest sound checkpoint of the scenario `stem`; none where there is none at all.
    ///
    /// # Errors
    ///
    /// Where all are damaged, or belong to something else than `wanted`.
    pub fn load(&self, stem: &str, wanted: &Identity) -> Result<Option<Checkpoint>, ExportError> {
        let paths = [self.path(stem), self.previous(stem)];
        let Some(found) = paths.iter().find_map(|path| read(path)) else {
            return match paths.into_iter().find(|path| path.exists()) {
                Some(path) => Err(ExportError::Checkpoint { path, reason: "it is damaged".to_owned() }),
                None => Ok(None),
            };
        };
        match wanted.difference(&found.identity) {
            Some(reason) => Err(ExportError::Checkpoint { path: self.path(stem), reason }),
            None => Ok(Some(found)),
        }
    }

    /// Whether nothing was kept.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be read.
    pub fn is_empty(&self) -> Result<bool, ExportError> {
        Ok(self.files()?.is_empty())
    }

    /// Removes all checkpoints, and says whether there were any.
    ///
    /// # Errors
    ///
    /// Where one cannot be removed.
    pub fn discard(&self) -> Result<bool, ExportError> {
        let files = self.files()?;
        for path in &files {
            platform::remove_file(path).map_err(ExportError::io("remove", path))?;
        }
        Ok(!files.is_empty())
    }

    /// Checkpoints, and drafts of them.
    fn files(&self) -> Result<Vec<PathBuf>, ExportError> {
        let entries = fs::read_dir(&self.folder).map_err(ExportError::io("read", &self.folder))?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(ExportError::io("read", &self.folder)));
        let paths: Vec<PathBuf> = paths.collect::<Result<_, _>>()?;
        let is_ours = |path: &PathBuf| path.extension().is_some_and(|end| end == "json" || end == "draft");
        Ok(paths.into_iter().filter(is_ours).collect())
    }
}

/// The checkpoint in the file `path`, where it is whole.
fn read(path: &Path) -> Option<Checkpoint> {
    Checkpoint::from_text(&read_within(path).ok()?)
}
