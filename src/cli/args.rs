//! What can be typed behind commands: what several take, and the arguments of those that are not in a file of their own.

mod decide;
mod inspect;
mod simulate;
pub(super) mod words;

pub(super) use decide::{BaseArgs, DesignWord, SweepArgs};
pub(super) use inspect::{CheckArgs, MergeArgs, NewArgs, ReportArgs, StoryFormat, TraceArgs, VerifyArgs};
pub(super) use simulate::{DEFAULT_SEED, DEFAULT_TRIALS, FolderArgs, RunArgs, TrialArgs};
