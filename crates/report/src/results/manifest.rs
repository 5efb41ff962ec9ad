//! `manifest.json`: what a results folder was made from and what it holds.
//!
//! Left out on purpose: the time, the number of threads, and absolute paths, so that the same run
//! writes the same manifest on any machine.

use super::digest::sha256;
use super::error::ExportError;
use detente_study::recipe::{Names, Recipe};
use detente_study::run::BLOCK_TRIALS;
use detente_study::spelling::Dialect;
use detente_study::table::Status;
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunFacts {
    /// Version of detente.
    pub version: String,
    /// Results version.
    pub results_version: u32,
    /// Generator of the draws.
    pub generator: String,
    /// Trials in a block, the unit of work.
    pub block_size: u64,
    /// Spelling of the CSV files.
    pub csv_dialect: String,
    /// What was asked of the scenarios.
    pub recipe: Recipe,
    /// Whether all trials were simulated.
    pub status: Status,
    /// The scenarios, in order of their stems.
    pub scenarios: Vec<ScenarioFacts>,
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
    /// Whether the parts agree: the version is one, every scenario was asked for as many trials as the recipe says, and the
    /// status is that of all of them. In a folder that was written by this program they do.
    #[must_use]
    pub fn agree(&self) -> bool {
        let own = Self::spelled(self.recipe.clone(), &self.csv_dialect, self.scenarios.clone());
        let as_simulated = |facts: &ScenarioFacts| {
            *facts == ScenarioFacts::new(&facts.scenario, facts.trials_asked, facts.trials_done)
                // Of trials that were followed, it is told how many it would have taken by themselves.
                && (facts.trials_done <= facts.trials_asked || self.recipe.followed().is_some())
                && self.recipe.trials_fixed().is_none_or(|trials| facts.trials_asked == trials)
        };
        let in_versions = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
        let is_version = self.version.len() <= 40 && self.version.chars().all(in_versions);
        is_version
            && self.status == own.status
            && self.scenarios == own.scenarios
            && self.scenarios.iter().all(as_simulated)
    }

    /// How the tables are spelled.
    ///
    /// # Errors
    ///
    /// Where this version does not know that dialect, in words.
    pub fn dialect(&self) -> Result<Dialect, String> {
        let word = &self.csv_dialect;
        Dialect::from_word(word).ok_or_else(|| format!("the CSV dialect {word} is not known"))
    }

    /// The facts of results by this version; complete where every scenario is.
    #[must_use]
    pub fn new(recipe: Recipe, dialect: Dialect, scenarios: Vec<ScenarioFacts>) -> Self {
        Self::spelled(recipe, dialect.word(), scenarios)
    }

    fn spelled(recipe: Recipe, csv_dialect: &str, mut scenarios: Vec<ScenarioFacts>) -> Self {
        scenarios.sort_by(|one, other| one.scenario.cmp(&other.scenario));
        let complete = scenarios.iter().all(|scenario| scenario.status == Status::Complete);
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            results_version: RESULTS_VERSION,
            generator: GENERATOR.to_owned(),
            block_size: BLOCK_TRIALS,
            csv_dialect: csv_dialect.to_owned(),
            recipe,
            status: if complete { Status::Complete } else { Status::Interrupted },
            scenarios,
        }
    }

    /// Whether this version can simulate the same again: everything but the counts is as it would say it.
    #[must_use]
    pub fn can_be_simulated_again(&self) -> bool {
        Dialect::from_word(&self.csv_dialect).is_some()
            && *self == Self::spelled(self.recipe.clone(), &self.csv_dialect, self.scenarios.clone())
    }

    /// The names of the scenarios.
    #[must_use]
    pub fn names(&self) -> Names {
        Names::of(self.scenarios.iter().map(|one| one.scenario.as_str()))
    }

    /// What the folder holds, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.recipe.in_words(&self.names(), self.status)
    }

    /// Whether the results may give way to those that `asked` describes: the question is the same, and nothing is lost by it. The
    /// question is what the recipe asks of which scenarios. The number of trials, the seed, `--set`, the files of the same names, what a
    /// sweep varies, what a search seeks, the spelling of the tables may differ: to ask again is to refine.
    #[must_use]
    pub fn may_give_way_to(&self, asked: &Self) -> bool {
        self.recipe.gives_way_to(&asked.recipe, &self.names(), &asked.names())
    }
}

/// The manifest of a results folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
