//! What may be asked, and what is answered.

use crate::assumed::Assumed;
use crate::case::Case;
use crate::counting::Counts;
use crate::describe::Described;
use crate::hand_out::NamedText;
use crate::picture::Picture;
use serde::{Deserialize, Serialize};

/// A question of a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Question {
    /// What a scenario holds, and what may be changed in it.
    Describe {
        /// The scenario.
        case: Case,
    },
    /// Trials of these will be asked for. What was counted of the same base under the same seed is kept.
    Begin {
        /// What is compared with.
        base: Case,
        /// What was changed, where anything was.
        #[serde(default)]
        changed: Option<Case>,
        /// Seed of all draws.
        seed: u64,
    },
    /// Trials to simulate, of both.
    Simulate {
        /// Number of the first.
        first: u64,
        /// How many.
        trials: u64,
    },
    /// What was counted since the last `begin`.
    Counts,
    /// What a page draws from counts of several engines.
    Picture {
        /// What is compared with.
        base: Case,
        /// What was changed, where anything was.
        #[serde(default)]
        changed: Option<Case>,
        /// What was counted.
        counts: Vec<Counts>,
        /// What assumptions do, where that was worked out.
        #[serde(default)]
        assumed: Option<Box<Assumed>>,
    },
    /// How much hangs on what is not known.
    Assumed {
        /// What is compared with.
        base: Case,
        /// What was changed, where anything was.
        #[serde(default)]
        changed: Option<Case>,
        /// Seed of all draws.
        seed: u64,
        /// What was counted.
        counts: Vec<Counts>,
    },
    /// The tables that `detente run` writes for these trials.
    Tables {
        /// The scenario.
        case: Case,
        /// What was compared with, where it was changed.
        #[serde(default)]
        base: Option<Case>,
        /// Seed of all draws.
        seed: u64,
        /// What was counted; the scenario is `changed` in them where there is a base.
        counts: Vec<Counts>,
    },
    /// The changes of a case as a file that extends the one it was made from, and all of it as one text.
    Variant {
        /// The scenario with its changes.
        case: Case,
    },
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Why nothing was done: what is wrong with a scenario in the words of `check`, or with the question.
    Faults(String),
    /// To [`Question::Describe`].
    Described(Box<Described>),
    /// To [`Question::Begin`]: remarks on what was changed, in the words of `check`.
    Begun(Vec<String>),
    /// To [`Question::Simulate`]: how many trials.
    Simulated(u64),
    /// To [`Question::Counts`].
    Counts(Box<Counts>),
    /// To [`Question::Picture`].
    Picture(Box<Picture>),
    /// To [`Question::Assumed`].
    Assumed(Box<Assumed>),
    /// To [`Question::Tables`] and [`Question::Variant`]: files.
    Files(Vec<NamedText>),
}
