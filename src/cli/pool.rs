//! `detente pool`: what several experts say of one scenario, put together into worlds.

mod screen;

use super::args::words::seed;
use super::args::{DEFAULT_SEED, FolderArgs};
use super::carry_out::{Destination, carry_out};
use super::clock::Stopwatch;
use super::overlaid::{self, Overlaid};
use super::reading::{self, Batch};
use super::screen::AnalysisSetting;
use super::signal::Stop;
use super::wording::stem;
use super::{ExitStatus, Failure, sweep};
use anyhow::anyhow;
use clap::Args;
use detente_study::expert::{DEFAULT_CUT_OFF, Weighing, seed_questions};
use detente_study::recipe::{Answer, ExpertText, Findings, PoolRecipe, Recipe};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What the name of a file of seeds has behind the name of its expert.
const SEEDS: &str = "_seeds";

#[derive(Debug, Args)]
pub(super) struct PoolArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO", required_unless_present = "seed_questions")]
    path: Option<PathBuf>,
    /// The parameters.csv that an expert filled in, under his name: ANNA.csv (once for each expert)
    #[arg(long, value_name = "NAME.csv", required_unless_present = "seed_questions")]
    values: Vec<PathBuf>,
    /// What each expert weighs; all the same without it
    #[arg(long, value_name = "NAME=WEIGHT,...", value_delimiter = ',', value_parser = weight, conflicts_with = "seeds")]
    weights: Vec<(String, f64)>,
    /// The seed questions that an expert answered, as NAME_seeds.csv (once for each): weights by calibration and information
    #[arg(long, value_name = "NAME_seeds.csv")]
    seeds: Vec<PathBuf>,
    /// The known answers to the seed questions, where they are not the shipped base rates: columns id, value, background
    #[arg(long, value_name = "FILE.csv", requires = "seeds")]
    seed_answers: Option<PathBuf>,
    /// The calibration score below which an expert has no weight
    #[arg(long, value_name = "SCORE", default_value_t = DEFAULT_CUT_OFF, requires = "seeds")]
    cut_off: f64,
    /// Worlds of each expert
    #[arg(long, value_name = "K", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    draws: u32,
    /// Seed of all draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, value_parser = seed)]
    seed: u64,
    /// Where to write: `results/<name>_pool` unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    folder: FolderArgs,
    /// Print seed questions from the shipped base rates, without their answers, as a table to fill in
    #[arg(long, exclusive = true)]
    seed_questions: bool,
}

/// `NAME=WEIGHT`.
fn weight(text: &str) -> Result<(String, f64), String> {
    let parts = text.split_once('=').and_then(|(name, weight)| Some((name.trim(), weight.trim().parse::<f64>().ok()?)));
    let (name, weight) = parts.ok_or("give NAME=WEIGHT, such as anna=2")?;
    Ok((name.to_owned(), weight))
}

/// Runs the command.
pub(super) fn pool(args: &PoolArgs) -> Result<ExitStatus, Failure> {
    if args.seed_questions {
        write!(io::stdout(), "{}", seed_questions())?;
        return Ok(ExitStatus::Done);
    }
    let path = args.path.as_ref().expect("the command line asks for it");
    let watch = Stopwatch::start();
    let recipe = PoolRecipe { seed: args.seed, draws: args.draws, experts: experts(args)?, weighing: weighing(args)? };
    let stop = Stop::listen()?;
    let over = Overlaid::new(None, &[])?;
    let Ok(input) = reading::read_one(path, &over, args.folder.quiet) else { return Ok(ExitStatus::Faults) };
    let folder = sweep::target(args.out.as_deref(), &input, "pool");
    let to = Destination { target: folder, folder: &args.folder, keeping: None, explain: false, report: false };
    carry_out(&Recipe::Pool(recipe), Batch::of_one(input), &to, &stop, |shown| {
        let Answer::Analysis(analysis) = shown.answer else { return String::new() };
        let Some(Findings::Pool(found)) = &analysis.findings else { return String::new() };
        let setting = AnalysisSetting { path, out: shown.out, seed: args.seed, seconds: watch.seconds() };
        screen::page(analysis.inputs[0].stem(), found, args.draws, &setting)
    })
}

/// What each expert handed in, in order of their names.
fn experts(args: &PoolArgs) -> Result<Vec<ExpertText>, Failure> {
    for path in args.values.iter().chain(&args.seeds) {
        overlaid::must_not_be_a_pipe(path, "an expert goes by the name of his table, and a pipe has none")?;
    }
    let mut experts = Vec::new();
    for path in &args.values {
        experts.push(ExpertText { name: stem(path), answers: overlaid::open(path)?.text.to_string(), seeds: None });
    }
    let mut wrong = Vec::new();
    for path in &args.seeds {
        let named = stem(path);
        let name = named.strip_suffix(SEEDS).unwrap_or(&named);
        let place = path.display();
        match experts.iter_mut().find(|expert| expert.name == name) {
            Some(expert) if expert.seeds.is_some() => wrong.push(format!("{place}: a second table of seeds of `{name}`")),
            Some(expert) => expert.seeds = Some(text(path)?),
            None => wrong.push(format!(
                "{place}: no answers of an expert `{name}`; give --values {name}.csv as well, or name the table after its expert"
            )),
        }
    }
    if !wrong.is_empty() {
        return Err(Failure::new(ExitStatus::CommandLine, anyhow!(wrong.join("\n"))));
    }
    experts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(experts)
}

/// The text of a table.
fn text(path: &Path) -> Result<String, Failure> {
    overlaid::open_text(path)
}

/// How they are weighed.
fn weighing(args: &PoolArgs) -> Result<Weighing, Failure> {
    if !args.seeds.is_empty() {
        let answers = args.seed_answers.as_deref().map(text).transpose()?;
        return Ok(Weighing::Scores { cut_off: args.cut_off, answers });
    }
    if args.weights.is_empty() {
        return Ok(Weighing::Equal);
    }
    let weights: BTreeMap<String, f64> = args.weights.iter().cloned().collect();
    if weights.len() < args.weights.len() {
        return Err(Failure::new(
            ExitStatus::CommandLine,
            anyhow!("--weights: a name stands twice: give each one weight"),
        ));
    }
    Ok(Weighing::Given { weights })
}
