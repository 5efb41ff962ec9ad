//! `detente sensitivity`: which uncertain values decide how a scenario ends, and under which of them an outcome prevails.

use super::args::SensitivityArgs;
use super::clock::Stopwatch;
use super::job::{self, Ready};
use super::overlaid::Overlaid;
use super::progress::Progress;
use super::screen;
use super::signal::Stop;
use super::{Failure, Status, grant, news, sweep};
use anyhow::anyhow;
use detente_report::results::{
    Dialect, Manifest, OutDir, RunFacts, ScenarioFacts, Settings, spare_inputs, write_tables,
};
use detente_study::design::{Sizes, Study, Watch, study};
use detente_study::table::study_tables;
use std::io;

/// What decides the bytes of an analysis, beside the scenario.
#[derive(Clone, Copy, Debug)]
pub(super) struct Task {
    seed: u64,
    sizes: Sizes,
    dialect: Dialect,
}

/// Runs the command.
pub(super) fn sensitivity(args: &SensitivityArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let Ok(ready) = job::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(Status::Faults) };
    check(&ready)?;
    let sizes = Sizes::new(args.scrambles, args.pairs, args.trials_per_point);
    let task = Task { seed: args.base.seed, sizes, dialect: args.base.folder.csv_dialect.into() };
    let target = sweep::target(args.base.out.as_deref(), &ready, "sensitivity");
    spare_inputs(&target, ready.file.files.iter())?;
    let out = OutDir::open_for(&target, &task.facts_of(&ready), args.base.folder.force)?;
    let target = out.target().to_owned();
    let Some(study) = task.simulate(&ready, args.base.folder.threads, args.base.folder.quiet, &stop)? else {
        super::remark("interrupted: nothing was written, earlier results are untouched");
        return Ok(Status::Interrupted);
    };
    task.write(out, &ready, &study)?;
    if !args.base.folder.quiet {
        let setting = screen::StudySetting {
            path: &args.path,
            measure: args.outcome,
            seed: task.seed,
            trials: sizes.trials(ready.plan.uncertain.len()),
            out: &target,
            seconds: watch.seconds(),
        };
        super::tell(io::stdout(), &screen::study(&ready, &study, &setting))?;
    }
    Ok(Status::Done)
}

/// Refuses a scenario of which nothing can be learned in this way.
pub(super) fn check(ready: &Ready) -> Result<(), Failure> {
    let why = "indices ask for inputs that do not hang together, and what was observed ties them";
    news::refuse(&ready.plan, &ready.path, why)?;
    let path = ready.path.display();
    if ready.plan.correlation.is_some() {
        let error = anyhow!(
            "{path}: [[correlated]]: indices ask for inputs that do not hang together; take the entries out, or vary values with `detente sweep`"
        );
        return Err(Failure::new(Status::CommandLine, error));
    }
    let error = match ready.plan.uncertain.len() {
        0 => anyhow!(
            "{path}: no value is uncertain, so there is nothing to be sensitive to; write ranges such as \"0.1 to 0.3\", or vary values with `detente sweep`"
        ),
        inputs if inputs > Study::MOST_INPUTS => {
            anyhow!("{path}: {inputs} uncertain values; up to {} can be told apart", Study::MOST_INPUTS)
        }
        _ => return Ok(()),
    };
    Err(Failure::new(Status::CommandLine, error))
}

impl Task {
    /// The task that the folder of `facts` was made by; none where it holds no such analysis, or not of this version.
    pub(super) fn of_facts(facts: &RunFacts) -> Option<Self> {
        let dialect = Dialect::from_word(&facts.settings.csv_dialect)?;
        let sizes = facts.settings.sensitivity.filter(|sizes| sizes.are_possible())?;
        let own = Self { seed: facts.seed, sizes, dialect };
        (own.facts(facts.scenarios.clone(), facts.trials) == *facts).then_some(own)
    }

    fn facts(&self, scenarios: Vec<ScenarioFacts>, trials: u64) -> RunFacts {
        let settings = Settings { sensitivity: Some(self.sizes), ..Settings::new(self.dialect) };
        RunFacts::new(self.seed, trials, settings, scenarios)
    }

    /// Simulates all of it; none where the end was asked for.
    pub(super) fn simulate(
        &self,
        ready: &Ready,
        threads: Option<u16>,
        quiet: bool,
        stop: &Stop,
    ) -> Result<Option<Study>, Failure> {
        let progress = Progress::new(self.sizes.trials(ready.plan.uncertain.len()), quiet);
        progress.simulating(ready.stem());
        let watch = Watch { give_up: &|| stop.asked(), finished: &|trials| progress.finished(trials) };
        let simulated = grant::pool(threads)?.install(|| study(&ready.plan, self.seed, self.sizes, watch));
        Ok(simulated.filter(|_| !stop.asked()))
    }

    /// Writes the folder, which appears whole.
    pub(super) fn write(&self, out: OutDir, ready: &Ready, study: &Study) -> Result<Manifest, Failure> {
        let tables = study_tables(ready.stem(), &ready.plan, study);
        write_tables(&out, &tables, self.dialect)?;
        out.write(&format!("inputs/{}.toml", ready.stem()), ready.file.flattened.as_bytes())?;
        Ok(out.finish(self.facts_of(ready))?)
    }

    fn facts_of(&self, ready: &Ready) -> RunFacts {
        let trials = self.sizes.trials(ready.plan.uncertain.len());
        self.facts(vec![ScenarioFacts::new(ready.stem(), trials, trials)], trials)
    }
}
