//! `detente merge`: shards of one run into the folder that the run would have written.

use super::args::MergeArgs;
use super::clock::Stopwatch;
use super::screen::{self, BatchSetting, LaidOver};
use super::{ExitStatus, Failure, news};
use detente_report::results::{OutDir, RunFacts, ScenarioFacts, spare_inputs};
use detente_report::shards::{add_up, expand, gather};
use detente_study::recipe::{Answer, Recipe, RunRecipe};
use std::io;

/// Runs the command.
pub(super) fn merge(args: &MergeArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let folders = expand(&args.folders, &args.out);
    spare_inputs(&args.out, &folders)?;
    let shards = match gather(&folders) {
        Ok(shards) => shards,
        Err(problems) => return Ok(unsound(&problems)),
    };
    let first = &shards[0];
    let (run, dialect) = (RunRecipe { shard: None, ..first.recipe.clone() }, first.dialect);
    let (spec, recipe) = (run.spec, Recipe::Run(run));
    let whole = |stem: &str| ScenarioFacts::new(stem, spec.trials, spec.trials);
    let asked = RunFacts::new(recipe.clone(), dialect, first.manifest.stems().map(whole).collect());
    // Before the worlds are simulated.
    let out = OutDir::open_for(&args.out, &asked, args.force)?;
    let simulated = match add_up(&shards, &args.out) {
        Ok(simulated) => simulated,
        Err(problems) => return Ok(unsound(&problems)),
    };
    let (simulated, refusals) = news::with_enough(simulated, false);
    if !refusals.is_empty() {
        refusals.iter().for_each(|refusal| super::remark(refusal));
        super::remark("nothing was merged");
        return Ok(ExitStatus::NoSuchTrial);
    }
    let target = out.target().to_owned();
    let answer = Answer::Runs { scenarios: simulated, compared: None };
    let tables = detente_report::write(out, &recipe, dialect, &answer, false)?.tables;
    if !args.quiet {
        let (report, seconds) = (false, watch.seconds());
        // The inputs of the folder hold what was laid over the files.
        let given = LaidOver::default();
        let setting = BatchSetting { spec, shard: None, given, out: &target, tables, report, compared: None, seconds };
        super::tell(io::stdout(), &screen::batch(&screen::lines(answer.runs(), &[]), &setting))?;
    }
    Ok(ExitStatus::Done)
}

fn unsound(problems: &[String]) -> ExitStatus {
    problems.iter().for_each(|problem| super::remark(&format!("detente: {problem}")));
    super::remark("nothing was merged");
    ExitStatus::Unsound
}
