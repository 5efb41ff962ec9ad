//! The command line: the only place that prints, reads arguments, looks at the terminal or the clock.

mod advice;
mod args;
mod batch;
mod carry_out;
mod check;
mod clock;
mod compare;
mod faults;
mod folder;
mod grant;
mod keeper;
mod left_out;
mod merge;
mod new;
mod news;
mod order;
mod overlaid;
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
mod wording;

use advice::advice;
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use detente_report::WriteResultsError;
use detente_report::results::ExportError;
use detente_study::recipe::StudyError;
use detente_study::scenario::harmless;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended. The numbers are a promise; `detente --help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExitStatus {
    Done = 0,
    Faults = 1,
    CommandLine = 2,
    Files = 3,
    NoSuchTrial = 4,
    Unsound = 5,
    Interrupted = 6,
}

/// A command that could not do what was asked, with its exit status and the chain of reasons.
#[derive(Debug)]
struct Failure {
    status: ExitStatus,
    error: anyhow::Error,
}

impl Failure {
    fn new(status: ExitStatus, error: impl Into<anyhow::Error>) -> Self {
        Self { status, error: error.into() }
    }
}

/// The screen, or what stands in its place, that failed: the disk is full, or nobody reads.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(ExitStatus::Files, anyhow::Error::new(error).context("cannot write to the standard output"))
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::new(ExitStatus::Files, error)
    }
}

impl From<WriteResultsError> for Failure {
    fn from(error: WriteResultsError) -> Self {
        match error {
            WriteResultsError::Export(error) => error.into(),
            other => Self::new(ExitStatus::Files, other),
        }
    }
}

impl From<StudyError> for Failure {
    fn from(error: StudyError) -> Self {
        match error {
            StudyError::Refused(why) => Self::new(ExitStatus::CommandLine, anyhow::anyhow!(why)),
            StudyError::Disk(error) => match error.downcast::<ExportError>() {
                Ok(error) => (*error).into(),
                Err(other) => Self::new(ExitStatus::Files, anyhow::anyhow!(other)),
            },
        }
    }
}

/// Reads the command line, does what it says, and gives the exit status.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let has_out = cli.command.has_out();
    let status = match dispatch(cli) {
        Ok(status) => status,
        Err(failure) if nobody_reads(&failure.error) => ExitStatus::Done,
        Err(failure) => {
            // Where even this cannot be written, the exit status is all that is left.
            let advice = advice(&failure.error, has_out);
            let _ = writeln!(io::stderr(), "{}", harmless(&format!("detente: {:#}{advice}", failure.error)));
            failure.status
        }
    };
    ExitCode::from(status as u8)
}

/// Says something beside the work: where nobody reads it, the work goes on.
fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(text));
}

/// Writes `text`; a reader such as `head` that has seen enough is no failure.
fn tell(mut target: impl Write, text: &str) -> Result<(), Failure> {
    match target.write_all(harmless(text).as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// A reader such as `head` that has seen enough is no failure.
fn nobody_reads(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn dispatch(cli: Cli) -> Result<ExitStatus, Failure> {
    match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Report(args) => report::report(&args),
        Command::Compare(args) => compare::compare(&args),
        Command::Sweep(args) => sweep::sweep(&args),
        Command::Sensitivity(args) => sensitivity::sensitivity(&args),
        Command::Order(args) => order::order(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Merge(args) => merge::merge(&args),
        Command::Check(args) => check::check(&args),
        Command::Trace(args) => trace::trace(&args),
        Command::New(args) => new::new(&args),
        Command::Schema => {
            writeln!(io::stdout(), "{:#}", detente_study::scenario::schema())?;
            Ok(ExitStatus::Done)
        }
        Command::Completions { shell } => {
            // Made in memory: the generator panics where it cannot write.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "detente", &mut script);
            io::stdout().write_all(&script)?;
            Ok(ExitStatus::Done)
        }
    }
}
