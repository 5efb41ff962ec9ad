//! How a command ends, and how it speaks beside its work.

use detente_report::WriteResultsError;
use detente_report::results::ExportError;
use detente_study::recipe::StudyError;
use detente_study::scenario::harmless;
use std::io::{self, Write};

/// How a command ended. The numbers are a promise; `detente --help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitStatus {
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
pub(super) struct Failure {
    pub(super) status: ExitStatus,
    pub(super) error: anyhow::Error,
}

impl Failure {
    pub(super) fn new(status: ExitStatus, error: impl Into<anyhow::Error>) -> Self {
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

/// Says something beside the work: where nobody reads it, the work goes on.
pub(super) fn remark(text: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(text));
}

/// Writes `text`; a reader such as `head` that has seen enough is no failure.
pub(super) fn tell(mut target: impl Write, text: &str) -> Result<(), Failure> {
    match target.write_all(harmless(text).as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// A reader such as `head` that has seen enough is no failure.
pub(super) fn nobody_reads(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
