//! The command line: the only place that prints, reads arguments, looks at the terminal or the clock.

mod args;
mod batch;
mod calibrate;
mod carry_out;
mod check;
mod clock;
mod compare;
mod failure;
mod faults;
mod grant;
mod keeper;
mod left_out;
mod merge;
mod new;
mod news;
mod order;
mod overlaid;
mod page;
mod pool;
mod progress;
mod reading;
mod report;
mod run;
mod screen;
mod sensitivity;
mod signal;
mod story;
mod sweep;
mod trace;
mod verify;
mod width;
mod wording;

use args::{CheckArgs, MergeArgs, NewArgs, ReportArgs, RunArgs, SweepArgs, TraceArgs, VerifyArgs};
use calibrate::CalibrateArgs;
use clap::{Arg, CommandFactory, FromArgMatches as _, Parser, Subcommand};
use compare::CompareArgs;
use detente_study::scenario::harmless;
use failure::{ExitStatus, Failure, nobody_reads, remark, tell};
use order::OrderArgs;
use page::PageArgs;
use pool::PoolArgs;
use sensitivity::SensitivityArgs;
use std::io::{self, Write};
use std::process::ExitCode;

/// What can be typed. A negative number behind an option is its value, for which that says what is allowed, and not an option of its own.
fn command_line() -> clap::Command {
    let is_valued = |arg: &Arg| arg.get_long().is_some() && arg.get_action().takes_values();
    let taking = |arg: Arg| if is_valued(&arg) { arg.allow_negative_numbers(true) } else { arg };
    Cli::command().mut_subcommands(|command| command.mut_args(taking))
}

/// Reads the command line, does what it says, and gives the exit status.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::from_arg_matches(&command_line().get_matches()).unwrap_or_else(|error| error.exit());
    let has_out = cli.command.has_out();
    let status = match cli.command.run() {
        Ok(status) => status,
        Err(failure) if nobody_reads(&failure.error) => ExitStatus::Done,
        Err(failure) => {
            // Where even this cannot be written, the exit status is all that is left.
            let advice = detente_report::advice(failure.error.chain(), has_out);
            let _ = writeln!(io::stderr(), "{}", harmless(&format!("detente: {:#}{advice}", failure.error)));
            failure.status
        }
    };
    ExitCode::from(status as u8)
}

/// Simulates concession sequences between two rivals who do not trust each other, many times, and writes
/// how they end.
#[derive(Debug, Parser)]
#[command(name = "detente", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit statuses:
  0  done
  1  a scenario has faults, and nothing of it was run; or it cannot be exported
  2  the command line is wrong
  3  files could not be read or written; no results folder is left half written
  4  no trial fits what was asked of `trace`, or too few what was observed
  5  a results folder is not as it was written, or shards do not make a whole
  6  stopped by Ctrl-C or the system; `run` and `sweep` keep what was simulated, see --resume

Ranks mechanisms under stated assumptions. It is not a forecast.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Simulate scenarios and write their tables
    #[command(
        after_help = "Examples:\n  detente run\n  detente run scenarios/tutorial.toml --trials 20000\n  detente run scenarios/doha_2026.toml --set messaging.ambiguity=0.6 --out results/doha_vague\n  detente run scenarios/tutorial.toml --precision 0.1        every share within 0.1 points\n  detente run plan_a.toml plan_b.toml --report        one report with both plans, and with what one changes\n  detente run --trials 100000000 --resume             goes on where it was stopped\n  detente run --trials 100000000 --shard 3/64         one machine of 64; then `detente merge`"
    )]
    Run(RunArgs),
    /// Write charts, a page, a brief and a workbook beside the tables of a results folder
    #[command(
        after_help = "Examples:\n  detente report\n  detente report results/doha_2026\n  detente run scenarios/doha_2026.toml --report        both at once"
    )]
    Report(ReportArgs),
    /// Write scenarios and the engine as one HTML page, in which anybody can change values and see what follows
    #[command(
        after_help = "Examples:\n  detente page                                       the case of Doha 2026, in detente.html\n  detente page scenarios/jpoa_2014.toml --out jpoa.html\n  detente page mine.toml scenarios                   several to choose from; the first is shown first"
    )]
    Page(PageArgs),
    /// Simulate a scenario at many values of its keys, all points on the same random numbers
    #[command(
        after_help = "Examples:\n  detente sweep scenarios/doha_2026.toml --vary messaging.ambiguity=0.2..0.6:5\n  detente sweep scenarios/doha_2026.toml --vary rung.second_release.tranches=1,2,4 --vary messaging.ambiguity=0.2..0.6:3\n  detente sweep scenarios/doha_2026.toml --design sobol --points 64 --vary messaging.ambiguity --vary money.diverted_share\n  detente sweep scenarios/doha_2026.toml --cases cases.csv      columns are keys, a row is a case\n  detente sweep scenarios/doha_2026.toml --lean --design sobol --points 2000 --vary messaging.ambiguity --vary money.diverted_share"
    )]
    Sweep(SweepArgs),
    /// Which uncertain values decide how a scenario ends, and under which an outcome prevails
    #[command(
        after_help = "Examples:\n  detente sensitivity scenarios/doha_2026.toml\n  detente sensitivity scenarios/doha_2026.toml --outcome overtaken --trials 1000000"
    )]
    Sensitivity(SensitivityArgs),
    /// In which order to climb, who moves first, in how many parts to pay: the best of the plans tried
    #[command(
        after_help = "Examples:\n  detente order scenarios/tutorial.toml\n  detente order scenarios/doha_2026.toml --objective collapse\n  detente order scenarios/tutorial.toml --tranches 1,3 --first-mover sender,target --keep-order\n  detente order scenarios/tutorial.toml --weights scaling=1,overtaken=-0.5,collapse=-1\n  detente order scenarios/doha_2026.toml --objective collapse --risk 0.1      in the worst tenth of the worlds\n  detente order scenarios/tutorial.toml --set 'rung.settlement.requires=[\"inspections\"]'"
    )]
    Order(OrderArgs),
    /// Read scenarios and report every fault at once; for a sound file, what its values imply
    #[command(
        after_help = "Examples:\n  detente check scenarios/doha_2026.toml        one file: with the calibration card\n  detente check scenarios --card"
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
    /// Set scenarios side by side on the same random numbers; ask what broke a channel, or which assumption makes the difference
    #[command(
        after_help = "Examples:\n  detente compare scenarios/tutorial.toml scenarios/tutorial_tranches.toml\n  detente compare scenarios/doha_2026.toml --without each\n  detente compare scenarios/doha_2026.toml --without incidents --without us_congress\n  detente compare mine.toml theirs.toml --by key"
    )]
    Compare(CompareArgs),
    /// Find what facts leave open of all that nobody wrote down: worlds for `run --worlds`
    #[command(
        after_help = "Examples:\n  detente calibrate calibration/built_in.toml --targets calibration/targets.csv\n  detente calibrate mine.toml --targets facts.csv --free party.iran.trustworthy\n  detente calibrate mine.toml --targets more_facts.csv --from results/mine_calibrate --out results/mine_more"
    )]
    Calibrate(CalibrateArgs),
    /// Put the answers of several experts together: weighted worlds for `run --worlds`
    #[command(
        after_help = "Examples:\n  detente pool scenarios/doha_2026.toml --values anna.csv --values ben.csv\n  detente pool scenarios/doha_2026.toml --values anna.csv --values ben.csv --weights anna=2,ben=1\n  detente pool --seed-questions > seeds.csv      each expert fills in a copy\n  detente pool scenarios/doha_2026.toml --values anna.csv --values ben.csv --seeds anna_seeds.csv --seeds ben_seeds.csv"
    )]
    Pool(PoolArgs),
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

impl Command {
    /// Does what it says.
    fn run(self) -> Result<ExitStatus, Failure> {
        match self {
            Self::Run(args) => run::run(&args),
            Self::Report(args) => report::report(&args),
            Self::Page(args) => page::page(&args),
            Self::Compare(args) => compare::compare(&args),
            Self::Sweep(args) => sweep::sweep(&args),
            Self::Sensitivity(args) => sensitivity::sensitivity(&args),
            Self::Order(args) => order::order(&args),
            Self::Calibrate(args) => calibrate::calibrate(&args),
            Self::Pool(args) => pool::pool(&args),
            Self::Verify(args) => verify::verify(&args),
            Self::Merge(args) => merge::merge(&args),
            Self::Check(args) => check::check(&args),
            Self::Trace(args) => trace::trace(&args),
            Self::New(args) => new::new(&args),
            Self::Schema => {
                writeln!(io::stdout(), "{:#}", detente_study::scenario::schema())?;
                Ok(ExitStatus::Done)
            }
            Self::Completions { shell } => {
                // Made in memory: the generator panics where it cannot write.
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut Cli::command(), "detente", &mut script);
                io::stdout().write_all(&script)?;
                Ok(ExitStatus::Done)
            }
        }
    }

    /// Whether it writes where `--out` says.
    fn has_out(&self) -> bool {
        match self {
            Self::Run(_)
            | Self::Compare(_)
            | Self::Sweep(_)
            | Self::Sensitivity(_)
            | Self::Order(_)
            | Self::Calibrate(_)
            | Self::Pool(_)
            | Self::Merge(_) => true,
            Self::Report(_)
            | Self::Page(_)
            | Self::Verify(_)
            | Self::Check(_)
            | Self::Trace(_)
            | Self::New(_)
            | Self::Schema
            | Self::Completions { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command_line().debug_assert();
    }
}
