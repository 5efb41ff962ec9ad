//! What can be typed to compare, sweep, search and find out what matters.

use super::simulate::{DEFAULT_SEED, FolderArgs, TrialArgs};
use super::words::{
    axis, confidence, former_plays, measure, outcome, points, power_of_two, precision, risk, trials,
    trials_up_to_a_billion,
};
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
    /// A table of cases, as a spreadsheet saves it as CSV: columns are keys, a row is a case
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
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    pub(in crate::cli) seed: u64,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
    /// A parameters.csv that somebody has filled in: what was changed there is laid over the file
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

#[derive(Debug, Args)]
pub(in crate::cli) struct SensitivityArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(in crate::cli) path: PathBuf,
    /// The outcome that the screen speaks of; the tables hold all
    #[arg(long, value_name = "OUTCOME", value_parser = measure, default_value = "collapse")]
    pub(in crate::cli) outcome: usize,
    /// Independent scrambles, over which intervals are taken
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(16..=1024))]
    pub(in crate::cli) scrambles: u32,
    /// Pairs of points in each scramble, a power of two
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = power_of_two)]
    pub(in crate::cli) pairs: u32,
    /// Trials at every point
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub(in crate::cli) trials_per_point: u32,
    /// The former name of --trials-per-point, refused with the new one
    #[arg(long, value_name = "N", hide = true, value_parser = former_plays)]
    pub(in crate::cli) plays: Option<u32>,
    #[command(flatten)]
    pub(in crate::cli) base: BaseArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OrderArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(in crate::cli) path: PathBuf,
    /// What is sought: the largest share of scaling, or the smallest of another outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome, default_value = "scaling")]
    pub(in crate::cli) objective: detente_engine::domain::Outcome,
    /// A weight for every outcome in place of that, such as scaling=1,overtaken=-0.5,collapse=-1
    #[arg(long, value_name = "WEIGHTS", value_parser = detente_study::order::Objective::parse_weights, conflicts_with = "objective")]
    pub(in crate::cli) weights: Option<detente_study::order::Objective>,
    /// Count only this part of the worlds, for each plan those in which it does worst
    #[arg(long, value_name = "SHARE", value_parser = risk)]
    pub(in crate::cli) risk: Option<f64>,
    /// Plans closer than this count as equally good, in points
    #[arg(long, value_name = "POINTS", value_parser = points, default_value = "1")]
    pub(in crate::cli) delta: f64,
    /// How surely the best is to be found
    #[arg(long, value_name = "SHARE", value_parser = confidence, default_value = "0.99")]
    pub(in crate::cli) confidence: f64,
    /// Also vary who delivers first where both give: sender, target, simultaneous, or ids of parties
    #[arg(long, value_name = "WHO,...", value_delimiter = ',')]
    pub(in crate::cli) first_mover: Vec<String>,
    /// Also vary into how many tranches a rung that moves money is cut
    #[arg(long, value_name = "N,...", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(in crate::cli) tranches: Vec<u32>,
    /// Leave the order of the rungs as it is
    #[arg(long)]
    pub(in crate::cli) keep_order: bool,
    /// Most plans to try: all where there are no more, else those to which a search comes
    #[arg(long, value_name = "N", default_value_t = 720, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub(in crate::cli) plans: u32,
    /// Most trials of any plan
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = trials_up_to_a_billion)]
    pub(in crate::cli) trials: u64,
    #[command(flatten)]
    pub(in crate::cli) base: BaseArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompareArgs {
    /// The scenario that the others are compared with
    #[arg(value_name = "BASE")]
    pub(in crate::cli) base: PathBuf,
    /// The others
    #[arg(value_name = "OTHER")]
    pub(in crate::cli) others: Vec<PathBuf>,
    /// Take out one hazard, actor or rung at a time: `each`, or a name (repeatable)
    #[arg(long, value_name = "each|NAME")]
    pub(in crate::cli) without: Vec<String>,
    /// Exchange the keys in which the two files differ, each both ways
    #[arg(long, value_enum, value_name = "key", conflicts_with = "without")]
    pub(in crate::cli) by: Option<ByWord>,
    #[command(flatten)]
    pub(in crate::cli) simulate: TrialArgs,
    /// Where to write: `results/<base>_vs_<other>` and the like unless named
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) folder: FolderArgs,
}

/// What can be exchanged between two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ByWord {
    /// Keys
    Key,
}
