//! From what was simulated to a results folder.

use super::job::{self, Job, Ready, Simulated};
use super::{Failure, Status, report};
use anyhow::Context;
use detente_report::results::{
    Documented, Manifest, OutDir, ScenarioFacts, TableFiles, TableWriter, guide_markdown, sha256, write_dictionary,
};
use detente_report::{MOST_SHOWN, Provenance, shown_in_full};
use detente_study::run::{self, Leg, RunControl};
use detente_study::table::{Column, RunTables, ScenarioResult, Varied, trial_columns};
use std::collections::BTreeMap;
use std::io;

/// Scenarios whose rows are held in memory together.
const SCENARIOS_AT_ONCE: usize = 16;

/// Writes the folder, which appears whole: a shard has inputs, records and the manifest, all else the tables as well,
/// and with `with_report` the report on them. Gives the manifest and the number of tables.
pub(super) fn write(
    out: OutDir,
    job: &Job,
    simulated: &[Simulated],
    with_report: bool,
) -> Result<(Manifest, usize), Failure> {
    let point = |one: &Simulated| job::must_state_what_is_simulated(job.varied.as_ref(), &one.ready.file.scenario);
    simulated.iter().try_for_each(point)?;
    let facts = simulated.iter().map(|one| ScenarioFacts::new(one.ready.stem(), job.trials(), one.trials()));
    let facts = job.facts(facts.collect());
    let (tables, number) = match job.shard {
        Some(_) => (RunTables::default(), 0),
        None => write_tables(&out, job, simulated, with_report)?,
    };
    if with_report {
        let by_stem: BTreeMap<&str, &Simulated> = simulated.iter().map(|one| (one.ready.stem(), one)).collect();
        let input =
            |stem: &str| by_stem.get(stem).map_or(String::new(), |one| sha256(one.ready.file.flattened.as_bytes()));
        report::write(&out, &tables, Provenance::new(&facts, input))?;
    }
    for one in simulated {
        let stem = one.ready.stem();
        out.write(&format!("inputs/{stem}.toml"), one.ready.file.flattened.as_bytes())?;
        out.write(&format!("records/{stem}.json"), spelled(one.tally.record())?.as_bytes())?;
        if let Some(worlds) = &one.worlds {
            out.write(&format!("records/{stem}.worlds.json"), spelled(worlds)?.as_bytes())?;
        }
    }
    Ok((out.finish(facts)?, number))
}

/// A record as it is written.
fn spelled(record: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(record).context("cannot spell the record");
    text.map_err(|error| Failure::new(Status::Files, error))
}

/// Tables and dictionaries, of scenarios of which anything was simulated. Gives the rows that a report shows, where they are asked
/// for, and the number of tables.
fn write_tables(
    out: &OutDir,
    job: &Job,
    simulated: &[Simulated],
    with_rows: bool,
) -> Result<(RunTables, usize), Failure> {
    let mut sorted: Vec<&Simulated> = simulated.iter().filter(|one| one.trials() > 0).collect();
    sorted.sort_by_key(|one| one.ready.stem());
    let news = sorted.iter().any(|one| one.result().has_news());
    let varied = job.varied.as_ref().map(Varied::laid);
    let varied = varied.as_ref();
    let mut tables = tables_of(&[], news);
    let headers = tables.erased(varied);
    let mut files = TableFiles::begin(out, &headers, job.dialect)?;
    let all = sorted.len() <= MOST_SHOWN;
    for some in sorted.chunks(SCENARIOS_AT_ONCE) {
        let more = tables_of(some, news);
        files.add(&more.erased(varied))?;
        if with_rows {
            tables.extend(if all { more } else { more.summary_alone() });
        }
    }
    if let Some(shown) = shown_in_full(&tables.summary) {
        let shown: Vec<&Simulated> =
            sorted.iter().copied().filter(|one| shown.contains_key(one.ready.stem())).collect();
        tables.extend(tables_of(&shown, news).without_summary());
    }
    files.finish()?;
    let rows = simulated.iter().filter(|_| job.trial_rows);
    let columns: Vec<(&str, Vec<Column>)> =
        rows.map(|one| (one.ready.stem(), trial_columns(&one.ready.plan))).collect();
    let mut documented: Vec<Documented<'_>> = headers.iter().map(Documented::table).collect();
    documented.extend(columns.iter().map(|(stem, columns)| Documented::trials(stem, columns)));
    write_dictionary(out, &documented, job.dialect)?;
    out.write("README.md", guide_markdown(&documented).as_bytes())?;
    Ok((tables, headers.len()))
}

/// The rows of these scenarios, those about `news` among them where the batch has them.
fn tables_of(simulated: &[&Simulated], news: bool) -> RunTables {
    let results: Vec<ScenarioResult<'_>> = simulated.iter().map(|one| one.result()).collect();
    RunTables::of(&results, news)
}

/// Simulates one scenario and writes a row for every trial.
pub(super) fn write_trials(ready: &Ready, job: &Job, out: &OutDir, control: RunControl<'_>) -> Result<Leg, Failure> {
    let stem = ready.stem();
    let mut file = out.create(&format!("trials/{stem}.csv"))?;
    let path = file.path().to_owned();
    let failed = |error: io::Error| {
        Failure::new(Status::Files, anyhow::Error::new(error).context(format!("cannot write {}", path.display())))
    };
    let mut writer = TableWriter::new(&trial_columns(&ready.plan), job.dialect, &mut file).map_err(failed)?;
    let leg = run::trials_with_rows(&ready.plan, stem, job.spec, control, |row| writer.row(row));
    let leg = leg.map_err(failed)?;
    writer.finish().map_err(failed)?;
    file.finish()?;
    Ok(leg)
}
