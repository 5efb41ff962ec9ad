//! Everything that is read from files that others may have written, with sound examples of each.

use crate::readers;
use detente_report::results::Dialect;
use detente_report::results::{Checkpoint, Identity, Manifest, RunFacts, ScenarioFacts};
use detente_study::recipe::{Recipe, SweepRecipe};
use detente_study::run::{self, Part, RunControl, Spec, WorldSizes};
use detente_study::scenario;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// What is read, with sound examples of it.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// How often it comes, beside the others.
    pub(crate) weight: usize,
    reader: Reader,
    pub(crate) examples: Vec<Vec<u8>>,
}

enum Reader {
    Text(fn(&str)),
    Bytes(fn(&[u8])),
}

impl Kind {
    fn text(name: &'static str, weight: usize, read: fn(&str), examples: Vec<String>) -> Self {
        let examples = examples.into_iter().map(String::into_bytes).collect();
        Self { name, weight, reader: Reader::Text(read), examples }
    }

    fn bytes(name: &'static str, weight: usize, read: fn(&[u8]), examples: Vec<Vec<u8>>) -> Self {
        Self { name, weight, reader: Reader::Bytes(read), examples }
    }

    /// Reads `bytes` as far as it goes.
    pub(crate) fn read(&self, bytes: &[u8]) {
        match self.reader {
            Reader::Text(read) => read(&String::from_utf8_lossy(bytes)),
            Reader::Bytes(read) => read(bytes),
        }
    }
}

fn read_all(folder: &str, end: &str) -> Vec<Vec<u8>> {
    let folder = support::root().join(folder);
    let entries = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|own| own == end)).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a file")).collect()
}

fn scenarios() -> Vec<String> {
    let folders = ["scenarios", "scenarios/reference", "lab/tests/second_opinion"];
    let all = folders.iter().flat_map(|folder| read_all(folder, "toml"));
    let mut all: Vec<String> = all.map(|bytes| String::from_utf8(bytes).expect("UTF-8")).collect();
    all.extend([support::RICH.to_owned(), scenario::Template::General.filled("case", "North", "South"), String::new()]);
    all
}

/// A claim or two are enough to be damaged, and faster to read than all.
fn claims() -> Vec<String> {
    let claims = fs::read_to_string(support::shipped("claims/_claims.toml")).expect("the list of claims");
    let parts: Vec<&str> = claims.split("[[claim]]").collect();
    parts[1..].iter().map(|claim| format!("{}[[claim]]{claim}", parts[0])).collect()
}

fn manifest() -> String {
    let varied = r#"{"keys":["messaging.ambiguity"],"points":{"rich-1":["0.2"],"rich-2":["0.4"]}}"#;
    let varied = serde_json::from_str(varied).expect("a sweep");
    let recipe = Recipe::Sweep(SweepRecipe { spec: Spec { seed: 1, trials: 300 }, varied, lean: false });
    let facts = RunFacts::new(recipe, Dialect::Standard, vec![ScenarioFacts::new("rich", 300, 300)]);
    let files = ["inputs/rich.toml", "records/rich.json", "causes.csv"];
    let files: BTreeMap<String, String> =
        files.iter().map(|path| ((*path).to_owned(), detente_report::results::sha256(path.as_bytes()))).collect();
    Manifest::new(facts, files).to_json()
}

/// Results folders of a small scenario and of a rich one, and a shard.
fn folders() -> Vec<String> {
    let small = "horizon_weeks = 26\n[escalation]\nincidents_per_month = \"0.1 to 0.5\"\n";
    let small = scenario::read_text("small", small, &[]).expect("a sound scenario");
    let shard = "2/2".parse().expect("a shard");
    vec![readers::packed(&small, None), readers::packed(&small, Some(shard)), readers::packed(&readers::case().0, None)]
}

/// Pairs of scenarios that differ in a key or in all.
fn pairs() -> Vec<String> {
    let [doha, jpoa] = ["doha_2026.toml", "jpoa_2014.toml"].map(|name| fs::read_to_string(support::shipped(name)));
    let (doha, jpoa) = (doha.expect("a file"), jpoa.expect("a file"));
    let rich = support::RICH;
    vec![
        format!("{rich}\n====\n{}", rich.replacen("0.", "0.1", 1)),
        format!("{doha}\n====\n{doha}"),
        format!("{doha}\n====\n{jpoa}"),
        format!("\n====\n{rich}"),
    ]
}

/// Questionnaires, and tables of cases, as spreadsheets have saved them.
fn sheets() -> [Vec<Vec<u8>>; 2] {
    let (file, plan) = readers::case();
    let mut values = Vec::new();
    let tally = support::simulate(plan, 32);
    let result = detente_study::table::ScenarioResult {
        scenario: &file.scenario,
        plan,
        tally: &tally,
        exact: None,
        worlds: None,
        histories: None,
        status: detente_study::table::Status::Complete,
    };
    let tables = detente_study::table::summarise(&[result]);
    let parameters = tables.iter().find(|table| table.name == "parameters").expect("every run has parameters");
    for dialect in Dialect::ALL {
        let mut bytes = Vec::new();
        detente_report::results::write_table(parameters, dialect, &mut bytes).expect("memory takes everything");
        values.push(bytes);
    }
    let cases = read_all("tests/sheets", "csv");
    let of_cases = cases.iter().filter(|bytes| bytes.windows(9).any(|part| part == b"messaging") && bytes.len() < 4096);
    let mut cases: Vec<Vec<u8>> = of_cases.cloned().collect();
    cases.push(b"messaging.ambiguity;horizon_weeks\n0,25;26\n0,1 to 0,5;\n".to_vec());
    [values, cases]
}

/// Every kind. What people write comes often, what takes longest to read seldom.
pub(crate) fn kinds() -> Vec<Kind> {
    let (file, plan) = readers::case();
    let record = support::simulate(plan, 300).record().clone();
    let identity = Identity::new(Spec { seed: 1, trials: 300 }, Part::WHOLE, &file.flattened);
    let written = serde_json::to_value(&record).expect("integers and text");
    let checkpoint = Checkpoint { identity, next: 1, record: written }.to_text();
    let sizes = WorldSizes::beside(&[plan], 1).expect("a rich scenario has uncertain values");
    let worlds = run::worlds(plan, 1, sizes, RunControl::uninterrupted(&|_| ())).expect("nothing pauses");
    let json = |value: serde_json::Result<String>| vec![value.expect("integers and text")];
    let axes =
        ["messaging.ambiguity=0.2..0.6:3\nhorizon_weeks=26,52", "party.first.will:4", "title={ a = 1 },[2,3],\"x\""];
    let [values, cases] = sheets();
    vec![
        Kind::text("scenario", 30, readers::scenario, scenarios()),
        Kind::text("claims", 6, readers::claims, claims()),
        Kind::text("record", 10, readers::record, json(serde_json::to_string(&record))),
        Kind::text("worlds", 8, readers::worlds, json(serde_json::to_string(&worlds))),
        Kind::text("checkpoint", 5, readers::checkpoint, vec![checkpoint]),
        Kind::text("manifest", 8, readers::manifest, vec![manifest()]),
        Kind::text("folder", 2, readers::folder, folders()),
        Kind::text("pair", 1, readers::pair, pairs()),
        Kind::text("axes", 2, readers::axes, axes.map(str::to_owned).to_vec()),
        Kind::bytes("cases", 14, readers::cases, cases),
        Kind::bytes("values", 14, readers::values, values),
    ]
}
