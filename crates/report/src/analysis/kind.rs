//! What an analysis was asked.

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
    /// What targets leave open in a scenario.
    Calibration,
    /// Which order of the rungs is best.
    Order,
}

impl AnalysisKind {
    /// The question that `recipe` asks; none where it gives the results of trials, or where there is no report of its answer.
    pub(crate) fn of(recipe: &Recipe) -> Option<Self> {
        match recipe {
            Recipe::Sensitivity(_) => Some(Self::Sensitivity),
            Recipe::Compare(compare) => Some(match compare.question {
                recipe::Question::Plans => Self::Plans,
                recipe::Question::Without(_) => Self::Without,
                recipe::Question::Keys => Self::Keys,
            }),
            Recipe::Calibrate(_) => Some(Self::Calibration),
            Recipe::Order(_) => Some(Self::Order),
            _ => None,
        }
    }

    /// The heading of everything that answers it.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::Sensitivity => "Which assumptions matter",
            Self::Plans => "What one plan changes against another",
            Self::Without => "What would have ended better without what",
            Self::Keys => "Which keys make the difference",
            Self::Calibration => "What facts leave open",
            Self::Order => "Which order of the rungs is best",
        }
    }

    /// How its figures are to be read, a sentence each.
    pub(crate) fn reading(self) -> &'static [&'static str] {
        match self {
            Self::Sensitivity => &[
                "A bar is the mean change of a share, in percentage points, when one uncertain value moves up by half of its distribution, the others anywhere in theirs; the bracket is its 95 % interval.",
                "A value can matter without a direction: first_order_assumed in indices.csv says how much of what the assumptions explain is due to it.",
            ],
            Self::Plans => &[
                "Both plans live through the same random numbers, trial by trial. A bar is the difference of a share, in percentage points; its intervals hold all at once with 95 %.",
                "A world is a draw of everything that the files leave uncertain. Fifty dots stand for fifty equally likely worlds, chance taken out; more trials do not bring them closer together.",
                "The flows say where the trials of an end of the base go under the other plan.",
            ],
            Self::Without => &[
                "A bar is the part of the trials of an end that end better when one thing is taken out, on the same random numbers; the bracket is its 95 % interval.",
                "The parts may sum to more than all: a trial may need each of several things to end as it did.",
            ],
            Self::Keys => &[
                "A bar is by how much a key in which two files differ moves a share, in percentage points, on average over changing it first and last; the bracket is its 95 % interval, all keys and figures at once.",
            ],
            Self::Order => &[
                "All plans that were tried lived through the same random numbers; those found worse than another dropped out. A bar is the value of a plan less that of the best, with an interval that holds for all pairs at all looks.",
                "The best of many looks better than it is. So its gain is estimated again on trials that had no part in choosing it.",
            ],
            Self::Calibration => &[
                "A world is a choice of every value that nobody wrote down. Before: worlds as file and defaults have them. After: the same, weighted by how well their figures meet the targets.",
                "Met: the median after lies within two standard deviations of the target, those of the count, its discrepancy and chance taken together. Missed: it does not. Unreachable: no world comes within three.",
                "Left out: what worlds say that were weighted by all targets but this one. A target that the others foretell speaks for the model; one that is met only with its own help does not. Held out: it had no part in the weights at all.",
                "Information is 0 bits where the targets say nothing of a key, and 1 bit where they halve what was open. A key of which nothing is learned is not thereby known to be as its default.",
            ],
        }
    }
}
