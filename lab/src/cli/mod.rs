//! The command line of the lab.

mod args;
mod base_rates;
mod cases;
mod claims;
mod page;
mod prism;

use anyhow::anyhow;
use args::{Cli, Command};
use clap::Parser;
use detente_engine::plan::Plan;
use detente_study::scenario::{ScenarioFaults, harmless};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Done = 0,
    Faults = 1,
    Files = 3,
}

/// Reads the command line, does what it says, and gives the exit status.
pub(super) fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Claims(args) => claims::claims(&args),
        Command::Cases(args) => cases::cases(&args),
        Command::BaseRates(args) => base_rates::base_rates(&args),
        Command::Prism(args) => prism::prism(&args),
    };
    let status = done.unwrap_or_else(|error| {
        remark(&format!("detente-lab: {error:#}{}", detente_report::advice(error.chain(), true)));
        Status::Files
    });
    ExitCode::from(status as u8)
}

/// Says something beside the work: where nobody reads it, the work goes on.
fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(text));
}

/// Prints the faults of one file.
fn print_faults(faults: &ScenarioFaults) {
    let _ = writeln!(io::stderr(), "{}\n", faults.render(io::stderr().is_terminal()));
}

/// Says what a page says in short, and where it is.
fn tell_page(summary: &str, out: &Path) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{}", harmless(&format!("{}\nwrote {}", summary.replace("**", ""), out.display())))?;
    Ok(())
}

/// Says on a terminal what is being simulated.
fn simulating(what: &str, quiet: bool) {
    if !quiet && io::stderr().is_terminal() {
        remark(&format!("simulating {what}"));
    }
}

/// Refuses a scenario with news: what the instruments say is about all trials.
fn refuse_news(plan: &Plan, folder: &Path, why: &str) -> anyhow::Result<()> {
    match plan.news.first() {
        None => Ok(()),
        Some(news) => Err(anyhow!("{}: observed.{}: {why}", folder.display(), news.id)),
    }
}
