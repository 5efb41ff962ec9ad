//! Shards of one run, read back and put together.

use crate::results::{Dialect, MANIFEST, Manifest, is_of_a_server};
use crate::sound::{inputs, sound};
use detente_engine::tally::{Tally, most_frequent};
use detente_study::input::Input;
use detente_study::recipe::{Recipe, RunRecipe, Simulated};
use detente_study::run::Part;
use detente_study::table;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A shard that is sound in itself.
#[derive(Debug)]
pub struct Shard {
    folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// What was asked of it.
    pub recipe: RunRecipe,
    /// The spelling of the tables that were asked for.
    pub dialect: Dialect,
    part: Part,
}

/// All shards of one run in their order, or everything that stands against it.
pub fn gather(folders: &[PathBuf]) -> Result<Vec<Shard>, Vec<String>> {
    let (mut shards, mut problems) = (Vec::new(), Vec::new());
    for folder in folders {
        match Shard::read(folder) {
            Ok(shard) => shards.push(shard),
            Err(found) => problems.extend(found.iter().map(|problem| format!("{}: {problem}", folder.display()))),
        }
    }
    if problems.is_empty() {
        problems = incompatible(&shards);
    }
    if problems.is_empty() {
        shards.sort_by_key(|shard| shard.part);
        problems = overlaps_and_gaps(&shards);
    }
    if problems.is_empty() { Ok(shards) } else { Err(problems) }
}

/// The folders meant: those named, and in place of one that has no manifest, the folders in it. What was merged into one of these
/// before is no shard among them: it is what shall be written anew.
#[must_use]
pub fn expand(folders: &[PathBuf], out: &Path) -> Vec<PathBuf> {
    let out = out.canonicalize().ok();
    let is_merged = |path: &PathBuf| {
        let whole = |manifest: Manifest| manifest.facts.recipe.shard().is_none();
        path.canonicalize().ok() == out && Manifest::read(path).is_ok_and(whole)
    };
    let mut all = Vec::new();
    for folder in folders {
        let inner = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let hidden = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with('.') || is_of_a_server(&name)
        };
        let mut inner: Vec<PathBuf> = inner.filter(|path| path.is_dir() && !hidden(path) && !is_merged(path)).collect();
        let is_shard = folder.join(MANIFEST).exists() || folder.join("records").exists();
        if is_shard || inner.is_empty() {
            inner = vec![folder.clone()];
        }
        inner.sort();
        all.extend(inner);
    }
    all
}

impl Shard {
    /// Reads a folder, every file of which must be as it was written, and which must be complete.
    fn read(folder: &Path) -> Result<Self, Vec<String>> {
        let manifest = sound(folder).map_err(|problems| {
            problems.into_iter().map(|problem| format!("{problem}; simulate this shard again")).collect::<Vec<_>>()
        })?;
        let facts = &manifest.facts;
        let dialect = Dialect::from_word(&facts.csv_dialect).filter(|_| facts.can_be_simulated_again());
        let Some(dialect) = dialect else {
            let (version, results) = (&facts.version, facts.results_version);
            return Err(vec![format!(
                "written by detente {version}, results version {results}; merge with that version"
            )]);
        };
        let run = if let Recipe::Run(run) = &facts.recipe { Some(run.clone()) } else { None };
        let Some((recipe, part)) = run.and_then(|run| run.shard.map(|part| (run, part))) else {
            return Err(vec!["not a shard: `detente run --shard I/N` writes those".to_owned()]);
        };
        if facts.status == table::Status::Interrupted {
            return Err(vec![format!(
                "shard {part} was interrupted; simulate it to the end with --shard {part} --resume"
            )]);
        }
        if !facts.agree() || !manifest.stems().eq(facts.scenarios.iter().map(|one| one.scenario.as_str())) {
            return Err(vec![format!("its manifest is not that of shard {part}; simulate this shard again")]);
        }
        Ok(Self { folder: folder.to_owned(), manifest, recipe, dialect, part })
    }

    /// What all shards of one run share, in words.
    fn compatibility_key(&self) -> [(&'static str, String); 5] {
        let inputs: Vec<String> =
            self.manifest.inputs.iter().map(|(path, digest)| format!("{path} {digest}")).collect();
        [
            ("number of shards", self.part.count().to_string()),
            ("seed", self.recipe.spec.seed.to_string()),
            ("number of trials", self.recipe.spec.trials.to_string()),
            ("CSV dialect", self.dialect.word().to_owned()),
            ("scenarios", inputs.join("\n")),
        ]
    }

    /// The counts of one scenario.
    fn tally(&self, input: &Input) -> Result<Tally, String> {
        let path = format!("records/{}.json", input.stem());
        let text = self.manifest.text(&self.folder, &path).map_err(|error| error.to_string())?;
        let wrong = |why: String| format!("{}: {path}: {why}; simulate this shard again", self.folder.display());
        let record = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let tally = Tally::read(record, &input.plan, input.plan.largest_frozen());
        let tally = tally.map_err(|error| wrong(error.to_string()))?;
        let whole = Tally::with_inputs(&input.plan, input.plan.largest_frozen());
        if tally.record().inputs.is_some() != whole.record().inputs.is_some() {
            return Err(wrong("it does not hold what a shard counts".to_owned()));
        }
        let simulated = tally.record().simulated();
        if simulated != self.part.trials(self.recipe.spec) {
            return Err(wrong(format!("{simulated} trials in place of {}", self.part.trials(self.recipe.spec))));
        }
        Ok(tally)
    }
}

/// A sentence for each shard that is of another run than most.
fn incompatible(shards: &[Shard]) -> Vec<String> {
    let mut runs: BTreeMap<[(&str, String); 5], usize> = BTreeMap::new();
    shards.iter().for_each(|shard| *runs.entry(shard.compatibility_key()).or_default() += 1);
    // Of two runs with as many shards, that of the shard named first.
    let keys = shards.iter().map(Shard::compatibility_key).map(|key| (runs[&key], key));
    let Some((main, _)) = most_frequent(keys.map(|(count, key)| (key, count))) else { return Vec::new() };
    let told = |shard: &Shard| {
        let key = shard.compatibility_key();
        let differs = key.iter().zip(&main).find(|(own, other)| own != other)?;
        let what = match differs {
            (("scenarios", _), _) => "its scenarios are not those of the other shards".to_owned(),
            ((what, own), (_, other)) => format!("its {what} is {own}, that of the other shards {other}"),
        };
        Some(format!("{}: of another run: {what}; leave it out", shard.folder.display()))
    };
    shards.iter().filter_map(told).collect()
}

/// Sentences on shards, sorted, that come twice or not at all.
fn overlaps_and_gaps(shards: &[Shard]) -> Vec<String> {
    let twice = shards.windows(2).filter(|pair| pair[0].part == pair[1].part).map(|pair| {
        let [one, other] = [&pair[0], &pair[1]].map(|shard| shard.folder.display());
        format!("{one} and {other} are both shard {}; leave one out", pair[0].part)
    });
    let mut problems: Vec<String> = twice.collect();
    let Some(count) = shards.first().map(|shard| shard.part.count()) else {
        return vec!["no shard was found".to_owned()];
    };
    let there: Vec<u64> = shards.iter().map(|shard| shard.part.index()).collect();
    let missing: Vec<String> =
        (1..=count).filter(|index| there.binary_search(index).is_err()).map(|index| index.to_string()).collect();
    if !missing.is_empty() {
        let shown = missing.iter().take(20).cloned().collect::<Vec<_>>().join(", ");
        let more = if missing.len() > 20 { ", ..." } else { "" };
        problems.push(format!(
            "{} of {count} shards missing: {shown}{more}; simulate each with --shard I/{count}",
            missing.len()
        ));
    }
    problems
}

/// The whole run, as it shall stand in the folder `out`: every scenario with the counts of all shards.
pub fn add_up(shards: &[Shard], out: &Path) -> Result<Vec<Simulated>, Vec<String>> {
    let first = &shards[0];
    let inputs = inputs(&first.folder, &first.manifest).map_err(|problem| vec![problem])?;
    let whole = |input: Input| {
        let input = Input { path: out.join(format!("inputs/{}.toml", input.stem())), ..input };
        let mut tally = Tally::with_inputs(&input.plan, input.plan.largest_frozen());
        for shard in shards {
            tally.merge(&shard.tally(&input).map_err(|problem| vec![problem])?);
        }
        Ok(Simulated::whole(input, tally, first.recipe.spec))
    };
    inputs.into_iter().map(whole).collect()
}
