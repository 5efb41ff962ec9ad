//! What can be typed: commands, flags, help texts.

use crate::design::{Axis, MEASURES};
use crate::export::Dialect;
use crate::run::{Part, Spec};
use crate::statistics::Precision;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Plays concession sequences between two rivals who do not trust each other, many times, and writes
/// how they end.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const AFTER_HELP: &str = "\
Exit statuses:
  0  done
  1  a scenario has faults, and nothing of it was run; or it cannot be exported
  2  the command line is wrong
  3  files could not be read or written; no results folder is left half written
  4  no trial fits what was asked of `trace`, or too few what was observed
  5  a results folder is not as it was written, or shards do not make a whole
  6  stopped by Ctrl-C or the system; `run` and `sweep` keep what was played, see --resume

Ranks mechanisms under stated assumptions. It is not a forecast.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play scenarios and write their tables
    #[command(
        after_help = "Examples:\n  detente run\n  detente run scenarios/tutorial.toml --trials 20000\n  detente run scenarios/doha_2026.toml --set messaging.ambiguity=0.6 --out results/doha_vague\n  detente run scenarios/tutorial.toml --precision 0.1        every share within 0.1 points\n  detente run --trials 100000000 --resume             goes on where it was stopped\n  detente run --trials 100000000 --shard 3/64         one machine of 64; then `detente merge`"
    )]
    Run(RunArgs),
    /// Write charts, a page, a brief and a workbook beside the tables of a results folder
    #[command(
        after_help = "Examples:\n  detente report\n  detente report results/doha_2026\n  detente run scenarios/doha_2026.toml --report        both at once"
    )]
    Report(ReportArgs),
    /// Play a scenario at many values of its keys, all points on the same luck
    #[command(
        after_help = "Examples:\n  detente sweep scenarios/doha_2026.toml --vary messaging.ambiguity=0.2..0.6:5\n  detente sweep scenarios/doha_2026.toml --vary rung.second_release.tranches=1,2,4 --vary messaging.ambiguity=0.2..0.6:3\n  detente sweep scenarios/doha_2026.toml --design sobol --points 64 --vary messaging.ambiguity --vary money.diverted_share\n  detente sweep scenarios/doha_2026.toml --cases cases.csv      columns are keys, a row is a case"
    )]
    Sweep(SweepArgs),
    /// Which uncertain values decide how a scenario ends, and under which an outcome prevails
    #[command(
        after_help = "Examples:\n  detente sensitivity scenarios/doha_2026.toml\n  detente sensitivity scenarios/doha_2026.toml --outcome postponed --scrambles 16"
    )]
    Sensitivity(SensitivityArgs),
    /// In which order to climb, who moves first, in how many parts to pay: the best of the plans tried
    #[command(
        after_help = "Examples:\n  detente order scenarios/tutorial.toml\n  detente order scenarios/doha_2026.toml --objective collapse\n  detente order scenarios/tutorial.toml --tranches 1,3 --first-mover sender,target --keep-order\n  detente order scenarios/tutorial.toml --weights scaling=1,postponed=-0.5,collapse=-1\n  detente order scenarios/doha_2026.toml --objective collapse --risk 0.1      in the worst tenth of the worlds\n  detente order scenarios/tutorial.toml --set 'rung.settlement.requires=[\"inspections\"]'"
    )]
    Order(OrderArgs),
    /// Read scenarios and report every fault at once; for a sound file, what its values imply
    #[command(
        after_help = "Examples:\n  detente check scenarios/doha_2026.toml        one file: with the calibration card\n  detente check scenarios --card\n  detente check scenarios/reference --export prism"
    )]
    Check(CheckArgs),
    /// Tell one trial as a story
    #[command(
        after_help = "Examples:\n  detente trace scenarios/tutorial.toml --trial 7\n  detente trace scenarios/tutorial.toml --outcome collapse --cause turnover\n  detente trace scenarios/tutorial.toml --typical --format csv > story.csv"
    )]
    Trace(TraceArgs),
    /// Write a commented scenario to start from
    #[command(after_help = "Example:\n  detente new my_case        writes scenarios/my_case.toml")]
    New(NewArgs),
    /// Try every claim of a list as a paired experiment and write the page of findings
    #[command(
        hide = true,
        after_help = "Example:\n  detente claims --trials 2000 --out results/claims.md      a quick look"
    )]
    Claims(ClaimsArgs),
    /// Set scenarios side by side on the same luck; ask what broke a channel, or which assumption makes the difference
    #[command(
        after_help = "Examples:\n  detente compare scenarios/tutorial.toml scenarios/tutorial_tranches.toml\n  detente compare scenarios/doha_2026.toml --without each\n  detente compare scenarios/doha_2026.toml --without incidents --without us_congress\n  detente compare mine.toml theirs.toml --by key"
    )]
    Compare(CompareArgs),
    /// Play the historical cases and set them beside what happened
    #[command(
        hide = true,
        after_help = "Example:\n  detente cases --trials 2000 --out results/cases.md      a quick look"
    )]
    Cases(CasesArgs),
    /// Check results folders against their manifests
    #[command(after_help = "Examples:\n  detente verify results/doha_2026\n  detente verify results --rerun")]
    Verify(VerifyArgs),
    /// Put shards together into exactly what one machine would have written
    #[command(
        after_help = "Example:\n  detente run scenarios/doha_2026.toml --shard 1/2\n  detente run scenarios/doha_2026.toml --shard 2/2\n  detente merge shards/doha_2026 --out results/doha_2026"
    )]
    Merge(MergeArgs),
    /// Print the JSON Schema of scenario files, for editors
    #[command(hide = true)]
    Schema,
    /// Print a completion script for a shell
    #[command(hide = true)]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// What every command that plays has in common.
#[derive(Clone, Debug, Args)]
pub(super) struct PlayArgs {
    /// How many trials
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    trials: u64,
    /// Instead of --trials: as many as it takes, in the worst case, that all four shares lie within so many percentage
    /// points of the truth in 95 runs of 100 (0.5 points: 62401 trials)
    #[arg(long, value_name = "POINTS", value_parser = precision, conflicts_with = "trials")]
    precision: Option<Precision>,
    /// Seed of all draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
}

impl PlayArgs {
    /// What is to be played.
    pub(super) fn spec(&self) -> Spec {
        Spec { seed: self.seed, trials: self.precision.map_or(self.trials, Precision::trials) }
    }
}

#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// Scenario files, or folders of them
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) play: PlayArgs,
    /// A parameters.csv that somebody has filled in: what was changed there is laid over the files
    #[arg(long, value_name = "FILE.csv")]
    pub(super) values: Option<PathBuf>,
    /// Threads to use; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Where to write: `results` for the default batch, else `results/<name>`
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Replace the results folder even if it holds files that detente did not write
    #[arg(long)]
    pub(super) force: bool,
    /// Also write a row for every trial, under trials/
    #[arg(long)]
    pub(super) trial_rows: bool,
    /// Also write what `report` writes
    #[arg(long, conflicts_with = "shard")]
    pub(super) report: bool,
    /// How the CSV files are spelled
    #[arg(long, value_enum, default_value_t = DialectWord::Standard)]
    pub(super) csv_dialect: DialectWord,
    /// Say of every scenario that has no exact answer what stands in its way
    #[arg(long)]
    pub(super) exact: bool,
    /// Play only shard I of N, counted from 1, for `merge`; `auto/N` takes I from the scheduler
    #[arg(long, value_name = "I/N", value_parser = super::grant::part, conflicts_with = "trial_rows")]
    pub(super) shard: Option<Part>,
    /// Go on from where the same run was stopped, if it was; a complete one is left as it is
    #[arg(long)]
    pub(super) resume: bool,
    /// Seconds between checkpoints
    #[arg(long, hide = true, value_name = "SECONDS", default_value_t = 30.0)]
    pub(super) checkpoint_seconds: f64,
    /// Print nothing but faults
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct SweepArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// What to vary (repeatable): KEY=LOW..HIGH:N, KEY=A,B,C, or KEY[:N] for the range in the file
    #[arg(long, value_name = "KEY=VALUES", value_parser = axis, required_unless_present = "cases")]
    pub(super) vary: Vec<Axis>,
    /// A table of cases, as a spreadsheet saves it as CSV: columns are keys, a row is a case
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["vary", "design", "points"])]
    pub(super) cases: Option<PathBuf>,
    /// How the points are chosen
    #[arg(long, value_enum, default_value_t = DesignWord::Grid)]
    pub(super) design: DesignWord,
    /// How many points, where the design is not a grid
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000), required_if_eq_any = [("design", "lhs"), ("design", "sobol")])]
    pub(super) points: Option<u32>,
    /// How many trials at every point
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u64).range(1..))]
    trials: u64,
    /// Instead of --trials: as many as it takes, in the worst case, that all four shares of a point lie within so many
    /// percentage points of the truth in 95 runs of 100 (2 points: 3901 trials)
    #[arg(long, value_name = "POINTS", value_parser = precision, conflicts_with = "trials")]
    precision: Option<Precision>,
    #[command(flatten)]
    pub(super) base: BaseArgs,
    /// Go on from where the same sweep was stopped, if it was; a complete one is left as it is
    #[arg(long)]
    pub(super) resume: bool,
    /// Seconds between checkpoints
    #[arg(long, hide = true, value_name = "SECONDS", default_value_t = 30.0)]
    pub(super) checkpoint_seconds: f64,
}

impl SweepArgs {
    /// What is to be played at every point.
    pub(super) fn spec(&self) -> Spec {
        Spec { seed: self.base.seed, trials: self.precision.map_or(self.trials, Precision::trials) }
    }
}

/// What the analyses of one scenario have in common.
#[derive(Debug, Args)]
pub(super) struct BaseArgs {
    /// Seed of all draws
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// A parameters.csv that somebody has filled in: what was changed there is laid over the file
    #[arg(long, value_name = "FILE.csv")]
    pub(super) values: Option<PathBuf>,
    /// Threads to use; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Where to write: `results/<name>_<command>` unless given
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Replace the results folder even if it holds files that detente did not write
    #[arg(long)]
    pub(super) force: bool,
    /// How the CSV files are spelled
    #[arg(long, value_enum, default_value_t = DialectWord::Standard)]
    pub(super) csv_dialect: DialectWord,
    /// Print nothing but faults
    #[arg(long)]
    pub(super) quiet: bool,
}

/// Designs by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DesignWord {
    /// Every value with every other
    Grid,
    /// A Latin hypercube
    Lhs,
    /// Scrambled Sobol' points
    Sobol,
}

#[derive(Debug, Args)]
pub(super) struct SensitivityArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// The outcome that the screen speaks of; the tables hold all
    #[arg(long, value_name = "OUTCOME", value_parser = measure, default_value = "collapse")]
    pub(super) outcome: usize,
    /// Independent scrambles, over which intervals are taken
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(16..=1024))]
    pub(super) scrambles: u32,
    /// Pairs of points in each scramble, a power of two
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = power_of_two)]
    pub(super) pairs: u32,
    /// Trials at every point
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(super) plays: u32,
    #[command(flatten)]
    pub(super) base: BaseArgs,
}

#[derive(Debug, Args)]
pub(super) struct OrderArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    /// What is sought: the largest share of scaling, or the smallest of another outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome, default_value = "scaling")]
    pub(super) objective: crate::domain::Outcome,
    /// A weight for every outcome in place of that, such as scaling=1,postponed=-0.5,collapse=-1
    #[arg(long, value_name = "WEIGHTS", value_parser = crate::order::Objective::parse_weights, conflicts_with = "objective")]
    pub(super) weights: Option<crate::order::Objective>,
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
    /// Let every rung keep the stake of its place as written, where the file gives none
    #[arg(long)]
    pub(super) keep_stakes: bool,
    /// Most plans to try: all where there are no more, else those to which a search comes
    #[arg(long, value_name = "N", default_value_t = 720, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub(super) plans: u32,
    /// Most trials of any plan
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(super) trials: u64,
    #[command(flatten)]
    pub(super) base: BaseArgs,
}

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The scenario that the others are compared with
    #[arg(value_name = "BASE")]
    pub(super) base: PathBuf,
    /// The others
    #[arg(value_name = "OTHER")]
    pub(super) others: Vec<PathBuf>,
    /// Take out one hazard, actor or rung at a time: `each`, or a name (repeatable)
    #[arg(long, value_name = "each|NAME")]
    pub(super) without: Vec<String>,
    /// Exchange the keys in which the two files differ, each both ways
    #[arg(long, value_enum, value_name = "key", conflicts_with = "without")]
    pub(super) by: Option<ByWord>,
    #[command(flatten)]
    pub(super) play: PlayArgs,
    /// Threads to use; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Where to write: `results/<base>_vs_<other>` and the like unless named
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Replace the results folder even if it holds files that detente did not write
    #[arg(long)]
    pub(super) force: bool,
    /// How the CSV files are spelled
    #[arg(long, value_enum, default_value_t = DialectWord::Standard)]
    pub(super) csv_dialect: DialectWord,
    /// Print nothing but faults
    #[arg(long)]
    pub(super) quiet: bool,
}

/// What can be exchanged between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ByWord {
    /// Keys
    Key,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Results folders
    #[arg(value_name = "DIR", required = true)]
    pub(super) folders: Vec<PathBuf>,
    /// Also play the inputs again as the manifest says, and compare every byte
    #[arg(long)]
    pub(super) rerun: bool,
    /// Threads to use
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
    /// Print nothing but what is wrong
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// Folders of shards, in any order, or folders that hold nothing else
    #[arg(value_name = "DIR", required = true)]
    pub(super) folders: Vec<PathBuf>,
    /// Where to write the whole
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Replace the results folder even if it holds files that detente did not write
    #[arg(long)]
    pub(super) force: bool,
    /// Print nothing but what is wrong
    #[arg(long)]
    pub(super) quiet: bool,
}

/// The CSV dialects by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DialectWord {
    /// UTF-8, comma, dot
    Standard,
    /// As standard, with byte order mark and CRLF
    Excel,
    /// As excel, with semicolon and decimal comma
    Eu,
}

impl From<DialectWord> for Dialect {
    fn from(word: DialectWord) -> Self {
        match word {
            DialectWord::Standard => Self::Standard,
            DialectWord::Excel => Self::Excel,
            DialectWord::Eu => Self::Eu,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Results folder, as `run` wrote it
    #[arg(value_name = "DIR", default_value = "results")]
    pub(super) folder: PathBuf,
    /// Print nothing but faults
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Scenario files, or folders of them
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub(super) paths: Vec<PathBuf>,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Print the calibration card also where more than one file is checked: what the values imply, beside documented base
    /// rates. It plays 2048 trials of every sound file
    #[arg(long)]
    pub(super) card: bool,
    /// Also write each finite scenario as a model for another program: NAME.prism and NAME.props
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) export: Option<ExportFormat>,
    /// Where to write the models
    #[arg(long, value_name = "DIR", default_value = "prism", requires = "export")]
    pub(super) out: PathBuf,
}

/// The formats in which a finite scenario can be handed to another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// The language of the model checkers PRISM and Storm
    Prism,
}

#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) play: PlayArgs,
    /// The number of the trial, as in trials/<scenario>.csv
    #[arg(long, value_name = "K", conflicts_with_all = ["outcome", "cause", "typical"])]
    pub(super) trial: Option<u64>,
    /// The first trial with this outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    pub(super) outcome: Option<crate::domain::Outcome>,
    /// The first trial with this cause
    #[arg(long, value_name = "CAUSE", value_parser = cause)]
    pub(super) cause: Option<crate::domain::Cause>,
    /// The first trial with the most frequent outcome and cause
    #[arg(long, conflicts_with_all = ["outcome", "cause"])]
    pub(super) typical: bool,
    /// A story to read, or one with every draw
    #[arg(long, value_enum, default_value_t = StoryFormat::Text)]
    pub(super) format: StoryFormat,
}

/// How a story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StoryFormat {
    /// For reading
    Text,
    /// For machines, with the uniform draws
    Csv,
}

#[derive(Debug, Args)]
pub(super) struct ClaimsArgs {
    /// Folder that holds `_claims.toml` and the scenarios it names
    #[arg(value_name = "DIR", default_value = "scenarios/claims")]
    pub(super) folder: PathBuf,
    /// How many trials of each experiment, rather than as many as the list says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..))]
    pub(super) trials: Option<u64>,
    /// The page to write
    #[arg(long, value_name = "FILE", default_value = "docs/validation.md")]
    pub(super) out: PathBuf,
    /// Show no progress
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct CasesArgs {
    /// Folder that holds `_cases.toml` and the scenarios it names
    #[arg(value_name = "DIR", default_value = "scenarios/cases")]
    pub(super) folder: PathBuf,
    /// How many trials of each case, rather than as many as the list says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) trials: Option<u64>,
    /// The page to write; what stands above its mark is kept
    #[arg(long, value_name = "FILE", default_value = "docs/cases.md")]
    pub(super) out: PathBuf,
    /// Show no progress
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Name of the scenario: letters, digits, `_`
    #[arg(value_name = "NAME")]
    pub(super) name: String,
}

fn outcome(word: &str) -> Result<crate::domain::Outcome, String> {
    let all = crate::domain::Outcome::ALL.iter().map(|outcome| outcome.word());
    crate::domain::Outcome::from_word(word).ok_or_else(|| format!("use one of {}", all.collect::<Vec<_>>().join(", ")))
}

fn cause(word: &str) -> Result<crate::domain::Cause, String> {
    let all = crate::domain::Cause::ALL.iter().map(|cause| cause.word());
    crate::domain::Cause::from_word(word).ok_or_else(|| format!("use one of {}", all.collect::<Vec<_>>().join(", ")))
}

/// A number in an interval whose ends are written in `allowed`.
fn number_in(text: &str, low: f64, high: f64, allowed: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| (low..=high).contains(number));
    number.ok_or_else(|| format!("allowed: {allowed}"))
}

fn risk(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 1.0, "a share from 0.01 to 1, such as 0.1 for the worst tenth of the worlds")
}

fn points(text: &str) -> Result<f64, String> {
    number_in(text, 0.01, 100.0, "points from 0.01 to 100")
}

fn confidence(text: &str) -> Result<f64, String> {
    number_in(text, 0.5, 0.9999, "a share from 0.5 to 0.9999, such as 0.99")
}

fn axis(text: &str) -> Result<Axis, String> {
    text.parse().map_err(|error: crate::design::AxisError| error.to_string())
}

fn measure(word: &str) -> Result<usize, String> {
    let position = MEASURES.iter().position(|measure| *measure == word);
    position.ok_or_else(|| format!("use one of {}", MEASURES.join(", ")))
}

fn precision(text: &str) -> Result<Precision, String> {
    let precision = text.parse().ok().and_then(Precision::new);
    precision.ok_or_else(|| format!("points, from {} to {}", Precision::FINEST, Precision::COARSEST))
}

fn power_of_two(text: &str) -> Result<u32, String> {
    let number = text.parse::<u32>().ok().filter(|number| number.is_power_of_two() && (16..=1 << 20).contains(number));
    number.ok_or_else(|| "a power of two from 16 to 1048576".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
