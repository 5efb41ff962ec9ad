//! What can be typed to look at scenarios and results, and to hand them over.

use super::simulate::TrialArgs;
use super::words::{cause, outcome, template, threads};
use clap::{Args, ValueEnum};
use detente_study::scenario::Template;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// Results folders
    #[arg(value_name = "DIR", required = true)]
    pub(in crate::cli) folders: Vec<PathBuf>,
    /// Also simulate the inputs again as the manifest says, and compare every byte
    #[arg(long)]
    pub(in crate::cli) rerun: bool,
    /// Threads to use
    #[arg(long, value_name = "N", value_parser = threads)]
    pub(in crate::cli) threads: Option<u16>,
    /// Print nothing but what is wrong
    #[arg(long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MergeArgs {
    /// Folders of shards, in any order, or folders that hold nothing else
    #[arg(value_name = "DIR", required = true)]
    pub(in crate::cli) folders: Vec<PathBuf>,
    /// Where to write the whole
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
    /// Replace the results folder even if it holds results of another question, or files that detente did not write
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Print nothing but what is wrong
    #[arg(long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArgs {
    /// Results folder, as `run` wrote it
    #[arg(value_name = "DIR", default_value = "results")]
    pub(in crate::cli) folder: PathBuf,
    /// Print nothing but faults
    #[arg(long)]
    pub(in crate::cli) quiet: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Scenario files, or folders of them
    #[arg(value_name = "PATH", default_value = "scenarios")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
    /// Print the calibration card also where more than one file is checked: what the values imply, beside documented base
    /// rates. It simulates 2048 trials of every sound file
    #[arg(long)]
    pub(in crate::cli) card: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TraceArgs {
    /// Scenario file
    #[arg(value_name = "SCENARIO")]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) simulate: TrialArgs,
    /// A parameters.csv that somebody has filled in, as for `run`
    #[arg(long, value_name = "FILE.csv")]
    pub(in crate::cli) values: Option<PathBuf>,
    /// The number of the trial, as in trials/<scenario>.csv
    #[arg(long, value_name = "K", conflicts_with_all = ["outcome", "cause", "typical"])]
    pub(in crate::cli) trial: Option<u64>,
    /// The first trial with this outcome
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    pub(in crate::cli) outcome: Option<detente_engine::domain::Outcome>,
    /// The first trial with this cause
    #[arg(long, value_name = "CAUSE", value_parser = cause)]
    pub(in crate::cli) cause: Option<detente_engine::domain::Cause>,
    /// Not the first trial but one with the most frequent cause (of --outcome, where that is given) that was decided about when half
    /// of those were
    #[arg(long)]
    pub(in crate::cli) typical: bool,
    /// A story to read, or one with every draw
    #[arg(long, value_enum, default_value_t = StoryFormat::Text)]
    pub(in crate::cli) format: StoryFormat,
}

/// How a story is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StoryFormat {
    /// For reading
    Text,
    /// For machines, with the uniform draws
    Csv,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArgs {
    /// Name of the scenario: letters, digits, `_`, `-`; or the path of its file in `scenarios`
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// What it is like: freeze_for_aid (a programme against aid in kind, 1994), prisoner_exchange (detained people against blocked
    /// money, 1981), funds_for_restraint (money in tranches against limits, 2013), transit_corridor (safe passage against trade, 2022), general
    #[arg(long, value_name = "WORD", default_value = "general", value_parser = template)]
    pub(in crate::cli) like: Template,
    /// The party that gives relief: money, licences, aid
    #[arg(long, value_name = "NAME", default_value = Template::PARTIES[0])]
    pub(in crate::cli) sender: String,
    /// The party that gives restraint: pauses, access, detained people
    #[arg(long, value_name = "NAME", default_value = Template::PARTIES[1])]
    pub(in crate::cli) target: String,
}
