//! `detente run`: scenario files in, a results folder and a screen out.

use super::args::RunArgs;
use super::clock::Stopwatch;
use super::progress::Progress;
use super::screen::{self, Line, Setting};
use super::{Failure, Status, batch, check};
use crate::exact::{self, Exact};
use crate::export::{
    Dialect, Documented, OutDir, RunFacts, ScenarioFacts, Settings, TableWriter, columns_markdown, data_package,
};
use crate::plan::Plan;
use crate::run::{self, BLOCK_TRIALS, Spec};
use crate::scenario::{self, CheckedFile};
use crate::table::{self, Column, ScenarioResult, Table, trial_columns};
use crate::tally::Tally;
use anyhow::Context;
use rayon::ThreadPoolBuilder;
use std::io;
use std::path::{Path, PathBuf};

/// A scenario that is ready to be played.
struct Ready {
    path: PathBuf,
    file: CheckedFile,
    plan: Plan,
}

/// A scenario that was played, with its exact answer where it has one.
struct Played {
    ready: Ready,
    tally: Tally,
    exact: Option<Exact>,
}

/// A batch as read: what can be played, and how many faults each other file has.
struct Batch {
    ready: Vec<Ready>,
    faulty: Vec<(PathBuf, usize)>,
}

/// Runs the command.
pub(super) fn run(args: &RunArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let batch = read(&batch::files(&args.paths)?, args)?;
    let status = if batch.faulty.is_empty() { Status::Done } else { Status::Faults };
    if batch.ready.is_empty() {
        return Ok(status);
    }
    let out = batch::out(args.out.as_deref(), &args.paths);
    batch::spare_inputs(&out, batch.ready.iter().flat_map(|ready| &ready.file.files))?;
    let out = OutDir::open(&out, args.force)?;
    let played = pool(args)?.install(|| play(batch.ready, args, &out))?;
    let results: Vec<ScenarioResult<'_>> = played.iter().map(result).collect();
    let tables = table::summarise(&results);
    let target = out.target().to_owned();
    write(out, &tables, &played, args)?;
    if !args.quiet {
        let setting = Setting { spec: spec(args), out: &target, tables: tables.len(), seconds: watch.seconds() };
        let lines = lines(&results, &played, &batch.faulty);
        super::tell(io::stdout(), &screen::batch(&lines, &setting))?;
    }
    Ok(status)
}

/// Reads and checks all files; faults are printed at once and stop only their own file.
fn read(paths: &[PathBuf], args: &RunArgs) -> Result<Batch, Failure> {
    let mut batch = Batch { ready: Vec::new(), faulty: Vec::new() };
    for path in paths {
        let checked = match scenario::read(path, &args.play.set) {
            Ok(checked) => checked,
            Err(faults) => {
                check::print_faults(&faults);
                batch.faulty.push((path.clone(), faults.faults().len()));
                continue;
            }
        };
        if !args.quiet && !checked.notes.is_empty() {
            let count = screen::counted(checked.notes.len(), "remark");
            super::remark(&format!("{count} on {0}: see `detente check {0}`", path.display()));
        }
        match Plan::compile(&checked.scenario) {
            Ok(plan) => batch.ready.push(Ready { path: path.clone(), file: checked, plan }),
            Err(error) => {
                super::remark(&format!("{}: {error}", path.display()));
                batch.faulty.push((path.clone(), 1));
            }
        }
    }
    Ok(batch)
}

fn pool(args: &RunArgs) -> Result<rayon::ThreadPool, Failure> {
    let threads = args.threads.map_or(0, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().context("cannot start the threads");
    pool.map_err(|error| Failure::new(Status::Files, error))
}

fn spec(args: &RunArgs) -> Spec {
    Spec { seed: args.play.seed, trials: args.play.trials }
}

fn play(ready: Vec<Ready>, args: &RunArgs, out: &OutDir) -> Result<Vec<Played>, Failure> {
    let spec = spec(args);
    let progress = Progress::new(spec.trials * ready.len() as u64, args.quiet);
    let finished = |trials| progress.finished(trials);
    let mut played = Vec::with_capacity(ready.len());
    for ready in ready {
        let stem = &ready.file.scenario.stem;
        progress.playing(stem);
        let exact = exact::answer(&ready.plan);
        if let (Err(refusal), true) = (&exact, args.exact) {
            super::remark(&format!("{}: {refusal}", ready.path.display()));
        }
        let tally = if args.trial_rows {
            play_with_rows(&ready, stem, spec, args.csv_dialect.into(), out, &finished)?
        } else {
            run::trials(&ready.plan, spec, &finished)
        };
        played.push(Played { ready, tally, exact: exact.ok() });
    }
    Ok(played)
}

fn play_with_rows(
    ready: &Ready,
    stem: &str,
    spec: Spec,
    dialect: Dialect,
    out: &OutDir,
    finished: &(dyn Fn(u64) + Sync),
) -> Result<Tally, Failure> {
    let mut file = out.create(&format!("trials/{stem}.csv"))?;
    let path = file.path().to_owned();
    let failed = |error: io::Error| {
        Failure::new(Status::Files, anyhow::Error::new(error).context(format!("cannot write {}", path.display())))
    };
    let mut writer = TableWriter::new(&trial_columns(&ready.plan), dialect, &mut file).map_err(failed)?;
    let tally = run::trials_with_rows(&ready.plan, stem, spec, finished, |row| writer.row(row)).map_err(failed)?;
    writer.finish().map_err(failed)?;
    file.finish()?;
    Ok(tally)
}

fn result(played: &Played) -> ScenarioResult<'_> {
    ScenarioResult {
        scenario: &played.ready.file.scenario,
        plan: &played.ready.plan,
        tally: &played.tally,
        exact: played.exact.as_ref(),
        status: table::Status::Complete,
    }
}

/// Tables, dictionaries, inputs, records, manifest: the folder appears whole.
fn write(out: OutDir, tables: &[Table], played: &[Played], args: &RunArgs) -> Result<(), Failure> {
    let dialect = Dialect::from(args.csv_dialect);
    out.write_tables(tables, dialect)?;
    let trial_columns: Vec<(&str, Vec<Column>)> = if args.trial_rows {
        played.iter().map(|one| (one.ready.file.scenario.stem.as_str(), trial_columns(&one.ready.plan))).collect()
    } else {
        Vec::new()
    };
    let mut documented: Vec<Documented<'_>> = tables.iter().map(Documented::table).collect();
    documented.extend(trial_columns.iter().map(|(stem, columns)| Documented::trials(stem, columns)));
    out.write("datapackage.json", data_package(&documented, dialect).as_bytes())?;
    out.write("COLUMNS.md", columns_markdown(&documented).as_bytes())?;
    for one in played {
        let stem = &one.ready.file.scenario.stem;
        out.write(&format!("inputs/{stem}.toml"), one.ready.file.flattened.as_bytes())?;
        let record = serde_json::to_string(one.tally.record()).context("cannot spell the record");
        let record = record.map_err(|error| Failure::new(Status::Files, error))?;
        out.write(&format!("records/{stem}.json"), record.as_bytes())?;
    }
    out.finish(facts(played, args, dialect))?;
    Ok(())
}

fn facts(played: &[Played], args: &RunArgs, dialect: Dialect) -> RunFacts {
    let settings = Settings {
        block_size: BLOCK_TRIALS,
        csv_dialect: dialect.word().to_owned(),
        trial_rows: args.trial_rows,
        shard: None,
    };
    let scenarios = played
        .iter()
        .map(|one| ScenarioFacts::new(&one.ready.file.scenario.stem, args.play.trials, one.tally.record().trials));
    RunFacts::new(args.play.seed, args.play.trials, settings, scenarios.collect())
}

fn lines<'a>(results: &[ScenarioResult<'a>], played: &'a [Played], faulty: &'a [(PathBuf, usize)]) -> Vec<Line<'a>> {
    let name = |path: &'a Path| path.file_stem().unwrap_or_default().to_string_lossy();
    let sound = results.iter().zip(played).map(|(result, one)| Line::Played { path: &one.ready.path, result: *result });
    let faulty = faulty.iter().map(|(path, faults)| Line::Faulty { path, faults: *faults });
    let mut lines: Vec<Line<'a>> = sound.chain(faulty).collect();
    lines.sort_by_key(|line| name(line.path()));
    lines
}
