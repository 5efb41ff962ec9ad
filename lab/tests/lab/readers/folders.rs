//! Results folders as one text: `report`, `merge` and `verify` read what others have written, whatever its digests say.

use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use detente_report::Tables;
use detente_report::results::Dialect;
use detente_report::results::{Manifest, RunFacts, ScenarioFacts, sha256};
use detente_report::{self, Report};
use detente_study::recipe::{Recipe, RunRecipe};
use detente_study::run::{self, Part, Spec};
use detente_study::scenario::CheckedFile;
use detente_study::table::{ScenarioResult, Status, Table, summarise};
use std::collections::BTreeMap;

/// What a line begins with that names the file below it.
const MARK: &str = "==== ";

/// The tables of a run of a few trials.
pub(super) fn results((file, plan): &(CheckedFile, Plan)) -> Vec<Table> {
    static TABLES: std::sync::OnceLock<Vec<Table>> = std::sync::OnceLock::new();
    let made = || {
        let tally = &run::trials(plan, Spec { seed: 1, trials: 32 }, &|_| ());
        let (scenario, exact, worlds, status) = (&file.scenario, None, None, Status::Complete);
        summarise(&[ScenarioResult { scenario, plan, tally, exact, worlds, histories: None, status }])
    };
    TABLES.get_or_init(made).clone()
}

/// What a results folder of one scenario says, as one text; `shard` where it is one of several.
pub(crate) fn packed(file: &CheckedFile, shard: Option<Part>) -> String {
    let plan = Plan::compile(&file.scenario).expect("no two ids collide");
    let spec = Spec { seed: 1, trials: 2048 };
    let blocks = shard.unwrap_or(Part::WHOLE).blocks(spec);
    let trials = spec.trials_of(blocks.clone());
    let empty = Tally::with_inputs(&plan, plan.largest_frozen());
    let tally = run::leg(&plan, &empty, spec, blocks, run::RunControl::uninterrupted(&|_| ())).tally;
    let sizes = run::WorldSizes::beside(&[&plan], 64).filter(|_| shard.is_none());
    let worlds = sizes.and_then(|sizes| run::worlds(&plan, 1, sizes, run::RunControl::uninterrupted(&|_| ())));
    let followed = run::history_trials(&plan, 64).filter(|_| shard.is_none());
    let histories =
        followed.and_then(|trials| run::histories(&plan, 1, trials, run::RunControl::uninterrupted(&|_| ())));
    let stem = &file.scenario.stem;
    let json = |value: serde_json::Result<String>| value.expect("integers and text");
    let mut texts = vec![
        (format!("inputs/{stem}.toml"), file.flattened.clone()),
        (format!("records/{stem}.json"), json(serde_json::to_string(tally.record()))),
    ];
    texts.extend(worlds.map(|worlds| (format!("records/{stem}.worlds.json"), json(serde_json::to_string(&worlds)))));
    texts.extend(histories.map(|kept| (format!("records/{stem}.histories.json"), json(serde_json::to_string(&kept)))));
    let recipe = Recipe::Run(RunRecipe { spec, shard, trial_rows: false, sequential: None, compared: Vec::new() });
    let facts = RunFacts::new(recipe, Dialect::Standard, vec![ScenarioFacts::new(stem, trials, trials)]);
    let digests = texts.iter().map(|(path, text)| (path.clone(), sha256(text.as_bytes()))).collect();
    texts.insert(0, ("manifest.json".to_owned(), Manifest::new(facts, digests).to_json()));
    texts.iter().map(|(path, text)| format!("{MARK}{path}\n{}\n", text.trim_end())).collect()
}

fn unpacked(text: &str) -> BTreeMap<&str, &str> {
    let parts = text.split(MARK).filter_map(|part| part.split_once('\n'));
    parts.map(|(path, text)| (path.trim_end(), text)).collect()
}

/// A results folder whose digests are right, as a forger would make them: made again, merged with itself, reported on.
pub(crate) fn folder(text: &str) {
    let texts = unpacked(text);
    let Some(written) = texts.get("manifest.json").and_then(|text| Manifest::from_json(text)) else { return };
    let listed = texts.iter().filter(|(path, _)| **path != "manifest.json");
    let digests = listed.map(|(path, text)| ((*path).to_owned(), sha256(text.as_bytes()))).collect();
    let manifest = Manifest::new(written.facts, digests);
    let read = |path: &str| texts.get(path).map(|text| (*text).to_owned()).ok_or_else(|| format!("no {path}"));
    if let Ok(source) = detente_report::made_again(&manifest, &read) {
        let Tables::Run(tables) = &source.tables else { unreachable!("a run is made again") };
        let report = Report::new(tables, source.provenance);
        // The workbook takes longest, and is made from what the page is made from.
        if text.len().is_multiple_of(super::ONE_IN) {
            let _ = detente_report::files(&report);
        }
    }
    merged(&manifest, &read);
}

/// What `merge` does with a shard.
fn merged(manifest: &Manifest, read: &dyn Fn(&str) -> Result<String, String>) {
    let Recipe::Run(RunRecipe { spec, shard: Some(part), .. }) = manifest.facts.recipe else { return };
    let trials = part.trials(spec);
    for stem in manifest.stems() {
        let Ok(input) = read(&format!("inputs/{stem}.toml")) else { continue };
        let Ok(file) = detente_study::scenario::read_text(stem, &input, &[]) else { continue };
        let Ok(plan) = Plan::compile(&file.scenario) else { continue };
        let Ok(Ok(record)) = read(&format!("records/{stem}.json")).map(|text| serde_json::from_str(&text)) else {
            continue;
        };
        let Ok(tally) = Tally::read(record, &plan, plan.largest_frozen()) else { continue };
        if tally.record().trials == trials {
            let mut whole = tally.emptied(&plan, plan.largest_frozen());
            whole.merge(&tally);
            whole.merge(&tally);
        }
    }
}
