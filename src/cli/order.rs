//! `detente order`: the best order of rungs, first movers and tranches.

mod screen;

use super::args::OrderArgs;
use super::clock::Stopwatch;
use super::job::{self, Ready};
use super::overlaid::Overlaid;
use super::progress::Progress;
use super::signal::Stop;
use super::{Failure, Status, grant, news, sweep};
use anyhow::anyhow;
use detente_engine::domain::{FirstMover, Role};
use detente_report::results::{
    Dialect, Manifest, OutDir, RunFacts, ScenarioFacts, Settings, spare_inputs, write_tables,
};
use detente_study::design::Watch;
use detente_study::order::{
    FRESH_TRIALS, Found, Objective, Rule, SearchSpec, Space, Stopped, Varying, WrittenSearch, order_tables, seek,
};
use detente_study::scenario::suggestion;
use std::io;

/// What decides the bytes of a search, beside the scenario.
#[derive(Clone, Debug)]
pub(super) struct Task {
    search: SearchSpec,
    varying: Varying,
    dialect: Dialect,
}

/// What came of it.
pub(super) struct Answer {
    space: Space,
    found: Found,
}

/// Runs the command.
pub(super) fn order(args: &OrderArgs) -> Result<Status, Failure> {
    let watch = Stopwatch::start();
    let stop = Stop::listen()?;
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let Ok(ready) = job::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(Status::Faults) };
    let task = Task::of_args(args, &ready)?;
    task.check(&ready)?;
    let target = sweep::target(args.base.out.as_deref(), &ready, "order");
    spare_inputs(&target, ready.file.files.iter())?;
    let out = OutDir::open_for(&target, &task.facts_of(&ready), args.base.folder.force)?;
    let target = out.target().to_owned();
    let Some(answer) = task.simulate(&ready, args.base.folder.threads, args.base.folder.quiet, &stop)? else {
        super::remark("interrupted: nothing was written, earlier results are untouched");
        return Ok(Status::Interrupted);
    };
    task.write(out, &ready, &answer)?;
    if !args.base.folder.quiet {
        let setting = screen::Setting { path: &args.path, out: &target, seconds: watch.seconds() };
        super::tell(io::stdout(), &screen::page(&ready, &task.search, &answer.space, &answer.found, &setting))?;
    }
    Ok(Status::Done)
}

fn wrong(error: anyhow::Error) -> Failure {
    Failure::new(Status::CommandLine, error)
}

impl Task {
    fn of_args(args: &OrderArgs, ready: &Ready) -> Result<Self, Failure> {
        let objective = args.weights.clone().unwrap_or_else(|| Objective::share_of(args.objective));
        let rule = Rule { delta: args.delta / 100.0, confidence: args.confidence, trials: args.trials };
        let plans = args.plans as usize;
        let fresh = args.trials.min(FRESH_TRIALS);
        let search = SearchSpec { seed: args.base.seed, objective, risk: args.risk, rule, plans, fresh };
        let movers = args.first_mover.iter().map(|word| first_mover(word, ready));
        let first_movers = movers.collect::<Result<_, Failure>>()?;
        let varying = Varying { keep_order: args.keep_order, first_movers, tranches: args.tranches.clone() };
        Ok(Self { search, varying, dialect: args.base.folder.csv_dialect.into() })
    }

    /// Refuses what leaves nothing to be chosen.
    pub(super) fn check(&self, ready: &Ready) -> Result<(), Failure> {
        let why = "the plans would keep different trials, and share no random numbers any more";
        news::refuse(&ready.plan, &ready.path, why)?;
        let path = ready.path.display();
        if ready.plan.in_force > 0 {
            return Err(wrong(anyhow!(
                "{path}: opening.in_force counts the first rungs, whatever the order, so no order can be better; leave what is in force out of the ladder"
            )));
        }
        let space = Space::new(&ready.file.scenario, &self.varying);
        if space.possible() == Some(1) || space.ids.is_empty() {
            return Err(wrong(anyhow!(
                "{path}: there is one plan only, the ladder as written; drop --keep-order or a `requires`, or vary more with --first-mover sender,target or --tranches 1,2,3"
            )));
        }
        if self.search.risk.is_some() && ready.plan.uncertain.is_empty() {
            return Err(wrong(anyhow!(
                "{path}: no value is uncertain, so there are no worse worlds than others; drop --risk, or write ranges such as \"0.1 to 0.3\""
            )));
        }
        Ok(())
    }

    /// The task that the folder of `facts` was made by; none where it holds no such search, or not of this version.
    pub(super) fn of_facts(facts: &RunFacts) -> Option<Self> {
        let dialect = Dialect::from_word(&facts.settings.csv_dialect)?;
        let (search, varying) = facts.settings.order.as_ref()?.read(facts.seed, facts.trials)?;
        let own = Self { search, varying, dialect };
        (own.facts(facts.scenarios.clone()) == *facts).then_some(own)
    }

    fn facts(&self, scenarios: Vec<ScenarioFacts>) -> RunFacts {
        let settings =
            Settings { order: Some(WrittenSearch::new(&self.search, &self.varying)), ..Settings::new(self.dialect) };
        RunFacts::new(self.search.seed, self.search.rule.trials, settings, scenarios)
    }

    /// Simulates all of it; none where the end was asked for.
    pub(super) fn simulate(
        &self,
        ready: &Ready,
        threads: Option<u16>,
        quiet: bool,
        stop: &Stop,
    ) -> Result<Option<Answer>, Failure> {
        let progress = Progress::open_ended(quiet);
        progress.simulating(ready.stem());
        let space = Space::new(&ready.file.scenario, &self.varying);
        let watch = Watch { give_up: &|| stop.asked(), finished: &|trials| progress.finished(trials) };
        let found = grant::pool(threads)?.install(|| seek(&ready.file, &space, &self.search, watch));
        match found {
            Ok(found) => Ok(Some(Answer { space, found })),
            Err(Stopped::GaveUp) => Ok(None),
            Err(Stopped::Unsound(fault)) => {
                let path = ready.path.display();
                Err(wrong(anyhow!("{path}: what is varied makes a plan that is no sound scenario:\n{fault}")))
            }
        }
    }

    /// Writes the folder, which appears whole.
    pub(super) fn write(&self, out: OutDir, ready: &Ready, answer: &Answer) -> Result<Manifest, Failure> {
        let (stem, Answer { space, found }) = (ready.stem(), answer);
        let tables = order_tables(stem, space, &self.search, found);
        write_tables(&out, &tables, self.dialect)?;
        out.write("README.md", screen::guide(stem).as_bytes())?;
        out.write(&format!("inputs/{stem}.toml"), ready.file.flattened.as_bytes())?;
        let best = &found.runners[found.raced.best].arrangement;
        let title = format!("{}: best of the plans tried", ready.file.scenario.title);
        let file = best.file(space, &format!("inputs/{stem}.toml"), &title);
        out.write(&screen::best_file(stem), file.as_bytes())?;
        Ok(out.finish(self.facts_of(ready))?)
    }

    fn facts_of(&self, ready: &Ready) -> RunFacts {
        let trials = self.search.rule.trials;
        self.facts(vec![ScenarioFacts::new(ready.stem(), trials, trials)])
    }
}

/// Who delivers first, by a word or by the id of a party.
fn first_mover(word: &str, ready: &Ready) -> Result<FirstMover, Failure> {
    let parties = &ready.file.scenario.parties;
    let by_id = Role::ALL.iter().find(|role| parties[role.index()].id == word).map(|role| match role {
        Role::Sender => FirstMover::Sender,
        Role::Target => FirstMover::Target,
    });
    FirstMover::from_word(word).or(by_id).ok_or_else(|| {
        let known = FirstMover::ALL.iter().map(|mover| mover.word());
        let known = known.chain(parties.iter().map(|party| party.id.as_str()));
        wrong(anyhow!("--first-mover: nobody is called `{word}`; {}", suggestion(word, known, "words")))
    })
}
