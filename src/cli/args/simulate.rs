//! What can be typed to simulate.

use super::words::{precision, seed, threads, trials, trials_up_to_a_billion};
use clap::{Args, ValueEnum};
use detente_engine::statistics::Precision;
use detente_report::results::Dialect;
use detente_study::run::Part;
use detente_study::run::Spec;
use std::path::PathBuf;

/// How many trials are simulated where nothing is said.
pub(in crate::cli) const DEFAULT_TRIALS: u64 = 100_000;
/// The seed where nothing is said.
pub(in crate::cli) const DEFAULT_SEED: u64 = 1;

/// What every command that simulates has in common.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct TrialArgs {
    /// How many trials
    #[arg(long, value_name = "N", default_value_t = DEFAULT_TRIALS, value_parser = trials)]
    trials: u64,
    /// Instead of --trials: as many as it takes, in the worst case, that all four shares lie within so many percentage
    /// points of the truth in 95 runs of 100 (0.5 points: 62401 trials)
    #[arg(long, value_name = "POINTS", value_parser = precision, conflicts_with = "trials")]
    precision: Option<Precision>,
    /// Seed of all draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, value_parser = seed)]
    pub(in crate::cli) seed: u64,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
}

impl TrialArgs {
    /// What is to be simulated.
    pub(in crate::cli) fn spec(&self) -> Spec {
        Spec { seed: self.seed, trials: self.precision.map_or(self.trials, Precision::trials) }
    }
}

/// How a results folder is made: on how many threads, over what, in which spelling, how loudly.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct FolderArgs {
    /// Threads to use; the results are the same for any number
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<u16>,
    /// Replace the results folder even if it holds results of another question, or files that detente did not write
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// How the CSV files are spelled
    #[arg(long, value_enum, default_value_t = DialectWord::Standard)]
    pub(in crate::cli) csv_dialect: DialectWord,
    /// Print nothing but faults
    #[arg(long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RunArgs {
    /// Scenario files, or folders of them
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) simulate: TrialArgs,
    /// Instead of --trials, where news were observed: as many as it takes until about so many of each file go as was observed
    #[arg(long, value_name = "N", value_parser = trials_up_to_a_billion, conflicts_with_all = ["trials", "precision", "shard"])]
    pub(in crate::cli) keep: Option<u64>,
    /// A parameters.csv that somebody has filled in: what was changed there is laid over the files; `-` is standard input
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) values: Option<PathBuf>,
    /// A worlds.csv of `calibrate` or `pool`, from which keys are drawn
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) worlds: Option<PathBuf>,
    /// Where to write: `results` for the default batch, else `results/<name>`
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Also write a row for every trial, under trials/
    #[arg(long)]
    pub(in crate::cli) trial_rows: bool,
    /// Also write what `report` writes. Where two files or more are named, all of them with the same two parties and without news, the report
    /// and the tables also have what `compare` finds: the first file is the base, and the others are compared with it
    #[arg(long, conflicts_with = "shard")]
    pub(in crate::cli) report: bool,
    /// Say of every scenario that has no exact answer what stands in its way
    #[arg(long)]
    pub(in crate::cli) exact: bool,
    /// Simulate only shard I of N, counted from 1, for `merge`; `auto/N` takes I from the scheduler
    #[arg(long, value_name = "I/N", value_parser = crate::cli::grant::part, conflicts_with = "trial_rows")]
    pub(in crate::cli) shard: Option<Part>,
    /// Go on from where the same run was stopped, if it was; a complete one is left as it is
    #[arg(long)]
    pub(in crate::cli) resume: bool,
    /// Seconds between checkpoints
    #[arg(long, hide = true, value_name = "SECONDS", default_value_t = 30.0)]
    pub(in crate::cli) checkpoint_seconds: f64,
    #[command(flatten)]
    pub(in crate::cli) folder: FolderArgs,
}

/// The CSV dialects by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DialectWord {
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
