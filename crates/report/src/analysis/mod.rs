//! What `sensitivity` and `compare` found, as it is handed over: the same kinds of files as for trials.
//!
//! An analysis keeps no records; its tables are read from its CSV files, which must be as the manifest says.

mod brief;
mod findings;
mod read;

pub(super) use brief::brief;
pub(super) use findings::{Effect, Finding, Flow, Picture, findings};
pub use read::AnalysisTables;
use read::Rows;

use super::model::Provenance;
use detente_study::recipe::{self, Recipe};

/// What was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnalysisKind {
    /// Which uncertain values decide how a scenario ends.
    Sensitivity,
    /// How scenarios differ on the same random numbers.
    Plans,
    /// What would have ended better without what.
    Without,
    /// Which keys make the difference between two files.
    Keys,
}

impl AnalysisKind {
    /// The question that `recipe` asks; none where it gives the results of trials, or where there is no report of its answer.
    pub(super) fn of(recipe: &Recipe) -> Option<Self> {
        match recipe {
            Recipe::Sensitivity(_) => Some(Self::Sensitivity),
            Recipe::Compare(compare) => Some(match compare.question {
                recipe::Question::Plans => Self::Plans,
                recipe::Question::Without(_) => Self::Without,
                recipe::Question::Keys => Self::Keys,
            }),
            _ => None,
        }
    }

    /// The heading of everything that answers it.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Sensitivity => "Which assumptions matter",
            Self::Plans => "What one plan changes against another",
            Self::Without => "What would have ended better without what",
            Self::Keys => "Which keys make the difference",
        }
    }

    /// How its figures are to be read, a sentence each.
    pub(super) fn reading(self) -> &'static [&'static str] {
        match self {
            Self::Sensitivity => &[
                "A bar is the mean change of a share, in percentage points, when one uncertain value moves up by half of its distribution, the others anywhere in theirs; the bracket is its 95 % interval.",
                "A value can matter without a direction: effect_size in screening.csv and total_assumed in indices.csv say how much.",
            ],
            Self::Plans => &[
                "Both plans live through the same random numbers, trial by trial. A bar is the difference of a share, in percentage points; its intervals hold all at once with 95 %.",
                "The flows say where the trials of an end of the base go under the other plan.",
            ],
            Self::Without => &[
                "A bar is the part of the trials of an end that end better when one thing is taken out, on the same random numbers; the bracket is its 95 % interval.",
                "The parts may sum to more than all: a trial may need each of several things to end as it did.",
            ],
            Self::Keys => &[
                "A bar is by how much a key in which two files differ moves a share, in percentage points, on average over changing it first and last; the bracket is its 95 % interval, all keys and figures at once.",
            ],
        }
    }
}

/// An analysis to be handed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Analysis<'a> {
    /// What it was made from.
    pub(super) provenance: &'a Provenance,
    /// Its tables.
    pub(super) tables: &'a AnalysisTables,
}
