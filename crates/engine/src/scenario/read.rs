//! Reading a scenario: text in, checked [`Scenario`] out.

use super::diagnose::wrong_ids;
use super::diagnose::{Diagnostic, Fault, ScenarioFaults};
use super::diagnose::{Diagnostics, Place};
use super::given::{AllGiven, Reading};
use super::layers::{self, Chain};
use super::model::Scenario;
use super::overlay::{self, Overlay};
use super::reach::Reached;
use super::simulated::NotSimulated;
use super::source::Source;
use super::tree::{Item, Table};
use super::worlds::NamedWorlds;
use super::{fallback, flatten, merge, resolve, row, set, shape, stakes, worlds};
use crate::domain::Defaults;
use crate::parameter::Worlds;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest name of a scenario.
const LONGEST_STEM: usize = 100;

/// A scenario file that was read and found sound.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// What it means.
    pub scenario: Scenario,
    /// The scenario as run, in its own language: files it extends and `--set` merged in. Read again
    /// under the same file name it gives the same scenario.
    pub flattened: String,
    /// Remarks that stop nothing, in order of file and line.
    pub notes: Vec<Fault>,
    /// The files that were read: the one named first, then what it extends, then its worlds.
    pub files: Vec<PathBuf>,
}

/// Reads and checks the scenario file at `path` of `source`. Each of `sets` is a `KEY=VALUE` that overrides the file.
///
/// # Errors
///
/// Everything that is wrong, at once and located: unreadable or overlong files, faults of syntax, unknown
/// keys, values of the wrong kind or out of range, two overrides of one place, and relations that do not hold.
///
/// # Examples
///
/// ```
/// use detente_engine::scenario;
/// use std::{collections::BTreeMap, path::PathBuf};
///
/// let [base, mine] = ["escalation.incidents_per_month = 0.2", "extends = \"base.toml\""].map(str::to_owned);
/// let files = BTreeMap::from([(PathBuf::from("base.toml"), base), (PathBuf::from("mine.toml"), mine)]);
/// let file = scenario::read(&files, "mine.toml".as_ref(), &[]).unwrap();
/// assert_eq!(file.files.len(), 2);
/// let faults = scenario::read(&files, "yours.toml".as_ref(), &[]).unwrap_err();
/// assert!(faults.to_string().contains("no such file"));
/// ```
pub fn read(source: &dyn Source, path: &Path, sets: &[String]) -> Result<CheckedFile, ScenarioFaults> {
    read_over(source, path, Over { sets, ..Over::default() })
}

/// What is laid over the files of a scenario.
#[derive(Clone, Copy, Debug, Default)]
pub struct Over<'a> {
    /// The name of the scenario, where it is not that of its file.
    pub stem: Option<&'a str>,
    /// Values from other texts, each laid over the one before.
    pub overlays: &'a [Overlay],
    /// `KEY=VALUE` each, laid over everything else.
    pub sets: &'a [String],
    /// What happens where two of them reach one place.
    pub meeting: Meeting,
}

/// What happens where two overrides reach one place of a scenario, however they are spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meeting {
    /// It is a fault: what one of the two says would not be simulated. So is a value that nothing takes, but for `--set`.
    #[default]
    Refused,
    /// The later one wins: lists that are put together for that.
    LastWins,
}

/// Reads and checks the scenario file at `path` of `source` with `over` laid over it.
///
/// # Errors
///
/// As [`read`].
pub fn read_over(source: &dyn Source, path: &Path, over: Over<'_>) -> Result<CheckedFile, ScenarioFaults> {
    let mut diagnostics = Diagnostics::default();
    let built_in = fallback::built_in(&mut diagnostics);
    let chain = layers::read(&mut diagnostics, source, path);
    let own = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    check(diagnostics, built_in, chain, Some(source), over.stem.unwrap_or(&own), over)
}

/// Checks a scenario given as text. `stem` stands in for the stem of its file's name.
///
/// # Errors
///
/// As [`read`]; besides, such a text cannot extend a file.
pub fn read_text(stem: &str, text: &str, sets: &[String]) -> Result<CheckedFile, ScenarioFaults> {
    read_text_over(stem, text, Over { sets, ..Over::default() })
}

/// The same with `over` laid over the text.
///
/// # Errors
///
/// As [`read_text`].
pub fn read_text_over(stem: &str, text: &str, over: Over<'_>) -> Result<CheckedFile, ScenarioFaults> {
    let mut diagnostics = Diagnostics::default();
    let built_in = fallback::built_in(&mut diagnostics);
    let chain = layers::from_text(&mut diagnostics, &format!("{stem}.toml"), text);
    check(diagnostics, built_in, chain, None, over.stem.unwrap_or(stem), over)
}

fn check(
    mut diagnostics: Diagnostics,
    built_in: Table,
    chain: Chain,
    source: Option<&dyn Source>,
    stem: &str,
    over: Over<'_>,
) -> Result<CheckedFile, ScenarioFaults> {
    let Some(named) = chain.layers.last().map(|layer| layer.document) else { return Err(diagnostics.into_faults()) };
    check_stem(&mut diagnostics, named, stem);
    let folders = folders(&chain);
    // What the files leave out may stand in the one that is missing, which no other stands in for.
    let built_in = if chain.is_whole { built_in } else { Table::new() };
    let (mut root, laid) = merged(&mut diagnostics, built_in, chain.layers, over);
    if diagnostics.is_misleading() {
        return Err(diagnostics.into_faults());
    }
    let head = Place { document: named, span: 0..0 };
    let named_worlds = worlds::take(&mut diagnostics, source, &folders, &mut root);
    let given = shape::check(&mut diagnostics, &root, chain.is_whole);
    // How values stand to each other is not known before all are read.
    if !chain.is_whole {
        return Err(diagnostics.into_faults());
    }
    let worlds = worlds_of(&mut diagnostics, named_worlds.as_ref(), defaults(&given));
    let mut scenario = resolve::resolve(&mut diagnostics, &given, worlds, stem, &head);
    row::of_worlds(&mut scenario);
    if let Some(named) = &named_worlds {
        named.must_be_taken(&mut diagnostics, &scenario);
    }
    if !diagnostics.has_faults() && over.meeting == Meeting::Refused {
        laid.iter().for_each(|laid| must_be_simulated(&mut diagnostics, &scenario, laid));
    }
    if diagnostics.has_faults() {
        return Err(diagnostics.into_faults());
    }
    keep_rungs(&mut root, &scenario);
    let mut files = chain.paths;
    if let Some(named) = named_worlds {
        root.insert(worlds::KEY.to_owned(), named.item);
        files.extend(named.path);
    }
    let flattened = flatten::text(&diagnostics, &root, &format!("{stem}.toml"));
    Ok(CheckedFile { scenario, flattened, notes: diagnostics.into_notes(), files })
}

/// The worlds of a scenario which names some, and says of its `defaults` what they are, with the place where it does.
fn worlds_of(
    diagnostics: &mut Diagnostics,
    named: Option<&NamedWorlds>,
    defaults: Option<(Defaults, &Place)>,
) -> Option<Arc<Worlds>> {
    match (named, defaults) {
        (Some(named), Some((Defaults::Fixed, place))) if named.worlds.speak_of_unstated() => {
            let diagnostic = Diagnostic::new("defaults", "fixed, and a file of worlds is named as well");
            diagnostics.fault(place, diagnostic.help("drop `worlds`, or say defaults = \"calibrated\""));
            None
        }
        (Some(named), _) => Some(Arc::clone(&named.worlds)),
        (None, defaults) => {
            let is_calibrated = defaults.map_or(Defaults::DEFAULT, |(word, _)| word) == Defaults::Calibrated;
            is_calibrated.then(worlds::shipped)
        }
    }
}

/// The folder of each file of the chain, by its document.
fn folders(chain: &Chain) -> BTreeMap<usize, PathBuf> {
    let files = chain.layers.iter().rev().zip(&chain.paths);
    files.map(|(layer, path)| (layer.document, path.parent().unwrap_or(Path::new("")).to_owned())).collect()
}

/// What the key `defaults` says, where it is given.
fn defaults(given: &AllGiven) -> Option<(Defaults, &Place)> {
    let given = given.values.get("defaults")?;
    let Reading::Word(word) = &given.reading else { return None };
    Defaults::from_word(word).map(|word| (word, &given.place))
}

/// The stem becomes a cell of every table: it must be one that no spreadsheet takes for a number or formula.
fn check_stem(diagnostics: &mut Diagnostics, document: usize, stem: &str) {
    let head = stem.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !head || !stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        let diagnostic = Diagnostic::new("", format!("the file name `{stem}` cannot name a scenario"));
        let help = "rename the file: a letter or _, then letters, digits, _ and -; the name stands in every table";
        diagnostics.whole(document, diagnostic.help(help));
    } else if stem.len() > LONGEST_STEM || is_device(stem) {
        let diagnostic = Diagnostic::new("", format!("the file name `{stem}` cannot name files everywhere"));
        let help =
            format!("rename the file: at most {LONGEST_STEM} characters, and no name of a device such as con or lpt1");
        diagnostics.whole(document, diagnostic.help(help));
    }
}

/// Whether Windows takes a file of this name for a device.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered =
        |word: &str| stem.strip_prefix(word).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit());
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// A value that was laid over the files.
struct Laid {
    layer: Table,
    /// Whether it is one of `--set`, which no table names beside what was simulated.
    is_set: bool,
}

/// Refuses what is not simulated as it says; a `--set` that nothing takes is remarked on.
fn must_be_simulated(diagnostics: &mut Diagnostics, scenario: &Scenario, laid: &Laid) {
    let Err((leaf, why)) = scenario.takes(&laid.layer) else { return };
    let help = match &why {
        NotSimulated::Nothing => {
            "all that could take it has a value of its own, or is not simulated; parameters.csv lists the keys that are"
                .to_owned()
        }
        NotSimulated::Otherwise { key, .. } => {
            format!(
                "{key} is given elsewhere, by itself, as a part of another value or with its worlds; set that, or leave this out"
            )
        }
    };
    let diagnostic = Diagnostic::new(leaf.path.join("."), why.to_string()).help(help);
    if laid.is_set { diagnostics.note(leaf.key, diagnostic) } else { diagnostics.fault(leaf.key, diagnostic) }
}

/// All layers merged: the built-in scenario where the files say nothing, the files, overlays, and every `--set`; and what was
/// laid over the files.
fn merged(
    diagnostics: &mut Diagnostics,
    built_in: Table,
    layers: Vec<layers::Layer>,
    over: Over<'_>,
) -> (Table, Vec<Laid>) {
    let mut layers = layers;
    layers.iter_mut().for_each(|layer| wrong_ids::correct(diagnostics, &mut layer.table, true));
    let roles = merge::party_roles(layers.iter().map(|layer| &layer.table));
    let (mut root, mut kept) = (Table::new(), Vec::new());
    for mut layer in layers {
        wrong_ids::refuse_roles(diagnostics, &mut layer.table, &roles, true);
        merge::name_sides(diagnostics, &mut layer.table, &roles);
        lay(diagnostics, &mut root, layer.table, &mut kept);
    }
    let is_built_in = !root.contains_key("rung");
    let places = stakes::places(&built_in).filter(|_| is_built_in);
    fallback::fill(&mut root, built_in, &roles);
    stakes::keep(&mut root, places.as_ref(), &mut kept);
    let roles = merge::party_roles([&root].into_iter());
    // A file without parties has those of the built-in scenario, and may call them by their ids.
    merge::name_sides(diagnostics, &mut root, &roles);
    let mut above: Vec<Laid> = Vec::new();
    for overlay in over.overlays {
        above.extend(overlay::layers(diagnostics, overlay).into_iter().map(|layer| Laid { layer, is_set: false }));
    }
    let sets = over.sets.iter().filter_map(|argument| set::layer(diagnostics, argument));
    above.extend(sets.map(|layer| Laid { layer, is_set: true }));
    let mut reached = Reached::default();
    for Laid { layer, .. } in &mut above {
        wrong_ids::correct(diagnostics, layer, false);
        wrong_ids::refuse_roles(diagnostics, layer, &roles, false);
        merge::name_sides(diagnostics, layer, &roles);
        if over.meeting == Meeting::Refused {
            reached.add(layer).into_iter().for_each(|met| met.complain(diagnostics));
        }
        lay(diagnostics, &mut root, layer.clone(), &mut kept);
    }
    merge::remove_none(&mut root);
    (root, above)
}

/// Lays `layer` on `root`, and keeps the stakes of rungs that it orders otherwise; `kept` are those kept so far.
fn lay(diagnostics: &mut Diagnostics, root: &mut Table, layer: Table, kept: &mut Vec<String>) {
    let before = stakes::places(root);
    merge::lay(diagnostics, root, layer);
    stakes::keep(root, before.as_ref(), kept);
}

/// Drops the rungs that the order leaves out, so that the text shows what is simulated.
fn keep_rungs(root: &mut Table, scenario: &Scenario) {
    let simulated: BTreeSet<&str> = scenario.rungs.iter().map(|rung| rung.id.as_str()).collect();
    if let Some(rungs) = root.get_mut("rung").and_then(|Item { node, .. }| node.table_mut()) {
        rungs.retain(|id, _| simulated.contains(id.as_str()));
    }
}
