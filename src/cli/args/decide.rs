//! What can be typed to sweep; what all analyses of one scenario take.

use super::simulate::{DEFAULT_SEED, FolderArgs};
use super::words::{axis, precision, seed, trials};
use clap::{Args, ValueEnum};
use detente_engine::statistics::Precision;
use detente_study::design::Axis;
use detente_study::run::Spec;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct SweepArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(in crate::cli) path: PathBuf,
    /// What to vary (repeatable): KEY=LOW..HIGH:N, KEY=A,B,C, or KEY[:N] for the range in the file
    #[arg(long, value_name = "KEY=VALUES", value_parser = axis, required_unless_present = "cases")]
    pub(in crate::cli) vary: Vec<Axis>,
    /// A table of cases, as a spreadsheet saves it as CSV: columns are keys, a row is a case; `-` is standard input
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["vary", "design", "points"])]
    pub(in crate::cli) cases: Option<PathBuf>,
    /// How the points are chosen
    #[arg(long, value_enum, default_value_t = DesignWord::Grid)]
    pub(in crate::cli) design: DesignWord,
    /// How many points, where the design is not a grid
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000), required_if_eq_any = [("design", "lhs"), ("design", "sobol")])]
    pub(in crate::cli) points: Option<u32>,
    /// How many trials at every point
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = trials)]
    trials: u64,
    /// Instead of --trials: as many as it takes, in the worst case, that all four shares of a point lie within so many
    /// percentage points of the truth in 95 runs of 100 (2 points: 3901 trials)
    #[arg(long, value_name = "POINTS", value_parser = precision, conflicts_with = "trials")]
    precision: Option<Precision>,
    #[command(flatten)]
    pub(in crate::cli) base: BaseArgs,
    /// For thousands of points: write only the tables in which points are set beside each other, and no counts of a point but
    /// those that a report shows in full
    #[arg(long)]
    pub(in crate::cli) lean: bool,
    /// Also write what `report` writes
    #[arg(long)]
    pub(in crate::cli) report: bool,
    /// Go on from where the same sweep was stopped, if it was; a complete one is left as it is
    #[arg(long)]
    pub(in crate::cli) resume: bool,
    /// Seconds between checkpoints
    #[arg(long, hide = true, value_name = "SECONDS", default_value_t = 30.0)]
    pub(in crate::cli) checkpoint_seconds: f64,
}

impl SweepArgs {
    /// What is to be simulated at every point.
    pub(in crate::cli) fn spec(&self) -> Spec {
        Spec { seed: self.base.seed, trials: self.precision.map_or(self.trials, Precision::trials) }
    }
}

/// What the analyses of one scenario have in common.
#[derive(Debug, Args)]
pub(in crate::cli) struct BaseArgs {
    /// Seed of all draws
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED, value_parser = seed)]
    pub(in crate::cli) seed: u64,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
    /// A parameters.csv that somebody has filled in: what was changed there is laid over the file; `-` is standard input
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) values: Option<PathBuf>,
    /// Where to write: `results/<name>_<command>` unless given
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) folder: FolderArgs,
}

/// Designs by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DesignWord {
    /// Every value with every other
    Grid,
    /// A Latin hypercube
    Lhs,
    /// Scrambled Sobol' points
    Sobol,
}
