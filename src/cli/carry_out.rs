//! From a recipe and scenarios to a results folder and a screen: the way of every command that simulates.

use super::args::FolderArgs;
use super::keeper::Keeper;
use super::progress::Progress;
use super::reading::Batch;
use super::signal::{NOTHING_SIMULATED, Stop};
use super::wording::stem;
use super::{ExitStatus, Failure, grant, news, report};
use detente_engine::exact;
use detente_report::TrialFiles;
use detente_report::results::{Dialect, Manifest, OutDir, RunFacts, ScenarioFacts, inspect, sha256, spare_inputs};
use detente_study::input::Input;
use detente_study::recipe::{Answer, Control, Recipe};
use detente_study::run::RunControl;
use std::io;
use std::path::{Path, PathBuf};

/// Where the results go and how they are made, as far as it does not decide what is asked.
pub(super) struct Destination<'a> {
    /// The results folder.
    pub(super) target: PathBuf,
    /// Threads, spelling, whether to replace anything and to be silent.
    pub(super) folder: &'a FolderArgs,
    /// How counts are kept on the way, where they are.
    pub(super) keeping: Option<Keeping>,
    /// Whether to say why a scenario has no exact answer.
    pub(super) explain: bool,
    /// Whether to write a report beside the tables.
    pub(super) report: bool,
}

/// How counts are kept until a run is done.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    /// Whether to go on from what was kept.
    pub(super) resume: bool,
    /// Seconds between two checkpoints.
    pub(super) seconds: f64,
}

/// What a screen may show.
pub(super) struct Shown<'a> {
    pub(super) answer: &'a Answer,
    /// Files with faults, and how many each has.
    pub(super) faulty: &'a [(PathBuf, usize)],
    /// The results folder, as a full path.
    pub(super) out: &'a Path,
    /// How many tables were written.
    pub(super) tables: usize,
}

/// Carries out `recipe` on `batch` into a folder, and prints what `show` makes of the answer.
pub(super) fn carry_out(
    recipe: &Recipe,
    batch: Batch,
    to: &Destination<'_>,
    stop: &Stop,
    show: impl Fn(&Shown<'_>) -> String,
) -> Result<ExitStatus, Failure> {
    let status = if batch.faulty.is_empty() { ExitStatus::Done } else { ExitStatus::Faults };
    let Batch { inputs, faulty } = batch;
    if inputs.is_empty() {
        return Ok(status);
    }
    let inputs = recipe.arranged(inputs)?;
    let files = inputs.iter().flat_map(|input| &input.file.files);
    spare_inputs(&to.target, files.chain(faulty.iter().map(|(path, _)| path)))?;
    let asked = asked(recipe, to, &inputs, &faulty);
    let resume = to.keeping.is_some_and(|keeping| keeping.resume);
    if resume && is_done(&to.target, &asked, &inputs) {
        // What a run that was killed on its last line has left beside its results.
        OutDir::open_for(&to.target, &asked, to.folder.force)?.checkpoints().discard()?;
        super::remark(&format!("{} is complete already", to.target.display()));
        if to.report {
            report::add(&to.target, stop)?;
        }
        return Ok(status);
    }
    let out = OutDir::reserve(&to.target)?;
    let keeper = to.keeping.map(|keeping| Keeper::new(out.checkpoints(), recipe, keeping.seconds, keeping.resume));
    if let Err(refusal) = out.accept(&asked, to.folder.force) {
        // Who wants to go on is told first what does not fit of that.
        if let Some(keeper) = keeper.filter(|_| resume) {
            keeper.check(&inputs)?;
        }
        return Err(refusal.into());
    }
    if to.keeping.is_some() && !resume && out.checkpoints().discard()? {
        super::remark("starting over; --resume would have gone on from where the last run into this folder stopped");
    }
    if resume && out.replaces_complete() && out.checkpoints().is_empty()? {
        super::remark(&format!(
            "{} holds a finished run that asked for something else, so there is nothing to go on from: \
             all is simulated from the beginning",
            to.target.display()
        ));
    }
    let target = out.target().to_owned();
    if !resume && !to.folder.quiet {
        tell_of_replaced(&target, &inputs);
    }
    let rows = TrialFiles { out: &out, dialect: dialect(to.folder) };
    let beside = Beside { threads: to.folder.threads, quiet: to.folder.quiet };
    let answer = simulate(recipe, inputs, &rows, keeper.as_ref(), &beside, stop)?;
    let Some(answer) = answer.filter(|answer| matches!(answer, Answer::Runs { .. }) || !stop.asked()) else {
        let kept = to.keeping.is_some() && !recipe.writes_rows() && recipe.followed().is_none();
        let kept = if kept { "; the same command with --resume goes on from what was kept" } else { "" };
        super::remark(&format!("interrupted: nothing was written, earlier results are untouched{kept}"));
        return Ok(ExitStatus::Interrupted);
    };
    let (answer, refusals) = news::set_aside_rare(answer, recipe.shard().is_some());
    refusals.iter().for_each(|refusal| super::remark(refusal));
    let status = if refusals.is_empty() { status } else { ExitStatus::NoSuchTrial };
    if let Answer::Runs { scenarios: runs, .. } = &answer {
        if runs.is_empty() {
            out.checkpoints().discard()?;
            return Ok(status);
        }
        if answer.is_interrupted() && runs.iter().all(|one| one.trials() == 0) {
            super::remark(NOTHING_SIMULATED);
            return Ok(ExitStatus::Interrupted);
        }
    }
    let with_rows = recipe.writes_rows();
    if answer.is_interrupted() && out.replaces_complete() {
        let kept = if with_rows { "" } else { "; the same command with --resume goes on from here" };
        super::remark(&format!("interrupted: {} still holds the earlier, complete results{kept}", target.display()));
        return Ok(ExitStatus::Interrupted);
    }
    if to.explain {
        explain(&answer);
    }
    if let Answer::Analysis(analysis) = &answer {
        analysis.remarks.iter().for_each(|remark| super::remark(remark));
    }
    let tables = detente_report::write(out, recipe, dialect(to.folder), &answer, to.report)?.tables;
    if !to.folder.quiet {
        super::tell(io::stdout(), &show(&Shown { answer: &answer, faulty: &faulty, out: &target, tables }))?;
    }
    if answer.is_interrupted() {
        let how = if with_rows {
            "the same command simulates it from the beginning"
        } else {
            "the same command with --resume goes on from here"
        };
        super::remark(&format!("interrupted: {} holds what was simulated; {how}", target.display()));
        return Ok(ExitStatus::Interrupted);
    }
    Ok(status)
}

/// The spelling of the tables.
fn dialect(folder: &FolderArgs) -> Dialect {
    folder.csv_dialect.into()
}

/// What the manifest would say if every file could be simulated: one with faults was asked for, too.
fn asked(recipe: &Recipe, to: &Destination<'_>, inputs: &[Input], faulty: &[(PathBuf, usize)]) -> RunFacts {
    let own = |input: &Input| ScenarioFacts::new(input.stem(), recipe.trials_each(input), recipe.trials_each(input));
    let mut scenarios: Vec<ScenarioFacts> = inputs.iter().map(own).collect();
    let trials = recipe.trials_fixed().unwrap_or_default();
    scenarios.extend(faulty.iter().map(|(path, _)| ScenarioFacts::new(&stem(path), trials, trials)));
    scenarios.sort_by(|one, other| one.scenario.cmp(&other.scenario));
    scenarios.dedup();
    RunFacts::new(recipe.clone(), dialect(to.folder), scenarios)
}

/// Whether `target` holds, unchanged, what is `asked` for of `inputs`.
fn is_done(target: &Path, asked: &RunFacts, inputs: &[Input]) -> bool {
    let Ok(found) = inspect(target) else { return false };
    let is_same = inputs.iter().all(|input| is_listed_as(&found.manifest, input) == Some(true));
    let facts = found.manifest.facts;
    // What was compared beside the runs that are asked for is left, as their report is.
    let recipe = facts.recipe.clone().without_comparison();
    let is_asked = facts == *asked || RunFacts { recipe, ..facts } == *asked;
    found.discrepancies.is_empty() && is_asked && is_same
}

/// Whether `manifest` lists `input` with the same text; none where it does not list it.
fn is_listed_as(manifest: &Manifest, input: &Input) -> Option<bool> {
    let listed = manifest.digest(&format!("inputs/{}.toml", input.stem()))?;
    Some(listed == sha256(input.file.flattened.as_bytes()))
}

/// Says of which scenarios `target` holds results that will be replaced by those of other values, while there is time to stop.
fn tell_of_replaced(target: &Path, inputs: &[Input]) {
    let Ok(manifest) = Manifest::read(target) else { return };
    let other = inputs.iter().filter(|input| is_listed_as(&manifest, input) == Some(false));
    let stems: Vec<&str> = other.map(Input::stem).collect();
    if !stems.is_empty() {
        super::remark(&format!(
            "{} holds results of {} with other values, and they will be replaced; to keep both, stop this and name another folder with --out",
            target.display(),
            stems.join(", ")
        ));
    }
}

/// What goes on beside the simulating and leaves no trace.
struct Beside {
    threads: Option<u16>,
    quiet: bool,
}

/// Simulates, with a progress bar; rows of trials go where `rows` puts them, as they come.
fn simulate(
    recipe: &Recipe,
    inputs: Vec<Input>,
    rows: &TrialFiles<'_>,
    keeper: Option<&Keeper>,
    beside: &Beside,
    stop: &Stop,
) -> Result<Option<Answer>, Failure> {
    let progress = match recipe.trials_in_all(&inputs) {
        Some(trials) => Progress::new(trials, beside.quiet),
        None => Progress::open_ended(beside.quiet),
    };
    let control = Control {
        run: RunControl {
            pause: &|| stop.asked(),
            give_up: &|| stop.force_quit_requested(),
            finished: &|trials| progress.finished(trials),
        },
        began: &|stem| progress.simulating(stem),
        keep: keeper.map(|keeper| keeper as _),
        rows: Some(rows),
    };
    Ok(grant::pool(beside.threads)?.install(|| recipe.simulate(inputs, &control))?)
}

/// What `inputs`, those of a sound folder, give when they are simulated again as its `manifest` says, in the folder `out`: its
/// manifest; none where an end was asked for.
pub(super) fn simulate_again(
    manifest: &Manifest,
    inputs: Vec<Input>,
    out: OutDir,
    threads: Option<u16>,
    quiet: bool,
    stop: &Stop,
) -> Result<Option<Manifest>, Failure> {
    let facts = &manifest.facts;
    let dialect = Dialect::from_word(&facts.csv_dialect).unwrap_or(Dialect::Standard);
    let rows = TrialFiles { out: &out, dialect };
    let answer = simulate(&facts.recipe, inputs, &rows, None, &Beside { threads, quiet }, stop)?;
    let Some(answer) = answer.filter(|_| !stop.asked()) else { return Ok(None) };
    let with_report = report::has_one(manifest) && matches!(answer, Answer::Runs { .. });
    Ok(Some(detente_report::write(out, &facts.recipe, dialect, &answer, with_report)?.manifest))
}

/// Says why scenarios have no exact answer.
fn explain(answer: &Answer) {
    for one in answer.runs().iter().filter(|one| one.exact.is_none()) {
        if let Err(refusal) = exact::answer(&one.input.plan) {
            super::remark(&format!("{}: {refusal}", one.input.path.display()));
        }
    }
}
