//! `manifest.json`: what a results folder was made from and what it holds.
//!
//! Left out on purpose: the time, the number of threads, and absolute paths, so that the same run
//! writes the same manifest on any machine.

use super::dialect::Dialect;
use super::digest::sha256;
use super::error::ExportError;
use detente_study::design::Sizes;
use detente_study::order::WrittenSearch;
use detente_study::run::BLOCK_TRIALS;
use detente_study::table::{Status, Varied};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Name of the file.
pub const MANIFEST: &str = "manifest.json";
/// The largest text that is read whole, bytes: enough for the manifest of half a million files.
const LARGEST: u64 = 1 << 26;
/// The generator of all draws.
pub const GENERATOR: &str = "ChaCha8";
/// Rises whenever values change for an unchanged seed.
pub const RESULTS_VERSION: u32 = 3;

/// The text in the file at `path`, which must be a file and not too large for one of ours.
pub(super) fn read_within(path: &Path) -> io::Result<String> {
    let found = fs::metadata(path)?;
    if !found.is_file() || found.len() > LARGEST {
        return Err(io::Error::other("it is no file, or larger than 64 MiB"));
    }
    fs::read_to_string(path)
}

/// What was run, as far as it decides the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    /// Version of detente.
    pub version: String,
    /// Results version.
    pub results_version: u32,
    /// Generator of the draws.
    pub generator: String,
    /// Seed.
    pub seed: u64,
    /// Trials asked for, per scenario.
    pub trials: u64,
    /// Whether all of them were simulated.
    pub status: Status,
    /// Other settings.
    pub settings: Settings,
    /// The scenarios, in order of their stems.
    pub scenarios: Vec<ScenarioFacts>,
}

/// Settings of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Trials in a block, the unit of work.
    pub block_size: u64,
    /// Spelling of the CSV files.
    pub csv_dialect: String,
    /// Whether a row is written for every trial.
    pub trial_rows: bool,
    /// Which part of the trials this is, as `I/N`; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<String>,
    /// What was asked of the scenarios, where it is more than to simulate each; absent for `run`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Analysis>,
    /// What a sweep varies; absent where nothing is swept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub varied: Option<Varied>,
    /// How much a sensitivity analysis simulated; absent for everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Sizes>,
    /// What a search for the best order sought; absent for everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<WrittenSearch>,
}

impl Settings {
    /// What is true of every command, with nothing that only some have.
    #[must_use]
    pub fn new(dialect: Dialect) -> Self {
        Self {
            block_size: BLOCK_TRIALS,
            csv_dialect: dialect.word().to_owned(),
            trial_rows: false,
            shard: None,
            analysis: None,
            varied: None,
            sensitivity: None,
            order: None,
        }
    }
}

/// A question to several scenarios, or to parts of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// The command that asked it.
    pub command: String,
    /// Which of its questions.
    pub question: String,
    /// Stems of the scenarios in the order in which they were named.
    pub scenarios: Vec<String>,
    /// What was taken out; all that can be where nothing is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<String>,
}

/// What was run of one scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioFacts {
    /// Stem of its file.
    pub scenario: String,
    /// Trials asked for.
    pub trials_asked: u64,
    /// Trials simulated.
    pub trials_done: u64,
    /// Whether these are all.
    pub status: Status,
}

impl ScenarioFacts {
    /// The facts of `scenario`; complete where all trials asked for were simulated. In a shard these are the trials of
    /// the shard.
    #[must_use]
    pub fn new(scenario: &str, trials_asked: u64, trials_done: u64) -> Self {
        let status = if trials_done >= trials_asked { Status::Complete } else { Status::Interrupted };
        Self { scenario: scenario.to_owned(), trials_asked, trials_done, status }
    }
}

impl RunFacts {
    /// Whether the parts agree: the version is one, every scenario was asked for as many trials, and the status is that of all of
    /// them. In a folder that was written by this program they do.
    #[must_use]
    pub fn agree(&self) -> bool {
        let own = Self::new(self.seed, self.trials, self.settings.clone(), self.scenarios.clone());
        let as_simulated = |facts: &ScenarioFacts| {
            *facts == ScenarioFacts::new(&facts.scenario, facts.trials_asked, facts.trials_done)
                && facts.trials_done <= facts.trials_asked
                && (facts.trials_asked == self.trials || self.settings.shard.is_some())
        };
        let in_versions = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
        let is_version = self.version.len() <= 40 && self.version.chars().all(in_versions);
        is_version
            && self.status == own.status
            && self.scenarios == own.scenarios
            && self.scenarios.iter().all(as_simulated)
    }

    /// The facts of a run by this version; complete where every scenario is.
    #[must_use]
    pub fn new(seed: u64, trials: u64, settings: Settings, mut scenarios: Vec<ScenarioFacts>) -> Self {
        scenarios.sort_by(|one, other| one.scenario.cmp(&other.scenario));
        let complete = scenarios.iter().all(|scenario| scenario.status == Status::Complete);
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            results_version: RESULTS_VERSION,
            generator: GENERATOR.to_owned(),
            seed,
            trials,
            status: if complete { Status::Complete } else { Status::Interrupted },
            settings,
            scenarios,
        }
    }
}

/// The manifest of a results folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// What was run.
    #[serde(flatten)]
    pub facts: RunFacts,
    /// SHA-256 of each scenario as run, by path within the folder.
    pub inputs: BTreeMap<String, String>,
    /// SHA-256 of every other file but the manifest, by path within the folder.
    pub outputs: BTreeMap<String, String>,
    /// SHA-256 of this manifest with nothing between the quotes here.
    digest: String,
}

impl Manifest {
    /// The manifest of a folder with `files` (paths and digests, the manifest itself not among them).
    #[must_use]
    pub fn new(facts: RunFacts, files: BTreeMap<String, String>) -> Self {
        let (inputs, outputs) = files.into_iter().partition(|(path, _)| path.starts_with("inputs/"));
        let own = Self { facts, inputs, outputs, digest: String::new() };
        Self { digest: own.own_digest(), ..own }
    }

    fn own_digest(&self) -> String {
        sha256(Self { digest: String::new(), ..self.clone() }.to_json().as_bytes())
    }

    /// Reads the manifest of the results folder `folder`.
    ///
    /// # Errors
    ///
    /// Where there is none that this version can read, or it was changed.
    pub fn read(folder: &Path) -> Result<Self, ExportError> {
        match Self::read_whatever_its_line_ends(folder)? {
            (own, true) => Ok(own),
            (_, false) => Err(ExportError::LineEnds { path: folder.to_owned() }),
        }
    }

    /// The same where only its line ends may have been changed; with whether they are as written.
    pub(super) fn read_whatever_its_line_ends(folder: &Path) -> Result<(Self, bool), ExportError> {
        let path = folder.to_owned();
        let Ok(text) = read_within(&folder.join(MANIFEST)) else { return Err(ExportError::NoManifest { path }) };
        let Some(own) = Self::from_json(&text) else { return Err(ExportError::NoManifest { path }) };
        let written = own.to_json();
        let is_as_written = written == text;
        if own.digest == own.own_digest() && (is_as_written || written == text.replace("\r\n", "\n")) {
            return Ok((own, is_as_written));
        }
        Err(ExportError::Changed { path, file: MANIFEST.to_owned() })
    }

    /// Reads the written form, whatever its digest; none where it is not one that this version can read.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The text of the file `path` of `folder`, where it is as listed.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, is not listed, or was changed.
    pub fn text(&self, folder: &Path, path: &str) -> Result<String, ExportError> {
        let full = folder.join(path);
        let text = read_within(&full).map_err(ExportError::io("read", &full))?;
        if self.digest(path) == Some(sha256(text.as_bytes()).as_str()) {
            return Ok(text);
        }
        Err(ExportError::Changed { path: folder.to_owned(), file: path.to_owned() })
    }

    /// Stems of the scenarios whose inputs are listed, in order.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.inputs.keys().filter_map(|path| path.strip_prefix("inputs/")?.strip_suffix(".toml"))
    }

    /// The written form.
    #[must_use]
    pub fn to_json(&self) -> String {
        super::dictionary::pretty(self)
    }

    /// The digest listed for `path`.
    #[must_use]
    pub fn digest(&self, path: &str) -> Option<&str> {
        self.inputs.get(path).or_else(|| self.outputs.get(path)).map(String::as_str)
    }

    /// Every path listed, inputs first.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.inputs.keys().chain(self.outputs.keys()).map(String::as_str)
    }
}
