//! What can be typed to set base rates beside the built-in scenario.

use super::words::trials;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct BaseRatesArgs {
    /// Folder that holds `targets.csv`
    #[arg(value_name = "DIR", default_value = "calibration")]
    pub(in crate::cli) folder: PathBuf,
    /// How many trials
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = trials)]
    pub(in crate::cli) trials: u64,
    /// The page to write; what stands above its mark is kept
    #[arg(long, value_name = "FILE", default_value = "docs/calibration.md")]
    pub(in crate::cli) out: PathBuf,
    /// Change a value of the built-in scenario, to see what a default does; the table is printed, and no page is written
    #[arg(long, value_name = "KEY=VALUE")]
    pub(in crate::cli) set: Vec<String>,
    /// Show no progress
    #[arg(long)]
    pub(in crate::cli) quiet: bool,
}
