//! From an answer to a results folder, which appears whole.

use crate::as_run::{AllAsRun, AsRun};
use crate::bound::most_shown;
use crate::compared::ComparedFiles;
use crate::files::{WriteError, files};
use crate::read_back::read_back;
use crate::results::{
    Dialect, Documented, ExportError, Manifest, OutDir, RunFacts, ScenarioFacts, TableFiles, TableWriter,
    guide_markdown, sha256, text_of, write_dictionary, write_tables,
};
use crate::{Provenance, Report, ScenarioReport, shown_in_full};
use detente_study::input::Input;
use detente_study::recipe::{Analysis, Answer, DiskError, Recipe, Simulated, TrialRows};
use detente_study::run::{RunControl, Spec, Stretch, trials_with_rows};
use detente_study::table::{Column, Extent, RunTables, ScenarioResult, SummaryRow, Table, Varied, trial_columns};
use std::collections::BTreeMap;

/// Scenarios whose rows are held in memory together.
const SCENARIOS_AT_ONCE: usize = 16;

/// A results folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteResultsError {
    /// A file could not.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// No report could be made.
    #[error("cannot make the report")]
    Report(#[source] WriteError),
    /// A record could not be spelled.
    #[error("cannot spell the record")]
    Record(#[source] serde_json::Error),
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The manifest of the folder.
    pub manifest: Manifest,
    /// How many tables there are.
    pub tables: usize,
}

/// What `recipe` gave, written to `out`: inputs and the manifest; tables, unless it is a shard, with those of plans that were compared; the
/// records of trials, of a lean sweep those of the points that a report shows in full; with `with_report` the report on runs.
///
/// # Errors
///
/// Where a file cannot be written; what was there before then stands.
pub fn write(
    out: OutDir,
    recipe: &Recipe,
    dialect: Dialect,
    answer: &Answer,
    with_report: bool,
) -> Result<Written, WriteResultsError> {
    match answer {
        Answer::Runs { scenarios, compared } => {
            let compared = compared.as_ref().map(|found| ComparedFiles::of(found, dialect));
            write_runs(out, recipe, dialect, (scenarios, compared), with_report)
        }
        Answer::Analysis(analysis) => write_analysis(out, recipe, dialect, analysis),
    }
}

fn write_analysis(
    out: OutDir,
    recipe: &Recipe,
    dialect: Dialect,
    analysis: &Analysis,
) -> Result<Written, WriteResultsError> {
    write_tables(&out, &analysis.tables, dialect, &analysis.guide)?;
    for input in &analysis.inputs {
        write_input(&out, input)?;
    }
    for (path, text) in &analysis.files {
        out.write(path, text.as_bytes())?;
    }
    let facts = |input: &Input| ScenarioFacts::new(input.stem(), recipe.trials_each(input), recipe.trials_each(input));
    let facts = RunFacts::new(recipe.clone(), dialect, analysis.inputs.iter().map(facts).collect());
    Ok(Written { manifest: out.finish(facts)?, tables: analysis.tables.len() })
}

fn write_input(out: &OutDir, input: &Input) -> Result<(), ExportError> {
    out.write(&format!("inputs/{}.toml", input.stem()), input.file.flattened.as_bytes())
}

fn write_runs(
    out: OutDir,
    recipe: &Recipe,
    dialect: Dialect,
    (simulated, compared): (&[Simulated], Option<ComparedFiles<'_>>),
    with_report: bool,
) -> Result<Written, WriteResultsError> {
    let compared = compared.as_ref();
    let facts =
        simulated.iter().map(|one| ScenarioFacts::new(one.stem(), recipe.trials_each(&one.input), one.trials()));
    let facts = RunFacts::new(recipe.clone(), dialect, facts.collect());
    let (tables, number) = match recipe.shard() {
        Some(_) => (RunTables::default(), 0),
        None => write_run_tables(&out, &facts, dialect, (simulated, compared), with_report || recipe.is_lean())?,
    };
    let shown = Some(&tables.summary).filter(|_| recipe.is_lean()).and_then(|summary| shown_in_full(summary, true));
    if with_report {
        let by_stem: BTreeMap<&str, &Simulated> = simulated.iter().map(|one| (one.stem(), one)).collect();
        let digest = |one: &&Simulated| sha256(one.input.file.flattened.as_bytes());
        let input = |stem: &str| by_stem.get(stem).map(digest).unwrap_or_default();
        let report = Report::new(&tables, Provenance::new(&facts, input));
        let as_run = |scenario: &ScenarioReport| {
            let own = by_stem.get(scenario.simulated.scenario.as_str())?;
            let as_run = AsRun::of(&own.input.file, &own.input.plan, own.tally.record(), recipe.seed());
            Some((own.stem().to_owned(), as_run))
        };
        let as_run: AllAsRun = report.scenarios.iter().filter_map(as_run).collect();
        let plans = compared.map(|compared| compared.tables(simulated));
        let report = report.with(&as_run).comparing(plans.as_ref());
        for file in files(&report).map_err(WriteResultsError::Report)? {
            out.write(&file.path, &file.bytes)?;
        }
    }
    for one in simulated {
        let stem = one.stem();
        write_input(&out, &one.input)?;
        if shown.as_ref().is_some_and(|shown| !shown.contains_key(stem)) {
            continue;
        }
        out.write(&format!("records/{stem}.json"), spelled(one.tally.record())?.as_bytes())?;
        if let Some(worlds) = &one.worlds {
            out.write(&format!("records/{stem}.worlds.json"), spelled(worlds)?.as_bytes())?;
        }
        if let Some(histories) = &one.histories {
            out.write(&format!("records/{stem}.histories.json"), spelled(histories)?.as_bytes())?;
        }
    }
    Ok(Written { manifest: out.finish(facts)?, tables: number })
}

/// A record as it is written.
fn spelled(record: &impl serde::Serialize) -> Result<String, WriteResultsError> {
    serde_json::to_string(record).map_err(WriteResultsError::Record)
}

/// Tables and dictionaries, of scenarios of which anything was simulated, and of what was compared. Gives the rows that a report shows, where they are asked
/// for, and the number of tables.
fn write_run_tables(
    out: &OutDir,
    facts: &RunFacts,
    dialect: Dialect,
    (simulated, compared): (&[Simulated], Option<&ComparedFiles<'_>>),
    with_rows: bool,
) -> Result<(RunTables, usize), ExportError> {
    let mut sorted: Vec<&Simulated> = simulated.iter().filter(|one| one.trials() > 0).collect();
    sorted.sort_by_key(|one| one.stem());
    let full = Extent::of(sorted.iter().map(|one| one.result()));
    let extent = full.lean(facts.recipe.is_lean());
    let varied = facts.recipe.varied().map(Varied::laid);
    let varied = varied.as_ref();
    let mut tables = tables_of(&[], extent);
    let headers = tables.erased(varied);
    let mut files = TableFiles::begin(out, &headers, dialect)?;
    let swept = varied.is_some();
    let all = !extent.lean && sorted.len() <= most_shown(swept);
    for some in sorted.chunks(SCENARIOS_AT_ONCE) {
        let more = tables_of(some, extent);
        files.add(&more.erased(varied))?;
        if with_rows {
            tables.extend(if all { more } else { more.summary_alone() });
        }
    }
    if extent.lean {
        // A report on the folder knows no more of most points than what stands there, and this one is to be the same.
        tables.summary = as_written(&tables.summary, dialect);
    }
    if with_rows && !all {
        let shown = shown_in_full(&tables.summary, swept);
        let is_shown = |one: &&Simulated| shown.as_ref().is_none_or(|shown| shown.contains_key(one.stem()));
        let shown: Vec<&Simulated> = sorted.iter().copied().filter(is_shown).collect();
        tables.extend(tables_of(&shown, full).without_summary());
    }
    files.finish()?;
    compared.map_or(Ok(()), |compared| compared.write(out))?;
    let compared = compared.map(ComparedFiles::found);
    let beside = compared.map_or(&[][..], |compared| &compared.tables);
    let rows = simulated.iter().filter(|_| facts.recipe.writes_rows());
    let columns: Vec<(&str, Vec<Column>)> = rows.map(|one| (one.stem(), trial_columns(&one.input.plan))).collect();
    let mut documented: Vec<Documented<'_>> = headers.iter().chain(beside).map(Documented::table).collect();
    documented.extend(columns.iter().map(|(stem, columns)| Documented::trials(stem, columns)));
    let guide = guide_markdown(&documented, extent.lean, compared.map(|compared| compared.guide.as_str()));
    write_dictionary(out, &documented, dialect, &guide)?;
    Ok((tables, headers.len() + beside.len()))
}

/// `rows` with as many digits as their table has.
fn as_written(rows: &[SummaryRow], dialect: Dialect) -> Vec<SummaryRow> {
    read_back(&text_of(&Table::of(rows), dialect), None, dialect).expect("a table that was just spelled").0
}

/// The rows of these scenarios, of a batch of this `extent`.
fn tables_of(simulated: &[&Simulated], extent: Extent) -> RunTables {
    let results: Vec<ScenarioResult<'_>> = simulated.iter().map(|one| one.result()).collect();
    RunTables::of(&results, extent)
}

/// Rows of trials, written into a results folder as they come.
#[derive(Debug)]
pub struct TrialFiles<'a> {
    /// The folder.
    pub out: &'a OutDir,
    /// The spelling of its tables.
    pub dialect: Dialect,
}

impl TrialRows for TrialFiles<'_> {
    fn simulate(&self, input: &Input, spec: Spec, control: RunControl<'_>) -> Result<Stretch, DiskError> {
        let stem = input.stem();
        let mut file = self.out.create(&format!("trials/{stem}.csv"))?;
        let path = file.path().to_owned();
        let mut writer = TableWriter::new(&trial_columns(&input.plan), self.dialect, &mut file)
            .map_err(ExportError::io("write", &path))?;
        let leg = trials_with_rows(&input.plan, stem, spec, control, |row| writer.row(row));
        let leg = leg.map_err(ExportError::io("write", &path))?;
        writer.finish().map_err(ExportError::io("write", &path))?;
        file.finish()?;
        Ok(leg)
    }
}
