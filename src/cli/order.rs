//! `detente order`: the best order of rungs, first movers and tranches.

mod screen;

use super::args::BaseArgs;
use super::args::words::{confidence, outcome, points, risk, trials_up_to_a_billion};
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::Overlaid;
use super::reading::{self, Batch};
use super::screen::AnalysisSetting;
use super::signal::Stop;
use super::{ExitStatus, Failure, sweep};
use anyhow::anyhow;
use clap::Args;
use detente_engine::domain::{FirstMover, Role};
use detente_study::input::Input;
use detente_study::order::{FRESH_TRIALS, Objective, Rule, SearchSpec, Varying};
use detente_study::recipe::{Answer, Findings, OrderRecipe, Recipe};
use detente_study::scenario::suggestion;
use std::path::PathBuf;

/// Most trials of any plan, where nothing is said.
const TRIALS: u64 = 1_000_000;
/// The same where only the worst worlds of each plan count: most trials say nothing of most plans there, so that a race would go on
/// for hours before the last plans can be told apart.
const TRIALS_AT_RISK: u64 = 50_000;

#[derive(Debug, Args)]
pub(super) struct OrderArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// What is sought: the largest share of scaling, or the smallest of another outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome, default_value = "scaling")]
    pub(super) objective: detente_engine::domain::Outcome,
    /// A weight for every outcome in place of that, such as scaling=1,overtaken=-0.5,collapse=-1
    #[arg(long, value_name = "WEIGHTS", value_parser = detente_study::order::Objective::parse_weights, conflicts_with = "objective")]
    pub(super) weights: Option<Objective>,
    /// Count only this part of the worlds, for each plan those in which it does worst
    #[arg(long, value_name = "SHARE", value_parser = risk)]
    pub(super) risk: Option<f64>,
    /// Plans closer than this count as equally good, in points
    #[arg(long, value_name = "POINTS", value_parser = points, default_value = "1")]
    pub(super) delta: f64,
    /// How surely the best is to be found
    #[arg(long, value_name = "SHARE", value_parser = confidence, default_value = "0.99")]
    pub(super) confidence: f64,
    /// Also vary who delivers first where both give: sender, target, simultaneous, or ids of parties
    #[arg(long, value_name = "WHO,...", value_delimiter = ',')]
    pub(super) first_mover: Vec<String>,
    /// Also vary into how many tranches a rung that moves money is cut
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) tranches: Vec<u32>,
    /// Leave the order of the rungs as it is
    #[arg(long)]
    pub(super) keep_order: bool,
    /// Most plans to try: all where there are no more, else those to which a search comes
    #[arg(long, value_name = "N", default_value_t = 720, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub(super) plans: u32,
    /// Most trials of any plan [default: 1000000, and 50000 with --risk, where a trial says less of each plan]
    #[arg(long, value_name = "N", value_parser = trials_up_to_a_billion)]
    pub(super) trials: Option<u64>,
    #[command(flatten)]
    pub(super) base: BaseArgs,
}

/// Runs the command.
pub(super) fn order(args: &OrderArgs) -> Result<ExitStatus, Failure> {
    let watch = Stopwatch::start();
    let over = Overlaid::new(args.base.values.as_deref(), &args.base.set)?;
    let stop = Stop::listen()?;
    let Ok(input) = reading::read_one(&args.path, &over, args.base.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let asked = recipe(args, &input)?;
    let target = sweep::target(args.base.out.as_deref(), &input, "order");
    let to = Destination { target, folder: &args.base.folder, keeping: None, explain: false, report: false };
    carry_out(&Recipe::Order(asked.clone()), Batch::of_one(input), &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Order(found)) = &analysis.findings else { return String::new() };
        let setting =
            AnalysisSetting { path: &args.path, out: shown.out, seed: asked.search.seed, seconds: watch.seconds() };
        screen::page(&analysis.inputs[0], &asked.search, &found.space, &found.found, &setting)
    })
}

/// What the command line asks of `input`.
fn recipe(args: &OrderArgs, input: &Input) -> Result<OrderRecipe, Failure> {
    let objective = args.weights.clone().unwrap_or_else(|| Objective::share_of(args.objective));
    let trials = args.trials.unwrap_or(if args.risk.is_some() { TRIALS_AT_RISK } else { TRIALS });
    let rule = Rule { delta: args.delta / 100.0, confidence: args.confidence, trials };
    let plans = args.plans as usize;
    let fresh = trials.min(FRESH_TRIALS);
    let search = SearchSpec { seed: args.base.seed, objective, risk: args.risk, rule, plans, fresh };
    let movers = args.first_mover.iter().map(|word| first_mover(word, input));
    let first_movers = movers.collect::<Result<_, Failure>>()?;
    let varying = Varying { keep_order: args.keep_order, first_movers, tranches: args.tranches.clone() };
    Ok(OrderRecipe { search, varying })
}

fn wrong(error: anyhow::Error) -> Failure {
    Failure::new(ExitStatus::CommandLine, error)
}

/// Who delivers first, by a word or by the id of a party.
fn first_mover(word: &str, input: &Input) -> Result<FirstMover, Failure> {
    let parties = &input.file.scenario.parties;
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
