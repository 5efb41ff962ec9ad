//! What can be typed behind a command: its arguments and flags.

mod decide;
mod inspect;
mod simulate;
mod words;

pub(super) use decide::{CompareArgs, DesignWord, OrderArgs, SensitivityArgs, SweepArgs};
pub(super) use inspect::{CheckArgs, MergeArgs, NewArgs, ReportArgs, StoryFormat, TraceArgs, VerifyArgs};
pub(super) use simulate::{DEFAULT_SEED, DEFAULT_TRIALS, FolderArgs, RunArgs};
