//! The tables of a folder of trials made again from its inputs and records, some scenarios at a time.
//!
//! A lean sweep has records of the points alone that a report shows in full; of the others its summary is read back.
//!
//! Ten thousand scenarios make gigabytes of cells. No more of them is held than those of [`AT_ONCE`] scenarios and what
//! the report shows; all are spelled as the folder spells them, and their digests held against its manifest.

use super::as_run::{AllAsRun, AsRun};
use super::bound::{most_shown, shown_in_full};
use super::read_back::read_back;
use crate::results::{Dialect, DigestWriter, Manifest, ScenarioFacts, spelled_rows, write_table};
use detente_engine::exact::{self, Exact};
use detente_engine::plan::Plan;
use detente_engine::tally::{Tally, WorldTally};
use detente_study::figure::HistoryTally;
use detente_study::scenario::{self, CheckedFile};
use detente_study::table::{
    Extent, RunTables, ScenarioResult, Status, SummaryRow, Table, TableRow as _, VariedColumns,
};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::io::Write as _;

/// Scenarios whose rows are held in memory together.
const AT_ONCE: usize = 16;
/// The table that is there where something was observed.
const OBSERVED: &str = "observed.csv";
/// Written where trials were counted by where their inputs lie.
const INDICES: &str = "indices.csv";

/// Gives the text of a file of the folder by its path.
pub(super) type Read<'a> = &'a (dyn Fn(&str) -> Result<String, String> + Sync);

/// Tables could not be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Something does not fit, in words.
    Other(String),
    /// An end was asked for.
    Interrupted,
}

impl From<String> for Trouble {
    fn from(what: String) -> Self {
        Self::Other(what)
    }
}

/// What is made again.
#[derive(Clone, Copy)]
pub(super) struct Folder<'a> {
    /// What it says of itself.
    pub(super) manifest: &'a Manifest,
    /// Its texts.
    pub(super) read: Read<'a>,
    /// Whether an end is asked for.
    pub(super) asked: &'a (dyn Fn() -> bool + Sync),
}

/// A scenario as it was run, with what was counted.
struct Restored {
    file: CheckedFile,
    plan: Plan,
    tally: Tally,
    exact: Option<Exact>,
    worlds: Option<WorldTally>,
    histories: Option<HistoryTally>,
    status: Status,
}

/// The rows of one scenario in each table, and their spelling where it is compared.
struct Part {
    stem: String,
    tables: RunTables,
    /// The scenario as run, where it is shown in full.
    as_run: Option<AsRun>,
    spelled: Vec<Vec<u8>>,
}

impl Folder<'_> {
    /// The tables of the folder, which must come out as its manifest says where they are `compared`, and every scenario
    /// shown in full as run. Where not all are, the summary has all rows and the other tables those of the scenarios that are.
    pub(super) fn tables(self, compared: bool) -> Result<(RunTables, AllAsRun), Trouble> {
        let Self { manifest, .. } = self;
        if !manifest.facts.agree() {
            return Err("what manifest.json says of the run does not fit together".to_owned().into());
        }
        let varied = manifest.facts.recipe.varied().map(|varied| varied.laid());
        let lean = manifest.facts.recipe.is_lean();
        let [news, inputs] = [OBSERVED, INDICES].map(|table| manifest.digest(table).is_some());
        let extent = Extent { news, inputs, lean };
        let simulated: Vec<&ScenarioFacts> =
            manifest.facts.scenarios.iter().filter(|one| one.trials_done > 0).collect();
        if lean {
            return self.lean_tables(&simulated, varied.as_ref(), extent);
        }
        let mut tables = RunTables::of(&[], extent);
        let headers = tables.erased(varied.as_ref());
        let mut digests = if compared { Some(Digests::begin(&headers, manifest)?) } else { None };
        let dialect = digests.as_ref().map(|digests| digests.dialect);
        let (swept, mut as_run) = (varied.is_some(), AllAsRun::new());
        let all = simulated.len() <= most_shown(swept);
        for some in simulated.chunks(AT_ONCE) {
            for part in self.parts(some, varied.as_ref(), extent, dialect, all)? {
                if let Some(digests) = &mut digests {
                    digests.add(&part.spelled)?;
                }
                as_run.extend(part.as_run.map(|own| (part.stem, own)));
                tables.extend(part.tables);
            }
        }
        if let Some(digests) = digests {
            digests.agree(&headers, manifest)?;
        }
        let Some(shown) = shown_in_full(&tables.summary, swept) else { return Ok((tables, as_run)) };
        let shown: Vec<&ScenarioFacts> =
            simulated.into_iter().filter(|facts| shown.contains_key(&facts.scenario)).collect();
        for part in self.parts(&shown, varied.as_ref(), extent, None, true)? {
            as_run.extend(part.as_run.map(|own| (part.stem, own)));
            tables.extend(part.tables.without_summary());
        }
        Ok((tables, as_run))
    }

    /// The same of a lean sweep: the rows of its summary as they stand there, which must agree with the records that there are.
    fn lean_tables(
        self,
        simulated: &[&ScenarioFacts],
        varied: Option<&VariedColumns<'_>>,
        extent: Extent,
    ) -> Result<(RunTables, AllAsRun), Trouble> {
        let dialect = self.manifest.facts.dialect()?;
        let path = format!("{}.csv", SummaryRow::NAME);
        let (summary, _) = read_back::<SummaryRow>(&(self.read)(&path)?, varied, dialect)?;
        if !summary.iter().map(|row| &row.scenario).eq(simulated.iter().map(|facts| &facts.scenario)) {
            return Err(format!("{path} is not about the points that were simulated").into());
        }
        let shown = shown_in_full(&summary, true);
        let is_shown = |facts: &&&ScenarioFacts| shown.as_ref().is_none_or(|shown| shown.contains_key(&facts.scenario));
        let shown: Vec<&ScenarioFacts> = simulated.iter().filter(is_shown).copied().collect();
        let mut tables = RunTables { extent, summary, ..RunTables::default() };
        let mut as_run = AllAsRun::new();
        for part in self.parts(&shown, varied, extent.lean(false), None, true)? {
            let own = &part.tables.summary;
            let spelled =
                |rows: &[SummaryRow]| spelled_rows(&Table::of(rows), dialect).map_err(|error| error.to_string());
            let stated: Vec<SummaryRow> =
                tables.summary.iter().filter(|row| row.scenario == part.stem).cloned().collect();
            if spelled(&stated)? != spelled(own)? {
                return Err(format!("the row of {} in {path} is not what its record gives", part.stem).into());
            }
            as_run.extend(part.as_run.map(|own| (part.stem, own)));
            tables.extend(part.tables.without_summary());
        }
        Ok((tables, as_run))
    }

    /// The rows of `some` scenarios, spelled where there is a `dialect`; once spelled, only those of the summary are kept
    /// unless `all` are.
    fn parts(
        self,
        some: &[&ScenarioFacts],
        varied: Option<&VariedColumns<'_>>,
        extent: Extent,
        dialect: Option<Dialect>,
        all: bool,
    ) -> Result<Vec<Part>, Trouble> {
        let part = |facts: &&ScenarioFacts| {
            if (self.asked)() {
                return Err(Trouble::Interrupted);
            }
            let restored = restore(facts, self.manifest, self.read)?;
            let result = restored.result();
            let own = Extent::of([result]);
            for (has, listed, table) in [(own.news, extent.news, OBSERVED), (own.inputs, extent.inputs, INDICES)] {
                if has && !listed {
                    return Err(format!("the record of {} fills {table}, which is not listed", facts.scenario).into());
                }
            }
            let tables = RunTables::of(&[result], extent);
            let spell = |dialect| tables.erased(varied).iter().map(|table| spelled_rows(table, dialect)).collect();
            let spelled: Option<Result<_, std::io::Error>> = dialect.map(spell);
            let spelled = spelled.transpose().map_err(|error| error.to_string())?.unwrap_or_default();
            let as_run = all.then(|| restored.as_run(self.manifest.facts.recipe.seed()));
            let tables = if all { tables } else { tables.summary_alone() };
            Ok(Part { stem: facts.scenario.clone(), spelled, tables, as_run })
        };
        some.par_iter().map(part).collect()
    }
}

/// The digests of tables as the folder spells them, on the way.
struct Digests {
    dialect: Dialect,
    tables: Vec<DigestWriter>,
}

impl Digests {
    fn begin(tables: &[Table], manifest: &Manifest) -> Result<Self, String> {
        let dialect = manifest.facts.dialect()?;
        let begin = |table: &Table| {
            let mut writer = DigestWriter::default();
            write_table(table, dialect, &mut writer).map_err(|error| error.to_string())?;
            Ok(writer)
        };
        Ok(Self { dialect, tables: tables.iter().map(begin).collect::<Result<_, String>>()? })
    }

    fn add(&mut self, spelled: &[Vec<u8>]) -> Result<(), String> {
        let mut all = self.tables.iter_mut().zip(spelled);
        all.try_for_each(|(writer, rows)| writer.write_all(rows)).map_err(|error| error.to_string())
    }

    /// Whether these are the digests of the files that `manifest` lists.
    fn agree(self, tables: &[Table], manifest: &Manifest) -> Result<(), String> {
        for (table, writer) in tables.iter().zip(self.tables) {
            let path = format!("{}.csv", table.name);
            if manifest.digest(&path) != Some(writer.finish().as_str()) {
                return Err(format!("{path}, made again from the records, comes out otherwise"));
            }
        }
        Ok(())
    }
}

fn restore(facts: &ScenarioFacts, manifest: &Manifest, read: Read<'_>) -> Result<Restored, String> {
    let stem = &facts.scenario;
    let text = read(&format!("inputs/{stem}.toml"))?;
    let file = scenario::read_text(stem, &text, &[]);
    let mut file = file.map_err(|faults| format!("inputs/{stem}.toml has {} faults", faults.faults().len()))?;
    file.flattened = text;
    let plan = Plan::compile(&file.scenario).map_err(|error| format!("inputs/{stem}.toml: {error}"))?;
    if let Some(wrong) = manifest.facts.recipe.varied().and_then(|varied| varied.contradiction(&file.scenario)) {
        return Err(wrong);
    }
    let path = format!("records/{stem}.json");
    let record: serde_json::Value = spelled(&path, read)?;
    let worlds = beside(&format!("records/{stem}.worlds.json"), manifest, read)?;
    let of_histories = format!("records/{stem}.histories.json");
    let histories: Option<HistoryTally> = beside(&of_histories, manifest, read)?;
    let fits = histories.as_ref().map_or(Ok(()), |histories| histories.check(&plan));
    fits.map_err(|error| format!("{of_histories}: {error}"))?;
    let tally = Tally::read(record, &plan, plan.largest_frozen()).map_err(|error| format!("{path}: {error}"))?;
    if tally.record().simulated() != facts.trials_done {
        return Err(format!("{path} has {} trials, manifest.json {}", tally.record().simulated(), facts.trials_done));
    }
    let exact = if manifest.facts.status == Status::Complete { exact::answer(&plan).ok() } else { None };
    Ok(Restored { file, plan, tally, exact, worlds, histories, status: facts.status })
}

/// A record of what was simulated beside the trials; none where the folder has no such one.
fn beside<T: DeserializeOwned>(path: &str, manifest: &Manifest, read: Read<'_>) -> Result<Option<T>, String> {
    manifest.digest(path).map(|_| spelled(path, read)).transpose()
}

/// A record read back from its text.
fn spelled<T: DeserializeOwned>(path: &str, read: Read<'_>) -> Result<T, String> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{path}: {error}"))
}

impl Restored {
    fn as_run(&self, seed: u64) -> AsRun {
        AsRun::of(&self.file, &self.plan, self.tally.record(), seed)
    }

    fn result(&self) -> ScenarioResult<'_> {
        ScenarioResult {
            scenario: &self.file.scenario,
            plan: &self.plan,
            tally: &self.tally,
            exact: self.exact.as_ref(),
            worlds: self.worlds.as_ref(),
            histories: self.histories.as_ref(),
            status: self.status,
        }
    }
}
