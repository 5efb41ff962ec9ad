//! Cases, checked: every word understood, no scenario read yet.

use detente_engine::domain::{Cause, Outcome};
use jiff::civil::Date;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A checked list of cases.
#[derive(Clone, Debug)]
pub struct CaseList {
    /// The file as it was named, for messages.
    pub(super) file: String,
    /// Its text, for messages and digests.
    pub text: Arc<str>,
    /// The scenario of one who knows nothing of the cases.
    pub defaults: PathBuf,
    /// Seed of all draws.
    pub seed: u64,
    /// Trials of each scenario.
    pub trials: u64,
    /// The day up to which what happened is known.
    pub known_until: Date,
    /// The cases, in the order of the file.
    pub cases: Vec<Case>,
    /// Trials of each case where a part of its coding is taken away.
    pub variation_trials: u64,
    /// Parts of the coding that are taken away, one at a time, to see what they do to the scores.
    pub variations: Vec<Variation>,
}

/// A part of the coding, taken away from every case.
#[derive(Clone, Debug)]
pub struct Variation {
    /// What is taken away, in words.
    pub says: String,
    /// `KEY=VALUE`s that do it.
    pub set: Vec<String>,
}

/// One case, and what became of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The stem of its scenario.
    pub id: String,
    /// Its scenario.
    pub scenario: PathBuf,
    /// Whether its horizon lies after the day up to which things are known: it does not count.
    pub open: bool,
    /// What happened by the horizon; for an open case, what is settled already, if anything is.
    pub happened: Option<Happened>,
    /// What a second careful reader could say instead, and why.
    pub also: Option<(Outcome, String)>,
    /// Why it is read so.
    pub because: String,
    /// What that rests on.
    pub source: String,
    /// Where it stands in the list.
    pub(super) span: Range<usize>,
}

/// How a real channel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The outcome.
    pub outcome: Outcome,
    /// Its cause; none where confrontation came, since what it would have been without the channel cannot be seen.
    pub cause: Option<Cause>,
}
