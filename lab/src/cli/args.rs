//! What can be typed.

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Instruments of those who make detente. Each writes a page whole, or nothing.
#[derive(Debug, Parser)]
#[command(name = "detente-lab", version, max_term_width = 100, after_help = AFTER_HELP)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const AFTER_HELP: &str = "\
Exit statuses:
  0  done
  1  a file has faults, or a scenario cannot be exported
  2  the command line is wrong
  3  files could not be read or written";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Try every claim of a list as a paired experiment and write the page of findings
    #[command(after_help = "Example:\n  detente-lab claims --trials 2000 --out results/claims.md      a quick look")]
    Claims(ClaimsArgs),
    /// Simulate the historical cases and set them beside what happened
    #[command(after_help = "Example:\n  detente-lab cases --trials 2000 --out results/cases.md      a quick look")]
    Cases(CasesArgs),
    /// Set what was counted of real channels beside the built-in scenario
    #[command(
        after_help = "Example:\n  detente-lab base-rates --trials 2000 --out results/calibration.md      a quick look"
    )]
    BaseRates(BaseRatesArgs),
    /// Write finite scenarios as models for PRISM and Storm: NAME.prism and NAME.props
    #[command(after_help = "Example:\n  detente-lab prism scenarios/reference/ladder.toml")]
    Prism(PrismArgs),
}

#[derive(Debug, clap::Args)]
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

#[derive(Debug, clap::Args)]
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

#[derive(Debug, clap::Args)]
pub(super) struct BaseRatesArgs {
    /// Folder that holds `targets.csv`
    #[arg(value_name = "DIR", default_value = "calibration")]
    pub(super) folder: PathBuf,
    /// How many trials
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) trials: u64,
    /// The page to write; what stands above its mark is kept
    #[arg(long, value_name = "FILE", default_value = "docs/calibration.md")]
    pub(super) out: PathBuf,
    /// Change a value of the built-in scenario, to see what a default does; the table is printed, and no page is written
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Show no progress
    #[arg(long)]
    pub(super) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct PrismArgs {
    /// Scenario files
    #[arg(value_name = "SCENARIO", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Override a value of the scenario, by its dotted key (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Where to write the models
    #[arg(long, value_name = "DIR", default_value = "prism")]
    pub(super) out: PathBuf,
}
