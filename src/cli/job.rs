//! What is to be simulated, and what came of it: the same whether a command line or a manifest asked for it.

use super::args::RunArgs;
use super::overlaid::Overlaid;
use super::signal::Stop;
use super::wording::counted;
use super::{Failure, batch, faults};
use anyhow::anyhow;
use detente_engine::exact::Exact;
use detente_engine::plan::Plan;
use detente_engine::tally::{Tally, WorldTally};
use detente_report::results::{Dialect, RunFacts, ScenarioFacts, Settings};
use detente_study::run::{Part, Spec, WorldSizes};
use detente_study::scenario::{self, CheckedFile, Scenario};
use detente_study::table::{ScenarioResult, Status, Varied};
use std::path::{Path, PathBuf};

/// How every scenario of a batch is simulated and written.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) spec: Spec,
    /// The shard, where only one is simulated.
    pub(super) shard: Option<Part>,
    pub(super) dialect: Dialect,
    pub(super) trial_rows: bool,
    /// What differs between the scenarios, where they are the points of a sweep.
    pub(super) varied: Option<Varied>,
}

/// A scenario that is ready to be simulated.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) path: PathBuf,
    pub(super) file: CheckedFile,
    pub(super) plan: Plan,
}

/// A batch as read: what can be simulated, and how many faults each other file has.
pub(super) struct Batch {
    pub(super) ready: Vec<Ready>,
    pub(super) faulty: Vec<(PathBuf, usize)>,
}

/// A scenario that was simulated, with its exact answer where it has one, and its worlds where it has many.
pub(super) struct Simulated {
    pub(super) ready: Ready,
    pub(super) tally: Tally,
    pub(super) exact: Option<Exact>,
    pub(super) worlds: Option<WorldTally>,
    pub(super) status: Status,
}

impl Job {
    /// What the command line asks for.
    pub(super) fn of_args(args: &RunArgs) -> Self {
        let spec = args.simulate.spec();
        Self {
            spec,
            shard: args.shard,
            dialect: args.folder.csv_dialect.into(),
            trial_rows: args.trial_rows,
            varied: None,
        }
    }

    /// What the folder with the manifest of `facts` was made by; none where this version cannot say.
    pub(super) fn of_facts(facts: &RunFacts) -> Option<Self> {
        let spec = Spec { seed: facts.seed, trials: facts.trials };
        let shard = facts.settings.shard.as_ref().map(|text| text.parse()).transpose().ok()?;
        let dialect = Dialect::from_word(&facts.settings.csv_dialect)?;
        let varied = facts.settings.varied.clone();
        let own = Self { spec, shard, dialect, trial_rows: facts.settings.trial_rows, varied };
        (own.facts(facts.scenarios.clone()) == *facts).then_some(own)
    }

    /// The trials that are simulated of every scenario.
    pub(super) fn part(&self) -> Part {
        self.shard.unwrap_or(Part::WHOLE)
    }

    /// How many these are.
    pub(super) fn trials(&self) -> u64 {
        self.part().trials(self.spec)
    }

    /// The worlds that are simulated beside the trials of `plan`; none for a shard, nor for a point of a sweep, which is one
    /// of many as it is.
    pub(super) fn worlds(&self, plan: &Plan) -> Option<WorldSizes> {
        WorldSizes::beside(plan, self.spec.trials).filter(|_| self.shard.is_none() && self.varied.is_none())
    }

    /// How many trials `ready` comes to.
    pub(super) fn trial_count(&self, ready: &[Ready]) -> u64 {
        let of_one = |one: &Ready| self.trials().saturating_add(self.worlds(&one.plan).map_or(0, WorldSizes::trials));
        ready.iter().map(of_one).fold(0, u64::saturating_add)
    }

    /// What the manifest says of this job with `scenarios`.
    pub(super) fn facts(&self, scenarios: Vec<ScenarioFacts>) -> RunFacts {
        let settings = Settings {
            trial_rows: self.trial_rows,
            shard: self.shard.map(|part| part.to_string()),
            varied: self.varied.clone(),
            ..Settings::new(self.dialect)
        };
        RunFacts::new(self.spec.seed, self.spec.trials, settings, scenarios)
    }
}

impl Ready {
    /// The scenario with the text `input` as it stands in a results folder at `path`, or why it cannot be read.
    pub(super) fn of_input(path: &Path, input: &str) -> Result<Self, String> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut file = scenario::read_text(&stem, input, &[]).map_err(|faults| faults.render(false))?;
        input.clone_into(&mut file.flattened);
        let plan = Plan::compile(&file.scenario).map_err(|error| error.to_string())?;
        Ok(Self { path: path.to_owned(), file, plan })
    }

    /// The name of the scenario in every table.
    pub(super) fn stem(&self) -> &str {
        &self.file.scenario.stem
    }
}

impl Simulated {
    /// What the tables are made from.
    pub(super) fn result(&self) -> ScenarioResult<'_> {
        ScenarioResult {
            scenario: &self.ready.file.scenario,
            plan: &self.ready.plan,
            tally: &self.tally,
            exact: self.exact.as_ref(),
            worlds: self.worlds.as_ref(),
            status: self.status,
        }
    }

    /// How many trials were simulated.
    pub(super) fn trials(&self) -> u64 {
        self.tally.record().simulated()
    }
}

/// Refuses to let the tables of a sweep state a value of `scenario`, one of its points, that is not simulated. Overrides that could
/// bring this about were refused before, so it is a fault of the program.
pub(super) fn must_state_what_is_simulated(varied: Option<&Varied>, scenario: &Scenario) -> Result<(), Failure> {
    let Some(wrong) = varied.and_then(|varied| varied.contradiction(scenario)) else { return Ok(()) };
    let error = anyhow!("{wrong}; this is a fault of detente, and nothing was written: please report it");
    Err(Failure::new(super::Status::Unsound, error))
}

/// Reads and checks the files of a command line; faults are printed at once and stop only their own file.
pub(super) fn read(paths: &[PathBuf], over: &Overlaid, stop: &Stop, quiet: bool) -> Result<Batch, Failure> {
    let mut batch = Batch { ready: Vec::new(), faulty: Vec::new() };
    let files = batch::files(paths, quiet)?;
    over.must_be_about(&files, quiet)?;
    for path in files {
        stop.heed()?;
        match read_of_batch(&path, over, quiet) {
            Ok(ready) => batch.ready.push(ready),
            Err(faults) => batch.faulty.push((path, faults)),
        }
    }
    Ok(batch)
}

/// The scenario in the file `path`, which `over` must be about; or how many faults were printed.
pub(super) fn read_one(path: &Path, over: &Overlaid, quiet: bool) -> Result<Ready, usize> {
    over.must_be_about(&[path.to_owned()], quiet).map_err(|_| 1_usize)?;
    read_of_batch(path, over, quiet)
}

/// The scenario in the file `path`, one of those that `over` may be about; or how many faults were printed.
fn read_of_batch(path: &Path, over: &Overlaid, quiet: bool) -> Result<Ready, usize> {
    let file = over.read(path, quiet).map_err(|found| {
        faults::print(&found);
        found.faults().len()
    })?;
    if !quiet && !file.notes.is_empty() {
        let count = counted(file.notes.len(), "remark");
        let laid_over = over.in_check();
        super::remark(&format!("{count} on {0}: see `detente check {0}`{laid_over}", path.display()));
    }
    let plan = Plan::compile(&file.scenario).map_err(|error| {
        super::remark(&format!("{}: {error}", path.display()));
        1_usize
    })?;
    Ok(Ready { path: path.to_owned(), file, plan })
}
